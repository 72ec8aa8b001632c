"""A matrix of typeset entries in equal cells between brackets, whose entries can move one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Self

import numpy as np
import sympy
from manim import VGroup, VMobject

from sessen.layout import Point
from sessen.mathematics import Matrix, entries_of, entry_text
from sessen.mobjects.author import Author
from sessen.mobjects.matrices.brackets import Brackets
from sessen.theme import INK, MUTED, Role
from sessen.typesetting.typeset import FORMULA, Typeset, Typesetter

_FILLED: Final = 0.8  # of a cell's width, at most, by an entry
_WIDEST: Final = 0.87  # where the cell is given: there entries are small enough as it is
_HIGH: Final = 0.72
_LEAST_COMMON: Final = 0.65  # as far as one long entry makes all others smaller, so that they stay alike
_ROOM: Final = 0.24  # beside the widest entry of a matrix that makes its own cells
_LINE: Final = 1.3  # height of such a cell in ems

Cell = tuple[float, float]


class EntryMatrix(VGroup):
    """Entries in equal cells between brackets.

    Parameters
    ----------
    entries
        Row by row, already set: anything that has a width, such as what `typeset_entries` makes.
    cell
        Width and height of a cell in Manim's units; entries too wide for it are shrunk, and the others
        with them within reason. As the widest entry needs it, if left out.
    bracket_color
        As ``#RRGGBB``.
    """

    def __init__(
        self,
        entries: Sequence[Sequence[VMobject]],
        *,
        cell: Cell | None = None,
        bracket_color: str,
        size: float = FORMULA,
    ) -> None:
        super().__init__()
        self.shape = len(entries), len(entries[0])
        self.cells = [list(row) for row in entries]
        self.cell = cell or _natural_cell(self.cells, size)
        self.brackets = Brackets(bracket_color)
        self.brackets.put(np.zeros(3), self.shape[1] * self.cell[0], self.shape[0] * self.cell[1])
        common = max(_LEAST_COMMON, min(self._room_for(entry) for _, _, entry in self.each()))
        for row, column, entry in self.each():
            entry.scale(min(common, self._room_for(entry))).move_to(self.place_of(row, column))
        self.add(self.brackets, *(entry for row in self.cells for entry in row))

    @classmethod
    def of(cls, lesson: Author, rows: Sequence[Sequence[str]], *, role: Role = INK, size: float = FORMULA) -> Self:
        """A matrix of a lesson, in the middle of its figure: entries row by row, in Typst's mathematics."""
        entries = [[lesson.type.math(entry, size=size, role=role) for entry in row] for row in rows]
        made = cls(entries, bracket_color=lesson.theme[MUTED], size=size)
        return made.move_to(lesson.layout.figure.center)

    def _room_for(self, entry: VMobject) -> float:
        """What an entry has to be scaled by to stay in its cell."""
        return min(1.0, _WIDEST * self.cell[0] / entry.width, _HIGH * self.cell[1] / entry.height)

    def each(self) -> list[tuple[int, int, VMobject]]:
        """Row, column and entry, row by row, counted from 0."""
        return [(i, j, entry) for i, row in enumerate(self.cells) for j, entry in enumerate(row)]

    def at(self, row: int, column: int) -> VMobject:
        """The entry in a row and a column, counted from 0."""
        return self.cells[row][column]

    def row(self, index: int) -> VGroup:
        """The entries of a row, from left to right."""
        return VGroup(*self.cells[index])

    def column(self, index: int) -> VGroup:
        """The entries of a column, from top to bottom."""
        return VGroup(*(row[index] for row in self.cells))

    @property
    def entries(self) -> VGroup:
        """All entries, row by row."""
        return VGroup(*(entry for row in self.cells for entry in row))

    def exchange_rows_and_columns(self) -> None:
        """Know the entries by their places after they have moved across the diagonal, and the brackets with them."""
        self.cells = [list(row) for row in zip(*self.cells, strict=True)]
        self.shape, self.cell = self.shape[::-1], self.cell[::-1]

    @property
    def _scale(self) -> float:
        """How much it has been scaled since it was made."""
        return self.brackets.box[1] / (self.shape[0] * self.cell[1])

    def place_of(self, row: float, column: float) -> Point:
        """The middle of a cell, wherever the brackets have been moved or scaled to; halves are between cells."""
        across, up = column - (self.shape[1] - 1) / 2, (self.shape[0] - 1) / 2 - row
        return np.array(self.brackets.middle + self._scale * np.array([across * self.cell[0], up * self.cell[1], 0.0]))


def _natural_cell(cells: Sequence[Sequence[VMobject]], size: float) -> Cell:
    widest = max(entry.width for row in cells for entry in row)
    return widest / _FILLED + _ROOM, max(_LINE * size, max(entry.height for row in cells for entry in row) / _HIGH)


def typeset_entries(
    matrix: Matrix,
    typesetter: Typesetter,
    *,
    role: Role = INK,
    size: float = FORMULA,
    text: Callable[[sympy.Expr], str] = entry_text,
) -> list[list[Typeset]]:
    """Every entry of a matrix as a formula of its own, row by row."""
    return [[typesetter.math(text(entry), size=size, role=role) for entry in row] for row in entries_of(matrix)]


def entry_matrix(
    matrix: Matrix,
    typesetter: Typesetter,
    *,
    role: Role = INK,
    brackets: Role = MUTED,
    size: float = FORMULA,
    cell: Cell | None = None,
) -> EntryMatrix:
    """A matrix as its exact entries are written."""
    entries = typeset_entries(matrix, typesetter, role=role, size=size)
    return EntryMatrix(entries, cell=cell, bracket_color=typesetter.theme[brackets], size=size)
