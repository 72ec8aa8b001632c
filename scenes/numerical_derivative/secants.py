"""A curve, its tangent at a point, and the three lines that a step h allows instead."""

from __future__ import annotations

import itertools
from typing import Final

import numpy as np
from manim import Dot, Line, Mobject, ValueTracker, VGroup, VMobject

from scenes.numerical_derivative.methods import METHOD_STYLES
from sessen.layout import Point, Region
from sessen.mathematics import DifferenceQuotient, format_number
from sessen.mathematics.finite_differences import Method
from sessen.mobjects.plane import Plane, Ranges
from sessen.mobjects.vectors import Dashed, beside
from sessen.theme import FIXED, INK, MUTED, RESULT, Role
from sessen.typesetting.typeset import LABEL, NOTE, Typesetter

_REACHES: Final = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
_LONGER: Final = (2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1000.0, 10000.0)
_BENDS: Final = 0.8  # how far off the worst slope may be, as a share of the steepest
_SEEN: Final = 0.1  # how far off it has to be to be seen
_ALIKE: Final = 0.9  # the central slope is no better than the others
_NEAR: Final = 0.15  # how far off the central slope may be, as a share of that


class DifferenceFigure:
    """Everything in it is drawn from one difference quotient and one distance h.

    Parameters
    ----------
    limit
        The difference quotient of the curve at P.
    region
        Where the figure stands.

    Attributes
    ----------
    h
        The distance that the picture is drawn with: the largest of some round numbers at which the picture can be read.
    moved
        How far the central line has moved from its two points (0) to P (1).
    """

    def __init__(self, limit: DifferenceQuotient, region: Region, typesetter: Typesetter) -> None:
        self.limit, self.type, self.theme = limit, typesetter, typesetter.theme
        self.x, self.y, self.slope = float(limit.at), float(limit.value), float(limit.derivative)
        self.h = self._readable_distance()
        self.moved = ValueTracker(0)
        self.plane = Plane(region, self._window(), typesetter)
        self.curve = self.plane.curve(limit.f)
        self.tangent = self._tangent()
        self.lines = {method: self._line(method) for method in Method}
        self.p = self._point(0, FIXED)
        self.ahead, self.behind = self._point(1, INK), self._point(-1, INK)
        self.label = typesetter.math("P", size=LABEL, role=FIXED)
        beside(self.label, self.p.get_center(), self._aside(), gap=0.2, within=self.plane.box)
        self.lines[Method.CENTRAL].add_updater(self._move_central)

    # -- what is true --------------------------------------------------------------------------------------------

    def value(self, x: float) -> float:
        """f(x), nan where there is none."""
        return float(self.limit.f(x))

    def slope_of(self, method: Method) -> float:
        """The slope of a method's line, from exact arithmetic."""
        ahead, behind = self.limit.slope(self.h), self.limit.slope(-self.h)
        return {Method.FORWARD: ahead, Method.BACKWARD: behind, Method.CENTRAL: (ahead + behind) / 2}[method]

    @property
    def is_straight(self) -> bool:
        """Whether every line is the tangent: no method can miss."""
        return self._off(self.h)[0] <= 1e-9 * max(1.0, abs(self.slope))

    @property
    def all_agree(self) -> bool:
        """Whether the central line is no better than the others."""
        outer, central = self._off(self.h)
        return central >= _ALIKE * outer

    def _readable_distance(self) -> float:
        """The largest round distance up to 1 at which the picture can be read, or more where the curve hardly bends."""
        calm = [h for h in _REACHES if self._is_calm(h)]
        if not calm:
            return next((h for h in _REACHES if np.isfinite(self._off(h)).all()), _REACHES[-1])
        if calm[0] < 1 or self._off(1.0)[0] == 0:
            return calm[0]
        longer = itertools.takewhile(self._is_calm, _LONGER)
        return next((h for h in (1.0, *longer) if self._off(h)[0] >= _SEEN * self._steepest(h)), 1.0)

    def _off(self, h: float) -> tuple[float, float]:
        """How far the slopes are off f'(a): the worse of forward and backward, and the central one."""
        ahead, behind = self.limit.slope(h) - self.slope, self.limit.slope(-h) - self.slope
        return float(np.maximum(abs(ahead), abs(behind))), abs(ahead + behind) / 2

    def _steepest(self, h: float) -> float:
        return max(abs(self.slope), abs(self.limit.slope(h)), abs(self.limit.slope(-h)))

    def _is_calm(self, h: float) -> bool:
        """Whether there are values on both sides, and the curve bends but does not run riot."""
        outer, central = self._off(h)
        if not np.isfinite(outer):
            return False
        steepest = self._steepest(h)
        near = 0.3 * steepest if central >= _ALIKE * outer else max(_NEAR * outer, 0.02 * steepest)
        return outer <= _BENDS * steepest and central <= near

    def _window(self) -> Ranges:
        values = [self.value(self.x + share * self.h) for share in np.linspace(-1, 1, 9)]
        finite = [value for value in values if np.isfinite(value)]
        low, high = min(finite), max(finite)
        spare = 0.3 * (high - low)
        if spare <= 1e-9 * max(1.0, abs(self.y)):
            spare = max(abs(self.slope) * self.h, self.h, 1e-3 * abs(self.y))
        return Ranges(self.x - 1.6 * self.h, self.x + 1.6 * self.h, low - spare, high + spare)

    # -- what is drawn -------------------------------------------------------------------------------------------

    def _point(self, share: int, role: Role) -> Dot:
        x = self.x + share * self.h
        return Dot(self.plane.point(x, self.value(x)), radius=0.1, color=self.theme[role])

    def _tangent(self) -> Dashed:
        start, end = self.plane.line_ends(self.x, self.y, self.slope)
        return Dashed(self.theme, role=RESULT, width=4, dash=0.14).put(start, end)

    def _line(self, method: Method) -> Line:
        below = method.reach[0] * self.h
        x = self.x + (below if method is Method.CENTRAL else 0.0)
        return self.plane.straight(x, self.value(x), self.slope_of(method), role=METHOD_STYLES[method].role, width=4.5)

    def _move_central(self, line: Mobject) -> None:
        """Between the chord and its parallel through P."""
        slope = self.slope_of(Method.CENTRAL)
        chord = self.value(self.x - self.h) + slope * self.h
        height = chord + self.moved.get_value() * (self.y - chord)
        line.set_points_by_ends(*self.plane.line_ends(self.x, height, slope))

    def _aside(self) -> Point:
        """From P to the side of the tangent where the curve is not."""
        across, up = self.plane.unit
        along = np.array([across, self.slope * up, 0.0])
        normal = np.array([-along[1], along[0], 0.0]) / np.linalg.norm(along)
        bends_up = self.slope_of(Method.FORWARD) >= self.slope_of(Method.BACKWARD)
        return np.asarray(normal * (-1.0 if bends_up else 1.0) * (1.0 if normal[1] >= 0 else -1.0))

    def reach_marks(self, method: Method) -> VGroup:
        """The step h below the curve: brackets from P to the points that a method takes."""
        ends = [self.x + share * self.h for share in method.reach]
        height = self.plane.window.bottom
        foot = [self.plane.point(end, height) + np.array([0, 0.12, 0]) for end in ends]
        bar = VMobject(stroke_color=self.theme[METHOD_STYLES[method].role], stroke_width=5).set_points_as_corners(foot)
        drops = VMobject(stroke_color=self.theme[MUTED], stroke_width=2)
        for end, point in zip(ends, foot, strict=True):
            drops.start_new_path(point)
            drops.add_line_to(self.plane.point(end, self.value(end)))
        length = len(range(*method.reach)) * self.h
        letter = "2 h" if method is Method.CENTRAL else "h"
        written = f"{letter} = {format_number(length, style='typst')}"
        name = self.type.math(written, size=NOTE, role=METHOD_STYLES[method].role)
        return VGroup(drops, bar, name.next_to(bar, np.array([0.0, 1.0, 0.0]), buff=0.08))

    def measured_slope(self, method: Method) -> float:
        """The slope of a method's line as drawn."""
        return self.plane.slope_of(self.lines[method])
