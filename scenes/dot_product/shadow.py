"""The shadow that an arrow casts on the line of another: all that a picture of a projection is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from manim import Animation, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.vectors import (
    AngleArc,
    Arrow,
    Dashed,
    LabelledArrow,
    RightAngle,
    beside,
    line_across,
    quarter_turn,
    segments,
    unit,
)
from sessen.theme import GIVEN_A, GIVEN_B, INK, MOVING, MUTED
from sessen.typesetting.typeset import LABEL, Typesetter

_MARK: Final = 0.24
_ARC: Final = 0.75  # the radius where there is room
_ARC_CHORD: Final = 0.5  # an acute angle's arc moves out until it is so long, for its letter to fit between the sides
_RAYS: Final = 17


@dataclass(frozen=True, eq=False)
class ArrowPose:
    """Two arrows from one point of the frame, and on which side of b the arrow a is (1 left, -1 right)."""

    origin: Point
    a: Point
    b: Point
    side: float = 1.0

    @cached_property
    def along(self) -> Point:
        """The direction of b."""
        return unit(self.b - self.origin)

    @cached_property
    def across(self) -> Point:
        """The direction square to b, on the side of a."""
        return self.side * quarter_turn(self.along)

    @cached_property
    def foot(self) -> Point:
        """The end of the shadow."""
        return np.array(self.origin + np.dot(self.a - self.origin, self.along) * self.along)

    @cached_property
    def angle(self) -> float:
        """The angle between the arrows in radians, from 0 to pi."""
        a = self.a - self.origin
        return float(np.arctan2(max(0.0, np.dot(a, self.across)), np.dot(a, self.along)))


class ShadowFigure:
    """Two arrows, the shadow of one on the line of the other, the drop and its right angle, the angle between them.

    Everything follows ``pose``, which is asked again in every frame.

    Parameters
    ----------
    pose
        Where the arrows are; the same object as long as they stand still.
    region
        Where the figure and its names have to stay.
    """

    def __init__(self, pose: Callable[[], ArrowPose], region: Region, typesetter: Typesetter) -> None:
        self.pose = pose
        self.region = region
        self.type = typesetter
        theme, now = typesetter.theme, pose()
        self.line = Dashed(theme, role=MUTED, width=2.5, dash=0.07)
        self.bar = VMobject(stroke_color=theme[MOVING], stroke_width=16, stroke_opacity=0.75)
        self.b = self._named(now.b, "bold(b)", lean=-0.9 * now.across)
        self.a = self._named(now.a, "bold(a)", lean=0.9 * now.across)
        self.drop = Dashed(theme, role=INK)
        self.mark = RightAngle(theme)
        self.arc = AngleArc(theme)
        self.theta = typesetter.math("theta", size=LABEL)
        for mobject, place in self._places().items():
            place(mobject, now)
            mobject.add_updater(self._follower(place), call_updater=False)

    def _named(self, tip: Point, name: str, lean: Point) -> LabelledArrow:
        role = GIVEN_A if name == "bold(a)" else GIVEN_B
        arrow = Arrow(self.pose().origin, tip, self.type.theme, role=role)
        return LabelledArrow(arrow, self.type.math(name, role=role), lean=lean, within=self.region)

    def _places(self) -> dict[VMobject, Callable[[Any, ArrowPose], object]]:
        return {
            self.line: lambda line, pose: line.put(*line_across(self.region, pose.origin, pose.along)),
            self.bar: lambda bar, pose: lie(bar, pose.origin, pose.foot),
            self.a: _put_a,
            self.b: lambda arrow, pose: arrow.put(pose.origin, pose.b),
            self.drop: lambda drop, pose: drop.put(pose.a, pose.foot),
            self.mark: _put_mark,
            self.arc: lambda arc, pose: arc.put(pose.origin, *_arc(pose)),
            self.theta: _put_letter,
        }

    def _follower(self, place: Callable[[Any, ArrowPose], object]) -> Callable[[Any], None]:
        def follow(mobject: Any) -> None:
            pose = self.pose()
            if mobject.__dict__.get("drawn_for") is not pose:  # nothing is drawn anew while nothing moves
                place(mobject, pose)
                mobject.drawn_for = pose

        return follow

    def follow_shadow(self, label: VMobject) -> VMobject:
        """Keep a label beside the middle of the shadow, on the side where a is not."""

        def place(mobject: VMobject, pose: ArrowPose) -> None:
            beside(mobject, (pose.origin + pose.foot) / 2, -pose.across, gap=0.2, within=self.region)

        place(label, self.pose())
        return label.add_updater(self._follower(place), call_updater=False)

    def rays(self) -> VMobject:
        """Light that falls square onto the line of b and ends at a where a is in its way."""
        pose = self.pose()
        height = float(np.dot(pose.a - pose.origin, pose.across))
        shadow = float(np.dot(pose.a - pose.origin, pose.along))
        low, high = min(0.0, shadow) - 0.6, max(0.0, shadow) + 0.6
        ends = []
        for reach in np.linspace(low, high, _RAYS):
            ground = pose.origin + reach * pose.along
            stopped = height * reach / shadow if 0 < reach / (shadow or np.inf) < 1 else 0.0
            sky = line_across(self.region, ground, pose.across)[1]
            top = min(height + 0.55, float(np.linalg.norm(sky - ground)))
            ends.append((ground + top * pose.across, ground + min(stopped, top) * pose.across))
        rays = VMobject(stroke_color=self.type.theme[MUTED], stroke_width=2.0)
        rays.points = segments(np.array(ends))
        return rays

    @property
    def everything(self) -> VGroup:
        """All of it, in drawing order."""
        return VGroup(self.line, self.bar, self.b, self.drop, self.mark, self.arc, self.a, self.theta)


class FallOntoLine(Animation):
    """The shadow: a bar leaves the arrow and falls, square to the line, until it lies on it."""

    def __init__(self, figure: ShadowFigure, **options: Any) -> None:
        self.figure = figure
        super().__init__(figure.bar, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        """Draw the bar at this share of its way."""
        pose, share = self.figure.pose(), self.rate_func(alpha)
        lie(self.figure.bar, pose.origin, pose.a + share * (pose.foot - pose.a))
        self.figure.bar.set_stroke(opacity=0.75 * min(1.0, 4 * alpha))


class PourLight(Animation):
    """Rays of light run from where they begin to where they end, side by side."""

    def __init__(self, rays: VMobject, **options: Any) -> None:
        ends = rays.points.reshape(-1, 4, 3)
        self.starts, self.ends = ends[:, 0], ends[:, 3]
        super().__init__(rays, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        """Draw the rays at this share of their way."""
        reached = self.starts + self.rate_func(alpha) * (self.ends - self.starts)
        self.mobject.points = segments(np.stack([self.starts, reached], axis=1))


def lie(bar: VMobject, start: Point, end: Point) -> None:
    """Draw a straight bar anew; one of no length is not seen."""
    bar.points = segments(np.array([[start, end]]))


def _put_a(arrow: LabelledArrow, pose: ArrowPose) -> None:
    """The nearer a lies to the line of b, the more its name leans away from it."""
    arrow.lean = (0.7 + 2.5 * np.cos(pose.angle) ** 4) * pose.across
    arrow.put(pose.origin, pose.a)


def _put_mark(mark: RightAngle, pose: ArrowPose) -> None:
    """At the foot, towards the tip of b, so that at a right angle it stands between the arrows themselves."""
    height = float(np.dot(pose.a - pose.origin, pose.across))
    mark.put(pose.foot, pose.along, pose.across, max(0.0, min(_MARK, 0.45 * height)))


def _arc(pose: ArrowPose) -> tuple[float, float, float]:
    """Direction, angle and radius of the arc between the arrows."""
    shorter = min(float(np.linalg.norm(tip - pose.origin)) for tip in (pose.a, pose.b))
    angle = pose.angle
    radius = min(max(_ARC, _ARC_CHORD / max(angle, 1e-3)), 0.55 * shorter)
    return float(np.arctan2(pose.along[1], pose.along[0])), pose.side * angle, radius


def _put_letter(letter: VMobject, pose: ArrowPose) -> None:
    """Outside the arc, halfway; it fades where the angle is too small to hold it."""
    start, angle, radius = _arc(pose)
    middle = start + angle / 2
    letter.move_to(pose.origin + (radius + 0.26) * np.array([np.cos(middle), np.sin(middle), 0.0]))
    letter.set_opacity(float(np.clip((abs(angle) * (radius + 0.26) - 0.3) / 0.1, 0, 1)))
