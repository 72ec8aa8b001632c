"""Arithmetic on SymPy expressions that cannot run away.

SymPy computes integer powers at once: a typed ``9^9^9^9``, or ``10^(10^x)`` taken at x = 10, would fill the memory.
Every power that comes from a person's text is built here, and every constant part is checked as soon as it exists,
so that the next operation starts from numbers of a known size.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import sympy

from sessen.mathematics.domains import faithful
from sessen.mathematics.functions import OddRoot, absolute_value, has_odd_root

LARGEST_EXPONENT = 1000
LARGEST_CONSTANT = 1e300
_MOST_BITS = 1 << 15

_IMPOSSIBLE = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.I)


class BoundError(ArithmeticError):
    """A number that is too large, or no real number at all. The message is a sentence for people."""


def power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    """Return ``base**exponent``, or raise BoundError before SymPy computes a huge number."""
    if exponent.is_number:
        _refuse_large_exponent(base, exponent)
    if base.is_zero and exponent.is_number and not exponent.is_positive:
        raise BoundError("0^0 has no value" if exponent.is_zero else "this divides by zero")
    return checked(sympy.Pow(base, exponent))


def real_power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    """Return a power as it is drawn at school: x^(1/3) is the cube root, of negative numbers too."""
    if has_odd_root(exponent) and not base.is_nonnegative:
        return power(OddRoot.of(base, exponent.q), sympy.Integer(exponent.p))
    return power(base, exponent)


def quotient(numerator: sympy.Expr, denominator: sympy.Expr) -> sympy.Expr:
    """Return ``numerator/denominator``, or raise BoundError when the denominator is zero."""
    if denominator.is_zero:
        raise BoundError("this divides by zero")
    return checked(sympy.Mul(numerator, power(denominator, sympy.S.NegativeOne)))


def checked(expression: sympy.Expr) -> sympy.Expr:
    """Return `expression` if all its parts are real, finite and small, else raise BoundError.

    Only the topmost operation is looked at: whoever builds bottom-up has checked the parts before.
    """
    if expression.has(*_IMPOSSIBLE):
        raise BoundError(
            "this is real nowhere, or only at single points" if expression.free_symbols else _why_impossible(expression)
        )
    for part in (expression, *expression.args):
        if isinstance(part, sympy.Pow) and part.exp.is_number:
            _refuse_large_exponent(sympy.S.One, part.exp)
    if not expression.free_symbols:
        _refuse_impossible_constant(expression)
    return expression


def substitute(expression: sympy.Expr, values: Mapping[sympy.Symbol, sympy.Expr]) -> sympy.Expr:
    """Return `expression` with symbols replaced, rebuilt bottom-up with checked arithmetic.

    Raises
    ------
    BoundError
        If any part is undefined, complex or too large at these values.
    """
    if isinstance(expression, sympy.Symbol):
        return values.get(expression, expression)
    if not expression.args or not expression.free_symbols & values.keys():
        return checked(expression) if isinstance(expression, sympy.Expr) else expression
    if isinstance(expression, sympy.Piecewise):
        return _substitute_piecewise(expression, values)
    arguments = [substitute(argument, values) for argument in expression.args]
    if isinstance(expression, sympy.Pow):
        return faithful(power, *arguments)
    build = absolute_value if isinstance(expression, sympy.Abs) else expression.func
    rebuilt = faithful(build, *arguments)
    return checked(rebuilt) if isinstance(rebuilt, sympy.Expr) else rebuilt


@lru_cache(maxsize=4096)  # figures and claims ask for the same constants in every frame
def magnitude(constant: sympy.Expr) -> float | None:
    """Return a constant as a float, or None where it is complex or beyond the range of floats."""
    if constant.is_Rational:
        return _rational_to_float(constant)
    value = constant.evalf(15, maxn=60)
    if not value.is_real or value.has(*_IMPOSSIBLE):
        return None
    try:
        return float(value)
    except (OverflowError, TypeError, ValueError):
        return None


def _rational_to_float(constant: sympy.Expr) -> float | None:
    try:
        return int(constant.p) / int(constant.q)
    except OverflowError:
        return None


def _substitute_piecewise(expression: sympy.Piecewise, values: Mapping[sympy.Symbol, sympy.Expr]) -> sympy.Expr:
    # Only the branch that applies may be evaluated: the others are often undefined there, by design.
    for branch, condition in expression.args:
        holds = condition.subs(values)
        if holds == sympy.true:
            return substitute(branch, values)
        if holds != sympy.false:
            return checked(expression.subs(values))
    raise BoundError("this has no value")


def _refuse_large_exponent(base: sympy.Expr, exponent: sympy.Expr) -> None:
    size = magnitude(exponent)
    if size is None or abs(size) > LARGEST_EXPONENT:
        raise BoundError(f"this exponent is too large: at most {LARGEST_EXPONENT}")
    bits = sum(int(number.p).bit_length() + int(number.q).bit_length() for number in base.atoms(sympy.Rational))
    if bits * abs(size) > _MOST_BITS:
        raise BoundError("this power is too large")


def _refuse_impossible_constant(expression: sympy.Expr) -> None:
    size = magnitude(expression)
    if size is None:
        raise BoundError(_why_impossible(expression))
    if abs(size) > LARGEST_CONSTANT:
        raise BoundError("this number is too large")


def _why_impossible(expression: sympy.Expr) -> str:
    if expression.has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo):
        return "this has no value (a division by zero, or a pole)"
    approximation = expression.evalf(15, maxn=60)
    if approximation.is_extended_real or approximation.has(sympy.oo):
        return "this number is too large"
    return "this is not a real number"
