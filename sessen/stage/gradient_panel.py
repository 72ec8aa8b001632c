"""What the panel says beside a map: the function, readings at a point, its gradient, the steps of a descent."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from manim import VGroup, VMobject

from sessen.mathematics import ScalarField, format_number, relation, to_typst
from sessen.stage.layout import Layout, Region
from sessen.stage.numbers import LiveNumber
from sessen.stage.panel import Table
from sessen.stage.roles import FUNCTION, INK, MOVING, MUTED, Role
from sessen.stage.typesetting import FORMULA, LABEL, Typeset, Typesetter
from sessen.stage.vantage import Vantage
from sessen.variant import Shape

_NOTE_HEIGHT: Final = 0.42
_MOST_DIGITS: Final = 6
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
    """

    def __init__(self, layout: Layout, typesetter: Typesetter, field: ScalarField, vantage: Vantage) -> None:
        self.type = typesetter
        self.field = field
        self.vantage = vantage
        side_by_side = layout.shape is Shape.SQUARE
        below = layout.upper if side_by_side else layout.lower
        self.note_place = Region(below.left, below.right, below.bottom, below.bottom + _NOTE_HEIGHT)
        self.upper, self.lower = layout.upper, layout.lower
        if side_by_side:
            self.upper = _above(layout.upper, _NOTE_HEIGHT)
            self.table_place = layout.lower
        else:
            self.lower = _above(layout.lower, _NOTE_HEIGHT)
            self.table_place = Region(below.left, below.right, below.bottom + _NOTE_HEIGHT, below.top + 0.3)
        value, by_x, by_y = field.at_exact(vantage.x, vantage.y)
        self.value_at_p, self.slopes_at_p = value, (by_x, by_y)
        self.steepness = (by_x**2 + by_y**2) ** 0.5 if (by_x or by_y) else by_x

    # -- the function and readings -------------------------------------------------------------------------------

    def function(self) -> Typeset:
        """f(x, y) = ... on top."""
        return self._at(f"f(x, y) = {to_typst(self.field.expression)}", self.upper, 0.86, role=FUNCTION)

    def level_reading(self, value: Callable[[], float], step: float) -> VGroup:
        """f(x, y) = c, with the value of the level curve that is rising."""
        number = LiveNumber(value, self.type.theme, decimals=_decimals(step), size=1.2 * FORMULA)
        return self._reading(self.type.math("f(x, y) =", size=1.2 * FORMULA, role=FUNCTION), number, 0.45)

    def point(self) -> Typeset:
        """Where P is."""
        place = f"({_short(self.vantage.x)}, {_short(self.vantage.y)})"
        return self._at(f"{{{{ P : FIXED }}}} = {place}", self.upper, 0.5)

    def slope_reading(self, name: VMobject, value: Callable[[], float]) -> VGroup:
        """The slope in the direction of the moment, as a live number behind its name."""
        size = float(abs(self.steepness)) or 1.0
        number = LiveNumber(value, self.type.theme, role=MOVING, decimals=_decimals(size / 10), size=1.2 * FORMULA)
        return self._reading(name, number, 0.16)

    def _reading(self, name: VMobject, number: LiveNumber, up: float) -> VGroup:
        baseline = self.upper.at(0.5, up) - np.array([0, 0.15, 0])
        widest = number.width + 0.3
        name.move_to(baseline)
        if isinstance(name, Typeset):
            name.on_baseline(baseline[1])
        name.shift(np.array([-widest / 2 - 0.1, 0, 0]))
        number.place(np.array([name.get_right()[0] + 0.22, baseline[1], 0]))
        return VGroup(name, number)

    # -- the gradient --------------------------------------------------------------------------------------------

    def partials(self) -> tuple[Typeset, Typeset]:
        """Both partial derivatives at P: formula and number."""
        x, y = self.field.x, self.field.y
        rows = []
        for name, role, partial, value, up in (
            (BY_X, "GIVEN_A", self.field.partial_x, self.slopes_at_p[0], 0.78),
            (BY_Y, "GIVEN_B", self.field.partial_y, self.slopes_at_p[1], 0.26),
        ):
            text = format_number(value, 4, style="typst")
            formula = f" = {to_typst(partial)}" if partial.free_symbols & {x, y} else ""
            ending = f"{relation(value, text, 'typst')} {{{{ {text} : {role} }}}}"
            row = self.type.math(f"{{{{ {name} : {role} }}}}{formula} {ending}")
            if row.width > 1.5 * self.lower.width:
                row = self.type.math(f"{{{{ {name} : {role} }}}} {ending}")
            rows.append(row.fit_into(self.lower.width, self.lower.height * 0.46).move_to(self.lower.at(0.5, up)))
        return rows[0], rows[1]

    def gradient_at_p(self) -> Typeset:
        """The two numbers at P as one vector."""
        by_x, by_y = (format_number(slope, 4, style="typst") for slope in self.slopes_at_p)
        vector = f"vec({{{{ {by_x} : GIVEN_A }}}}, {{{{ {by_y} : GIVEN_B }}}})"
        exact = all(relation(slope, text, "typst") == "=" for slope, text in zip(self.slopes_at_p, (by_x, by_y), strict=True))
        return self._at(f"{NABLA} = {_names()} {'=' if exact else 'approx'} {vector}", self.lower, 0.68)

    def length_at_p(self) -> Typeset:
        """How long the gradient at P is."""
        text = format_number(self.steepness, 4, style="typst")
        sign = relation(self.steepness, text, "typst")
        return self._at(f"norm({NABLA}) {sign} {{{{ {text} : GRADIENT }}}}", self.lower, 0.12)

    def gradient(self) -> Typeset:
        """The gradient as a function of x and y."""
        parts = [to_typst(part) for part in (self.field.partial_x, self.field.partial_y)]
        whole = self.type.math(f"{NABLA} = {_names()} = vec({parts[0]}, {parts[1]})")
        if whole.width > 1.3 * self.upper.width:
            whole = self.type.math(f"{NABLA} = vec({parts[0]}, {parts[1]})")
        return whole.fit_into(self.upper.width, 0.62 * self.upper.height).move_to(self.upper.at(0.5, 0.32))

    # -- notes, the descent --------------------------------------------------------------------------------------

    def note(self, words: Typeset) -> Typeset:
        """A remark at the foot of the panel."""
        return words.fit_into(self.note_place.width, self.note_place.height).move_to(self.note_place.center)

    def table(self, rows: int) -> Table:
        """The table of a descent: step, x, y and f."""
        heads = [self.type.math(name, size=LABEL, role=role) for name, role in _HEADS]
        return Table(self.table_place, heads, rows, self.type)

    def answer(self, lines: Sequence[Typeset]) -> VGroup:
        """Lines of words in the lower half, one below the other."""
        group = VGroup()
        for index, line in enumerate(lines):
            line.fit_into(self.lower.width)
            group.add(line.move_to(self.lower.at(0.5, 0.78 - 0.3 * index)))
        return group

    def _at(self, source: str, region: Region, up: float, *, role: Role = INK) -> Typeset:
        return self.type.math(source, role=role).fit_into(region.width, 0.7 * region.height).move_to(region.at(0.5, up))


_HEADS: Final = (("k", MUTED), ("x", INK), ("y", INK), ("f", FUNCTION))


def _names() -> str:
    return f"vec({{{{ {BY_X} : GIVEN_A }}}}, {{{{ {BY_Y} : GIVEN_B }}}}, gap: #0.5em)"


def _above(region: Region, height: float) -> Region:
    return Region(region.left, region.right, region.bottom + height, region.top)


def _short(value: float) -> str:
    return format_number(value, 6, style="typst")


def _decimals(step: float) -> int:
    """Digits after the point that tell values apart which differ by a tenth of ``step``."""
    return int(np.clip(1 - math.floor(math.log10(step)), 0, _MOST_DIGITS))


def factor_in_words(factor: float) -> tuple[str, str]:
    """How long arrows are drawn that stand for their length times ``factor``: in English and in Japanese."""
    if factor == 1:
        return "arrows at their full length", "矢印は実際の長さ"
    if factor > 1:
        times = format_number(factor, 3, style="typst")
        return f"arrows at ${times}$ times their length", f"矢印は実際の${times}$倍の長さ"
    share = f"1 slash {format_number(1 / factor, 3, style='typst')}"
    return f"arrows at ${share}$ of their length", f"矢印は実際の${share}$の長さ"
