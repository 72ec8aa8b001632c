"""Two vectors of any dimension as arrows on flat paper, true to length and angle."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import VGroup

from sessen.mathematics import Projection, to_float
from sessen.stage.layout import Point, Region
from sessen.stage.plane import Plane, Window
from sessen.stage.shadow import Pose
from sessen.stage.typesetting import Typesetter
from sessen.stage.vectors import Arrow

Numbers = npt.NDArray[np.float64]

_DISPARATE: Final = 10.0  # vectors whose lengths differ by more cannot both be seen at one scale
_MARGIN: Final = 0.62  # around the arrows, for their names


class FlatPicture:
    """A grid that holds a, b, and a turned anywhere to its own side of b.

    Two components are drawn as they are, on a numbered plane. More are drawn in the plane that a and b span, b to the
    right. Where one vector is ten times as long as the other or more, the shorter one is drawn magnified by a power
    of ten, ``magnified_a`` or ``magnified_b``, and the picture has to say so.

    Parameters
    ----------
    projection
        The two vectors.
    region
        Where the grid, its numbers, the arrows and their names may stand.
    """

    def __init__(self, projection: Projection, region: Region, typesetter: Typesetter) -> None:
        self.length_a, self.length_b = to_float(projection.length_a), to_float(projection.length_b)
        ratio = self.length_a / self.length_b
        self.magnified_a, self.magnified_b = _magnification(1 / ratio), _magnification(ratio)
        self.flat = len(projection.a) == 2
        self._rows = np.eye(2) if self.flat else _frame(projection)
        self._components = np.array([to_float(component) for component in projection.a])
        b = self._rows @ np.array([to_float(component) for component in projection.b])
        a = self._rows @ self._components
        self.along = b / np.linalg.norm(b)
        self.side = -1.0 if self.along[0] * a[1] - self.along[1] * a[0] < 0 else 1.0
        self.across = self.side * np.array([-self.along[1], self.along[0]])
        self.numbered = self.flat and not self.shorter
        self.plane = Plane(
            region, self._window(region), typesetter, square=True, numbered=self.numbered, most_ticks=(10, 7)
        )

    @property
    def shorter(self) -> str:
        """The name of the vector that is drawn magnified; empty if none is."""
        return "a" if self.magnified_a > 1 else "b" if self.magnified_b > 1 else ""

    @property
    def backdrop(self) -> VGroup:
        """Grid and, where they have a meaning, axes and numbers."""
        plane = self.plane
        return VGroup(plane.grid, plane.axes, plane.numbers) if self.flat else VGroup(plane.grid)

    def turned(self, angle: float) -> Numbers:
        """The vector a, in the numbers of the plane and as drawn, turned to an angle from b in radians; shape (2,)."""
        return self._stretched_a * (math.cos(angle) * self.along + math.sin(angle) * self.across)

    @property
    def _stretched_a(self) -> float:
        return self.magnified_a * self.length_a

    @property
    def _stretched_b(self) -> Numbers:
        return np.array(self.magnified_b * self.length_b * self.along)

    def pose(self, angle: float) -> Pose:
        """Where the arrows are in the frame when a stands at an angle from b in radians."""
        return Pose(
            self.plane.point(0, 0),
            self.plane.point(*self.turned(angle)),
            self.plane.point(*self._stretched_b),
            self.side,
        )

    def corners(self) -> Point:
        """Where the legs along the axes to the tip of a meet, seen square onto the plane; shape (n + 1, 3)."""
        return self.plane.point(*self._corners())

    def _corners(self) -> Numbers:
        legs = self.magnified_a * self._rows * self._components
        return np.concatenate([np.zeros((2, 1)), np.cumsum(legs, axis=1)], axis=1)

    def drawn_vector(self, arrow: Arrow) -> Numbers:
        """What an arrow of the frame is in the numbers of the plane, measured at its ends; shape (2,)."""
        tail, tip = self.plane.numbers_at(np.array([arrow.tail, arrow.tip]))
        return np.array(tip - tail)

    def _window(self, region: Region) -> Window:
        """All that is ever drawn, and room for names around it."""
        turns = np.stack([self.turned(angle) for angle in np.linspace(0, np.pi, 61)], axis=1)
        points = np.concatenate([turns, self._corners(), self._stretched_b[:, None], np.zeros((2, 1))], axis=1)
        low, high = points.min(axis=1), points.max(axis=1)
        free = np.array([region.width - 0.85, region.height - 0.6]) - 2 * _MARGIN
        margin = _MARGIN * float(max((high - low) / free))
        return Window(low[0] - margin, high[0] + margin, low[1] - margin, high[1] + margin)


def _magnification(ratio: float) -> float:
    return 10.0 ** math.floor(math.log10(ratio) + 1e-12) if ratio >= _DISPARATE else 1.0


def _frame(projection: Projection) -> Numbers:
    """Two directions of length one, along b and square to it on the side of a, as rows; shape (2, n)."""
    b = np.array([to_float(component) for component in projection.b])
    along = b / np.linalg.norm(b)
    across = np.array([to_float(component) for component in projection.rejection])
    if not np.any(across):  # parallel vectors leave the plane open: any direction square to them will do
        across = np.eye(len(b))[int(np.argmin(np.abs(along)))]
        across = across - np.dot(across, along) * along
    return np.stack([along, across / np.linalg.norm(across)])
