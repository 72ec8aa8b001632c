"""All that is drawn of partial derivatives at a point: the surface, and the two cuts through the point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, VGroup

from scenes.partial_derivative.cut import CutFigure
from scenes.partial_derivative.marks import Marker, PathOnSurface, is_hidden
from sessen.layout import Region
from sessen.mathematics import ScalarField, Slice, to_float, visible_range
from sessen.mobjects.space import seen_from
from sessen.mobjects.surface.box import BoxProjection, Interval, SpaceBox, Viewpoint, fitted
from sessen.mobjects.surface.floor import Floor, label_at
from sessen.mobjects.surface.surface import Surface
from sessen.shared import NotCopied
from sessen.theme import FIXED, FUNCTION, GIVEN_A, GIVEN_B
from sessen.typesetting.typeset import Typesetter

Numbers = npt.NDArray[np.float64]

AZIMUTHS: Final = (np.radians(-68.0), np.radians(-24.0))  # between which the eye goes
_ELEVATIONS: Final = np.radians(np.arange(27, 47, 2.5))
_SHORT: Final = 0.4
_GHOST: Final = 0.08  # how opaque a part is that was taken away


@dataclass(frozen=True, slots=True)
class PointsOnSurface(NotCopied):
    """Where everything stands: the surface alone, the surface beside the two graphs, the graphs, one alone."""

    alone: Region
    aside: Region
    graphs: tuple[Region, Region]
    large: Region


class PartialFigure:
    """The surface of f with the trackers that move it, and the two cuts through a point.

    Attributes
    ----------
    azimuth, growth, presence, stage
        Where the eye is; how far the surface has grown, and how opaque everything is, from 0 to 1; and where the
        surface stands: 0 alone, 1 beside the graphs, 2 where ``resting`` says.
    spotted, direction, walking, opened
        How opaque the point is; in which direction a walk leaves it, how opaque the walk is, and how far the surface
        before it has been taken away where it hides it.
    taken_x, taken_y
        How far the part of the surface has been taken away that lies before the plane of held x, of held y.

    Raises
    ------
    FieldError
        f has no value, or no slope along x or y, at the point.
    """

    def __init__(
        self,
        field: ScalarField,
        cuts: tuple[Slice, Slice],
        domain: Interval,
        places: PointsOnSurface,
        typesetter: Typesetter,
    ) -> None:
        self.field = field
        by_x, by_y = cuts
        self.p = (to_float(by_x.at), to_float(by_y.at))
        self.height = to_float(by_x.value)
        self.box = SpaceBox(domain, domain, visible_range(field, (domain, domain), self.height))
        self.azimuth, self.growth, self.presence, self.stage = map(ValueTracker, (AZIMUTHS[1], 0, 0, 0))
        self.spotted, self.direction, self.walking, self.opened = map(ValueTracker, (0, 0, 0, 0))
        self.taken_x, self.taken_y, self.numbered = map(ValueTracker, (0, 0, 0))
        self.walk = PathOnSurface(field.value, self.box, self.p, typesetter.theme)
        self.is_hidden, self.elevation = self._elevation()
        self.floor = Floor(self.box, typesetter)
        around = [_beside(region, self.floor.widest) for region in (places.alone, places.aside)]
        stands = [fitted(region, AZIMUTHS, self.elevation) for region in around]
        self._stands = [*stands, stands[-1]]
        self.view = BoxProjection(self.azimuth.get_value, lambda: self.elevation, self._stand, self.growth.get_value)
        self.surface = Surface(field.value, self.box, self.p, typesetter.theme, role=FUNCTION)
        self.by_x = CutFigure(by_x, self.box, 0, (places.large, places.graphs[0]), typesetter, role=GIVEN_A)
        self.by_y = CutFigure(by_y, self.box, 1, (places.graphs[1],) * 2, typesetter, role=GIVEN_B)
        self.spot = Marker(typesetter.theme)
        self.name = label_at("P", self.box.place(*self.p, self.height), typesetter, role=FIXED)
        self.world = self._in_order()
        self.follow()

    def _in_order(self) -> VGroup:
        """From the farthest to the nearest: nothing hides what comes after it.

        Only the nearest quarter can hide the point; where it does not, it may not cover half of the spot either.
        """
        quarters = self.surface.quarters
        behind, before = ((self.spot,), ()) if self.is_hidden else ((), (self.spot,))
        return VGroup(
            self.floor.ground,
            quarters.left_far,
            self.by_x.sides[0],
            quarters.left_near,
            *self.by_y.sides[::-1],
            quarters.right_far,
            self.by_x.sides[1],
            *behind,
            quarters.right_near,
            *before,
            self.walk,
            self.name,
            self.floor.labels,
        )

    # -- where the eye and the box are ---------------------------------------------------------------------------

    def _elevation(self) -> tuple[bool, float]:
        """The lowest elevation from which the point and every walk from it are seen, and whether there is none."""
        around = [self.walk.places(turn) for turn in np.linspace(0, 2 * np.pi, 12, endpoint=False)]
        ends = [path[-1] for path in around if len(path)] + [self.box.place(*self.p, self.height)]
        for elevation in _ELEVATIONS:
            toward = [seen_from(turn, elevation)[2] for turn in np.linspace(*AZIMUTHS, 3)]
            if not any(is_hidden(self.field.value, self.box, end, way) for way in toward for end in ends):
                return False, float(elevation)
        return True, float(_ELEVATIONS[1])

    def _stand(self) -> Viewpoint:
        stage = self.stage.get_value()
        first = min(int(stage), 1)
        return self._stands[first].towards(self._stands[first + 1], stage - first)

    def rest_in(self, region: Region) -> None:
        """Say where the surface goes at last."""
        self._stands[2] = fitted(region, AZIMUTHS, self.elevation)

    # -- what is seen --------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Draw everything as the trackers have it."""
        self.surface.follow(self.view, self._opacities())
        self.floor.follow(self.view)
        self.floor.appear(self.presence.get_value(), numbers=self.numbered.get_value())
        self.by_x.follow(self.view)
        self.by_y.follow(self.view)
        self.name.follow(self.view)
        self.name.set_opacity(self.spotted.get_value())
        self.spot.put(self.view.point(self.box.place(*self.p, self.height)), self.spotted.get_value())
        self.walk.follow(self.view, self.direction.get_value(), self.walking.get_value())

    def _opacities(self) -> tuple[float, float, float, float]:
        """Of the quarters, in their order."""
        x, y, quarter = (1 - (1 - _GHOST) * taken.get_value() for taken in (self.taken_x, self.taken_y, self.opened))
        shown = self.presence.get_value()
        return shown, shown * y, shown * x, shown * min(x, y, quarter)

    def slope_walked(self) -> float:
        """The slope of f in the direction of the walk."""
        turn = self.direction.get_value()
        return float(self.field.gradient(*self.p) @ (np.cos(turn), np.sin(turn)))


def _beside(region: Region, width: float) -> Region:
    """What a label of this width leaves of a region, in whose margin a short one fits."""
    return Region(region.left + max(0.0, width - _SHORT), region.right, region.bottom, region.top)
