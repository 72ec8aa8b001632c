"""Bounds on intervals hold, and are those of mpmath's interval arithmetic or closer."""

from __future__ import annotations

from datetime import timedelta

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from sessen.mathematics import FormulaError, RealFunction, parse_formula
from sessen.mathematics.intervals import Enclosure

x = sympy.Symbol("x", real=True)
LOW = np.linspace(-4, 3.9, 60)
HIGH = LOW + np.geomspace(1e-9, 0.5, 60)[::-1]


def bounds_of(text: str) -> tuple[np.ndarray, np.ndarray]:
    return Enclosure(parse_formula(text), x)(LOW, HIGH)


@settings(deadline=timedelta(seconds=20), max_examples=50)
@given(st.data())
def test_all_values_lie_between_the_bounds(formulas: st.SearchStrategy, data: st.DataObject) -> None:
    """Values by mpmath, to 30 digits, at nine places of each of some intervals."""
    typed = data.draw(formulas)
    try:
        low, high = bounds_of(typed.text)
    except FormulaError:
        return
    with mpmath.workdps(30):
        for index in range(0, 60, 7):
            if np.isnan(low[index]):
                continue
            for share in range(9):
                place = mpmath.mpf(LOW[index]) + (mpmath.mpf(HIGH[index]) - mpmath.mpf(LOW[index])) * share / 8
                try:
                    value = typed.value(place)
                except (ValueError, ZeroDivisionError, OverflowError):
                    continue
                assert low[index] <= value <= high[index], (typed.text, place)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("sin(7x)", lambda t: mpmath.iv.sin(7 * t)),
        ("cos(x) e^x", lambda t: mpmath.iv.cos(t) * mpmath.iv.exp(t)),
        ("x^3 - 3x^2 + x", lambda t: t**3 - 3 * t**2 + t),
        ("sqrt(x + 5)", lambda t: mpmath.iv.sqrt(t + 5)),
        ("ln(x^2 + 1)", lambda t: mpmath.iv.log(t**2 + 1)),
        ("1/(x^2 + 2)", lambda t: 1 / (t**2 + 2)),
    ],
)
def test_bounds_are_no_wider_than_those_of_interval_arithmetic_to_many_digits(text: str, same) -> None:  # type: ignore[no-untyped-def]
    low, high = bounds_of(text)
    for index in range(0, 60, 3):
        theirs = same(mpmath.iv.mpf([float(LOW[index]), float(HIGH[index])]))
        room = 1e-12 * (1 + abs(float(theirs.b)) + abs(float(theirs.a)))
        assert float(theirs.a) - room <= low[index]
        assert high[index] <= float(theirs.b) + room


@pytest.mark.parametrize("text", ["1/x", "cot(x)", "floor(x)", "sign(x)", "sqrt(x)", "ln(x)"])
def test_nothing_is_claimed_across_a_pole_a_jump_or_the_end_of_a_domain(text: str) -> None:
    function, (low, high) = (
        RealFunction(parse_formula(text), x),
        Enclosure(parse_formula(text), x)(np.array([-0.1, 1.5]), np.array([0.1, 1.6])),
    )
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    if text != "cot(x)":
        assert low[1] <= function(1.55) <= high[1]
