"""Numerical differentiation in a computer's own numbers, and what it is wrong by (lecture notes, section 1.2)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import mpmath
import numpy as np
import numpy.typing as npt
import sympy

from sessen.mathematics.calculus import DifferenceQuotient
from sessen.mathematics.expression_tree import Operation
from sessen.mathematics.high_precision import NoValueError, evaluate
from sessen.mathematics.numbers import to_float
from sessen.mathematics.slopes import DIGITS, SlopesNearby

Floats = npt.NDArray[np.float64]

UNIT_ROUNDOFF: Final = 2.0**-53
_PROBES: Final = (mpmath.mpf("1e-12"), mpmath.mpf("1e-14"))  # the steps that tell by which power of h an error goes
_NOTHING: Final = mpmath.mpf("1e-60")


class Method(StrEnum):
    """Which points a difference quotient takes: a and a + h, a - h and a, or a - h and a + h."""

    FORWARD = "forward"
    BACKWARD = "backward"
    CENTRAL = "central"

    @property
    def reach(self) -> tuple[int, int]:
        """How many h below and above a its two points are."""
        return {"forward": (0, 1), "backward": (-1, 0), "central": (-1, 1)}[self.value]


@dataclass(frozen=True, slots=True)
class Trend:
    """An error that goes as ``coefficient * h**order`` for small h."""

    coefficient: float
    order: float

    def __call__(self, h: float | Floats) -> float | Floats:
        """Return the size of the error at a step h."""
        return self.coefficient * np.asarray(h, float) ** self.order


class NumericalSlopes:
    """The slopes that a computer finds with a step h, every operation in 64-bit floating-point numbers.

    Parameters
    ----------
    formula
        f as typed; the order of its operations decides the last digits.
    limit
        The exact difference quotient of the same f, at the same point.

    Attributes
    ----------
    true
        f'(a) to many digits.
    """

    def __init__(self, formula: Operation, limit: DifferenceQuotient) -> None:
        self.formula, self.limit = formula, limit
        self.at = to_float(limit.at)
        self._near = SlopesNearby(limit.f.expression, limit.f.variable, limit.at)
        with mpmath.workdps(DIGITS):
            self.true = evaluate(limit.derivative, {})

    def computed(self, method: Method, h: float) -> float:
        """Return what the computer gets, to the last bit; nan where f has no value."""
        x, f = self.at, self.formula
        if method is Method.FORWARD:
            return (f(x + h) - f(x)) / h
        if method is Method.BACKWARD:
            return (f(x) - f(x - h)) / h
        return (f(x + h) - f(x - h)) / (2 * h)

    def exact(self, method: Method, h: sympy.Expr | float) -> mpmath.mpf:
        """Return the same quotient without any rounding, to many digits; nan where f has no value."""
        with mpmath.workdps(DIGITS):
            gap = evaluate(sympy.sympify(h), {}) if isinstance(h, sympy.Basic) else mpmath.mpf(h)
            return self._quotient(method, gap)

    def error(self, method: Method, h: float) -> float:
        """Return how far the computed slope is from f'(a); 0 only where it is f'(a) itself."""
        computed = self.computed(method, h)
        if not math.isfinite(computed):
            return math.nan
        with mpmath.workdps(DIGITS):
            return float(abs(mpmath.mpf(computed) - self.true))

    def errors(self, method: Method, steps: Floats) -> Floats:
        """Return the errors at many steps; shape of ``steps``, (n,)."""
        return np.array([self.error(method, float(h)) for h in steps])

    def truncation(self, method: Method) -> Trend | None:
        """Return how the error of exact arithmetic goes with h; None where the quotient is f'(a) for every h."""
        with mpmath.workdps(DIGITS):
            large, small = (abs(self._quotient(method, gap) - self.true) for gap in _PROBES)
            scale = max(1, abs(self.true))
            if not small > _NOTHING * scale or not large > small:
                return None
            order = float(mpmath.log(large / small) / mpmath.log(_PROBES[0] / _PROBES[1]))
            whole = round(order)
            order = float(whole) if abs(order - whole) < 1e-3 else order
            return Trend(float(small / _PROBES[1] ** order), order)

    @property
    def rounding(self) -> Trend:
        """How large the error of rounding may be: values and points are off by a share of 2^-53, divided by h."""
        size = abs(to_float(self.limit.value)) + abs(self.at * to_float(self.limit.derivative))
        return Trend(UNIT_ROUNDOFF * size, -1.0)

    def _quotient(self, method: Method, gap: mpmath.mpf) -> mpmath.mpf:
        below, above = method.reach
        try:
            changes = [self._near.change(share * gap) if share else mpmath.mpf(0) for share in (below, above)]
        except NoValueError:
            return mpmath.nan
        return (changes[1] - changes[0]) / ((above - below) * gap)


def balanced_step(falling: Trend, growing: Trend) -> float | None:
    """Return the step at which two errors are equally large; None if one of them is 0 or they run in parallel."""
    if falling.coefficient == 0 or growing.coefficient == 0 or falling.order == growing.order:
        return None
    return float((growing.coefficient / falling.coefficient) ** (1 / (falling.order - growing.order)))


def best_step(steps: Floats, errors: Floats, *, within: float = 10.0) -> float | None:
    """Return the step with the smallest error that is not mere luck: the worst of its neighbours counts.

    Parameters
    ----------
    steps, errors
        Shape (n,); errors may be nan.
    within
        Steps up to this factor away are neighbours.

    Returns
    -------
    float or None
        None where the errors do not rise again towards small steps: smaller is never worse.
    """
    known = np.isfinite(errors)
    steps, errors = steps[known], errors[known]
    if len(steps) < 3:
        return None
    apart = np.abs(np.log(steps[:, None] / steps[None, :]))
    worst = np.where(apart <= math.log(within) * (1 + 1e-9), errors[None, :], 0.0).max(axis=1)
    best = int(np.argmin(worst))
    rises = worst[np.argmin(steps)] > 10 * worst[best]
    return float(steps[best]) if rises else None
