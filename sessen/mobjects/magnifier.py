"""A round glass over one point of a plane: what a curve looks like from very near."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, cast

import numpy as np
import numpy.typing as npt
from manim import Circle, VGroup, VMobject

from sessen.layout import Point
from sessen.mobjects.author import Author, Moving, reader
from sessen.mobjects.plane import Plane
from sessen.shared import NotCopied
from sessen.theme import FUNCTION, MOVING, MUTED, PANEL, Role

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _View(NotCopied):
    """What the glass looks at."""

    plane: Plane
    function: Callable[[Numbers], Numbers]
    at: float
    radius: float
    line_slope: Callable[[], float]
    zoom: Callable[[], float]

    def curve(self) -> Point:
        """The stretch of the curve through the middle that lies in the glass, about the origin, shape (n, 3)."""
        across, up = (unit * self.zoom() for unit in self.plane.unit)
        near = self.radius / across
        steepness = abs(self._slope_within(near)) * up / across
        xs = np.linspace(-near, near, 161) / np.hypot(1, steepness) * 1.6
        with np.errstate(all="ignore"):
            rise = np.asarray(self.function(self.at + xs), float) - float(self.function(np.array([self.at]))[0])
        offsets = np.stack([xs * across, rise * up, np.zeros_like(xs)], axis=-1)
        return offsets[_run_through_the_middle(np.hypot(*offsets[:, :2].T) < self.radius)]

    def _slope_within(self, near: float) -> float:
        step = near * 1e-3
        with np.errstate(all="ignore"):
            before, after = np.asarray(self.function(self.at + np.array([-step, step])), float)
        slope = float((after - before) / (2 * step))
        return slope if np.isfinite(slope) else 0.0

    def line(self) -> Point:
        """The straight line across the glass, about the origin, shape (2, 3)."""
        across, up = self.plane.unit
        direction = np.array([across, self.line_slope() * up, 0.0])
        direction *= self.radius / np.linalg.norm(direction)
        return np.array([-direction, direction])


class Magnifier(VGroup):
    """Shows the surroundings of a point of a curve, enlarged by the same factor across and up, so slopes are kept.

    Parameters
    ----------
    plane
        The plane it looks at.
    function
        The curve: takes and returns an array.
    at
        The abscissa of the point in the middle of the glass.
    center, radius
        Where the glass stands, in Manim's units.
    line_slope
        The slope, in the plane's numbers, of the straight line through the point, asked in every frame.
    zoom
        The magnification, asked in every frame.
    """

    def __init__(
        self,
        plane: Plane,
        function: Callable[[Numbers], Numbers],
        at: float,
        *,
        center: Point,
        radius: float,
        line_slope: Callable[[], float],
        zoom: Callable[[], float],
        line_role: Role = MOVING,
    ) -> None:
        super().__init__()
        self._view = _View(plane, function, at, radius, line_slope, zoom)
        theme = plane.theme
        self.glass = Circle(radius, color=theme[MUTED], stroke_width=3, fill_color=theme[PANEL], fill_opacity=1)
        self.glass.move_to(center)
        self.curve = VMobject(stroke_color=theme[FUNCTION], stroke_width=8)
        self.line = VMobject(stroke_color=theme[line_role], stroke_width=3)
        self.add(self.glass, self.curve, self.line)
        self.refresh()
        self.add_updater(lambda glass: cast(Magnifier, glass).refresh(), call_updater=False)

    @classmethod
    def of(
        cls,
        lesson: Author,
        plane: Plane,
        function: Callable[[Numbers], Numbers],
        at: float,
        *,
        zoom: Moving = 10.0,
        slope: Moving | None = None,
        center: Point | None = None,
        radius: float = 1.1,
    ) -> Self:
        """A glass of a lesson, in its panel unless ``center`` says where.

        Parameters
        ----------
        slope
            That of the straight line through the point; the curve's own there if left out.
        """
        own = _View(plane, function, at, radius, lambda: 0.0, lambda: 1.0)
        tangent = reader(own._slope_within(1e-3 * (plane.window.right - plane.window.left)) if slope is None else slope)
        return cls(
            plane,
            function,
            at,
            center=lesson.layout.panel.center if center is None else center,
            radius=radius,
            line_slope=tangent,
            zoom=reader(zoom),
        )

    def refresh(self) -> None:
        """Draw curve and line as they look now."""
        center = self.glass.get_center()
        self.curve.set_points_as_corners(center + self._view.curve())
        self.line.set_points_as_corners(center + self._view.line())


def _run_through_the_middle(inside: npt.NDArray[np.bool_]) -> slice:
    """The indices around the middle one for which all are inside."""
    middle = len(inside) // 2
    outside = np.flatnonzero(~inside)
    before, after = outside[outside < middle], outside[outside > middle]
    return slice(before[-1] + 1 if before.size else 0, after[0] if after.size else len(inside))


def free_corner(plane: Plane, points: Point, radius: float, *, gap: float = 0.3) -> Point:
    """The place for a glass in the corner of the plane that is farthest from ``points``, shape (n, 3)."""
    box = plane.box.inset(radius + gap)
    corners = [box.at(across, up) for across in (0.0, 1.0) for up in (0.0, 1.0)]
    return max(corners, key=lambda corner: float(np.min(np.linalg.norm(points - corner, axis=1))))
