"""Arrows, right-angle marks, angle arcs and dashed lines that follow points: one path each, cheap to move.

Each has a method ``put`` that draws it anew between points of the frame, so that an updater is one call and what is
seen is a function of the points alone.
"""

from __future__ import annotations

from typing import Any, Final, Self, cast

import numpy as np
import numpy.typing as npt
from manim import Animation, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.author import Author, Place, place_reader
from sessen.theme import FUNCTION, INK, Role, Theme
from sessen.typesetting.typeset import LABEL

HEAD_LENGTH: Final = 0.3  # Manim's units, as all lengths here
HEAD_WIDTH: Final = 0.24
SHAFT_WIDTH: Final = 0.065
RIGHT_ANGLE: Final = 0.24  # the side of its mark
_HEAD_SHARE: Final = 0.6  # of an arrow that is too short for a whole head
_DASH: Final = 0.09
_ARC_PIECE: Final = np.pi / 8  # a cubic over so small an angle leaves a circle by 1e-8 of its radius


def unit(vector: Point) -> Point:
    """The vector at length one; zero stays zero."""
    length = float(np.linalg.norm(vector))
    return vector / length if length > 0 else np.zeros_like(vector)


def quarter_turn(vector: Point) -> Point:
    """The vector turned by a right angle, counter-clockwise."""
    return np.array([-vector[1], vector[0], 0.0])


class Arrow(VMobject):
    """An arrow as one filled outline: its tip is a corner of the outline, so it ends exactly where it says.

    The head keeps its size whatever the length. An arrow too short for that shrinks as a whole, in shape; one of no
    length is not seen.

    Parameters
    ----------
    tail, tip
        Points of the frame, shape (3,).
    role
        What its colour says.
    weight
        Scales shaft and head together; 1 is for the vectors that a scene is about.
    """

    def __init__(self, tail: Point, tip: Point, theme: Theme, *, role: Role, weight: float = 1.0) -> None:
        super().__init__(fill_color=theme[role], fill_opacity=1, stroke_width=0)
        self.weight = weight
        self.put(tail, tip)

    @classmethod
    def of(cls, lesson: Author, tail: Place, tip: Place, *, role: Role = FUNCTION, weight: float = 1.0) -> Self:
        """An arrow of a lesson; ends that are functions are asked in every frame."""
        begin, end = place_reader(tail), place_reader(tip)
        arrow = cls(begin(), end(), lesson.theme, role=role, weight=weight)
        if callable(tail) or callable(tip):
            arrow.add_updater(lambda it: cast(Arrow, it).put(begin(), end()))
        return arrow

    def put(self, tail: Point, tip: Point) -> Self:
        """Draw it from ``tail`` to ``tip``."""
        length = float(np.linalg.norm(tip - tail))
        along = unit(tip - tail)
        aside = quarter_turn(along)
        size = self.weight * min(1.0, _HEAD_SHARE * length / (HEAD_LENGTH * self.weight))
        neck = tip - HEAD_LENGTH * size * along
        barb, shaft = aside * HEAD_WIDTH * size / 2, aside * SHAFT_WIDTH * size / 2
        corners = [tip, neck + barb, neck + shaft, tail + shaft, tail - shaft, neck - shaft, neck - barb, tip]
        self.points = straight_pieces(np.array(corners))
        return self

    @property
    def tip(self) -> Point:
        """Where it ends, measured on the outline."""
        return np.array(self.points[0])

    @property
    def tail(self) -> Point:
        """Where it begins, measured on the outline."""
        return np.array((self.points[12] + self.points[16]) / 2)


class LabelledArrow(VGroup):
    """An arrow with its name beside the tip.

    Parameters
    ----------
    lean
        A direction that the name is drawn towards, besides the arrow's own: names of two arrows that may come to
        lie on each other lean to opposite sides.
    within
        Where the name has to stay.
    """

    def __init__(
        self, arrow: Arrow, label: VMobject, *, lean: Point | None = None, within: Region | None = None
    ) -> None:
        super().__init__(arrow, label)
        self.arrow = arrow
        self.label = label
        self.lean = np.zeros(3) if lean is None else lean
        self.within = within
        self.put(arrow.tail, arrow.tip)

    @classmethod
    def of(
        cls, lesson: Author, name: str, tail: Place, tip: Place, *, role: Role = FUNCTION, lean: Point | None = None
    ) -> Self:
        """An arrow of a lesson with its name, in Typst's mathematics; it stays in the figure's part of the frame.

        Ends that are functions are asked in every frame.
        """
        begin, end = place_reader(tail), place_reader(tip)
        arrow, label = Arrow(begin(), end(), lesson.theme, role=role), lesson.type.math(name, size=LABEL, role=role)
        made = cls(arrow, label, lean=lean, within=lesson.layout.figure)
        if callable(tail) or callable(tip):
            made.add_updater(lambda it: cast(LabelledArrow, it).put(begin(), end()))
        return made

    def put(self, tail: Point, tip: Point) -> Self:
        """Draw the arrow from ``tail`` to ``tip`` and take the name along."""
        self.arrow.put(tail, tip)
        beside(self.label, tip, unit(tip - tail) + self.lean, within=self.within)
        return self


class GrowArrow(Animation):
    """An arrow grows out of its tail, its head in shape and size from the beginning."""

    def __init__(self, arrow: Arrow, **options: Any) -> None:
        super().__init__(arrow, **options)
        self.arrow = arrow
        self.ends = arrow.tail, arrow.tip

    def interpolate_mobject(self, alpha: float) -> None:
        """Draw the arrow at this share of its length."""
        tail, tip = self.ends
        self.arrow.put(tail, tail + self.rate_func(alpha) * (tip - tail))


class RightAngle(VMobject):
    """The little square that marks a right angle."""

    def __init__(self, theme: Theme, *, role: Role = INK, width: float = 3.0) -> None:
        super().__init__(stroke_color=theme[role], stroke_width=width)

    @classmethod
    def of(cls, lesson: Author, corner: Point, along: Point, across: Point, *, role: Role = INK) -> Self:
        """The mark of a lesson, in the corner between two directions of length one."""
        return cls(lesson.theme, role=role).put(corner, along, across)

    def put(self, corner: Point, along: Point, across: Point, size: float = RIGHT_ANGLE) -> Self:
        """Draw it in the corner between two directions of length one."""
        self.points = straight_pieces(
            np.array([corner + size * along, corner + size * (along + across), corner + size * across])
        )
        return self


class AngleArc(VMobject):
    """The arc of an angle at a point."""

    def __init__(self, theme: Theme, *, role: Role = INK, width: float = 3.5) -> None:
        super().__init__(stroke_color=theme[role], stroke_width=width)

    @classmethod
    def of(
        cls, lesson: Author, center: Point, start: float, angle: float, *, radius: float = 0.6, role: Role = INK
    ) -> Self:
        """The arc of a lesson, from the direction ``start`` on by ``angle``, both in radians."""
        return cls(lesson.theme, role=role).put(center, start, angle, radius)

    def put(self, center: Point, start: float, angle: float, radius: float) -> Self:
        """Draw it from the direction ``start`` on by ``angle``, both in radians, counter-clockwise where positive."""
        count = max(1, int(np.ceil(abs(angle) / _ARC_PIECE)))
        turns = start + angle * np.linspace(0, 1, count + 1)
        ends = np.stack([np.cos(turns), np.sin(turns), np.zeros_like(turns)], axis=1)
        tangents = np.stack([-ends[:, 1], ends[:, 0], ends[:, 2]], axis=1) * (4 / 3 * np.tan(angle / count / 4))
        pieces = np.stack([ends[:-1], ends[:-1] + tangents[:-1], ends[1:] - tangents[1:], ends[1:]], axis=1)
        self.points = center + radius * pieces.reshape(-1, 3)
        return self


class Dashed(VMobject):
    """A dashed line whose dashes keep their length and stand still at its start while its end moves."""

    def __init__(self, theme: Theme, *, role: Role = INK, width: float = 3.0, dash: float = _DASH) -> None:
        super().__init__(stroke_color=theme[role], stroke_width=width)
        self.dash = dash

    def put(self, start: Point, end: Point) -> Self:
        """Draw it from ``start`` to ``end``; the last dash is cut where the line ends."""
        length = float(np.linalg.norm(end - start))
        begins = np.arange(0.0, length, 2 * self.dash)
        pairs = np.stack([begins, np.minimum(begins + self.dash, length)], axis=1)
        self.points = segments(start + pairs[:, :, None] * unit(end - start))
        return self


def straight_pieces(corners: Point) -> Point:
    """The cubic points of the path through ``corners``, shape (n, 3): shape (4 n - 4, 3)."""
    return segments(np.stack([corners[:-1], corners[1:]], axis=1))


def segments(ends: npt.NDArray[np.float64]) -> Point:
    """The cubic points of many straight lines, ends of shape (n, 2, 3): shape (4 n, 3)."""
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    return np.array((ends[:, :1] * (1 - shares) + ends[:, 1:] * shares).reshape(-1, 3))


def beside(label: VMobject, point: Point, direction: Point, *, gap: float = 0.14, within: Region | None = None) -> None:
    """Move a label off a point in a direction, all of its box beyond the point by ``gap``, and then into a region."""
    direction = unit(direction)
    half = np.array([label.width / 2, label.height / 2, 0.0])
    place = point + direction * (gap + float(np.abs(direction) @ half))
    if within is not None:
        low, high = within.at(0, 0) + half, within.at(1, 1) - half
        place = np.maximum(np.minimum(place, high), low)
    label.move_to(place)


def line_across(region: Region, through: Point, direction: Point) -> tuple[Point, Point]:
    """Where a straight line enters and leaves a region that holds a point of it."""
    shares = [
        (bound - through[axis]) / direction[axis]
        for axis, bounds in ((0, (region.left, region.right)), (1, (region.bottom, region.top)))
        if abs(direction[axis]) > 1e-12
        for bound in bounds
    ]
    ahead = min(share for share in shares if share >= 0)
    behind = max(share for share in shares if share <= 0)
    return through + behind * direction, through + ahead * direction
