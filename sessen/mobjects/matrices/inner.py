"""An entry of a product worked out: the pairs of a row and a column multiplied, a rule, their sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sympy
from manim import PI, Animation, FadeIn, FadeOut, ReplacementTransform, VMobject

from sessen.layout import Region
from sessen.mathematics import as_factor, value_text
from sessen.mobjects.calculation import Calculation
from sessen.mobjects.matrices.working import moved_into
from sessen.theme import GIVEN_A, GIVEN_B, RESULT, Role
from sessen.typesetting.typeset import Typesetter

_WIDEST: Final = 3.4  # where name and number stand further apart than this, the eye loses the row


class InnerProduct(Calculation):
    """The products of a row and a column below each other, and their sum.

    Parameters
    ----------
    row, column
        Equally many entries.
    name
        Of the entry of the product that the sum is, in Typst's mathematics.
    roles
        Of the numbers of the row and of the column.
    """

    def __init__(
        self,
        row: Sequence[sympy.Expr],
        column: Sequence[sympy.Expr],
        name: str,
        region: Region,
        typesetter: Typesetter,
        *,
        roles: tuple[Role, Role] = (GIVEN_A, GIVEN_B),
    ) -> None:
        products = [one * other for one, other in zip(row, column, strict=True)]
        self.sum = sympy.Add(*products)
        texts = [
            f"{{{{ {{{{ {as_factor(one)} : {roles[0]} }}}} : FIRST }}}} {{{{ dot.c : PIVOT }}}} "
            f"{{{{ {{{{ {as_factor(other)} : {roles[1]} }}}} : SECOND }}}}"
            for one, other in zip(row, column, strict=True)
        ]
        rows = [
            (typesetter.math(text), typesetter.math(value_text(product)))
            for text, product in zip(texts, products, strict=True)
        ]
        rows.append((typesetter.math(name, role=RESULT), typesetter.math(value_text(self.sum), role=RESULT)))
        margin = max(0.0, region.width - _WIDEST) / 2
        super().__init__(region.inset(margin, 0), rows, typesetter)

    def multiplying(self, index: int, row: VMobject, column: VMobject) -> list[Animation]:
        """An entry of the row and one of the column move into their product."""
        return [*moved_into([(row, "FIRST"), (column, "SECOND")], self.names[index]), FadeIn(self.numbers[index])]

    def exchanging(self, other: InnerProduct) -> list[Animation]:
        """The factors of each product change sides; what they give stays, under another name."""
        moves: list[Animation] = []
        for before, after in zip(self.names[:-1], other.names[:-1], strict=True):
            pairs = (("FIRST", "SECOND"), ("SECOND", "FIRST"), ("PIVOT", "PIVOT"))
            moves += [
                ReplacementTransform(before.part(old), after.part(new), path_arc=PI / 2 * (old != new))
                for old, new in pairs
            ]
        stays = zip([*self.numbers, self.rule], [*other.numbers, other.rule], strict=True)
        moves += [ReplacementTransform(old, new) for old, new in stays]
        return [*moves, FadeOut(self.names[-1]), FadeIn(other.names[-1])]
