"""Graphs near a place, each with a triangle whose run is dx and whose rise is the slope times dx."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import Dot, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mathematics import RealFunction
from sessen.mathematics.rules import FunctionPair
from sessen.mobjects.curves import Curve, distance
from sessen.mobjects.following import always_refresh
from sessen.mobjects.plane import Plane, Ranges
from sessen.mobjects.vectors import Dashed, segments
from sessen.theme import FUNCTION, MOVING, MUTED, PAPER, Role, Theme
from sessen.typesetting.typeset import LABEL, NOTE, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]
Function = Callable[[Numbers], Numbers]

TIMES: Final = 2.0  # the factor of a multiple
_NAMES_APART: Final = 0.36  # in Manim's units
_RADII: Final = (1.0, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005)
_TALLEST: Final = 12.0  # values seen, as a multiple of those at the place


class SlopeTriangle(VMobject):
    """Run and rise from a point of a graph, and its tangent along them; all follow the slope of the moment."""

    def __init__(
        self, plane: Plane, at: Callable[[], tuple[float, float]], run: float, slope: Callable[[], float], role: Role
    ) -> None:
        super().__init__()
        theme = plane.theme
        self.plane, self.at, self.run, self.slope = plane, at, run, slope
        self.level = VMobject(stroke_color=theme[MOVING], stroke_width=4)
        self.rise = VMobject(stroke_color=theme[role], stroke_width=6)
        self.tangent = VMobject(stroke_color=theme[role], stroke_width=2.5, stroke_opacity=0.8)
        self.dot = Dot(radius=0.07, color=theme[role])
        self.add(self.tangent, self.level, self.rise, self.dot)
        always_refresh(self)

    def refresh(self) -> None:
        """Draw all lines anew."""
        (x, y), slope, run = self.at(), self.slope(), self.run
        ends = {self.level: ((x, y), (x + run, y)), self.rise: ((x + run, y), (x + run, y + slope * run))}
        ends[self.tangent] = (x - 0.4 * run, y - 0.4 * slope * run), (x + run, y + slope * run)
        for line, (start, end) in ends.items():
            line.points = segments(np.array([[self.plane.point(*start), self.plane.point(*end)]]))
        self.dot.move_to(self.plane.point(x, y))

    @property
    def shown_slope(self) -> float:
        """Rise over run as drawn, in the plane's own numbers."""
        (_, y0), (_, y1) = self.plane.numbers_at(self.rise.points[[0, -1]])
        (x0, _), (x1, _) = self.plane.numbers_at(self.level.points[[0, -1]])
        return float((y1 - y0) / (x1 - x0))

    def named(self, run: Typeset | None, rise: Typeset) -> VGroup:
        """Names below the run and at the right of the rise."""
        names = VGroup(named_rise(self.rise, rise, self.plane.theme))
        if run is not None:
            side = -1.0 if self.slope() >= 0 else 1.0
            names.add(run.move_to(self.level.get_center() + np.array([0, side * (0.14 + run.height / 2), 0])))
        return names


def named_rise(rise: VMobject, name: Typeset, theme: Theme) -> Typeset:
    """The name at the right of a rise, curves behind it kept away by a rim of paper."""
    name.move_to(rise.get_center() + np.array([0.14 + name.width / 2, 0, 0]))
    return name.set_stroke(theme[PAPER], width=7, background=True)


def named_rises(rises: Sequence[VMobject], names: Sequence[Typeset], theme: Theme) -> VGroup:
    """Names at the right of rises that stand on each other, apart also where a rise is short."""
    made = VGroup(*(named_rise(rise, name, theme) for rise, name in zip(rises, names, strict=True)))
    for below, above in pairwise(made):
        away = float(above.get_y() - below.get_y())
        above.shift(np.array([0.0, (1 if away >= 0 else -1) * max(0.0, _NAMES_APART - abs(away)), 0.0]))
    return made


Named = tuple[str, SlopeTriangle, VGroup]


class SlopePictures:
    """The pictures of the first rules, each with a plane of its own.

    Parameters
    ----------
    pair
        The two functions and their place.
    region
        Where a picture stands.
    """

    def __init__(self, pair: FunctionPair, region: Region, typesetter: Typesetter) -> None:
        self.pair, self.region, self.type, self.theme = pair, region, typesetter, typesetter.theme
        self.radius = next((r for r in _RADII if self._is_calm(r)), _RADII[-1])
        self.run = 0.55 * self.radius

    def _is_calm(self, radius: float) -> bool:
        """Whether all that is drawn over this interval has values, and none dwarfs those at the place."""
        values = self._samples(radius)
        if not np.isfinite(values).all():
            return False
        middle = np.abs(values[:, values.shape[1] // 2]).max()
        return bool(np.abs(values).max() <= _TALLEST * middle)

    @property
    def summands(self) -> tuple[RealFunction, RealFunction, RealFunction]:
        """f, g and their sum."""
        return self.pair.f, self.pair.g, self.pair.sum

    def _samples(self, radius: float) -> Numbers:
        x = self.pair.graph_x + radius * np.linspace(-1, 1, 41)
        return np.stack([self.pair.f(x), self.pair.g(x), self.pair.sum(x), TIMES * self.pair.f(x)])

    def _plane(self, values: Numbers) -> Plane:
        """Room for these values, the run at the place, and zero where it is not far away."""
        low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
        spare = 0.12 * (high - low) or 1.0
        x, radius = self.pair.graph_x, self.radius
        return Plane(
            self.region,
            Ranges(x - 1.25 * radius, x + 1.5 * radius, low - spare, high + spare),
            self.type,
            numbered=False,
        )

    # -- constant and identity -----------------------------------------------------------------------------------

    def level(self) -> tuple[Plane, VMobject, SlopeTriangle]:
        """The graph of a constant: a level line, and a triangle without a rise."""
        plane = Plane(self.region, Ranges(-1.0, 5.0, -0.6, 3.4), self.type, numbered=False)
        line = plane.straight(0.0, 2.0, 0.0, role=FUNCTION, width=5)
        return plane, line, SlopeTriangle(plane, lambda: (1.0, 2.0), 2.0, lambda: 0.0, FUNCTION)

    def diagonal(self) -> tuple[Plane, VMobject, SlopeTriangle]:
        """The graph of x itself, on axes of one scale: the rise is as long as the run."""
        plane = Plane(self.region, Ranges(-1.0, 4.0, -0.6, 3.4), self.type, square=True, numbered=False)
        line = plane.straight(0.0, 0.0, 1.0, role=FUNCTION, width=5)
        return plane, line, SlopeTriangle(plane, lambda: (1.0, 1.0), 1.5, lambda: 1.0, FUNCTION)

    # -- multiple and sum ----------------------------------------------------------------------------------------

    def multiple(
        self, factor: Callable[[], float], role: Role
    ) -> tuple[Plane, Curve, Stretched, SlopeTriangle, SlopeTriangle]:
        """f, its multiple, and a triangle on each."""
        x, f = self.pair.graph_x, self.pair.graph_rates[0]
        plane = self._plane(self._samples(self.radius)[[0, 3]])
        curve, copy = self.curve(plane, self.pair.f, FUNCTION), self.curve(plane, self.pair.f, role)
        low = SlopeTriangle(plane, lambda: (x, f.value), self.run, lambda: f.slope, FUNCTION)
        high = SlopeTriangle(plane, lambda: (x, factor() * f.value), self.run, lambda: factor() * f.slope, role)
        return plane, curve, Stretched(copy, plane, factor), low, high

    def sum(self, roles: Sequence[Role]) -> tuple[Plane, list[Curve], list[SlopeTriangle]]:
        """f, g and f + g, and a triangle on each."""
        x, (f, g) = self.pair.graph_x, self.pair.graph_rates
        plane = self._plane(self._samples(self.radius)[:3])
        values, slopes = (f.value, g.value, f.value + g.value), (f.slope, g.slope, f.slope + g.slope)
        curves = [self.curve(plane, each, role) for each, role in zip(self.summands, roles, strict=True)]
        return plane, curves, [self._triangle(plane, x, *each) for each in zip(values, slopes, roles, strict=True)]

    def _triangle(self, plane: Plane, x: float, value: float, slope: float, role: Role) -> SlopeTriangle:
        return SlopeTriangle(plane, lambda: (x, value), self.run, lambda: slope, role)

    def curve(self, plane: Plane, function: Function, role: Role) -> Curve:
        """A graph over the interval that is looked at."""
        x, radius = self.pair.graph_x, self.radius
        return plane.curve(function, role=role, x=(x - radius, x + radius))

    def upright(self, plane: Plane) -> Dashed:
        """Where x is."""
        window = plane.window
        ends = [plane.point(self.pair.graph_x, height) for height in (window.bottom, window.top)]
        return Dashed(self.theme, role=MUTED, width=2).put(ends[0], ends[1])

    def name(self, text: str, curve: VMobject, role: Role, *, above: bool = True) -> Typeset:
        """What a curve is called, at its right end."""
        label = self.type.math(text, size=LABEL, role=role)
        end: Point = curve.points[-1]
        return label.move_to(end + np.array([0.12 + label.width / 2, 0.1 if above else -0.1, 0]))

    def small(self, text: str, role: Role) -> Typeset:
        """A name of a run or a rise."""
        return self.type.math(text, size=NOTE, role=role)


class Stretched(VMobject):
    """A curve with all its heights multiplied by a factor that is asked for in every frame."""

    def __init__(self, curve: Curve, plane: Plane, factor: Callable[[], float]) -> None:
        super().__init__(stroke_color=curve.get_stroke_color(), stroke_width=curve.get_stroke_width())
        self.factor, self._zero = factor, float(plane.point(0.0, 0.0)[1])
        self._unstretched, self._bands = curve.points.copy(), curve.bands
        always_refresh(self)

    def refresh(self) -> None:
        """Stretch it away from the level of zero."""
        points = self._unstretched.copy()
        points[:, 1] = self._zero + self.factor() * (points[:, 1] - self._zero)
        self.points = points

    def distance_from(self, function: Function, plane: Plane) -> float:
        """How far it is drawn from the graph of the function's present multiple, in Manim's units."""
        factor = self.factor()
        return distance(self.points, self._bands * (1, 1, factor, factor), lambda x: factor * function(x), plane)
