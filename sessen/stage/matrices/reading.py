"""What a typeset entry says, read back from what Typst has set."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from manim import VMobject

from sessen.mathematics import parse_number
from sessen.stage.matrices.entries import EntryMatrix
from sessen.stage.typesetting import Typeset

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
        _FRACTION.sub(r"((\1)/(\2))", found[1].removeprefix("= ").replace("inline", ""))
        .replace("dot.c", "*")
        .replace("times", "*")
    )
    return float(parse_number(text))


def read_entries(entries: Iterable[VMobject]) -> npt.NDArray[np.float64]:
    """The numbers that entries show."""
    return np.array([read_entry(entry) for entry in entries])


def read_matrix_shown(matrix: EntryMatrix) -> npt.NDArray[np.float64]:
    """All entries of a matrix as they are shown, of its shape."""
    return read_entries(matrix.entries).reshape(matrix.shape)
