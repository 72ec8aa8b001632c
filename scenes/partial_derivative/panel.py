"""What is written of partial derivatives: the function, each cut and its slope, the three surfaces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, cast

import numpy as np
import sympy
from manim import Animation, VGroup

from sessen.layout import Region
from sessen.mathematics import ScalarField, Slice, equality_sign, format_number, to_typst
from sessen.mathematics.inline_fractions import inline
from sessen.mobjects.live_number import LiveDecimal
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.theme import FUNCTION, INK, MOVING, MUTED, Role
from sessen.typesetting.typeset import FORMULA, LABEL, NOTE, Typeset, Typesetter
from sessen.words import Words

SLOPE: Final = Words(en="slope", ja="傾き")
HELD: Final = Words(en="held", ja="固定")
_HEAD: Final = 0.62  # the line above the surface where its formula stands
_TALLEST: Final = 0.95  # formula: it may reach below that line, for the upper left corner is free
_LONGEST: Final = 1.35  # times the room there is: a longer formula would shrink too much to be read
_DIGITS: Final = 4
_ROOMY: Final = 10.0  # a stage so wide has more room than a formula needs
_TAG: Final = 0.44  # below a formula, what is held
_UP: Final = (0.86, 0.56, 0.19)  # where the lines of a cut are, from the foot of their place
_UP_CLOSE: Final = (0.95, 0.72, 0.28)  # in a place lower than _CLOSE
_CLOSE: Final = 2.0


def brief(value: sympy.Expr) -> str:
    """A number as a sentence says it: exact where a few digits suffice, else with the sign for "about"."""
    text = format_number(value, _DIGITS, style="typst")
    return text if equality_sign(value, text, "typst") == "=" else f"approx {text}"


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
        names = ", ".join(level if symbol == cut.held else symbol.name for symbol in (field.x, field.y))
        self.function = self._readable([f"f = {left}", f"f = {inline(left)}", f"f({names})"], heights[1], 0.3)
        slope = format_number(cut.slope, _DIGITS, style="typst")
        equal = self._sign(cut.slope, slope)
        name = typesetter.words(localize(SLOPE), size=LABEL, role=role)
        number = typesetter.math(f"{{{{ {slope} : {role} }}}}", size=LABEL * 1.15)
        self.slope_name, self.slope = self._side_by_side(name, number, heights[2])
        self.derivative = self._derivative(equal, slope, heights[2])

    def _derivative(self, equal: str, slope: str, up: float) -> Typeset:
        """The partial derivative with its formula and its number, or with the number alone where that is too long."""
        name, ending = f"lr({{{{ {self.name} : NAME }}}} |)_P", f"{equal} {{{{ {slope} : {self.role} }}}}"
        sources = [f"{name} {ending}"]
        if self.cut.partial.free_symbols:
            sources.insert(0, f"{name} = lr({to_typst(self.cut.partial)} |)_P {ending}")
        whole = self._readable(sources, up, 0.6 if self.region.height < _CLOSE else 0.48)
        whole.part("NAME").set_fill(self.type.theme[self.role])
        return whole

    def _readable(self, sources: Sequence[str], up: float, share: float) -> Typeset:
        """The first of some ways to write a line that need not be set too small here, or the last."""
        line = self.type.math(sources[0], size=LABEL)
        for source in sources:
            line = self.type.math(source, size=LABEL)
            wide, high = self.region.width / line.width, share * self.region.height / line.height
            if min(wide, high, 1.0) * LABEL >= self.type.least:
                break
        return self._put(line, up, share)

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
        self._goal = self._gathered(places[0], typesetter)
        for each, place in zip(notes, places[1:], strict=True):
            title = self._title(each, place, typesetter)
            tag = typesetter.words(f"${each.cut.held.name}$ {localize(HELD)}", size=NOTE, role=MUTED)
            title.fit_into(place.width, place.height - _TAG).move_to(place.center + np.array([0, _TAG / 2, 0]))
            self.derivatives.append(title)
            self.tags.add(tag)
        smallest = min(self.derivatives, key=lambda title: title.part("NAME").height)
        for title, label, place in zip(self.derivatives, self.tags, places[1:], strict=True):
            title.scale(smallest.part("NAME").height / title.part("NAME").height)
            cast(Typeset, label.move_to(place.center)).on_baseline(float(title.get_bottom()[1]) - _TAG + 0.08)
        if abs(places[1].center[1] - places[2].center[1]) < 1e-6:  # side by side
            self.derivatives[1].on_baseline(self.derivatives[0].baseline)
            first, second = (cast(Typeset, tag) for tag in self.tags)
            second.on_baseline(first.baseline)

    def _title(self, notes: CutNotes, place: Region, typesetter: Typesetter) -> Typeset:
        """The partial derivative as a function, or its name alone where the formula would be too small to be read."""
        name = f"{{{{ {notes.name} : NAME }}}}"
        title = typesetter.math(f"{name} = {to_typst(notes.cut.partial)}", size=FORMULA)
        if place.width / title.width * FORMULA < typesetter.least:
            title = typesetter.math(name, size=FORMULA)
        title.part("NAME").set_fill(typesetter.theme[notes.role])
        return title

    def gather(self, notes: Sequence[CutNotes]) -> list[Animation]:
        """The formulas move to below the surfaces, term by term; the numbers at P go."""
        slopes = [Rewrite(each.derivative, title) for each, title in zip(notes, self.derivatives, strict=True)]
        return [Rewrite(self.formula, self._goal), *slopes]

    def _gathered(self, room: Region, typesetter: Typesetter) -> Typeset:
        """The function below its surface, on two lines where one would be too small to be read."""
        goal = self.formula.copy().fit_into(room.width, room.height)
        natural = typesetter.math(self.formula.said, size=FORMULA).width
        if room.width / natural * FORMULA < typesetter.least:
            goal = typesetter.math(self.formula.said.replace(" = ", " \\ = ", 1), size=FORMULA, role=FUNCTION)
            goal.fit_into(room.width, room.height)
        return goal.move_to(room.center + np.array([0, _TAG / 2, 0]))
