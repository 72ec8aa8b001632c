"""The graphs of the functions of a composition, side by side, and the graph of the whole."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from manim import Line, ValueTracker

from scenes.chain_rule.model import ChainModel, steady_radius
from scenes.chain_rule.notation import ChainWords
from scenes.chain_rule.slope_graph import Axis, SlopeGraph
from sessen.layout import Point, Region
from sessen.mobjects.following import always_refresh
from sessen.mobjects.live_equation import LiveEquation
from sessen.theme import MOVING
from sessen.typesetting.typeset import LABEL, Typesetter

Numbers = npt.NDArray[np.float64]

_NARROWEST = 2.6  # a graph with less room stands in a row of its own


class ChainGraphs:
    """One graph a function, with the derivative as the slope of its tangent; and one of the whole, with a secant.

    Parameters
    ----------
    slope
        The word for slope.

    Attributes
    ----------
    each
        The graphs of the functions, the inner one first.
    whole
        The graph of the composition.
    run
        How far from the point the secant of the whole meets its graph again; at 0 it is the tangent.
    """

    def __init__(
        self, region: Region, travel: ChainModel, words: ChainWords, slope: str, typesetter: Typesetter
    ) -> None:
        self.travel, self.words, self.type, self.slope = travel, words, typesetter, slope
        narrow = region.width / words.count < _NARROWEST
        regions = (region.rows if narrow else region.columns)(*[1.0] * words.count, gap=0.15)
        self.each = [self._graph(index, regions[index]) for index in range(words.count)]
        self.whole = self._whole(region)
        self.run = ValueTracker(0.6 * (self.whole.plane.window.right - travel.points[0]))
        self.secant = Secant(self.whole, self)
        names = [typesetter.words(f"{slope} ${sign}$", size=LABEL, role=MOVING) for sign in ("=", "approx")]
        self.reading = LiveEquation((names[0], names[1]), self.secant_slope, self._place, typesetter, role=MOVING)

    def secant_slope(self) -> float:
        """The slope of the secant of the whole at this moment."""
        run = self.run.get_value()
        return self.travel.changes(run)[-1] / run if run else float(self.travel.stretches[-1])

    def _graph(self, index: int, region: Region) -> SlopeGraph:
        travel, words = self.travel, self.words
        function, at, slope = travel.functions[index], travel.points[index], travel.factors[index]
        number = words.tinted(words.factor(index, sign=True).removeprefix("= "), index + 1)
        header = self.type.words(f"{self.slope} ${number}$", size=LABEL)
        return SlopeGraph(
            region,
            function,
            (at, travel.points[index + 1], slope),
            steady_radius(function, at, is_flat=slope == 0, largest=_widest(at)),
            self.type,
            axes=(self._axis(index), self._axis(index + 1)),
            header=header,
        )

    def _axis(self, index: int) -> Axis:
        return self.words.letters[index], self.words.roles[index]

    def _whole(self, region: Region) -> SlopeGraph:
        travel, words, start = self.travel, self.words, self.travel.points[0]
        slope = float(travel.stretches[-1])

        def whole(x: Numbers) -> Numbers:
            return travel.images(x - start)[-1]

        return SlopeGraph(
            region,
            whole,
            (start, travel.points[-1], slope),
            steady_radius(whole, start, is_flat=slope == 0, largest=_widest(start)),
            self.type,
            axes=(self._axis(0), self._axis(words.count)),
            header=self.type.math(words.composed, size=LABEL),
            shares=True,
        )

    def _place(self, reading: LiveEquation) -> Point:
        """Above the graph, at the right end of its header."""
        box = self.whole.plane.box
        return np.array([box.right - reading.width_of_all / 2 - 0.1, self.whole.header_baseline, 0])


def _widest(at: float) -> float:
    """How far to the sides a graph may go: farther around large numbers, so that they can be told apart."""
    return 1.5 * max(1.0, float(10 ** np.floor(np.log10(max(abs(at), 1.0)))))


class Secant(Line):
    """The straight line through the point of a graph and a second one that moves."""

    def __init__(self, graph: SlopeGraph, graphs: ChainGraphs) -> None:
        super().__init__(stroke_width=4, color=graphs.type.theme[MOVING])
        self.graph, self.graphs = graph, graphs
        always_refresh(self)

    def refresh(self) -> None:
        """Go through both points, from edge to edge of the window."""
        travel = self.graphs.travel
        ends = self.graph.plane.line_ends(travel.points[0], travel.points[-1], self.graphs.secant_slope())
        self.put_start_and_end_on(*ends)
