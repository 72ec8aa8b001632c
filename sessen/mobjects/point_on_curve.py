"""A point that follows a curve, with its name beside it if it has one; it claims that it is on the curve."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import UR, Dot, Mobject, VGroup

from sessen.claims import Equal
from sessen.layout import Point
from sessen.mobjects.author import Moving, reader
from sessen.mobjects.following import always_refresh
from sessen.mobjects.plane import Plane
from sessen.mobjects.vectors import beside
from sessen.theme import MOVING, Role
from sessen.typesetting.typeset import LABEL

_RADIUS = 0.1


class PointOnCurve(VGroup):
    """The point (x, f(x)) of a plane, wherever x is at this moment.

    In a lesson it claims ``point_is_on_the_curve`` on every frame that shows it.

    Parameters
    ----------
    plane
        The plane that the curve is drawn in.
    function
        f: a formula of the lesson, or any function of a number.
    x
        A number, a tracker, or a function that is asked in every frame.
    label
        A name in Typst's mathematics, which stays beside the point and inside the plane.
    towards
        On which side of the point the name stands, shape (3,).
    """

    def __init__(
        self,
        plane: Plane,
        function: Callable[[float], float],
        x: Moving,
        *,
        role: Role = MOVING,
        label: str = "",
        towards: Point = UR,
        radius: float = _RADIUS,
    ) -> None:
        super().__init__()
        now = reader(x)
        # Functions are not copied with a mobject; a plane would be, at the start of every animation.
        self.place: Callable[[], Point] = lambda: plane.point(now(), float(function(now())))
        self._box = plane.box
        self._towards = np.asarray(towards, float)
        self.dot = Dot(color=plane.theme[role], radius=radius)
        names = [plane.type.math(label, size=LABEL, role=role)] if label else []
        self.add(self.dot, *names)
        always_refresh(self)
        if plane.author is not None:
            plane.author.add_claim("point_is_on_the_curve", self, lambda: _is_on_curve(plane, self, function))

    def refresh(self) -> None:
        """Stand where the point is now."""
        place = self.place()
        self.dot.move_to(place)
        for name in self.submobjects[1:]:
            beside(name, place, self._towards, gap=0.16, within=self._box)


def _is_on_curve(plane: Plane, point: Mobject, function: Callable[[float], float]) -> Equal:
    """Measured where the point is drawn."""
    x, y = plane.numbers_at(point.submobjects[0].get_center())
    return Equal(float(y), float(function(float(x))), scale=plane.window.top - plane.window.bottom)
