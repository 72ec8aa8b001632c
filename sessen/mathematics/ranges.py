"""From where to where the values of a function are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sessen.mathematics.errors import FieldError, RangeError
from sessen.mathematics.numbers import Number, to_float

if TYPE_CHECKING:
    from sessen.mathematics.field import Domain, ScalarField

_SAMPLES = 101
NOISE = 1e-13  # differences that are no more than this part of numbers come from rounding
_LARGEST, _SMALLEST = 1e15, 1e-12  # of what is drawn: beyond them, 64-bit numbers lose what claims must tell apart
_ALIKE = 1e-7  # how much of the largest number the numbers on an axis must differ by
_CURE = "choose another point, function or domain, with values closer to 1"
_ROOM = 0.12  # beside a value that lies outside the usual range
_USUAL = (0.03, 0.97)  # the quantiles between which most values lie
_FAR = 8.0  # times that range: whatever goes farther up or down goes there for a pole


def require_readable(low: float, high: float) -> None:
    """Refuse an axis whose numbers cannot be drawn or told apart.

    Raises
    ------
    RangeError
        If the ends are no numbers, are beyond all measure, or differ in the seventh digit only.
    """
    if not np.isfinite(high - low):
        raise RangeError("the numbers to be shown are not finite", hint=_CURE)
    largest, span = max(abs(low), abs(high)), high - low
    if largest > _LARGEST:
        raise RangeError(f"the numbers to be shown go up to {largest:.2g}: too large to be drawn", hint=_CURE)
    if span < _SMALLEST:
        raise RangeError(f"all numbers to be shown are within {span:.2g}: too small to be drawn", hint=_CURE)
    if span < _ALIKE * largest:
        raise RangeError(
            f"the numbers to be shown, about {largest:.3g}, differ by {span:.2g} at most: too close together",
            hint="leave out what they have in common (a constant), or choose values closer to 0",
        )


def require_drawable(*vectors: Iterable[Number]) -> None:
    """Refuse vectors of which one has a component beyond all measure, or is next to nothing but not 0."""
    for vector in vectors:
        largest = max(abs(to_float(component)) for component in vector)
        if largest:
            require_readable(-largest, largest)


def visible_range(field: ScalarField, domain: Domain, at_least: float | None = None) -> tuple[float, float]:
    """Return the range of f over a domain, without what only poles reach, and with the value ``at_least``.

    A constant gets as much room above and below as it is large itself.

    Raises
    ------
    FieldError
        If f has no value anywhere in the domain.
    """
    grid = np.meshgrid(*(np.linspace(*side, _SAMPLES) for side in domain))
    values = field.value(*grid)
    values = values[np.isfinite(values)]
    if not values.size:
        raise FieldError("f has no value anywhere in this domain", hint="choose another domain")
    low, high = _without_poles(values)
    if at_least is not None and not low <= at_least <= high:
        room = _ROOM * (max(high, at_least) - min(low, at_least))
        low, high = (at_least - room, high) if at_least < low else (low, at_least + room)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        if high - low > NOISE * abs(high):
            require_readable(low, high)
        room = abs(high) or 1.0
        low, high = low - room, high + room
    require_readable(low, high)
    return low, high


def _without_poles(values: npt.NDArray[np.float64]) -> tuple[float, float]:
    """The range of the values, at either end without what is far from most of them."""
    low, high = float(values.min()), float(values.max())
    usual_low, usual_high = (float(bound) for bound in np.quantile(values, _USUAL))
    spread = usual_high - usual_low
    if spread == 0:
        return low, high
    return (usual_low if usual_low - low > _FAR * spread else low), (
        usual_high if high - usual_high > _FAR * spread else high
    )
