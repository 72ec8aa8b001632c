"""The partial derivatives as surfaces of their own: at every point as high as the slope there."""

from __future__ import annotations

from typing import Final

from manim import Mobject, ValueTracker, VGroup, VMobject

from scenes.partial_derivative.figure import AZIMUTHS, PartialFigure
from scenes.partial_derivative.marks import Marker, is_hidden
from sessen.layout import Region
from sessen.mathematics import ScalarField, Slice, format_number, to_float, visible_range
from sessen.mobjects.space import seen_from
from sessen.mobjects.surface.box import BoxProjection, SpaceBox, fitted
from sessen.mobjects.surface.floor import Floor, label_at
from sessen.mobjects.surface.surface import Surface
from sessen.theme import INK, Role
from sessen.typesetting.typeset import Typesetter

_CELLS: Final = 14
_FLAT: Final = 1e-3  # grown so far at first: without any height nothing would be above anything


class SlopeSurface:
    """The surface of one partial derivative, turning with the others.

    Parameters
    ----------
    figure
        The function's own surface, whose floor, point and eye are the same.
    cut
        Whose slope it is.
    region
        Where it stands.

    Attributes
    ----------
    growth, presence
        From 0 to 1.
    """

    def __init__(
        self, figure: PartialFigure, cut: Slice, region: Region, typesetter: Typesetter, *, role: Role
    ) -> None:
        self.field = ScalarField(cut.partial, (figure.field.x, figure.field.y))
        self.at, self.slope = figure.p, to_float(cut.slope)
        floor = figure.box.x, figure.box.y
        self.box = SpaceBox(*floor, visible_range(self.field, floor, self.slope))
        self.growth, self.presence = ValueTracker(_FLAT), ValueTracker(0)
        elevation = figure.elevation
        stand = fitted(region, AZIMUTHS, elevation)
        self.view = BoxProjection(figure.azimuth.get_value, lambda: elevation, lambda: stand, self.growth.get_value)
        self.surface = Surface(self.field.value, self.box, self.at, typesetter.theme, role=role, cells=_CELLS)
        self.floor = Floor(self.box, typesetter, names=("x", "y"), numbered=False)
        text = format_number(cut.slope, 3, style="typst")
        self.number = label_at(text, self.box.place(*self.at, self.slope), typesetter, role=INK)
        self.spot = Marker(typesetter.theme)
        quarters = self.surface.quarters
        place = self.box.place(*self.at, self.slope)
        toward = [seen_from(turn, elevation)[2] for turn in AZIMUTHS]
        near: tuple[VMobject, VMobject] = (quarters.right_near, self.spot)
        if any(is_hidden(self.field.value, self.box, place, way) for way in toward):
            near = near[::-1]
        before = (quarters.left_far, quarters.left_near, quarters.right_far)
        self.world = VGroup(self.floor.ground, *before, *near, self.floor.labels, self.number)
        self.follow()

    def refresh(self, _: Mobject) -> None:
        """What Manim calls in every frame."""
        self.follow()

    def follow(self) -> None:
        """Draw everything as the trackers have it."""
        shown = self.presence.get_value()
        self.surface.follow(self.view, (shown,) * 4)
        self.floor.follow(self.view)
        self.floor.appear(shown)
        self.number.follow(self.view)
        self.number.set_opacity(shown)
        self.spot.put(self.view.point(self.box.place(*self.at, self.slope)), shown)
