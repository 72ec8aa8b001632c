"""A function of x and y as a landscape: level curves that rise to their heights, a map from above, a ladder of heights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, VGroup, VMobject

from sessen.mathematics import ScalarField
from sessen.stage.ladder import Ladder
from sessen.stage.layout import Point, Region
from sessen.stage.level_curves import Level, label_levels, measure
from sessen.stage.plane import Plane, Window
from sessen.stage.relief import Relief
from sessen.stage.roles import FUNCTION
from sessen.stage.scales import HeightScale
from sessen.stage.ticks import tick_step
from sessen.stage.typesetting import Typesetter

Numbers = npt.NDArray[np.float64]

_LEVELS: Final = 18
_LABELLED: Final = 6
_LADDER_WIDTH: Final = 1.2
_MARGINS: Final = (0.85, 0.55)  # what a plane keeps for its numbers, across and up
_GAP: Final = 0.4
_HEIGHT: Final = 0.42  # of the map's side: how high the highest level rises


@dataclass(frozen=True, slots=True)
class Measured:
    """Points of drawn level curves in the plane's own numbers.

    Attributes
    ----------
    points, directions
        Where they are and which way the drawn curve runs there; shape (n, 2).
    levels
        Which value their curve is drawn for; shape (n,).
    """

    points: Numbers
    directions: Numbers
    levels: Numbers


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
        self.plane = Plane(map_region, Window(*window, *window), typesetter, square=True)
        self.values = field.levels(window, window, _LEVELS)
        self.step = float(np.diff(self.values).min()) if len(self.values) > 1 else _size(self._any_value())
        low = (self.values[0] if self.values else self._any_value()) - self.step
        high = (self.values[-1] if self.values else self._any_value()) + self.step
        self.scale = HeightScale(low, high, typesetter.theme.name)
        self.labelled = _round_ones(self.values) or (self._any_value(),) * field.is_constant
        self.levels = [self._level(value) for value in self.values]
        self.curves = VGroup(*self.levels)
        self.ladder = Ladder(
            ladder_region, self.scale, self.values, self.labelled, typesetter, name="f", role=FUNCTION
        )
        self.relief = Relief(self.plane.box.center, sink=0.17 * self.plane.box.height)
        self.tilt, self.risen = ValueTracker(1.0), ValueTracker(low)
        self._ground = [(part, part.points.copy()) for part in (self.plane.grid, self.plane.axes)]
        self.sheet = self._sheet()
        self.world = VGroup(self.plane.grid, self.plane.axes, self.sheet, self.curves)

    # -- what is shown -------------------------------------------------------------------------------------------

    def level(self, value: float, color: str, width: float) -> Level:
        """One more level curve, which does not belong to the evenly spaced ones."""
        return Level(self.field, value, self.plane, color=color, width=width)

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
        for level in self.levels:
            level.see(self.relief, self.height_now(level), tilt)
            level.set_stroke(opacity=self._shown(level.level))
        share = self._shown(self._any_value()) if self.field.is_constant else 0.0
        self.sheet[0].points = self.relief.seen(self._edge, share * self.height(self._any_value()), tilt)
        self.sheet[0].set_stroke(opacity=share)

    def lay_flat(self) -> None:
        """Put everything exactly where it is from above, once the eye has got there."""
        self.tilt.set_value(0.0)
        self.follow()

    def measured(self) -> Measured | None:
        """What of the curves is seen at this moment, measured on their drawn points; None while there is nothing."""
        seen = [level for level in self.levels if len(level.points) and self._shown(level.level) > 0]
        if not seen:
            return None
        tilt, pieces = self.tilt.get_value(), []
        for level in seen:
            middles, along = measure(self.relief.plan(level.points, self.height_now(level), tilt))
            pieces.append(np.column_stack([middles, along, np.full(len(middles), level.level)]))
        whole = np.concatenate(pieces)
        numbers = self.plane.numbers_at(whole[:, :3])
        return Measured(numbers, whole[:, 3:5] / self.plane.unit, whole[:, 6])

    def _shown(self, value: float) -> float:
        return float(np.clip((self.risen.get_value() - value) / self.step + 1, 0, 1))

    # -- its parts -----------------------------------------------------------------------------------------------

    def _level(self, value: float) -> Level:
        return self.level(value, self.scale.color(value), 3.4 if value in self.labelled else 2.2)

    def _any_value(self) -> float:
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
    side = min(region.height - up, region.width - across - _GAP - _LADDER_WIDTH)
    left = region.center[0] - (side + across + _GAP + _LADDER_WIDTH) / 2
    bottom = region.center[1] - (side + up) / 2
    ladder = left + side + across + _GAP
    return (
        Region(left, left + side + across, bottom, bottom + side + up),
        Region(ladder, ladder + _LADDER_WIDTH, bottom + up - 0.05, bottom + side + up),
    )


def _round_ones(values: Sequence[float]) -> tuple[float, ...]:
    """Those of evenly spaced values that are multiples of a rounder step, so that few enough remain to be labelled."""
    if len(values) < 2:
        return tuple(values)
    step = tick_step(values[0], values[-1], _LABELLED)
    return tuple(value for value in values if abs(value / step - round(value / step)) < 1e-6)


def _size(value: float) -> float:
    return abs(value) or 1.0


