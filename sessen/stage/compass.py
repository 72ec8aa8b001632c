"""The slope in every direction from a point: an arrow that turns and is as long as the slope in its direction.

The slope along the unit vector u is the gradient's shadow on u (its dot product with u), so the arrow's tip runs on the
circle that has the gradient as a diameter: that the longest arrow is the gradient is seen before it is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from manim import VGroup

from sessen.stage.layout import Point
from sessen.stage.roles import MOVING, MUTED, Theme
from sessen.stage.vectors import AngleArc, Arrow, Dashed, unit

_NO_SLOPE = 1e-9


class Compass(VGroup):
    """The turning arrow, the line that it points along, and the circle that its tip has drawn.

    Parameters
    ----------
    foot
        The point where it stands, shape (3,).
    gradient
        The gradient as it is drawn, in Manim's units; shape (3,).
    turn, swept
        Into which direction the arrow points, and up to which direction the circle has been drawn; radians from the
        direction of x, asked again in every frame.
    reach
        How long the line is that shows the direction where the arrow is short.
    """

    def __init__(
        self,
        foot: Point,
        gradient: Point,
        turn: Callable[[], float],
        swept: Callable[[], float],
        theme: Theme,
        *,
        reach: float = 1.0,
    ) -> None:
        super().__init__()
        self.foot, self.gradient = foot, gradient
        self.turn, self.swept = turn, swept
        self.reach = max(reach, float(np.linalg.norm(gradient)) * 1.12)
        self.ray = Dashed(theme, role=MUTED, width=2.5)
        self.circle = AngleArc(theme, role=MOVING, width=2.5)
        self.needle = Arrow(foot, foot, theme, role=MOVING)
        self.add(self.ray, self.circle, self.needle)
        self.follow()

    @property
    def steepest(self) -> float:
        """The direction of the gradient in radians; 0 where there is none."""
        return math.atan2(self.gradient[1], self.gradient[0]) if np.any(np.abs(self.gradient) > _NO_SLOPE) else 0.0

    def follow(self) -> None:
        """Draw arrow, line and circle for the direction of this moment."""
        along = np.array([math.cos(self.turn()), math.sin(self.turn()), 0.0])
        self.needle.put(self.foot, self.foot + float(self.gradient @ along) * along)
        self.ray.put(self.foot, self.foot + self.reach * along)
        radius, begin = float(np.linalg.norm(self.gradient)) / 2, self.steepest - math.pi
        # A tip seen from the foot turns by half the angle that it turns by as seen from the circle's centre.
        turned = 2 * (self.swept() - (self.steepest - math.pi / 2))
        self.circle.put(self.foot + self.gradient / 2, begin, max(turned, 1e-6), radius)


def plane_vector(vector: Point, unit_lengths: tuple[float, float]) -> Point:
    """A pair of numbers as a vector of the frame, shape (3,)."""
    return np.array([vector[0] * unit_lengths[0], vector[1] * unit_lengths[1], 0.0])


def direction_of(vector: Point) -> Point:
    """The vector at length one, or the direction of x where it has no length."""
    return unit(vector) if np.linalg.norm(vector) > _NO_SLOPE else np.array([1.0, 0.0, 0.0])
