"""A name with a number that follows: dx = 0.1."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup

from sessen.mathematics import format_number
from sessen.stage.layout import Point
from sessen.stage.numbers import LiveNumber
from sessen.stage.roles import PAPER, Role
from sessen.stage.typesetting import LABEL, Typeset, Typesetter

_GAP = 0.1
_DIGITS = 4


class Reading(VGroup):
    """A name, and the number that belongs to it at this moment, at a place that may move.

    The number has four significant digits, and no zeros at its end where it is exact without them.

    Parameters
    ----------
    name
        What stands before the number, sign of equality and all.
    value
        The number, asked again in every frame.
    place
        Where the middle of the whole stands, the name's baseline at its height; asked again in every frame.
    halo
        Keep what lies behind at a little distance.
    """

    def __init__(
        self,
        name: Typeset,
        value: Callable[[], float],
        place: Callable[[Reading], Point],
        typesetter: Typesetter,
        *,
        role: Role,
        size: float = LABEL,
        halo: bool = False,
    ) -> None:
        super().__init__()
        self.value, self.place = value, place
        self.name = name
        self.number = LiveNumber(value, typesetter.theme, role=role, size=size, align="left")
        self.number.clear_updaters()
        self.add(self.name, self.number)
        if halo:
            self.set_stroke(typesetter.theme[PAPER], width=8, background=True)
        self.add_updater(Reading.refresh, call_updater=True)

    @property
    def text(self) -> str:
        """The number as it stands on screen."""
        return self.number.text

    def refresh(self) -> None:
        """Show the number of this moment at the place of this moment."""
        value = float(self.value())
        self.number.decimals = decimals_of(value)
        self.number.refresh()
        middle = self.place(self)
        self.name.move_to(middle).shift([(self.name.width - self.width_of_all) / 2, 0, 0]).on_baseline(middle[1])
        self.number.place(np.array([self.name.get_right()[0] + _GAP, middle[1], 0]))

    @property
    def width_of_all(self) -> float:
        """How wide name and number are together, in Manim's units."""
        return float(self.name.width + _GAP + self.number.width)


def decimals_of(value: float) -> int:
    """Decimals that leave four significant digits, or fewer where the rest are zeros."""
    if not np.isfinite(value) or value == 0:
        return 0
    decimals = int(np.clip(_DIGITS - 1 - np.floor(np.log10(abs(value))), 0, 8))
    while decimals and abs(round(value, decimals - 1) - value) < 1e-9 * abs(value):
        decimals -= 1
    return decimals


def settled(value: float) -> str:
    """A number that stays, as Typst's mathematics, with four significant digits."""
    return format_number(value, 4, style="typst")
