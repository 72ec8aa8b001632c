"""One matrix over its diagonal, whose entries move across it one by one or all together."""

from __future__ import annotations

from typing import Final

import numpy as np
from manim import RoundedRectangle, VMobject

from sessen.layout import Region
from sessen.mathematics import Matrix, size_of
from sessen.mobjects.matrices.falk_scheme import backing, block
from sessen.mobjects.matrices.mirror import Diagonal, dashed_outside
from sessen.theme import GIVEN_A, MOVING
from sessen.typesetting.typeset import Typesetter

_LARGEST_CELL: Final = 1.15
_MARGIN: Final = 0.45
_BAND: Final = 0.84
_WAITING: Final = 0.03  # opacity of a box that is still empty


class LoneMatrix:
    """A matrix in a square that holds it before and after it is transposed.

    Attributes
    ----------
    shown
        The matrix: brackets and entries.
    diagonal
        Through the upper left corner.
    """

    def __init__(self, matrix: Matrix, region: Region, typesetter: Typesetter) -> None:
        self.type = typesetter
        rows, columns = size_of(matrix)
        self.longest = max(rows, columns)
        self.cell = min(_LARGEST_CELL, (min(region.width, region.height) - 2 * _MARGIN) / self.longest)
        half = self.longest * self.cell / 2
        corner = region.center + np.array([-half, half, 0.0])
        self.diagonal = Diagonal(corner)
        box = Region(corner[0], corner[0] + columns * self.cell, corner[1] - rows * self.cell, corner[1])
        self.backing = backing(box, typesetter, GIVEN_A)
        self.shown = block(matrix, box, typesetter, GIVEN_A)

    def dashed(self) -> VMobject:
        """The diagonal, a little longer than the square; entries on it are not crossed out."""
        crossed = [self.shown.at(index, index) for index in range(min(self.shown.shape))]
        return dashed_outside(self.diagonal.dashed(0.3, self.longest * self.cell + 0.3, self.type.theme), crossed)[0]

    def box_in_mirror(self) -> RoundedRectangle:
        """Where the entries will be in the end: the box beyond the mirror, faint."""
        box = self.backing.copy()
        box.points = self.diagonal.mirrored(box.points)
        return box.set_fill(opacity=_WAITING).set_stroke(opacity=0.9)

    def pairs(self) -> list[list[tuple[VMobject, np.ndarray]]]:
        """Entries with the places that the mirror puts them in, those that change places with each other together."""
        rows, columns = self.shown.shape
        moves: list[list[tuple[VMobject, np.ndarray]]] = []
        for i in range(self.longest):
            for j in range(i):
                places = [(i, j), (j, i)]
                here = [self.shown.at(*place) for place in places if place[0] < rows and place[1] < columns]
                moves.append([(entry, self.diagonal.mirrored(entry.get_center())) for entry in here])
        return [pair for pair in moves if pair]

    def band(self, index: int, *, is_row: bool) -> RoundedRectangle:
        """What marks a row or a column of the matrix as it stands now."""
        rows, columns = self.shown.shape
        thin, place = (
            _BAND * self.cell,
            self.shown.place_of(*((index, (columns - 1) / 2) if is_row else ((rows - 1) / 2, index))),
        )
        width, height = (columns * self.cell, thin) if is_row else (thin, rows * self.cell)
        color = self.type.theme[MOVING]
        band = RoundedRectangle(corner_radius=0.1, width=width, height=height, fill_color=color, fill_opacity=0.3)
        return band.set_stroke(width=0).move_to(place)
