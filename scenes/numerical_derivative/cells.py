"""Where in the box of an operation its rule, its value and its two derivatives stand, as large as may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sessen.layout import Region
from sessen.typesetting.typeset import Typeset

_EDGE: Final = 0.09  # free at the sides of a box, in Manim's units
_FULL: Final = 0.78  # of the height of a row, that is written on


@dataclass(frozen=True)
class Cells:
    """The four places of a box, around its middle."""

    rule: Region
    value: Region
    forward: Region
    backward: Region

    @property
    def numbers(self) -> tuple[Region, Region, Region]:
        """Of value, forward and backward derivative."""
        return self.value, self.forward, self.backward

    def share(self, numbers: Iterable[Sequence[Typeset]]) -> float:
        """How large numbers can be here, of the size they were set in: 1 if all fit as they are."""
        pairs = [(cell, each) for row, cell in zip(numbers, self.numbers, strict=True) for each in row]
        return min(1.0, *(min(cell.width / each.width, _FULL * cell.height / each.height) for cell, each in pairs))


def cells_of(box: tuple[float, float], numbers: Sequence[Sequence[Typeset]]) -> Cells:
    """The derivatives side by side, or one below the other where that leaves numbers larger.

    Parameters
    ----------
    box
        Its width and height.
    numbers
        For value, forward and backward derivative: what is to be written in all boxes.
    """
    width, height = box[0] / 2 - _EDGE, box[1] / 2 - 0.04
    inside = Region(-width, width, -height, height)
    rule, value, both = inside.rows(0.38, 0.31, 0.31)
    beside = Cells(rule, value, *both.columns(1, 1, gap=0.12))
    below = Cells(*inside.rows(0.3, 0.23, 0.235, 0.235))
    return max(beside, below, key=lambda cells: cells.share(numbers))
