"""What a typeset entry says, read back from what Typst has set."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from manim import VMobject

from sessen.mathematics import parse_number
from sessen.mobjects.matrices.entries import EntryMatrix
from sessen.typesetting.typeset import Typeset

_OFF_CENTER = 0.02  # of a cell
_SET = re.compile(r"^\$display\((?:#\$ )?(.*?)(?: \$\.body)?\)\$$")
_FRACTION = re.compile(r"frac\(([^,()]*(?:\([^()]*\))?[^,()]*), ([^()]*(?:\([^()]*\))?[^()]*)\)")


def read_entry(entry: VMobject) -> float:
    """The number that an entry shows, as far as it shows it: 0.333 for a third that is written so.

    Not a number if it is no single number.
    """
    found = _SET.match(entry.source) if isinstance(entry, Typeset) else None
    if found is None:
        return math.nan
    text = (
        _FRACTION.sub(r"((\1)/(\2))", found[1].removeprefix("= ").removeprefix("approx ").replace("inline", ""))
        .replace("dot.c", "*")
        .replace("times", "*")
    )
    return float(parse_number(text))


def read_entries(entries: Iterable[VMobject]) -> npt.NDArray[np.float64]:
    """The numbers that entries show."""
    return np.array([read_entry(entry) for entry in entries])


def read_by_place(matrix: EntryMatrix) -> npt.NDArray[np.float64]:
    """The entries of a matrix of square cells in the places where they are seen between its brackets.

    Not a number where a cell is empty, or an entry is not in the middle of its cell.
    """
    points, side = matrix.brackets.points, matrix.cell[0]
    low, high = points.min(axis=0), points.max(axis=0)
    rows, columns = (round(float(extent) / side) for extent in (high[1] - low[1], high[0] - low[0]))
    seen = np.full((rows, columns), np.nan)
    for entry in matrix.entries:
        center = entry.get_center()
        row, column = (high[1] - center[1]) / side - 0.5, (center[0] - low[0]) / side - 0.5
        near = abs(row - round(row)) < _OFF_CENTER and abs(column - round(column)) < _OFF_CENTER
        if near and 0 <= round(row) < rows and 0 <= round(column) < columns:
            seen[round(row), round(column)] = read_entry(entry)
    return seen


def read_matrix_shown(matrix: EntryMatrix) -> npt.NDArray[np.float64]:
    """All entries of a matrix as they are shown, of its shape."""
    return read_entries(matrix.entries).reshape(matrix.shape)
