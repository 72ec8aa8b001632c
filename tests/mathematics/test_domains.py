"""What has no value as typed has none when drawn, whatever SymPy would simplify; and it shows as typed."""

from __future__ import annotations

from datetime import timedelta

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from sessen.mathematics import DerivativeError, FormulaError, RealFunction, ScalarField, parse_formula, to_typst
from sessen.mathematics.domains import Kept

x = sympy.Symbol("x", real=True)

WIDENED = [
    ("sqrt(x)^2", -1, "sqrt(x)^2"),
    ("sin(arcsin(x))", 4, "sin (arcsin x)"),
    ("x^2/x", 0, "frac(x^2, x)"),
    ("x/x", 0, "frac(x, x)"),
    ("e^(ln(x))", -1, "e^(ln x)"),
    ("sqrt(x) sqrt(x)", -1, "sqrt(x) sqrt(x)"),
    ("ln(x) - ln(x)", -1, "ln x - ln x"),
    ("1/(1/x)", 0, "frac(1, frac(1, x))"),
    ("0 ln(x)", -1, None),
    ("ln(x)^0", -1, None),
    ("(x+1)/(x+1)", -1, "frac(x + 1, x + 1)"),
    ("sin(x)/sin(x)", 0, "frac(sin x, sin x)"),
    ("cos(arcsin(x))", 2, "cos (arcsin x)"),
    ("cosh(acosh(x))", 0, None),
    ("10^(lg(x))", -1, None),
    ("|sqrt(x)|", -1, "abs(sqrt(x))"),
    ("arctan(1/x)", 0, None),
    ("e^(-1/x^2)", 0, None),
    ("1/(1+1/x)", 0, None),
]
PLAIN = [("sqrt(x^2)", "abs(x)"), ("ln(e^x)", "x"), ("tan(arctan(x))", "x"), ("sqrt(x)^3", "x^(3 slash 2)")]


@pytest.mark.parametrize(("text", "at", "written"), WIDENED)
def test_what_has_no_value_stays_without_one_and_shows_as_typed(text: str, at: int, written: str | None) -> None:
    expression = parse_formula(text)
    function = RealFunction(expression, x)
    slope = function.derivative()
    assert np.isnan(function(float(at)))
    assert np.isnan(slope(float(at)))
    with pytest.raises(DerivativeError):
        function.at_exact(at)
    with pytest.raises(DerivativeError):
        slope.at_exact(at)
    assert written is None or to_typst(expression) == written


@pytest.mark.parametrize(("text", "written"), PLAIN)
def test_what_may_be_simplified_is(text: str, written: str) -> None:
    expression = parse_formula(text)
    assert not expression.has(Kept)
    assert to_typst(expression) == written


def test_a_derivative_exists_only_where_its_function_does() -> None:
    slope = RealFunction(sympy.log(x), x).derivative()
    assert np.isnan(slope(-1.0))
    assert slope(2.0) == 0.5
    gradient = ScalarField(parse_formula("ln(x) + y", ("x", "y"))).gradient(-1.0, 0.0)
    assert np.isnan(gradient).all()


def test_roots_of_odd_degree_are_drawn_on_both_sides() -> None:
    at = np.array([-8.0, -1.0, 0.0, 8.0])
    assert RealFunction(parse_formula("x^(1/3)"), x)(at) == pytest.approx([-2, -1, 0, 2])
    assert RealFunction(parse_formula("x^(2/5)"), x)(np.array([-32.0])) == pytest.approx([4])
    assert RealFunction(parse_formula("x^(1/5)"), x).derivative()(-32.0) == pytest.approx(1 / 80)
    assert np.isnan(RealFunction(parse_formula("x^(1/4)"), x)(-1.0))


@settings(deadline=timedelta(seconds=20), max_examples=40)
@given(st.data(), st.sampled_from([-1, 0, 2]))
def test_no_formula_gains_a_value(formulas: st.SearchStrategy, data: st.DataObject, at: int) -> None:
    """mpmath, which carries every operation out as typed, says where there is none."""
    typed = data.draw(formulas)
    with mpmath.workdps(40):
        try:
            typed.value(mpmath.mpf(at))
            return
        except (ValueError, ZeroDivisionError):
            pass
        except OverflowError:
            return
    try:
        function = RealFunction(parse_formula(typed.text), x)
    except FormulaError:
        return
    assert np.isnan(function(float(at))), typed.text
