"""The points that a neuron learns from: a file of the lecture's assets, or typed."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.errors import SessenError
from sessen.shared import NotCopied

Numbers = npt.NDArray[np.float64]

_MOST: Final = 5000
_FARTHEST: Final = 100.0  # a rate that suits points within a few units throws all others off
_EXAMPLE: Final = "data='1,0,1; 2,1,1; 0,2,0; 1,3,0' (x, y, kind), or a file: data=data/two_kinds.csv"


@dataclass(frozen=True, slots=True)
class LabelledPoints(NotCopied):
    """Points of the plane, each of kind 1 or 0.

    Attributes
    ----------
    x, y
        Where they are, shape (n,).
    kinds
        1 or 0, shape (n,).
    """

    x: Numbers
    y: Numbers
    kinds: Numbers

    def __len__(self) -> int:
        return len(self.x)


def read_points(typed: str, asset: Callable[[str], Path]) -> LabelledPoints:
    """Points as typed, ``x,y,kind; x,y,kind; ...``, or those of the asset of that name.

    Raises
    ------
    SessenError
        There is no such file, or what is written is no list of points of two kinds; the place is given.
    """
    text = typed.strip()
    if not text:
        raise SessenError("data is empty: there are no points", hint=f"type {_EXAMPLE}")
    if _is_typed(text):
        rows = [(f"point {number}", part.split(",")) for number, part in enumerate(text.split(";"), 1) if part.strip()]
        return _checked(rows, "data")
    file = asset(text)
    return _checked(_rows_of(file), file.name)


def _is_typed(text: str) -> bool:
    """A file has a name with letters; typed points have none, but where one is no number at all."""
    return ";" in text or not any(letter.isalpha() for letter in text) or text.count(",") > 1


def _rows_of(file: Path) -> list[tuple[str, Sequence[str]]]:
    """The rows of a CSV file with their lines; comments and a head of names are passed over."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SessenError(
            f"{file.name} cannot be read as text", location=str(file), hint="save it as CSV (UTF-8): x,y,kind"
        ) from error
    told = [(f"line {number}", line) for number, line in enumerate(lines, 1)]
    kept = [(place, line) for place, line in told if line.strip() and not line.startswith("#")]
    rows: list[tuple[str, Sequence[str]]] = [(place, next(csv.reader([line]))) for place, line in kept]
    return rows[1:] if rows and all(_number(entry) is None for entry in rows[0][1]) else rows


def _checked(rows: Sequence[tuple[str, Sequence[str]]], source: str) -> LabelledPoints:
    if not rows:
        raise SessenError(f"{source} has no points", hint=f"for example {_EXAMPLE}")
    if len(rows) > _MOST:
        raise SessenError(f"{source} has {len(rows)} points: at most {_MOST} can be drawn", hint="take fewer of them")
    table = np.array([_read(place, entries, source) for place, entries in rows]).T
    kinds = set(table[2].tolist())
    if len(kinds) < 2:
        raise SessenError(
            f"all points of {source} are of kind {kinds.pop():g}: no line can part them from others",
            hint="give points of kind 1 and of kind 0",
        )
    return LabelledPoints(table[0], table[1], table[2])


def _read(place: str, entries: Sequence[str], source: str) -> tuple[float, float, float]:
    where = f"{source}, {place}"
    if len(entries) != 3:
        raise SessenError(f"{len(entries)} numbers where three belong: x,y,kind", location=where, hint=_EXAMPLE)
    numbers = [_number(entry) for entry in entries]
    for entry, number in zip(entries, numbers, strict=True):
        if number is None:
            raise SessenError(f"{entry.strip()!r} is not a number", location=where, hint="write x,y,kind: 1.5,-2,1")
    x, y, kind = (float(number or 0.0) for number in numbers)
    if kind not in (0.0, 1.0):
        raise SessenError(f"{kind:g} is no kind", location=where, hint="the third number is 1 or 0")
    if max(abs(x), abs(y)) > _FARTHEST:
        raise SessenError(
            f"({x:g}, {y:g}) is too far out: up to {_FARTHEST:g} to each side",
            location=where,
            hint="divide all coordinates by one number, as one does before training",
        )
    return x, y, kind


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
