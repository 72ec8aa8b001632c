"""Live values and written calculations show the numbers they stand for, and stay in their place."""

from __future__ import annotations

import pytest

from sessen.layout import Region
from sessen.mobjects.calculation import Calculation, ScaledDecimal, scale_of
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName

TYPE = Typesetter(THEMES[ThemeName.DARK])
REGION = Region(0.0, 3.0, 0.0, 2.0)


@pytest.mark.parametrize(
    ("largest", "expected"),
    [(4.12, (0, 2)), (0.0224, (0, 4)), (2236.1, (0, 1)), (5e6, (6, 2)), (1e-6, (-6, 2)), (0.0, (0, 2))],
)
def test_decimals_suit_the_size(largest: float, expected: tuple[int, int]) -> None:
    """About three digits tell; what is beyond reading takes a power of ten out."""
    assert scale_of(largest) == expected


@pytest.mark.parametrize("value", [2.6678, -0.004, 3.7e6, -2.2e-7, 0.0])
def test_shown_number_is_the_value_rounded(value: float) -> None:
    """Read back from its digits and its power of ten, and refused for another value."""
    shown = ScaledDecimal(lambda: value, abs(value), TYPE).shows(value)
    assert shown.error <= shown.tolerance
    other = ScaledDecimal(lambda: value, abs(value), TYPE).shows(value + 0.1 * max(abs(value), 1))
    assert other.error > other.tolerance


def test_rows_end_flush_right_and_stay_in_the_region() -> None:
    """Also while a number gains a minus sign and a digit."""
    state = {"value": 9.99}
    names = [TYPE.math("norm(bold(a)) cos theta"), TYPE.math("bold(a) dot.c bold(b)")]
    values = [ScaledDecimal(lambda: state["value"], 100.0, TYPE), ScaledDecimal(lambda: 2.0, 2.0, TYPE)]
    reckoning = Calculation(REGION, list(zip(names, values, strict=True)), TYPE)
    state["value"] = -88.88
    reckoning.update()
    ends = [number.get_right()[0] for number in reckoning.numbers]
    assert ends == pytest.approx([REGION.right] * 2, abs=0.05)
    assert reckoning.rows[0][1].get_left()[0] > names[0].get_right()[0]
    assert values[0].text == "−88.88"
    assert REGION.bottom <= reckoning.get_bottom()[1]
    assert reckoning.get_top()[1] <= REGION.top


def test_pivots_stand_below_each_other() -> None:
    """The points of 10 · 4 and 3 · 1 are in one column."""
    names = [TYPE.math(f"{left} {{{{ dot.c : PIVOT }}}} {right}") for left, right in ((10, 4), (3, 1))]
    rows = [(name, TYPE.math("= 1")) for name in (*names, TYPE.math("s"))]
    Calculation(REGION, rows, TYPE)
    assert names[0].part("PIVOT").get_x() == pytest.approx(names[1].part("PIVOT").get_x())
