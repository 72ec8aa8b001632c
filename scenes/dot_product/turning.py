"""A quantity over the angle from 0 to 180 degrees, drawn as the angle opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from manim import Dot, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.vectors import segments
from sessen.theme import GRID, INK, MUTED, RESULT
from sessen.typesetting.typeset import TICK, Typesetter

Numbers = npt.NDArray[np.float64]

_SAMPLES: Final = 96


class AngleGraph(VGroup):
    """Axes from 0 to 180 degrees with the right angle in the middle, a curve drawn so far, a dot that follows.

    Parameters
    ----------
    region
        Where it stands, names and all.
    value
        The quantity as a share of its largest size, of an angle in radians: from -1 to 1.
    angle, drawn_to
        Where the dot is, and how far the curve has been drawn; in radians, asked again in every frame.
    """

    def __init__(
        self,
        region: Region,
        value: Callable[[Numbers], Numbers],
        angle: Callable[[], float],
        drawn_to: Callable[[], float],
        typesetter: Typesetter,
    ) -> None:
        super().__init__()
        self.type = typesetter
        theme = typesetter.theme
        self.value = value
        self.box = Region(region.left + 0.35, region.right - 0.15, region.bottom + 0.12, region.top - 0.12)
        self.grid = self._lines([(0.5, -1, 0.5, 1), (1, -1, 1, 1), (0, 1, 1, 1), (0, -1, 1, -1)], theme[GRID], 2)
        self.axes = self._lines([(0, 0, 1.03, 0), (0, -1.05, 0, 1.05)], theme[MUTED], 2.5)
        self.marks = VGroup(*(self._degrees(degrees) for degrees in (0, 90, 180)))
        self.signs = VGroup(*(self._sign(sign, height) for sign, height in (("+", 0.5), ("-", -0.5))))
        self.curve = VMobject(stroke_color=theme[RESULT], stroke_width=4.5)
        self.dot = Dot(radius=0.09, color=theme[RESULT]).set_stroke(theme[INK], 1.5)
        self._follow(self.curve, drawn_to, self._draw)
        self._follow(self.dot, angle, lambda value: self.dot.move_to(self.at(value)))
        self.add(self.grid, self.axes, self.marks, self.signs, self.curve, self.dot)

    def _follow(self, mobject: VMobject, number: Callable[[], float], draw: Callable[[float], object]) -> None:
        """Draw a mobject anew whenever a number has changed."""

        def follow(each: Any) -> None:
            value = number()
            if each.__dict__.get("drawn_at") != value:
                draw(value)
                each.drawn_at = value

        follow(mobject)
        mobject.add_updater(follow, call_updater=False)

    def point(self, share: float | Numbers, value: float | Numbers) -> Point:
        """Where a share of the half turn and a value from -1 to 1 are in the frame; shape (..., 3)."""
        x = self.box.left + np.asarray(share, float) * self.box.width
        y = self.box.center[1] + np.asarray(value, float) * self.box.height / 2
        return np.stack([x, y, np.zeros_like(x)], axis=-1)

    def at(self, angle: float) -> Point:
        """The point of the curve over an angle in radians."""
        return self.point(angle / np.pi, float(self.value(np.array([angle]))[0]))

    def values_at(self, point: Point) -> tuple[float, float]:
        """Angle in radians and share of the largest size at a point of the frame: the inverse of `point`."""
        share = (point[0] - self.box.left) / self.box.width
        return float(share * np.pi), float((point[1] - self.box.center[1]) / (self.box.height / 2))

    def _draw(self, end: float) -> None:
        angles = np.linspace(0.0, end, _SAMPLES)
        corners = self.point(angles / np.pi, self.value(angles))
        self.curve.points = segments(np.stack([corners[:-1], corners[1:]], axis=1)) if end > 0 else np.zeros((0, 3))

    def _lines(self, ends: list[tuple[float, float, float, float]], color: str, width: float) -> VMobject:
        strokes = VMobject(stroke_color=color, stroke_width=width)
        strokes.points = segments(
            np.array([self.point(np.array([x0, x1]), np.array([y0, y1])) for x0, y0, x1, y1 in ends])
        )
        return strokes

    def _degrees(self, degrees: int) -> VMobject:
        """Under the axis while the curve is above it, and over it after that."""
        mark = self.point(degrees / 180, 0)
        aside = -0.32 if degrees == 180 else 0.3
        label = self.type.math(f"{degrees}°", size=TICK, role=MUTED).move_to(mark + np.array([aside, 0, 0]))
        return label.on_baseline(mark[1] + (0.12 if degrees else -0.3))

    def _sign(self, sign: str, height: float) -> VMobject:
        return self.type.math(sign, size=TICK, role=INK).move_to(self.point(0, height) - np.array([0.2, 0, 0]))
