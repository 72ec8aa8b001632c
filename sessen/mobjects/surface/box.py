"""A box of numbers x, y, z, and where its points are in the frame when the eye goes round it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.errors import SessenError
from sessen.layout import Point, Region
from sessen.mobjects.space import seen_from
from sessen.shared import NotCopied

Numbers = npt.NDArray[np.float64]
Interval = tuple[float, float]

HEIGHT: Final = 0.46  # of the box, as a share of its width


@dataclass(frozen=True, slots=True)
class SpaceBox(NotCopied):
    """From where to where x, y and z are shown.

    Inside, *places* are used: from -1 to 1 along x and y, from -`HEIGHT` to `HEIGHT` along z.
    """

    x: Interval
    y: Interval
    z: Interval

    def place(self, x: Numbers | float, y: Numbers | float, z: Numbers | float) -> Numbers:
        """Numbers that broadcast to shape (...) as places, shape (..., 3)."""
        parts = np.broadcast_arrays(*(np.asarray(part, float) for part in (x, y, z)))
        return (np.stack(parts, axis=-1) - self._middle) / self._half

    def numbers(self, places: Numbers) -> Numbers:
        """The inverse of `place`, shape (..., 3)."""
        return places * self._half + self._middle

    @property
    def _middle(self) -> Numbers:
        return np.array([sum(side) / 2 for side in (self.x, self.y, self.z)])

    @property
    def _half(self) -> Numbers:
        return np.array([(high - low) / 2 for low, high in (self.x, self.y, self.z)]) / (1, 1, HEIGHT)


@dataclass(frozen=True, slots=True)
class Viewpoint(NotCopied):
    """Where the middle of a box stands in the frame, and how long a place's unit is there."""

    center: Point
    unit: float

    def towards(self, other: Viewpoint, share: float) -> Viewpoint:
        """The stand at a share of the way to another."""
        return Viewpoint(
            self.center + share * (other.center - self.center), self.unit + share * (other.unit - self.unit)
        )


class BoxProjection(NotCopied):
    """A box in parallel projection, seen from the side of large x and small y: equal lengths along one line stay equal.

    Parameters
    ----------
    azimuth
        Where the eye is, asked again for every picture: the angle from the direction of x, in radians, between
        -pi/2 (looking along y) and 0 (against x). Painter's order is made for these.
    elevation
        How high the eye is above the horizon, in radians; asked again as well. At pi/2 the box is a map.
    stand
        Where the box stands, asked again for every picture.
    growth
        How far heights have grown from the floor, from 0 to 1.
    """

    def __init__(
        self,
        azimuth: Callable[[], float],
        elevation: Callable[[], float],
        stand: Callable[[], Viewpoint],
        growth: Callable[[], float] = lambda: 1.0,
    ) -> None:
        self.azimuth, self.elevation, self.stand, self.growth = azimuth, elevation, stand, growth
        self._known: tuple[float, ...] = ()
        self._affine = np.zeros((3, 3)), np.zeros(3)
        self._toward = np.zeros(3)

    @property
    def state(self) -> tuple[float, ...]:
        """All that the picture depends on."""
        stand = self.stand()
        return (self.azimuth(), self.elevation(), stand.unit, *stand.center.tolist(), self.growth())

    def affine(self) -> tuple[Numbers, Point]:
        """The matrix, shape (3, 3), and the offset, shape (3,): places are seen at ``places @ matrix + offset``."""
        self._look()
        return self._affine

    def _look(self) -> None:
        """Work out matrix, offset and direction anew where anything has changed: many ask within one picture."""
        state = self.state
        if state == self._known:
            return
        azimuth, elevation, unit, *center, growth = self._known = state
        rotation = seen_from(azimuth, elevation)
        matrix = unit * rotation.T
        matrix[:, 2] = 0.0
        sunk = (growth - 1) * HEIGHT * matrix[2]
        matrix[2] *= growth
        self._affine, self._toward = (matrix, np.array(center) + sunk), rotation[2]

    def point(self, places: Numbers) -> Point:
        """Where places are in the frame, shape (..., 3)."""
        matrix, offset = self.affine()
        return np.asarray(places @ matrix + offset)

    @property
    def toward(self) -> Numbers:
        """The direction to the eye, of length one; shape (3,)."""
        self._look()
        return self._toward


def fitted(region: Region, azimuths: Interval, elevation: float) -> Viewpoint:
    """The largest stand in the middle of a region in which the box stays from one azimuth to another.

    Raises
    ------
    SessenError
        If an azimuth is not between -pi/2 and 0.
    """
    if not -np.pi / 2 <= min(azimuths) <= max(azimuths) <= 0:
        raise SessenError("the eye leaves the quarter from which surfaces are drawn", hint="azimuths from -pi/2 to 0")
    corners = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-HEIGHT, HEIGHT)])
    seen = np.concatenate([corners @ seen_from(turn, elevation)[:2].T for turn in np.linspace(*azimuths, 25)])
    low, high = seen.min(axis=0), seen.max(axis=0)
    unit = float(min(region.width / (high[0] - low[0]), region.height / (high[1] - low[1])))
    return Viewpoint(region.center - unit * np.array([*(low + high) / 2, 0.0]), unit)
