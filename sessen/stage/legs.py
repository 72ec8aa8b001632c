"""The way to the tip of an arrow in straight legs, and the shadow that each leg casts on a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from manim import Animation, VGroup, VMobject

from sessen.stage.layout import Point
from sessen.stage.roles import GIVEN_A, MOVING, MUTED, Theme
from sessen.stage.shadow import Pose
from sessen.stage.vectors import Arrow, Dashed, unit

_LANE: Final = 0.2  # between shadows that run forwards and those that run back
_FIRST_LANE: Final = 0.3


class Legs:
    """Legs from corner to corner, as arrows; their shadows, tip to tail beside the line of b; the drops between them.

    Parameters
    ----------
    corners
        Where the legs meet, from the arrow's tail to its tip, shape (n + 1, 3).
    pose
        The line that the shadows fall on, and the side where the light is.
    """

    def __init__(self, corners: Point, pose: Pose, theme: Theme) -> None:
        self.corners = corners
        self.pose = pose
        self.reaches = (corners - pose.origin) @ pose.along
        self.arrows = [
            Arrow(*ends, theme, role=GIVEN_A, weight=0.7) for ends in zip(corners, corners[1:], strict=False)
        ]
        self.shadows = [Arrow(*self._landing(leg), theme, role=MOVING, weight=0.7) for leg in range(len(self.arrows))]
        self.drops = [
            Dashed(theme, role=MUTED, width=2).put(corner, self._below(reach, lane))
            for corner, reach, lane in zip(corners[1:-1], self.reaches[1:], self._lanes(), strict=False)
        ]

    def _lanes(self) -> list[int]:
        """Which lane the shadow of each leg takes: the next one whenever they turn round."""
        runs, lanes = np.sign(np.diff(self.reaches)), [0]
        for before, run in zip(runs, runs[1:], strict=False):
            lanes.append(lanes[-1] + int(run * before < 0))
        return lanes

    def _below(self, reach: float, lane: int) -> Point:
        """A point beside the line, away from the light."""
        return self.pose.origin + reach * self.pose.along - (_FIRST_LANE + lane * _LANE) * self.pose.across

    def _landing(self, leg: int) -> tuple[Point, Point]:
        lane = self._lanes()[leg]
        return self._below(self.reaches[leg], lane), self._below(self.reaches[leg + 1], lane)

    def signed_lengths(self) -> list[float]:
        """How long the drawn shadows are along the line, measured on the arrows, in Manim's units."""
        return [float(np.dot(shadow.tip - shadow.tail, self.pose.along)) for shadow in self.shadows]

    @property
    def everything(self) -> VGroup:
        """All of it, in drawing order."""
        return VGroup(*self.drops, *self.arrows, *self.shadows)

    def beside_leg(self, label: VMobject, leg: int) -> VMobject:
        """Put a label beside the middle of a leg, on the outer side of the way."""
        tail, tip = self.corners[leg], self.corners[leg + 1]
        inner = (self.corners[0] + self.corners[-1]) / 2
        along = unit(tip - tail)
        outward = np.array([along[1], -along[0], 0.0])
        if np.dot((tail + tip) / 2 - inner, outward) < 0:
            outward = -outward
        half = np.array([label.width, label.height, 0.0]) / 2
        return label.move_to((tail + tip) / 2 + outward * (0.16 + float(np.abs(outward) @ half)))


class FallBeside(Animation):
    """A copy of a leg falls, square to the line, to where its shadow lies."""

    def __init__(self, legs: Legs, leg: int, **options: Any) -> None:
        self.begin_at, self.land_at = (each[leg] for each in (legs.arrows, legs.shadows))
        self.way: Callable[[float], tuple[Point, Point]] = _between(
            (self.begin_at.tail, self.begin_at.tip), (self.land_at.tail, self.land_at.tip)
        )
        super().__init__(self.land_at, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        """Draw it at this share of its way."""
        self.mobject.put(*self.way(self.rate_func(alpha)))
        self.mobject.set_fill(opacity=min(1.0, 4 * alpha))


def _between(start: tuple[Point, Point], end: tuple[Point, Point]) -> Callable[[float], tuple[Point, Point]]:
    return lambda share: (
        start[0] + share * (end[0] - start[0]),
        start[1] + share * (end[1] - start[1]),
    )
