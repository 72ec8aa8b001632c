"""A map seen aslant: heights rise from the plane until the eye stands straight above it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sessen.layout import Point

_DIP: Final = 0.4


@dataclass(frozen=True, slots=True)
class Relief:
    """Looks at a plane from the side (``tilt`` 1), from straight above (``tilt`` 0), or from in between.

    A parallel projection, so that equal lengths along one direction stay equal.

    Parameters
    ----------
    center
        The point of the frame about which the eye turns; shape (3,).
    azimuth
        By which angle the plane is turned when it is seen aslant, in radians.
    elevation
        How high the eye then stands above the horizon, in radians.
    size
        How large the plane is then, as a share of its size from above.
    sink
        How far down the plane's centre then is, in Manim's units, to make room for heights.
    """

    center: Point
    azimuth: float = np.radians(-32.0)
    elevation: float = np.radians(27.0)
    size: float = 0.88
    sink: float = 1.0

    def seen(self, points: Point, height: float | Point, tilt: float) -> Point:
        """Where points of the plane are seen, lifted by a height, or by one each of shape (n, 1); shape (n, 3)."""
        turn, rise, offset = self._view(tilt)
        lifted = (points - self.center) @ turn.T + height * rise
        return np.asarray(lifted + offset)

    def plan(self, seen: Point, height: float | Point, tilt: float) -> Point:
        """The points of the plane that are seen there: the inverse of `seen`; shape (n, 3)."""
        turn, rise, offset = self._view(tilt)
        back = np.zeros((3, 3))
        back[:2, :2] = np.linalg.inv(turn[:2, :2])
        return np.asarray((seen - offset - height * rise) @ back.T + self.center)

    def _view(self, tilt: float) -> tuple[Point, Point, Point]:
        """The matrix for the plane, the vector for one unit of height, and where the centre is."""
        turn = tilt * self.azimuth
        up = np.pi / 2 - tilt * (np.pi / 2 - self.elevation)
        # Half-way the turned square is at its widest: a little smaller, so that its corners stay in the figure.
        size = 1 - tilt * (1 - self.size) - _DIP * tilt * (1 - tilt)
        cosine, sine = np.cos(turn), np.sin(turn)
        matrix = size * np.array([[cosine, -sine, 0], [sine * np.sin(up), cosine * np.sin(up), 0], [0, 0, 0]])
        return matrix, np.array([0, size * np.cos(up), 0]), self.center - np.array([0, tilt * self.sink, 0])
