"""What values an expression can take on small intervals: proven bounds, for many intervals at once.

Every operation is carried out on intervals with NumPy, and rounded outward by a few units in the last place, so that
the true values lie between the bounds. Bounds that would say nothing (across a pole, a jump or the end of a domain)
are nan: unknown. mpmath's ``iv`` does the same to any number of digits, a thousand times slower; tests compare the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, reduce
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import sympy

from sessen.mathematics.differentiation import differentiate
from sessen.mathematics.domains import Kept
from sessen.mathematics.functions import CubeRoot, HeavisideStep, Maximum, Minimum, OddRoot

Floats: TypeAlias = npt.NDArray[np.float64]
Bounds: TypeAlias = tuple[Floats, Floats]
Rule: TypeAlias = Callable[..., Bounds]

_LOOSER: Final = 8 * np.finfo(float).eps  # libraries of mathematics are right to less than this
_LARGEST_ANGLE: Final = 1e8  # beyond it, sines of floating-point numbers say nothing that can be drawn


class Enclosure:
    """Bounds for a function of one variable on intervals.

    Parameters
    ----------
    expression, variable
        The function.
    """

    def __init__(self, expression: sympy.Expr, variable: sympy.Symbol) -> None:
        self._expression, self._variable = expression, variable
        self._slope = differentiate(expression, variable)

    def __call__(self, low: Floats, high: Floats) -> Bounds:
        """Return between which numbers all values on each interval lie; nan where that is not known.

        Parameters
        ----------
        low, high
            Ends of the intervals, shape (n,).
        """
        with np.errstate(all="ignore"):
            plain = self._bounds(self._expression, low, high)
            middle = (low + high) / 2
            at_middle = self._bounds(self._expression, middle, middle)
            slope = self._bounds(self._slope, low, high)
            way = _widened(((low - middle), (high - middle)))
            # By the mean value theorem, which has nothing to say across a jump.
            return _both(plain, _unless_unknown(plain, _sum(at_middle, _product(slope, way))))

    def _bounds(self, expression: sympy.Expr, low: Floats, high: Floats) -> Bounds:
        return _walk(expression, {self._variable: (low, high)})


def _walk(node: sympy.Expr, known: dict[sympy.Expr, Bounds]) -> Bounds:
    if node not in known:
        known[node] = _of_node(node, known)
    return known[node]


def _of_node(node: sympy.Expr, known: dict[sympy.Expr, Bounds]) -> Bounds:
    shape = next(iter(known.values()))[0].shape
    if not node.free_symbols:
        try:
            value = np.full(shape, float(node))
        except (TypeError, OverflowError):
            value = np.full(shape, np.nan)
        return _widened((value, value))
    rule = _power(node) if isinstance(node, sympy.Pow) else _RULES.get(node.func)
    if rule is None:
        return np.full(shape, np.nan), np.full(shape, np.nan)
    return _checked(rule(*(_walk(argument, known) for argument in node.args)))


# -- arithmetic --------------------------------------------------------------------------------------------------


def _widened(bounds: Bounds) -> Bounds:
    low, high = bounds
    return low - np.abs(low) * _LOOSER - 1e-320, high + np.abs(high) * _LOOSER + 1e-320


def _checked(bounds: Bounds) -> Bounds:
    """Outward by a little; unknown where one bound is."""
    low, high = _widened(bounds)
    unknown = ~(low <= high) | ~np.isfinite(low) | ~np.isfinite(high)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def _both(one: Bounds, other: Bounds) -> Bounds:
    """What lies between both, or in the one that is known."""
    return np.fmax(one[0], other[0]), np.fmin(one[1], other[1])


def _unless_unknown(judge: Bounds, bounds: Bounds) -> Bounds:
    unknown = np.isnan(judge[0])
    return np.where(unknown, np.nan, bounds[0]), np.where(unknown, np.nan, bounds[1])


def _sum(one: Bounds, other: Bounds) -> Bounds:
    return _widened((one[0] + other[0], one[1] + other[1]))


def _product(one: Bounds, other: Bounds) -> Bounds:
    corners = np.stack([one[i] * other[j] for i in (0, 1) for j in (0, 1)])
    return _widened((corners.min(axis=0), corners.max(axis=0)))


def _inverse(bounds: Bounds) -> Bounds:
    low, high = bounds
    has_zero = (low <= 0) & (high >= 0)
    return np.where(has_zero, np.nan, 1 / high), np.where(has_zero, np.nan, 1 / low)


def _power(node: sympy.Pow) -> Rule:
    exponent = node.exp
    if node.base is sympy.E or not node.base.free_symbols:
        return lambda base, power: _rising(np.exp, _product(_rising(np.log, base), power))
    if exponent.is_Integer:
        return partial(_whole_power, int(exponent))
    return lambda base, power: (
        _rising(np.exp, _product(_rising(np.log, base), power))
        if not (exponent.is_number and exponent.is_positive)
        else _positive_power(base, float(exponent))
    )


def _whole_power(exponent: int, base: Bounds, _: Bounds) -> Bounds:
    if exponent < 0:
        return _inverse(_checked(_whole_power(-exponent, base, base)))
    low, high = base[0] ** exponent, base[1] ** exponent
    if exponent % 2:
        return low, high
    return np.where((base[0] <= 0) & (base[1] >= 0), 0.0, np.minimum(low, high)), np.maximum(low, high)


def _positive_power(base: Bounds, exponent: float) -> Bounds:
    return _rising(lambda value: value**exponent, base)


def _rising(function: Callable[[Floats], Floats], bounds: Bounds) -> Bounds:
    return function(bounds[0]), function(bounds[1])


def _falling(function: Callable[[Floats], Floats], bounds: Bounds) -> Bounds:
    return function(bounds[1]), function(bounds[0])


# -- functions ---------------------------------------------------------------------------------------------------


def _sine(bounds: Bounds, shift: float = 0.0) -> Bounds:
    """The sine: 1 or -1 wherever a peak or a trough lies between."""
    low, high = bounds[0] + shift, bounds[1] + shift
    ends = np.sin(low), np.sin(high)
    room = 1e-15 * (np.abs(low) + np.abs(high))
    peak = np.floor((high + room - np.pi / 2) / (2 * np.pi)) >= np.ceil((low - room - np.pi / 2) / (2 * np.pi))
    trough = np.floor((high + room + np.pi / 2) / (2 * np.pi)) >= np.ceil((low - room + np.pi / 2) / (2 * np.pi))
    lowest = np.where(trough, -1.0, np.minimum(*ends) - room)
    highest = np.where(peak, 1.0, np.maximum(*ends) + room)
    is_far = np.maximum(np.abs(low), np.abs(high)) > _LARGEST_ANGLE
    return np.where(is_far, -1.0, np.maximum(lowest, -1.0)), np.where(is_far, 1.0, np.minimum(highest, 1.0))


def _tangent(bounds: Bounds) -> Bounds:
    low, high = bounds
    same = np.floor(low / np.pi + 0.5) == np.floor(high / np.pi + 0.5)
    room = 1e-15 * (np.abs(low) + np.abs(high)) * (1 + np.tan(low) ** 2 + np.tan(high) ** 2)
    return np.where(same, np.tan(low) - room, np.nan), np.where(same, np.tan(high) + room, np.nan)


def _magnitude(bounds: Bounds) -> Bounds:
    low, high = np.abs(bounds[0]), np.abs(bounds[1])
    has_zero = (bounds[0] <= 0) & (bounds[1] >= 0)
    return np.where(has_zero, 0.0, np.minimum(low, high)), np.maximum(low, high)


def _hyperbolic_cosine(bounds: Bounds) -> Bounds:
    return _rising(np.cosh, _magnitude(bounds))


def _level(function: Callable[[Floats], Floats], bounds: Bounds) -> Bounds:
    """A function with steps: unknown across one."""
    low, high = function(bounds[0]), function(bounds[1])
    return np.where(low == high, low, np.nan), np.where(low == high, high, np.nan)


def _of_all(choose: Callable[[Floats, Floats], Floats], *bounds: Bounds) -> Bounds:
    return reduce(choose, [low for low, _ in bounds]), reduce(choose, [high for _, high in bounds])


def _odd_root(value: Floats, degree: Floats) -> Floats:
    return np.asarray(np.sign(value) * np.abs(value) ** (1 / np.round(degree)))


_RISING: Mapping[type[sympy.Basic], Callable[[Floats], Floats]] = {
    sympy.exp: np.exp,
    sympy.log: np.log,
    sympy.atan: np.arctan,
    sympy.asin: np.arcsin,
    sympy.sinh: np.sinh,
    sympy.tanh: np.tanh,
    sympy.asinh: np.arcsinh,
    sympy.acosh: np.arccosh,
    sympy.atanh: np.arctanh,
    CubeRoot: np.cbrt,
}

_RULES: Mapping[type[sympy.Basic], Rule] = {
    **{kind: partial(_rising, function) for kind, function in _RISING.items()},
    sympy.Add: lambda *terms: reduce(_sum, terms),
    sympy.Mul: lambda *factors: reduce(_product, factors),
    sympy.sin: _sine,
    sympy.cos: partial(_sine, shift=np.pi / 2),
    sympy.tan: _tangent,
    sympy.sec: lambda bounds: _inverse(_checked(_sine(bounds, np.pi / 2))),
    sympy.csc: lambda bounds: _inverse(_checked(_sine(bounds))),
    sympy.cot: lambda bounds: _inverse(_checked(_tangent(bounds))),
    sympy.acos: partial(_falling, np.arccos),
    sympy.cosh: _hyperbolic_cosine,
    sympy.Abs: _magnitude,
    sympy.sign: partial(_level, np.sign),
    sympy.floor: partial(_level, np.floor),
    sympy.ceiling: partial(_level, np.ceil),
    HeavisideStep: partial(_level, lambda value: np.heaviside(value, 0.5)),
    Maximum: partial(_of_all, np.maximum),
    Minimum: partial(_of_all, np.minimum),
    OddRoot: lambda value, degree: (_odd_root(value[0], degree[0]), _odd_root(value[1], degree[0])),
    Kept: lambda value, *_: value,
}
