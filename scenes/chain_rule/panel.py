"""What gathers in the panel beside a composition: functions, ratios, derivatives, product and rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from scenes.chain_rule.model import ChainModel
from scenes.chain_rule.notation import ChainWords
from sessen.layout import Layout, Region
from sessen.mathematics import format_number
from sessen.mobjects.panel import Table, panel_background
from sessen.theme import INK
from sessen.typesetting.typeset import FORMULA, Typeset, Typesetter

_LEAST_GAP = 0.12
_READABLE = 0.34  # the em that is large enough to be read from the last row
_WIDER = 0.15  # than the halves of the panel, to both sides
_TALLEST_RATIO = 1.0


class ChainPanel:
    """The upper half names the functions and their derivatives; the lower half gathers numbers, then the rule.

    Attributes
    ----------
    ground
        The panel itself.
    definitions, derivatives
        A line for each function, set and placed.
    factors, numbers, rule, where
        The equations of the lower half, set and placed.
    """

    def __init__(self, layout: Layout, words: ChainWords, travel: ChainModel, typesetter: Typesetter) -> None:
        self.layout, self.words, self.travel, self.type = layout, words, travel, typesetter
        self.ground = panel_background(layout.panel, typesetter.theme)
        self.upper, self.lower = (half.inset(-_WIDER, 0) for half in (layout.upper, layout.lower))
        self._place_functions()
        self.rule, self.numbers, self.location = self._lines(
            self.lower, [words.rule(), words.numbers(), words.location]
        )
        self.factors = self.type.math(words.factors(), size=FORMULA)
        self.factors.fit_into(self.lower.width, _TALLEST_RATIO).move_to(self.rule)

    def _place_functions(self) -> None:
        """Each derivative under its function, or in its place where both would be too small to be read."""
        functions, words = range(self.words.count), self.words
        lines = [text(index) for index in functions for text in (words.definition, words.derivative)]
        both = self._lines(self.upper, lines)
        natural = [self.type.math(line, size=FORMULA).width for line in lines]
        ems = [FORMULA * line.width / width for line, width in zip(both, natural, strict=True)]
        self.keeps_functions = min(ems) >= _READABLE
        if self.keeps_functions:
            self.definitions, self.derivatives = both[::2], both[1::2]
        else:
            self.definitions = self._lines(self.upper, lines[::2])
            self.derivatives = self._lines(self.upper, lines[1::2])

    @property
    def functions_shown(self) -> list[Typeset]:
        """What stands in the upper half once the derivatives are there."""
        return [*(self.definitions if self.keeps_functions else []), *self.derivatives]

    @property
    def values_of_derivatives(self) -> list[VGroup]:
        """The numbers at the ends of the derivatives."""
        return [derivative.part("value") for derivative in self.derivatives]

    @property
    def rules_of_derivatives(self) -> list[VGroup]:
        """The derivatives without their numbers."""
        pairs = zip(self.derivatives, self.values_of_derivatives, strict=True)
        return [VGroup(*(glyph for glyph in derivative if glyph not in value)) for derivative, value in pairs]

    def _lines(self, region: Region, sources: Sequence[str]) -> list[Typeset]:
        """Lines of mathematics below each other, as large as the region allows."""
        lines = [self.type.math(source, size=FORMULA).fit_into(region.width) for source in sources]
        free = region.height - _LEAST_GAP * (len(lines) - 1)
        share = min(1.0, free / sum(line.height for line in lines))
        gap = (region.height - share * sum(line.height for line in lines)) / len(lines)
        top = region.top - gap / 2
        for line in lines:
            line.scale(share)
            line.move_to(np.array([region.center[0], top - line.height / 2, 0]))
            top -= line.height + gap
        return lines

    def table(self, nudges: Sequence[float]) -> Table:
        """The heads of a table of ratios, with room for the nudges and for the limit."""
        words = self.words
        heads = [words.finite_change(0), *(words.quotient(index) for index in range(words.count))]
        size = FORMULA * 0.85
        column = 0.86 * self.lower.width / len(heads)
        made = [self.type.math(head, size=size).fit_into(column) for head in heads]
        return Table(self.lower, made, len(nudges) + 1, self.type)

    def row(self, table: Table, nudge: float) -> VGroup:
        """The ratios of a nudge."""
        digits = 4 if self.words.count == 2 else 3
        cells = [format_number(value, digits, style="typst") for value in (nudge, *self.travel.ratios(nudge))]
        return self._fitted(table, table.row(cells, roles=[self.words.roles[0], *[INK] * self.words.count]))

    def limits(self, table: Table) -> VGroup:
        """What the ratios settle on."""
        cells = ["-> 0", *(self.words.factor(index) for index in range(self.words.count))]
        return self._fitted(table, table.row(cells, roles=self.words.roles))

    def _fitted(self, table: Table, row: VGroup) -> VGroup:
        """Shrink numbers that are too wide for their column, their right ends in place."""
        most = 0.96 * table.region.width / len(row)
        for cell in row:
            right = cell.get_right()[0]
            cell.fit_into(most).shift([right - cell.get_right()[0], 0, 0])
        return row

    def check(self) -> VGroup:
        """The whole as one formula, and its derivative taken from that formula."""
        words = self.words
        lines = self._lines(self.upper, [words.composed, words.direct, words.product_at])
        return VGroup(*lines)
