"""A product of three factors by its sizes alone: blocks whose sides meet, and their mirror image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from manim import LEFT, RIGHT, RoundedRectangle

from sessen.layout import Region
from sessen.mobjects.matrices.falk_scheme import GAP, backing, grid_for, transposed_name
from sessen.mobjects.matrices.mirror import dashed_outside
from sessen.mobjects.vectors import Dashed
from sessen.theme import FUNCTION, GIVEN_A, GIVEN_B, MUTED, RESULT, Role
from sessen.typesetting.typeset import LABEL, Typeset, Typesetter

_LEAST: Final = 0.6  # width that a name may have on however narrow a block
_SMALLEST: Final = 0.7  # share that a name may shrink to before it stands outside its block
_BESIDE: Final = 0.14  # between a block and its name


@dataclass(frozen=True, slots=True)
class FactorPiece:
    """A block with its name, and the name that it has in the mirror."""

    backing: RoundedRectangle
    name: Typeset
    mirrored_name: Typeset


class ChainDiagram:
    """A stands on the left, B above A B, C above A B C: each product where the one before it meets the next factor.

    Parameters
    ----------
    sizes
        Rows of A, columns of A, of B and of C.
    """

    def __init__(self, sizes: tuple[int, int, int, int], region: Region, typesetter: Typesetter) -> None:
        m, n, p, q = sizes
        self.type = typesetter
        before, after = max(n, p), max(p + q, m)
        self.grid = grid_for(region.inset(0.15), before + after, before + after, corner=(before, after), joints=(2, 2))
        self._before, self._after = before * self.grid.cell, after * self.grid.cell
        grid, aside = self.grid, p * self.grid.cell + GAP
        self.a = self._piece(grid.first(m, n), "bold(A)", GIVEN_A)
        self.b = self._piece(grid.second(n, p), "bold(B)", GIVEN_B)
        self.c = self._piece(_right(grid.second(p, q), aside), "bold(C)", FUNCTION)
        self.ab = self._piece(grid.product(m, p), "bold(A B)", MUTED)
        self.abc = self._piece(_right(grid.product(m, q), aside), "bold(A B C)", RESULT)

    @property
    def pieces(self) -> tuple[FactorPiece, ...]:
        """Factors first, then what they give."""
        return self.a, self.b, self.c, self.ab, self.abc

    def dashed_diagonal(self) -> Dashed:
        """The diagonal, clear of all names before and after they are mirrored."""
        names = [name for piece in self.pieces for name in (piece.name, piece.mirrored_name)]
        above, below = self._before + GAP / 2, self._after + 1.5 * GAP
        return dashed_outside(self.grid.diagonal.dashed(above, below, self.type.theme), names)[0]

    def _piece(self, box: Region, name: str, role: Role) -> FactorPiece:
        each = backing(box, self.type, role)
        mirrored = transposed_name(name)
        before, after = (self.type.math(text, size=LABEL, role=role) for text in (name, mirrored))
        before.fit_into(max(0.92 * box.width, _LEAST)).move_to(box.center)
        place = self.grid.diagonal.mirrored(box.center)
        if after.width * _SMALLEST > box.height:  # too narrow a block has its name beside it, on the outside
            outside = RIGHT if place[0] > self.grid.corner[0] else LEFT
            place = place + (box.height + after.width + 2 * _BESIDE) / 2 * outside
        else:
            after.fit_into(max(0.92 * box.height, _LEAST))
        return FactorPiece(each, before, after.move_to(place))


def _right(box: Region, by: float) -> Region:
    return Region(box.left + by, box.right + by, box.bottom, box.top)
