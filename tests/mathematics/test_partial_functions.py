"""Functions with one variable held, and the range of their values."""

from __future__ import annotations

import pytest
import sympy

from sessen.mathematics import FieldError, ScalarField, Slice, parse_formula, to_typst, visible_range

SQUARE = ((-5.0, 5.0), (-5.0, 5.0))


def field_of(f: str) -> ScalarField:
    return ScalarField(parse_formula(f, ("x", "y")))


@pytest.mark.parametrize("f", ["x^2 + y^2", "sin(x) cos(y)", "exp(x y / 5)", "ln(x + 4) y^3"])
def test_slopes_are_those_of_difference_quotients(f: str) -> None:
    """Both cuts at (1, -2), against central differences of the whole function."""
    field, h = field_of(f), 1e-5
    by_x, by_y = Slice(field, field.y, (1, -2)), Slice(field, field.x, (1, -2))
    assert by_x.function(3.0) == pytest.approx(float(field.value(3, -2)))
    assert by_y.function(3.0) == pytest.approx(float(field.value(1, 3)), rel=1e-12)
    assert float(by_x.slope) == pytest.approx(
        float(field.value(1 + h, -2) - field.value(1 - h, -2)) / (2 * h), abs=1e-7
    )
    assert float(by_y.slope) == pytest.approx(
        float(field.value(1, -2 + h) - field.value(1, -2 - h)) / (2 * h), abs=1e-7
    )


def test_slopes_of_the_notes_are_exact() -> None:
    """x^2 + y^2 at (1, -2): 2 along x, -4 along y."""
    field = field_of("x^2 + y^2")
    assert Slice(field, field.y, (1, -2)).slope == 2
    assert Slice(field, field.x, (1, -2)).slope == -4


@pytest.mark.parametrize(
    ("f", "point", "why"),
    [
        ("abs(x) + y", (0, 1), "by x with y held at 1: .*corner.*-1.*1"),
        ("sqrt(x^2 + y^2)", (0, 0), "by x with y held at 0: .*corner"),
        ("1/(x - y)", (1, 1), "by x with y held at 1: .*not defined at x = 1"),
        ("1/y", (1, 0), "by x with y held at 0: .*divi"),
    ],
)
def test_a_point_without_slope_is_refused_with_its_reason(f: str, point: tuple[int, int], why: str) -> None:
    field = field_of(f)
    with pytest.raises(FieldError, match=why):
        Slice(field, field.y, point)


def test_range_of_values_leaves_poles_out_and_takes_the_point_in() -> None:
    """x^2 + y^2 from 0 to 50; beside a pole as far as most values go, and on to the value at the point."""
    assert visible_range(field_of("x^2 + y^2"), SQUARE) == pytest.approx((0, 50))
    low, high = visible_range(field_of("1/(x^2 + y^2)"), SQUARE)
    assert low == pytest.approx(1 / 50)
    assert low < high < 5
    low, high = visible_range(field_of("1/(x^2 + y^2)"), SQUARE, 30.0)
    assert 30 < high < 40


def test_constants_get_room_and_nothing_is_refused() -> None:
    """A constant lies in the middle of its range; what has no value anywhere has none to show."""
    for constant in ("5", "-3", "0"):
        low, high = visible_range(field_of(constant), SQUARE)
        assert (low + high) / 2 == pytest.approx(float(constant))
        assert high > low
    with pytest.raises(FieldError, match="no value anywhere"):
        visible_range(field_of("sqrt(-1 - x^2)"), SQUARE)


def test_negative_numbers_in_place_of_a_symbol_have_one_pair_of_brackets() -> None:
    """x^2 + y^2 with y = -2 is written x^2 + (-2)^2, whether the number is SymPy's or Python's."""
    x, y = sympy.symbols("x y", real=True)
    for value in (sympy.Integer(-2), -2):
        assert to_typst(x**2 + y**2, values={y: value}) == "x^2 + (-2)^2"
