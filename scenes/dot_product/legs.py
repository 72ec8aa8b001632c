"""The way to the tip of an arrow in straight legs, and the shadow that each leg casts on a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from manim import Animation, VGroup, VMobject

from scenes.dot_product.shadow import ArrowPose
from sessen.layout import Point, Region
from sessen.mobjects.vectors import Arrow, Dashed, line_across, quarter_turn, unit
from sessen.theme import GIVEN_A, MOVING, MUTED, Theme

_LANE: Final = 0.2  # between shadows that run forwards and those that run back
_CLEAR: Final = 0.32  # between the legs and the first lane
_LEAST: Final = 0.15
_PLACES: Final = (0.5, 0.36, 0.64, 0.22, 0.78)  # where along a leg its name may stand


class Legs:
    """Legs from corner to corner, as arrows; their shadows, tip to tail beside the line of b; the drops between them.

    Parameters
    ----------
    corners
        Where the legs meet, from the arrow's tail to its tip, shape (n + 1, 3).
    pose
        The line that the shadows fall on, and the side where the light is.
    region
        Where the shadows have to stay.
    """

    def __init__(self, corners: Point, pose: ArrowPose, region: Region, theme: Theme) -> None:
        self.corners = corners
        self.pose = pose
        self.reaches = (corners - pose.origin) @ pose.along
        self.lanes = _lanes(np.diff(self.reaches).tolist())
        self.distance = self._first_distance(region)
        self.arrows = [Arrow(*ends, theme, role=GIVEN_A, weight=0.7) for ends in pairwise(corners)]
        self.shadows = [Arrow(*self._landing(leg), theme, role=MOVING, weight=0.7) for leg in range(len(self.arrows))]
        self.drops = [
            Dashed(theme, role=MUTED, width=2).put(corner, self._below(reach, lane))
            for corner, reach, lane in zip(corners[1:], self.reaches[1:], self.lanes, strict=True)
        ]

    def _first_distance(self, region: Region) -> float:
        """How far from the line the first shadow lies: below all legs, as long as the region has room for it."""
        lowest = max(0.0, float(-((self.corners - self.pose.origin) @ self.pose.across).min()))
        feet = self.pose.origin + self.reaches[:, None] * self.pose.along
        edges = [line_across(region, foot, -self.pose.across)[1] for foot in feet]
        room = min(float(np.linalg.norm(edge - foot)) for edge, foot in zip(edges, feet, strict=True))
        self.lane = min(_LANE, max(0.0, room - 2 * _LEAST) / max(1, self.lanes[-1]))
        return max(_LEAST, min(lowest + _CLEAR, room - _LEAST - self.lane * self.lanes[-1]))

    def _below(self, reach: float, lane: int) -> Point:
        """A point beside the line, away from the light."""
        return self.pose.origin + reach * self.pose.along - (self.distance + lane * self.lane) * self.pose.across

    def _landing(self, leg: int) -> tuple[Point, Point]:
        return self._below(self.reaches[leg], self.lanes[leg]), self._below(self.reaches[leg + 1], self.lanes[leg])

    def signed_lengths(self) -> list[float]:
        """How long the drawn shadows are along the line, measured on the arrows, in Manim's units."""
        return [float(np.dot(shadow.tip - shadow.tail, self.pose.along)) for shadow in self.shadows]

    @property
    def everything(self) -> VGroup:
        """All of it, in drawing order."""
        return VGroup(*self.drops, *self.arrows, *self.shadows)

    def named(self, labels: Sequence[VMobject]) -> list[VMobject]:
        """Put a label beside each leg; returns them."""
        return [self.beside_leg(label, leg) for leg, label in enumerate(labels)]

    def beside_leg(self, label: VMobject, leg: int) -> VMobject:
        """Put a label beside a leg, where it is furthest from everything else."""
        tail, tip = self.corners[leg], self.corners[leg + 1]
        half = np.array([label.width, label.height, 0.0]) / 2
        outward = quarter_turn(unit(tip - tail))
        places = [
            tail + share * (tip - tail) + side * outward * (0.12 + float(np.abs(outward) @ half))
            for share in _PLACES
            for side in (1, -1)
        ]
        others = [*self._sides(), *(ends for other, ends in enumerate(pairwise(self.corners)) if other != leg)]
        clearance = [min(_distance(place, *ends) for ends in others) for place in places]
        return label.move_to(places[int(np.argmax(np.minimum(clearance, 0.45)))])

    def _sides(self) -> list[tuple[Point, Point]]:
        """What else a name has to keep clear of: both arrows, the drop, the shadows."""
        pose = self.pose
        drawn = [(pose.origin, pose.a), (pose.origin, pose.b), (pose.origin, pose.foot), (pose.a, pose.foot)]
        return drawn + [self._landing(leg) for leg in range(len(self.arrows))]


def _lanes(runs: Sequence[float]) -> list[int]:
    """Which lane the shadow of each leg takes: the next one whenever they turn round."""
    lanes = [0]
    for before, run in pairwise(np.sign(runs)):
        lanes.append(lanes[-1] + int(run * before < 0))
    return lanes


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to a straight piece."""
    way = end - start
    share = np.clip(np.dot(point - start, way) / max(float(np.dot(way, way)), 1e-12), 0, 1)
    return float(np.linalg.norm(point - start - share * way))


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
        self.land_at.put(*self.way(self.rate_func(alpha)))
        self.land_at.set_fill(opacity=min(1.0, 4 * alpha))


def _between(start: tuple[Point, Point], end: tuple[Point, Point]) -> Callable[[float], tuple[Point, Point]]:
    return lambda share: (
        start[0] + share * (end[0] - start[0]),
        start[1] + share * (end[1] - start[1]),
    )
