"""The surroundings of P as a camera sees them that flies into P: curve and secant, enlarged until they are one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from manim import Dot, Line, VGroup, VMobject

from scenes.secant_to_tangent.figure import SecantFigure
from sessen.layout import Point, Region
from sessen.mobjects.live_number import LiveDecimal
from sessen.shared import NotCopied
from sessen.theme import FIXED, FUNCTION, GRID, MOVING, MUTED
from sessen.typesetting.typeset import LABEL

_SAMPLES: Final = 240
_LEVELS: Final = 3  # of the grid, each ten times as fine


class Closeup(VGroup):
    """Everything about P enlarged by the same factor across and up, so that slopes stay; P keeps its place.

    Parameters
    ----------
    figure
        The curve with P and Q; its ``h`` says where Q is.
    region
        What the camera sees.
    zoom
        The magnification, asked in every frame.

    Attributes
    ----------
    curve, line
        f, and the secant through P and Q, as far as the camera sees them.
    """

    def __init__(self, figure: SecantFigure, region: Region, zoom: Callable[[], float]) -> None:
        super().__init__()
        theme = figure.type.theme
        self._see = _View(figure, region, zoom)
        self.grid = VGroup(*(VMobject(stroke_color=theme[GRID], stroke_width=1.5) for _ in range(_LEVELS)))
        self.curve = VMobject(stroke_color=theme[FUNCTION], stroke_width=5)
        self.line = Line(color=theme[MOVING], stroke_width=4)
        self.moving_point = Dot(radius=0.1, color=theme[MOVING])
        fixed = Dot(radius=0.1, color=theme[FIXED]).move_to(figure.p)
        names = figure.p_label.copy(), figure.q_label.copy().clear_updaters()
        self._aside = names[1].get_center() - figure.q
        self.factor = VGroup(*_factor(figure, region, zoom))
        self.add(self.grid, self.curve, self.line, fixed, self.moving_point, *names, self.factor)
        self._q_name = names[1]
        self.refresh()
        self.add_updater(lambda closeup: closeup.refresh(), call_updater=False)

    def refresh(self) -> None:
        """Draw all as it looks now."""
        see = self._see
        for level, lines in enumerate(self.grid):
            opacity, ends = see.grid(level)
            lines.set_points(ends).set_stroke(opacity=opacity)
        self.curve.set_points_as_corners(see.curve())
        self.line.set_points_by_ends(*see.line())
        self.moving_point.move_to(see.q)
        self._q_name.move_to(see.q + self._aside)

    def numbers_of(self, mobject: VMobject) -> Point:
        """The numbers x and y that a path stands for at the present magnification, shape (n, 2)."""
        return self._see.numbers(mobject.points)

    @property
    def seen(self) -> float:
        """How much of y is seen: what errors of claims are measured against."""
        return self._see.height


class _View(NotCopied):
    def __init__(self, figure: SecantFigure, region: Region, zoom: Callable[[], float]) -> None:
        self.figure, self.region, self.zoom = figure, region, zoom
        self.p = figure.p

    @property
    def height(self) -> float:
        """How much of y is seen."""
        return float(self.region.height / self.unit[1])

    @property
    def unit(self) -> Point:
        """How long one unit is across and up, shape (2,)."""
        return np.array(self.figure.plane.unit) * self.zoom()

    @property
    def q(self) -> Point:
        """Where Q is seen."""
        h = self.figure.h.get_value()
        place: Point = self.p + np.array([h, self.figure.slope * h, 0.0]) * [*self.unit, 1.0]
        return place

    def numbers(self, points: Point) -> Point:
        """The numbers at places in the frame."""
        found: Point = np.array([self.figure.x, self.figure.y]) + (points - self.p)[:, :2] / self.unit
        return found

    def curve(self) -> Point:
        """The stretch of the graph through P that is seen."""
        across, up = self.unit
        box, figure = self.region, self.figure
        xs = np.linspace((box.left - self.p[0]) / across, (box.right - self.p[0]) / across, _SAMPLES)
        xs = np.sort(np.append(xs, 0.0))
        with np.errstate(all="ignore"):
            rises = np.asarray(figure.limit.f(figure.x + xs), float) - figure.y
        places = self.p + np.stack([xs * across, rises * up, np.zeros_like(xs)], axis=-1)
        seen = (places[:, 1] >= box.bottom) & (places[:, 1] <= box.top)
        middle = int(np.searchsorted(xs, 0.0))
        gaps = np.flatnonzero(~seen)
        first = gaps[gaps < middle].max(initial=-1) + 1
        last = gaps[gaps > middle].min(initial=len(xs))
        stretch: Point = places[first:last]
        return stretch

    def line(self) -> Point:
        """Where the secant enters and leaves what is seen."""
        across, up = self.unit
        tilt = self.figure.slope * up / across
        box = self.region
        low, high = box.left - self.p[0], box.right - self.p[0]
        if abs(tilt) > 1e-9:
            ends = sorted(((box.bottom - self.p[1]) / tilt, (box.top - self.p[1]) / tilt))
            low, high = max(low, ends[0]), min(high, ends[1])
        ends_there: Point = self.p + np.array([[low, low * tilt, 0.0], [high, high * tilt, 0.0]])
        return ends_there

    def grid(self, level: int) -> tuple[float, Point]:
        """How strong a grid ten, or a hundred, times as fine is seen, and its lines as one path."""
        plane = self.figure.plane
        steps = np.array([plane.x_ticks[1] - plane.x_ticks[0], plane.y_ticks[1] - plane.y_ticks[0]]) / 10**level
        wide = float(np.min(steps * self.unit))
        opacity = float(np.clip((wide - 0.25) / 0.5, 0, 1))
        lines = [*self._lines(0, steps[0]), *self._lines(1, steps[1])] if opacity > 0 else []
        return opacity, np.array(lines).reshape(-1, 3)

    def _lines(self, axis: int, step: float) -> Iterator[Point]:
        box, unit, zero = self.region, self.unit[axis], (self.figure.x, self.figure.y)[axis]
        sides = ((box.left, box.right), (box.bottom, box.top))
        low, high = (zero + (side - self.p[axis]) / unit for side in sides[axis])
        for place in np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step:
            ends = np.zeros((2, 3))
            ends[:, axis] = self.p[axis] + (place - zero) * unit
            ends[:, 1 - axis] = sides[1 - axis]
            yield np.linspace(ends[0], ends[1], 4)


def _factor(figure: SecantFigure, region: Region, zoom: Callable[[], float]) -> Iterator[VMobject]:
    """The magnification, in the lower right corner."""
    theme = figure.type.theme
    cross = figure.type.math("times", size=LABEL, role=MUTED)
    place = region.at(1, 0) + np.array([-1.1, 0.35, 0.0])
    cross.move_to(place)
    factor = LiveDecimal(zoom, theme, role=MUTED, size=LABEL, decimals=0)
    yield cross
    yield factor.place(np.array([cross.get_right()[0] + 0.1, cross.get_bottom()[1] - 0.02, 0.0]))
