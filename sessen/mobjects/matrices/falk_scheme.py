"""A product of matrices laid out so that each entry stands where its row and its column cross.

The first matrix stands on the left, the second above, their product in the corner (Falk's scheme). The width of the
first and the height of the second meet at one point, so that a quarter turn lays one on the other, and mirroring the
whole in the diagonal of the product transposes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from manim import Animation, Line, RoundedRectangle, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mathematics import Matrix, size_of
from sessen.mobjects.matrices.entries import EntryMatrix, typeset_entries
from sessen.mobjects.matrices.mirror import Diagonal, dashed_outside
from sessen.shared import NotCopied
from sessen.theme import GIVEN_A, GIVEN_B, MOVING, RESULT, Role
from sessen.typesetting.typeset import FORMULA, LABEL, Typeset, Typesetter
from sessen.variant import ThemeName

_MARGIN: Final = 0.5  # around the three blocks, for their names and the numbers at their sides
_MIRRORED_NAME: Final = 1.2  # room for one on the right
_LITTLE: Final = 0.12  # where nothing stands outside the blocks
_FLAT: Final = 1.8  # a region so many times as wide as high has names at the sides of the blocks, not below them
GAP: Final = 0.42  # between the blocks
_LARGEST_CELL: Final = 0.95
_TYPE: Final = 0.72  # of a cell, at most, is the size of its entry
_ROOM_FOR_DASHES: Final = 0.55  # in smaller cells a dash between two entries would look like a sign of theirs
# How strongly a block and what marks a row or a column are tinted: their numbers, of the same colour, stay readable.
_TINT: Final = {ThemeName.DARK: 0.18, ThemeName.LIGHT: 0.05}
_MARK: Final = {ThemeName.DARK: 0.2, ThemeName.LIGHT: 0.03}
_BAND: Final = 0.86  # of a cell is the width of what marks a row or a column


@dataclass(frozen=True, slots=True)
class SchemeGrid(NotCopied):
    """Where the blocks of a product stand.

    Attributes
    ----------
    corner
        Where the upper right corner of the first and the lower left corner of the second block meet, shape (3,).
    cell
        The side of the square cells.
    """

    corner: Point
    cell: float

    def first(self, rows: int, columns: int) -> Region:
        """The block of the first factor: left of the corner, below it."""
        right, top = self.corner[0] - GAP / 2, self.corner[1] - GAP / 2
        return Region(right - columns * self.cell, right, top - rows * self.cell, top)

    def second(self, rows: int, columns: int) -> Region:
        """The block of the second factor: right of the corner, above it."""
        left, bottom = self.corner[0] + GAP / 2, self.corner[1] + GAP / 2
        return Region(left, left + columns * self.cell, bottom, bottom + rows * self.cell)

    def product(self, rows: int, columns: int) -> Region:
        """The block of the product: right of the corner, below it."""
        left, top = self.corner[0] + GAP / 2, self.corner[1] - GAP / 2
        return Region(left, left + columns * self.cell, top - rows * self.cell, top)

    @property
    def diagonal(self) -> Diagonal:
        """The mirror that transposes the product and changes the places of its factors."""
        return Diagonal(self.corner)

    def turned(self, points: Point, angle: float) -> Point:
        """Points turned about the corner by an angle in radians, counter-clockwise; shape (..., 3)."""
        away = np.asarray(points) - self.corner
        cosine, sine = np.cos(angle), np.sin(angle)
        x, y = cosine * away[..., 0] - sine * away[..., 1], sine * away[..., 0] + cosine * away[..., 1]
        return np.stack([x, y, away[..., 2]], axis=-1) + self.corner


def grid_for(
    region: Region,
    across: int,
    up: int,
    *,
    corner: tuple[int, int],
    joints: tuple[int, int] = (1, 1),
) -> SchemeGrid:
    """The grid with the largest cells that a region holds, all blocks in its middle.

    Parameters
    ----------
    across, up
        How many cells the blocks take together.
    corner
        How many of them are left of and below the corner.
    joints
        How many gaps there are across and up; all but one are right of and below the corner.
    """
    free = region.width - joints[0] * GAP, region.height - joints[1] * GAP
    cell = min(_LARGEST_CELL, free[0] / across, free[1] / up)
    width, height = across * cell + joints[0] * GAP, up * cell + joints[1] * GAP
    left, bottom = region.center[0] - width / 2, region.center[1] - height / 2
    below = corner[1] * cell + (joints[1] - 0.5) * GAP  # gaps but for the first are right of and below the corner
    shift = np.array([corner[0] * cell + GAP / 2, below, 0.0])
    return SchemeGrid(np.array([left, bottom, 0.0]) + shift, cell)


def block(
    matrix: Matrix, box: Region, typesetter: Typesetter, role: Role, *, entries: Role | None = None
) -> EntryMatrix:
    """A matrix whose square cells fill a box."""
    cell = box.width / matrix.cols
    made = typeset_entries(matrix, typesetter, role=entries or role, size=min(FORMULA, _TYPE * cell))
    each = EntryMatrix(made, cell=(cell, cell), bracket_color=typesetter.theme[role])
    return each.shift(box.center)


def backing(box: Region, typesetter: Typesetter, role: Role) -> RoundedRectangle:
    """The ground of a block, so that its size is seen before its entries."""
    color = typesetter.theme[role]
    ground = RoundedRectangle(corner_radius=0.06, width=box.width, height=box.height, fill_color=color)
    return ground.set_fill(opacity=_TINT[typesetter.theme.name]).set_stroke(color, 2, opacity=0.9).move_to(box.center)


def transposed_name(name: str) -> str:
    """The name of a matrix with the sign of transposition, products in brackets."""
    return f"({name})^upright(T)" if " " in name else f"{name}^upright(T)"


class StandUp(Animation):
    """Entries swing round the corner of a scheme by a quarter turn, upright all the way: a row becomes a column."""

    def __init__(self, entries: VGroup, grid: SchemeGrid, **options: Any) -> None:
        super().__init__(entries, **options)
        self.entries, self.grid = entries, grid
        self.starts = [np.array(entry.get_center()) for entry in entries]

    def interpolate_mobject(self, alpha: float) -> None:
        """Put each entry as far round as this share of the quarter."""
        for entry, start in zip(self.entries, self.starts, strict=True):
            entry.move_to(self.grid.turned(start, -self.rate_func(alpha) * np.pi / 2))


class FalkScheme:
    """Two matrices and their product, with names, and the numbers at their sides.

    Parameters
    ----------
    first, second
        The factors. Their sizes need not meet: then there is no product.
    product
        What they give, if they do.
    names
        Of the factors and the product, in Typst's mathematics.
    roles
        Of the factors; the product is the result.
    turns_over
        Leave room for its mirror image.
    """

    def __init__(
        self,
        first: Matrix,
        second: Matrix,
        product: Matrix | None,
        region: Region,
        typesetter: Typesetter,
        *,
        names: tuple[str, str, str],
        roles: tuple[Role, Role] = (GIVEN_A, GIVEN_B),
        turns_over: bool = False,
    ) -> None:
        self.type, self.letters, self.roles = typesetter, names, roles
        (self.m, self.n), (self.inner, self.p) = size_of(first), size_of(second)
        self.is_flat = region.width > _FLAT * region.height and not turns_over
        self.grid = self._grid(region, turns_over)
        self.boxes = [
            self.grid.first(self.m, self.n),
            self.grid.second(self.inner, self.p),
            self.grid.product(self.m, self.p),
        ]
        all_roles = (*roles, RESULT)
        self.sheets = [backing(box, typesetter, role) for box, role in zip(self.boxes, all_roles, strict=True)]
        self.first, self.second = (
            block(matrix, box, typesetter, role)
            for matrix, box, role in zip((first, second), self.boxes, roles, strict=False)
        )
        self.product = None if product is None else block(product, self.boxes[2], typesetter, RESULT)
        self.names = self.named()

    def _grid(self, region: Region, turns_over: bool) -> SchemeGrid:
        below, above = _LITTLE if self.is_flat else _MARGIN, _LITTLE if turns_over else _MARGIN
        right = _MIRRORED_NAME if turns_over else _MARGIN
        region = Region(region.left + _MARGIN, region.right - right, region.bottom + below, region.top - above)
        if turns_over:
            widest = max(self.m, self.p)
            return grid_for(region, self.n + widest, self.n + widest, corner=(self.n, widest))
        tallest = max(self.n, self.inner)  # the width of the first has to have room where it stands up
        return grid_for(region, self.n + self.p, tallest + self.m, corner=(self.n, self.m))

    @property
    def result(self) -> EntryMatrix:
        """The product, where there is one."""
        assert self.product is not None, "these factors have no product"
        return self.product

    def named(self) -> list[Typeset]:
        """A name for each block: below those below the corner, or beside them; to the right of the one above."""
        roles = (*self.roles, RESULT)
        names = [self.type.math(name, size=LABEL, role=role) for name, role in zip(self.letters, roles, strict=True)]
        for name, box in zip(names, self.boxes, strict=True):
            name.move_to(box.at(0.5, 0) + np.array([0, -0.3, 0]))
        for name, box in zip(names[1:], self.boxes[1:], strict=True):
            if self.is_flat or box is self.boxes[1]:
                name.move_to(box.at(1, 0.5) + np.array([name.width / 2 + 0.18, 0, 0]))
        if self.is_flat:
            names[0].move_to(self.boxes[0].at(0, 0.5) - np.array([names[0].width / 2 + 0.75, 0, 0]))
        return names

    def names_in_mirror(self) -> list[Typeset]:
        """The names that the blocks have once they have been mirrored, where the old names have gone."""
        made = [
            self.type.math(transposed_name(name), size=LABEL, role=role)
            for name, role in zip(self.letters, (*self.roles, RESULT), strict=True)
        ]
        for name, box in zip(made, self.boxes, strict=True):
            below = box is self.boxes[1]
            foot = self.grid.diagonal.mirrored(box.at(1, 0.5) if below else box.at(0.5, 0))
            aside = np.array([0, -0.34, 0]) if below else np.array([name.width / 2 + 0.14, 0, 0])
            name.move_to(foot + aside)
        return made

    def dashed_diagonal(self) -> tuple[VMobject, VMobject]:
        """The diagonal through the corner, as far as the blocks go; apart from it, what would cross out entries."""
        above, below = (count * self.grid.cell + GAP / 2 for count in (self.n, max(self.m, self.p)))
        crossed: list[VMobject] = [self.result.at(index, index) for index in range(min(self.m, self.p))]
        if self.grid.cell < _ROOM_FOR_DASHES:
            crossed = [self.sheets[2]]
        line = self.grid.diagonal.dashed(above, below, self.type.theme)
        clear, _ = dashed_outside(line, [*self.names, *self.names_in_mirror()])
        return dashed_outside(clear, crossed)

    # -- sides ---------------------------------------------------------------------------------------------------

    def side_of_first(self) -> Line:
        """The width of the first matrix, beside it in the gap."""
        box, height = self.boxes[0], self.grid.corner[1]
        return self._side((box.left, height, 0.0), (box.right, height, 0.0))

    def side_of_second(self) -> Line:
        """The height of the second matrix, beside it in the gap: from above to below."""
        box, across = self.boxes[1], self.grid.corner[0]
        return self._side((across, box.top, 0.0), (across, box.bottom, 0.0))

    def _side(self, start: tuple[float, float, float], end: tuple[float, float, float]) -> Line:
        return Line(start, end, color=self.type.theme[MOVING], stroke_width=8)

    def side_numbers(self) -> list[VMobject]:
        """How many rows and columns the first has, and the second, at their sides: rows outside, columns in between."""
        first, second, _ = self.boxes
        numbers = [self.type.math(str(count), size=LABEL) for count in (self.m, self.n, self.inner, self.p)]
        places = (
            first.at(0, 0.5) + np.array([-0.28, 0, 0]),
            first.at(0.5, 1) + np.array([0, 0.5, 0]),
            second.at(0, 0.5) + np.array([-0.5, 0, 0]),
            second.at(0.5, 1) + np.array([0, 0.28, 0]),
        )
        return [number.move_to(place) for number, place in zip(numbers, places, strict=True)]

    def left_over(self, standing: VGroup) -> list[VMobject]:
        """Of a row that stands up beside the first column, and of that column, the entries without a partner."""
        row, column = list(standing), list(self.second.column(0))
        return row[: max(0, self.n - self.inner)] + column[: max(0, self.inner - self.n)]

    def ring(self, row: int, column: int) -> RoundedRectangle:
        """A ring in the cell of an entry of the product, as wide as it is high."""
        side, color = _BAND * self.grid.cell, self.type.theme[RESULT]
        ring = RoundedRectangle(corner_radius=0.1, width=side, height=side, color=color, stroke_width=3)
        return ring.move_to(self.result.place_of(row, column))

    # -- a row and a column ----------------------------------------------------------------------------------------

    def row_band(self, row: int) -> RoundedRectangle:
        """What marks a row of the first matrix."""
        size = self.n * self.grid.cell, _BAND * self.grid.cell
        return self._band(self.first.place_of(row, (self.n - 1) / 2), size, GIVEN_A)

    def column_band(self, column: int) -> RoundedRectangle:
        """What marks a column of the second matrix."""
        size = _BAND * self.grid.cell, self.inner * self.grid.cell
        return self._band(self.second.place_of((self.inner - 1) / 2, column), size, GIVEN_B)

    def _band(self, center: Point, size: tuple[float, float], role: Role) -> RoundedRectangle:
        color, (width, height) = self.type.theme[role], size
        band = RoundedRectangle(corner_radius=0.1, width=width, height=height, fill_color=color)
        band.set_fill(opacity=_MARK[self.type.theme.name])
        return band.set_stroke(color, 2, opacity=0.8).move_to(center)
