"""An entry of a product worked out: the pairs of a row and a column multiplied, a rule, their sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sympy
from manim import Animation, FadeIn, VMobject

from sessen.layout import Region
from sessen.mathematics import as_factor, value_text
from sessen.mobjects.calculation import Calculation
from sessen.mobjects.matrices.working import moved_into
from sessen.theme import RESULT
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
    """

    def __init__(
        self, row: Sequence[sympy.Expr], column: Sequence[sympy.Expr], name: str, region: Region, typesetter: Typesetter
    ) -> None:
        products = [one * other for one, other in zip(row, column, strict=True)]
        self.sum = sympy.Add(*products)
        texts = [
            f"{{{{ {{{{ {as_factor(one)} : GIVEN_A }}}} : FIRST }}}} {{{{ dot.c : PIVOT }}}} "
            f"{{{{ {{{{ {as_factor(other)} : GIVEN_B }}}} : SECOND }}}}"
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
