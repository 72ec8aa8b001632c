"""Number lines under a lens, and the scales that a composition chooses for them."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.chain_rule.model import ChainModel, steady_radius, views_of
from sessen.layout import Region
from sessen.mathematics import Composition, parse_formula, parse_number
from sessen.mobjects.number_lines import LineScale, NumberLine, levels, multiples
from sessen.theme import FIXED, THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName


def travel(inner: str, outer: str, at: str) -> ChainModel:
    """The travel of two typed functions."""
    return ChainModel(Composition([parse_formula(inner, ("x",)), parse_formula(outer, ("u",))], parse_number(at)))


def test_magnifying_leaves_the_anchor_in_its_place() -> None:
    """On the way from one scale to another units grow by equal factors, and numbers and places stay inverse."""
    far, near = LineScale(2.0, -1.0, 0.5), LineScale(2.0, 3.0, 50.0)
    half = far.toward(near, 0.5)
    assert (half.place, half.unit) == pytest.approx((1.0, 5.0))
    assert half.number_at(half.place_of(np.array([1.9, 2.0, 7.0]))) == pytest.approx([1.9, 2.0, 7.0])
    assert near.magnified(10).place_of(2.0) == near.place


def test_ticks_stand_where_their_numbers_are() -> None:
    """Each number of a line is set under the place that its scale gives it."""
    line = NumberLine(
        Region(-5, 5, 0, 0), lambda: LineScale(0, 0, 2.0), "x", Typesetter(THEMES[ThemeName.DARK]), role=FIXED
    )
    assert [number.get_x() for number in line.numbers] == pytest.approx([-4, -2, 0, 2, 4], abs=0.15)  # a minus sign


@pytest.mark.parametrize("gap", [0.003, 0.1, 0.7, 2.0, 35.0])
def test_marks_are_powers_of_ten_apart_and_never_crowd(gap: float) -> None:
    """Whatever the magnification, marks are a power of ten times the cell apart, and at least a tenth of a unit."""
    found = list(levels(gap))
    assert all(np.log10(each / gap) == pytest.approx(round(np.log10(each / gap)), abs=1e-9) for each, _ in found)
    assert all(each >= 0.0999 for each, _ in found)
    assert len(multiples(0.3, found[0][0], -5, 5)) <= 101


def test_radius_stops_before_a_pole_and_before_a_wild_stretch() -> None:
    """1/x at 0.1 is seen on one side of its pole, sin(50x) over few of its waves, a line as far as allowed."""
    assert steady_radius(lambda x: 1 / x, 0.1) < 0.1
    assert steady_radius(lambda x: np.sin(50 * x), 0.0) <= 0.2
    assert steady_radius(lambda x: 3 * x - 1, 5.0) == 1.0
    assert steady_radius(lambda x: x**2, 0.0, is_flat=True) == 1.0


@pytest.mark.parametrize(
    ("inner", "outer", "at"),
    [("x^2", "sin(u)", "1"), ("exp(x)", "u^3", "2"), ("-3x", "sqrt(u)", "-2"), ("1/x", "u^2", "0.1"), ("3", "u", "0")],
)
def test_changes_fit_between_the_ends_of_the_lines(inner: str, outer: str, at: str) -> None:
    """Close up, the changes of the first nudge and of its limit leave room for names and for the whole's arrow."""
    moving = travel(inner, outer, at)
    nudge = moving.first_nudge()
    views = views_of(moving, nudge, -6.0, 2.0)
    for changes in (np.array(moving.changes(nudge)), moving.stretches * nudge):
        ends = [scale.place_of(scale.anchor + change) for scale, change in zip(views.near, changes, strict=True)]
        assert np.min(ends) >= -3.8
        assert np.max(ends) <= 0.6
    assert len({scale.place for scale in views.near}) == 1


def test_one_scale_serves_all_lines_unless_a_change_would_not_be_seen() -> None:
    """x² and sin share their unit; e^x and u³ at 2 need units that differ by whole powers of ten, which are told."""
    assert views_of(travel("x^2", "sin(u)", "1"), 0.1, -6, 2).is_near_common
    steep = views_of(travel("exp(x)", "u^3", "2"), 0.1, -6, 2)
    assert steep.powers == (0, 1, 3)
    units = [scale.unit for scale in steep.near]
    assert units[0] / units[1] == pytest.approx(10)
    assert units[0] / units[2] == pytest.approx(1000)
