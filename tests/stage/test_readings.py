"""Live numbers with a name: how many digits, = or ≈, and a power of ten where there must be one."""

from __future__ import annotations

import numpy as np
import pytest

from sessen.stage.readings import Reading, decimals_of, is_written_exactly
from sessen.stage.roles import FIXED, THEMES
from sessen.stage.typesetting import Typesetter
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
    reading = Reading(names, lambda: value, lambda _: np.array([1.0, 2.0, 0.0]), typesetter, role=FIXED)
    assert [name[0].get_fill_opacity() for name in names] == [float(is_exact), float(not is_exact)]
    assert is_written_exactly(value, decimals_of(value)) or not is_exact
    shown = reading.power if value == 2e-7 else reading.plain
    assert shown.get_fill_opacity() == 1
    assert (names[0] if is_exact else names[1]).get_left()[0] == pytest.approx(1 - reading.width_of_all / 2)
