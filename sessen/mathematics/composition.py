"""Functions one after the other, and the chain rule (lecture notes, section 1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import cast

import sympy

from sessen.mathematics import safe_arithmetic
from sessen.mathematics.calculus import DifferenceQuotient
from sessen.mathematics.errors import DerivativeError
from sessen.mathematics.exact import exact_number, simplify_constant
from sessen.mathematics.function import RealFunction
from sessen.mathematics.numbers import Number, format_number

STAGE_VARIABLES = ("x", "u", "v", "w")
RESULT = "y"


class Composition:
    """y = f(g(x)), or f(h(g(x))): each function takes what the one before it gives.

    Parameters
    ----------
    functions
        Two to four functions, or expressions in one symbol each, the inner one first.
    at
        Where x stands.

    Attributes
    ----------
    functions
        The functions in the variables x, u, v, w.
    points
        The exact values at the stages: x, u, ..., y. One more than there are functions.
    factors
        The exact derivative of each function at its own input: how much that stage stretches a small change.

    Raises
    ------
    DerivativeError
        If a stage has no value or no derivative at its input; `where` names the stage.
    """

    def __init__(self, functions: Sequence[RealFunction | sympy.Expr], at: Number) -> None:
        if not 2 <= len(functions) <= len(STAGE_VARIABLES):
            raise DerivativeError(f"a composition has two to {len(STAGE_VARIABLES)} functions, not {len(functions)}")
        self.functions = tuple(
            _as_function(function).renamed(letter) for function, letter in zip(functions, STAGE_VARIABLES, strict=False)
        )
        self.names = (*STAGE_VARIABLES[: len(functions)], RESULT)
        self.points, self.factors = self._follow(exact_number(at))

    @property
    def derivative(self) -> sympy.Expr:
        """dy/dx at the point: the product of the factors."""
        return simplify_constant(sympy.Mul(*self.factors))

    @cached_property
    def composed(self) -> sympy.Expr:
        """The whole as one expression in x."""
        whole = self.functions[0].expression
        for function in self.functions[1:]:
            try:
                whole = safe_arithmetic.substitute(function.expression, {function.variable: whole})
            except safe_arithmetic.BoundError as problem:
                raise DerivativeError(f"the composition cannot be written as one formula: {problem}") from None
        return whole

    @cached_property
    def direct_derivative(self) -> sympy.Expr:
        """dy/dx in x, from differentiating `composed` without the chain of factors: an independent check."""
        return RealFunction(self.composed, self.functions[0].variable).derivative().expression

    def _follow(self, start: sympy.Expr) -> tuple[tuple[sympy.Expr, ...], tuple[sympy.Expr, ...]]:
        points, factors = [start], []
        for index, function in enumerate(self.functions):
            stage = self._differentiate_stage(index, function, points[-1])
            points.append(stage.value)
            factors.append(stage.derivative)
        return tuple(points), tuple(factors)

    def _differentiate_stage(self, index: int, function: RealFunction, point: sympy.Expr) -> DifferenceQuotient:
        try:
            return DifferenceQuotient(function, point)
        except DerivativeError as problem:
            place = f"stage {index + 1}, {self.names[index + 1]} = {function.expression}"
            came_from = (
                f" ({self.names[index]} = {format_number(point, style='plain')} is the output of the previous stage)"
            )
            what = problem.message + (came_from if index else "")
            slopes = (problem.left_slope, problem.right_slope)
            raise DerivativeError(
                what, location=place, hint="choose another x, or other functions", slopes=slopes
            ) from None


def _as_function(function: RealFunction | sympy.Expr) -> RealFunction:
    return function if isinstance(function, RealFunction) else RealFunction(cast(sympy.Expr, function))
