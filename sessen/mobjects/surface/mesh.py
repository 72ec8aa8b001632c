"""A surface z = f(x, y) as strips along x, cut off exactly where f ends or leaves its box, torn where f jumps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.mobjects.surface.box import Interval, SpaceBox
from sessen.mobjects.surface.rim import between, edge_columns
from sessen.mobjects.vectors import segments, straight_pieces

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Values = Callable[[npt.ArrayLike, npt.ArrayLike], Numbers]

_COLUMNS: Final = 2  # samples in a cell along x
_STOPS: Final = 14  # of the colour along a strip
_HALVINGS: Final = 28
_CLOSER: Final = 8  # halvings of the step over which a normal is taken
_JUMP: Final = 0.12  # of the box's height: a change from sample to sample that may be a jump


@dataclass(frozen=True, slots=True)
class Strip:
    """The surface between two neighbouring values of y.

    Attributes
    ----------
    path
        Outlines and then lines across, as places in cubics; shape (4 n, 3).
    normals
        Upward normals of length one at even distances from the left end to the right end; shape (s, 3).
    heights
        From 0 (the floor of the box) to 1 (its lid), at the same distances; shape (s,).
    y
        From where to where.
    """

    path: Numbers
    normals: Numbers
    heights: Numbers
    y: Interval


def strips(value: Values, box: SpaceBox, x: Interval, rows: Numbers, cell: float) -> list[Strip]:
    """The strips between neighbouring ``rows``, from the largest y to the smallest: the farthest from the eye first.

    Parameters
    ----------
    value
        f over arrays; nan where there is none.
    x
        From where to where the strips run.
    rows
        Rising values of y.
    cell
        About how wide a cell is along x.
    """
    cells = max(1, round((x[1] - x[0]) / cell))
    grid = np.linspace(*x, _COLUMNS * cells + 1)
    columns = edge_columns(lambda x, y: _is_inside(value(x, y), box), grid, rows)
    near, far, drawn = _edges(value, box, columns, rows)
    drawn &= ~_torn(value, box, (columns, near), (columns, far))
    kept = [~_torn(value, box, (columns[:, :-1], edge[:, :-1]), (columns[:, 1:], edge[:, 1:])) for edge in (far, near)]
    joined = drawn[:, :-1] & drawn[:, 1:] & kept[0] & kept[1]
    made = []
    for row in range(len(rows) - 2, -1, -1):
        own, middles = columns[row], (near[row] + far[row]) / 2
        back, front = (box.place(own, edge[row], np.clip(value(own, edge[row]), *box.z)) for edge in (far, near))
        runs = _runs(joined[row])
        if runs:
            stops = np.linspace(own[runs[0].start], own[runs[-1].stop - 1], _STOPS)
            middle = np.interp(stops, own[drawn[row]], middles[drawn[row]])
            normals, heights = _normals(value, box, stops, middle, cell), _heights(value, box, stops, middle)
            path = _path(back, front, runs, np.isin(own, grid[::_COLUMNS]))
            made.append(Strip(path, normals, heights, (rows[row], rows[row + 1])))
    return made


def _edges(value: Values, box: SpaceBox, columns: Numbers, rows: Numbers) -> tuple[Numbers, Numbers, Mask]:
    """From which y to which the surface goes at every column of every strip, and whether it is there at all."""
    places = between(rows)[:, :, None] + 0 * columns
    there = _is_inside(value(columns + 0 * places, places), box)
    edges = []
    for ordered, inside in ((places, there), (places[::-1], there[::-1])):
        first = inside.argmax(axis=0)[None]
        edge, before = (np.take_along_axis(ordered, index, axis=0)[0] for index in (first, np.maximum(first - 1, 0)))
        cut = inside.any(axis=0) & (first[0] > 0)
        edge[cut] = _last_inside(value, box, columns[cut], edge[cut], before[cut])
        edges.append(edge)
    return edges[0], edges[1], np.asarray(there.any(axis=0))


def _is_inside(values: Numbers, box: SpaceBox) -> Mask:
    slack = 1e-9 * (box.z[1] - box.z[0])
    with np.errstate(invalid="ignore"):
        return np.asarray((values >= box.z[0] - slack) & (values <= box.z[1] + slack))


def _last_inside(value: Values, box: SpaceBox, x: Numbers, inside: Numbers, outside: Numbers) -> Numbers:
    """By bisection, the last y on the way from inside to outside where f is in the box; all of shape (n,)."""
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        good = _is_inside(value(x, middle), box)
        inside, outside = np.where(good, middle, inside), np.where(good, outside, middle)
    return inside


def _torn(value: Values, box: SpaceBox, one: tuple[Numbers, Numbers], other: tuple[Numbers, Numbers]) -> Mask:
    """Whether f jumps between points, or is not there in between: halved again and again, only a jump stays."""
    (x0, y0), (x1, y1) = ([np.array(part) for part in np.broadcast_arrays(*point)] for point in (one, other))
    before, after = value(x0, y0), value(x1, y1)
    smallest = _JUMP * (box.z[1] - box.z[0])
    with np.errstate(invalid="ignore"):
        torn: Mask = np.abs(after - before) > smallest
        left, right = (np.stack([x0, y0])[:, torn], np.stack([x1, y1])[:, torn])
        below, above = before[torn], after[torn]
        for _ in range(_HALVINGS if torn.any() else 0):
            middle = (left + right) / 2
            values = value(*middle)
            first = np.abs(values - below) > np.abs(above - values)
            left, below = np.where(first, left, middle), np.where(first, below, values)
            right, above = np.where(first, middle, right), np.where(first, values, above)
        torn[torn] = ~(np.abs(above - below) <= smallest)
    return torn


def _runs(joined: Mask) -> list[slice]:
    """Columns that hang together, two or more at a time."""
    changes = np.flatnonzero(np.diff(np.concatenate([[False], joined, [False]]).astype(int)))
    return [slice(int(first), int(last) + 1) for first, last in changes.reshape(-1, 2)]


def _path(far: Numbers, near: Numbers, runs: list[slice], on_grid: Mask) -> Numbers:
    """Outlines of the runs, then the lines across; cubics of shape (4 n, 3)."""
    outlines = [straight_pieces(np.concatenate([far[run], near[run][::-1], far[run][:1]])) for run in runs]
    lines = np.concatenate([np.stack([near[run], far[run]], axis=1)[on_grid[run]] for run in runs])
    return np.concatenate([*outlines, segments(lines)])


def _normals(value: Values, box: SpaceBox, x: Numbers, y: Numbers, cell: float) -> Numbers:
    """Normals in places, from differences over half a cell, over less where f ends within it."""
    normals, step = _normals_over(value, box, x, y, cell / 2), cell / 2
    for _ in range(_CLOSER):
        missing, step = ~normals.any(axis=1), step / 2
        if not missing.any():
            break
        normals[missing] = _normals_over(value, box, x[missing], y[missing], step)
    known = np.flatnonzero(normals.any(axis=1))
    if not len(known):
        return np.broadcast_to((0.0, 0.0, 1.0), normals.shape)
    return np.asarray(normals[known[np.abs(np.arange(len(x))[:, None] - known).argmin(axis=1)]])


def _normals_over(value: Values, box: SpaceBox, x: Numbers, y: Numbers, step: float) -> Numbers:
    """Normals of length one, from differences over a step; none where f has no value there."""
    along = box.place(x + step, y, value(x + step, y)) - box.place(x - step, y, value(x - step, y))
    across = box.place(x, y + step, value(x, y + step)) - box.place(x, y - step, value(x, y - step))
    normals = np.cross(along, across)
    normals[~np.isfinite(normals).all(axis=1)] = 0.0
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    return np.asarray(np.divide(normals, lengths, out=np.zeros_like(normals), where=lengths > 0))


def _heights(value: Values, box: SpaceBox, x: Numbers, y: Numbers) -> Numbers:
    low, high = box.z
    return np.asarray(np.nan_to_num((np.clip(value(x, y), low, high) - low) / (high - low), nan=0.5))
