"""A name with a number that follows: dx = 0.1, dy ≈ 0.0941."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject

from sessen.layout import Point
from sessen.mathematics import format_number
from sessen.mobjects.author import Author, Moving, Place, place_reader, reader
from sessen.mobjects.following import always_refresh
from sessen.mobjects.live_number import LiveDecimal
from sessen.theme import INK, PAPER, Role
from sessen.typesetting.typeset import LABEL, Typeset, Typesetter

_GAP = 0.1
_DIGITS = 4
_ACROSS, _CORNER = 0.08, 0.08  # of the paper beside name and number, and the radius of its corners
_HEIGHT, _RISE = 1.1, 0.36  # of the paper, and how far its middle is above the baseline, in ems
_SMALLEST, _LARGEST = 5e-6, 1e7  # beyond these a number has a power of ten


class LiveEquation(VGroup):
    """A name with = or ≈, and the number that belongs to it at this moment, at a place that may move.

    The number has four significant digits, and no zeros at its end where it is exact without them; where it is too
    small or too large to be read so, it has a power of ten.

    Parameters
    ----------
    names
        What stands before an exact number, and before one that is rounded; signs and all.
    value
        The number, asked again in every frame.
    place
        Where the middle of the whole stands, on the baseline; asked again in every frame.
    on_paper
        Stand on a piece of paper, which keeps away what lies behind.
    """

    def __init__(
        self,
        names: tuple[Typeset, Typeset],
        value: Callable[[], float],
        place: Callable[[LiveEquation], Point],
        typesetter: Typesetter,
        *,
        role: Role,
        size: float = LABEL,
        on_paper: bool = False,
    ) -> None:
        super().__init__()
        self.value, self.place = value, place
        self.type, self.role, self.size = typesetter, role, size
        self.exact, self.rounded = names
        self.plain = LiveDecimal(value, typesetter.theme, role=role, size=size, align="left")
        self.plain.clear_updaters()
        self.power = VMobject(fill_color=typesetter.theme[role], fill_opacity=1, stroke_width=0)
        self.power.points = np.zeros((4, 3))  # never empty: animations count the parts that have points
        self.width_of_all = 0.0
        self.paper = RoundedRectangle(
            corner_radius=_CORNER, width=1, height=1, fill_color=typesetter.theme[PAPER], fill_opacity=1, stroke_width=0
        )
        self._sheet = self.paper.points.copy()
        self.add(*[self.paper] * on_paper, self.exact, self.rounded, self.plain, self.power)
        self._shown: list[VMobject] = []
        self._widths = {name: float(name.width) for name in names}
        # Where each name begins on the baseline: measuring its glyphs in every frame would cost more than all the rest.
        self._starts = {name: np.array([name.get_left()[0], name.baseline, 0]) for name in names}
        always_refresh(self)

    @classmethod
    def of(
        cls,
        lesson: Author,
        name: str,
        value: Moving,
        *,
        at: Place | None = None,
        role: Role = INK,
        size: float = LABEL,
        on_paper: bool = False,
    ) -> Self:
        """An equation of a lesson for ``name``, in Typst's mathematics; in its panel unless ``at`` says where."""
        names = [lesson.type.math(f"{name} {sign}", size=size, role=role) for sign in ("=", "approx")]
        place = place_reader(lesson.layout.panel.center if at is None else at)
        return cls(
            (names[0], names[1]), reader(value), lambda _: place(), lesson.type, role=role, size=size, on_paper=on_paper
        )

    def refresh(self) -> None:
        """Show the number of this moment at the place of this moment."""
        value = float(self.value())
        has_power = bool(np.isfinite(value) and value != 0 and not _SMALLEST <= abs(value) < _LARGEST)
        self.plain.decimals = decimals_of(value)
        self.plain.refresh()
        name = self.exact if is_written_exactly(value, self.plain.decimals) and not has_power else self.rounded
        self._show(name, self.power if has_power else self.plain)
        self._arrange(name, self._write_power(value) if has_power else self.plain)

    def _show(self, *shown: VMobject) -> None:
        """Hide the other name and the other number."""
        if list(shown) != self._shown:
            for part in (self.exact, self.rounded, self.plain, self.power):
                part.set_opacity(float(part in shown))
            self._shown = list(shown)

    def _write_power(self, value: float) -> VMobject:
        text = format_number(value, 3, style="typst")
        number = self.type.math(text, size=self.size, role=self.role).on_baseline(0)
        self.power.points = np.concatenate([glyph.points for glyph in number])
        vars(self.power)["letters"] = tuple(letter for glyph in number for letter in vars(glyph)["letters"])
        return self.power

    def _arrange(self, name: Typeset, number: VMobject) -> None:
        """Name and number side by side, their middle at the place."""
        width = self._widths[name]
        self.width_of_all = width + _GAP + float(np.ptp(number.points[:, 0]))
        middle = self.place(self)
        start = np.array([middle[0] - self.width_of_all / 2, middle[1], 0])
        name.shift(start - self._starts[name])
        self._starts[name] = start
        pen = start + np.array([width + _GAP, 0, 0])
        if number is self.plain:
            self.plain.place(pen)
        else:
            number.points += pen - np.array([number.points[:, 0].min(), 0, 0])
        # Its corners are moved, not stretched.
        larger = np.array([self.width_of_all + 2 * _ACROSS - 1, _HEIGHT * self.size - 1, 0]) / 2
        place = np.array([middle[0], middle[1] + _RISE * self.size, 0])
        self.paper.points = self._sheet + np.sign(self._sheet) * larger + place


def decimals_of(value: float) -> int:
    """Decimals that leave four significant digits, or fewer where the number is exact with fewer."""
    if not np.isfinite(value) or value == 0:
        return 0
    decimals = int(np.clip(_DIGITS - 1 - np.floor(np.log10(abs(value) * (1 + 5e-5))), 0, 8))
    while decimals and is_written_exactly(value, decimals - 1):
        decimals -= 1
    return decimals


def is_written_exactly(value: float, decimals: int) -> bool:
    """Whether so many decimals say all; what arithmetic has left in the last bits does not count."""
    return not np.isfinite(value) or abs(round(value, decimals) - value) <= 1e-9 * abs(value)
