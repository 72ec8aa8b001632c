"""The mirror in which a matrix is transposed: a diagonal that runs down to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from manim import Animation, VGroup, VMobject

from sessen.layout import Point
from sessen.mobjects.matrices.brackets import Brackets
from sessen.mobjects.vectors import Dashed
from sessen.shared import NotCopied
from sessen.theme import MUTED, Role, Theme

_ACROSS: Final = np.array([1.0, 1.0, 0.0]) / np.sqrt(2)  # square to the diagonal
_ALONG: Final = np.array([1.0, -1.0, 0.0]) / np.sqrt(2)
_LAG: Final = 1.1  # times as long as one place takes, until the last place begins to turn
_AROUND: Final = 0.45  # how far from its straight way something goes round the diagonal, as a share of its distance
_CLEAR: Final = 0.1  # between a dash and what must not be crossed out


@dataclass(frozen=True, slots=True)
class Diagonal(NotCopied):
    """A line that runs down to the right through ``corner``, a point of the frame of shape (3,)."""

    corner: Point

    def mirrored(self, points: Point) -> Point:
        """Points mirrored in the diagonal; shape (..., 3)."""
        return self.folded(points, 1.0)

    def folded(self, points: Point, share: float) -> Point:
        """Points this share of the way to their mirror images, straight across the diagonal; shape (..., 3)."""
        points = np.asarray(points)
        distance = (points - self.corner) @ _ACROSS
        return np.asarray(points - 2 * share * distance[..., None] * _ACROSS)

    def dashed(self, above: float, below: float, theme: Theme, *, role: Role = MUTED) -> Dashed:
        """The diagonal from so far above and left of the corner to so far below and right of it, along each axis."""
        start, end = self.corner + above * np.array([-1.0, 1, 0]), self.corner + below * np.array([1.0, -1, 0])
        return Dashed(theme, role=role, width=3).put(start, end)


def dashed_outside(line: Dashed, crossed: Sequence[VMobject]) -> tuple[Dashed, Dashed]:
    """The dashes of a line that are clear of what must not be crossed out, and the others."""
    dashes = line.points.reshape(-1, 4, 3)
    middles, crossing = dashes.mean(axis=1), np.zeros(len(dashes), bool)
    for each in crossed:
        away = np.abs(middles - each.get_center())
        crossing |= (away[:, 0] < each.width / 2 + _CLEAR) & (away[:, 1] < each.height / 2 + _CLEAR)
    clear, others = line.copy(), line.copy()
    clear.points, others.points = dashes[~crossing].reshape(-1, 3), dashes[crossing].reshape(-1, 3)
    return clear, others


class Mirror(Animation):
    """Turn things over in a diagonal, as a page that is turned from its upper left corner on.

    One end goes before the other, so that the page is nowhere seen edge-on as a whole: there is always something to
    look at. Entries and names go round the diagonal upright and whole, those from above on one side of it and those
    from below on the other.

    Parameters
    ----------
    shapes
        What becomes its mirror image: blocks, bands, brackets.
    upright
        What goes to its mirrored place and is read there, and all the way, as before: entries and names.
    brackets
        What encloses the mirrored box in the end, on its left and right again; not seen half way.
    """

    def __init__(
        self,
        diagonal: Diagonal,
        *,
        shapes: Sequence[VMobject] = (),
        upright: Sequence[VMobject] = (),
        brackets: Sequence[Brackets] = (),
        **options: Any,
    ) -> None:
        super().__init__(VGroup(*shapes, *brackets, *upright), **options)
        self.diagonal = diagonal
        self.shapes, self.upright, self.brackets = list(shapes), list(upright), list(brackets)

    def begin(self) -> None:
        """Keep where everything starts."""
        self._shapes = [(each, each.points.copy()) for shape in self.shapes for each in shape.get_family()]
        self._upright = [
            (each, np.array(whole.get_center()), each.points.copy())
            for whole in self.upright
            for each in whole.get_family()
        ]
        self._brackets = [(each, each.points.copy(), self._behind(each)) for each in self.brackets]
        self._opacities = [each.get_stroke_opacity() for each in self.brackets]
        places = [points for _, points in self._shapes if len(points)] + [
            center[None] for _, center, _ in self._upright
        ]
        along = (np.concatenate([np.zeros((0, 3)), *places]) - self.diagonal.corner) @ _ALONG
        self._ends = (float(along.min()), float(along.max())) if len(along) else (0.0, 1.0)
        super().begin()

    def _behind(self, brackets: Brackets) -> Point:
        """What the brackets of the mirrored box look like from this side of the mirror."""
        width, height = brackets.box
        center = self.diagonal.mirrored(brackets.middle)
        return self.diagonal.mirrored(brackets.copy().put(center, height, width).points)

    def _turned(self, points: Point, alpha: float) -> Point:
        """Points of the page at this share of the time; shape (..., 3)."""
        low, high = self._ends
        off = points - self.diagonal.corner
        first = (off @ _ALONG - low) / max(high - low, 1e-9)
        share = np.clip((1 + _LAG) * alpha - _LAG * first, 0.0, 1.0)
        turn = np.pi * smooth_shares(share)
        distance = off @ _ACROSS
        moved = (np.cos(turn) - 1)[..., None] * distance[..., None] * _ACROSS
        return np.asarray(points + moved + (_AROUND * np.sin(turn) * distance)[..., None] * _ALONG)

    def interpolate_mobject(self, alpha: float) -> None:
        """Put everything this share of the way over."""
        for shape, start in self._shapes:
            if len(start):
                shape.points = self._placed(start, alpha)
        for (brackets, before, after), opacity in zip(self._brackets, self._opacities, strict=True):
            brackets.points = self._placed(before if alpha < 0.5 else after, alpha)
            brackets.set_stroke(opacity=opacity * max(0.0, 2 * abs(1 - 2 * alpha) - 1))
        for each, center, start in self._upright:
            if len(start):
                each.points = self._placed(center, alpha) + start - center

    def _placed(self, points: Point, alpha: float) -> Point:
        """At either end exactly there, and on the way as the page turns."""
        return self._turned(points, alpha) if alpha < 1 else self.diagonal.mirrored(points)


def smooth_shares(shares: Point) -> Point:
    """Slowly out of rest and slowly into it again."""
    return np.asarray(shares * shares * (3 - 2 * shares))
