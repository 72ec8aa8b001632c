"""Live numbers with a name: how many digits, = or ≈, and a power of ten where there must be one."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DL, UR

from sessen.mobjects.live_equation import LiveEquation, decimals_of, is_written_exactly
from sessen.theme import FIXED, PAPER, THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (0.21, "0.21"),
        (0.0941, "0.0941"),
        (0.09414567, "0.09415"),
        (0.9999999, "1.000"),
        (1210.4, "1210"),
    ],
)
def test_numbers_have_four_digits_or_as_many_as_are_exact(value: float, text: str) -> None:
    """Zeros at the end stand only where they say how exact a rounded number is."""
    assert f"{value:.{decimals_of(value)}f}" == text


@pytest.mark.parametrize(
    ("value", "is_exact"), [(0.5, True), (1 / 3, False), (2e-7, False), (0.0, True), (-0.25, True)]
)
def test_sign_says_whether_the_number_is_rounded(value: float, is_exact: bool) -> None:
    """= stands before exact numbers, ≈ before rounded ones and before powers of ten; only one of the two is seen."""
    typesetter = Typesetter(THEMES[ThemeName.DARK])
    names = typesetter.math("x ="), typesetter.math("x approx")
    reading = LiveEquation(names, lambda: value, lambda _: np.array([1.0, 2.0, 0.0]), typesetter, role=FIXED)
    assert [name[0].get_fill_opacity() for name in names] == [float(is_exact), float(not is_exact)]
    assert is_written_exactly(value, decimals_of(value)) or not is_exact
    shown = reading.power if value == 2e-7 else reading.plain
    assert shown.get_fill_opacity() == 1
    assert (names[0] if is_exact else names[1]).get_left()[0] == pytest.approx(1 - reading.width_of_all / 2)


@pytest.mark.parametrize("value", [0.1, 0.0941345, 2e-7])
def test_paper_lies_around_name_and_number(value: float) -> None:
    """And nothing else is as large; without paper there is none."""
    typesetter = Typesetter(THEMES[ThemeName.DARK])
    names = typesetter.math("d x ="), typesetter.math("d x approx")
    reading = LiveEquation(
        names, lambda: value, lambda _: np.array([1.0, 2.0, 0.0]), typesetter, role=FIXED, on_paper=True
    )
    seen = [part for part in reading.family_members_with_points() if part.get_fill_opacity() == 1]
    assert seen[0] is reading.paper
    assert reading.paper.fill_color.to_hex() == THEMES[ThemeName.DARK][PAPER].upper()
    for part in seen[1:]:
        assert (reading.paper.get_corner(DL)[:2] < part.get_corner(DL)[:2]).all()
        assert (reading.paper.get_corner(UR)[:2] > part.get_corner(UR)[:2]).all()
    assert reading.paper.height < 0.5
    bare = LiveEquation(names, lambda: value, lambda _: np.array([1.0, 2.0, 0.0]), typesetter, role=FIXED)
    assert bare.paper not in bare.get_family()
