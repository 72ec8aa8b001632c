"""Where a graph is sampled: closely enough that what is drawn between the samples is the graph.

The samples begin two pixels apart. Between two of them the graph is drawn as a cubic; where that misses the function at
places in between, or where bounds that interval arithmetic proves leave room for more than was sampled, the gap is
halved, down to a seventh of a pixel. What moves up and down faster than that fills a band, and is drawn as one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.mobjects.axes import CoordinateMap

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Function = Callable[[Numbers], Numbers]

PIXEL: Final = 8 / 1080  # of a full HD frame, in Manim's units
SAMPLES: Final = 481
_HALVINGS: Final = 4
_OFF: Final = 0.3 * PIXEL  # how far a cubic may miss the graph
_ROOM: Final = 1.0 * PIXEL  # how much more than was sampled the bounds may leave room for
_PLACES: Final = np.array([0.1273, 0.3391, 0.5, 0.6917, 0.8859])  # no wave has the same phase at all of them
_CLOSE: Final = np.linspace(0, 1, 35)[1:-1] + 0.007 * np.sin(np.arange(33) * 2.4)
_FEWEST: Final = 3  # gaps side by side that make a band, where no bounds are proven
_STEEPEST: Final = 3.0  # times the slope to the neighbours: Hermite's cubic overshoots beyond


@dataclass(frozen=True, slots=True)
class Samples:
    """Numbers at which a graph is sampled, and the gaps in which it moves too fast to be followed.

    Attributes
    ----------
    xs
        Rising, shape (n,).
    bands
        A row for each such gap: from and to in x, and the lowest and the highest value; shape (k, 4).
    """

    xs: Numbers
    bands: Numbers


def samples(function: Function, plane: CoordinateMap, interval: tuple[float, float]) -> Samples:
    """Samples of a function over an interval, as close as the picture of the plane needs them."""
    xs = np.linspace(*interval, SAMPLES)
    finest = float(xs[-1] - xs[0]) / (SAMPLES - 1) / 2**_HALVINGS
    for _ in range(_HALVINGS):
        wrong = _missed(function, xs, plane)
        if not wrong.any():
            return Samples(xs, np.empty((0, 4)))
        xs = np.sort(np.concatenate([xs, (xs[:-1] + xs[1:])[wrong] / 2]))
    narrow = np.diff(xs) < 1.5 * finest
    return Samples(xs, _bands(function, xs, _closed(_missed(function, xs, plane) & narrow) & narrow, plane))


def bounds(function: Function, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Proven bounds of the values on each interval, as far as the function has any to tell; else nan."""
    enclosure = getattr(function, "enclosure", None)
    if enclosure is None:
        return np.full_like(low, np.nan), np.full_like(high, np.nan)
    below, above = enclosure(low, high)
    return np.asarray(below), np.asarray(above)


def values(function: Function, xs: Numbers) -> Numbers:
    """The function's values, without warnings."""
    with np.errstate(all="ignore"):
        return np.asarray(function(xs), float)


def slopes(function: Function, xs: Numbers) -> Numbers:
    """Slopes by central differences, one-sided at both ends, for there may be a jump; shape of ``xs``.

    Where the graph stands upright, as that of a root does, the slope is what a cubic can follow without a bulge.
    """
    ys, gaps = values(function, xs), np.diff(xs)
    steps = 1e-3 * np.minimum(np.append(gaps, gaps[-1]), np.append(gaps[0], gaps))
    found = (values(function, xs + steps) - values(function, xs - steps)) / (2 * steps)
    for end, inward in ((0, 1), (-1, -1)):
        step = inward * steps[end]
        near, far = values(function, xs[end] + step * np.array([1.0, 2.0]))
        found[end] = (4 * near - far - 3 * ys[end]) / (2 * step)
    chords = np.abs(np.diff(ys)) / gaps
    limits = np.maximum(np.append(chords, chords[-2:][0]), np.append(chords[:2][-1], chords)) * _STEEPEST
    return np.clip(np.where(np.isfinite(found), found, 0.0), -limits, limits)


def _missed(function: Function, xs: Numbers, plane: CoordinateMap) -> Flags:
    """Whether between two samples the graph may be elsewhere than the cubic through them; shape (n - 1,)."""
    gaps, ys, tilts = np.diff(xs), values(function, xs), slopes(function, xs)
    there = values(function, xs[:-1, None] + gaps[:, None] * _PLACES)
    drawn = _hermite(ys[:-1, None], ys[1:, None], tilts[:-1, None], tilts[1:, None], gaps[:, None], _PLACES)
    across, up = plane.unit
    with np.errstate(all="ignore"):
        foreshortened = up / np.hypot(1, _least_slope(np.diff(ys) / gaps, tilts[:-1], tilts[1:]) * up / across)
        off = np.abs(drawn - there).max(axis=1) * foreshortened
        found = np.concatenate([ys[:-1, None], ys[1:, None], there], axis=1)
        window = plane.window
        low, high = (np.clip(bound, window.bottom, window.top) for bound in bounds(function, xs[:-1], xs[1:]))
        least, most = (np.clip(edge, window.bottom, window.top) for edge in (found.min(axis=1), found.max(axis=1)))
        room = np.fmax(high - most, least - low) * foreshortened
        is_seen = (found.max(axis=1) >= window.bottom) & (found.min(axis=1) <= window.top)
        flags: Flags = (is_seen & (off > _OFF)) | (room > _ROOM)
    return flags


def _least_slope(chord: Numbers, leaving: Numbers, arriving: Numbers) -> Numbers:
    """The least of three slopes, none where they have different signs: then there is a peak between."""
    every = np.stack([chord, leaving, arriving])
    turns = every.min(axis=0) * every.max(axis=0) < 0
    return np.where(turns, 0.0, np.abs(every).min(axis=0))


def _hermite(
    start: Numbers, end: Numbers, leaving: Numbers, arriving: Numbers, gap: Numbers, share: Numbers
) -> Numbers:
    rest = 1 - share
    at_ends = start * (1 + 2 * share) * rest**2 + end * share**2 * (3 - 2 * share)
    return np.asarray(at_ends + gap * share * rest * (leaving * rest - arriving * share))


def _closed(flags: Flags) -> Flags:
    """Flags with those between two others, one or two apart: there a wave had the same phase everywhere by accident."""
    near = np.convolve(flags, np.ones(5), "same") > 0
    closed: Flags = flags | (np.convolve(~near, np.ones(5), "same") == 0)
    return closed


def _bands(function: Function, xs: Numbers, missed: Flags, plane: CoordinateMap) -> Numbers:
    """The gaps that stay missed, with the bounds of the values there: proven ones, or else the farthest of 33."""
    low, high = bounds(function, xs[:-1], xs[1:])
    many = np.convolve(missed, np.ones(_FEWEST), "same") >= _FEWEST
    sampled = missed & np.isnan(low) & many
    closely = values(function, xs[:-1][sampled, None] + np.diff(xs)[sampled, None] * _CLOSE)
    low[sampled], high[sampled] = closely.min(axis=1), closely.max(axis=1)
    with np.errstate(invalid="ignore"):
        known = missed & (low <= plane.window.top) & (high >= plane.window.bottom)
    return np.stack([xs[:-1], xs[1:], low, high], axis=1)[known]
