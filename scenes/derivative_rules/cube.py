"""A cube that grows at three faces, seen aslant: three slabs, each a square thick by dx."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from manim import VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.following import always_refresh
from sessen.mobjects.vectors import straight_pieces
from sessen.theme import FUNCTION, INK, MUTED, PAPER, Role
from sessen.typesetting.typeset import LABEL, Typesetter

_DEPTH: Final = np.array([0.42, 0.3, 0.0])  # where the third direction goes on paper, for a length of one
_SHADES: Final = (0.5, 0.72, 0.34)  # of front, top and right
_APART: Final = 0.3  # how far slabs stand off, in Manim's units, when they are shown one by one


class CubeBox(VMobject):
    """Three faces of a box: front, top or right, as one path each; a family of three."""

    def __init__(
        self, corners: Callable[[], tuple[Point, Point]], project: Callable[[Point], Point], color: str
    ) -> None:
        super().__init__()
        self.corners, self.project = corners, project
        for shade in _SHADES:
            self.add(VMobject(fill_color=color, fill_opacity=shade, stroke_color=color, stroke_width=2.5))
        always_refresh(self)

    def refresh(self) -> None:
        """Draw the faces where the corners are now; corners in space, the third direction away from the viewer."""
        (x0, y0, z0), (x1, y1, z1) = self.corners()
        front = [(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)]
        top = [(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)]
        right = [(x1, y0, z0), (x1, y0, z1), (x1, y1, z1), (x1, y1, z0)]
        for face, corners in zip(self.submobjects, (front, top, right), strict=True):
            face.points = straight_pieces(self.project(np.array([*corners, corners[0]], dtype=np.float64)))


class GrowingCube(VGroup):
    """A cube of side 1 and three slabs of thickness dx, at its right, on its top and in front.

    Parameters
    ----------
    dx, apart
        How thick the slabs are, as a share of the side, and how far (0 to 1) they stand off.
    most
        The largest dx, for which room is left.
    region
        Where it stands.
    """

    def __init__(
        self,
        dx: Callable[[], float],
        apart: Callable[[], float],
        most: float,
        region: Region,
        typesetter: Typesetter,
    ) -> None:
        super().__init__()
        self.type, self.theme, self.dx, self.apart = typesetter, typesetter.theme, dx, apart
        span = 1 + most
        size = span * (1 + _DEPTH[:2])
        self.unit = min((region.width - 1.6) / size[0], (region.height - 1.3) / size[1])
        self.origin = region.center - np.array([*(size * self.unit / 2), 0.0]) + most * _DEPTH * self.unit
        self.cube = self._box(lambda d, a: ((0, 0, 0), (1, 1, 1)), MUTED)
        self.slabs = [
            self._box(lambda d, a: ((1 + a, 0, 0), (1 + a + d, 1, 1)), FUNCTION),
            self._box(lambda d, a: ((0, 1 + a, 0), (1, 1 + a + d, 1)), FUNCTION),
            self._box(lambda d, a: ((0, 0, -a - d), (1, 1, -a)), FUNCTION),
        ]
        self.names = self._names()

    def _box(
        self, corners: Callable[[float, float], tuple[tuple[float, ...], tuple[float, ...]]], role: Role
    ) -> CubeBox:
        def now() -> tuple[Point, Point]:
            low, high = corners(self.dx(), self.apart() * _APART / self.unit)
            return np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)

        return CubeBox(now, self.project, self.theme[role])

    def project(self, points: Point) -> Point:
        """Points of space, shape (n, 3), on paper."""
        flat = np.stack([points[:, 0], points[:, 1], np.zeros(len(points))], axis=1)
        return np.asarray(self.origin + self.unit * (flat + points[:, 2:] * _DEPTH))

    def _names(self) -> VGroup:
        """x along the back edge of the top, where it stays to be seen; it keeps above the slab that comes there."""
        name = self.type.math("x", size=LABEL, role=INK)
        aside = np.array([0.0, 0.14 + name.height / 2, 0.0])
        return VGroup(name.add_updater(lambda label: label.move_to(self.edge() + aside), call_updater=True))

    def edge(self) -> Point:
        """The middle of the highest edge, shape (3,)."""
        (low, _, _), (high, top, back) = self.slabs[1].corners()
        return np.asarray(self.project(np.array([[(low + high) / 2, top, back]]))[0])

    def slab_name(self) -> VGroup:
        """What each slab adds, on the slab in front."""
        corner, _ = self.slabs[2].corners()
        name = self.type.math("x^2 dif x", size=LABEL, role=INK)
        name.set_stroke(self.type.theme[PAPER], width=6, background=True)
        return VGroup(name.move_to(self.project(np.array([[0.5, 0.5, corner[2]]]))[0]))

    def measured(self) -> tuple[float, list[float]]:
        """The drawn volume of the cube, and of each slab, in cubes of side 1: from the drawn edges of their faces."""
        return self._volume(self.cube), [self._volume(slab) for slab in self.slabs]

    def _volume(self, box: CubeBox) -> float:
        front, _, right = (np.asarray(face.points, float) for face in box.submobjects)
        width, height = float(np.ptp(front[:, 0])), float(np.ptp(front[:, 1]))
        depth = float((right[4] - right[0])[0] / _DEPTH[0])
        return width * height * depth / float(self.unit) ** 3
