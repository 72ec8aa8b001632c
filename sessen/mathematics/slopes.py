"""Whether a function has a derivative at a point, and if not, why.

The slopes of ever shorter secants are computed with many digits on either side. They settle, grow beyond all bounds, or
never come to rest; that decides, in bounded time and for any function, where symbolic limits may search for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

import mpmath
import sympy

from sessen.mathematics.high_precision import NoValueError, evaluate

DIGITS = 120
# The last digits of h: irregular, so that an oscillation cannot hide by being met always at the same phase.
_GAPS = tuple(mpmath.mpf(text) for text in ("1e-15", "1e-20", "1e-25", "1e-30", "1e-35"))
_IRREGULAR = tuple(mpmath.mpf(text) for text in ("1.37e-35", "2.11e-35", "3.83e-35", "7.1e-35"))
_SETTLED = mpmath.mpf("1e-9")


class Behaviour(Enum):
    """What a sequence of values does as h goes to 0."""

    SETTLES = "settles"
    GROWS = "grows"
    OSCILLATES = "oscillates"
    MISSING = "is undefined"


@dataclass(frozen=True)
class OneSidedLimit:
    """A one-sided limit: how it behaves, and the value that it settles at (nan) or the sign of its growth."""

    behaviour: Behaviour
    value: float = float("nan")


def one_sided(values: Callable[[mpmath.mpf], mpmath.mpf], direction: int) -> OneSidedLimit:
    """Return the limit of ``values(h)`` as h goes to 0 from above (direction 1) or from below (-1)."""
    try:
        sequence = [values(direction * gap) for gap in _GAPS]
        scattered = [values(direction * gap) for gap in _IRREGULAR]
    except NoValueError:
        return OneSidedLimit(Behaviour.MISSING)
    if _is_flat(sequence[2:] + scattered):
        return OneSidedLimit(Behaviour.SETTLES, float(sequence[-1]))
    return _extrapolate(sequence, scattered)


def _is_flat(values: Iterable[mpmath.mpf]) -> bool:
    lowest, highest = min(values := list(values)), max(values)
    return bool(highest - lowest <= _SETTLED * max(1, abs(lowest), abs(highest)))


def _extrapolate(sequence: list[mpmath.mpf], scattered: list[mpmath.mpf]) -> OneSidedLimit:
    """Judge a slow sequence such as h^0.1 or ln h by the ratio of its last steps (Aitken's method)."""
    before, last = sequence[-2] - sequence[-3], sequence[-1] - sequence[-2]
    steps = [later - earlier for earlier, later in pairwise(sequence)]
    ways = {mpmath.sign(step) for step in steps} | {mpmath.sign(sequence[-1] - value) for value in scattered}
    if len(ways) != 1 or not before:
        return OneSidedLimit(Behaviour.OSCILLATES)
    ratio = last / before
    if ratio > mpmath.mpf("0.97"):
        return OneSidedLimit(Behaviour.GROWS, float(mpmath.sign(last)))
    return OneSidedLimit(Behaviour.SETTLES, float(sequence[-1] + last * ratio / (1 - ratio)))


@dataclass(frozen=True)
class SlopesNearby:
    """A function near one point.

    Parameters
    ----------
    expression, variable
        The function.
    point
        An exact number at which it has a value.
    """

    expression: sympy.Expr
    variable: sympy.Symbol
    point: sympy.Expr

    def values(self, direction: int) -> OneSidedLimit:
        """Return the one-sided limit of f(a + h) - f(a): 0 where f is continuous from that side."""
        return self._side(lambda gap, change: change, direction)

    def slopes(self, direction: int) -> OneSidedLimit:
        """Return the one-sided limit of the slopes of secants."""
        return self._side(lambda gap, change: change / gap, direction)

    def _side(self, judge: Callable[[mpmath.mpf, mpmath.mpf], mpmath.mpf], direction: int) -> OneSidedLimit:
        with mpmath.workdps(DIGITS):
            return one_sided(lambda gap: judge(gap, self.change(gap)), direction)

    @lru_cache(maxsize=64)  # noqa: B019 - few, and a figure and its claims ask for the same ones
    def slope(self, gap: float) -> float:
        """Return (f(a + h) - f(a)) / h, correct to the last bits of a float for any h but 0; nan if undefined."""
        with mpmath.workdps(DIGITS):
            try:
                return float(self.change(mpmath.mpf(gap)) / mpmath.mpf(gap))
            except NoValueError:
                return float("nan")

    def change(self, gap: mpmath.mpf) -> mpmath.mpf:
        """Return f(a + h) - f(a) in mpmath's working precision."""
        point, value = _at(self, mpmath.mp.prec)
        return evaluate(self.expression, {self.variable: point + gap}) - value


@lru_cache(maxsize=64)
def _at(near: SlopesNearby, precision: int) -> tuple[mpmath.mpf, mpmath.mpf]:
    """The point and the function's value there, in mpmath's working precision, which is so many bits."""
    point = evaluate(near.point, {})
    return point, evaluate(near.expression, {near.variable: point})
