"""What the panel says beside a map: the function, readings at a point, its gradient, the steps of a descent."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import sympy
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.gradient_field.captions import ANSWER, ANSWER_OF_A_CONSTANT, SLOPE
from scenes.gradient_field.vantage import Vantage
from sessen.layout import Layout, Point, Region
from sessen.mathematics import ScalarField, equality_sign, format_number, to_typst
from sessen.mobjects.arrow_field import length_of_arrows
from sessen.mobjects.live_number import LiveDecimal
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.theme import FUNCTION, GIVEN_A, GIVEN_B, INK, MOVING, MUTED, Role
from sessen.typesetting.typeset import FORMULA, LABEL, NOTE, Typeset, Typesetter
from sessen.variant import Shape
from sessen.words import Words

_NOTE_HEIGHT: Final = 0.42
_SPACE: Final = 0.22  # between a name and its number
_LARGER_WHEN_TALL: Final = 1.2
_MOST_DIGITS: Final = 6
_SHARE: Final = 0.36  # of its half of the panel that a formula may fill from below to above
_SHARE_OF_TWO: Final = 0.46
_LONGEST: Final = 1.35  # times the room there is: a longer formula would shrink too much to be read
BY_X: Final = "frac(partial f, partial x)"
BY_Y: Final = "frac(partial f, partial y)"
NABLA: Final = "{{ nabla f : GRADIENT }}"


class GradientPanel:
    """Sets everything that stands in the panel, each thing at its place.

    Parameters
    ----------
    layout, typesetter
        Where the panel is, and what sets its words.
    field, vantage
        The function, and the point at which it is looked at.
    say
        A sentence in the language of the lesson.
    """

    def __init__(
        self,
        layout: Layout,
        typesetter: Typesetter,
        field: ScalarField,
        vantage: Vantage,
        localize: Callable[[Words], str],
    ) -> None:
        self.type = typesetter
        self.localize = localize
        self.field = field
        self.vantage = vantage
        self.size = FORMULA * (_LARGER_WHEN_TALL if layout.shape is Shape.TALL else 1)
        if layout.shape is Shape.SQUARE:
            self.upper, self.lower, self.table_place = layout.upper, layout.lower, layout.lower
            self.note_place = _foot(self.upper)
            self.upper = _above(self.upper)
        else:
            inside = Region(layout.upper.left, layout.upper.right, layout.lower.bottom, layout.upper.top)
            self.note_place = _foot(inside)
            self.upper, self.lower = _above(inside).rows(0.48, 0.52)
            self.table_place = Region(inside.left, inside.right, self.lower.bottom + 0.1, self.lower.top - 0.05)
        #: From where function and reading stand later to the middle of the panel, which is theirs alone at first.
        self.to_middle: Point = layout.panel.center - self.upper.at(0.5, 0.66)
        value, by_x, by_y = field.at_exact(vantage.x, vantage.y)
        self.value_at_p, self.slopes_at_p = value, (by_x, by_y)
        self.steepness = sympy.sqrt(by_x**2 + by_y**2)

    # -- the function and readings -------------------------------------------------------------------------------

    def function(self) -> VGroup:
        """f(x, y) = ... on top; a sum too long for one line on two."""
        expression = self.field.expression
        whole = self.type.math(f"f(x, y) = {to_typst(expression)}", role=FUNCTION, size=self.size)
        lines = VGroup(whole)
        if whole.width > _LONGEST * self.upper.width and expression.is_Add:
            first, *rest = expression.as_ordered_terms()
            sources = f"f(x, y) = {to_typst(first)}", _continued(to_typst(sympy.Add(*rest)))
            lines = VGroup(*(self.type.math(source, role=FUNCTION, size=self.size) for source in sources))
            lines.arrange(DOWN, buff=0.1, aligned_edge=RIGHT)
        room = _SHARE if len(lines) == 1 else _SHARE_OF_TWO
        share = min(1.0, self.upper.width / lines.width, room * self.upper.height / lines.height)
        return lines.scale(share).move_to(self.upper.at(0.5, 0.86))

    def level_reading(self, value: Callable[[], float], step: float, largest: float) -> VGroup:
        """f(x, y) = c, with the value of the level curve that is rising."""
        name = self.type.math("f(x, y) =", size=1.2 * self.size, role=FUNCTION)
        return self._reading(name, value, largest, _decimals(10 * step), INK, 0.45)

    def point(self) -> Typeset:
        """Where P is."""
        place = f"({_short(self.vantage.x)}, {_short(self.vantage.y)})"
        return self._at(f"{{{{ P : FIXED }}}} = {place}", self.upper, 0.5)

    def slope_reading(self, value: Callable[[], float]) -> VGroup:
        """The slope in the direction of the moment, as a live number behind its name."""
        name, steepest = self.type.words(self.localize(SLOPE), size=LABEL, role=MOVING), float(abs(self.steepness))
        return self._reading(name, value, steepest, _decimals(steepest / 10 or 0.1), MOVING, 0.16)

    def _reading(
        self, name: Typeset, value: Callable[[], float], largest: float, decimals: int, role: Role, up: float
    ) -> VGroup:
        """A name and a live number behind it, with room for the largest that it comes to."""
        look: dict[str, Any] = {"role": role, "decimals": decimals, "size": 1.2 * self.size}
        room = LiveDecimal(lambda: largest, self.type.theme, **look).width
        foot = self.upper.at(0.5, up) - np.array([0, 0.15, 0])
        name.move_to(foot).on_baseline(foot[1]).shift(np.array([-(room + _SPACE) / 2, 0, 0]))
        number = LiveDecimal(value, self.type.theme, **look).place(
            name.get_right() * (1, 0, 0) + foot * (0, 1, 0) + (_SPACE, 0, 0)
        )
        return VGroup(name, number)

    # -- the gradient --------------------------------------------------------------------------------------------

    def partials(self) -> tuple[Typeset, Typeset]:
        """Both partial derivatives at P, formula and number, one below the other from the same left end."""
        rows = [
            self._partial(BY_X, GIVEN_A, self.field.partial_x, self.slopes_at_p[0]),
            self._partial(BY_Y, GIVEN_B, self.field.partial_y, self.slopes_at_p[1]),
        ]
        widest, highest = max(row.width for row in rows), max(row.height for row in rows)
        share = min(1.0, self.lower.width / widest, 0.42 * self.lower.height / highest)
        left = self.lower.center[0] - share * widest / 2
        for row, up in zip(rows, (0.76, 0.28), strict=True):
            row.scale(share).move_to(self.lower.at(0.5, up)).align_to(np.array([left, 0, 0]), LEFT)
        return rows[0], rows[1]

    def _partial(self, name: str, role: Role, partial: sympy.Expr, value: sympy.Expr) -> Typeset:
        text = format_number(value, 4, style="typst")
        formula = f" = {to_typst(partial)}" if partial.free_symbols else ""
        ending = f"{equality_sign(value, text, 'typst')} {{{{ {text} : {role} }}}}"
        row = self.type.math(f"{{{{ {name} : {role} }}}}{formula} {ending}", size=self.size)
        # A formula that would have to shrink too much gives way to its value alone.
        return (
            row
            if row.width <= _LONGEST * self.lower.width
            else self.type.math(f"{{{{ {name} : {role} }}}} {ending}", size=self.size)
        )

    def gradient_at_p(self) -> Typeset:
        """The two numbers at P as one vector."""
        by_x, by_y = (format_number(slope, 4, style="typst") for slope in self.slopes_at_p)
        vector = f'vec(delim: "[", {{{{ {by_x} : GIVEN_A }}}}, {{{{ {by_y} : GIVEN_B }}}})'
        exact = all(
            equality_sign(slope, text, "typst") == "="
            for slope, text in zip(self.slopes_at_p, (by_x, by_y), strict=True)
        )
        return self._at(f"{NABLA} = {_names()} {'=' if exact else 'approx'} {vector}", self.lower, 0.64, share=0.52)

    def gather(self, rows: Sequence[Typeset], vector: Typeset) -> Rewrite:
        """Names and numbers of the partial derivatives move from their rows into the vector; all else goes."""
        return Rewrite(VGroup(*rows), vector)

    def length_at_p(self) -> Typeset:
        """How long the gradient at P is."""
        text = format_number(self.steepness, 4, style="typst")
        sign = equality_sign(self.steepness, text, "typst")
        return self._at(f"norm({NABLA}) {sign} {{{{ {text} : GRADIENT }}}}", self.lower, 0.14)

    def gradient(self) -> Typeset:
        """The gradient as a function of x and y."""
        parts = [to_typst(part) for part in (self.field.partial_x, self.field.partial_y)]
        whole = self.type.math(f'{NABLA} = {_names()} = vec(delim: "[", {parts[0]}, {parts[1]})', size=self.size)
        shorter = f'vec(delim: "[", {parts[0]}, {parts[1]})', _names()
        for formula in shorter:
            if whole.width > _LONGEST * self.upper.width:
                whole = self.type.math(f"{NABLA} = {formula}", size=self.size)
        return whole.fit_into(self.upper.width, 0.62 * self.upper.height).move_to(self.upper.at(0.5, 0.32))

    # -- notes, the descent --------------------------------------------------------------------------------------

    def note(self, factor: float, left_out: int = 0) -> Typeset:
        """How long arrows are drawn, at the foot of the panel."""
        words = self.type.words(self.localize(length_of_arrows(factor, left_out)), size=NOTE, role=MUTED)
        return words.fit_into(self.note_place.width, self.note_place.height).move_to(self.note_place.center)

    def rule(self, rate: float) -> Typeset:
        """One step of a descent, in the place of the function."""
        return self._at(f"(x, y) arrow.l (x, y) - {_short(rate)} thin {NABLA}", self.upper, 0.86)

    def answer(self) -> VGroup:
        """What the gradient means, in words, in the lower half."""
        lines = ANSWER_OF_A_CONSTANT if self.field.is_constant else ANSWER
        group = VGroup()
        for words, up in zip(lines, (0.7, 0.38), strict=False):
            group.add(self.type.words(self.localize(words), size=LABEL).move_to(self.lower.at(0.5, up)))
        return group.scale(min(1.0, self.lower.width / group.width))

    def _at(self, source: str, region: Region, up: float, *, role: Role = INK, share: float = _SHARE) -> Typeset:
        """Mathematics in the middle of a region, ``up`` from its foot, with ``share`` of its height at most."""
        formula = self.type.math(source, role=role, size=self.size).fit_into(region.width, share * region.height)
        return formula.move_to(region.at(0.5, up))


def _names() -> str:
    return f'vec(delim: "[", {{{{ {BY_X} : GIVEN_A }}}}, {{{{ {BY_Y} : GIVEN_B }}}}, gap: #0.5em)'


def _foot(region: Region) -> Region:
    return Region(region.left, region.right, region.bottom, region.bottom + _NOTE_HEIGHT)


def _above(region: Region) -> Region:
    return Region(region.left, region.right, region.bottom + _NOTE_HEIGHT, region.top)


def _continued(source: str) -> str:
    """What follows on a second line: with the sign that joins it."""
    return source if source.startswith("-") else f"+ {source}"


def _short(value: float) -> str:
    return format_number(value, 6, style="typst")


def _decimals(step: float) -> int:
    """Digits after the point that tell values apart which differ by a tenth of ``step``."""
    return int(np.clip(1 - math.floor(math.log10(step)), 0, _MOST_DIGITS))
