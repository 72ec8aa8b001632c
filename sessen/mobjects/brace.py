"""A curly brace along a side of something, with a label at its tip; both follow what they belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from manim import DOWN, Mobject, VGroup, VMobject

from sessen.layout import Point
from sessen.mobjects.author import Author
from sessen.mobjects.following import always_refresh
from sessen.mobjects.vectors import unit
from sessen.theme import INK, Role
from sessen.typesetting.typeset import LABEL, Typesetter

Ends = tuple[Point, Point]

_GAP: Final = 0.1  # between the thing and its brace
_CURL: Final = 0.16  # how far across and along a curl reaches
_LABEL_GAP: Final = 0.12
_STROKE: Final = 3.5


class LabelledBrace(VGroup):
    """A brace from one point to another, its tip on the right of the way; drawn anew while they move.

    Parameters
    ----------
    ends
        Both points, asked again in every frame.
    label
        What stands at the tip, in Typst's mathematics.
    """

    def __init__(
        self, typesetter: Typesetter, ends: Callable[[], Ends], label: str, *, role: Role = INK, size: float = LABEL
    ) -> None:
        super().__init__()
        self.ends: Callable[[], Ends] = lambda: ends()  # noqa: PLW0108  # a method's object would be copied along
        self.brace = VMobject(stroke_color=typesetter.theme[role], stroke_width=_STROKE)
        self.label = typesetter.math(label, size=size, role=role)
        self.add(self.brace, self.label)
        always_refresh(self)

    @classmethod
    def of(cls, lesson: Author, thing: Mobject, label: str, *, side: Point = DOWN, role: Role = INK) -> LabelledBrace:
        """A brace along a side of something in the lesson, as long as that is wide or high there."""
        side = np.asarray(side, float)
        along = np.array([side[1], -side[0], 0.0])  # so that the tip, on the right of the way, points outward

        def ends() -> Ends:
            start, end = (thing.get_critical_point(side + sign * along) for sign in (1, -1))
            return start + _GAP * side, end + _GAP * side

        return cls(lesson.type, ends, label, role=role)

    def refresh(self) -> None:
        """Lie where both ends are now."""
        start, end = self.ends()
        self.brace.points = brace_path(start, end)
        outward = _outward(start, end)
        half = np.array([self.label.width / 2, self.label.height / 2, 0.0])
        self.label.move_to(
            (start + end) / 2 + outward * (2 * _curl(start, end) + _LABEL_GAP + float(np.abs(outward) @ half))
        )


def _curl(start: Point, end: Point) -> float:
    """How large the curls are: those of a short brace are smaller."""
    return min(_CURL, float(np.linalg.norm(end - start)) / 4)


def _outward(start: Point, end: Point) -> Point:
    way = unit(end - start)
    return np.array([way[1], -way[0], 0.0])


def brace_path(start: Point, end: Point) -> Point:
    """Four curls and two straight pieces from ``start`` to ``end``; the points of cubic curves, shape (24, 3)."""
    curl, out, way = _curl(start, end), _outward(start, end), unit(end - start)
    middle = (start + end) / 2

    def place(origin: Point, along: float, across: float) -> Point:
        return np.asarray(origin + curl * (along * way + across * out))

    first = [place(start, *pair) for pair in ((0, 0), (0, 0.6), (0.4, 1), (1, 1))]
    inner = [place(middle, *pair) for pair in ((-1, 1), (-0.4, 1), (0, 1.4), (0, 2))]
    straight = [first[-1] + share * (inner[0] - first[-1]) for share in (0, 1 / 3, 2 / 3, 1)]
    half = np.array([*first, *straight, *inner])
    about = half - middle
    mirrored = about - 2 * np.outer(about @ way, way) + middle
    return np.concatenate([half, mirrored[::-1]])
