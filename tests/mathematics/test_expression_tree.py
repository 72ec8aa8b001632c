"""Operations in the order typed: the numbers of Python itself, to the last bit."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from sessen.mathematics import FormulaError
from sessen.mathematics.expression_tree import read_operations
from sessen.mathematics.vocabulary import FUNCTIONS

TYPED: dict[str, Callable[[float], float]] = {
    "x**3 - 3*x**2 + x": lambda x: x**3 - 3 * x**2 + x,
    "x + x**3 - 3*x**2": lambda x: x + x**3 - 3 * x**2,
    "(x + 1)^2 - x^2 - 2x": lambda x: (x + 1) ** 2 - x**2 - 2 * x,
    "2 sin(x)/3": lambda x: 2 * math.sin(x) / 3,
    "-x^2 + e^(-x)": lambda x: -(x**2) + math.e ** (-x),
    "|x - 1| sqrt(x^2 + 0.1)": lambda x: abs(x - 1) * math.sqrt(x**2 + 0.1),
    "max(x, 1/3) - ln(x^2 + 1)": lambda x: max(x, 1 / 3) - math.log(x**2 + 1),
}


@pytest.mark.parametrize("text", TYPED)
@given(x=st.floats(-5, 5, allow_subnormal=False))
def test_values_are_those_of_python_to_the_last_bit(text: str, x: float) -> None:
    """SymPy would sort the terms, and the last digits would be others."""
    assert read_operations(text)(x) == TYPED[text](x)


def test_numpy_computes_the_same_with_scalars() -> None:
    """64-bit numbers are 64-bit numbers, whoever adds them."""
    x, h = np.float64(4), np.float64(1e-4)

    def f(value: np.float64) -> np.float64:
        return value**3 - 3 * value**2 + value

    operation = read_operations("x**3 - 3*x**2 + x")
    assert (operation(4 + 1e-4) - operation(4 - 1e-4)) / (2 * 1e-4) == float((f(x + h) - f(x - h)) / (2 * h))


def test_every_function_that_can_be_typed_is_computed() -> None:
    x = sympy.Symbol("x", real=True)
    for name, function in FUNCTIONS.items():
        arguments = ["x", "2", "3"][: function.fewest]
        value = read_operations(f"{name}({', '.join(arguments)})")(0.7)
        true = function.build(x, *map(sympy.Integer, arguments[1:])).subs(x, sympy.Rational("0.7"))
        if true.is_real is False or sympy.im(true.evalf()) != 0:
            assert math.isnan(value)
        else:
            assert value == pytest.approx(float(true)), name


@pytest.mark.parametrize(("text", "x"), [("1/x", 0.0), ("ln(x)", -1.0), ("x^0.5", -1.0), ("e^(x^3)", 100.0)])
def test_where_there_is_no_value_it_is_no_number(text: str, x: float) -> None:
    assert math.isnan(read_operations(text)(x))


def test_what_the_parser_refuses_is_refused() -> None:
    with pytest.raises(FormulaError, match="never closed"):
        read_operations("2 (x + 1")
