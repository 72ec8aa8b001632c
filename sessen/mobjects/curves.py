"""The graph of a function as one smooth path, broken where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from manim import VMobject

if TYPE_CHECKING:
    from sessen.mobjects.plane import Plane

Numbers = npt.NDArray[np.float64]

_SAMPLES = 481
_SMALLEST_JUMP = 0.01  # of the window's height: less is not seen
_STEEPEST = 3.0  # times the slope to the neighbours: Hermite's cubic overshoots beyond


class Curve(VMobject):
    """A function's graph over an interval, clipped to the window of its plane.

    Between samples the path is the cubic through both ends with both slopes (Hermite), so a polynomial of the third
    degree is drawn exactly.

    Parameters
    ----------
    function
        Takes and returns an array; nan where there is no value.
    plane
        Maps numbers to points.
    interval
        From where to where in x.
    """

    def __init__(
        self,
        function: Callable[[Numbers], Numbers],
        plane: Plane,
        interval: tuple[float, float],
        *,
        color: str,
        width: float = 5.0,
    ) -> None:
        super().__init__(stroke_color=color, stroke_width=width)
        xs = np.linspace(*interval, _SAMPLES)
        for run in _runs(function, xs, plane.window.bottom, plane.window.top):
            self._append(function, run, plane)

    def _append(self, function: Callable[[Numbers], Numbers], xs: Numbers, plane: Plane) -> None:
        """Add the stretch over ``xs`` as one subpath of cubic curves."""
        ys, slopes = np.asarray(function(xs), float), _slopes(function, xs)
        thirds = np.diff(xs) / 3
        corners = np.stack(
            [
                plane.point(xs[:-1], ys[:-1]),
                plane.point(xs[:-1] + thirds, ys[:-1] + slopes[:-1] * thirds),
                plane.point(xs[1:] - thirds, ys[1:] - slopes[1:] * thirds),
                plane.point(xs[1:], ys[1:]),
            ],
            axis=1,
        )
        self.append_points(corners.reshape(-1, 3))


def _values(function: Callable[[Numbers], Numbers], xs: Numbers) -> Numbers:
    with np.errstate(all="ignore"):
        return np.asarray(function(xs), float)


def _slopes(function: Callable[[Numbers], Numbers], xs: Numbers) -> Numbers:
    """Slopes by central differences, one-sided at both ends, for there may be a jump; shape of ``xs``.

    Where the graph stands upright, as that of a root does, the slope is what a cubic can follow without a bulge.
    """
    ys, gaps = _values(function, xs), np.diff(xs)
    steps = 1e-3 * np.minimum(np.append(gaps, gaps[-1]), np.append(gaps[0], gaps))
    slopes = (_values(function, xs + steps) - _values(function, xs - steps)) / (2 * steps)
    for end, inward in ((0, 1), (-1, -1)):
        step = inward * steps[end]
        near, far = _values(function, xs[end] + step * np.array([1.0, 2.0]))
        slopes[end] = (4 * near - far - 3 * ys[end]) / (2 * step)
    chords = np.abs(np.diff(ys)) / gaps
    limits = np.maximum(np.append(chords, chords[-2:][0]), np.append(chords[:2][-1], chords)) * _STEEPEST
    return np.clip(np.where(np.isfinite(slopes), slopes, 0.0), -limits, limits)


def _runs(function: Callable[[Numbers], Numbers], xs: Numbers, low: float, high: float) -> list[Numbers]:
    """The stretches of ``xs`` whose values are seen, each prolonged to where the graph meets the window's edge."""
    ys = _values(function, xs)
    seen = np.isfinite(ys) & (ys >= low) & (ys <= high)
    torn = _torn(function, xs, ys, _SMALLEST_JUMP * (high - low))
    runs, start = [], 0
    for index in range(1, len(xs) + 1):
        ended = index == len(xs) or seen[index] != seen[start] or (seen[index] and torn[index - 1])
        if ended:
            if seen[start]:
                runs.append(_prolonged(function, xs, slice(start, index), low, high))
            start = index
    return [run for run in runs if len(run) > 1]


def _torn(function: Callable[[Numbers], Numbers], xs: Numbers, ys: Numbers, smallest: float) -> npt.NDArray[np.bool_]:
    """Whether there is a jump between neighbours: halved again and again, a slope comes to nothing and a jump stays."""
    with np.errstate(invalid="ignore"):
        torn: npt.NDArray[np.bool_] = np.abs(np.diff(ys)) > smallest
        left, right, below, above = (part[torn] for part in (xs[:-1], xs[1:], ys[:-1], ys[1:]))
        for _ in range(30 if torn.any() else 0):
            middle = (left + right) / 2
            values = _values(function, middle)
            first = np.abs(values - below) > np.abs(above - values)
            left, below = np.where(first, left, middle), np.where(first, below, values)
            right, above = np.where(first, middle, right), np.where(first, values, above)
        torn[torn] = ~(np.abs(above - below) <= smallest)
    return torn


def _prolonged(function: Callable[[Numbers], Numbers], xs: Numbers, run: slice, low: float, high: float) -> Numbers:
    """The run with the two places where it ends, and without samples that are as good as these."""
    first = _edge(function, xs[run.start], xs[run.start - 1], low, high) if run.start > 0 else xs[0]
    last = _edge(function, xs[run.stop - 1], xs[run.stop], low, high) if run.stop < len(xs) else xs[-1]
    apart = 1e-4 * (xs[1] - xs[0])
    inner = xs[run]
    inner = inner[(inner > first + apart) & (inner < last - apart)]
    return np.array([first, *inner, last]) if last - first > apart else np.array([first])


def _edge(function: Callable[[Numbers], Numbers], inside: float, outside: float, low: float, high: float) -> float:
    """By bisection, the last x on the way from inside to outside that is seen and on the same branch."""
    here, there = _values(function, np.array([inside, outside]))
    for _ in range(40):
        middle = (inside + outside) / 2
        y = float(_values(function, np.array([middle]))[0])
        elsewhere = low <= there <= high and abs(y - there) < abs(y - here)
        if low <= y <= high and not elsewhere:
            inside, here = middle, y
        else:
            outside = middle
    return inside
