"""A calculation as one writes it by hand: rows of names and numbers, a rule, the result below."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from manim import Line, VGroup, VMobject

from sessen.claims import Equal
from sessen.layout import Region
from sessen.mobjects.live_number import LiveDecimal
from sessen.theme import INK, MUTED, Role
from sessen.typesetting.typeset import FORMULA, Typeset, Typesetter

_TALLEST_ROW: Final = 0.66
_RULE_GAP: Final = 0.12
_ROOM: Final = 0.7  # between name and number, for a minus sign that may come


class ScaledDecimal(VGroup):
    """A live number in the unit that suits its size: plain as long as it can be read, then with a power of ten.

    Parameters
    ----------
    value
        What it shows, asked again in every frame.
    largest
        The largest size that it can come to: it decides how many decimals there are, once and for all.
    """

    def __init__(
        self,
        value: Callable[[], float],
        largest: float,
        typesetter: Typesetter,
        *,
        role: Role = INK,
        size: float = FORMULA,
    ) -> None:
        super().__init__()
        self.exponent, decimals = scale_of(largest)
        power = 10.0**self.exponent
        self.number = LiveDecimal(
            lambda: value() / power, typesetter.theme, role=role, size=size, decimals=decimals, align="right"
        )
        self.add(self.number)
        if self.exponent:
            self.add(typesetter.math(f"times 10^({self.exponent})", size=0.8 * size, role=role))

    @property
    def text(self) -> str:
        """The digits on screen, without the power of ten."""
        return self.number.text

    @property
    def shown(self) -> float:
        """The number that stands on screen, read from its digits."""
        return float(self.text.replace("−", "-")) * 10.0**self.exponent

    def shows(self, value: float) -> Equal:
        """The number on screen is this one, rounded to the decimals shown."""
        half_a_unit = 0.5 * 10.0 ** (self.exponent - self.number.decimals)
        return Equal(self.shown, value, tolerance=1.001 * half_a_unit, scale=1.0)

    def place(self, right: float, baseline: float) -> None:
        """Put the right end of the baseline."""
        for suffix in self.submobjects[1:]:
            suffix.on_baseline(baseline).shift(np.array([right - suffix.get_right()[0], 0.0, 0.0]))
            right = suffix.get_left()[0] - 0.08
        self.number.place(np.array([right, baseline, 0.0]))


def scale_of(largest: float) -> tuple[int, int]:
    """The power of ten to take out of numbers up to this size, and the decimals to show of what remains."""
    if largest == 0:
        return 0, 2
    exponent = math.floor(math.log10(largest))
    if not -3 <= exponent < 6:
        return exponent, 2
    return 0, max(0, 2 - exponent) if exponent < 0 else (2, 2, 2, 1, 0, 0)[exponent]


class Calculation(VGroup):
    """Rows of a name and a number, flush right, and after a rule the result.

    Names with a part called ``PIVOT`` stand so that these parts are below each other; the others are flush left.

    Attributes
    ----------
    names, numbers
        Of each row; the last number is the result.

    Parameters
    ----------
    region
        Where it stands: all of its width, the rows spread over its height but no further apart than is good to read.
    rows
        Name and number of each row, the last one being the result.
    """

    def __init__(
        self, region: Region, rows: Sequence[tuple[Typeset, ScaledDecimal | Typeset]], typesetter: Typesetter
    ) -> None:
        super().__init__()
        height = min(_TALLEST_ROW, (region.height - 2 * _RULE_GAP) / len(rows))
        top = region.center[1] + (height * len(rows) + 2 * _RULE_GAP) / 2
        _shrink(rows, region.width, height)
        _line_up([name for name, _ in rows], region.left)
        self.rows: list[VGroup] = []
        self.names = [name for name, _ in rows]
        self.numbers = [number for _, number in rows]
        for index, (name, number) in enumerate(rows):
            below = 2 * _RULE_GAP if index == len(rows) - 1 else 0
            baseline = top - (index + 0.68) * height - below
            name.on_baseline(baseline)
            _end(number, region.right, baseline)
            self.rows.append(VGroup(name, number))
        rule = top - (len(rows) - 1) * height - _RULE_GAP
        color = typesetter.theme[MUTED]
        self.rule = Line((region.left, rule, 0), (region.right, rule, 0), stroke_width=2.5, color=color)
        self.add(*self.rows, self.rule)

    @property
    def result(self) -> VMobject:
        """The number below the rule."""
        return self.numbers[-1]

    def renamed(self, names: Sequence[Typeset]) -> tuple[list[Typeset], list[Typeset]]:
        """Put other names in the places of the old ones; returns both, for the lesson to change one into the other."""
        old, self.names = self.names, list(names)
        for row, before, after in zip(self.rows, old, names, strict=True):
            _stand(after, before.get_left()[0], before.baseline)
            row.submobjects[0] = after
        return old, self.names


def _stand(name: Typeset, left: float, baseline: float) -> None:
    name.on_baseline(baseline).shift(np.array([left - name.get_left()[0], 0.0, 0.0]))


def _shrink(rows: Sequence[tuple[Typeset, ScaledDecimal | Typeset]], width: float, height: float) -> None:
    """Scale names and numbers down together until every row fits."""
    widest = max(name.width + number.width for name, number in rows) + _ROOM
    tallest = max(name.height for name, _ in rows)
    share = min(1.0, width / widest, height / tallest)
    for each in (part for row in rows for part in row):
        each.scale(share)


def _line_up(names: Sequence[Typeset], left: float) -> None:
    turning = {
        index: name.part("PIVOT").get_x() - name.get_left()[0]
        for index, name in enumerate(names)
        if "PIVOT" in name.parts
    }
    furthest = max(turning.values(), default=0.0)
    for index, name in enumerate(names):
        name.shift(np.array([left + furthest - turning.get(index, furthest) - name.get_left()[0], 0.0, 0.0]))


def _end(number: ScaledDecimal | Typeset, right: float, baseline: float) -> None:
    if isinstance(number, ScaledDecimal):
        number.place(right, baseline)
    else:
        number.on_baseline(baseline).shift(np.array([right - number.get_right()[0], 0.0, 0.0]))
