"""A curve with a fixed point P, a moving point Q at distance h, and the secant through both."""

from __future__ import annotations

from typing import cast

import numpy as np
from manim import RIGHT, UP, Dot, Line, Mobject, Polygon, ValueTracker, VGroup

from sessen.layout import Point, Region
from sessen.mathematics import DifferenceQuotient
from sessen.mathematics.ranges import NOISE, require_readable
from sessen.mobjects.plane import Plane, Ranges
from sessen.shared import NotCopied
from sessen.theme import FIXED, INK, MOVING, RESULT, Role
from sessen.typesetting.typeset import LABEL, Typesetter

LARGEST_ZOOM = 60.0
_NAME_OF_RISE = 2.45  # its width, in Manim's units


class SecantFigure(NotCopied):
    """Everything in it is drawn from one function, one point and one tracker ``h``.

    Parameters
    ----------
    limit
        The difference quotient of the curve at P.
    reach
        The largest distance of Q that will be shown; the window is chosen for it.
    h
        How far Q is from P, of either sign.
    region
        Where the figure stands.
    """

    def __init__(
        self, limit: DifferenceQuotient, reach: float, h: ValueTracker, region: Region, typesetter: Typesetter
    ) -> None:
        self.limit, self.reach, self.h, self.type = limit, reach, h, typesetter
        self.x, self.y = float(limit.at), float(limit.value)
        self.derivative = float(limit.derivative)
        self.plane = Plane(region, self._window(region), typesetter)
        self.graph = self.plane.curve(limit.f)
        self.fixed_point = self._dot(FIXED).move_to(self.p)
        self.moving_point = self._dot(MOVING).add_updater(lambda dot: dot.move_to(self.q))
        self.secant = self.plane.straight(self.x, self.y, self.slope, role=MOVING)
        self.secant.add_updater(self._follow_h)
        self._label_points()

    # -- where things are ----------------------------------------------------------------------------------------

    def value(self, x: float) -> float:
        """f(x), nan where there is none."""
        return float(self.limit.f(x))

    @property
    def slope(self) -> float:
        """The slope of the secant at the present h; the derivative where h is 0."""
        return self.limit.slope(self.h.get_value())

    @property
    def p(self) -> Point:
        """The place of P, shape (3,)."""
        return self.plane.point(self.x, self.y)

    @property
    def q(self) -> Point:
        """The place of Q at the present h, shape (3,)."""
        x = self.x + self.h.get_value()
        return self.plane.point(x, self.value(x))

    @property
    def height(self) -> float:
        """How much of y is seen: what errors of claims are measured against."""
        return self.plane.window.top - self.plane.window.bottom

    def _window(self, region: Region) -> Ranges:
        """Room for P, for Q on both sides, and for the name of the rise at the right."""
        share = min((_NAME_OF_RISE + 0.4) / (region.width - 1), 0.5)
        right = max(1.9, (1 + 1.4 * share) / (1 - share))  # in steps from P to Q
        values = [self.value(self.x + share * self.reach) for share in (-1, -0.5, 0, 0.5, 1)]
        finite = [value for value in values if np.isfinite(value)]
        low, high = min(finite), max(finite)
        spare = 0.22 * (high - low)
        if high - low > NOISE * max(1.0, abs(self.y)) and abs(self.y) > 1:
            require_readable(low, high)
        if spare <= 1e-9 * max(1.0, abs(self.y)):  # a level curve: any height will do, but not none
            spare = max(abs(self.derivative) * self.reach, self.reach, 1e-3 * abs(self.y))
        return Ranges(self.x - 1.4 * self.reach, self.x + right * self.reach, low - spare, high + spare)

    def _follow_h(self, line: Mobject) -> None:
        cast(Line, line).set_points_by_ends(*self.plane.line_ends(self.x, self.y, self.slope))

    # -- points and their names ----------------------------------------------------------------------------------

    def _dot(self, role: Role) -> Dot:
        return Dot(radius=0.1, color=self.type.theme[role])

    def _label_points(self) -> None:
        """P on one side of the secant and Q on the other, so that they never meet."""
        middle = self.value(self.x + self.reach / 2)
        sags = (self.y + self.value(self.x + self.reach)) / 2 >= middle
        self.side = 1.0 if sags else -1.0
        self.p_label = self.type.math("P", size=LABEL, role=FIXED).move_to(self._beside(-self.side, backward=0.35))
        self.q_label = self.type.math("Q", size=LABEL, role=MOVING)
        self.q_label.add_updater(lambda label: label.move_to(self._beside(self.side, backward=0.1) + self.q - self.p))

    def _beside(self, side: float, *, backward: float) -> Point:
        """A place next to P, at right angles to the tangent as it is drawn, a little against its direction."""
        across, up = self.plane.unit
        along = np.array([across, self.derivative * up, 0.0])
        along /= np.linalg.norm(along)
        normal = np.array([-along[1], along[0], 0.0])
        return self.p + 0.36 * (side * normal - backward * along)

    # -- what lessons add to it ----------------------------------------------------------------------------------

    def triangle(self) -> Triangle:
        """The triangle under the secant at the present h."""
        return Triangle(self)

    def trace(self) -> Line:
        """What the secant leaves behind where it stands now."""
        trace: Line = self.secant.copy().clear_updaters().set_stroke(width=2, opacity=0.4)
        return trace

    def tangent(self) -> Line:
        """The tangent at P."""
        return self.plane.straight(self.x, self.y, self.derivative, role=RESULT, width=6)

    def put_beside(self, tangent: Line, name: VGroup) -> VGroup:
        """Put a name beside the upper half of the tangent, on the side where the curve is not."""
        along = tangent.get_unit_vector()
        aside = self.side * np.array([along[1], -along[0], 0.0])
        clear = abs(aside[0]) * name.width / 2 + abs(aside[1]) * name.height / 2 + 0.2
        return name.move_to(self.p + 0.55 * (tangent.get_end() - self.p) + clear * aside)

    def zoom(self) -> float:
        """A magnification that grows as Q comes near, so that Q stays where it is seen."""
        return float(min(LARGEST_ZOOM, self._distance_of_q(self.reach) / self._distance_of_q(self.h.get_value())))

    def _distance_of_q(self, h: float) -> float:
        """How far Q is drawn from P."""
        across, up = self.plane.unit
        return float(np.hypot(h * across, h * self.limit.slope(h) * up)) or 1e-12

    def corner_for(self, name: VGroup) -> Point:
        """Where a name stands in the corner of the plane that is farthest from the curve and the first secant."""
        box = self.plane.box.inset(name.width / 2 + 0.4, name.height / 2 + 0.3)
        run = np.linspace(-self.reach, 1.9 * self.reach, 40)
        line = self.plane.point(self.x + run, self.y + self.limit.slope(self.reach) * run)
        points = np.concatenate([self.graph.points, line, *self._axes()])
        corners = [box.at(across, up) for across in (0.0, 1.0) for up in (1.0, 0.0)]
        return max(corners, key=lambda corner: float(np.min(_gaps(points - corner, name))))

    def _axes(self) -> list[Point]:
        """Places on the axes, as far as they are seen."""
        window = self.plane.window
        across, up = np.linspace(window.left, window.right, 30), np.linspace(window.bottom, window.top, 30)
        zero = [np.clip(0.0, *ends) for ends in ((window.left, window.right), (window.bottom, window.top))]
        return [self.plane.point(across, zero[1]), self.plane.point(zero[0], up)]

    def slider(self, s: ValueTracker) -> VGroup:
        """Run and rise of a straight line through P with the slope of the first secant, wherever ``s`` is."""
        theme, slope = self.type.theme, self.limit.slope(self.reach)
        run, rise = (Line(color=theme[INK], stroke_width=4) for _ in range(2))

        def follow(legs: Mobject) -> None:
            x = s.get_value() + np.array([0.0, 1.0, 1.0]) * self.reach / 2
            y = self.y + slope * (x[[0, 0, 1]] - self.x)
            start, foot, end = self.plane.point(x, y)
            legs[0].set_points_by_ends(start, foot)
            legs[1].set_points_by_ends(foot, end)

        return VGroup(run, rise).add_updater(follow, call_updater=True)


def _gaps(points: Point, name: VGroup) -> Point:
    """How far points are from a name about the origin."""
    beside = np.abs(points[:, :2]) - np.array([name.width, name.height]) / 2
    gaps: Point = np.hypot(*np.maximum(beside, 0).T)
    return gaps


class Triangle:
    """Run and rise of a secant with their names, and the area between them."""

    def __init__(self, figure: SecantFigure) -> None:
        theme, start, end = figure.type.theme, figure.p, figure.q
        foot = np.array([end[0], start[1], 0.0])
        self.run = Line(start, foot, color=theme[INK], stroke_width=4)
        self.rise = Line(foot, end, color=theme[INK], stroke_width=4)
        self.area = Polygon(start, foot, end, stroke_width=0, fill_color=theme[MOVING], fill_opacity=0.16)
        below = -UP if end[1] >= start[1] else UP
        self.run_name = figure.type.math("h", size=LABEL, role=MOVING).next_to(self.run, below, buff=0.14)
        self.rise_name = figure.type.math("f(x + {{ h : MOVING }}) - f(x)", size=0.9 * LABEL)
        room = figure.plane.box.right - foot[0] - 0.2
        self.rise_name.fit_into(max(room, 1.0)).next_to(self.rise, RIGHT, buff=0.15)

    @property
    def all(self) -> VGroup:
        """Everything of it."""
        return VGroup(self.area, self.run, self.rise, self.run_name, self.rise_name)
