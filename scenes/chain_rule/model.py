"""How a point and a small change travel through a composition, and the scales that show them; no mobjects here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from sessen.mathematics import Composition, DifferenceQuotient, to_float
from sessen.mathematics.ranges import require_readable
from sessen.mobjects.number_lines import LineScale

Numbers = npt.NDArray[np.float64]

_LADDER = tuple(first * 10.0**-power for power in range(8) for first in (1.0, 0.5, 0.2))
_LOOKS = 161  # places that a function is looked at
_MOST_TURNS = 4
_NUDGES = tuple(first * 10.0**-power for power in range(8) for first in (1.0, 0.5))
_CLOSE_ENOUGH = 0.25  # how far the first nudge's ratios may be from the derivatives
_ROOM_LEFT, _ROOM_RIGHT = 2.3, 1.5  # of each line, for its name and for what spans the lines
_MOST_STRETCH = 9.0
_LEAST_LENGTH = 0.12


class ChainModel:
    """The numbers that x, u, ..., y come to when x moves.

    Attributes
    ----------
    points, factors
        Where x, u, ..., y stand, and the derivative of each function at its input, as floats.
    """

    def __init__(self, composition: Composition) -> None:
        self.functions = composition.functions
        self.points = [to_float(point) for point in composition.points]
        self.factors = [to_float(factor) for factor in composition.factors]
        self._quotients = [
            DifferenceQuotient(function, point)
            for function, point in zip(composition.functions, composition.points, strict=False)
        ]

    def images(self, change: float | Numbers) -> list[Numbers]:
        """The numbers on each line when x is ``change`` away from where it stands; nan beyond a function's domain."""
        numbers = [np.asarray(self.points[0] + np.asarray(change, float))]
        for function in self.functions:
            numbers.append(np.asarray(function(numbers[-1])))
        return numbers

    def changes(self, nudge: float) -> tuple[float, ...]:
        """dx, du, ..., dy of a nudge, exact to the last bits however small it is."""
        return self._follow(nudge)[0]

    def ratios(self, nudge: float) -> tuple[float, ...]:
        """How many times each function has stretched the change that came to it; the derivative if none came."""
        return self._follow(nudge)[1]

    @lru_cache(maxsize=64)  # noqa: B019  # a scene has one ChainModel, and lives as long as it
    def _follow(self, nudge: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
        changes, ratios = [nudge], []
        for quotient in self._quotients:
            ratios.append(quotient.slope(changes[-1]))
            changes.append(ratios[-1] * changes[-1])
        return tuple(changes), tuple(ratios)

    @property
    def stretches(self) -> Numbers:
        """What the derivatives make of a change of one: 1, g', f' g'; one more than there are functions."""
        return np.concatenate([[1.0], np.cumprod(self.factors)])

    def first_nudge(self) -> float:
        """A round nudge, as large as it can be without ratios that are far from the derivatives."""
        nudge = next((nudge for nudge in _NUDGES if self._is_typical(nudge)), _NUDGES[-1])
        for point, stretch in zip(self.points, self.stretches, strict=True):
            if change := abs(nudge * stretch):  # it must be seen beside the number that changes
                require_readable(point - 5 * change, point + 5 * change)
        return nudge

    def _is_typical(self, nudge: float) -> bool:
        # The smaller nudges are looked at too: a ratio may come near by chance between two that are far off.
        ratios = np.array([self.ratios(nudge * share) for share in (1.0, 0.5, 0.1)])
        factors = np.array(self.factors)
        allowed = _CLOSE_ENOUGH * np.where(factors == 0, 1.0, np.abs(factors))
        return bool(np.all(np.abs(ratios - factors) <= allowed))


def steady_radius(
    values: Callable[[Numbers], Numbers], point: float, *, is_flat: bool = False, largest: float = 1.0
) -> float:
    """How far to look around a point: as far as the function has values and goes on much as it does nearby.

    A straight line goes four times as far as it does in the inner quarter, and where the slope is zero
    (``is_flat``), a parabola sixteen times; a little more is let pass, and so are a few turns. The radius grows
    from a small one, so that it stops before a pole rather than steps over it.
    """
    most, found = 17.0 if is_flat else 8.0, 0.0
    for share in reversed(_LADDER):
        radius = largest * share
        with np.errstate(all="ignore"):
            reached = values(point + radius * np.linspace(-1, 1, _LOOKS)) - values(np.array([point]))
        away, turns = np.abs(reached), np.count_nonzero(np.diff(np.sign(np.diff(reached))))
        quarter = _LOOKS // 8
        nearby = np.max(away[_LOOKS // 2 - quarter : _LOOKS // 2 + quarter + 1])
        if np.all(np.isfinite(away)) and np.max(away) <= most * nearby and turns <= _MOST_TURNS:
            found = radius
        elif found:
            break
    return found or largest * _LADDER[-1]


@dataclass(frozen=True, slots=True)
class Views:
    """The scales of the lines: from afar, where x can be moved about, and close up, where a nudge is seen.

    Attributes
    ----------
    radius
        How far x may be moved from afar.
    far, near
        One scale a line.
    cell
        How long the nudge is close up, in Manim's units.
    powers
        By how many powers of ten each line is drawn smaller than the first, close up.
    is_far_common
        Whether all lines have one unit from afar.
    """

    radius: float
    far: tuple[LineScale, ...]
    near: tuple[LineScale, ...]
    cell: float
    powers: tuple[int, ...]
    is_far_common: bool

    @property
    def is_near_common(self) -> bool:
        """Whether all lines have one unit close up."""
        return not any(self.powers)


def views_of(travel: ChainModel, nudge: float, left: float, right: float) -> Views:
    """Choose the scales for lines from ``left`` to ``right``."""
    radius = min(
        steady_radius(partial(_image, travel, stage), 0.0, is_flat=bool(stretch == 0))
        for stage, stretch in enumerate(travel.stretches)
    )
    ranges = _ranges(travel, radius)
    windows = _windows(ranges)
    units = [(right - left) / (high - low) for low, high in windows]
    far = tuple(
        LineScale(point, float(left + (point - low) * unit), unit)
        for point, (low, high), unit in zip(travel.points, windows, units, strict=True)
    )
    near, cell, powers = _near(travel, nudge, left + _ROOM_LEFT, right - _ROOM_RIGHT)
    return Views(radius, far, near, cell, powers, bool(np.allclose(units, units[0])))


def _image(travel: ChainModel, stage: int, change: Numbers) -> Numbers:
    return travel.images(change)[stage]


def _ranges(travel: ChainModel, radius: float) -> list[tuple[float, float]]:
    """The lowest and highest number on each line while x moves within the radius."""
    images = travel.images(radius * np.linspace(-1, 1, 201))
    return [(float(np.min(numbers)), float(np.max(numbers))) for numbers in images]


def _windows(ranges: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """What the lines show from afar: all the same where that leaves every range large enough, else each its own."""
    spans = [high - low for low, high in ranges]
    low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
    if high - low <= 2.2 * max(spans) and min(spans) >= 0.15 * (high - low):
        return [_padded(low, high)] * len(ranges)
    return [_padded(low, high) for low, high in ranges]


def _padded(low: float, high: float) -> tuple[float, float]:
    room = 0.12 * (high - low) or max(1.0, abs(low))
    return low - room, high + room


def _near(
    travel: ChainModel, nudge: float, left: float, right: float
) -> tuple[tuple[LineScale, ...], float, tuple[int, ...]]:
    """The scales close up: all anchors one below the other, all lengths to one scale where that can be."""
    real = np.array(travel.changes(nudge)) / nudge
    limit = travel.stretches
    powers = _powers(limit)
    shrunk = 10.0 ** -np.array(powers)
    reach = np.concatenate([real * shrunk, limit * shrunk])
    forward, backward = max(1.0, float(np.max(reach))), max(0.0, -float(np.min(reach)))
    cell = min(2.2, (right - left) / (forward + backward))
    place = left + cell * backward
    scales = [
        LineScale(point, place, cell / nudge * share)
        for point, share in zip(travel.points, map(float, shrunk), strict=True)
    ]
    return tuple(scales), cell, powers


def _powers(stretches: Numbers) -> tuple[int, ...]:
    """The powers of ten by which lines must be drawn smaller so that every change can be seen beside the nudge."""
    lengths = np.abs(stretches)
    seen = lengths[lengths > 0]
    if np.max(seen) <= _MOST_STRETCH and 2.0 * np.min(seen) / max(1.0, np.max(seen)) >= _LEAST_LENGTH:
        return (0,) * len(stretches)
    powers: list[int] = []
    for length in lengths:
        powers.append(int(np.floor(np.log10(length / 0.3))) if length else (powers[-1] if powers else 0))
    return tuple(0 if 0.3 <= length <= 3.0 else power for power, length in zip(powers, lengths, strict=True))
