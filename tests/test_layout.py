"""Regions of every shape: inside the frame with room at its edges, apart from each other, the caption lowest."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sessen.layout import EDGE, Layout, Region, layout_for
from sessen.variant import Shape

LAYOUTS = [layout_for(shape) for shape in Shape]
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=list(Shape))


def named(layout: Layout) -> dict[str, Region]:
    return {name: getattr(layout, name) for name in ("title", "figure", "panel", "caption", "upper", "lower")}


def holds(outer: Region, inner: Region) -> bool:
    return (
        outer.left <= inner.left < inner.right <= outer.right and outer.bottom <= inner.bottom < inner.top <= outer.top
    )


def overlap(one: Region, other: Region) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    return across > 1e-9 and up > 1e-9


@each_layout
def test_half_a_unit_is_free_at_the_edges(layout: Layout) -> None:
    """The caption alone may come nearer to the lower edge, for nothing else stands there."""
    width, height = layout.shape.frame
    safe = Region(EDGE - width / 2, width / 2 - EDGE, EDGE - height / 2, height / 2 - EDGE)
    for name, region in named(layout).items():
        below = Region(region.left, region.right, max(region.bottom, safe.bottom), region.top)
        assert holds(safe, below if name == "caption" else region), name
    assert layout.caption.bottom >= -height / 2 + 0.2


@each_layout
def test_the_lowest_unit_belongs_to_the_caption(layout: Layout) -> None:
    floor = -layout.shape.frame[1] / 2
    assert layout.caption.top >= floor + 0.99
    others = [region for name, region in named(layout).items() if name != "caption"]
    assert min(region.bottom for region in others) >= max(floor + 1.0, layout.caption.top)


@each_layout
def test_no_region_lies_over_another(layout: Layout) -> None:
    apart = [layout.title, layout.figure, layout.panel, layout.caption]
    assert not [pair for pair in combinations(apart, 2) if overlap(*pair)]
    assert not overlap(layout.upper, layout.lower)
    assert holds(layout.panel, layout.upper)
    assert holds(layout.panel, layout.lower)


@each_layout
def test_the_stage_is_figure_and_panel(layout: Layout) -> None:
    assert holds(layout.content, layout.figure)
    assert holds(layout.content, layout.panel)
    assert not overlap(layout.content, layout.caption)
    assert not overlap(layout.content, layout.title)


@given(
    some.lists(some.floats(0.1, 5), min_size=1, max_size=6), some.floats(0, 0.5), some.sampled_from(["rows", "columns"])
)
def test_splitting_keeps_the_shares_the_gaps_and_the_whole(shares: list[float], gap: float, way: str) -> None:
    whole = Region(-3.0, 5.0, -2.0, 7.0)
    parts = whole.rows(*shares, gap=gap) if way == "rows" else whole.columns(*shares, gap=gap)
    if way == "rows":
        extents, edges = [part.height for part in parts], [(-part.top, -part.bottom) for part in parts]
        assert (parts[0].top, parts[-1].bottom) == pytest.approx((whole.top, whole.bottom))
    else:
        extents, edges = [part.width for part in parts], [(part.left, part.right) for part in parts]
        assert (parts[0].left, parts[-1].right) == pytest.approx((whole.left, whole.right))
    assert np.allclose(np.array(extents) / sum(extents), np.array(shares) / sum(shares))
    assert np.allclose([after[0] - before[1] for before, after in pairwise(edges)], gap)


def test_places_in_a_region_go_by_fractions() -> None:
    region = Region(1.0, 5.0, -2.0, 0.0)
    assert region.at(0, 0).tolist() == [1, -2, 0]
    assert region.at(1, 0.25).tolist() == [5, -1.5, 0]
    assert region.center.tolist() == [3, -1, 0]
    assert region.inset(0.5) == Region(1.5, 4.5, -1.5, -0.5)
    assert region.inset(1, 0.5) == Region(2, 4, -1.5, -0.5)
