"""Columns of numbers beside the arrows: sums, multiples and combinations, exact or live."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import sympy
from manim import RIGHT, VGroup, VMobject

from sessen.claims import Equal
from sessen.layout import Region
from sessen.mathematics import Span, as_factor, column_of, entry_text, to_float
from sessen.mobjects.live_number import LiveDecimal
from sessen.mobjects.matrices.entries import EntryMatrix, entry_matrix
from sessen.theme import GIVEN_A, GIVEN_B, INK, MUTED, RESULT, Role
from sessen.typesetting.typeset import FORMULA, Typesetter

Numbers = npt.NDArray[np.float64]
_GAP = 0.16
_MOST_GROWN = 1.15
_MOST_DECIMALS = 4


def column(vector: Sequence[sympy.Expr], typesetter: Typesetter, *, role: Role = INK) -> EntryMatrix:
    """A vector as a column."""
    return entry_matrix(column_of(vector), typesetter, role=role)


def row(vector: Sequence[sympy.Expr], typesetter: Typesetter, *, role: Role = INK) -> EntryMatrix:
    """A vector as a row."""
    return entry_matrix(column_of(vector).T, typesetter, role=role)


def written_sums(
    first: Sequence[sympy.Expr], second: Sequence[sympy.Expr], roles: tuple[Role, Role], typesetter: Typesetter
) -> EntryMatrix:
    """A column of sums that are not yet added up: 1 + 4; the parts of each entry are ``FIRST`` and ``SECOND``."""
    pairs = zip(first, second, strict=True)
    texts = [_pair(entry_text(one), "+", as_factor(other), roles) for one, other in pairs]
    return _written(texts, typesetter)


def written_multiples(
    factor: sympy.Expr, vector: Sequence[sympy.Expr], roles: tuple[Role, Role], typesetter: Typesetter
) -> EntryMatrix:
    """A column of products that are not yet multiplied out: 10 · 1."""
    texts = [_pair(entry_text(factor), "dot.c", as_factor(part), roles) for part in vector]
    return _written(texts, typesetter)


def _pair(one: str, sign: str, other: str, roles: tuple[Role, Role]) -> str:
    first, second = roles
    return f"{{{{ {{{{ {one} : {first} }}}} : FIRST }}}} {sign} {{{{ {{{{ {other} : {second} }}}} : SECOND }}}}"


def _written(texts: Sequence[str], typesetter: Typesetter) -> EntryMatrix:
    cells = [[typesetter.math(text)] for text in texts]
    return EntryMatrix(cells, bracket_color=typesetter.theme[MUTED])


class LiveColumn(EntryMatrix):
    """A column whose numbers follow a vector.

    Parameters
    ----------
    vector
        Its components, asked again in every frame; shape (n,).
    parts
        What it is made of with coefficients of one decimal: they decide how many decimals there are.
    largest
        The largest size that a component can come to.
    """

    def __init__(
        self,
        vector: Callable[[], Numbers],
        parts: Sequence[Sequence[sympy.Expr]],
        largest: float,
        typesetter: Typesetter,
        *,
        role: Role = RESULT,
        size: float = FORMULA,
    ) -> None:
        decimals, theme = decimals_for(largest, parts), typesetter.theme

        def component(index: int) -> Callable[[], float]:
            return lambda: float(vector()[index])

        numbers = [
            LiveDecimal(component(index), theme, role=role, size=size, decimals=decimals, align="center", whole=True)
            for index in range(len(parts[0]))
        ]
        widest = LiveDecimal(lambda: -largest, theme, size=size, decimals=decimals).width
        cell = (widest / 0.8 + 0.1, 1.3 * size)
        super().__init__([[number] for number in numbers], cell=cell, bracket_color=theme[MUTED])
        self.numbers = numbers
        for index, number in enumerate(numbers):
            number.place(self.place_of(index, 0) - np.array([0, 0.33 * size, 0]))

    def shows(self, vector: Numbers) -> Equal:
        """The numbers on screen are these, rounded to the decimals shown."""
        half = 0.5 * 10.0 ** -self.numbers[0].decimals
        return Equal([read(number) for number in self.numbers], vector, tolerance=1.001 * half, scale=1.0)


def read(number: LiveDecimal) -> float:
    """What stands on screen, as a number."""
    return float(number.text.replace("−", "-"))


def decimals_for(largest: float, parts: Sequence[Sequence[sympy.Expr]]) -> int:
    """Decimals that write a part times a coefficient of one decimal exactly, or else leave three digits."""
    numbers = [number for part in parts for number in part]
    for decimals in range(_MOST_DECIMALS):
        if all((number * 10**decimals).is_integer for number in numbers):
            return decimals + 1
    return int(np.clip(2 - math.floor(math.log10(max(largest, 1e-9))), 0, 6))


def coefficient(
    value: Callable[[], float], typesetter: Typesetter, *, role: Role, size: float = FORMULA
) -> LiveDecimal:
    """A live coefficient with one decimal, or none where it is whole."""
    return LiveDecimal(value, typesetter.theme, role=role, size=size, decimals=1, align="right", whole=True)


def line_up(parts: Sequence[VMobject], region: Region, *, gap: float = _GAP, widths: Sequence[float] = ()) -> VGroup:
    """Put the parts of an equation beside each other in the middle of a region, shrunk to fit or grown a little.

    Parameters
    ----------
    widths
        How much room to keep for each part, where it may come to need more than it has now; 0 for as much as it has.
    """
    rooms = [max(part.width, room) for part, room in zip(parts, widths or [0.0] * len(parts), strict=True)]
    pen = 0.0
    for part, room in zip(parts, rooms, strict=True):
        part.move_to((pen + room / 2) * RIGHT)
        pen += room + gap
    group = VGroup(*parts)
    share = min(_MOST_GROWN, region.width / (pen - gap), region.height / group.height)
    return group.shift(-(pen - gap) / 2 * RIGHT).scale(share, about_point=np.zeros(3)).shift(region.center)


def floats(vector: Sequence[sympy.Expr]) -> Numbers:
    """The components as floats, shape (n,)."""
    return np.array([to_float(part) for part in vector])


def sum_of_columns(
    region: Region, span: Span, typesetter: Typesetter
) -> tuple[VGroup, tuple[EntryMatrix, EntryMatrix, EntryMatrix]]:
    """The columns of a, +, of b, =, of their sum, in a line; and the three columns."""
    a, b = column(span.a, typesetter, role=GIVEN_A), column(span.b, typesetter, role=GIVEN_B)
    total = column(span.total, typesetter, role=RESULT)
    return line_up([a, typesetter.math("+"), b, typesetter.math("="), total], region), (a, b, total)
