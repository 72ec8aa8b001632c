"""What is written of the derivative with respect to a vector: product, partial derivatives, their vector, the rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import sympy
from manim import LEFT, UP, Animation, FadeIn, FadeOut, VGroup

from sessen.layout import Layout, Region
from sessen.mathematics import LinearForm, format_number, is_exact, to_typst
from sessen.mobjects.arrow_field import length_of_arrows
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.theme import GIVEN_A, GIVEN_B, MUTED
from sessen.typesetting.typeset import FORMULA, NOTE, Typeset, Typesetter
from sessen.variant import Shape
from sessen.words import Words

CONVENTION: Final = Words(en="as a column; some write a row", ja="列で書く（行の流儀もある）")
PRODUCT: Final = "bold(b)^upright(T) bold(x)"
SQUARE: Final = "norm(bold(x))^2"
BY_VECTOR: Final = "frac(partial, partial bold(x))"
_ROLES: Final = (GIVEN_A, GIVEN_B)
_ENTRIES: Final = ("FIRST", "SECOND")
_SIGN: Final = "SIGN"
_LONGEST_NUMBER: Final = 8
_DIGITS: Final = 4
_READABLE: Final = 0.65  # a row that would be smaller than so much of its size names the function instead
_NOTE_HEIGHT: Final = 0.42
_LARGER_WHEN_TALL: Final = 1.2


def short(value: sympy.Expr) -> str:
    """A component as it is written: exactly where that is short, else rounded."""
    exact = to_typst(value)
    return exact if len(exact) <= _LONGEST_NUMBER else format_number(value, _DIGITS, style="typst")


class LinearPanel:
    """Sets everything that stands in the panel, each thing at its place.

    Parameters
    ----------
    say
        A sentence in the language of the lesson.
    """

    def __init__(
        self, layout: Layout, typesetter: Typesetter, form: LinearForm, localize: Callable[[Words], str]
    ) -> None:
        self.type, self.form, self.localize = typesetter, form, localize
        self.size = FORMULA * (_LARGER_WHEN_TALL if layout.shape is Shape.TALL else 1)
        if layout.shape is Shape.SQUARE:
            self.upper, lower = layout.upper, layout.lower
        else:
            inside = Region(layout.upper.left, layout.upper.right, layout.lower.bottom, layout.upper.top)
            self.upper, lower = inside.rows(0.4, 0.6, gap=0.1)
        self.lower = Region(lower.left, lower.right, lower.bottom + _NOTE_HEIGHT, lower.top)
        self.note_place = Region(lower.left, lower.right, lower.bottom, lower.bottom + _NOTE_HEIGHT)
        self.numbers = short(form.b[0]), short(form.b[1])
        exact = [
            text == to_typst(value) or is_exact(value, text) for text, value in zip(self.numbers, form.b, strict=True)
        ]
        self._equal = ["=" if each else "approx" for each in exact]

    # -- the product ---------------------------------------------------------------------------------------------

    def product(self) -> tuple[Typeset, Typeset]:
        """The row of b times the column of x, and below it the product written out, the signs below each other."""
        row = f'mat(delim: "[", {", ".join(self._number(axis) for axis in (0, 1))})'
        sign = "=" if self._equal == ["=", "="] else "approx"
        sources = (
            f'{{{{ {PRODUCT} : FUNCTION }}}} {{{{ {sign} : {_SIGN} }}}} {row} vec(delim: "[", x_1, x_2)',
            f"{{{{ {sign} : {_SIGN} }}}} {self._sum()}",
        )
        product, total = (self.type.math(source, size=self.size) for source in sources)
        total.shift((product.part(_SIGN).get_left() - total.part(_SIGN).get_left()) * (1, 0, 0))
        total.shift((product.get_bottom()[1] - 0.22 - total.get_top()[1]) * UP)
        both, room = VGroup(product, total), self.upper
        both.scale(min(1.0, room.width / both.width, room.height / both.height)).move_to(room.center)
        return product, total

    def _number(self, axis: int) -> str:
        return f"{{{{ {self.numbers[axis]} : {_ROLES[axis]} }}}}"

    def _sum(self) -> str:
        """b_1 x_1 + b_2 x_2, the numbers in their colours; a number 1 is not written, nor is a term with 0."""
        text = ""
        for axis, number in enumerate(self.numbers):
            if number == "0":
                continue
            sign, size = ("-", number[1:]) if number.startswith("-") else ("+", number)
            term = f"x_{axis + 1}" if size == "1" else f"{{{{ {size} : {_ROLES[axis]} }}}} x_{axis + 1}"
            text += f" {sign} {term}" if text else f"{sign.replace('+', '')}{term}"
        return text

    # -- its derivatives -----------------------------------------------------------------------------------------

    def partials(self) -> tuple[Typeset, Typeset]:
        """Both partial derivatives, one below the other from the same left end."""
        rows = [self._partial(axis, self._sum()) for axis in (0, 1)]
        if self.lower.width < _READABLE * max(row.width for row in rows):
            rows = [self._partial(axis, f"{{{{ {PRODUCT} : FUNCTION }}}}") for axis in (0, 1)]
        widest, highest = max(row.width for row in rows), max(row.height for row in rows)
        share = min(1.0, self.lower.width / widest, 0.42 * self.lower.height / highest)
        left = self.lower.center[0] - share * widest / 2
        for row, up in zip(rows, (0.76, 0.24), strict=True):
            row.scale(share).move_to(self.lower.at(0.5, up)).align_to(np.array([left, 0, 0]), LEFT)
        return rows[0], rows[1]

    def _partial(self, axis: int, function: str) -> Typeset:
        name = f"{{{{ frac(partial, partial x_{axis + 1}) : {_ROLES[axis]} }}}}"
        value = f"{{{{ {self._number(axis)} : VALUE }}}}"
        return self.type.math(f"{name} ({function}) {self._equal[axis]} {value}", size=self.size)

    def gradient(self) -> Typeset:
        """The derivative with respect to the vector: both numbers in one column."""
        return self._at(self._rule(), self.lower, 0.5, share=0.5)

    def rule(self) -> Typeset:
        """The same, and that the column is b; wherever `gradient` stands, its glyphs are the first of these."""
        return self._at(f"{self._rule()} = {{{{ bold(b) : FUNCTION }}}}", self.lower, 0.5, share=0.5)

    def _rule(self) -> str:
        entries = [f"{{{{ {self._number(axis)} : {name} }}}}" for axis, name in enumerate(_ENTRIES)]
        return f'{BY_VECTOR} ({{{{ {PRODUCT} : FUNCTION }}}}) = vec(delim: "[", {", ".join(entries)})'

    def gather(self, rows: Sequence[Typeset], vector: Typeset) -> tuple[list[Animation], ...]:
        """One after the other: all but the numbers fades, they move into one column, what belongs to it appears."""
        values = [row.part("VALUE") for row in rows]
        rests = [
            VGroup(*(glyph for glyph in row if glyph not in value.submobjects))
            for row, value in zip(rows, values, strict=True)
        ]
        entries = [vector.part(name) for name in _ENTRIES]
        moved = [glyph for entry in entries for glyph in entry]
        return (
            [FadeOut(rest) for rest in rests],
            [Rewrite(*pair) for pair in zip(values, entries, strict=True)],
            [FadeIn(VGroup(*(glyph for glyph in vector if glyph not in moved)))],
        )

    # -- the square, notes ---------------------------------------------------------------------------------------

    def rule_above(self) -> Typeset:
        """The rule in the upper part, where it makes room for the other function."""
        return self._at(f"{self._rule()} = {{{{ bold(b) : FUNCTION }}}}", self.upper, 0.5, share=0.62)

    def square(self) -> Typeset:
        """The square of the length of x."""
        return self._at(f"{{{{ {SQUARE} : FUNCTION }}}} = x_1^2 + x_2^2", self.lower, 0.82, share=0.3)

    def square_rule(self) -> Typeset:
        """Its derivative with respect to x."""
        entries = ", ".join(to_typst(part) for part in (self.form.square.partial_x, self.form.square.partial_y))
        return self._at(
            f'{BY_VECTOR} {{{{ {SQUARE} : FUNCTION }}}} = vec(delim: "[", {entries}) = 2 bold(x)',
            self.lower,
            0.36,
            share=0.5,
        )

    def note(self, factor: float) -> Typeset:
        """How long arrows are drawn, at the foot of the panel."""
        return self.remark(length_of_arrows(factor))

    def remark(self, said: Words) -> Typeset:
        """A few quiet words at the foot of the panel."""
        words = self.type.words(self.localize(said), size=NOTE, role=MUTED)
        return words.fit_into(self.note_place.width, self.note_place.height).move_to(self.note_place.center)

    def _at(self, source: str, region: Region, up: float, *, share: float = 0.36) -> Typeset:
        """Mathematics in the middle of a region, ``up`` from its foot, with ``share`` of its height at most."""
        formula = self.type.math(source, size=self.size).fit_into(region.width, share * region.height)
        return formula.move_to(region.at(0.5, up))


def written_out(product: Typeset, total: Typeset) -> list[Animation]:
    """The numbers of the row move to their terms of the sum, whose other signs appear."""
    named = [role for role in _ROLES if role in total.parts]
    moved = [glyph for role in named for glyph in total.part(role)]
    rest = VGroup(*(glyph for glyph in total if glyph not in moved))
    return [*(Rewrite(product.part(role), total.part(role), keep=True) for role in named), FadeIn(rest)]
