"""The graph of a function as one smooth path, broken where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from manim import VMobject

if TYPE_CHECKING:
    from sessen.stage.plane import Plane

Numbers = npt.NDArray[np.float64]

_SAMPLES = 481
_LONGEST_JUMP = 0.35  # of the window's height between neighbouring samples: more is a break, not a slope


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


def _slopes(function: Callable[[Numbers], Numbers], xs: Numbers) -> Numbers:
    """Slopes by central differences, one-sided where only one side has a value; shape of ``xs``."""
    step = np.abs(np.diff(xs)).max() * 1e-3 + np.abs(xs) * 1e-9
    with np.errstate(all="ignore"):
        before, here, after = (np.asarray(function(x), float) for x in (xs - step, xs, xs + step))
    slopes = (after - before) / (2 * step)
    slopes = np.where(np.isfinite(slopes), slopes, (after - here) / step)
    slopes = np.where(np.isfinite(slopes), slopes, (here - before) / step)
    return np.where(np.isfinite(slopes), slopes, 0.0)


def _runs(function: Callable[[Numbers], Numbers], xs: Numbers, low: float, high: float) -> list[Numbers]:
    """The stretches of ``xs`` whose values are seen, each prolonged to where the graph meets the window's edge."""
    with np.errstate(all="ignore"):
        ys = np.asarray(function(xs), float)
    seen = np.isfinite(ys) & (ys >= low) & (ys <= high)
    torn = np.abs(np.diff(ys)) > _LONGEST_JUMP * (high - low)
    runs, start = [], 0
    for index in range(1, len(xs) + 1):
        ended = index == len(xs) or seen[index] != seen[start] or (seen[index] and torn[index - 1])
        if ended:
            if seen[start]:
                runs.append(_prolonged(function, xs, start, index, low, high))
            start = index
    return [run for run in runs if len(run) > 1]


def _prolonged(
    function: Callable[[Numbers], Numbers], xs: Numbers, start: int, stop: int, low: float, high: float
) -> Numbers:
    run = xs[start:stop]
    before = [_edge(function, xs[start], xs[start - 1], low, high)] if start > 0 else []
    after = [_edge(function, xs[stop - 1], xs[stop], low, high)] if stop < len(xs) else []
    return np.unique(np.concatenate([before, run, after]))


def _edge(function: Callable[[Numbers], Numbers], inside: float, outside: float, low: float, high: float) -> float:
    """By bisection, the last x on the way from inside to outside that is seen and on the same branch."""

    def value(x: float) -> float:
        with np.errstate(all="ignore"):
            return float(np.asarray(function(np.array([x])), float)[0])

    here = value(inside)
    for _ in range(40):
        middle = (inside + outside) / 2
        y = value(middle)
        if low <= y <= high and abs(y - here) < _LONGEST_JUMP * (high - low):
            inside, here = middle, y
        else:
            outside = middle
    return inside
