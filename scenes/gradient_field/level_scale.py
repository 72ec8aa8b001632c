"""The ladder of heights beside a map: what each colour is worth, and a pointer that follows a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import Line, Mobject, Polygon, VGroup

from sessen.layout import Point, Region
from sessen.mobjects.color_scale import HeightScale
from sessen.theme import INK, MUTED, Role
from sessen.typesetting.ticks import tick_text
from sessen.typesetting.typeset import LABEL, TICK, Typesetter

_RUNG = 0.3  # how long a rung is, in Manim's units


class Ladder(VGroup):
    """One rung a level, in the colour of its curve; some with their values.

    Parameters
    ----------
    region
        Where it stands: rungs at the left, values to their right, the name on top.
    scale
        Heights to shares and colours.
    levels, labelled
        The values that have a rung, and those that have a number too.
    name
        What is measured, in Typst's mathematics.
    """

    def __init__(
        self,
        region: Region,
        scale: HeightScale,
        levels: Sequence[float],
        labelled: Sequence[float],
        typesetter: Typesetter,
        *,
        name: str = "f",
        role: Role = INK,
    ) -> None:
        super().__init__()
        self.scale_of_heights = scale
        self.foot, self.top = region.bottom, region.top - 0.5
        self.left = region.left
        self.theme = typesetter.theme
        self.rail = Line(self.place(scale.low), self.place(scale.high), color=self.theme[MUTED], stroke_width=2)
        self.rungs = VGroup(*(self._rung(level) for level in levels))
        step = (
            min(np.diff(labelled), default=1.0) if len(labelled) > 1 else abs(labelled[0]) or 1.0 if labelled else 1.0
        )
        self.values = VGroup(*(self._value(level, float(step), typesetter) for level in labelled))
        self.heading = typesetter.math(name, size=LABEL, role=role)
        self.heading.move_to(np.array([self.left + _RUNG / 2, region.top - 0.12, 0]))
        self.add(self.rail, self.rungs, self.values, self.heading)

    def place(self, value: float) -> Point:
        """The point of the rail for a value; shape (3,)."""
        return np.array([self.left, self.foot + self.scale_of_heights.share(value) * (self.top - self.foot), 0.0])

    def value_at(self, point: Point) -> float:
        """The value at a point of the rail: the inverse of `place`."""
        share = (point[1] - self.foot) / (self.top - self.foot)
        return float(self.scale_of_heights.low + share * (self.scale_of_heights.high - self.scale_of_heights.low))

    def pointer(self, value: Callable[[], float], role: Role) -> Polygon:
        """A small triangle left of the rail that follows a value."""
        pointer = Polygon(
            *((-0.26, 0.12, 0.0), (0.0, 0.0, 0.0), (-0.26, -0.12, 0.0)),
            fill_color=self.theme[role],
            fill_opacity=1,
            stroke_width=0,
        )
        outline = pointer.points - np.array([0.04, 0, 0])

        def follow(mobject: Mobject) -> None:
            mobject.points = outline + self.place(value())

        follow(pointer)
        return pointer.add_updater(follow, call_updater=False)

    def _rung(self, level: float) -> Line:
        start = self.place(level)
        return Line(start, start + np.array([_RUNG, 0, 0]), color=self.scale_of_heights.color(level), stroke_width=5)

    def _value(self, level: float, step: float, typesetter: Typesetter) -> VGroup:
        value = typesetter.math(tick_text(level, step), size=TICK, role=INK)
        return value.move_to(self.place(level) + np.array([_RUNG + 0.1 + value.width / 2, 0, 0]))
