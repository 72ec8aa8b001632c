"""The chain rule: the product of the factors is the derivative of the whole."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from sessen.errors import SessenError
from sessen.mathematics import Composition, DerivativeError, FormulaError, parse_formula

x, u = sympy.symbols("x u", real=True)


def test_the_default_of_the_scene() -> None:
    chain = Composition([parse_formula("x^2"), parse_formula("sin u", ("u",))], 1)
    assert chain.names == ("x", "u", "y")
    assert chain.points == (1, 1, sympy.sin(1))
    assert chain.factors == (2, sympy.cos(1))
    assert chain.derivative == 2 * sympy.cos(1)
    assert chain.composed == sympy.sin(x**2)
    assert chain.direct_derivative == 2 * x * sympy.cos(x**2)
    assert chain.direct_derivative.subs(x, 1) == chain.derivative


def test_three_functions_typed_in_the_same_letter() -> None:
    chain = Composition([parse_formula(text) for text in ("x^2", "sin x", "e^x")], 1)
    assert [str(function.variable) for function in chain.functions] == ["x", "u", "v"]
    assert chain.composed == sympy.exp(sympy.sin(x**2))
    assert sympy.simplify(chain.direct_derivative.subs(x, 1) - chain.derivative) == 0


def test_a_corner_is_blamed_on_its_stage() -> None:
    with pytest.raises(DerivativeError) as caught:
        Composition([parse_formula("x-1"), parse_formula("|u|", ("u",))], 1)
    assert caught.value.location.startswith("stage 2")
    assert "at u = 0: a corner: the slope is -1 from the left, 1 from the right" in str(caught.value)
    assert (caught.value.left_slope, caught.value.right_slope) == ("-1", "1")


def test_an_input_outside_the_domain_is_blamed_on_its_stage() -> None:
    with pytest.raises(DerivativeError, match=r"stage 2, y = log\(u\).*u = -1 is the output of the previous stage"):
        Composition([parse_formula("x-1"), parse_formula("ln x")], 0)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_two_to_four_functions(count: int) -> None:
    with pytest.raises(SessenError, match="two to 4 functions"):
        Composition([x] * count, 0)


@settings(deadline=None, max_examples=100)
@given(st.data(), st.sampled_from([-1, 0.5, 2]))
def test_product_of_the_factors_is_the_direct_derivative(
    formulas: st.SearchStrategy, data: st.DataObject, at: float
) -> None:
    try:
        stages = [parse_formula(data.draw(formulas).text) for _ in range(data.draw(st.integers(2, 3)))]
        chain = Composition(stages, at)
        direct = chain.direct_derivative.subs(chain.functions[0].variable, sympy.Rational(str(at))).evalf(30)
    except (FormulaError, DerivativeError):
        return
    if direct.is_Float or direct.is_Integer:
        assert float(chain.derivative) == pytest.approx(float(direct), rel=1e-9, abs=1e-9)
