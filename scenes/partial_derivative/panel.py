"""What is written of partial derivatives: the function, each cut and its slope, the three surfaces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import sympy
from manim import Animation, Transform, VGroup

from scenes.partial_derivative.figure import PointsOnSurface
from sessen.layout import Layout, Region
from sessen.mathematics import ScalarField, Slice, equality_sign, format_number, to_typst
from sessen.mathematics.inline_fractions import inline
from sessen.mobjects.live_number import LiveDecimal
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.theme import FUNCTION, INK, MOVING, MUTED, Role
from sessen.typesetting.typeset import FORMULA, LABEL, NOTE, Typeset, Typesetter
from sessen.variant import Shape
from sessen.words import Words

SLOPE: Final = Words(en="slope", ja="傾き")
HELD: Final = Words(en="held", ja="固定")
_HEAD: Final = 0.62  # the line above the surface where its formula stands
_TALLEST: Final = 0.95  # formula: it may reach below that line, for the upper left corner is free
_LONGEST: Final = 1.35  # times the room there is: a longer formula would shrink too much to be read
_DIGITS: Final = 4
_ROOMY: Final = 10.0  # a stage so wide has more room than a formula needs
_TAG: Final = 0.48  # below a formula, what is held
_BESIDE: Final = (0.57, 0.43)  # the shares of a graph and of the words beside it
_BELOW: Final = (0.47, 0.53)
_UP: Final = (0.86, 0.56, 0.19)  # where the lines of a cut are, from the foot of their place
_UP_CLOSE: Final = (0.92, 0.66, 0.22)  # in a place lower than _CLOSE
_CLOSE: Final = 2.0


def places(layout: Layout) -> tuple[PointsOnSurface, Region]:
    """Where surface and graphs stand in a shape, and where the panel is: at the right, in a tall frame below."""
    stage = layout.content
    panel = {
        Shape.WIDE: Region(0.9, stage.right, -2.6, 2.55),
        Shape.SQUARE: Region(1.35, stage.right, stage.bottom, stage.top),
        Shape.TALL: layout.panel,
    }[layout.shape]
    if layout.shape is Shape.TALL:
        aside = Region(stage.left, stage.right, panel.top + 0.2, stage.top)
    else:
        aside = Region(stage.left, panel.left - 0.3, stage.bottom, stage.top)
    graphs = [_graph(row) for row in _rows(panel)]
    head = 0.55 if layout.shape is Shape.SQUARE else 0.0
    return PointsOnSurface(_surface(stage, head=head), _surface(aside), (graphs[0], graphs[1])), panel


def _rows(panel: Region) -> tuple[Region, ...]:
    """Where graph and words of the first cut are, and of the second."""
    return panel.inset(0.2, 0.18).rows(1, 1, gap=0.2)


def _graph(row: Region) -> Region:
    return row.rows(*_BELOW, gap=0.1)[0] if _is_upright(row) else row.columns(*_BESIDE, gap=0.15)[0]


def _is_upright(row: Region) -> bool:
    """Whether there is more room for words below a graph than beside it."""
    return row.height > 0.7 * row.width


def notes_place(layout: Layout, index: int) -> Region:
    """Where the words of a cut stand, beside or below its graph."""
    row = _rows(places(layout)[1])[index]
    return row.rows(*_BELOW, gap=0.1)[1] if _is_upright(row) else row.columns(*_BESIDE, gap=0.15)[1]


def brief(value: sympy.Expr) -> str:
    """A number as a sentence says it: exact where a few digits suffice, else with the sign for "about"."""
    text = format_number(value, _DIGITS, style="typst")
    return text if equality_sign(value, text, "typst") == "=" else f"approx {text}"


def _surface(region: Region, head: float = _HEAD) -> Region:
    """Room for a surface with its numbers around it, below the line of its formula."""
    return Region(region.left + 0.65, region.right - 0.55, region.bottom + 0.75, region.top - head - 0.1)


class CutNotes(VGroup):
    """What is held, the function that is left, its slope; later the partial derivative in its place.

    Parameters
    ----------
    region
        Where the lines stand, from the left.
    """

    def __init__(
        self,
        cut: Slice,
        field: ScalarField,
        region: Region,
        typesetter: Typesetter,
        localize: Callable[[Words], str],
        *,
        role: Role,
    ) -> None:
        super().__init__()
        self.type, self.region, self.cut, self.role = typesetter, region, cut, role
        self.name = f"frac(partial f, partial {cut.free.name})"
        level = format_number(cut.level, _DIGITS, style="typst")
        heights = _UP_CLOSE if region.height < _CLOSE else _UP
        self.held = self._line(f"{cut.held.name} {self._sign(cut.level, level)} {level}", heights[0], size=LABEL)
        self.tag = typesetter.words(localize(HELD), size=NOTE, role=MUTED).on_baseline(self.held.baseline)
        self.tag.shift(np.array([self.held.get_right()[0] + 0.2 - self.tag.get_left()[0], 0, 0]))
        line = VGroup(self.held, self.tag)
        line.scale(min(1.0, region.width / line.width), about_point=self.held.get_left())
        left = to_typst(field.expression, values={cut.held: cut.level})
        self.function = self._line(f"f = {left}", heights[1], size=LABEL)
        if self.function.height > 0.29 * region.height:  # it had to shrink
            self.function = self._line(f"f = {inline(left)}", heights[1], size=LABEL)
        slope = format_number(cut.slope, _DIGITS, style="typst")
        equal = self._sign(cut.slope, slope)
        name = typesetter.words(localize(SLOPE), size=LABEL, role=role)
        number = typesetter.math(f"{{{{ {slope} : {role} }}}}", size=LABEL * 1.15)
        self.slope_name, self.slope = self._side_by_side(name, number, heights[2])
        self.derivative = self._derivative(equal, slope, heights[2])

    def _derivative(self, equal: str, slope: str, up: float) -> Typeset:
        """The partial derivative with its formula and its number, or with the number alone where that is too long."""
        ending = f"{equal} {{{{ {slope} : {self.role} }}}}"
        formula = f"= {to_typst(self.cut.partial)}" if self.cut.partial.free_symbols else ""
        whole = self.type.math(f"{{{{ {self.name} : NAME }}}} {formula} {ending}", size=LABEL)
        if whole.width > _LONGEST * self.region.width:
            whole = self.type.math(f"{{{{ {self.name} : NAME }}}} {ending}", size=LABEL)
        whole.part("NAME").set_fill(self.type.theme[self.role])
        return self._put(whole, up, 0.48)

    def _sign(self, value: sympy.Expr, text: str) -> str:
        return equality_sign(value, text, "typst")

    def _line(self, source: str, up: float, *, size: float, role: Role = INK) -> Typeset:
        return self._put(self.type.math(source, size=size, role=role), up, 0.3)

    def _put(self, line: Typeset, up: float, share: float) -> Typeset:
        line.fit_into(self.region.width, share * self.region.height)
        return line.move_to(self.region.at(0, up)).shift(np.array([line.width / 2, 0, 0]))

    def _side_by_side(self, name: Typeset, number: Typeset, up: float) -> tuple[Typeset, Typeset]:
        baseline = float(self.region.at(0, up)[1]) - 0.12
        left, room = self.region.left, self.region.width - 0.2
        share = min(1.0, room / (name.width + number.width))
        name.scale(share)
        number.scale(share)
        name.on_baseline(baseline).shift(np.array([left - name.get_left()[0], 0, 0]))
        number.on_baseline(baseline).shift(np.array([name.get_right()[0] + 0.2 - number.get_left()[0], 0, 0]))
        return name, number


class SlopeReading(VGroup):
    """The slope in the direction of a walk, as a live number behind its name, flush right."""

    def __init__(
        self,
        value: Callable[[], float],
        largest: float,
        region: Region,
        typesetter: Typesetter,
        localize: Callable[[Words], str],
    ) -> None:
        decimals = int(np.clip(1 - np.floor(np.log10(largest or 1.0)), 0, 6))
        self.number = LiveDecimal(
            value, typesetter.theme, role=MOVING, size=1.2 * FORMULA, decimals=decimals, align="right"
        )
        room = LiveDecimal(lambda: -largest, typesetter.theme, size=1.2 * FORMULA, decimals=decimals).width
        self.number.place(region.at(1, 1) - np.array([0, 0.42, 0]))
        name = typesetter.words(localize(SLOPE), size=LABEL, role=MOVING).on_baseline(region.top - 0.42)
        name.shift(np.array([region.right - room - 0.25 - name.get_right()[0], 0, 0]))
        super().__init__(name, self.number)


def formula_of(field: ScalarField, typesetter: Typesetter, region: Region) -> Typeset:
    """f(x, y) = ... at the upper left of a region."""
    formula = typesetter.math(f"f(x, y) = {to_typst(field.expression)}", size=FORMULA, role=FUNCTION)
    formula.fit_into((0.42 if region.width > _ROOMY else 0.58) * region.width, _TALLEST)
    return formula.move_to(region.at(0, 1) + np.array([formula.width / 2, -max(_HEAD, formula.height) / 2, 0]))


class Titles:
    """The formulas of three surfaces, and below those of the slopes what is held.

    Attributes
    ----------
    derivatives
        The two partial derivatives as functions.
    tags
        What each of them holds.
    """

    def __init__(
        self,
        formula: Typeset,
        notes: Sequence[CutNotes],
        places: Sequence[Region],
        typesetter: Typesetter,
        localize: Callable[[Words], str],
    ) -> None:
        self.formula = formula
        self.derivatives: list[Typeset] = []
        self.tags = VGroup()
        self._place = places[0]
        for each, place in zip(notes, places[1:], strict=True):
            title = typesetter.math(f"{{{{ {each.name} : NAME }}}} = {to_typst(each.cut.partial)}", size=FORMULA)
            title.part("NAME").set_fill(typesetter.theme[each.role])
            tag = typesetter.words(f"${each.cut.held.name}$ {localize(HELD)}", size=NOTE, role=MUTED)
            title.fit_into(place.width, place.height - _TAG).move_to(place.center + np.array([0, _TAG / 2, 0]))
            self.derivatives.append(title)
            self.tags.add(tag.move_to(place.center).on_baseline(float(title.get_bottom()[1]) - _TAG + 0.08))

    def gather(self, notes: Sequence[CutNotes]) -> list[Animation]:
        """The names move from beside the graphs to below the surfaces; the numbers at P go."""
        room, start = self._place, self.formula
        goal = start.copy().fit_into(room.width, room.height).move_to(room.center + np.array([0, _TAG / 2, 0]))
        moves: list[Animation] = [Transform(start, goal)]
        for each, title in zip(notes, self.derivatives, strict=True):
            moves.append(Rewrite(each.derivative, title))
        return moves


def trio(layout: Layout) -> tuple[tuple[Region, Region, Region], tuple[Region, Region, Region]]:
    """Where three surfaces stand side by side, and where their formulas do."""
    stage = layout.content
    if layout.shape is Shape.TALL:
        pairs = [row.columns(0.66, 0.34, gap=0.1) for row in stage.rows(1, 1, 1, gap=0.2)]
        first, second, third = pairs
        return (
            (_close(first[0]), _close(second[0]), _close(third[0])),
            (first[1], second[1], third[1]),
        )
    if layout.shape is Shape.SQUARE:
        upper, lower = stage.rows(0.43, 0.57, gap=0.1)
        top = upper.columns(0.6, 0.4, gap=0.1)
        left, right = (column.rows(0.69, 0.31, gap=0.05) for column in lower.columns(1, 1, gap=0.3))
        return (_close(top[0]), _close(left[0]), _close(right[0])), (top[1], left[1], right[1])
    columns = [column.rows(0.74, 0.26, gap=0.1) for column in stage.columns(1, 1, 1, gap=0.3)]
    first, second, third = columns
    return (_close(first[0]), _close(second[0]), _close(third[0])), (first[1], second[1], third[1])


def _close(region: Region) -> Region:
    return Region(region.left + 0.55, region.right - 0.3, region.bottom + 0.28, region.top - 0.28)
