"""Where the figures of the scene stand, in each shape of the frame."""

from __future__ import annotations

from dataclasses import dataclass

from sessen.layout import Layout, Region
from sessen.variant import Shape

_ROW = 0.65  # kept for a line of numbers


@dataclass(frozen=True, slots=True)
class LearningPlaces:
    """Regions of the frame.

    Attributes
    ----------
    whole
        All of the frame between headline and caption, from edge to edge.
    points, readings
        The points beside something else, and a line of numbers below them.
    land, rule
        What stands beside them, and a formula below that.
    wide_land, plot
        The landscape, larger, and a plot beside it.
    last_points, answer
        The points at the end, and what is said of them.
    """

    whole: Region
    points: Region
    readings: Region
    land: Region
    rule: Region
    wide_land: Region
    plot: Region
    last_points: Region
    answer: Region


def places_in(layout: Layout) -> LearningPlaces:
    """The regions of a layout."""
    inner, frame = layout.content, layout.frame
    whole = layout.band
    if layout.shape is Shape.TALL:
        upper, lower = inner.rows(0.47, 0.53, gap=0.3)
        wide_land, plot = inner.rows(0.6, 0.4, gap=0.3)
        last, answer = (
            Region(frame.left, frame.right, inner.bottom + 3.2, whole.top),
            Region(inner.left, inner.right, inner.bottom, inner.bottom + 2.9),
        )
    elif layout.shape is Shape.SQUARE:
        upper, lower = inner.columns(0.5, 0.5, gap=0.3)
        wide_land, plot = inner.columns(0.56, 0.44, gap=0.3)
        plot = plot.inset(0.0, 1.2)
        last, answer = (
            Region(frame.left, frame.right, inner.bottom + 2.7, whole.top),
            Region(inner.left, inner.right, inner.bottom, inner.bottom + 2.4),
        )
    else:
        upper, lower = inner.columns(0.49, 0.51, gap=0.4)
        wide_land, plot = inner.columns(0.58, 0.42, gap=0.4)
        last, answer = (
            Region(inner.left, 2.2, inner.bottom, inner.top),
            Region(2.6, inner.right, inner.bottom, inner.top),
        )
    points, readings = _above_a_row(upper)
    land, rule = _above_a_row(lower)
    if layout.shape is Shape.SQUARE:  # too narrow for three numbers: they take the whole width, the formula goes above
        readings, (land, rule) = Region(inner.left, inner.right, inner.bottom, rule.top), _above_a_row(land)
    return LearningPlaces(whole, points, readings, land, rule, wide_land, plot, last, answer)


def _above_a_row(region: Region) -> tuple[Region, Region]:
    return (
        Region(region.left, region.right, region.bottom + _ROW, region.top),
        Region(region.left, region.right, region.bottom, region.bottom + _ROW - 0.15),
    )
