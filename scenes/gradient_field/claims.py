"""What must be true of every frame of a lesson on the gradient."""

from __future__ import annotations

from typing import Final

import numpy as np
from manim import Mobject

from scenes.gradient_field.compass import DirectionProbe
from scenes.gradient_field.contour_map import Landscape
from scenes.gradient_field.figure import GradientFigure
from sessen.claims import Equal, claim
from sessen.mathematics import ScalarField
from sessen.mobjects.level_curves import Level, direction_near
from sessen.mobjects.sampling import PIXEL
from sessen.mobjects.vectors import RIGHT_ANGLE

_ASKEW: Final = 0.03  # cosine of an angle that is still taken for a right one
_SEEN: Final = 0.25 * PIXEL  # what is off by less is not seen


class GradientClaims:
    """Claims for a lesson that has these attributes; each is silent while there is nothing of its kind to be seen."""

    field: ScalarField
    figure: GradientFigure
    land: Landscape
    compass: DirectionProbe
    through_p: Level
    mobjects: list[Mobject]

    @claim
    def level_curves_run_where_f_has_their_value(self) -> Equal | None:
        """Between their vertices, where nothing was prescribed, drawn curves are off by less than a quarter pixel."""
        seen = self.land.accuracy() if self.land.world in self.mobjects else None
        return None if seen is None else Equal(seen.off / PIXEL, 0.0, tolerance=0.25)

    @claim
    def arrows_are_square_to_the_level_curves(self) -> Equal | None:
        """The drawn curves run square to the gradient of f, along which the arrows run, or miss it unseen."""
        seen = self.land.accuracy() if self.figure.arrows in self.mobjects else None
        if seen is None:
            return None
        share = np.minimum(np.abs(seen.cosines) / _ASKEW, np.abs(seen.aside) / _SEEN)
        return Equal(share * _ASKEW, 0.0, tolerance=_ASKEW)

    @claim
    def arrows_are_as_long_as_they_say(self) -> Equal | None:
        """Every drawn arrow is the gradient at its foot times the factor on screen, as far as it has grown."""
        arrows, plane = self.figure.arrows, self.land.plane
        if arrows not in self.mobjects:
            return None
        feet, tips = plane.numbers_at(arrows.feet), plane.numbers_at(arrows.tips)
        true = self.field.gradient(*feet.T) * self.figure.plan.factor * arrows.shares[:, None]
        return Equal(tips - feet, true, tolerance=1e-6, scale=plane.window.right - plane.window.left)

    @claim
    def slope_arrow_is_as_long_as_the_slope(self) -> Equal | None:
        """The turning arrow's length, at its factor, is the slope of f in its direction, by a difference quotient."""
        if self.compass not in self.mobjects or self.field.is_constant:
            return None
        needle, size = self.compass.needle, self.figure.domain[1] - self.figure.domain[0]
        foot, tip = self.land.plane.numbers_at(np.array([needle.tail, needle.tip]))
        along = np.array([np.cos(self.figure.turn.get_value()), np.sin(self.figure.turn.get_value())])
        ahead, behind = (self.field.value(*(foot + h * along)) for h in (1e-5 * size, -1e-5 * size))
        slope = float(ahead - behind) / (2e-5 * size)
        drawn = float((tip - foot) @ along) / self.figure.vantage.factor
        return Equal(drawn, slope, tolerance=1e-4, scale=float(np.linalg.norm(self.figure.slope)))

    @claim
    def partials_add_up_to_the_gradient(self) -> Equal | None:
        """The two drawn partial derivatives, tip to tail, end where the drawn gradient does."""
        compass = self.compass
        if compass.whole not in self.mobjects or compass.along_x not in self.mobjects:
            return None
        parts = compass.along_x.tip - compass.along_x.tail + compass.along_y.tip - compass.along_y.tail
        whole = compass.whole.tip - compass.whole.tail
        return Equal(np.cross(parts, whole)[2], 0.0, tolerance=1e-9)

    @claim
    def right_angle_at_p_is_one(self) -> list[Equal] | None:
        """Where it passes P, the drawn level curve is square to the longest arrow, as far as the mark of it reaches."""
        if self.compass.corner not in self.mobjects:
            return None
        away, direction = direction_near(self.through_p.points, self.figure.p)
        return [
            Equal(away / PIXEL, 0.0, tolerance=0.25),
            Equal(float(direction @ self.compass.uphill), 0.0, tolerance=_SEEN / RIGHT_ANGLE),
        ]

    @claim
    def every_step_goes_down(self) -> list[Equal] | None:
        """From stop to stop the walked path is the rate times the gradient, backwards, and f falls."""
        trail, (low, high) = self.figure.trail, self.figure.domain
        if trail not in self.mobjects or trail.walked() < 1:
            return None
        stops = self.land.plane.numbers_at(trail.drawn_stops())
        steps = -self.figure.descent.rate * self.field.gradient(*stops[:-1].T)
        rises = np.maximum(np.diff(self.field.value(*stops.T)), 0)
        return [Equal(np.diff(stops, axis=0), steps, tolerance=1e-6, scale=high - low), Equal(rises, 0.0)]
