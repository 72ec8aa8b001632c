"""What must hold of a drawn composition on every frame: points, changes, tangents, and the secant of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenes.chain_rule.figure import ChainFigure
from scenes.chain_rule.graphs import ChainGraphs
from scenes.chain_rule.model import ChainModel
from scenes.chain_rule.notation import partial_compositions
from scenes.chain_rule.strands import PointMarker
from sessen.claims import Equal, claim
from sessen.mathematics import Composition, to_float
from sessen.mobjects.sampling import PIXEL


class ChainClaims:
    """The claims of a lesson that draws a chain: measured on mobjects, compared with the composition.

    Attributes
    ----------
    on_stage
        What is drawn at this moment, so that the claims may speak of it: "point 0", ..., "moved", "changes",
        "slopes", "secant".
    """

    composition: Composition
    travel: ChainModel
    figure: ChainFigure
    graphs: ChainGraphs
    nudges: Sequence[float]

    def watch(self) -> None:
        """Prepare what is true, apart from what is drawn: every line's number from one formula in x."""
        self.on_stage: set[str] = set()
        self.prefixes = partial_compositions(self.composition)
        slope = self.composition.direct_derivative.subs(self.prefixes[0].variable, self.composition.points[0])
        self.direct_slope = to_float(slope)

    @claim
    def moving_points_are_where_x_takes_them(self) -> Equal | None:
        """The moving dots are at x + dx, g(x + dx), ..., f(g(x + dx)), from the formula of the whole so far."""
        if not self.on_stage & {"moved", "changes"}:
            return None
        x = self.travel.points[0] + self.figure.move.get_value()
        return self._stand(self.figure.moved, {index: self.prefixes[index](x) for index in self.figure.come})

    @claim
    def changes_have_the_ratios_of_the_quotients(self) -> list[Equal] | None:
        """Each drawn change, on its line's scale, is as many times the one above as the difference quotient says."""
        return self._stretched_by(self.travel.ratios(self.figure.move.get_value()), within=1e-5)

    @claim
    def smallest_changes_have_the_ratios_of_the_derivatives(self) -> list[Equal] | None:
        """When the nudge is smallest, what is drawn is as good as du/dx and dy/du."""
        is_smallest = self.figure.move.get_value() <= self.nudges[-1] * 1.001
        return self._stretched_by(self.travel.factors, within=0.01) if is_smallest else None

    @claim
    def tangents_have_the_factors_as_slopes(self) -> list[Equal] | None:
        """The tangents of the graphs, and rise over run of their triangles."""
        if "slopes" not in self.on_stage:
            return None
        factors, graphs = [to_float(factor) for factor in self.composition.factors], self.graphs.each
        return [Equal([each.shown_slope for each in graphs], factors), Equal([g.shown_ratio for g in graphs], factors)]

    @claim
    def curves_are_the_graphs_of_the_functions(self) -> list[Equal] | None:
        """Between their samples too, to two pixels of a full HD frame."""
        if "slopes" not in self.on_stage:
            return None
        graphs = zip(self.graphs.each, self.composition.functions, strict=True)
        return [Equal(each.curve.distance_from(f, each.plane), 0.0, tolerance=2 * PIXEL) for each, f in graphs]

    @claim
    def secant_of_the_whole_ends_with_the_product_as_slope(self) -> Equal | None:
        """The line through the graph of f(g(x)): its slope is the difference quotient, at the end the derivative."""
        if "secant" not in self.on_stage:
            return None
        run, x, whole = self.graphs.run.get_value(), self.travel.points[0], self.prefixes[-1]
        shown = self.graphs.whole.plane.slope_of(self.graphs.secant)
        return Equal(shown, (whole(x + run) - whole(x)) / run if run else self.direct_slope, tolerance=1e-5)

    @claim
    def point_lands_on_the_values(self) -> Equal | None:
        """The dots that have landed are at x, g(x), ..., f(g(x))."""
        points = [to_float(point) for point in self.composition.points]
        landed = {index: point for index, point in enumerate(points) if f"point {index}" in self.on_stage}
        return self._stand(self.figure.fixed, landed) if landed else None

    def _stand(self, dots: Sequence[PointMarker], numbers: Mapping[int, float]) -> Equal:
        """These dots stand where their lines have these numbers, to a small part of a pixel."""
        places = [float(self.figure.lines[index].point(number)[0]) for index, number in numbers.items()]
        return Equal([dots[index].get_x() for index in numbers], places, tolerance=1e-5, scale=1.0)

    def _stretched_by(self, ratios: Sequence[float], within: float) -> list[Equal] | None:
        """Each change that has come to the next line is this many times the one above it."""
        if "changes" not in self.on_stage:
            return None
        pairs = zip(ratios, self.figure.measured_stretches(), strict=False)
        return [
            Equal(below, ratio * above, within, scale=abs(ratio * above) or self.figure.move.get_value())
            for ratio, (above, below) in pairs
        ]
