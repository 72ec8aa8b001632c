"""All that is computed for one function, point and step, refused before anything is drawn if it cannot be."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from functools import cache
from typing import Final

import mpmath
import numpy as np
import sympy

from scenes.numerical_derivative.digits import Digits
from sessen.errors import SessenError
from sessen.mathematics import DifferenceQuotient, RealFunction, format_number, is_exact, labelled, to_typst
from sessen.mathematics.autodiff import OperationGraph
from sessen.mathematics.expression_tree import read_operations
from sessen.mathematics.finite_differences import Method, NumericalSlopes
from sessen.mathematics.numbers import to_float

_DIGITS: Final = 60
_BRIEF: Final = 7
_AGREEMENT: Final = 1e-6


class NumericalModel:
    """One derivative, found in four ways.

    Parameters
    ----------
    typed, f
        The formula as typed, and as read.
    at, step
        Where, and the h whose digits are printed.

    Raises
    ------
    SessenError
        If there is no derivative, no value at a distance h, or an operation without a derivative of its own.

    Attributes
    ----------
    limit, slopes, graph, digits
        The exact quotient, what the computer finds with h, the operations, and three numbers that should be one.
    """

    def __init__(self, typed: str, f: sympy.Expr, at: sympy.Expr, step: sympy.Expr) -> None:
        formula = read_operations(typed)
        self.limit = DifferenceQuotient(RealFunction(f, sympy.Symbol("x", real=True)), at)
        self.slopes = NumericalSlopes(formula, self.limit)
        self.graph = OperationGraph(formula)
        self.step, self.h, self.at = step, to_float(step), to_float(at)
        self._refuse_step()
        self.automatic = float(self.graph.forward(self.at)[-1])
        self._refuse_graph()
        self.digits = self._digits()
        self.trends = {method: self.slopes.truncation(method) for method in Method}

    @cache  # noqa: B019 - a study lives as long as its scene
    def error_at(self, method: Method, quarters: int) -> float:
        """The error at a step so many quarters of a decade below 1."""
        return self.slopes.error(method, float(np.power(10.0, np.float64(-quarters / 4))))

    def error(self, method: Method) -> float:
        """The error with the step whose digits are printed."""
        return self.slopes.error(method, self.h)

    @property
    def automatic_error(self) -> float:
        """How far automatic differentiation is off: 0, or a rounding or two."""
        return float(abs(mpmath.mpf(self.automatic) - self.slopes.true))

    # -- as it is written, in Typst's mathematics ----------------------------------------------------------------

    @property
    def location(self) -> str:
        """The point."""
        text = format_number(self.limit.at, style="typst")
        return text if is_exact(self.limit.at, text) else to_typst(self.limit.at)

    @property
    def place(self) -> tuple[float, str]:
        """The point as a number, and as it is written."""
        return self.at, self.location

    @property
    def written_step(self) -> str:
        """The step: a power of ten where it is one."""
        exponent = round(math.log10(self.h))
        if exponent < -1 and sympy.Rational(10) ** exponent == self.step:
            return f"10^({exponent})"
        return format_number(self.step, style="typst")

    @property
    def truth(self) -> str:
        """The derivative at the point, as an equation."""
        value = self.limit.derivative
        text = format_number(value, style="typst")
        sign = "=" if is_exact(value, text) else "approx"
        return f"f'({self.location}) {sign} {labelled(text, 'RESULT')}"

    @property
    def equations(self) -> tuple[str, str]:
        """f(x) = ... in the function's colour, and f'(a) = ..., as sentences of mathematics."""
        function = labelled(f"f(x) = {to_typst(self.limit.f.expression)}", "FUNCTION")
        return f"${function}$", f"${self.truth}$"

    @property
    def automatic_digits(self) -> str:
        """What automatic differentiation gives, all its digits: whole numbers without a point; with the sign before."""
        return f"= {format_number(self.automatic, 17, style='typst')}"

    @property
    def automatic_brief(self) -> str:
        """The same to few digits, with the sign that is true of them."""
        text = format_number(self.automatic, _BRIEF, style="typst")
        return f"{'=' if is_exact(self.automatic, text) else 'approx'} {text}"

    # -- what is refused -----------------------------------------------------------------------------------------

    def _refuse_step(self) -> None:
        if not 1e-16 <= self.h <= 1:
            raise SessenError(
                f"h = {self.h:g} is not a step between 1e-16 and 1",
                location="NumericalDerivative.step",
                hint="choose a step that the axis holds: step=1e-4",
            )
        for method in Method:
            if not math.isfinite(self.slopes.computed(method, self.h)):
                raise SessenError(
                    f"the computer finds no value of f at {self.at:g} + h or {self.at:g} - h for h = {self.h:g}",
                    location="NumericalDerivative.step",
                    hint="choose a smaller step, or another point",
                )

    def _refuse_graph(self) -> None:
        true = to_float(self.limit.derivative)
        if not math.isfinite(self.automatic) or abs(self.automatic - true) > _AGREEMENT * max(1.0, abs(true)):
            raise SessenError(
                f"one of the operations of f has no derivative of its own at x = {self.at:g}, so the rules stop there",
                location="NumericalDerivative.at",
                hint="write f without that operation, or choose another point",
            )

    def _digits(self) -> Digits:
        computed = self.slopes.computed(Method.CENTRAL, self.h)
        exact = self.slopes.exact(Method.CENTRAL, self.step)
        return Digits(_decimal(self.slopes.true), _decimal(exact), Decimal(repr(float(np.float64(computed)))))


def _decimal(value: mpmath.mpf) -> Decimal:
    """A number of many digits as a decimal; what is left of arithmetic in the last of them is rounded away."""
    with mpmath.workdps(2 * _DIGITS), localcontext() as context:
        context.prec = _DIGITS
        return +Decimal(mpmath.nstr(value, _DIGITS, min_fixed=-mpmath.inf, max_fixed=mpmath.inf))
