"""Numbers are written as a person writes them, and "=" stands only before what is exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from sessen.errors import SessenError
from sessen.mathematics import Number, equality_sign, format_number, is_exact, to_float
from sessen.mathematics.numbers import Style, read_number, round_half_up


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (25, "25"),
        (25.0, "25"),
        (29.75, "29.75"),
        (-0.5403023, "−0.5403"),
        (-sympy.cos(1), "−0.5403"),
        (0, "0"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (1234567, "1234567"),
        (12345.678, "12346"),
        (123456789, "1.235 × 10⁸"),
        (1.2e-7, "1.2 × 10⁻⁷"),
        (-1e-9, "−1 × 10⁻⁹"),
        (9999.99999, "10000"),
        (0.0001, "0.0001"),
        (sympy.Rational(1, 3), "0.3333"),
        (sympy.sqrt(2), "1.414"),
        (1e300, "1 × 10³⁰⁰"),
    ],
)
def test_written_for_the_screen(value: Number, text: str) -> None:
    assert format_number(value) == text


def test_written_for_typst_and_for_the_keyboard() -> None:
    assert format_number(1.2e-7, style="typst") == "1.2 times 10^(-7)"
    assert format_number(1.2e-7, style="plain") == "1.2e-7"
    assert format_number(-2.5, style="typst") == format_number(-2.5, style="plain") == "-2.5"


def test_fixed_decimals_keep_their_zeros_and_never_write_minus_zero() -> None:
    assert format_number(25, decimals=2) == "25.00"
    assert format_number(2.005, decimals=2) == "2.01"
    assert format_number(-0.001, decimals=2) == "0.00"
    assert format_number(-2.5, decimals=0) == "−3"


def test_the_notes_central_difference_is_written_to_the_last_digit() -> None:
    assert format_number(25.000000010031442, 17) == "25.000000010031442"


@pytest.mark.parametrize(
    ("value", "sign"),
    [(25, "="), (29.75, "="), (0.1 + 0.2, "="), (sympy.Rational(1, 3), "≈"), (sympy.pi, "≈"), (1.23456, "≈"), (0, "=")],
)
def test_equals_stands_only_before_what_is_exact(value: Number, sign: str) -> None:
    text = format_number(value)
    assert equality_sign(value, text) == sign
    assert is_exact(value, text) is (sign == "=")


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12), st.integers(1, 12))
def test_what_is_written_is_within_half_of_the_last_digit(value: float, digits: int) -> None:
    styles: tuple[Style, ...] = ("screen", "typst", "plain")
    for style in styles:
        written = float(read_number(format_number(value, digits, style=style)))
        assert abs(written - value) <= 0.5000001 * 10.0 ** (1 - digits) * abs(value) + 1e-323


@given(st.decimals(min_value=-1000, max_value=1000, places=5), st.integers(0, 4))
def test_halves_are_rounded_away_from_zero(value: Decimal, decimals: int) -> None:
    rounded = round_half_up(value, decimals)
    assert abs(rounded - value) <= Decimal("0.5").scaleb(-decimals)
    assert abs(round_half_up(-value, decimals)) == abs(rounded)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), sympy.I, sympy.zoo, sympy.Symbol("x")])
def test_what_is_no_number_is_refused(value: Number) -> None:
    with pytest.raises(SessenError, match="not a real number"):
        format_number(value)
    if isinstance(value, sympy.Expr):
        with pytest.raises(SessenError, match="not a real number"):
            to_float(value)
