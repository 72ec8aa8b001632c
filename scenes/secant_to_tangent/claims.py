"""What must hold of a drawn secant on every frame: points, slope, and the tangent that it becomes."""

from __future__ import annotations

from typing import Final

import numpy as np
from manim import Line

from scenes.secant_to_tangent.closeup import Closeup
from scenes.secant_to_tangent.figure import SecantFigure
from scenes.secant_to_tangent.slope_function import SlopeFunction
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
    closeup: Closeup | None
    slopes: SlopeFunction | None

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

    @claim
    def closeup_is_of_the_curve_and_its_secant(self) -> list[Equal] | None:
        """What the camera sees near P is as high as f says, and the line has the slope of the quotient."""
        closeup = self.closeup
        if closeup is None or not self.is_on_screen(closeup.curve):
            return None
        x, y = closeup.numbers_of(closeup.curve).T
        (left, low), *_, (right, high) = closeup.numbers_of(closeup.line)
        line = Equal(
            high - low, self.limit.slope(float(self.figure.h.get_value())) * (right - left), scale=closeup.seen
        )
        ends = np.arange(len(x)) % 4 % 3 == 0  # between them are corners that are cut
        return [Equal(y[ends], self.function(x[ends]), scale=closeup.seen), line]

    @claim
    def second_curve_has_the_slopes_of_the_first(self) -> list[Equal] | None:
        """As far as it has grown, and at P."""
        slopes = self.slopes
        if slopes is None or not self.is_on_screen(slopes.grown) or len(slopes.grown.points) < 4:
            return None
        height = slopes.lower.window.top - slopes.lower.window.bottom
        x, y = slopes.lower.numbers_at(slopes.grown.points[::4]).T
        seen = slopes.lower.window
        inside = (y > seen.bottom) & (y < seen.top)
        found = [Equal(y[inside], self.function.derivative()(x[inside]), scale=height)]
        if self.is_on_screen(slopes.tangent) and slopes.tangent.get_length() > 0.1:
            now = float(slopes.x.get_value())
            found.append(Equal(slopes.upper.slope_of(slopes.tangent), float(slopes.slope(now))))
        return found

    def _is_drawn(self, line: Line | None) -> bool:
        """Whether a straight line is on screen and long enough to have a direction."""
        return line is not None and self.is_on_screen(line) and line.get_length() > 1e-3
