"""Where surface, graphs and words of partial derivatives stand in each shape of the frame."""

from __future__ import annotations

from typing import Final

from scenes.partial_derivative.figure import PointsOnSurface
from sessen.layout import Layout, Region
from sessen.variant import Shape

_HEAD: Final = 0.62  # the line above the surface where its formula stands
_ROOMY: Final = 10.0  # a stage so wide has more room than a formula needs
_BESIDE: Final = (0.57, 0.43)  # the shares of a graph and of the words beside it
_BELOW: Final = (0.47, 0.53)


def places(layout: Layout) -> tuple[PointsOnSurface, Region]:
    """Where surface and graphs stand in a shape, and where the panel is: at the right, in a tall frame below."""
    stage = layout.content
    panel = {
        Shape.WIDE: Region(-1.1, stage.right, -2.75, 2.55),
        Shape.SQUARE: Region(1.35, stage.right, stage.bottom, stage.top),
        Shape.TALL: layout.panel,
    }[layout.shape]
    if layout.shape is Shape.TALL:
        aside = Region(stage.left, stage.right, panel.top + 0.2, stage.top)
    else:
        aside = Region(stage.left, panel.left - 0.3, stage.bottom, stage.top)
    graphs = [_graph(row) for row in _rows(panel)]
    head = 0.55 if layout.shape is Shape.SQUARE else 0.0
    return PointsOnSurface(_surface(stage, head=head), _surface(aside), (graphs[0], graphs[1]), _large(stage)[0]), panel


def _large(stage: Region) -> tuple[Region, Region]:
    """Where the first graph stands while it is alone, and where its words do: the whole frame is theirs."""
    below = Region(stage.left, stage.right - 0.2, stage.bottom, stage.top - _HEAD - 0.15)
    if stage.width > _ROOMY:
        graph, words = below.columns(0.64, 0.36, gap=0.4)
        return graph, words.inset(0.0, 0.14 * words.height)
    graph, words = below.rows(0.62, 0.38, gap=0.3)
    return graph, words.inset(0.1 * words.width, 0.0)


def _rows(panel: Region) -> tuple[Region, ...]:
    """Where graph and words of the first cut are, and of the second."""
    return panel.inset(0.2, 0.18).rows(1, 1, gap=0.2)


def _graph(row: Region) -> Region:
    return row.rows(*_BELOW, gap=0.1)[0] if _is_upright(row) else row.columns(*_BESIDE, gap=0.15)[0]


def _is_upright(row: Region) -> bool:
    """Whether there is more room for words below a graph than beside it."""
    return row.height > 0.7 * row.width


def large_notes_place(layout: Layout) -> Region:
    """Where the words of the first cut stand while it is alone."""
    return _large(layout.content)[1]


def notes_place(layout: Layout, index: int) -> Region:
    """Where the words of a cut stand, beside or below its graph."""
    row = _rows(places(layout)[1])[index]
    return row.rows(*_BELOW, gap=0.1)[1] if _is_upright(row) else row.columns(*_BESIDE, gap=0.15)[1]


def _surface(region: Region, head: float = _HEAD) -> Region:
    """Room for a surface with its numbers around it, below the line of its formula."""
    return Region(region.left + 0.65, region.right - 0.55, region.bottom + 0.75, region.top - head - 0.1)


def trio(layout: Layout) -> tuple[tuple[Region, Region, Region], tuple[Region, Region, Region]]:
    """Where three surfaces stand side by side, and where their formulas do."""
    stage = layout.content
    if layout.shape is Shape.TALL:
        pairs = [row.columns(0.66, 0.34, gap=0.1) for row in stage.rows(1, 1, 1, gap=0.2)]
        first, second, third = pairs
        return (
            (_close(first[0]), _close(second[0]), _close(third[0])),
            (first[1], second[1], third[1]),
        )
    if layout.shape is Shape.SQUARE:
        upper, lower = stage.rows(0.43, 0.57, gap=0.1)
        top = upper.columns(0.6, 0.4, gap=0.1)
        left, right = (column.rows(0.69, 0.31, gap=0.05) for column in lower.columns(1, 1, gap=0.3))
        return (_close(top[0]), _close(left[0]), _close(right[0])), (top[1], left[1], right[1])
    columns = [column.rows(0.74, 0.26, gap=0.1) for column in stage.columns(1, 1, 1, gap=0.3)]
    first, second, third = columns
    return (_close(first[0]), _close(second[0]), _close(third[0])), (first[1], second[1], third[1])


def _close(region: Region) -> Region:
    return Region(region.left + 0.55, region.right - 0.3, region.bottom + 0.28, region.top - 0.28)
