"""What each method takes and gives: a card with its mark, its name, its formula and the slope of its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from manim import LEFT, VGroup

from scenes.numerical_derivative.methods import METHOD_STYLES, Marks
from sessen.layout import Region
from sessen.mathematics import format_number, is_exact
from sessen.mathematics.finite_differences import Method
from sessen.theme import INK
from sessen.typesetting.typeset import FORMULA, LABEL, NOTE, Typeset, Typesetter
from sessen.words import Words

_ROOMY, _NARROW = 5.5, 3.5  # widths of a card, in Manim's units
_FLAT = 2.0  # a panel this much wider than high has its cards side by side


class MethodCard(VGroup):
    """Mark and name above, the formula below them, the number at the right."""

    def __init__(self, method: Method, name: str, slope: float, region: Region, typesetter: Typesetter) -> None:
        super().__init__()
        look = METHOD_STYLES[method]
        self.title = typesetter.words(name, size=NOTE, role=look.role).fit_into(region.width)
        self.formula = typesetter.math(look.quotient, size=LABEL, role=INK)
        text = format_number(slope, style="typst")
        self.number = typesetter.math(text, size=FORMULA, role=look.role)
        if not is_exact(slope, text):
            self.number = typesetter.math(f"approx {text}", size=FORMULA, role=look.role)
        self._arrange(method, region, typesetter)
        self.add(self.mark, self.title, self.formula, self.number)

    def _arrange(self, method: Method, region: Region, typesetter: Typesetter) -> None:
        """Beside each other where there is room; else the number behind the name, or in a narrow card below all."""
        if region.width > _ROOMY:
            name, formula, number = region.columns(0.27, 0.42, 0.31, gap=0.15)
        elif region.width > _NARROW:
            first, formula = region.rows(0.38, 0.62, gap=0.06)
            name, number = first.columns(0.5, 0.5)
        else:
            name, formula, number = region.rows(0.27, 0.46, 0.27, gap=0.05)
        self.number.fit_into(number.width, number.height)
        self.number.move_to((number.right - self.number.width / 2, number.center[1], 0))
        self.title.fit_into(name.width - 0.36, name.height)
        self.title.move_to((name.left + 0.36 + self.title.width / 2, name.center[1], 0))
        self.mark = Marks(method, np.array([[name.left + 0.12, name.center[1], 0.0]]), typesetter.theme)
        left = formula.left + (0.36 if _NARROW < region.width <= _ROOMY else 0.0)
        self.formula.fit_into(formula.right - left, formula.height)
        self.formula.move_to((left + self.formula.width / 2, formula.center[1], 0))


class MethodPanel:
    """f, a card for each method, and the slope that they are after.

    Attributes
    ----------
    function
        f(x) = ...
    cards
        By method.
    truth
        f'(a) = ..., the same size.
    """

    def __init__(
        self,
        panel: Region,
        lines: tuple[str, str],
        slopes: Mapping[Method, float],
        typesetter: Typesetter,
        localize: Callable[[Words], str],
    ) -> None:
        inner = panel.inset(0.25, 0.2)
        flat = panel.width > _FLAT * panel.height
        if flat:
            head, body = inner.rows(0.5, 1.7, gap=0.12)
            places, (top, foot) = body.columns(1, 1, 1, gap=0.35), head.columns(1.4, 1, gap=0.3)
        else:
            top, *rows, foot = inner.rows(0.6, 1.1, 1.1, 1.1, 0.5, gap=0.14)
            places = tuple(rows)
        self.function = _fitted(lines[0], top, typesetter, FORMULA)
        self.truth = _fitted(lines[1], foot, typesetter, FORMULA)
        self.cards = {
            method: MethodCard(method, localize(METHOD_STYLES[method].name), slopes[method], place, typesetter)
            for method, place in zip(Method, places, strict=True)
        }
        height = min(card.formula.height for card in self.cards.values())
        for card in self.cards.values():  # all of one size
            card.formula.scale(height / card.formula.height, about_edge=LEFT)


def _fitted(source: str, region: Region, typesetter: Typesetter, size: float) -> Typeset:
    return typesetter.words(source, size=size).fit_into(region.width, region.height).move_to(region.center)
