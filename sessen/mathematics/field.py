"""Functions of x and y: partial derivatives, the gradient, level curves (lecture notes, sections 1.5 and 2.2.4)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

from sessen.mathematics import safe_arithmetic
from sessen.mathematics.contours import LevelCurve, nice_levels, trace_level_curves
from sessen.mathematics.differentiation import differentiate
from sessen.mathematics.domains import conditions
from sessen.mathematics.errors import FieldError
from sessen.mathematics.evaluation import compile_real
from sessen.mathematics.exact import exact_number, simplify_constant
from sessen.mathematics.numbers import Number

Floats = npt.NDArray[np.float64]
Interval = tuple[float, float]
Domain = tuple[Interval, Interval]

_SAMPLES = 101


class ScalarField:
    """A real function f(x, y).

    Parameters
    ----------
    expression
        A SymPy expression in at most two symbols.
    variables
        These symbols. By default x and y, real.

    Raises
    ------
    FieldError
        If the expression has other symbols.
    """

    def __init__(self, expression: sympy.Expr, variables: tuple[sympy.Symbol, sympy.Symbol] | None = None) -> None:
        expression = sympy.sympify(expression, strict=True)  # a formula of a lesson becomes its expression
        self.x, self.y = variables or sympy.symbols("x y", real=True)
        strange = sorted(symbol.name for symbol in expression.free_symbols - {self.x, self.y})
        if strange:
            raise FieldError(f"{expression} depends on {', '.join(strange)}, not on {self.x} and {self.y} alone")
        self.expression = expression
        self.partial_x = differentiate(expression, self.x)
        self.partial_y = differentiate(expression, self.y)

    def __repr__(self) -> str:
        return f"ScalarField({self.x}, {self.y} -> {self.expression})"

    @property
    def is_constant(self) -> bool:
        """Whether f is the same everywhere: no level curves, no direction."""
        return not self.expression.free_symbols

    @property
    def is_linear(self) -> bool:
        """Whether the gradient is the same everywhere: the graph is a plane."""
        return not self.partial_x.free_symbols and not self.partial_y.free_symbols

    def value(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Floats:
        """Return f at points whose coordinates broadcast; nan where f has no real, finite value."""
        return np.asarray(self._value(x, y))

    def gradient(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Floats:
        """Return the gradient, shape (..., 2); nan where f has none."""
        partials = np.stack([self._partial_x(x, y), self._partial_y(x, y)], axis=-1)
        return np.where(np.isfinite(self.value(x, y))[..., None], partials, np.nan) if self._has_edges else partials

    def hessian(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Floats:
        """Return the matrix of second derivatives, shape (..., 2, 2)."""
        (xx, xy), (_, yy) = [[second(x, y) for second in row] for row in self._second]
        return np.stack([np.stack([xx, xy], axis=-1), np.stack([xy, yy], axis=-1)], axis=-2)

    def at_exact(self, x: Number, y: Number) -> tuple[sympy.Expr, sympy.Expr, sympy.Expr]:
        """Return f, the partial derivatives with respect to x and y at a point, exactly.

        Raises
        ------
        FieldError
            If one of them has no value there.
        """
        point = {self.x: exact_number(x), self.y: exact_number(y)}
        try:
            value, by_x, by_y = (
                simplify_constant(safe_arithmetic.substitute(part, point))
                for part in (self.expression, self.partial_x, self.partial_y)
            )
        except safe_arithmetic.BoundError as problem:
            raise FieldError(f"f has no gradient at ({x}, {y}): {problem}", hint="choose another point") from None
        return value, by_x, by_y

    def levels(self, domain_x: Interval, domain_y: Interval, count: int = 10) -> tuple[float, ...]:
        """Return about `count` evenly spaced, round values that f takes, rising; none for a constant.

        Even steps make the curves crowd where f is steep. Next to a pole the extreme values are left out.

        Raises
        ------
        FieldError
            If f has no value anywhere in the domain.
        """
        if self.is_constant:
            return ()
        grid = np.meshgrid(np.linspace(*domain_x, _SAMPLES), np.linspace(*domain_y, _SAMPLES))
        values = self.value(*grid)
        finite = values[np.isfinite(values)]
        if not finite.size:
            raise FieldError(f"{self.expression} has no value anywhere in this domain", hint="choose another domain")
        return nice_levels(finite, count)

    def level_curves(self, levels: Any, domain: Domain, resolution: int = 200) -> tuple[LevelCurve, ...]:
        """Return the curves f = level inside the domain, in the order of `levels`.

        Parameters
        ----------
        levels
            The values.
        domain
            ((x from, x to), (y from, y to)).
        resolution
            Cells along each side of the grid on which the curves are searched.

        Notes
        -----
        Every vertex is moved onto its curve by Newton steps along the gradient, to 1e-6 of a cell (except next to a
        saddle, where curves cross). Between vertices a chord of length c leaves a curve of radius r by c^2/(8r): for a
        domain of 10, 200 cells and r = 0.5 that is at most 0.0013, or an eighth of a pixel at 1080 lines. A loop
        smaller than a cell is missed. What bridges a pole or a jump is cut out.
        """
        return trace_level_curves(self.value, self.gradient, levels, domain, resolution)

    @cached_property
    def _has_edges(self) -> bool:
        """Whether there are points where f has no value, though its derivatives may seem to have one."""
        return bool(conditions(self.expression))

    @cached_property
    def _value(self) -> Any:
        return compile_real(self.expression, (self.x, self.y))

    @cached_property
    def _partial_x(self) -> Any:
        return compile_real(self.partial_x, (self.x, self.y))

    @cached_property
    def _partial_y(self) -> Any:
        return compile_real(self.partial_y, (self.x, self.y))

    @cached_property
    def _second(self) -> list[list[Any]]:
        symbols = (self.x, self.y)
        partials = (self.partial_x, self.partial_y)
        return [[compile_real(differentiate(partial, symbol), symbols) for symbol in symbols] for partial in partials]
