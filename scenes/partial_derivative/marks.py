"""What marks a point of a surface: a spot, and a walk that leaves it in a direction."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from manim import Circle, VMobject

from sessen.layout import Point
from sessen.mobjects.surface.box import BoxProjection, SpaceBox
from sessen.mobjects.surface.mesh import Values
from sessen.mobjects.vectors import Arrow, straight_pieces
from sessen.theme import FIXED, MOVING, PAPER, Theme

Numbers = npt.NDArray[np.float64]

_RADIUS: Final = 0.1
REACH: Final = 0.34  # of a walk on the floor, in places
_STEPS: Final = 16


class Marker(Circle):
    """A point with a thin rim of paper."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            radius=_RADIUS, fill_color=theme[FIXED], stroke_color=theme[PAPER], stroke_width=2, stroke_opacity=0
        )
        self._round = self.points.copy()

    def put(self, point: Point, opacity: float) -> None:
        """Draw it at a point, so opaque."""
        self.points = self._round + point
        if self.get_fill_opacity() != opacity:
            self.set_fill(opacity=opacity).set_stroke(opacity=opacity)

    @property
    def middle(self) -> Point:
        """Where it is, measured on its outline."""
        return np.asarray((self.points.max(axis=0) + self.points.min(axis=0)) / 2)


class PathOnSurface(VMobject):
    """A path on the surface that leaves a point in a direction of the floor, with a head at its end."""

    def __init__(self, value: Values, box: SpaceBox, start: tuple[float, float], theme: Theme) -> None:
        super().__init__(stroke_color=theme[MOVING], stroke_width=6, stroke_opacity=0)
        self.set_stroke(theme[PAPER], width=15, opacity=0, background=True)
        self.head = Arrow(np.zeros(3), np.array([0.0, 0.1, 0.0]), theme, role=MOVING, weight=1.1).set_opacity(0)
        self.add(self.head)
        self._value, self._box, self._start = value, box, np.array(start)

    def __deepcopy__(self, memo: dict[int, Any]) -> PathOnSurface:
        return self

    def places(self, direction: float) -> Numbers:
        """The path as places of the box, shape (n, 3); it ends where f does, or leaves the box."""
        half = (self._box.x[1] - self._box.x[0]) / 2
        way = REACH * half * np.array([np.cos(direction), np.sin(direction)])
        x, y = (self._start[:, None] + way[:, None] * np.linspace(0, 1, _STEPS + 1)).clip(
            [[self._box.x[0]], [self._box.y[0]]], [[self._box.x[1]], [self._box.y[1]]]
        )
        z = self._value(x, y)
        with np.errstate(invalid="ignore"):
            gone = ~((z >= self._box.z[0]) & (z <= self._box.z[1]))
        count = int(np.argmax(gone)) if gone.any() else len(z)
        return self._box.place(x[:count], y[:count], z[:count])

    def follow(self, view: BoxProjection, direction: float, opacity: float) -> None:
        """Draw it in a direction, so opaque."""
        if opacity > 0:
            points = view.point(self.places(direction))
            if len(points) > 1:
                self.points = straight_pieces(points)
                way = points[-1] - points[-2]
                way = way / max(float(np.linalg.norm(way)), 1e-9)
                self.head.put(points[-1] - 0.02 * way, points[-1] + 0.2 * way)
        if self.get_stroke_opacity() != opacity:
            self.set_stroke(opacity=opacity, family=False)
            self.set_stroke(opacity=opacity, family=False, background=True)
            self.head.set_fill(opacity=opacity)


def is_hidden(value: Values, box: SpaceBox, place: Numbers, toward: Numbers) -> bool:
    """Whether the surface stands between a place on it and an eye in a direction: the ray passes through it."""
    ray = place + np.linspace(0.03, 3.2, 400)[:, None] * toward
    ray = ray[(np.abs(ray[:, :2]) <= 1).all(axis=1)]
    x, y, z = box.numbers(ray).T
    with np.errstate(invalid="ignore"):
        above = np.sign(z - np.clip(value(x, y), *box.z))
    above = above[np.isfinite(above)]
    return bool(len(above) and (above != above[0]).any())
