"""A plane maps numbers to points and back, fills its region, and draws lines and numbers where they belong."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sessen.layout import Region
from sessen.mobjects.plane import Plane, Ranges
from sessen.theme import MOVING, THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName
from tests.scenes.support import corners

REGION = Region(-6.0, 2.0, -2.75, 2.5)
TYPE = Typesetter(THEMES[ThemeName.DARK])
extents = some.floats(1e-3, 1e3)
places = some.floats(-1e3, 1e3)
windows = some.builds(lambda x, y, width, height: Ranges(x, x + width, y, y + height), places, places, extents, extents)


def bare(window: Ranges, *, square: bool = False) -> Plane:
    """A plane without numbers, which is quickly made."""
    return Plane(REGION, window, TYPE, square=square, numbered=False)


@settings(max_examples=30, deadline=None)
@given(
    windows, some.lists(some.tuples(some.floats(-1, 2), some.floats(-1, 2)), min_size=1, max_size=8), some.booleans()
)
def test_points_and_numbers_are_each_others_inverse(
    window: Ranges, shares: list[tuple[float, float]], square: bool
) -> None:
    plane = bare(window, square=square)
    across, up = np.array(shares).T
    x = window.left + across * (window.right - window.left)
    y = window.bottom + up * (window.top - window.bottom)
    back = plane.numbers_at(plane.point(x, y))
    assert np.allclose(back[:, 0], x, rtol=1e-9, atol=1e-9 * (window.right - window.left))
    assert np.allclose(back[:, 1], y, rtol=1e-9, atol=1e-9 * (window.top - window.bottom))


@settings(max_examples=30, deadline=None)
@given(windows, some.booleans())
def test_the_window_fills_the_box_and_the_box_lies_in_the_region(window: Ranges, square: bool) -> None:
    """Straight proportion from corner to corner, worked out here by hand."""
    plane = bare(window, square=square)
    box, seen = plane.box, plane.window
    assert np.allclose(plane.point(seen.left, seen.bottom), (box.left, box.bottom, 0), atol=1e-8)
    assert np.allclose(plane.point(seen.right, seen.top), (box.right, box.top, 0), atol=1e-8)
    middle = plane.point((seen.left + seen.right) / 2, (seen.bottom + seen.top) / 2)
    assert np.allclose(middle, box.center, atol=1e-8)
    assert REGION.left <= box.left < box.right <= REGION.right
    assert REGION.bottom <= box.bottom < box.top <= REGION.top


@settings(max_examples=30, deadline=None)
@given(windows)
def test_in_a_square_plane_units_are_equal_and_all_that_was_asked_for_is_seen(window: Ranges) -> None:
    plane = bare(window, square=True)
    across, up = plane.unit
    assert across == pytest.approx(up)
    spare = 1e-9 * max(map(abs, (window.left, window.right, window.bottom, window.top)))
    assert plane.window.left <= window.left + spare
    assert plane.window.right >= window.right - spare
    assert plane.window.bottom <= window.bottom + spare
    assert plane.window.top >= window.top - spare


@settings(max_examples=30, deadline=None)
@given(windows, some.floats(0, 1), some.floats(0, 1), some.floats(-50, 50))
def test_a_straight_line_crosses_the_whole_window_and_ends_on_its_edge(
    window: Ranges, across: float, up: float, steepness: float
) -> None:
    """Both ends are on the edge, the given point is between them, and the slope is the one that was asked for."""
    plane = bare(window)
    width, height = window.right - window.left, window.top - window.bottom
    x, y, slope = window.left + across * width, window.bottom + up * height, steepness * height / width
    line = plane.straight(x, y, slope, role=MOVING)
    ends = plane.numbers_at(np.array([line.get_start(), line.get_end()]))
    shares = (ends - (window.left, window.bottom)) / (width, height)
    assert np.all((shares > -1e-6) & (shares < 1 + 1e-6))
    assert np.all(np.minimum(np.abs(shares), np.abs(shares - 1)).min(axis=1) < 1e-6)
    assert np.all(shares.min(axis=0) - 1e-6 <= (across, up))
    assert np.all((across, up) <= shares.max(axis=0) + 1e-6)
    offsets = (shares[:, 1] - up) - steepness * (shares[:, 0] - across)
    assert np.allclose(offsets, 0, atol=1e-5)
    if np.ptp(shares[:, 0]) > 1e-3:
        assert plane.slope_of(line) == pytest.approx(slope, rel=1e-4, abs=1e-6 * height / width)


@pytest.fixture(scope="module")
def numbered() -> Plane:
    return Plane(REGION, Ranges(-1.3, 4.2, -0.35, 1.15), TYPE)


def test_numbers_stand_at_their_ticks(numbered: Plane) -> None:
    """Those of x under their place, those of y beside it, each in reach of the grid's line."""
    x_numbers, y_numbers = numbered.numbers[: len(numbered.x_ticks)], numbered.numbers[len(numbered.x_ticks) :]
    for tick, number in zip(numbered.x_ticks, x_numbers, strict=True):
        assert number.get_center()[0] == pytest.approx(numbered.point(tick, 0)[0], abs=0.02)
        assert number.get_top()[1] < numbered.box.bottom
    for tick, number in zip(numbered.y_ticks, y_numbers, strict=True):
        assert number.get_center()[1] == pytest.approx(numbered.point(0, tick)[1], abs=0.02)
        assert number.get_right()[0] < numbered.box.left
    assert np.ptp([number.baseline for number in x_numbers]) < 1e-9


def test_the_plane_and_its_numbers_stay_in_the_region(numbered: Plane) -> None:
    (left, bottom), (right, top) = corners(numbered)
    assert left >= REGION.left
    assert right <= REGION.right + 0.01
    assert bottom >= REGION.bottom
    assert top <= REGION.top + 0.01


@pytest.mark.parametrize(
    "window",
    [
        Ranges(-1.3, 4.2, -0.35, 1.15),
        Ranges(6, 14, -2.7e6, 4e5),
        Ranges(1.99999, 2.00002, 7.9999, 8.0002),
        Ranges(-1e-7, 3e-7, -1e-9, 1e-9),
        Ranges(99999, 100003, 123456, 123460),
        Ranges(-5e7, 5e7, 0, 1e12),
    ],
    ids=["everyday", "large", "fine", "tiny", "far", "huge"],
)
@pytest.mark.parametrize("square", [False, True])
def test_numbers_however_long_stay_in_the_region_and_apart(window: Ranges, square: bool) -> None:
    plane = Plane(REGION, window, TYPE, square=square)
    (left, bottom), (right, _) = corners(plane.numbers)
    assert REGION.left <= left
    assert right <= REGION.right + 0.5  # a tick at the very edge has half its number beyond
    assert REGION.bottom <= bottom
    count = len(plane.x_ticks)
    below = [corners(number)[:, 0] for number in plane.numbers[:count]]
    assert all(one[1] + 0.2 < other[0] for one, other in pairwise(below))
    beside = [corners(number)[:, 1] for number in plane.numbers[count:]]
    assert all(lower[1] < upper[0] for lower, upper in pairwise(beside))
    assert plane.box.width > 0.6 * (REGION.right - REGION.left)


@pytest.mark.parametrize(
    ("window", "crossing"),
    [
        (Ranges(-1, 1, -1, 1), (0, 0)),
        (Ranges(2, 5, -1, 1), (2, 0)),
        (Ranges(-1, 1, 30, 70), (0, 30)),
        (Ranges(2, 5, -70, -30), (2, -70)),
    ],
)
def test_axes_go_through_zero_or_along_the_edge(window: Ranges, crossing: tuple[float, float]) -> None:
    plane = bare(window)
    starts = plane.numbers_at(plane.axes.points[::4])
    assert starts == pytest.approx(np.array([[window.left, crossing[1]], [crossing[0], window.bottom]]))


def test_grid_lines_stand_at_the_ticks(numbered: Plane) -> None:
    drawn = numbered.numbers_at(numbered.grid.points.reshape(-1, 4, 3)[:, [0, 3]])
    upright = [line[0, 0] for line in drawn if math.isclose(line[0, 0], line[1, 0], abs_tol=1e-9)]
    level = [line[0, 1] for line in drawn if math.isclose(line[0, 1], line[1, 1], abs_tol=1e-9)]
    assert np.allclose(upright, numbered.x_ticks)
    assert np.allclose(level, numbered.y_ticks)
