"""Real functions of one variable: exact at exact points, fast over arrays, nan where they have no value."""

from __future__ import annotations

from functools import cached_property
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import sympy

from sessen.mathematics import safe_arithmetic
from sessen.mathematics.differentiation import differentiate
from sessen.mathematics.domains import Kept, conditions
from sessen.mathematics.errors import DerivativeError
from sessen.mathematics.evaluation import compile_real
from sessen.mathematics.exact import exact_number, simplify_constant
from sessen.mathematics.intervals import Enclosure
from sessen.mathematics.numbers import Number, format_number

Floats = npt.NDArray[np.float64]


class RealFunction:
    """A function of one real variable.

    Parameters
    ----------
    expression
        A SymPy expression with at most one symbol.
    variable
        That symbol. It must be given if the expression is constant and the name matters; otherwise it is "x".
    within
        An expression without whose value the function has none: a derivative exists only where its function does.
    """

    def __init__(
        self, expression: sympy.Expr, variable: sympy.Symbol | None = None, *, within: sympy.Expr | None = None
    ) -> None:
        expression = sympy.sympify(expression, strict=True)  # a formula of a lesson becomes its expression
        symbols = expression.free_symbols - {variable}
        if len(symbols) > (variable is None):
            names = ", ".join(sorted(symbol.name for symbol in expression.free_symbols))
            raise DerivativeError(f"{expression} depends on {names}, and a function here has one variable")
        self.expression = expression
        self.within = within if within is not None and conditions(within) else None
        self.variable = variable or next(iter(symbols), sympy.Symbol("x", real=True))

    def __repr__(self) -> str:
        return f"RealFunction({self.variable} -> {self.expression})"

    @overload
    def __call__(self, at: float) -> float: ...
    @overload
    def __call__(self, at: Floats) -> Floats: ...
    def __call__(self, at: float | Floats) -> float | Floats:
        """Return the values at numbers of any shape; nan wherever the function has no real, finite value."""
        values = self._compiled(np.asarray(at, dtype=float))
        return float(values) if np.ndim(at) == 0 else values

    @cached_property
    def enclosure(self) -> Enclosure:
        """Proven bounds of the values on intervals."""
        return Enclosure(self.expression, self.variable)

    @cached_property
    def _compiled(self) -> Any:
        whole = self.expression if self.within is None else Kept(self.expression, self.within)
        return compile_real(whole, (self.variable,))

    def at_exact(self, point: Number) -> sympy.Expr:
        """Return the exact value.

        Raises
        ------
        DerivativeError
            If the function has no real value there, or one beyond all bounds.
        """
        exact = exact_number(point)
        try:
            if self.within is not None:
                safe_arithmetic.substitute(self.within, {self.variable: exact})
            return simplify_constant(safe_arithmetic.substitute(self.expression, {self.variable: exact}))
        except safe_arithmetic.BoundError as problem:
            place = f"{self.variable} = {format_number(exact, style='plain')}"
            raise DerivativeError(
                f"the function is not defined at {place}: {problem}", hint="choose another point"
            ) from None

    def derivative(self) -> RealFunction:
        """Return the derivative. Where it does not exist (the corner of |x|) its value means nothing."""
        within = self.expression if self.within is None else Kept(self.expression, self.within)
        return RealFunction(differentiate(self.expression, self.variable), self.variable, within=within)

    def renamed(self, name: str) -> RealFunction:
        """Return the same function of a variable with another name."""
        symbol = sympy.Symbol(name, real=True)
        there = {self.variable: symbol}
        within = None if self.within is None else safe_arithmetic.substitute(self.within, there)
        return RealFunction(safe_arithmetic.substitute(self.expression, there), symbol, within=within)
