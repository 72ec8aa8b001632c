"""Derivatives on the real line.

SymPy's own rules for |u|, sign, floor and max are made for complex numbers and distributions: they bring real and
imaginary parts and Dirac deltas. On the real line |u| has the derivative sign(u) and a step has 0,
wherever they have any.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import sympy

from sessen.mathematics.functions import CubeRoot, absolute_value


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


class _Step(_Level):
    pass


_STAND_INS: Mapping[type[sympy.Function], type[sympy.Function]] = {
    sympy.Abs: _Magnitude,
    sympy.sign: _Sign,
    sympy.floor: _Floor,
    sympy.ceiling: _Ceiling,
    sympy.Heaviside: _Step,
}


def differentiate(expression: sympy.Expr, variable: sympy.Symbol) -> sympy.Expr:
    """Return the derivative by `variable`, valid wherever `expression` has one."""
    if not expression.has(*_STAND_INS, sympy.Max, sympy.Min):
        return cast(sympy.Expr, expression.diff(variable))
    derivative = _stand_in(expression).diff(variable)
    if derivative.has(sympy.Heaviside):
        derivative = derivative.replace(sympy.Heaviside, lambda value, *_: _Step(value))
    return _return(derivative)


def is_analytic(expression: sympy.Expr) -> bool:
    """Say whether the rules of differentiation alone decide: nothing in it has a corner, a jump or a last point.

    Wherever such an expression and its derivative have values, that value is the derivative.
    """
    if expression.has(*_STAND_INS, sympy.Max, sympy.Min, sympy.Piecewise, CubeRoot):
        return False
    return all(power.exp.is_Integer or not power.exp.is_number for power in expression.atoms(sympy.Pow))


def _stand_in(expression: sympy.Expr) -> sympy.Expr:
    for original, replacement in _STAND_INS.items():
        expression = expression.replace(original, lambda value, *_, made=replacement: made(value))
    return expression


def _return(expression: sympy.Expr) -> sympy.Expr:
    for original, replacement in _STAND_INS.items():
        made = absolute_value if original is sympy.Abs else original
        expression = expression.replace(replacement, lambda value, made=made: made(value))
    return expression
