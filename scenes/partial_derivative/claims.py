"""What must be true of every frame of a lesson on partial derivatives, measured on what is drawn."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from manim import Mobject

from scenes.partial_derivative.cut import CutFigure
from scenes.partial_derivative.figure import PartialFigure
from scenes.partial_derivative.slopes import SlopeSurface
from sessen.claims import Equal, claim
from sessen.layout import Point
from sessen.mathematics import ScalarField, Slice
from sessen.mobjects.curves import distance
from sessen.mobjects.sampling import PIXEL

Numbers = npt.NDArray[np.float64]

_STEP: Final = 1e-5  # of the domain, for slopes by difference quotients


class PartialClaims:
    """Claims for a lesson that has these attributes; each is silent while there is nothing of its kind to be seen."""

    field: ScalarField
    cuts: tuple[Slice, Slice]
    figure: PartialFigure
    slopes: list[SlopeSurface]
    mobjects: list[Mobject]

    @claim
    def edges_of_the_cuts_lie_on_the_surface(self) -> list[Equal] | None:
        """Between the samples too, by f itself, to two pixels of a full HD frame."""
        seen = [cut for cut in self._seen_cuts() if cut.drawn.get_value() > 0]
        return [self._lies_on_f(cut, numbers) for cut in seen for numbers in self._drawn_edges(cut)] or None

    @claim
    def tangents_have_the_partial_derivatives_as_slopes(self) -> list[Equal] | None:
        """On the surface and in the graph, by a difference quotient of f itself."""
        seen = [cut for cut in self._seen_cuts() if cut.touched.get_value() > 0.01]
        return [equal for cut in seen for equal in self._touches(cut)] or None

    @claim
    def point_is_where_it_says(self) -> Equal | None:
        """Where the spot is drawn, both cuts have it: it is on the surface, above (a, b)."""
        figure = self.figure
        if figure.spotted.get_value() == 0:
            return None
        middle = figure.spot.middle
        drawn = np.array([cut.numbers_in(figure.view, middle[None])[0] for cut in (figure.by_x, figure.by_y)])
        a, b = figure.p
        height = float(self.field.value(a, b))
        share = np.array([(figure.box.x[1] - figure.box.x[0]), (figure.box.z[1] - figure.box.z[0])])
        return Equal(drawn / share, np.array([(a, height), (b, height)]) / share)

    @claim
    def slopes_are_the_heights_of_their_surfaces(self) -> list[Equal] | None:
        """The spot on each of the last two surfaces stands as high as the slope of the tangent was."""
        seen = [
            surface for surface in self.slopes if surface.presence.get_value() > 0 and surface.growth.get_value() > 0
        ]
        return [self._stands_at(surface, cut) for surface, cut in zip(seen, self.cuts, strict=False)] or None

    # -- how it is measured --------------------------------------------------------------------------------------

    def _seen_cuts(self) -> list[CutFigure]:
        """Those of which anything is to be seen, in the box or in a graph of its own."""
        cuts = (self.figure.by_x, self.figure.by_y)
        return [cut for cut in cuts if cut.shown.get_value() > 0 or cut.flat in self.mobjects]

    def _is_graph(self, cut: CutFigure) -> bool:
        """Whether it lies on the axes of its own graph by now."""
        rests = cut.lifted.get_value() == 1 and cut.settled.get_value() in (0, 1)
        return rests and cut.flat in self.mobjects

    def _drawn_edges(self, cut: CutFigure) -> list[Numbers]:
        """The numbers of the drawn paths, read off the box, and off the graph once it is there."""
        read: list[Numbers] = []
        if cut.shown.get_value() > 0:
            read += [cut.numbers_in(self.figure.view, side.curve.points) for side in cut.sides]
        if self._is_graph(cut):
            read += [cut.graph.numbers_at(side.curve.points) for side in cut.flat_sides]
        return [numbers for numbers in read if len(numbers)]

    def _lies_on_f(self, cut: CutFigure, numbers: Numbers) -> Equal:
        """How far a path is from the graph of f where a variable is held, were it drawn on the axes of the cut."""

        def held(free: Numbers) -> Numbers:
            return self.field.value(*((free, cut.level) if cut.along == 0 else (cut.level, free)))

        away = distance(cut.plane.point(*numbers.T), cut.bands, held, cut.plane)
        return Equal(away, 0.0, tolerance=2 * PIXEL)

    def _touches(self, cut: CutFigure) -> list[Equal]:
        drawn: list[float] = []
        if cut.shown.get_value() > 0:
            inside = [side.tangent.points[-1] for side in cut.sides]
            drawn.append(_slope(cut.numbers_in(self.figure.view, np.array(inside))))
        if self._is_graph(cut):
            flat = [side.tangent.points[-1] for side in cut.flat_sides]
            drawn.append(_slope(cut.graph.numbers_at(np.array(flat))))
        step = _STEP * (cut.ends[1] - cut.ends[0])
        way = np.array([step, 0.0] if cut.along == 0 else [0.0, step])
        ahead, behind = (float(self.field.value(*(np.array(self.figure.p) + sign * way))) for sign in (1, -1))
        usual = (self.figure.box.z[1] - self.figure.box.z[0]) / (cut.ends[1] - cut.ends[0])
        true = (ahead - behind) / (2 * step)
        return [Equal(slope, true, tolerance=1e-4, scale=max(abs(true), usual)) for slope in drawn]

    def _stands_at(self, surface: SlopeSurface, cut: Slice) -> Equal:
        low, high = surface.box.z
        foot, top = surface.view.point(surface.box.place(*surface.at, np.array([low, high])))
        drawn = low + float((surface.spot.middle - foot)[1] / (top - foot)[1]) * (high - low)
        own = self.figure.by_x if cut is self.cuts[0] else self.figure.by_y
        return Equal(drawn, own.slope, scale=high - low)


def _slope(ends: Point) -> float:
    (x0, y0), (x1, y1) = ends
    return float((y1 - y0) / (x1 - x0))
