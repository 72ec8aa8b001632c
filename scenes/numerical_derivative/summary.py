"""The methods below each other at the end: name, formula, and the error that is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from manim import Line, VGroup

from scenes.numerical_derivative.error_table import written_error
from scenes.numerical_derivative.methods import METHOD_STYLES
from scenes.numerical_derivative.study import NumericalModel
from sessen.layout import Region
from sessen.mathematics.finite_differences import Method
from sessen.theme import INK, MUTED, RESULT
from sessen.typesetting.typeset import FORMULA, NOTE, Typeset, Typesetter
from sessen.words import Words

_SHOWN = (Method.FORWARD, Method.CENTRAL)
_METHOD = Words(en="method", ja="方法")
_SLOPE = Words(en="slope", ja="傾き")


@dataclass(frozen=True)
class SummaryRow:
    """The three cells of a row, already set."""

    name: Typeset
    formula: Typeset
    error: Typeset

    @property
    def parts(self) -> tuple[Typeset, Typeset, Typeset]:
        """From left to right."""
        return self.name, self.formula, self.error


class Summary:
    """Rows under heads, the columns flush at the left, the errors at the right.

    Attributes
    ----------
    rows
        One group a row.
    heads
        The heads with their rule.
    """

    def __init__(
        self, region: Region, heads: Sequence[Typeset], rows: Sequence[SummaryRow], typesetter: Typesetter
    ) -> None:
        top, *places = region.rows(0.45, *[1.0] * len(rows), gap=0.08)
        shares = (0.27, 0.4, 0.33)
        self.heads = self._row(heads, top.columns(*shares, gap=0.25))
        rule = top.bottom - 0.02
        self.heads.add(
            Line((region.left, rule, 0), (region.right, rule, 0), color=typesetter.theme[MUTED], stroke_width=2)
        )
        for column, share in enumerate(shares):
            _fit_column(
                [(row.name, row.formula, row.error)[column] for row in rows[: -1 if column == 1 else None]],
                share,
                places[0],
            )
        self.rows = [
            self._row(row.parts, place.columns(*shares, gap=0.25)) for row, place in zip(rows, places, strict=True)
        ]

    def _row(self, parts: Sequence[Typeset], cells: Sequence[Region]) -> VGroup:
        return VGroup(*(_put(part, cell, index) for index, (part, cell) in enumerate(zip(parts, cells, strict=True))))


def _fit_column(parts: Sequence[Typeset], share: float, place: Region) -> None:
    """One size for all of a column: the largest decides."""
    width = place.columns(share, 1 - share, gap=0.25)[0].width - 0.1
    scale = min(1.0, *(min(width / part.width, 0.9 * place.height / part.height) for part in parts))
    for part in parts:
        part.scale(scale)


def _put(part: Typeset, cell: Region, column: int) -> Typeset:
    part.fit_into(cell.width, 0.9 * cell.height)
    left = cell.right - part.width / 2 if column == 2 else cell.left + part.width / 2
    return part.move_to((left, cell.center[1], 0.0))


def summary_of(
    study: NumericalModel, stage: Region, typesetter: Typesetter, localize: Callable[[Words], str]
) -> Summary:
    """Forward, central and automatic, with the errors at the step of the study."""
    cells = [
        (METHOD_STYLES[each].name, METHOD_STYLES[each].quotient, METHOD_STYLES[each].role, study.error(each))
        for each in _SHOWN
    ]
    wide = stage.width > 1.4 * stage.height
    ruled = f"f'({study.location}) {study.automatic_digits if wide else study.automatic_brief}"
    cells.append((Words(en="automatic", ja="自動微分"), ruled, RESULT, study.automatic_error))
    rows = [
        SummaryRow(
            typesetter.words(localize(name), size=FORMULA, role=role, bold=True),
            typesetter.math(formula, size=1.15 * FORMULA, role=role if role is RESULT else INK),
            typesetter.math(written_error(error), size=1.15 * FORMULA, role=role),
        )
        for name, formula, role, error in cells
    ]
    error_at = Words(en=f"error at $h = {study.written_step}$", ja=f"$h = {study.written_step}$ での誤差")
    heads = [typesetter.words(localize(words), size=NOTE, role=MUTED) for words in (_METHOD, _SLOPE, error_at)]
    place = stage.inset(1.2 if wide else 0.25, 0.35 if wide else 0.2 * stage.height)
    return Summary(place, heads, rows, typesetter)
