"""The shadow that an arrow casts on the line of another: all that a picture of a projection is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self, TypeVar

import numpy as np
from manim import Animation, ManimColor, VGroup, VMobject

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
    straight_pieces,
    unit,
)
from sessen.theme import FIXED, GIVEN_A, GIVEN_B, INK, MOVING, PAPER, Theme
from sessen.typesetting.typeset import LABEL, Typesetter

Named = TypeVar("Named", bound=VMobject)

_MARK: Final = 0.24
_ARC: Final = 0.75  # the radius where there is room
_ARC_CHORD: Final = 0.5  # an acute angle's arc moves out until it is so long, for its letter to fit between the sides
_RAYS: Final = 17  # places across the light where it is asked how far it comes
_BEYOND: Final = 0.8  # how much wider the light is than the shadow, to either side
_EDGE: Final = 1e-3
_BRIGHTNESS: Final = (0.0, 0.12, 0.3)  # opacity of the light, from where it enters to the line
_HALO: Final = 9  # of paper around names, for lines that pass behind them


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
        self.line = Dashed(theme, role=INK, width=2, dash=0.07)
        self.bar = VMobject(stroke_color=theme[MOVING], stroke_width=16, stroke_opacity=0.75)
        self.b = self._named(now.b, "bold(b)", lean=-0.9 * now.across)
        self.a = self._named(now.a, "bold(a)", lean=0.9 * now.across)
        self.drop = Dashed(theme, role=INK)
        self.mark = RightAngle(theme)
        self.arc = AngleArc(theme)
        self.theta = self._haloed(typesetter.math("theta", size=LABEL))
        for mobject, place in self._places().items():
            place(mobject, now)
            mobject.add_updater(self._follower(place), call_updater=False)

    def _named(self, tip: Point, name: str, lean: Point) -> LabelledArrow:
        role = GIVEN_A if name == "bold(a)" else GIVEN_B
        arrow = Arrow(self.pose().origin, tip, self.type.theme, role=role)
        label = self._haloed(self.type.math(name, role=role))
        return LabelledArrow(arrow, label, lean=lean, within=self.region)

    def _haloed(self, label: Named) -> Named:
        return haloed(label, self.type.theme)

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

        place(self._haloed(label), self.pose())
        return label.add_updater(self._follower(place), call_updater=False)

    def rays(self) -> Beam:
        """Light that falls square onto the line of b and ends at a where a is in its way."""
        return Beam(self.pose(), self.region, self.type.theme)

    @property
    def everything(self) -> VGroup:
        """All of it, in drawing order."""
        return VGroup(self.line, self.bar, self.b, self.drop, self.mark, self.arc, self.a, self.theta)


class Beam(VMobject):
    """Light that comes from the edge of a region, square to the line of b, to the line or to what stands in its way.

    Attributes
    ----------
    starts, ends
        Where it enters and where it is stopped, place by place across the beam; shape (n, 3).
    """

    def __init__(self, pose: ArrowPose, region: Region, theme: Theme) -> None:
        super().__init__(stroke_width=0, fill_color=theme[FIXED], fill_opacity=1)
        height = float(np.dot(pose.a - pose.origin, pose.across))
        shadow = float(np.dot(pose.a - pose.origin, pose.along))
        low, high = min(0.0, shadow) - _BEYOND, max(0.0, shadow) + _BEYOND
        edges = [-_EDGE, _EDGE, shadow - _EDGE, shadow + _EDGE]  # of the shadow, which are sharp
        starts, ends = [], []
        for reach in np.sort([*np.linspace(low, high, _RAYS), *edges]):
            ground = pose.origin + reach * pose.along
            stopped = height * reach / shadow if 0 < reach / (shadow or np.inf) < 1 else 0.0
            top = float(np.linalg.norm(line_across(region, ground, pose.across)[1] - ground))
            starts.append(ground + top * pose.across)
            ends.append(ground + min(stopped, top) * pose.across)
        self.starts, self.ends = np.array(starts), np.array(ends)
        self.sheen_direction = -pose.across
        self.fill_rgbas = np.array([[*ManimColor(theme[FIXED]).to_rgb(), opacity] for opacity in _BRIGHTNESS])
        self.reach(1.0)

    def reach(self, share: float) -> Self:
        """Draw the light this share of its way."""
        front = self.starts + share * (self.ends - self.starts)
        self.points = straight_pieces(np.concatenate([self.starts, front[::-1], self.starts[:1]]))
        return self


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
    """Light runs from where it begins to where something stops it."""

    def __init__(self, beam: Beam, **options: Any) -> None:
        self.beam = beam
        super().__init__(beam, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        """Draw the light at this share of its way."""
        self.beam.reach(self.rate_func(alpha))


def haloed(label: Named, theme: Theme) -> Named:
    """A label with paper around its letters, so that lines which pass behind it do not cross it."""
    label.set_stroke(theme[PAPER], width=_HALO, background=True)
    return label


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
