"""A surface z = f(x, y) as strips along x, cut off exactly where f ends or leaves its box, torn where f jumps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.mobjects.surface.box import Interval, SpaceBox
from sessen.mobjects.vectors import segments, straight_pieces

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Values = Callable[[npt.ArrayLike, npt.ArrayLike], Numbers]

_COLUMNS: Final = 2  # samples in a cell along x
_STOPS: Final = 14  # of the colour along a strip
_HALVINGS: Final = 28
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
    columns = np.linspace(*x, _COLUMNS * cells + 1)
    far, near = rows[1:, None] + 0 * columns, rows[:-1, None] + 0 * columns
    there = [_is_inside(value(columns + 0 * edge, edge), box) for edge in (far, near)]
    for edge, other, mask, wanted in ((far, near, there[1], ~there[0]), (near, far, there[0], ~there[1])):
        partly = mask & wanted
        edge[partly] = _last_inside(value, box, (columns + 0 * edge)[partly], other[partly], edge[partly])
    drawn = (there[0] | there[1]) & ~_torn(value, box, (columns, near), (columns, far))
    kept = [~_torn(value, box, (columns[:-1], edge[:, :-1]), (columns[1:], edge[:, 1:])) for edge in (far, near)]
    joined = drawn[:, :-1] & drawn[:, 1:] & kept[0] & kept[1]
    made = []
    for row in range(len(rows) - 2, -1, -1):
        back, front = (
            box.place(columns, edge[row], np.clip(value(columns, edge[row]), *box.z)) for edge in (far, near)
        )
        runs = _runs(joined[row])
        if runs:
            ends = columns[runs[0].start], columns[runs[-1].stop - 1]
            stops, middle = np.linspace(*ends, _STOPS), (rows[row] + rows[row + 1]) / 2
            normals, heights = _normals(value, box, stops, middle, cell), _heights(value, box, stops, middle)
            made.append(Strip(_path(back, front, runs), normals, heights, (rows[row], rows[row + 1])))
    return made


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


def _path(far: Numbers, near: Numbers, runs: list[slice]) -> Numbers:
    """Outlines of the runs, then the lines across; cubics of shape (4 n, 3)."""
    outlines = [straight_pieces(np.concatenate([far[run], near[run][::-1], far[run][:1]])) for run in runs]
    lines = np.concatenate([np.stack([near[run], far[run]], axis=1)[run.start % _COLUMNS :: _COLUMNS] for run in runs])
    return np.concatenate([*outlines, segments(lines)])


def _normals(value: Values, box: SpaceBox, x: Numbers, y: float, cell: float) -> Numbers:
    """Normals in places, from differences over half a cell; upright where f has none."""
    step = cell / 2
    along = box.place(x + step, y, value(x + step, y)) - box.place(x - step, y, value(x - step, y))
    across = box.place(x, y + step, value(x, y + step)) - box.place(x, y - step, value(x, y - step))
    normals = np.nan_to_num(np.cross(along, across), nan=0.0, posinf=0.0, neginf=0.0)
    normals[~normals.any(axis=1)] = (0.0, 0.0, 1.0)
    return np.asarray(normals / np.linalg.norm(normals, axis=1, keepdims=True))


def _heights(value: Values, box: SpaceBox, x: Numbers, y: float) -> Numbers:
    low, high = box.z
    return np.asarray(np.nan_to_num((np.clip(value(x, y), low, high) - low) / (high - low), nan=0.5))
