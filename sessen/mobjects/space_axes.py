"""Axes in space, with curves and points in them, seen by a camera that may turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from manim import Dot, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.author import Author, Moving, reader
from sessen.mobjects.axes import AxisNumbers
from sessen.mobjects.following import always_refresh
from sessen.mobjects.space import seen_from
from sessen.mobjects.vectors import segments, straight_pieces
from sessen.shared import NotCopied
from sessen.theme import FUNCTION, GRID, MOVING, MUTED, Role
from sessen.typesetting.ticks import tick_step, tick_text, ticks
from sessen.typesetting.typeset import LABEL, TICK, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]
Interval = tuple[float, float]

AZIMUTH: Final = -1.0  # radians: from in front, a little from the right
ELEVATION: Final = 0.42
_HEIGHT: Final = 0.62  # of the box, as a share of its width
_LABEL_ROOM: Final = 0.42  # around the box, for names and numbers
_NAME_GAP: Final = 0.3
_TICK_GAP: Final = 0.24
_SAMPLES: Final = 241


class _Camera(NotCopied):
    """Where numbers are in the frame now, in parallel projection; nothing leaves the region however it turns."""

    def __init__(
        self, region: Region, ranges: tuple[Interval, Interval, Interval], azimuth: Moving, elevation: Moving
    ) -> None:
        self.azimuth, self.elevation = reader(azimuth), reader(elevation)
        low, high = np.array(ranges, float).T
        self._middle, self._half = (low + high) / 2, (high - low) / 2 / (1, 1, _HEIGHT)
        # A box that turns sweeps a circle; seen from above the horizon it is no higher than the tilted one.
        self.unit = min(
            (region.width / 2 - _LABEL_ROOM) / np.sqrt(2), (region.height / 2 - _LABEL_ROOM) / _tallest(ELEVATION)
        )
        self._center = region.center

    @property
    def state(self) -> tuple[float, float]:
        """All that the picture depends on."""
        return self.azimuth(), self.elevation()

    def point(self, numbers: Numbers) -> Point:
        """Where numbers, shape (..., 3), are in the frame; shape (..., 3)."""
        places = (np.asarray(numbers, float) - self._middle) / self._half
        flat = self.unit * places @ seen_from(*self.state).T
        flat[..., 2] = 0.0
        return np.asarray(flat + self._center)


def _tallest(elevation: float) -> float:
    """How far up the corner of the box reaches that is seen highest while it turns."""
    return float(_HEIGHT * np.cos(elevation) + np.sqrt(2) * np.sin(elevation))


class SpaceAxes(VGroup):
    """Three axes with numbers over a grid; x and y span the floor, z goes up. Drawn anew while the camera turns.

    Parameters
    ----------
    region
        Where the axes may stand.
    x, y, z
        From where to where.
    azimuth, elevation
        Where the camera is, in radians: numbers, trackers, or functions that are asked in every frame.
    names
        What stands at the ends of the axes, in Typst's mathematics.
    """

    def __init__(
        self,
        region: Region,
        x: Interval,
        y: Interval,
        z: Interval,
        typesetter: Typesetter,
        *,
        azimuth: Moving = AZIMUTH,
        elevation: Moving = ELEVATION,
        names: tuple[str, str, str] = ("x", "y", "z"),
    ) -> None:
        super().__init__()
        self.type, self.theme = typesetter, typesetter.theme
        self._camera = _Camera(region, (x, y, z), azimuth, elevation)
        self._low, self._high = np.array((x, y, z), float).T
        self._ticks = [ticks(*side, 4) for side in (x, y, z)]
        self.grid = VMobject(stroke_color=self.theme[GRID], stroke_width=1.5)
        self.axes = VMobject(stroke_color=self.theme[MUTED], stroke_width=2.5)
        self.numbers = AxisNumbers(*(label for axis in range(3) for label in self._labels(axis)))
        self.names = VGroup(*(typesetter.math(name, size=LABEL * 0.9, role=MUTED) for name in names))
        self._seen: tuple[float, float] | None = None
        self.add(self.grid, self.axes, self.numbers, self.names)
        always_refresh(self)

    @classmethod
    def of(
        cls,
        lesson: Author,
        x: Interval,
        y: Interval,
        z: Interval,
        *,
        region: Region | None = None,
        azimuth: Moving = AZIMUTH,
        elevation: Moving = ELEVATION,
    ) -> SpaceAxes:
        """Axes in the lesson's figure, or in another region."""
        place = region or lesson.layout.figure
        return cls(place, x, y, z, lesson.type, azimuth=azimuth, elevation=elevation)

    def point(self, x: float | Numbers, y: float | Numbers, z: float | Numbers) -> Point:
        """Where numbers are in the frame now; shape (..., 3) for x, y and z that broadcast to (...)."""
        return self._camera.point(np.stack(np.broadcast_arrays(*(np.asarray(part, float) for part in (x, y, z))), -1))

    def curve(
        self, function: Callable[[Numbers], Any], interval: Interval, *, role: Role = FUNCTION, width: float = 5.0
    ) -> VMobject:
        """The path of ``function``, which takes an array t and returns x, y and z; it turns with the axes."""
        times = np.linspace(*interval, _SAMPLES)
        places = np.stack(np.broadcast_arrays(*(np.asarray(part, float) for part in function(times))), axis=-1)
        path = VMobject(stroke_color=self.theme[role], stroke_width=width)
        camera = self._camera
        return path.add_updater(lambda each: _smooth(each, camera.point(places)), call_updater=True)

    def dot(self, place: Callable[[], tuple[float, float, float]], *, role: Role = MOVING) -> Dot:
        """A point at numbers that are asked for in every frame."""
        camera = self._camera
        dot = Dot(color=self.theme[role], radius=0.1)
        return dot.add_updater(lambda each: each.move_to(camera.point(np.array(place()))), call_updater=True)

    def refresh(self) -> None:
        """Be seen as the camera sees it now."""
        if self._camera.state == self._seen:
            return
        self._seen = self._camera.state
        self.grid.points = self._lines(self._grid_ends())
        self.axes.points = self._lines(self._axis_ends())
        self._place_labels()

    # -- its own parts -------------------------------------------------------------------------------------------

    def _labels(self, axis: int) -> list[Typeset]:
        low, high = float(self._low[axis]), float(self._high[axis])
        step = tick_step(low, high, 4)
        return [self.type.math(tick_text(value, step), size=TICK * 0.9, role=MUTED) for value in self._ticks[axis]]

    def _lines(self, ends: Numbers) -> Point:
        return np.asarray(segments(self._camera.point(ends)))

    def _grid_ends(self) -> Numbers:
        (x0, y0, z0), (x1, y1, _) = self._low, self._high
        along = [((x, y0, z0), (x, y1, z0)) for x in {x0, x1, *self._ticks[0]}]
        across = [((x0, y, z0), (x1, y, z0)) for y in {y0, y1, *self._ticks[1]}]
        return np.array(sorted(along) + sorted(across))

    @property
    def _edges(self) -> tuple[Numbers, Numbers]:
        """From where to where each axis goes, along the edges of the floor that are nearest: shapes (3, 3)."""
        toward = seen_from(*self._camera.state)[2]
        near = np.where(toward[:2] > 0, self._high[:2], self._low[:2])
        # The axis up stands where the floor's outline turns, at the left.
        right = seen_from(*self._camera.state)[0]
        left = np.where(right[:2] > 0, self._low[:2], self._high[:2])
        starts = np.array([(self._low[0], near[1]), (near[0], self._low[1]), left])
        ends = np.array([(self._high[0], near[1]), (near[0], self._high[1]), left])
        floor, top = self._low[2], self._high[2]
        return np.column_stack([starts, [floor, floor, floor]]), np.column_stack([ends, [floor, floor, top]])

    def _axis_ends(self) -> Numbers:
        return np.stack(self._edges, axis=1)

    def _place_labels(self) -> None:
        starts, ends = self._edges
        middle = self._camera.point((self._low + self._high) / 2 * (1, 1, 0) + (0, 0, self._low[2]))
        labels = iter(self.numbers)
        for axis in range(3):
            first, last = self._camera.point(starts[axis]), self._camera.point(ends[axis])
            out = _outward(first, last, middle)
            for value in self._ticks[axis]:
                place = starts[axis].copy()
                place[axis] = value
                next(labels).move_to(self._camera.point(place) + _TICK_GAP * out)
            self.names[axis].move_to((first + last) / 2 + (_TICK_GAP + _NAME_GAP) * out)


def _outward(first: Point, last: Point, middle: Point) -> Point:
    """The direction at right angles to an edge that leads away from the middle; of length one."""
    way = last - first
    out = np.array([-way[1], way[0], 0.0]) / max(float(np.hypot(*way[:2])), 1e-9)
    return out if out @ ((first + last) / 2 - middle) > 0 else -out


def _smooth(path: VMobject, corners: Point) -> VMobject:
    path.points = straight_pieces(corners)
    return path
