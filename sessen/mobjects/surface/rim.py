"""Where a surface ends within a cell: the columns at which a strip's edges meet the border of the domain.

Without them a strip would end at the last column of the grid that is in the domain. Where a surface falls steeply to
its border, as a hemisphere does, what is then missing is small on the floor but high in the picture.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
IsInside = Callable[[Numbers, Numbers], Mask]

_HALVINGS: Final = 30
_PLACES: Final = np.linspace(0, 1, 9)  # at which a strip is looked at, from its near row to its far row
_CLOSE: Final = np.array([0.04, 0.16, 0.36, 0.64])  # of the way from the border to the next column: a root rises evenly


def between(rows: Numbers) -> Numbers:
    """Values of y within every strip, from its near row to its far row; shape (places, strips)."""
    return np.asarray(rows[:-1] + _PLACES[:, None] * np.diff(rows))


def edge_columns(is_inside: IsInside, grid: Numbers, rows: Numbers) -> Numbers:
    """The columns of every strip: those of the grid, and more where the strip meets the border of the domain.

    Parameters
    ----------
    is_inside
        Whether the surface is there, over arrays of x and y.
    grid
        Rising values of x.
    rows
        Rising values of y.

    Returns
    -------
    Numbers
        Rising along each strip, shape (strips, n); strips that need fewer columns repeat the last one.
    """
    flags = _flags(is_inside, grid + 0 * rows[:-1, None], rows)
    changes = np.nonzero(flags[:, :, 1:] != flags[:, :, :-1])
    if not len(changes[0]):
        return np.repeat(grid[None], len(rows) - 1, axis=0)
    kind, strip, cell = changes
    begins_inside = flags[kind, strip, cell]
    inside = np.where(begins_inside, grid[cell], grid[cell + 1])
    outside = np.where(begins_inside, grid[cell + 1], grid[cell])
    rims = _crossings(is_inside, inside, outside, kind, np.stack([rows[strip], rows[strip + 1]]))
    more = rims[:, None] + (inside - rims)[:, None] * np.concatenate([[0.0], _CLOSE])
    own = [np.unique(np.concatenate([grid, more[strip == index].ravel()])) for index in range(len(rows) - 1)]
    longest = max(map(len, own))
    return np.stack([np.pad(each, (0, longest - len(each)), mode="edge") for each in own])


def _flags(is_inside: IsInside, x: Numbers, rows: Numbers) -> Mask:
    """Whether the near row, the far row, and any part of a strip is inside at its columns; shape (3, strips, n)."""
    places = between(rows)[:, :, None] + 0 * x
    there = is_inside(x + 0 * places, places)
    return np.stack([there[0], there[-1], there.any(axis=0)])


def _crossings(
    is_inside: IsInside, inside: Numbers, outside: Numbers, kind: npt.NDArray[np.intp], ends: Numbers
) -> Numbers:
    """By bisection, the last x of each way from inside to outside where its flag is still true."""
    places = ends[0] + _PLACES[:, None] * (ends[1] - ends[0])
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        there = is_inside(middle + 0 * places, places)
        good = np.choose(kind, [there[0], there[-1], there.any(axis=0)])
        inside, outside = np.where(good, middle, inside), np.where(good, outside, middle)
    return inside
