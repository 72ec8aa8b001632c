"""Arrows, marks and arcs are where they say they are, whatever their length."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Square

from sessen.layout import Region
from sessen.mobjects.vectors import (
    HEAD_LENGTH,
    HEAD_WIDTH,
    AngleArc,
    Arrow,
    Dashed,
    LabelledArrow,
    RightAngle,
    beside,
    line_across,
)
from sessen.theme import GIVEN_A, THEMES
from sessen.variant import ThemeName

DARK = THEMES[ThemeName.DARK]
ORIGIN = np.zeros(3)


def arrow(x: float, y: float) -> Arrow:
    """An arrow from the origin."""
    return Arrow(ORIGIN, np.array([x, y, 0.0]), DARK, role=GIVEN_A)


@pytest.mark.parametrize(("x", "y"), [(3, 4), (-0.1, 0.05), (1e-4, 0), (0, -7), (0.5, 0.5)])
def test_arrow_ends_at_its_tip_and_nothing_reaches_beyond(x: float, y: float) -> None:
    """Tip and tail are exact; no point of the outline is further along than the tip."""
    drawn, along = arrow(x, y), np.array([x, y, 0]) / np.hypot(x, y)
    assert drawn.tip == pytest.approx([x, y, 0], abs=1e-12)
    assert drawn.tail == pytest.approx(ORIGIN, abs=1e-12)
    reaches = drawn.points @ along
    assert reaches.max() == pytest.approx(np.hypot(x, y))
    assert reaches.min() == pytest.approx(0, abs=1e-12)


def test_heads_of_long_arrows_are_alike() -> None:
    """An arrow of ten units has the same head as one of two: as long, as wide."""
    for length in (2.0, 10.0):
        points = arrow(length, 0).points
        assert np.ptp(points[:, 1]) == pytest.approx(HEAD_WIDTH)
        assert length - points[points[:, 1] == points[:, 1].max(), 0].max() == pytest.approx(HEAD_LENGTH)


def test_short_arrows_keep_their_shape() -> None:
    """Below the length of a head an arrow is the same picture, smaller."""
    small, smaller = arrow(0.2, 0).points, arrow(0.05, 0).points
    assert small / 4 == pytest.approx(smaller)


def test_arrow_of_no_length_is_a_point() -> None:
    """Nothing to see, and nothing that is no number."""
    assert np.ptp(arrow(0, 0).points, axis=0) == pytest.approx(0)


@pytest.mark.parametrize("angle", np.linspace(0, 2 * np.pi, 9))
def test_names_keep_clear_of_their_arrow(angle: float) -> None:
    """The box of a wide name touches no part of the shaft."""
    name = Square().stretch_to_fit_width(2.0).stretch_to_fit_height(0.4)
    labelled = LabelledArrow(arrow(2 * np.cos(angle), 2 * np.sin(angle)), name)
    shaft = np.linspace(0, 1, 50)[:, None] * labelled.arrow.tip
    centre = name.get_center()
    assert not ((abs(shaft[:, 0] - centre[0]) < 1.0) & (abs(shaft[:, 1] - centre[1]) < 0.2)).any()


def test_names_stay_in_their_region() -> None:
    """A name that would leave is moved back to the edge."""
    name = Square(side_length=1.0)
    beside(name, np.array([2.0, 0, 0]), np.array([1.0, 0, 0]), within=Region(-2, 2, -2, 2))
    assert name.get_right()[0] == pytest.approx(2.0)


def test_right_angle_is_square() -> None:
    """Both sides are as long, and stand square to each other."""
    points = RightAngle(DARK).put(ORIGIN, np.array([0.6, 0.8, 0]), np.array([-0.8, 0.6, 0]), 0.3).points
    first, corner, last = points[0], points[3], points[-1]
    assert (first - corner) @ (last - corner) == pytest.approx(0, abs=1e-12)
    assert np.linalg.norm(first - corner) == pytest.approx(0.3) == np.linalg.norm(last - corner)


@pytest.mark.parametrize("angle", [0.2, 1.5, 3.1, -2.0])
def test_arc_lies_on_its_circle_from_side_to_side(angle: float) -> None:
    """Between its ends the drawn path leaves the circle by less than a thousandth of a pixel."""
    arc = AngleArc(DARK).put(ORIGIN, 0.5, angle, 1.5)
    seen = np.array([arc.point_from_proportion(share) for share in np.linspace(0, 1, 60)])
    assert np.linalg.norm(seen, axis=1) == pytest.approx(1.5, abs=1e-6)
    assert np.arctan2(*seen[-1, 1::-1]) == pytest.approx(np.arctan2(np.sin(0.5 + angle), np.cos(0.5 + angle)))


def test_dashes_stand_still_while_the_end_moves() -> None:
    """A longer line begins with the dashes of a shorter one, and reaches its end exactly or stops at a gap."""
    short, long = (Dashed(DARK).put(ORIGIN, np.array([length, 0, 0])).points for length in (1.0, 1.5))
    assert long[: len(short) - 4] == pytest.approx(short[:-4])
    assert Dashed(DARK, dash=0.1).put(ORIGIN, np.array([0.5, 0, 0])).points[:, 0].max() == pytest.approx(0.5)


def test_line_across_ends_on_the_edges() -> None:
    """Through the middle of a region at 45 degrees it goes from corner to corner."""
    start, end = line_across(Region(-1, 1, -1, 1), ORIGIN, np.array([1, 1, 0]) / np.sqrt(2))
    assert start == pytest.approx([-1, -1, 0])
    assert end == pytest.approx([1, 1, 0])
