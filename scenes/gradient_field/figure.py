"""All that is drawn of a gradient: the landscape, the slopes at one point, the field of arrows, the way down."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from manim import ValueTracker

from scenes.gradient_field.compass import DirectionProbe
from scenes.gradient_field.contour_map import Landscape
from scenes.gradient_field.shaded_arrows import ShadedArrows
from scenes.gradient_field.trail import Trail
from scenes.gradient_field.vantage import choose_vantage, plan_descent, plan_field
from sessen.layout import Point, Region
from sessen.mathematics import FieldError, ScalarField
from sessen.mobjects.level_curves import Level
from sessen.theme import FUNCTION
from sessen.typesetting.typeset import Typesetter

Numbers = npt.NDArray[np.float64]

_MARGIN: Final = 0.01  # of the domain's width, around the longest arrows


class GradientFigure:
    """The mobjects and the trackers that move them.

    Parameters
    ----------
    region
        Where it all stands.
    field, domain, start
        The function, from where to where it is looked at in x and in y, and where the descent begins.
    typesetter
        Sets its numbers.

    Attributes
    ----------
    turn, swept, growth, walked
        The direction of the slope arrow, how far its circle is drawn, how far the field has grown (0 to 1), and how
        many steps of the descent have been walked.

    Raises
    ------
    FieldError
        The start is outside the domain, or f has no gradient where one is needed.
    """

    def __init__(
        self,
        region: Region,
        field: ScalarField,
        domain: tuple[float, float],
        start: tuple[float, float],
        typesetter: Typesetter,
    ) -> None:
        _refuse_outside(start, domain)
        self.field, self.domain = field, domain
        self.plan = plan_field(field, domain)
        if not field.is_constant and not np.any(self.plan.gradients):
            raise FieldError("f has slope 0 wherever it has one, though it is no constant", hint="choose a smooth f")
        self.descent = plan_descent(field, start, domain)
        self.vantage = choose_vantage(field, domain, start)
        self.land = Landscape(region, field, self._window(), typesetter)
        self.plane, self.theme = self.land.plane, typesetter.theme
        self.turn, self.swept = ValueTracker(), ValueTracker()
        self.growth, self.walked = ValueTracker(0), ValueTracker(0)
        self.p = self.plane.point(self.vantage.x, self.vantage.y)
        self.slope = field.gradient(self.vantage.x, self.vantage.y)
        self.compass = self._compass()
        self.arrows = self._arrows()
        self.stops = self.plane.point(*self.descent.points.T)
        self.trail = Trail(self.stops, self.walked.get_value, self.theme)

    def _window(self) -> tuple[float, float]:
        """The domain and as much around it as the longest arrows need, so that none leaves the map."""
        (low, high), middle = self.domain, sum(self.domain) / 2
        overhang = float(np.abs(self.plan.tips - middle).max())
        reach = max(overhang, (high - low) / 2) + _MARGIN * (high - low)
        return middle - reach, middle + reach

    def _compass(self) -> DirectionProbe:
        drawn = self._vectors(self.slope) * self.vantage.factor
        compass = DirectionProbe(self.p, drawn, self.turn.get_value, self.swept.get_value, self.theme)
        for tracker in (self.turn, self.swept):
            tracker.set_value(compass.steepest - np.pi / 2)
        compass.follow()
        return compass

    def _arrows(self) -> ShadedArrows:
        """The field, which grows like a wave from P."""
        feet = self.plane.point(*self.plan.feet.T)
        vectors = self._vectors(self.plan.gradients) * self.plan.factor
        return ShadedArrows(feet, vectors, self.growth.get_value, origin=self.p, theme=self.theme)

    def _vectors(self, gradients: Numbers) -> Point:
        across, up = self.plane.unit
        return np.stack([gradients[..., 0] * across, gradients[..., 1] * up, 0 * gradients[..., 0]], axis=-1)

    def level_through_p(self) -> Level:
        """The level curve on which P lies, exact where it passes P."""
        place = self.vantage.x, self.vantage.y
        return self.land.level(float(self.field.value(*place)), self.theme[FUNCTION], 5, through=place)

    # -- what is read off at this moment -------------------------------------------------------------------------

    def height_risen(self) -> float:
        """Up to which value the level curves have risen; of a constant its only value."""
        return self.land.only_value if self.field.is_constant else self.land.risen.get_value()

    def slope_turned(self) -> float:
        """The slope in the direction of the turning arrow."""
        turn = self.turn.get_value()
        return float(self.slope @ (np.cos(turn), np.sin(turn)))

    def height_walked(self) -> float:
        """The value of f where the walk down has come to."""
        x, y = self.plane.numbers_at(self.trail.position())
        return float(self.field.value(x, y))


def _refuse_outside(start: tuple[float, float], domain: tuple[float, float]) -> None:
    low, high = domain
    if not all(low <= part <= high for part in start):
        raise FieldError(
            f"the start ({start[0]:g}, {start[1]:g}) is outside the domain from {low:g} to {high:g}",
            hint="choose a start inside, or a larger domain",
        )
