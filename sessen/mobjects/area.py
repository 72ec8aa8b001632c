"""The area between a curve and the axis, whose ends may move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from manim import VMobject

from sessen.mobjects.author import Moving, reader
from sessen.mobjects.curves import Curve
from sessen.mobjects.following import always_refresh
from sessen.mobjects.plane import Plane
from sessen.mobjects.vectors import straight_pieces
from sessen.theme import FUNCTION, Role

Numbers = npt.NDArray[np.float64]
_OPACITY = 0.28


class Area(VMobject):
    """What lies between the graph of a function and the x-axis, as far as the plane shows it.

    Parameters
    ----------
    plane
        The plane that the curve is drawn in.
    function
        f: a formula of the lesson, or any function of an array.
    interval
        From where to where in x: numbers, trackers, or functions that are asked in every frame.
    """

    def __init__(
        self,
        plane: Plane,
        function: Callable[[Any], Any],
        interval: tuple[Moving, Moving],
        *,
        role: Role = FUNCTION,
        opacity: float = _OPACITY,
    ) -> None:
        super().__init__(stroke_width=0, fill_color=plane.theme[role], fill_opacity=opacity)
        left, right = map(reader, interval)
        window, color = plane.window, plane.theme[role]
        floor = float(np.clip(0.0, window.bottom, window.top))

        def seen(x: Numbers) -> Numbers:
            clipped: Numbers = np.clip(np.asarray(function(x), float), window.bottom, window.top)
            return clipped

        def outline() -> Numbers:
            ends = sorted(float(np.clip(end(), window.left, window.right)) for end in (left, right))
            if ends[1] - ends[0] < 1e-9 * (window.right - window.left):
                return np.zeros((0, 3))
            curve = Curve(seen, plane, (ends[0], ends[1]), color=color)
            height = plane.point(0, floor)[1]
            return np.concatenate([np.zeros((0, 3)), *(_closed(path, height) for path in curve.get_subpaths())])

        self._interval: Callable[[], tuple[float, float]] = lambda: (left(), right())
        self._outline: Callable[[], Numbers] = outline
        self._drawn: tuple[float, float] | None = None
        always_refresh(self)

    def refresh(self) -> None:
        """Lie between the ends of this moment."""
        if self._interval() != self._drawn:
            self._drawn = self._interval()
            self.points = self._outline()


def _closed(path: Numbers, floor: float) -> Numbers:
    """A piece of the curve, closed down to the axis."""
    corners = np.array([path[-1], [path[-1][0], floor, 0.0], [path[0][0], floor, 0.0], path[0]])
    return np.concatenate([path, straight_pieces(corners)])
