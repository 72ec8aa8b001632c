"""The graph of a function as one smooth path, broken where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from manim import LineJointType, VMobject

from sessen.mobjects.axes import CoordinateMap
from sessen.mobjects.sampling import PIXEL, SAMPLES, bounds, samples, slopes, values

Numbers = npt.NDArray[np.float64]

_SMALLEST_JUMP = 0.01  # of the window's height: less is not seen
_OVERSHOOT = 0.4  # of what the values rise or fall between two samples: control points stand so far outside of it
_ASIDE = PIXEL / 4  # as far to the left or right as this, a place is still on the graph: what is upright is that thin
_MANY = 20  # turns side by side, before they are seen as an area
_SHARES = np.array([0.13, 0.41, 0.77])  # of each piece, where it is measured


class Curve(VMobject):
    """A function's graph over an interval, clipped to the window of its plane.

    Between samples the path is the cubic through both ends with both slopes (Hermite), so a polynomial of the third
    degree is drawn exactly. Where the function moves up and down faster than pixels can show, the path fills the band
    between the bounds of its values.

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
        plane: CoordinateMap,
        interval: tuple[float, float],
        *,
        color: str,
        width: float = 5.0,
    ) -> None:
        super().__init__(stroke_color=color, stroke_width=width)
        self._measured: tuple[Numbers, float] | None = None
        found = samples(function, plane, interval)
        self.bands = found.bands
        self.fills_an_area = len(found.bands) > 0 or _is_dense(function, found.xs, plane.unit[0] * 100 / width)
        if len(found.xs) > SAMPLES:
            self.joint_type = LineJointType.ROUND  # a pointed joint of two steep lines stands out far beyond them
        for run in _runs(function, found.xs, plane.window.bottom, plane.window.top):
            self._append(function, run, plane)
        self._append_bands(plane)

    def _append(self, function: Callable[[Numbers], Numbers], xs: Numbers, plane: CoordinateMap) -> None:
        """Add the stretch over ``xs`` as one subpath of cubic curves."""
        ys, tilts = np.asarray(function(xs), float), slopes(function, xs)
        thirds = np.diff(xs) / 3
        low, high = _allowed(function, xs, plane, self.bands)
        leaving = np.clip(ys[:-1] + tilts[:-1] * thirds, low, high)
        arriving = np.clip(ys[1:] - tilts[1:] * thirds, low, high)
        corners = np.stack(
            [
                plane.point(xs[:-1], ys[:-1]),
                plane.point(xs[:-1] + thirds, leaving),
                plane.point(xs[1:] - thirds, arriving),
                plane.point(xs[1:], ys[1:]),
            ],
            axis=1,
        )
        self.append_points(corners.reshape(-1, 3))

    def _append_bands(self, plane: CoordinateMap) -> None:
        """Add what moves too fast to be followed: up and down between its bounds, without a gap that could be seen."""
        if not len(self.bands):
            return
        middles, edges = self.bands[:, :2].mean(axis=1), (plane.window.bottom, plane.window.top)
        ends = plane.point(middles[:, None], np.clip(self.bands[:, 2:], *edges))  # low and high, shape (k, 2, 3)
        apart = np.flatnonzero(self.bands[1:, 0] != self.bands[:-1, 1]) + 1
        for way in np.split(ends, apart):
            corners = way.reshape(-1, 3)
            steps = (corners[1:] - corners[:-1])[:, None] * np.linspace(0, 1, 4)[:, None]
            self.append_points((corners[:-1, None] + steps).reshape(-1, 3))

    def distance_from(self, function: Callable[[Numbers], Numbers], plane: CoordinateMap) -> float:
        """How far the curve, as it is drawn now, is from a function's graph at its farthest, in Manim's units.

        It is measured between the samples, at right angles to the graph, and at the bounds of what is drawn as a band.
        """
        if self._measured is None or self._measured[0] is not self.points:
            self._measured = (self.points, distance(self.points, self.bands, function, plane))
        return self._measured[1]


def _is_dense(function: Callable[[Numbers], Numbers], xs: Numbers, per_width: float) -> bool:
    """Whether the graph somewhere turns up and down again within the width of its line, many times in a row."""
    turns = xs[1:-1][np.diff(np.sign(np.diff(values(function, xs)))) != 0]
    spans = (turns[_MANY:] - turns[:-_MANY]) * per_width
    return bool((spans < _MANY).any())


def distance(points: Numbers, bands: Numbers, function: Callable[[Numbers], Numbers], plane: CoordinateMap) -> float:
    """How far a drawn path is from a function's graph at its farthest; see `Curve.distance_from`."""
    pieces = points[: len(points) // 4 * 4].reshape(-1, 4, 3)
    if not len(pieces):
        return 0.0
    share = _SHARES[:, None]
    rest = 1 - share
    weights = np.hstack([rest**3, 3 * share * rest**2, 3 * share**2 * rest, share**3])
    xs, ys = plane.numbers_at(np.einsum("tk,nkc->ntc", weights, pieces).reshape(-1, 3)).T
    across, up = plane.unit
    step = 1e-6 * (plane.window.right - plane.window.left)
    truth, before, after = (values(function, xs + shift) for shift in (0, -step, step))
    slope = np.nan_to_num((after - before) / (2 * step)) * up / across
    left, right = (ys - values(function, xs + shift) for shift in (-_ASIDE / across, _ASIDE / across))
    away = np.abs(ys - truth) * up / np.hypot(1, slope)
    away = np.fmin(away, np.where(left * right <= 0, 0.0, np.fmin(np.abs(left), np.abs(right)) * up))
    return float(np.nanmax(np.where(_is_in_band(bands, xs, ys, 1e-9 / up), 0.0, away), initial=0.0))


def _is_in_band(bands: Numbers, xs: Numbers, ys: Numbers, room: float) -> npt.NDArray[np.bool_]:
    """Whether places lie in a band, between its bounds."""
    if not len(bands):
        return np.zeros(xs.shape, bool)
    index = np.clip(np.searchsorted(bands[:, 0], xs, side="right") - 1, 0, None)
    _, end, low, high = bands[index].T
    inside: npt.NDArray[np.bool_] = (xs <= end) & (ys >= low - room) & (ys <= high + room)
    return inside


def _allowed(
    function: Callable[[Numbers], Numbers], xs: Numbers, plane: CoordinateMap, bands: Numbers
) -> tuple[Numbers, Numbers]:
    """Where the control points between samples may be, so that the curve stays in the window and in proven bounds."""
    low, high = bounds(function, xs[:-1], xs[1:])
    room = np.where(np.isin(xs[:-1], bands[:, 0]), 0.0, _OVERSHOOT * (high - low))
    return np.fmax(low - room, plane.window.bottom), np.fmin(high + room, plane.window.top)


def _runs(function: Callable[[Numbers], Numbers], xs: Numbers, low: float, high: float) -> list[Numbers]:
    """The stretches of ``xs`` whose values are seen, each prolonged to where the graph meets the window's edge."""
    ys = values(function, xs)
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
            between = values(function, middle)
            first = np.abs(between - below) > np.abs(above - between)
            left, below = np.where(first, left, middle), np.where(first, below, between)
            right, above = np.where(first, middle, right), np.where(first, between, above)
        torn[torn] = ~(np.abs(above - below) <= smallest)
    return torn


def _prolonged(function: Callable[[Numbers], Numbers], xs: Numbers, run: slice, low: float, high: float) -> Numbers:
    """The run with the two places where it ends, and without samples that are as good as these."""
    first = _edge(function, xs[run.start], xs[run.start - 1], low, high) if run.start > 0 else xs[0]
    last = _edge(function, xs[run.stop - 1], xs[run.stop], low, high) if run.stop < len(xs) else xs[-1]
    apart = 1e-4 * float(np.diff(xs).min())
    inner = xs[run]
    inner = inner[(inner > first + apart) & (inner < last - apart)]
    return np.array([first, *inner, last]) if last - first > apart else np.array([first])


def _edge(function: Callable[[Numbers], Numbers], inside: float, outside: float, low: float, high: float) -> float:
    """By bisection, the last x on the way from inside to outside that is seen and on the same branch."""
    here, there = values(function, np.array([inside, outside]))
    for _ in range(40):
        middle = (inside + outside) / 2
        y = float(values(function, np.array([middle]))[0])
        elsewhere = low <= there <= high and abs(y - there) < abs(y - here)
        if low <= y <= high and not elsewhere:
            inside, here = middle, y
        else:
            outside = middle
    return inside
