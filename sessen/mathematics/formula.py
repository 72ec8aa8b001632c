"""A typed formula: an expression of SymPy that can also be called."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Protocol

import numpy as np
import sympy

from sessen.mathematics.evaluation import compile_real
from sessen.mathematics.function import RealFunction
from sessen.mathematics.intervals import Enclosure


class _HasValue(Protocol):
    def get_value(self) -> float: ...


class FormulaValue:
    """What a lesson gets for a formula that was typed.

    It can be called with numbers, arrays and trackers, which gives floats, and with expressions of SymPy, which gives
    an expression. Everywhere else it is its expression: in sums and products, for ``sympy.diff``, for `to_typst`,
    and for the classes of `sessen.mathematics`.

    Parameters
    ----------
    expression
        The formula.
    variables
        The names of what it is called with, in this order.

    >>> f = FormulaValue(sympy.Symbol("x", real=True) ** 2, ("x",))
    >>> f(3), f + 1, sympy.diff(f)
    (9.0, x**2 + 1, 2*x)
    """

    def __init__(self, expression: sympy.Expr, variables: tuple[str, ...]) -> None:
        self.expression = expression
        self.variables = tuple(sympy.Symbol(name, real=True) for name in variables)

    def __call__(self, *at: Any) -> Any:
        """Return the value at numbers, arrays or trackers; nan where there is none."""
        if len(at) != len(self.variables):
            names = ", ".join(variable.name for variable in self.variables)
            raise TypeError(f"the formula {self.expression} is called with {names}: {len(at)} given")
        if any(_is_symbolic(each) for each in at):
            return self.expression.subs(
                dict(zip(self.variables, map(expression_of, at), strict=True)), simultaneous=True
            )
        numbers = [np.asarray(each.get_value() if hasattr(each, "get_value") else each, float) for each in at]
        found = self._compiled(*numbers)
        return float(found) if all(each.ndim == 0 for each in numbers) else found

    @cached_property
    def _compiled(self) -> Any:
        if len(self.variables) == 1:
            return RealFunction(self.expression, self.variables[0])._compiled
        return compile_real(self.expression, self.variables)

    @cached_property
    def enclosure(self) -> Enclosure:
        """Proven bounds of the values on intervals, for a formula in one variable."""
        return Enclosure(self.expression, self.variables[0])

    # -- as an expression ----------------------------------------------------------------------------------------

    def _sympy_(self) -> sympy.Expr:
        return self.expression

    def __getattr__(self, name: str) -> Any:
        # SymPy takes what has these for one of its own, and would put this object into its trees.
        if name.startswith("__") or name in {"_op_priority", "expression"}:
            raise AttributeError(name)
        return getattr(self.expression, name)

    def __eq__(self, other: object) -> bool:
        return bool(self.expression == expression_of(other))

    def __hash__(self) -> int:
        return hash(self.expression)

    def __repr__(self) -> str:
        return repr(self.expression)

    def __str__(self) -> str:
        return str(self.expression)

    def __float__(self) -> float:
        return float(self.expression)

    def __neg__(self) -> sympy.Expr:
        return -self.expression

    def __add__(self, other: Any) -> sympy.Expr:
        return self.expression + expression_of(other)

    def __radd__(self, other: Any) -> sympy.Expr:
        return expression_of(other) + self.expression

    def __sub__(self, other: Any) -> sympy.Expr:
        return self.expression - expression_of(other)

    def __rsub__(self, other: Any) -> sympy.Expr:
        return expression_of(other) - self.expression

    def __mul__(self, other: Any) -> sympy.Expr:
        return self.expression * expression_of(other)

    def __rmul__(self, other: Any) -> sympy.Expr:
        return expression_of(other) * self.expression

    def __truediv__(self, other: Any) -> sympy.Expr:
        return self.expression / expression_of(other)

    def __rtruediv__(self, other: Any) -> sympy.Expr:
        return expression_of(other) / self.expression

    def __pow__(self, other: Any) -> sympy.Expr:
        return self.expression ** expression_of(other)

    def __rpow__(self, other: Any) -> sympy.Expr:
        return expression_of(other) ** self.expression


def expression_of(value: Any) -> Any:
    """Return the expression of a formula; anything else as it is."""
    return value.expression if isinstance(value, FormulaValue) else value


def _is_symbolic(value: Any) -> bool:
    return isinstance(value, FormulaValue) or (isinstance(value, sympy.Basic) and not value.is_number)
