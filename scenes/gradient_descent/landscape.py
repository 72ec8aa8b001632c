"""The loss as a landscape in the light and, below it, as a map: a ball on the one, its shadow on the other."""

from __future__ import annotations

from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
from manim import DOWN, Polygon, ValueTracker, VGroup, VMobject

from scenes.gradient_descent.model import Training
from sessen.layout import Point, Region
from sessen.mathematics.contours import nice_levels
from sessen.mobjects.color_scale import HeightScale
from sessen.mobjects.space import seen_from
from sessen.mobjects.surface.box import HEIGHT, BoxProjection, SpaceBox, Viewpoint
from sessen.mobjects.surface.floor import Labels
from sessen.mobjects.surface.lit import LitSurface, level_lines
from sessen.mobjects.vectors import segments, straight_pieces
from sessen.theme import GRID, MOVING, MUTED
from sessen.typesetting.ticks import tick_step, tick_text, ticks
from sessen.typesetting.typeset import LABEL, TICK, Typesetter

Numbers = npt.NDArray[np.float64]

_AZIMUTHS: Final = (-1.18, -0.86)  # where the eye begins and ends; the way between is walked while one looks
_ELEVATIONS: Final = (0.62, 0.7, 0.8, 0.9, 1.0, 1.15)
_LEVELS: Final = 14
_GROWTH: Final = 0.78  # of the box's height
_GAP: Final = 0.95  # how far the map lies below the surface's floor, in places
_SHADE: Final = tuple((1.22 - 0.09 * ring, 0.075) for ring in range(8))  # how far soft shadow goes, how dark each is


class Laid(Protocol):
    """What lies on a landscape: parts on the map, which the surface may hide, and parts on the surface."""

    @property
    def lower(self) -> VGroup:
        """On the map."""
        ...

    @property
    def upper(self) -> VGroup:
        """On the surface."""
        ...

    def follow(self) -> None:
        """Draw them as they are now."""


class LossLandscape(VGroup):
    """Surface and map of a loss over (w, b).

    Parameters
    ----------
    region
        Where it stands while there is something beside it.

    Attributes
    ----------
    turn
        From where it is seen: 0 at first, 1 at last.
    growth
        How far the surface has risen out of the plane, from 0 to 1.
    """

    def __init__(self, training: Training, region: Region, other: Region, typesetter: Typesetter) -> None:
        super().__init__()
        self.training, self.type, self.theme = training, typesetter, typesetter.theme
        grid = training.grid()
        self.low, self.high = float(grid.min()), float(grid.max())
        self.box = SpaceBox(*training.window, (self.low, self.high))
        self.turn, self.growth, self.shift_to, self.presence = map(ValueTracker, (0.0, 0.0, 0.0, 1.0))
        self._seen: tuple[float, ...] = ()
        self.elevation = self._elevation()
        self._stands = [self._fitted(place) for place in (region, other)]
        self.view = BoxProjection(self._azimuth, lambda: self.elevation, self._stand, self._grown)
        self.ground = BoxProjection(self._azimuth, lambda: self.elevation, self._stand_of_map, lambda: 0.0)
        self.levels = nice_levels(grid, _LEVELS)
        self.surface = LitSurface(training.value, self.box, self.view, self.theme, levels=self.levels)
        self.scale_of_heights = HeightScale(self.low, self.high, self.theme.name)
        self._make_map()
        self.map = VGroup(self.tile, self.shade, self.grid, *self.halos, *self.lines, *self.labels)
        self.walks: list[Laid] = []
        self.add(self.map, self.surface)
        self.follow()

    def carry(self, *walks: Laid) -> None:
        """Let these descents be seen, on the surface and on the map that it may hide."""
        self.walks = list(walks)
        self.submobjects = [self.map, *(walk.lower for walk in walks), self.surface, *(walk.upper for walk in walks)]
        self.follow()

    @property
    def is_dark(self) -> bool:
        """Whether it stands on dark paper."""
        return self.theme.name == "dark"

    # -- the map -------------------------------------------------------------------------------------------------

    def _make_map(self) -> None:
        floor = -HEIGHT
        self._square = np.array([(-1, -1, floor), (1, -1, floor), (1, 1, floor), (-1, 1, floor)], float)
        self.tile = Polygon(*self._square, fill_color=self.theme[GRID], fill_opacity=1, stroke_width=0)
        darkness = 1.0 if self.is_dark else 0.4
        self.shade = VGroup(
            *(
                Polygon(*self._square, fill_color="#000000", fill_opacity=darkness * dark, stroke_width=0)
                for _, dark in _SHADE
            )
        )
        marks = [ticks(*side, 4) for side in (self.box.x, self.box.y)]
        self._grid = segments(self._grid_lines(*marks))
        self.grid = VMobject(stroke_color=self.theme[MUTED], stroke_width=1.2, stroke_opacity=0.35)
        found = level_lines(self.training.value, (self.box.x, self.box.y), self.levels)
        self._lines = [
            np.concatenate([np.zeros((0, 3)), *(straight_pieces(self._flat(line)) for line in lines)])
            for lines in found
        ]
        colors = [self.scale_of_heights.color(level) for level in self.levels]
        self.halos = [VMobject(stroke_color=color, stroke_width=7, stroke_opacity=0.16) for color in colors]
        self.lines = [VMobject(stroke_color=color, stroke_width=2.2) for color in colors]
        self.labels = [self._names(), *(self._ticks(axis, own) for axis, own in enumerate(marks))]

    def _flat(self, pairs: Numbers) -> Numbers:
        return self.box.place(pairs[:, 0], pairs[:, 1], self.low)

    def _grid_lines(self, w: Numbers, b: Numbers) -> Numbers:
        along_b = [[(value, end, self.low) for end in self.box.y] for value in w]
        along_w = [[(end, value, self.low) for end in self.box.x] for value in b]
        w_of, b_of, height = np.moveaxis(np.array(along_b + along_w), -1, 0)
        return self.box.place(w_of, b_of, height)

    def _names(self) -> Labels:
        made = [self.type.math(name, size=LABEL) for name in ("w", "b")]
        places = np.array([(0.0, -1, -HEIGHT), (1, 0, -HEIGHT)])
        return Labels(made, places, np.array([(0.0, -1, 0), (1, 0, 0)]), color=self.theme[MOVING], gap=0.42)

    def _ticks(self, axis: int, values: Numbers) -> Labels:
        side = (self.box.x, self.box.y)[axis]
        made = [self.type.math(tick_text(value, tick_step(*side, 4)), size=TICK) for value in values]
        ends = [(value, self.box.y[0]) if axis == 0 else (self.box.x[1], value) for value in values]
        places = self._flat(np.array(ends, float))
        away = np.repeat(np.array([(0.0, -1, 0), (1, 0, 0)])[axis][None], len(made), axis=0)
        return Labels(made, places, away, color=self.theme[MUTED], gap=0.1)

    # -- where things are ----------------------------------------------------------------------------------------

    def _azimuth(self) -> float:
        share = self.turn.get_value()
        return _AZIMUTHS[0] + share * (_AZIMUTHS[1] - _AZIMUTHS[0])

    def _grown(self) -> float:
        return max(1e-3, _GROWTH * self.growth.get_value())

    def _stand(self) -> Viewpoint:
        return self._stands[0].towards(self._stands[1], self.shift_to.get_value())

    def _stand_of_map(self) -> Viewpoint:
        stand = self._stand()
        return Viewpoint(stand.center + _GAP * stand.unit * np.cos(self.elevation) * DOWN, stand.unit)

    @property
    def unit(self) -> float:
        """How long a place's unit is in the frame."""
        return self._stand().unit

    def _fitted(self, region: Region) -> Viewpoint:
        """The largest stand at which surface and map stay in a region, all the way round."""
        low = -HEIGHT - _GAP
        corners = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (low, -HEIGHT + 2 * HEIGHT * _GROWTH)])
        seen = np.concatenate([corners @ seen_from(turn, self.elevation)[:2].T for turn in np.linspace(*_AZIMUTHS, 9)])
        least, most = seen.min(axis=0), seen.max(axis=0)
        inner = region.inset(0.35, 0.3)
        unit = float(min(inner.width / (most[0] - least[0]), inner.height / (most[1] - least[1])))
        return Viewpoint(inner.center - unit * np.array([*(least + most) / 2, 0.0]), unit)

    def _elevation(self) -> float:
        """The lowest elevation from which no stop of any descent is hidden behind the landscape."""
        stops = np.concatenate([run.path for run in self.training.runs])
        w, b = stops.T
        places = self.box.place(w, b, self.training.value(w, b))
        places[:, 2] = _GROWTH * (places[:, 2] + HEIGHT)
        for elevation in _ELEVATIONS:
            ways = [seen_from(turn, elevation)[2] for turn in _AZIMUTHS]
            if not any(self._is_hidden(places, way) for way in ways):
                return elevation
        return _ELEVATIONS[-1]

    def _is_hidden(self, places: Numbers, toward: Numbers) -> bool:
        rays = places[:, None] + np.linspace(0.05, 2.5, 50)[None, :, None] * toward
        inside = (np.abs(rays[..., :2]) <= 1).all(axis=-1)
        numbers = self.box.numbers(rays)
        heights = self.training.value(numbers[..., 0], numbers[..., 1])
        ground = _GROWTH * 2 * HEIGHT * (heights - self.low) / (self.high - self.low)
        return bool((inside & (ground > rays[..., 2] + 0.01)).any())

    def on_surface(self, pairs: Numbers) -> Point:
        """Where pairs (w, b), shape (n, 2), are on the surface, in the frame; shape (n, 3)."""
        return self.view.point(self.surface.place(*pairs.T))

    def on_map(self, pairs: Numbers) -> Point:
        """Where they are on the map."""
        return self.ground.point(self._flat(pairs))

    def numbers_on_map(self, points: Point) -> Numbers:
        """The pairs (w, b) at points of the frame that lie on the map: the inverse of `on_map`."""
        matrix, offset = self.ground.affine()
        flat = points[:, :2] - offset[:2] - (-HEIGHT) * matrix[2, :2]
        places = np.linalg.solve(matrix[:2, :2].T, flat.T).T
        return self.box.numbers(np.column_stack([places, np.full(len(places), -HEIGHT)]))[:, :2]

    # -- what is seen --------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Draw everything as the trackers have it."""
        self._lay_ground()
        for walk in self.walks:
            walk.follow()

    def _lay_ground(self) -> None:
        """Surface and map, unless they are as they were."""
        shown = self.presence.get_value()
        seen = (*self.view.state, shown)
        if seen == self._seen:
            return
        self._seen = seen
        self.surface.presence = shown
        self.surface.refresh()
        corners = self.ground.point(self._square)
        self._lay(self.tile, corners, shown)
        middle, grown = corners.mean(axis=0), min(1.0, self.growth.get_value())
        for part, (reach, dark) in zip(self.shade, _SHADE, strict=True):
            self._lay(
                part, middle + reach * 0.8 * (corners - middle), shown * grown * dark * (1.0 if self.is_dark else 0.4)
            )
        self.grid.points = self.ground.point(self._grid)
        self.grid.set_stroke(opacity=0.35 * shown)
        for halo, line, places in zip(self.halos, self.lines, self._lines, strict=True):
            halo.points = line.points = self.ground.point(places)
            halo.set_stroke(opacity=0.16 * shown)
            line.set_stroke(opacity=shown)
        for label in self.labels:
            label.follow(self.ground)
            label.set_opacity(shown)

    def _lay(self, polygon: VMobject, corners: Point, opacity: float) -> None:
        polygon.points = straight_pieces(np.concatenate([corners, corners[:1]]))
        polygon.set_fill(opacity=opacity)
