"""A function of x and y as a landscape: level curves that rise, a map from above, a ladder of heights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, VGroup, VMobject

from scenes.gradient_field.level_scale import Ladder
from scenes.gradient_field.relief import Relief
from sessen.layout import Point, Region
from sessen.mathematics import ScalarField
from sessen.mobjects.color_scale import HeightScale
from sessen.mobjects.level_curves import Level, label_levels, measure
from sessen.mobjects.plane import Plane, Ranges
from sessen.mobjects.sampling import PIXEL
from sessen.theme import FUNCTION, MUTED
from sessen.typesetting.ticks import tick_step
from sessen.typesetting.typeset import Typesetter

Numbers = npt.NDArray[np.float64]

_LEVELS: Final = 18
_LABELLED: Final = 8
_LADDER_WIDTH: Final = 1.2
_MARGINS: Final = (0.85, 0.55)  # what a plane keeps for its numbers, across and up
_NAME: Final = 0.24  # above the map, for the name of its axis
_FLAT: Final = 0.02  # of the usual steepness: where less, level curves cross and have no direction
_CROSSING: Final = 0.05  # of the usual steepness: nearer to a crossing, a direction is within a pixel of another
_SHORT: Final = 0.25 * PIXEL  # a piece of a curve that is no longer has no direction that could be seen
_GAP: Final = 0.62
_GRID: Final = 0.45  # how opaque the squares of the ground are, which alone show it when it is seen aslant
_HEIGHT: Final = 0.42  # of the map's side: how high the highest level rises


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How true drawn level curves are, in the middle between their vertices, where nothing was prescribed.

    Attributes
    ----------
    off
        How far a drawn point is from where f has the value of its curve, to first order, in Manim's units; shape (n,).
        Where level curves cross there is no gradient and no first order: there a fiftieth of the usual one is assumed.
    cosines
        Of the angles between the drawn curve and the gradient; 0 is a right angle. Crossings are left out; shape (m,).
    aside
        How far a wrong direction leads aside over half of its piece of the curve, in Manim's units; shape (m,).
    """

    off: Numbers
    cosines: Numbers
    aside: Numbers


class Landscape:
    """The figure of a function of two variables.

    Parameters
    ----------
    region
        Where map and ladder may stand; they take the middle of it.
    field
        The function.
    window
        From where to where in x, and in y as well.
    typesetter
        Sets the numbers.

    Attributes
    ----------
    tilt
        1 seen aslant, 0 from above.
    risen
        Up to which value the level curves have risen.
    """

    def __init__(self, region: Region, field: ScalarField, window: tuple[float, float], typesetter: Typesetter) -> None:
        self.field = field
        self.type = typesetter
        map_region, ladder_region = _places(region)
        self.plane = Plane(map_region, Ranges(*window, *window), typesetter, square=True)
        self.plane.grid.set_stroke(typesetter.theme[MUTED], 1.2, opacity=_GRID)
        self._name_axes()
        self.values = field.levels(window, window, _LEVELS)
        self.step = float(np.diff(self.values).min()) if len(self.values) > 1 else _size(self.only_value)
        low = (self.values[0] if self.values else self.only_value) - self.step
        high = (self.values[-1] if self.values else self.only_value) + self.step
        self.scale = HeightScale(low, high, typesetter.theme.name)
        self.labelled = _round_ones(self.values) or (self.only_value,) * field.is_constant
        self.levels = [self._level(value) for value in self.values]
        self.curves = VGroup(*self.levels)
        self._counts = np.array([len(level.plan) for level in self.levels], int)
        self._plan = np.concatenate([np.zeros((0, 3)), *(level.plan for level in self.levels)])
        self.ladder = Ladder(
            ladder_region, self.scale, self.values or self.labelled, self.labelled, typesetter, name="f", role=FUNCTION
        )
        self.relief = Relief(self.plane.box.center, sink=0.17 * self.plane.box.height)
        self.tilt, self.risen = ValueTracker(1.0), ValueTracker(low)
        self._ground = [(part, part.points.copy()) for part in (self.plane.grid, self.plane.axes)]
        self.sheet = self._sheet()
        self._judged: list[Numbers] = []
        self._accuracy: Accuracy | None = None
        self.world = VGroup(self.plane.grid, self.plane.axes, self.sheet, self.curves)

    # -- what is shown -------------------------------------------------------------------------------------------

    def level(self, value: float, color: str, width: float, through: tuple[float, float] | None = None) -> Level:
        """One more level curve, which does not belong to the evenly spaced ones; exact at a point of it."""
        return Level(self.field, value, self.plane, color=color, width=width, through=through)

    def labels(self, clear_of: Point) -> VGroup:
        """Values beside the curves of the labelled levels, away from points of the frame of shape (n, 3)."""
        chosen = [level for level in self.levels if level.level in self.labelled]
        return label_levels(chosen, self.plane, self.type, step=self.step, clear_of=clear_of)

    def height(self, value: float) -> float:
        """How high a value stands above the plane, in Manim's units."""
        return self.scale.share(value) * _HEIGHT * self.plane.box.height

    def height_now(self, level: Level) -> float:
        """How high a level has come by now."""
        return self._shown(level.level) * self.height(level.level)

    def follow(self) -> None:
        """Draw ground and curves as ``tilt`` and ``risen`` have them."""
        tilt = self.tilt.get_value()
        for part, points in self._ground:
            part.points = self.relief.seen(points, 0.0, tilt)
        heights = np.repeat([self.height_now(level) for level in self.levels], self._counts)[:, None]
        drawn = self.relief.seen(self._plan, heights, tilt)
        for level, points in zip(self.levels, np.split(drawn, np.cumsum(self._counts)), strict=False):
            level.points = points
            if level.stroke_opacity != self._shown(level.level):
                level.set_stroke(opacity=self._shown(level.level))
        share = self._shown(self.only_value) if self.field.is_constant else 0.0
        self.sheet[0].points = self.relief.seen(self._edge, share * self.height(self.only_value), tilt)
        self.sheet[0].set_stroke(opacity=share)

    def lay_flat(self) -> None:
        """Put everything exactly where it is from above, once the eye has got there."""
        self.tilt.set_value(0.0)
        self.follow()

    def accuracy(self) -> Accuracy | None:
        """How true the curves are that are seen at this moment, by their drawn points; None if there are none."""
        seen = [level for level in self.levels if len(level.points) and self._shown(level.level) > 0]
        heights, tilt = [self.height_now(level) for level in seen], self.tilt.get_value()
        # Manim gives whatever it moves a new array: the same arrays are the same picture.
        drawn = [*(level.points for level in seen), np.array([tilt, *heights])]
        if len(drawn) != len(self._judged) or any(
            new is not old for new, old in zip(drawn[:-1], self._judged, strict=False)
        ):
            self._judged = drawn
            self._accuracy = self._judge(seen, heights, tilt) if seen else None
        return self._accuracy

    def _judge(self, seen: list[Level], heights: list[float], tilt: float) -> Accuracy:
        counts = [len(level.points) for level in seen]
        drawn = np.concatenate([level.points for level in seen])
        plan = self.relief.plan(drawn, np.repeat(heights, counts)[:, None], tilt)
        middles, along = measure(plan)
        numbers, directions = self.plane.numbers_at(middles), along[:, :2] / self.plane.unit
        values = np.repeat([level.level for level in seen], np.array(counts) // 4)
        slopes = self.field.gradient(*numbers.T)
        steepness, speed = np.linalg.norm(slopes, axis=1), np.linalg.norm(directions, axis=1)
        usual = float(np.nanmedian(steepness))
        off = (self.field.value(*numbers.T) - values) / (steepness + _FLAT * usual) * self.plane.unit[0]
        clear = (steepness > _CROSSING * usual) & (np.linalg.norm(along[:, :2], axis=1) > _SHORT)
        cosines = (slopes * directions).sum(axis=1)[clear] / (steepness * speed)[clear]
        return Accuracy(off, cosines, cosines * np.linalg.norm(along[:, :2], axis=1)[clear] / 2)

    def _shown(self, value: float) -> float:
        return min(1.0, max(0.0, (self.risen.get_value() - value) / self.step + 1))

    # -- its parts -----------------------------------------------------------------------------------------------

    def _name_axes(self) -> None:
        """Put the names of the axes outside the map, where no curve crosses them."""
        box, window = self.plane.box, self.plane.window
        across, up = self.plane.names
        origin = self.plane.point(max(0.0, window.left), max(0.0, window.bottom))
        across.move_to((box.right + 0.08 + across.width / 2, min(float(origin[1]), box.top), 0.0))
        up.move_to((min(float(origin[0]), box.right), box.top + 0.08 + up.height / 2, 0.0))

    def _level(self, value: float) -> Level:
        return self.level(value, self.scale.color(value), 3.4 if value in self.labelled else 2.2)

    @property
    def highest(self) -> float:
        """The value of the highest level curve; of a constant its only value."""
        return self.values[-1] if self.values else self.only_value

    @property
    def only_value(self) -> float:
        """The value of a constant; of another function its value in the middle, or 0 if it has none there."""
        middle = (self.plane.window.left + self.plane.window.right) / 2
        return float(np.nan_to_num(self.field.value(middle, middle)))

    def _sheet(self) -> VGroup:
        """The plain that a constant is: a frame at one height; invisible for every other function."""
        box = self.plane.box
        frame = VMobject(stroke_color=self.type.theme[FUNCTION], stroke_width=4, stroke_opacity=0)
        corners = [box.at(*corner) for corner in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
        frame.set_points_as_corners(corners)
        self._edge = frame.points.copy()
        return VGroup(frame)


def _places(region: Region) -> tuple[Region, Region]:
    """Room for a square map with its numbers, and for the ladder at its right, in the middle of a region."""
    across, up = _MARGINS
    side = min(region.height - up - _NAME, region.width - across - _GAP - _LADDER_WIDTH)
    left = region.center[0] - (side + across + _GAP + _LADDER_WIDTH) / 2
    bottom = region.center[1] - (side + up + _NAME) / 2
    ladder = left + side + across + _GAP
    return (
        Region(left, left + side + across, bottom, bottom + side + up),
        Region(ladder, ladder + _LADDER_WIDTH, bottom + up - 0.05, bottom + side + up + _NAME),
    )


def _round_ones(values: Sequence[float]) -> tuple[float, ...]:
    """Those of evenly spaced values that are multiples of a rounder step, so that few enough remain to be labelled."""
    if len(values) < 2:
        return tuple(values)
    step = tick_step(values[0], values[-1], _LABELLED)
    return tuple(value for value in values if abs(value / step - round(value / step)) < 1e-6)


def _size(value: float) -> float:
    return abs(value) or 1.0
