"""Difference quotients in a computer's numbers: the digits of the notes, powers of h, and the best step."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy

from sessen.mathematics import DifferenceQuotient, RealFunction, parse_formula, parse_number
from sessen.mathematics.expression_tree import read_operations
from sessen.mathematics.finite_differences import Method, NumericalSlopes, best_step


def slopes(text: str, at: str) -> NumericalSlopes:
    function = RealFunction(parse_formula(text), sympy.Symbol("x", real=True))
    return NumericalSlopes(read_operations(text), DifferenceQuotient(function, parse_number(at)))


def test_the_central_quotient_of_the_notes_comes_out_digit_for_digit() -> None:
    """Section 1.2: 25.000000010031442, where exact arithmetic gives 25 + h² = 25.00000001."""
    found = slopes("x**3 - 3*x**2 + x", "4")
    assert repr(found.computed(Method.CENTRAL, 1e-4)) == "25.000000010031442"
    assert mpmath.nstr(found.exact(Method.CENTRAL, parse_number("1e-4")), 25) == "25.00000001"
    assert found.error(Method.CENTRAL, 1e-4) == pytest.approx(1.0031442e-8, rel=1e-6)


@pytest.mark.parametrize(
    ("text", "at", "forward", "central"),
    [
        ("x**3 - 3*x**2 + x", "4", (9, 1), (1, 2)),  # f''/2 = 9, f'''/6 = 1
        ("e^x", "0", (1 / 2, 1), (1 / 6, 2)),
        ("sin(x)", "0", (1 / 6, 2), (1 / 6, 2)),
        ("x^2", "3", (1, 1), None),
        ("3x + 1", "2", None, None),
        ("x^4", "0", (1, 3), None),
        ("1/x", "0.01", (1e6, 1), (1e8, 2)),
    ],
)
def test_errors_go_as_taylor_says(
    text: str, at: str, forward: tuple[float, float] | None, central: tuple[float, float] | None
) -> None:
    found = slopes(text, at)
    for method, true in ((Method.FORWARD, forward), (Method.BACKWARD, forward), (Method.CENTRAL, central)):
        trend = found.truncation(method)
        assert (trend is None) == (true is None)
        if trend is not None:
            assert (trend.coefficient, trend.order) == pytest.approx(true, rel=1e-6)


def test_the_best_step_lies_where_theory_puts_it() -> None:
    """e^x at 1: h²/6·e against rounding of e·2^-53·2/h; forward at sqrt(eps) or so, central at its cube root."""
    found, steps = slopes("e^x", "1"), 10.0 ** (-np.arange(65) / 4)
    forward, central = (best_step(steps, found.errors(each, steps)) for each in (Method.FORWARD, Method.CENTRAL))
    assert forward == pytest.approx(math.sqrt(2 * 2.0**-53), rel=3)
    assert central == pytest.approx((6 * 2.0**-53) ** (1 / 3), rel=3)


def test_a_lucky_error_is_not_the_best_step() -> None:
    """One error of 0 amid large ones does not count; where errors only fall, there is no best step."""
    steps = np.array([10.0**-power for power in range(9)])
    falling = steps.copy()
    assert best_step(steps, falling) is None
    rising = np.maximum(steps, 1e-9 / steps)
    rising[7] = 0.0
    best = best_step(steps, rising)
    assert best is not None
    assert 1e-5 <= best <= 1e-4
