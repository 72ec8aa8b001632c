"""Two vectors of any dimension as arrows on flat paper, drawn to scale."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import VGroup

from scenes.dot_product.legs import Legs
from scenes.dot_product.measured import Measured
from scenes.dot_product.shadow import ArrowPose, ShadowFigure
from sessen.layout import Point, Region
from sessen.mathematics import Projection, format_number, to_float
from sessen.mobjects.plane import Plane, Ranges
from sessen.theme import MUTED
from sessen.typesetting.typeset import Typesetter
from sessen.words import Words

Numbers = npt.NDArray[np.float64]

_GRID_LINES: Final = 8  # at most, from bottom to top
_DISPARATE: Final = 10.0  # vectors whose lengths differ by more cannot both be seen at one scale
_TURN_ROOM: Final = 0.1  # more, each time that the shadows of the legs turn round and take another lane
_NOTE_ROOM: Final = 0.5  # below, for what the picture has to say about its scale
_MARGIN: Final = 0.45  # around the arrows, for their names

_FAINT: Final = 0.3  # opacity of the grid
_BEHIND: Final = -1  # it goes on behind the panel
TRUE_SCALE: Final = Words(en="drawn to scale", ja="長さと角度は実際どおり")
IN_THE_PLANE: Final = Words(en="in the plane of $bold(a)$ and $bold(b)$", ja="$bold(a)$ と $bold(b)$ の平面の上")


class FlatPicture:
    """A unit grid (or one of round steps) that holds a, b, and a turned anywhere to its own side of b.

    Two components are drawn as they are. More are drawn in the plane that a and b span, b to the
    right. Where one vector is ten times as long as the other or more, the shorter one is drawn magnified by a power
    of ten, ``magnified_a`` or ``magnified_b``, and the picture has to say so.

    Parameters
    ----------
    projection
        The two vectors.
    region
        Where the arrows and their names may stand.
    band
        As far as which the grid goes on.
    """

    def __init__(self, projection: Projection, region: Region, band: Region, typesetter: Typesetter) -> None:
        self.length_a, self.length_b = to_float(projection.length_a), to_float(projection.length_b)
        self.largest = self.length_a * self.length_b  # what the product can come to
        ratio = self.length_a / self.length_b
        self.magnified_a, self.magnified_b = _magnification(1 / ratio), _magnification(ratio)
        self._pose: tuple[float, ArrowPose] | None = None
        self.flat = len(projection.a) == 2
        self._rows = np.eye(2) if self.flat else _frame(projection)
        self._components = np.array([to_float(component) for component in projection.a])
        b = self._rows @ np.array([to_float(component) for component in projection.b])
        a = self._rows @ self._components
        self.along = b / np.linalg.norm(b)
        self.side = -1.0 if self.along[0] * a[1] - self.along[1] * a[0] < 0 else 1.0
        self.across = self.side * np.array([-self.along[1], self.along[0]])
        noted = _NOTE_ROOM if self.shorter or not self.flat else 0.0
        self.region = region = Region(region.left, region.right, region.bottom + noted, region.top)
        self.plane = Plane.unbounded(region, self._window(region), band, typesetter, lines=_GRID_LINES)

    @property
    def shorter(self) -> str:
        """The name of the vector that is drawn magnified; empty if none is."""
        return "a" if self.magnified_a > 1 else "b" if self.magnified_b > 1 else ""

    @property
    def remarks(self) -> list[Words]:
        """What the picture has to say about its plane and its scale; nothing where vectors are drawn as they are."""
        said = [] if self.flat else [IN_THE_PLANE]
        if not self.shorter:
            return said if self.flat else [*said, TRUE_SCALE]
        name, times = self.shorter, format_number(max(self.magnified_a, self.magnified_b), style="typst")
        magnified = {
            "en": f"$bold({name})$ is drawn ${times}$ times as long",
            "ja": f"$bold({name})$ は ${times}$ 倍に拡大しています",
        }
        return [*said, Words(owner="FlatPicture", **magnified)]

    @property
    def backdrop(self) -> VGroup:
        """The grid, and where they have a meaning the axes: quiet, for the line of b is what matters."""
        muted = self.plane.theme[MUTED]
        grid, axes = self.plane.grid.set_stroke(muted, 1.2, opacity=_FAINT), self.plane.axes.set_stroke(muted, 2.5)
        return VGroup(grid, *([axes] if self.flat else [])).set_z_index(_BEHIND)

    def turned(self, angle: float) -> Numbers:
        """The vector a, in the numbers of the plane and as drawn, turned to an angle from b in radians; shape (2,)."""
        return np.array(self._stretched_a * (math.cos(angle) * self.along + math.sin(angle) * self.across))

    @property
    def _stretched_a(self) -> float:
        return self.magnified_a * self.length_a

    @property
    def _stretched_b(self) -> Numbers:
        return np.array(self.magnified_b * self.length_b * self.along)

    def pose(self, angle: float) -> ArrowPose:
        """Where the arrows are in the frame when a stands at an angle from b in radians."""
        if self._pose is None or self._pose[0] != angle:
            self._pose = angle, self._pose_at(angle)
        return self._pose[1]

    def _pose_at(self, angle: float) -> ArrowPose:
        return ArrowPose(
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

    def measured(self, figure: ShadowFigure) -> Measured:
        """What is drawn, in the numbers of the vectors, magnification undone."""
        a, b, bar = figure.a.arrow, figure.b.arrow, figure.bar.points
        ends = self.plane.numbers_at(np.array([a.tail, a.tip, b.tail, b.tip, bar[0], bar[-1]]))
        whole_a, whole_b, shadow = ends[1::2] - ends[::2]
        return Measured(whole_a / self.magnified_a, whole_b / self.magnified_b, shadow / self.magnified_a)

    def products_of(self, legs: Legs) -> Numbers:
        """The signed lengths of the drawn shadows of legs, times the length of b; shape (n,)."""
        return np.array(legs.signed_lengths()) / self.plane.unit[0] / self.magnified_a * self.length_b

    def _window(self, region: Region) -> Ranges:
        """All that is ever drawn, and room for names around it."""
        turns = np.stack([self.turned(angle) for angle in np.linspace(0, np.pi, 61)], axis=1)
        points = np.concatenate([turns, self._corners(), self._stretched_b[:, None], np.zeros((2, 1))], axis=1)
        low, high = points.min(axis=1), points.max(axis=1)
        reaches = self.along @ np.diff(self._corners(), axis=1)
        room = _MARGIN + _TURN_ROOM * np.count_nonzero(reaches[1:] * reaches[:-1] < 0)
        free = np.array([region.width - 0.15, region.height - 0.1]) - 2 * room
        margin = room * float(max((high - low) / free))
        return Ranges(low[0] - margin, high[0] + margin, low[1] - margin, high[1] + margin)


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
