"""The slope in every direction from a point: an arrow that turns and is as long as the slope in its direction.

The slope along the unit vector u is the gradient's shadow on u (its dot product with u), so the arrow's tip runs on the
circle that has the gradient as a diameter: that the longest arrow is the gradient is seen before it is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from manim import Circle, VGroup

from sessen.layout import Point
from sessen.mobjects.vectors import AngleArc, Arrow, Dashed, RightAngle, quarter_turn, unit
from sessen.theme import FIXED, GIVEN_A, GIVEN_B, GRADIENT, MOVING, MUTED, Theme

_NO_SLOPE = 1e-9


class DirectionProbe(VGroup):
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
        How long the line at least is that shows the direction where the arrow is short.

    Attributes
    ----------
    dot, corner, along_x, along_y, whole
        The point, the right angle at it, the two partial derivatives and the gradient as arrows; to be shown apart.
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
        self.dot = Circle(0.1, color=theme[FIXED], fill_opacity=1, stroke_width=0).move_to(foot)
        self.corner = RightAngle(theme).put(foot, self.uphill, quarter_turn(self.uphill))
        self.along_x = Arrow(foot, foot + gradient * (1, 0, 0), theme, role=GIVEN_A)
        self.along_y = Arrow(foot, foot + gradient * (0, 1, 0), theme, role=GIVEN_B)
        self.whole = Arrow(foot, foot + gradient, theme, role=GRADIENT)
        self.add(self.ray, self.circle, self.needle)

    @property
    def uphill(self) -> Point:
        """The direction of the gradient, at length one; the direction of x where there is none."""
        return unit(self.gradient) if np.linalg.norm(self.gradient) > _NO_SLOPE else np.array([1.0, 0.0, 0.0])

    @property
    def steepest(self) -> float:
        """The direction of the gradient in radians."""
        return math.atan2(self.uphill[1], self.uphill[0])

    @property
    def rim(self) -> Point:
        """Points all around the circle, with the point where the compass stands; shape (n, 3)."""
        turns = np.linspace(0, 2 * np.pi, 24)
        around = np.stack([np.cos(turns), np.sin(turns), 0 * turns], axis=1) * np.linalg.norm(self.gradient) / 2
        return np.concatenate([self.foot + self.gradient / 2 + around, self.foot[None]])

    def follow(self) -> None:
        """Draw arrow, line and circle for the direction of this moment."""
        along = np.array([math.cos(self.turn()), math.sin(self.turn()), 0.0])
        self.needle.put(self.foot, self.foot + float(self.gradient @ along) * along)
        self.ray.put(self.foot, self.foot + self.reach * along)
        radius, begin = float(np.linalg.norm(self.gradient)) / 2, self.steepest - math.pi
        # A tip seen from the foot turns by half the angle that it turns by as seen from the circle's centre.
        turned = 2 * (self.swept() - (self.steepest - math.pi / 2))
        self.circle.put(self.foot + self.gradient / 2, begin, max(turned, 1e-6), radius)
