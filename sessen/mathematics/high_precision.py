"""Values of expressions to many digits, in bounded time.

Slopes over a small interval lose as many digits as the interval has zeros. With digits to spare the loss does not
matter, so one plain formula serves every function and every interval.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import mpmath
import sympy
from sympy.core.relational import Relational

from sessen.mathematics.domains import Kept
from sessen.mathematics.functions import CubeRoot, HeavisideStep, Maximum, Minimum, OddRoot

# Beyond this many bits before the point, sines and exponentials would need as many digits of pi and of log 2.
_MOST_BITS = 2200
_HALF = mpmath.mpf("0.5")

Evaluator = Callable[..., mpmath.mpf]


class NoValueError(ArithmeticError):
    """The expression has no real value here, or one beyond all bounds."""


def evaluate(expression: sympy.Expr, values: Mapping[sympy.Symbol, mpmath.mpf]) -> mpmath.mpf:
    """Return the value in mpmath's current working precision.

    Raises
    ------
    NoValueError
        If some part is undefined, complex or too large.
    """
    try:
        return _walk(expression, values, {})
    except (ZeroDivisionError, ValueError, OverflowError, mpmath.libmp.ComplexResult):
        raise NoValueError(f"{expression} has no value here") from None


def _walk(
    node: sympy.Expr, values: Mapping[sympy.Symbol, mpmath.mpf], known: dict[sympy.Expr, mpmath.mpf]
) -> mpmath.mpf:
    if node not in known:
        known[node] = _bounded(_value_of(node, values, known))
    return known[node]


def _value_of(
    node: sympy.Expr, values: Mapping[sympy.Symbol, mpmath.mpf], known: dict[sympy.Expr, mpmath.mpf]
) -> mpmath.mpf:
    if isinstance(node, sympy.Symbol):
        return values[node]
    if isinstance(node, sympy.Rational):
        return mpmath.mpf(int(node.p)) / int(node.q)
    if isinstance(node, sympy.Piecewise):
        return _walk(_branch(node, values, known), values, known)
    if not node.args:
        return mpmath.mpf(node._to_mpmath(mpmath.mp.prec))
    evaluator = _EVALUATORS.get(node.func)
    if evaluator is None:
        raise NoValueError(f"{node.func.__name__} cannot be evaluated")
    return evaluator(*(_walk(argument, values, known) for argument in node.args))


def _branch(
    cases: sympy.Piecewise, values: Mapping[sympy.Symbol, mpmath.mpf], known: dict[sympy.Expr, mpmath.mpf]
) -> sympy.Expr:
    for value, condition in cases.args:
        if condition == sympy.true:
            return value
        if isinstance(condition, Relational):
            difference = _walk(condition.lhs, values, known) - _walk(condition.rhs, values, known)
            if condition.func(sympy.Integer(int(mpmath.sign(difference))), 0) == sympy.true:
                return value
    raise NoValueError("no case applies here")


def _bounded(value: mpmath.mpf) -> mpmath.mpf:
    if isinstance(value, mpmath.mpc):
        raise NoValueError("this is not a real number")
    if not mpmath.isfinite(value) or (value and mpmath.mag(value) > _MOST_BITS):
        raise NoValueError("this is too large")
    return value


def _power(base: mpmath.mpf, exponent: mpmath.mpf) -> mpmath.mpf:
    if base == 0 and exponent <= 0:
        raise NoValueError("this divides by zero")
    if base < 0 and exponent != mpmath.floor(exponent):
        raise NoValueError("a root of a negative number")
    # Sizes first: the power itself may be too large to be computed.
    if base and abs(exponent) * (abs(mpmath.mag(base)) + 1) > 2 * _MOST_BITS + 200:
        size = exponent * mpmath.log(abs(base), 2)
        if size > _MOST_BITS:
            raise NoValueError("this is too large")
        if size < -4 * _MOST_BITS:
            return mpmath.mpf(0)
    return mpmath.power(base, exponent)


def _exponential(value: mpmath.mpf) -> mpmath.mpf:
    return _power(mpmath.e + 0, value)


def _logarithm(value: mpmath.mpf) -> mpmath.mpf:
    if value <= 0:
        raise NoValueError("the logarithm of a number that is not positive")
    return mpmath.log(value)


def _hyperbolic(function: Evaluator, value: mpmath.mpf) -> mpmath.mpf:
    if abs(value) > _MOST_BITS:
        if function is mpmath.tanh or function is mpmath.coth:
            return mpmath.sign(value)
        if function is mpmath.sech or function is mpmath.csch:
            return mpmath.mpf(0)
        raise NoValueError("this is too large")
    return function(value)


def _step(value: mpmath.mpf, at_zero: mpmath.mpf = _HALF) -> mpmath.mpf:
    return at_zero if value == 0 else mpmath.mpf(value > 0)


def _cube_root(value: mpmath.mpf) -> mpmath.mpf:
    return mpmath.sign(value) * mpmath.cbrt(abs(value))


_SAME_NAME = ("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot", "asinh", "acosh", "atanh")
_GROWING = ("sinh", "cosh", "tanh", "coth", "sech", "csch")

_EVALUATORS: Mapping[type[sympy.Basic], Evaluator] = {
    **{getattr(sympy, name): getattr(mpmath, name) for name in _SAME_NAME},
    **{getattr(sympy, name): partial(_hyperbolic, getattr(mpmath, name)) for name in _GROWING},
    sympy.Add: lambda *terms: mpmath.fsum(terms),
    sympy.Mul: lambda *factors: mpmath.fprod(factors),
    sympy.Pow: _power,
    sympy.exp: _exponential,
    sympy.log: _logarithm,
    sympy.Abs: abs,
    sympy.sign: mpmath.sign,
    sympy.floor: mpmath.floor,
    sympy.ceiling: mpmath.ceil,
    sympy.Max: max,
    sympy.Min: min,
    sympy.Heaviside: _step,
    HeavisideStep: _step,
    Maximum: max,
    Minimum: min,
    CubeRoot: _cube_root,
    OddRoot: lambda value, degree: mpmath.sign(value) * mpmath.root(abs(value), int(degree)),
    Kept: lambda value, *_: value,
}
