"""A bar that stands on the axis of a plane and is as high as a number; it claims that it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VMobject

from sessen.claims import Equal
from sessen.layout import Point
from sessen.mobjects.author import Moving, reader
from sessen.mobjects.following import always_refresh
from sessen.mobjects.plane import Plane
from sessen.mobjects.vectors import straight_pieces
from sessen.theme import GIVEN_A, Role


class Bar(VMobject):
    """A rectangle from the x-axis to a height, both in the plane's own numbers.

    In a lesson it claims ``bar_is_as_high_as_its_number`` on every frame that shows it.

    Parameters
    ----------
    plane
        Where it stands.
    interval
        From where to where in x: numbers, trackers, or functions that are asked in every frame.
    height
        How high it is at this moment; below zero it hangs down.
    """

    def __init__(
        self,
        plane: Plane,
        interval: tuple[Moving, Moving],
        height: Moving,
        *,
        role: Role = GIVEN_A,
        opacity: float = 0.35,
    ) -> None:
        color = plane.theme[role]
        super().__init__(stroke_width=2.5, stroke_color=color, fill_color=color, fill_opacity=opacity)
        left, right, now = (reader(value) for value in (*interval, height))
        self._corners: Callable[[], Point] = lambda: plane.point(
            np.array([left(), right(), right(), left(), left()]), np.array([0.0, 0.0, now(), now(), 0.0])
        )
        always_refresh(self)
        if plane.author is not None:
            plane.author.add_claim("bar_is_as_high_as_its_number", self, lambda: _is_as_high(plane, self, now()))

    def refresh(self) -> None:
        """Be as high as the number is now."""
        self.points = straight_pieces(self._corners())


def _is_as_high(plane: Plane, bar: VMobject, height: float) -> Equal | None:
    """Measured from corner to corner of what is drawn; while only a part of it is, there is nothing to say."""
    if len(bar.points) != 16:
        return None
    (_, low), (_, high) = plane.numbers_at(bar.points[[0, 8]])
    return Equal(float(high - low), height, scale=plane.window.top - plane.window.bottom)
