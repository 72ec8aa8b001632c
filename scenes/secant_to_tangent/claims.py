"""What must hold of a drawn secant on every frame: points, slope, and the tangent that it becomes."""

from __future__ import annotations

from typing import Final

import numpy as np
from manim import Line

from scenes.secant_to_tangent.figure import SecantFigure
from sessen.claims import Equal, claim
from sessen.lesson import Lesson
from sessen.mathematics import DifferenceQuotient, RealFunction
from sessen.mobjects.sampling import PIXEL

_ROUNDING: Final = 1e-9  # of the window's width: how well the place of a dot is known


class SecantClaims(Lesson):
    """A lesson with the claims on its secant, measured on what is drawn."""

    function: RealFunction
    limit: DifferenceQuotient
    figure: SecantFigure
    tangent: Line | None

    @claim
    def secant_has_the_quotient_as_its_slope(self) -> Equal | None:
        """The line as drawn, from f at its two points."""
        figure = self.figure
        return Equal(figure.plane.slope_of(figure.secant), figure.slope) if self._is_drawn(figure.secant) else None

    @claim
    def secant_goes_through_p_and_q(self) -> Equal | None:
        """At both dots the line is as high as they are."""
        figure = self.figure
        if not self._is_drawn(figure.secant):
            return None
        points = np.array([figure.fixed_point.get_center(), figure.moving_point.get_center()])
        x, y = figure.plane.numbers_at(points).T
        return Equal(figure.plane.height_of(figure.secant, x), y, scale=figure.height)

    @claim
    def curve_is_the_graph_of_the_function(self) -> Equal | None:
        """Between its samples too, to two pixels of a full HD frame."""
        figure = self.figure
        if not self.is_on_screen(figure.graph):
            return None
        return Equal(figure.graph.distance_from(self.function, figure.plane), 0.0, tolerance=2 * PIXEL)

    @claim
    def points_lie_on_the_curve(self) -> Equal | None:
        """The dots on screen are as high as f says."""
        figure = self.figure
        shown = [point.get_center() for point in (figure.fixed_point, figure.moving_point) if self.is_on_screen(point)]
        if not shown:
            return None
        x, y = figure.plane.numbers_at(np.array(shown)).T
        # Where it stands is known to some digits only, and the graph may be upright there.
        window = figure.plane.window
        near = self.function(x + _ROUNDING * (window.right - window.left) * np.array([[-1.0], [0.0], [1.0]]))
        return Equal(y, np.clip(y, np.nanmin(near, axis=0), np.nanmax(near, axis=0)), scale=figure.height)

    @claim
    def tangent_touches_with_the_derivative_as_its_slope(self) -> list[Equal] | None:
        """The line as drawn passes P with the slope that SymPy says."""
        figure = self.figure
        if self.tangent is None or not self._is_drawn(self.tangent):
            return None
        touching = Equal(figure.plane.height_of(self.tangent, figure.x), figure.y, scale=figure.height)
        return [Equal(figure.plane.slope_of(self.tangent), float(self.limit.derivative)), touching]

    def _is_drawn(self, line: Line | None) -> bool:
        """Whether a straight line is on screen and long enough to have a direction."""
        return line is not None and self.is_on_screen(line) and line.get_length() > 1e-3
