"""Exact numbers from what people and scenes give: integers, floats meant as decimals, SymPy constants."""

from __future__ import annotations

import math

import sympy

from sessen.errors import SessenError
from sessen.mathematics.numbers import Number

_FEW_OPERATIONS = 40


def exact_number(value: Number) -> sympy.Expr:
    """Return a number exactly; a float stands for its shortest decimal form, so 0.1 is 1/10.

    Raises
    ------
    SessenError
        If it is not a real, finite number.
    """
    if isinstance(value, sympy.Float):
        return sympy.Rational(str(value))
    if isinstance(value, sympy.Expr):
        if value.free_symbols or value.is_real is False:
            raise SessenError(f"{value} is not a real number")
        return value
    if not math.isfinite(value):
        raise SessenError(f"{value} is not a real number")
    return sympy.Integer(value) if isinstance(value, int) else sympy.Rational(repr(float(value)))


def simplify_constant(constant: sympy.Expr) -> sympy.Expr:
    """Multiply out a short constant: (1 + sqrt(2))^2 becomes 3 + 2 sqrt(2). Long ones stay as they are."""
    if constant.free_symbols or constant.count_ops() > _FEW_OPERATIONS:
        return constant
    if any(power.exp.is_number and abs(power.exp) > 8 for power in constant.atoms(sympy.Pow)):
        return constant
    return sympy.expand_mul(sympy.expand_multinomial(constant))


def to_simple_fraction(value: float) -> sympy.Expr:
    """Return the simple fraction that a computed slope plainly is, or else the number as a decimal."""
    fraction = sympy.Rational(value).limit_denominator(1000)
    if abs(float(fraction) - value) <= 1e-10 * max(1.0, abs(value)):
        return fraction
    return sympy.Float(value, 15)
