"""Three-dimensional arrows seen from one side, turning until the plane that two of them span faces the viewer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from sessen.layout import Point, Region

Matrix = npt.NDArray[np.float64]
Points = npt.NDArray[np.float64]


def seen_from(azimuth: float, elevation: float) -> Matrix:
    """The rotation that looks at space from a direction given in radians; rows are right, up and towards the viewer."""
    right = np.array([-np.sin(azimuth), np.cos(azimuth), 0.0])
    toward = np.array([np.cos(elevation) * np.cos(azimuth), np.cos(elevation) * np.sin(azimuth), np.sin(elevation)])
    return np.stack([right, np.cross(toward, right), toward])


def facing(a: Point, b: Point, direction: float) -> Matrix:
    """The rotation that lays the plane of a and b into the picture, b at this angle to the horizontal, a left of it."""
    along = b / np.linalg.norm(b)
    across = a - np.dot(a, along) * along
    across /= np.linalg.norm(across)
    right = np.cos(direction) * along - np.sin(direction) * across
    up = np.sin(direction) * along + np.cos(direction) * across
    return np.stack([right, up, np.cross(right, up)])


def turned(start: Matrix, end: Matrix, share: float) -> Matrix:
    """The rotation at a share of the straight way between two: about one axis, at an even pace."""
    way = end @ start.T
    angle = float(np.arccos(np.clip((np.trace(way) - 1) / 2, -1.0, 1.0)))
    axis = np.array([way[2, 1] - way[1, 2], way[0, 2] - way[2, 0], way[1, 0] - way[0, 1]])
    length = float(np.linalg.norm(axis))
    if length < 1e-12:
        return end if share > 0.5 else start
    x, y, z = axis / length
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    step = np.eye(3) + np.sin(share * angle) * cross + (1 - np.cos(share * angle)) * cross @ cross
    return np.array(step @ start)


class SpaceView:
    """Points of space in the frame, in parallel projection: what lies in the plane of the picture is true to angle.

    Both ends of the turn fill ``region``, so the view also comes closer or goes back on the way, at an even pace.

    Parameters
    ----------
    start, end
        Rotations, the way between which is turned.
    share
        How much of the way has been turned, from 0 to 1.
    at_start, at_end
        What has to stay in the region at either end, shape (n, 3).
    """

    def __init__(
        self,
        start: Matrix,
        end: Matrix,
        share: Callable[[], float],
        at_start: Points,
        at_end: Points,
        region: Region,
    ) -> None:
        self.start, self.end, self.share = start, end, share
        self._fits = _fit(start, at_start, region), _fit(end, at_end, region)

    @property
    def end_unit(self) -> float:
        """How long one unit is at the end."""
        return self._fits[1][0]

    @property
    def unit(self) -> float:
        """How long one unit is now, in Manim's units."""
        (first, _), (last, _) = self._fits
        return first + self.share() * (last - first)

    @property
    def origin(self) -> Point:
        """Where zero is now."""
        (_, first), (_, last) = self._fits
        return np.array(first + self.share() * (last - first))

    def point(self, vectors: Points) -> Point:
        """Where points of space, shape (..., 3), are in the frame now; shape (..., 3)."""
        flat = np.asarray(vectors, float) @ turned(self.start, self.end, self.share()).T
        flat[..., 2] = 0.0
        return np.array(self.origin + self.unit * flat)


def _fit(rotation: Matrix, points: Points, region: Region) -> tuple[float, Point]:
    """The unit and the origin that put points of space into the middle of a region, as large as they fit."""
    seen = np.asarray(points, float) @ rotation[:2].T
    low, high = seen.min(axis=0), seen.max(axis=0)
    unit = float(min(region.width / (high[0] - low[0]), region.height / (high[1] - low[1])))
    return unit, region.center - unit * np.array([*(low + high) / 2, 0.0])
