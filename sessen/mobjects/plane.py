"""A plane with grid, axes and numbers that fills a region, and maps numbers to points and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import Line, Mobject, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.author import Author
from sessen.mobjects.axes import AxisNumbers
from sessen.mobjects.curves import Curve
from sessen.theme import FUNCTION, GRID, MUTED, PAPER, Role
from sessen.typesetting.ticks import tick_step, tick_text, ticks
from sessen.typesetting.typeset import LABEL, NOTE, TICK, Typeset, Typesetter
from sessen.words import Words

Numbers = npt.NDArray[np.float64]

_FREE = 0.05  # left and below where there are no numbers
_LEFT, _BELOW = 0.75, 0.5  # margins for the numbers; the left one grows with them
_GAP = 0.14  # between numbers and the plane
_BAND = Words(
    en="waves too fine to be told apart: the band is where the curve goes",
    ja="振動が細かすぎるため、曲線の通る範囲が帯に見えます",
)


@dataclass(frozen=True, slots=True)
class Ranges:
    """The part of the plane that is seen."""

    left: float
    right: float
    bottom: float
    top: float

    def contains(self, x: float, y: float) -> bool:
        """Whether a pair of numbers is seen."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Plane(VGroup):
    """Axes through zero where zero is seen, a faint grid, and numbers at the left and lower edge.

    Parameters
    ----------
    region
        Where the plane and its numbers may stand. The plane itself is ``box``, without the numbers.
    window
        The numbers that are seen.
    typesetter
        Sets the numbers.
    square
        One unit across is as long as one unit up: angles and lengths are true. The window widens to fill the region.
    names
        What stands at the ends of the axes, in Typst's mathematics.
    most_ticks
        How many numbers at most stand along x and y.
    """

    def __init__(
        self,
        region: Region,
        window: Ranges,
        typesetter: Typesetter,
        *,
        square: bool = False,
        names: tuple[str, str] = ("x", "y"),
        most_ticks: tuple[int, int] = (6, 6),
        numbered: bool = True,
    ) -> None:
        super().__init__()
        self.author: Author | None = None  # the lesson whose claims what stands in the plane joins
        self.remark: Typeset | None = None
        self.type = typesetter
        self.theme = typesetter.theme
        margin = (_LEFT, _BELOW) if numbered else (_FREE, _FREE)
        self._lay_out(region, window, margin, most_ticks, square)
        if numbered:
            self._make_room(region, window, most_ticks, square)
        self.grid = self._strokes(self._grid_lines(), GRID, 1.5)
        self.axes = self._strokes(self._axis_lines(), MUTED, 2.5)
        self.numbers = AxisNumbers(*(self._numbers() if numbered else ()))
        self.names = VGroup(*self._names(names))
        self.add(self.grid, self.axes, self.numbers, self.names)

    @classmethod
    def of(
        cls,
        lesson: Author,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        region: Region | None = None,
        square: bool = False,
        names: tuple[str, str] = ("x", "y"),
        numbered: bool = True,
    ) -> Self:
        """A plane in the lesson's figure, or in another region, that shows these numbers."""
        window = Ranges(float(x[0]), float(x[1]), float(y[0]), float(y[1]))
        place = region or lesson.layout.figure
        plane = cls(place, window, lesson.type, square=square, names=names, numbered=numbered)
        plane.author = lesson
        return plane

    @classmethod
    def unbounded(cls, region: Region, window: Ranges, band: Region, typesetter: Typesetter, *, lines: int = 9) -> Self:
        """A plane without numbers that goes on to the edges of a band; what matters of it is seen in a region.

        Parameters
        ----------
        window
            The numbers that the region shows, widened until a unit is as long across as up.
        lines
            About how many lines of the grid pass over the height of the region.
        """
        inner = cls(region, window, typesetter, square=True, numbered=False)
        (left, bottom), (right, top) = inner.numbers_at(np.array([band.at(0, 0), band.at(1, 1)]))
        most = round(lines * band.width / region.height), round(lines * band.height / region.height)
        whole = Region(band.left - _FREE, band.right + 0.1, band.bottom - _FREE, band.top + 0.05)
        return cls(whole, Ranges(left, right, bottom, top), typesetter, numbered=False, most_ticks=most)

    def _lay_out(
        self, region: Region, window: Ranges, margin: tuple[float, float], most: tuple[int, int], square: bool
    ) -> None:
        """Decide which part of the region shows which numbers, and where the ticks are."""
        self.box = Region(region.left + margin[0], region.right - 0.1, region.bottom + margin[1], region.top - 0.05)
        self.window = self._widened(window) if square else window
        across, up = (self.window.left, self.window.right), (self.window.bottom, self.window.top)
        self._steps = tick_step(*across, most[0]), tick_step(*up, most[1])
        self.x_ticks, self.y_ticks = ticks(*across, most[0]), ticks(*up, most[1])

    def _make_room(self, region: Region, window: Ranges, most: tuple[int, int], square: bool) -> None:
        """Make the margin wide enough for the numbers of y, and those of x so few that they stay apart."""
        widest = max((label.width for label in self._labels(self.y_ticks, self._steps[1])), default=0.0)
        margin = max(_LEFT, widest + _GAP + 0.04), _BELOW
        for fewer in range(most[0], 0, -1):
            self._lay_out(region, window, margin, (fewer, most[1]), square)
            widest = max((label.width for label in self._labels(self.x_ticks, self._steps[0])), default=0.0)
            if widest + 2 * _GAP <= self._steps[0] * self.unit[0]:
                return

    def _labels(self, at: Numbers, step: float) -> list[Typeset]:
        return [self.type.math(tick_text(value, step), size=TICK, role=MUTED) for value in at]

    @property
    def spacing(self) -> tuple[float, float]:
        """How far apart the lines of the grid are across and up, in numbers."""
        return self._steps

    # -- numbers to points and back ------------------------------------------------------------------------------

    def _widened(self, window: Ranges) -> Ranges:
        """The window grown about its middle until a unit is as long across as up."""
        scale = min(self.box.width / (window.right - window.left), self.box.height / (window.top - window.bottom))
        across, up = self.box.width / scale / 2, self.box.height / scale / 2
        x, y = (window.left + window.right) / 2, (window.bottom + window.top) / 2
        return Ranges(x - across, x + across, y - up, y + up)

    @property
    def unit(self) -> tuple[float, float]:
        """How long one unit is across and up, in Manim's units."""
        return (
            self.box.width / (self.window.right - self.window.left),
            self.box.height / (self.window.top - self.window.bottom),
        )

    def point(self, x: float | Numbers, y: float | Numbers) -> Point:
        """Where numbers are in the frame; shape (..., 3) for x and y of shape (...)."""
        across, up = self.unit
        x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
        left, bottom = self.box.left - self.window.left * across, self.box.bottom - self.window.bottom * up
        return np.stack([left + x * across, bottom + y * up, np.zeros_like(x)], axis=-1)

    def numbers_at(self, points: Point) -> Numbers:
        """The numbers at points of the frame, shape (..., 2): the inverse of `point`."""
        across, up = self.unit
        points = np.asarray(points, float)
        x = self.window.left + (points[..., 0] - self.box.left) / across
        y = self.window.bottom + (points[..., 1] - self.box.bottom) / up
        return np.stack([x, y], axis=-1)

    def slope_of(self, line: Mobject) -> float:
        """The slope of a drawn straight line in the plane's own numbers, measured at its ends."""
        (x0, y0), (x1, y1) = self.numbers_at(np.array([line.get_start(), line.get_end()]))
        return float((y1 - y0) / (x1 - x0))

    def height_of(self, line: Mobject, x: float | Numbers) -> Numbers:
        """How high a drawn straight line, prolonged if need be, stands at ``x``; in the plane's own numbers."""
        x0, y0 = self.numbers_at(line.get_start())
        heights: Numbers = y0 + self.slope_of(line) * (np.asarray(x, float) - x0)
        return heights

    # -- what is drawn in it -------------------------------------------------------------------------------------

    def curve(
        self,
        function: Callable[[Numbers], Numbers],
        *,
        role: Role = FUNCTION,
        width: float = 5.0,
        x: tuple[float, float] | None = None,
    ) -> Curve:
        """The graph of a function as far as it is seen; breaks where the function has none or leaves the window."""
        left, right = x or (self.window.left, self.window.right)
        curve = Curve(function, self, (left, right), color=self.theme[role], width=width)
        if curve.fills_an_area and self.remark is None:
            self.remark = self._remark()
            self.add(self.remark)
        return curve

    def _remark(self) -> Typeset:
        """What a band is, in the upper right corner, what lies behind kept away by a rim of paper."""
        remark = self.type.words(_BAND.localized(self.type.language), size=NOTE, role=MUTED)
        remark.set_stroke(self.theme[PAPER], width=6, background=True).fit_into(0.8 * self.box.width)
        corner = np.array([self.box.right - remark.width / 2 - 0.08, self.box.top - remark.height / 2 - 0.08, 0.0])
        return remark.move_to(corner)

    def line_ends(self, x: float, y: float, slope: float) -> Point:
        """Where the straight line through (x, y) enters and leaves the window, shape (2, 3)."""
        window = self.window
        low, high = window.left - x, window.right - x
        if abs(slope) > 1e-12:
            crossings = sorted(((window.bottom - y) / slope, (window.top - y) / slope))
            low, high = max(low, crossings[0]), min(high, crossings[1])
        run = np.array([low, high])
        return self.point(x + run, y + slope * run)

    def straight(self, x: float, y: float, slope: float, *, role: Role, width: float = 4.0) -> Line:
        """The straight line through (x, y) with this slope, across the whole window."""
        start, end = self.line_ends(x, y, slope)
        return Line(start, end, color=self.theme[role], stroke_width=width)

    # -- its own parts -------------------------------------------------------------------------------------------

    def _grid_lines(self) -> list[tuple[Point, Point]]:
        window = self.window
        upright = [(self.point(x, window.bottom), self.point(x, window.top)) for x in self.x_ticks]
        level = [(self.point(window.left, y), self.point(window.right, y)) for y in self.y_ticks]
        return upright + level

    def _axis_lines(self) -> list[tuple[Point, Point]]:
        """The axes: through zero, or along the left and lower edge where zero is not seen."""
        window, (upright, level) = self.window, self.crossing
        return [
            (self.point(window.left, level), self.point(window.right, level)),
            (self.point(upright, window.bottom), self.point(upright, window.top)),
        ]

    @property
    def crossing(self) -> tuple[float, float]:
        """Where the axes cross, in the plane's numbers."""
        window = self.window
        level = 0.0 if window.bottom <= 0 <= window.top else window.bottom
        return (0.0 if window.left <= 0 <= window.right else window.left), level

    def _strokes(self, lines: list[tuple[Point, Point]], role: Role, width: float) -> VMobject:
        """Many straight lines as one mobject: one path to draw instead of dozens."""
        strokes = VMobject(stroke_color=self.theme[role], stroke_width=width)
        for start, end in lines:
            strokes.start_new_path(start)
            strokes.add_line_to(end)
        return strokes

    def _numbers(self) -> list[Typeset]:
        below, beside = self._labels(self.x_ticks, self._steps[0]), self._labels(self.y_ticks, self._steps[1])
        for x, label in zip(self.x_ticks, below, strict=True):
            label.move_to(self.point(x, self.window.bottom)).on_baseline(self.box.bottom - 0.32)
        for y, label in zip(self.y_ticks, beside, strict=True):
            label.move_to(self.point(self.window.left, y) + np.array([-_GAP - label.width / 2, 0, 0]))
        return below + beside

    def _names(self, names: tuple[str, str]) -> list[Typeset]:
        across, up = (self.type.math(name, size=LABEL * 0.9, role=MUTED) for name in names)
        zero_x, zero_y = self.crossing
        across.move_to(self.point(self.window.right, zero_y) + np.array([-across.width / 2 - 0.06, 0.2, 0]))
        up.move_to(self.point(zero_x, self.window.top) + np.array([up.width / 2 + 0.12, -up.height / 2 - 0.04, 0]))
        return [across, up]
