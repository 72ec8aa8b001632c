"""Numbers in the box of an operation: four places that do not meet, and the arrangement that leaves them larger."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scenes.numerical_derivative.cells import Cells, cells_of
from sessen.theme import THEMES
from sessen.typesetting.typeset import NOTE, Typeset, Typesetter
from sessen.variant import ThemeName

LONG = "arrow.l -2.65 times 10^(-7)"


def numbers(*texts: str) -> list[list[Typeset]]:
    typesetter = Typesetter(THEMES[ThemeName.DARK])
    return [[typesetter.math(text, size=NOTE)] for text in texts]


def are_below_each_other(cells: Cells) -> bool:
    return cells.backward.top <= cells.forward.bottom + 1e-9


@pytest.mark.parametrize(
    ("box", "texts", "below"),
    [
        ((2.0, 1.2), ("64", "arrow.r 48", "arrow.l -3"), False),
        ((2.4, 1.5), ("64", LONG, LONG), True),
        ((1.2, 1.5), ("64", "arrow.r 48", "arrow.l -3"), True),
    ],
)
def test_numbers_fit_the_arrangement_that_leaves_them_larger(
    box: tuple[float, float], texts: tuple[str, str, str], below: bool
) -> None:
    """Side by side while both are short; below each other where one is long or the box is narrow."""
    rows = numbers(*texts)
    cells = cells_of(box, rows)
    assert are_below_each_other(cells) is below
    share = cells.share(rows)
    for row, cell in zip(rows, cells.numbers, strict=True):
        assert row[0].width * share <= cell.width + 1e-9
        assert row[0].height * share <= cell.height
    for region in (cells.rule, *cells.numbers):
        assert abs(region.left) <= box[0] / 2
        assert abs(region.top) <= box[1] / 2
    for upper, lower in pairwise((cells.rule, cells.value, cells.forward)):
        assert lower.top <= upper.bottom + 1e-9
