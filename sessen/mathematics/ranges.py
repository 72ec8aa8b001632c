"""From where to where the values of a function are shown."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sessen.mathematics.errors import FieldError
from sessen.mathematics.field import Domain, ScalarField

_SAMPLES = 101
_ROOM = 0.12  # beside a value that lies outside the usual range
_USUAL = (0.03, 0.97)  # the quantiles between which most values lie
_FAR = 8.0  # times that range: whatever goes farther up or down goes there for a pole


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
        room = abs(high) or 1.0
        return low - room, high + room
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
