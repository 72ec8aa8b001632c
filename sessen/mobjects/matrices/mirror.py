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
    """Turn things over in a diagonal, as a sheet of paper that is hinged there.

    Parameters
    ----------
    shapes
        What becomes its mirror image: blocks, bands, brackets.
    upright
        What goes to its mirrored place and is read there as before: entries and names.
    brackets
        What encloses the mirrored box in the end, on its left and right again.
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
        super().begin()

    def _behind(self, brackets: Brackets) -> Point:
        """What the brackets of the mirrored box look like from this side of the mirror."""
        width, height = brackets.box
        center = self.diagonal.mirrored(brackets.middle)
        return self.diagonal.mirrored(brackets.copy().put(center, height, width).points)

    def interpolate_mobject(self, alpha: float) -> None:
        """Put everything this share of the way over."""
        share = self.rate_func(alpha)
        for shape, start in self._shapes:
            if len(start):
                shape.points = self.diagonal.folded(start, share)
        for brackets, before, after in self._brackets:  # seen edge on half way, one pair is as good as the other
            brackets.points = self.diagonal.folded(before if share < 0.5 else after, share)
        flat = 1 - abs(1 - 2 * share)  # upright and readable on both sides
        for each, center, start in self._upright:
            if len(start):
                away = start - center
                each.points = self.diagonal.folded(center, share) + away - flat * (away @ _ACROSS)[:, None] * _ACROSS
