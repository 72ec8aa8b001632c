"""Secants and the tangent: the derivative as the limit of slopes (lecture notes, section 1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
import numpy.typing as npt
import sympy

from sessen.mathematics import safe_arithmetic
from sessen.mathematics.cancellation import cancelled_quotient
from sessen.mathematics.differentiation import is_analytic
from sessen.mathematics.errors import DerivativeError
from sessen.mathematics.exact import exact_number, simplify_constant, to_simple_fraction
from sessen.mathematics.function import RealFunction
from sessen.mathematics.numbers import Number, format_number, to_float
from sessen.mathematics.slopes import Behaviour, OneSidedLimit, SlopesNearby

Floats = npt.NDArray[np.float64]

_AGREEMENT = 1e-6


@dataclass(frozen=True)
class Line:
    """A straight line through a point.

    Attributes
    ----------
    x, y
        The point.
    slope
        Rise over run.
    """

    x: float
    y: float
    slope: float

    @overload
    def __call__(self, at: float) -> float: ...
    @overload
    def __call__(self, at: Floats) -> Floats: ...
    def __call__(self, at: float | Floats) -> float | Floats:
        """Return the height of the line."""
        return self.y + self.slope * (at - self.x)


class DifferenceQuotient:
    """The average rate of change of f from a to a + h, for every h, and its limit f'(a).

    Parameters
    ----------
    f
        A function, or an expression in one symbol.
    at
        The point a. A float stands for its shortest decimal form: 0.1 is 1/10.

    Attributes
    ----------
    value
        f(a), exact.
    derivative
        f'(a), exact wherever SymPy's rules apply at a.
    left_slope, right_slope
        The one-sided limits; here both are f'(a).

    Raises
    ------
    DerivativeError
        If f has no value at a, or no derivative: it says whether there is a jump, a corner (with both slopes), a
        vertical tangent, an oscillation, or no function on one side.
    """

    def __init__(self, f: RealFunction | sympy.Expr, at: Number) -> None:
        self.f = f if isinstance(f, RealFunction) else RealFunction(f)
        self.at = exact_number(at)
        self.h = sympy.Symbol("h", real=True)
        self.value = self.f.at_exact(self.at)
        self._near = SlopesNearby(self.f.expression, self.f.variable, self.at)
        self.derivative = self._find_derivative()
        self.left_slope = self.right_slope = self.derivative

    def slope(self, h: float) -> float:
        """Return the slope of the secant from a to a + h for h of either sign; f'(a) for h = 0.

        It is correct to the last bits however small h is. Where f(a + h) does not exist, it is nan.
        """
        return to_float(self.derivative) if h == 0 else self._near.slope(h)

    def secant(self, h: float) -> Line:
        """Return the line through (a, f(a)) and (a + h, f(a + h))."""
        return Line(to_float(self.at), to_float(self.value), self.slope(h))

    @property
    def tangent(self) -> Line:
        """The line through (a, f(a)) with the slope f'(a)."""
        return self.secant(0.0)

    @property
    def derivative_function(self) -> sympy.Expr:
        """f'(x) as an expression."""
        return self.f.derivative().expression

    @cached_property
    def quotient(self) -> sympy.Expr:
        """(f(a + h) - f(a)) / h in h, with h cancelled if `is_cancelled`, so that h = 0 is legal."""
        cancelled = cancelled_quotient(self.f.expression, self.f.variable, self.at, self.h)
        if cancelled is not None:
            return cancelled
        return (self._moved(self.at + self.h) - self.value) / self.h

    @cached_property
    def general_quotient(self) -> sympy.Expr:
        """(f(x + h) - f(x)) / h in x and h, with h cancelled where that is possible."""
        x = self.f.variable
        cancelled = cancelled_quotient(self.f.expression, x, x, self.h)
        if cancelled is not None:
            return cancelled
        return (self._moved(x + self.h) - self.f.expression) / self.h

    def _moved(self, to: sympy.Expr) -> sympy.Expr:
        return safe_arithmetic.substitute(self.f.expression, {self.f.variable: to})

    @property
    def is_cancelled(self) -> bool:
        """Whether h = 0 may be put into `quotient`."""
        return self.h not in sympy.denom(self.quotient).free_symbols or self._stays_finite(self.quotient)

    def _stays_finite(self, quotient: sympy.Expr) -> bool:
        try:
            safe_arithmetic.substitute(quotient, {self.h: sympy.S.Zero})
        except safe_arithmetic.BoundError:
            return False
        return True

    def _find_derivative(self) -> sympy.Expr:
        exact = self._derivative_by_rules()
        if exact is not None and is_analytic(self.f.expression):
            return exact
        limit = self._limit_of_slopes()
        if exact is not None and np.isclose(to_float(exact), limit, rtol=_AGREEMENT, atol=_AGREEMENT):
            return exact
        return to_simple_fraction(limit)

    def _derivative_by_rules(self) -> sympy.Expr | None:
        """Return f'(a) as the rules give it; at corners, and at the ends of a domain, that may be no derivative."""
        try:
            return simplify_constant(safe_arithmetic.substitute(self.derivative_function, {self.f.variable: self.at}))
        except safe_arithmetic.BoundError:
            return None

    def _limit_of_slopes(self) -> float:
        """Return f'(a) from secants alone, or say why there is none."""
        left, right = self._near.slopes(-1), self._near.slopes(1)
        sides = {left.behaviour, right.behaviour}
        if Behaviour.MISSING in sides:
            raise self._error(_one_sided(left, right), hint="choose a point inside the function's domain")
        self._refuse_jump()
        if Behaviour.OSCILLATES in sides:
            raise self._error("the slopes of the secants oscillate and do not converge")
        if Behaviour.GROWS in sides:
            raise self._error("the slopes of the secants grow without bound: the tangent is vertical")
        if not np.isclose(left.value, right.value, rtol=_AGREEMENT, atol=_AGREEMENT):
            slopes = (_plain(to_simple_fraction(left.value)), _plain(to_simple_fraction(right.value)))
            raise self._error(f"a corner: the slope is {slopes[0]} from the left, {slopes[1]} from the right", slopes)
        return right.value

    def _refuse_jump(self) -> None:
        for direction, side in ((-1, "left"), (1, "right")):
            jump = self._near.values(direction)
            if jump.behaviour is not Behaviour.SETTLES:
                raise self._error(f"the values do not converge from the {side}")
            if abs(jump.value) > _AGREEMENT * max(1.0, abs(to_float(self.value))):
                limit = _plain(to_simple_fraction(to_float(self.value) + jump.value))
                raise self._error(f"a jump: the values from the {side} tend to {limit}, not {_plain(self.value)}")

    def _error(
        self, why: str, slopes: tuple[str, str] = ("", ""), hint: str = "choose another point"
    ) -> DerivativeError:
        place = f"{self.f.variable} = {_plain(self.at)}"
        return DerivativeError(f"there is no derivative at {place}: {why}", hint=hint, slopes=slopes)


def _one_sided(left: OneSidedLimit, right: OneSidedLimit) -> str:
    if left.behaviour is right.behaviour:
        return "the function is only defined at this single point"
    return f"the function is not defined to the {'left' if left.behaviour is Behaviour.MISSING else 'right'} of it"


def _plain(value: sympy.Expr) -> str:
    return format_number(value, style="plain")
