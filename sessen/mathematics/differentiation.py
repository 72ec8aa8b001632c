"""Derivatives on the real line.

SymPy's own rules for |u|, sign, floor and max are made for complex numbers and distributions: they bring real and
imaginary parts and Dirac deltas. On the real line |u| has the derivative sign(u), a step has 0, and a maximum that of
its largest argument, wherever they have any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import sympy

from sessen.mathematics.functions import CubeRoot, HeavisideStep, Maximum, Minimum, OddRoot, absolute_value


class _Magnitude(sympy.Function):  # type: ignore[misc]  # SymPy has no types
    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return _Sign(self.args[0])


class _Level(sympy.Function):  # type: ignore[misc]
    """A function whose graph is made of level pieces."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return sympy.S.Zero


class _Sign(_Level):
    pass


class _Floor(_Level):
    pass


class _Ceiling(_Level):
    pass


Builder = Callable[..., sympy.Expr]

_STAND_INS: Mapping[type[sympy.Expr], Builder] = {
    sympy.Abs: _Magnitude,
    sympy.sign: _Sign,
    sympy.floor: _Floor,
    sympy.ceiling: _Ceiling,
    sympy.Heaviside: lambda value, *_: HeavisideStep(value),
    sympy.Max: Maximum,
    sympy.Min: Minimum,
}

_ORIGINALS: Mapping[type[sympy.Function], Builder] = {
    _Magnitude: absolute_value,
    _Sign: sympy.sign,
    _Floor: sympy.floor,
    _Ceiling: sympy.ceiling,
}


def differentiate(expression: sympy.Expr, variable: sympy.Symbol) -> sympy.Expr:
    """Return the derivative with respect to `variable`, valid wherever `expression` has one."""
    if not expression.has(*_STAND_INS):
        return cast(sympy.Expr, expression.diff(variable))
    return _replaced(_replaced(expression, _STAND_INS).diff(variable), _ORIGINALS)


def is_analytic(expression: sympy.Expr) -> bool:
    """Say whether the rules of differentiation alone decide: nothing in it has a corner, a jump or a last point.

    Wherever such an expression and its derivative have values, that value is the derivative.
    """
    if expression.has(*_STAND_INS, sympy.Piecewise, CubeRoot, OddRoot, HeavisideStep, Maximum, Minimum):
        return False
    return all(power.exp.is_Integer or not power.exp.is_number for power in expression.atoms(sympy.Pow))


def _replaced(expression: sympy.Expr, builders: Mapping[type[sympy.Expr], Builder]) -> sympy.Expr:
    for kind, build in builders.items():
        expression = expression.replace(kind, build)
    return expression
