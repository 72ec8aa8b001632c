"""Slopes agree with independent values, and a derivative that does not exist is refused with the reason."""

from __future__ import annotations

import math
import time
from datetime import timedelta

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sessen.mathematics import (
    DerivativeError,
    DifferenceQuotient,
    FormulaError,
    RealFunction,
    differentiate,
    parse_formula,
    parse_number,
)

x, h = sympy.symbols("x h", real=True)
PROMPT = timedelta(seconds=20)  # on a busy machine; without bounds it would be hours
CUBIC = parse_formula("x^3 - 3x^2 + x")


def limit_at(formula: str, point: str) -> DifferenceQuotient:
    return DifferenceQuotient(RealFunction(parse_formula(formula), x), parse_number(point))


def test_the_notes_example() -> None:
    limit = DifferenceQuotient(CUBIC, 4)
    assert (limit.value, limit.derivative) == (20, 25)
    assert limit.quotient == h**2 + 9 * h + 25
    assert limit.is_cancelled
    assert limit.derivative_function == 3 * x**2 - 6 * x + 1
    assert limit.general_quotient == sympy.expand(3 * x**2 + 3 * x * h + h**2 - 6 * x - 3 * h + 1)
    assert [limit.slope(gap) for gap in (1, 0.5, 0.1, 0.01, -1, 0)] == [35, 29.75, 25.91, 25.0901, 17, 25]


def test_tangent_and_secant_are_lines_through_the_point() -> None:
    limit = DifferenceQuotient(CUBIC, 4)
    assert limit.tangent(5.0) == 45
    assert limit.secant(0.5)(4.5) == pytest.approx(float(CUBIC.subs(x, 4.5)), rel=1e-15)
    np.testing.assert_array_equal(limit.tangent(np.array([4.0, 3.0])), [20, -5])


@pytest.mark.parametrize(
    ("formula", "point", "quotient"),
    [
        ("1/x", "2", -1 / (2 * (h + 2))),
        ("sqrt(x)", "4", 1 / (sympy.sqrt(h + 4) + 2)),
        ("x^2", "pi", h + 2 * sympy.pi),
        ("3", "1", sympy.Integer(0)),
        ("x|x|", "0", sympy.Abs(h)),
    ],
)
def test_h_is_cancelled_where_algebra_can(formula: str, point: str, quotient: sympy.Expr) -> None:
    limit = limit_at(formula, point)
    assert limit.is_cancelled
    assert sympy.simplify(limit.quotient - quotient) == 0
    assert limit.quotient.subs(h, 0) == limit.derivative


@pytest.mark.parametrize(
    "formula",
    [
        "(x^5 + 3)^3",
        "(3^10 + 3e + log2(7) - sqrt(x)^10 (0.5 + ln 3))^3",
        "(x^2+x+1)^12/(x-7)^12",
        "x^900",
        "pi x/(e+ln 2 x)^9",
    ],
)
def test_cancelling_gives_up_before_it_takes_long(formula: str) -> None:
    begun = time.process_time()
    limit = limit_at(formula, "2")
    assert not limit.is_cancelled
    assert limit.general_quotient.has(x)
    assert time.process_time() - begun < 5


def test_a_quotient_that_cannot_be_cancelled_says_so() -> None:
    limit = limit_at("sin x", "1")
    assert not limit.is_cancelled
    assert limit.quotient == (sympy.sin(h + 1) - sympy.sin(1)) / h


@pytest.mark.parametrize(
    ("formula", "point"),
    [
        ("sin x", "1"),
        ("e^x", "2"),
        ("1e6 sin(1e3 x)", "0.3"),
        ("1e-9 x^2 + 1e9", "2"),
        ("1/(x-3)", "3.0001"),
        ("x^100", "1.1"),
        ("arctan(1e4 x)", "0"),
        ("cbrt(x)", "8"),
        ("ln x", "1e-6"),
        ("x^x", "2"),
        ("tanh(x)|x|", "-0.5"),
    ],
)
def test_slope_is_right_to_the_last_bits_for_any_h(formula: str, point: str) -> None:
    """Steep, flat, large, tiny, near a pole: against mpmath's own derivative and quotient with 400 digits."""
    limit = limit_at(formula, point)
    with mpmath.workdps(400):
        function = sympy.lambdify(x, parse_formula(formula), [{"CubeRoot": mpmath.cbrt}, "mpmath"])
        at = mpmath.mpf(point)
        for gap in (0.25, 1e-5, -1e-5, 1e-12, -1e-40):
            if at + gap <= 0 and formula == "ln x":
                assert math.isnan(limit.slope(gap))
                continue
            expected = (function(at + mpmath.mpf(gap)) - function(at)) / mpmath.mpf(gap)
            assert limit.slope(gap) == pytest.approx(float(expected), rel=4e-16, abs=1e-300)
        assert limit.slope(0) == pytest.approx(float(mpmath.diff(function, at, h=mpmath.mpf(10) ** -150)), rel=1e-14)


@pytest.mark.parametrize(
    ("formula", "point", "reason"),
    [
        ("|x|", "0", "corner: the slope is -1 from the left, 1 from the right"),
        ("|sin x|", "0", "corner: the slope is -1 from the left, 1 from the right"),
        ("max(0, x)", "0", "corner: the slope is 0 from the left, 1 from the right"),
        ("min(x, x^2)", "1", "corner: the slope is 2 from the left, 1 from the right"),
        ("3|x-2|+x", "2", "corner: the slope is -2 from the left, 4 from the right"),
        ("cbrt(x)", "0", "vertical"),
        ("sqrt(|x|)", "0", "vertical"),
        ("|x|^0.01", "0", "vertical"),
        ("floor(x)", "2", "jump: the values from the left tend to 1, not 2"),
        ("ceil(x)", "2", "jump: the values from the right tend to 3, not 2"),
        ("sgn x", "0", "jump: the values from the left tend to -1, not 0"),
        ("sqrt(x)", "0", "not defined to the left"),
        ("x^1.5", "0", "not defined to the left"),
        ("arcsin x", "1", "not defined to the right"),
        ("sqrt(x-1)+sqrt(1-x)", "1", "at this single point"),
        ("1/x", "0", "not defined at x = 0: this divides by zero"),
        ("ln x", "-1", "not defined at x = -1: this is not a real number"),
        ("tan x", "pi/2", "not defined"),
        ("e^(e^(e^x))", "3", "too large"),
    ],
)
def test_no_derivative_and_why(formula: str, point: str, reason: str) -> None:
    with pytest.raises(DerivativeError) as caught:
        limit_at(formula, point)
    assert reason in str(caught.value)


def test_a_corner_knows_both_slopes() -> None:
    with pytest.raises(DerivativeError) as caught:
        limit_at("|x|", "0")
    assert (caught.value.left_slope, caught.value.right_slope) == ("-1", "1")


def test_an_oscillation_is_told_from_a_corner() -> None:
    wild = sympy.Piecewise((x * sympy.sin(1 / x), sympy.Ne(x, 0)), (0, True))
    with pytest.raises(DerivativeError, match="oscillate"):
        DifferenceQuotient(RealFunction(wild), 0)
    tame = sympy.Piecewise((x**2 * sympy.sin(1 / x), sympy.Ne(x, 0)), (0, True))
    assert DifferenceQuotient(RealFunction(tame), 0).derivative == 0


@pytest.mark.parametrize(
    ("formula", "point", "derivative"),
    [("x|x|", "0", 0), ("|x|^1.01", "0", 0), ("cbrt(x)^4", "0", 0), ("sin(x)cbrt(x)", "0", 0), ("|x|", "-3", -1)],
)
def test_a_corner_in_the_formula_is_not_always_one_in_the_graph(formula: str, point: str, derivative: int) -> None:
    limit = limit_at(formula, point)
    assert limit.derivative == limit.left_slope == limit.right_slope == derivative


@settings(deadline=PROMPT, max_examples=150)
@given(st.data(), st.sampled_from(["0", "1", "-2", "0.5", "pi/2", "1e-3"]))
def test_any_formula_has_the_slope_of_its_secants_or_is_refused(
    formulas: st.SearchStrategy, data: st.DataObject, point: str
) -> None:
    typed = data.draw(formulas)
    try:
        limit = limit_at(typed.text, point)
    except (FormulaError, DerivativeError):
        return
    assert limit.quotient.free_symbols <= {h}
    assert limit.general_quotient.free_symbols <= {x, h}
    gap = mpmath.mpf("1e-30")
    with mpmath.workdps(150):
        at = mpmath.mpf(str(parse_number(point).evalf(150)))
        try:
            slope = (typed.value(at + gap) - typed.value(at - gap)) / (2 * gap)
        except (ZeroDivisionError, ValueError, OverflowError):
            assume(False)
    assert float(limit.derivative) == pytest.approx(float(slope), rel=1e-6, abs=1e-6), typed.text


@settings(deadline=PROMPT, max_examples=100)
@given(st.data())
def test_cancelled_quotient_is_the_slope(formulas: st.SearchStrategy, data: st.DataObject) -> None:
    typed = data.draw(formulas)
    try:
        limit = limit_at(typed.text, "0.75")
    except (FormulaError, DerivativeError):
        return
    found = limit.quotient.subs(h, sympy.Rational(1, 8)).evalf(20)
    slope = limit.slope(0.125)
    if math.isfinite(slope) and abs(slope) < 1e100:
        assert float(found) == pytest.approx(slope, rel=1e-9, abs=1e-9), typed.text


def test_function_over_an_array_is_nan_where_it_has_no_value() -> None:
    at = np.array([-1.0, 0.0, 4.0])
    np.testing.assert_array_equal(RealFunction(sympy.sqrt(x))(at), [np.nan, 0, 2])
    np.testing.assert_array_equal(RealFunction(1 / x)(at), [-1, np.nan, 0.25])
    np.testing.assert_array_equal(RealFunction(sympy.Integer(3))(at), [3, 3, 3])
    np.testing.assert_allclose(RealFunction(parse_formula("cbrt(x)"))(at), np.cbrt(at))
    np.testing.assert_array_equal(RealFunction(parse_formula("max(0, x)"))(at), [0, 0, 4])
    np.testing.assert_array_equal(RealFunction(parse_formula("10^300 x/10^299"))(at), at * 10)
    assert math.isnan(RealFunction(sympy.log(x))(-1.0))
    imaginary = sympy.Pow(-2, sympy.Rational(1, 3), evaluate=False)
    assert math.isnan(RealFunction(x * imaginary, x)(1.0))
    assert isinstance(RealFunction(CUBIC)(4.0), float)


def test_derivative_of_a_function_is_one_of_the_same_variable() -> None:
    slope = RealFunction(CUBIC).derivative()
    assert (slope.expression, slope.variable) == (3 * x**2 - 6 * x + 1, x)
    assert slope.at_exact(4) == 25


def test_two_symbols_are_no_function_of_one_variable() -> None:
    with pytest.raises(DerivativeError, match="depends on h, x"):
        RealFunction(x + h)


@pytest.mark.parametrize("formula", ["|x^2-2|", "max(x, 1)", "|x|sgn(x)", "floor(x)x", "||x|-1|", "sqrt(|x|)"])
def test_derivatives_with_corners_bring_no_distributions(formula: str) -> None:
    expression = parse_formula(formula)
    derivative = differentiate(expression, x)
    assert not derivative.has(sympy.DiracDelta, sympy.Derivative, sympy.Subs, sympy.re, sympy.im)
    at = np.array([-2.3, -0.4, 0.3, 1.7])
    function, gap = RealFunction(expression), 1e-6
    expected = (function(at + gap) - function(at - gap)) / (2 * gap)
    np.testing.assert_allclose(RealFunction(derivative, x)(at), expected, rtol=1e-6, atol=1e-9)
