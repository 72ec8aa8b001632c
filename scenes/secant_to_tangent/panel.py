"""What is written of a secant: the average rate of change, the slopes that are read aloud, the limit, the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import sympy
from manim import RIGHT, VGroup

from sessen.layout import Layout
from sessen.mathematics import (
    DifferenceQuotient,
    RealFunction,
    equality_sign,
    format_number,
    is_exact,
    labelled,
    to_typst,
)
from sessen.mobjects.live_number import LiveDecimal
from sessen.mobjects.panel import Table, stacked
from sessen.theme import FUNCTION, INK, MOVING, MUTED, RESULT, Role
from sessen.typesetting.typeset import LABEL, NOTE, Typeset, Typesetter
from sessen.words import Words

_OTHER_WAYS = "f'(x) = frac(dif f, dif x) thin (x) = frac(dif, dif x) thin f(x)"
_OTHER_WAY = "f'(x) = frac(dif, dif x) thin f(x)"  # where there is little room
_RIGHT = Words(en="right", ja="右から")
_LEFT = Words(en="left", ja="左から")
_SLOPE = Words(en="slope", ja="傾き")


class SecantPanel:
    """Sets everything that stands in the panel, each thing at its place.

    Parameters
    ----------
    limit
        The difference quotient of the curve at P.
    distances
        The values of h that are read aloud, the largest first.
    say
        A sentence in the language of the lesson.

    Attributes
    ----------
    name, rate
        f(x) = ..., and below it the average rate of change as in the notes, with parts ``rise`` and ``run``.
    table
        h, and the slopes of the secants to Q at the right and at the left.
    """

    def __init__(
        self,
        limit: DifferenceQuotient,
        distances: Sequence[float],
        layout: Layout,
        typesetter: Typesetter,
        localize: Callable[[Words], str],
    ) -> None:
        self.limit, self.distances, self.layout, self.type, self.localize = (
            limit,
            distances,
            layout,
            typesetter,
            localize,
        )
        self.function: RealFunction = limit.f
        self.name, self.rate = self._upper_half()
        self.table = self._table()

    # -- the upper half ------------------------------------------------------------------------------------------

    def _upper_half(self) -> tuple[Typeset, Typeset]:
        name = self.type.math(labelled(f"f(x) = {to_typst(self.function.expression)}", FUNCTION))
        rise, run = "f(x + {{ h : MOVING }}) - f(x)", "(x + {{ h : MOVING }}) - x"
        rate = self.type.math(f"{{{{ a : MOVING }}}} = frac({labelled(rise, 'rise')}, {labelled(run, 'run')})")
        stacked(self.layout.upper, (name.fit_into(self.layout.upper.width, 0.8), rate), gap=0.35)
        return name, rate

    def limit_formula(self) -> Typeset:
        """The limit that is the derivative, where the average rate stands."""
        quotient = "frac(f(x + {{ h : MOVING }}) - f(x), {{ h : MOVING }})"
        formula = self.type.math(f"{{{{ f'(x) : RESULT }}}} = lim_({{{{ h : MOVING }}}} -> 0) {quotient}")
        return formula.fit_into(self.layout.upper.width + 0.25).move_to(self.rate)

    # -- slopes --------------------------------------------------------------------------------------------------

    def _table(self) -> Table:
        heads = (
            self.type.math("h", size=NOTE, role=MOVING),
            self.type.words(self.localize(_RIGHT), size=NOTE, role=MUTED),
            self.type.words(self.localize(_LEFT), size=NOTE, role=MUTED),
        )
        return Table(self.layout.lower, heads, len(self.distances), self.type, shares=(0.26, 0.37, 0.37))

    def row(self, h: float) -> VGroup:
        """The next row: h, and the slopes of the secants to Q at the right and at the left."""
        cells = [format_number(h, style="typst")]
        for signed in (h, -h):
            slope = self.limit.slope(signed)
            cells.append(format_number(slope, style="typst") if np.isfinite(slope) else "dash.en")
        return self.table.row(cells, roles=(MOVING, INK, INK))

    def live_slope(self, value: Callable[[], float], h: float, row: VGroup, column: int) -> LiveDecimal:
        """A number in a cell, with the decimals that it will have at h, no wider than its column."""
        return self._live(value, self.limit.slope(h), row, column)

    def live_distance(self, value: Callable[[], float], row: VGroup) -> LiveDecimal:
        """The distance of Q in the first cell of a row, with the decimals that it will have."""
        return self._live(value, self.distances[self.table.rows.index(row)], row, 0)

    def _live(self, value: Callable[[], float], end: float, row: VGroup, column: int) -> LiveDecimal:
        decimals = len(format_number(end, style="plain").partition(".")[2])
        live = LiveDecimal(
            value,
            self.type.theme,
            size=self.table.size,
            decimals=min(max(decimals, 1), 6),
            align="right",
            role=MOVING,
        )
        live.scale(min(1.0, self.table.column_widths[column] / live.width))
        return live.place(self.table.place_of(self.table.rows.index(row), column))

    def numbers(self) -> Typeset:
        """The quotient once more, with the numbers of the largest distance; its part ``value`` is the slope."""
        h, x = self.distances[0], float(self.limit.at)
        low, high, left, right = (
            format_number(number, style="typst") for number in (self.function(x), self.function(x + h), x, x + h)
        )
        low, left = (f"({number})" if number.startswith("-") else number for number in (low, left))
        slope = self.limit.slope(h)
        text = format_number(slope, style="typst")
        equals, value = equality_sign(slope, text, "typst"), labelled(text, "value")
        written = self.type.math(f"{{{{ a : MOVING }}}} = frac({high} - {low}, {right} - {left}) {equals} {value}")
        lower = self.layout.lower
        return written.fit_into(lower.width, 1.1).move_to(lower.at(0.5, 0.62))

    # -- the derivative ------------------------------------------------------------------------------------------

    def derivative(self) -> tuple[Typeset, Typeset, Typeset]:
        """The derivative as a formula, ways to write it, and its value at P, whose part ``RESULT`` is the number."""
        region = self.layout.lower
        derivative = self.type.math(f"f'(x) = {to_typst(self.limit.derivative_function)}").fit_into(region.width, 0.9)
        answer = self._answer().fit_into(region.width)
        ways = _OTHER_WAYS if region.width > 4.1 else _OTHER_WAY
        others = self.type.math(ways, size=NOTE, role=MUTED)
        stacked(region.inset(-0.12, 0.0), (derivative, others, answer), gap=0.22 if region.height > 2.3 else 0.18)
        return derivative, others, answer

    def _answer(self) -> Typeset:
        value, location = self.limit.derivative, format_number(self.limit.at, style="typst")
        location = location if is_exact(self.limit.at, location) else to_typst(self.limit.at)
        text = format_number(value, style="typst")
        equals = equality_sign(value, text, "typst")
        return self.type.math(f"f'({labelled(location, 'FIXED')}) {equals} {labelled(text, RESULT)}", size=0.56)

    def slope_name(self, slope: float, role: Role) -> tuple[Typeset, Typeset]:
        """The word and a number that name a slope, side by side."""
        word = self.type.words(self.localize(_SLOPE), size=LABEL, role=role)
        number = self.type.math(format_number(slope, style="typst"), size=LABEL * 1.1, role=role)
        number.next_to(word, RIGHT, buff=0.15).on_baseline(word.baseline)
        return word, number

    def expanded(self) -> tuple[Typeset, Typeset] | None:
        """The quotient at P, and below it what is left of it where that is a polynomial; ``vanishing`` has an h."""
        quotient, h = self.limit.quotient, self.limit.h
        if not (self.limit.is_cancelled and quotient.is_polynomial(h) and sympy.degree(quotient, h) >= 1):
            return None
        place = format_number(self.limit.at, style="typst")
        place = place if is_exact(self.limit.at, place) else to_typst(self.limit.at)
        first = f"frac(f({place} + {{{{ h : MOVING }}}}) - f({place}), {{{{ h : MOVING }}}})"
        constant, *others = [sympy.Poly(quotient, h).nth(power) for power in range(sympy.degree(quotient, h) + 1)]
        vanishing = labelled(_signed([each * h**power for power, each in enumerate(others, 1) if each]), "vanishing")
        second = f"= {labelled(to_typst(constant), RESULT)} {vanishing}"
        lines = self.type.math(first), self.type.math(second)
        stacked(self.layout.lower, lines, gap=0.35)
        return lines


def _signed(terms: list[sympy.Expr]) -> str:
    """Terms in this order, each with its sign before it."""
    written = [to_typst(term) for term in terms]
    return " ".join(f"- {each.removeprefix('-')}" if each.startswith("-") else f"+ {each}" for each in written)
