"""Partial derivatives: a surface is cut by planes on which one variable is held (lecture notes, section 1.5)."""

from __future__ import annotations

from itertools import starmap
from typing import Any

import numpy as np
from manim import DOWN, FadeIn, FadeOut, ValueTracker, VGroup

from scenes.partial_derivative.claims import PartialClaims
from scenes.partial_derivative.cut import CutFigure
from scenes.partial_derivative.figure import AZIMUTHS, PartialFigure
from scenes.partial_derivative.panel import CutNotes, SlopeReading, Titles, brief, formula_of
from scenes.partial_derivative.places import large_notes_place, notes_place, places, trio
from scenes.partial_derivative.slopes import SlopeSurface
from sessen import GIVEN_A, GIVEN_B, Formula, Interval, Lesson, Vector, Words, step
from sessen.layout import Region
from sessen.mathematics import FieldError, ScalarField, Slice, to_float
from sessen.mathematics.ranges import require_readable
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.mobjects.swell import Pulse


class PartialDerivative(PartialClaims, Lesson):
    """How steep is a surface?"""

    section = "1.5"
    topic = Words(en="Partial derivative", ja="偏微分")
    question = Words(
        en="How steep is a surface at one of its points?", ja="曲面の1点での傾きは、どう測るのでしょうか？"
    )

    f = Formula(
        "x^2 + y^2",
        variables=("x", "y"),
        presets=("x^2 - y^2", "x y", "sin(x) cos(y)"),
        help="the height of the surface",
    )
    point = Vector("1,-2", sizes=(2, 2), presets=("0,0", "2,1"), help="where the slopes are taken")
    domain = Interval("-5, 5", help="from where to where, in x and in y")

    def setup(self) -> None:
        """The mathematics, and what is drawn of it."""
        self.field = ScalarField(self.f)
        low, high = map(to_float, self.domain)
        require_readable(low, high)
        if not all(low < to_float(part) < high for part in self.point):
            location = ", ".join(map(str, self.point))
            raise FieldError(
                f"the point ({location}) is not inside the domain from {low:g} to {high:g}",
                hint="choose a point inside, or a larger domain",
            )
        at = self.point[0], self.point[1]
        self.cuts = Slice(self.field, self.field.y, at), Slice(self.field, self.field.x, at)
        stands = places(self.layout)[0]
        self.figure = PartialFigure(self.field, self.cuts, (low, high), stands, self.type)
        self.regions, self.captions = trio(self.layout)
        self.figure.rest_in(self.regions[0])
        self.slopes: list[SlopeSurface] = []

    @property
    def text_values(self) -> dict[str, str]:
        """What sentences may name: also the numbers of the point, and both slopes."""
        by_x, by_y = self.cuts
        numbers = {"a": by_x.at, "b": by_y.at, "slope_x": by_x.slope, "slope_y": by_y.slope}
        return super().text_values | {name: brief(value) for name, value in numbers.items()}

    # -- the surface ---------------------------------------------------------------------------------------------

    @step(
        en="Over every point of the plane, $f(x, y)$ is a height. Together they are a surface.",
        ja="平面の各点の上に高さ $f(x, y)$ を取ると、曲面になります。",
    )
    def raise_surface(self) -> None:
        """The question; then a surface grows out of the plane while the eye goes round it."""
        figure = self.figure
        self.formula = formula_of(self.field, self.type, self.layout.content)
        self.add(figure.world.add_updater(lambda _: figure.follow()))
        self.show_question(figure.presence.animate.set_value(1))
        self.play(FadeIn(self.formula, shift=0.15 * DOWN), run_time=0.6)
        self.play(figure.growth.animate.set_value(1), run_time=1.4)
        self.play(figure.azimuth.animate.set_value(np.radians(-52)), figure.numbered.animate.set_value(1), run_time=1.7)

    @step(
        en="How steep is it at $P$? That depends on the direction in which we walk.",
        ja="点 $P$ での傾きは、どちらへ進むかによって変わります。",
    )
    def walk_around(self) -> None:
        """A walk on the surface turns about P; its slope is read aloud."""
        figure = self.figure
        steepest = float(np.linalg.norm(self.field.gradient(*figure.p)))
        self.reading = SlopeReading(figure.slope_walked, steepest, self.layout.content, self.type, self.localize)
        opened = float(figure.is_hidden)
        self.play(figure.spotted.animate.set_value(1), figure.opened.animate.set_value(opened), run_time=0.5)
        self.play(figure.walking.animate.set_value(1), FadeIn(self.reading), run_time=0.5)
        self.play(figure.direction.animate.set_value(2 * np.pi), run_time=4.5)

    # -- y is held -----------------------------------------------------------------------------------------------

    @step(
        en="So let only $x$ change: hold $y$ at ${b}$, and a plane cuts the surface.",
        ja="そこで $y$ を ${b}$ に固定し、$x$ だけを動かします。",
    )
    def hold_y(self) -> None:
        """The plane of held y rises, the surface before it goes, the edge of the cut stays."""
        figure = self.figure
        self.play(figure.walking.animate.set_value(0), FadeOut(self.reading), run_time=0.5)
        self.play(figure.azimuth.animate.set_value(AZIMUTHS[0]), run_time=1.1)
        self._cut(figure.by_x, figure.taken_y)

    @step(
        en="Lifted out, the cut is the graph of a function of $x$ alone.",
        ja="切り口を取り出すと、$x$ だけの関数のグラフになります。",
    )
    def lift_first_cut(self) -> None:
        """The cut turns towards us until it is a flat graph that fills the frame; the surface goes."""
        self.notes = [self._notes(0, large_notes_place(self.layout)), self._notes(1, notes_place(self.layout, 1))]
        cut, notes = self.figure.by_x, self.notes[0]
        self.add(cut.flat)
        self.play(cut.lifted.animate.set_value(1), *self._surface_shown(0), run_time=2.0)
        self.play(FadeIn(cut.plane), FadeIn(notes.held), FadeIn(notes.tag), run_time=0.6)
        self.play(FadeIn(notes.function, shift=0.1 * DOWN), run_time=0.5)

    @step(
        en="The tangent at $P$ has slope ${slope_x}$. That is the slope along $x$.",
        ja="$x$ 方向の傾きは、点 $P$ での接線の傾き ${slope_x}$ です。",
    )
    def touch_first_cut(self) -> None:
        """The tangent grows in the graph and on the surface; its slope is a number."""
        self._touch(self.figure.by_x, self.notes[0])

    @step(
        en="This is the partial derivative with respect to $x$: $y$ is held constant.",
        ja="$x$ についての偏微分では、$y$ は定数です。",
    )
    def name_first_slope(self) -> None:
        """The slope moves to the end of a formula: the partial derivative with respect to x."""
        self._name(self.notes[0])

    # -- x is held -----------------------------------------------------------------------------------------------

    @step(
        en="Now hold $x$ at ${a}$ instead: another plane, another edge.",
        ja="次は $x$ を ${a}$ に固定します。切り口も別のものになります。",
    )
    def hold_x(self) -> None:
        """The graph makes room, the surface is there again and whole, the eye goes round, the plane of held x cuts."""
        figure = self.figure
        figure.by_x.shown.set_value(0)
        self._settle()
        self.play(*self._surface_shown(1), figure.taken_y.animate.set_value(0), run_time=0.7)
        self.play(figure.azimuth.animate.set_value(AZIMUTHS[1]), run_time=1.5)
        self._cut(figure.by_y, figure.taken_x)

    @step(
        en="At the same point, the slope along $y$ is ${slope_y}$.",
        ja="同じ点でも、$y$ 方向の傾きは ${slope_y}$ です。",
    )
    def lift_second_cut(self) -> None:
        """The second cut becomes a graph; its tangent has another slope."""
        self._lift(self.figure.by_y, self.notes[1])
        self._touch(self.figure.by_y, self.notes[1])

    @step(
        en="This is the partial derivative with respect to $y$: now $x$ is held constant.",
        ja="$y$ についての偏微分では、今度は $x$ が定数です。",
    )
    def name_second_slope(self) -> None:
        """The second slope moves to the end of its formula."""
        self._name(self.notes[1])

    # -- everywhere ----------------------------------------------------------------------------------------------

    @step(
        en="Every point has both slopes. Take them as heights: two more surfaces.",
        ja="どの点にも2つの傾きがあります。高さとして描くと、2つの曲面です。",
    )
    def spread_slopes(self) -> None:
        """The surface goes to the left; beside it grow the surfaces of its slopes."""
        figure = self.figure
        gone = [*(cut.graph for cut in (figure.by_x, figure.by_y)), figure.by_x.flat, figure.by_y.flat]
        gone += [part for notes in self.notes for part in (notes.held, notes.tag, notes.function)]
        whole = (figure.by_y.shown.animate.set_value(0), figure.taken_x.animate.set_value(0))
        self.titles = Titles(self.formula, self.notes, self.captions, self.type, self.localize)
        self.play(*map(FadeOut, gone), *whole, run_time=0.6)
        moved = (figure.stage.animate.set_value(2), figure.numbered.animate.set_value(0))
        self.play(*moved, *self.titles.gather(self.notes), run_time=1.5)
        self.slopes = self._slope_surfaces()
        for surface in self.slopes:
            self.add(surface.world.add_updater(surface.refresh))
            self.play(surface.presence.animate.set_value(1), run_time=0.3)
            self.play(surface.growth.animate.set_value(1), run_time=1.1)

    @step(
        en="A partial derivative: let one variable change, hold all the others.",
        ja="偏微分では、1つの変数だけを動かし、ほかは固定します。",
    )
    def state_rule(self) -> None:
        """All three turn together; the partial derivatives swell, and say what they hold."""
        self.play(self.figure.azimuth.animate.set_value(np.radians(-58)), run_time=3.2)
        self.play(FadeIn(self.titles.tags, shift=0.1 * DOWN), run_time=0.5)
        self.play(Pulse(*self.titles.derivatives), run_time=1.0)
        self.wait_at_least(1.0)

    # -- what the steps are made of ------------------------------------------------------------------------------

    def _cut(self, cut: CutFigure, taken: ValueTracker) -> None:
        """A plane rises, the surface before it goes, the edge is drawn."""
        self.play(cut.raised.animate.set_value(1), run_time=1.1)
        self.play(taken.animate.set_value(1), run_time=0.8)
        self.play(cut.drawn.animate.set_value(1), run_time=1.1)

    def _notes(self, index: int, place: Region) -> CutNotes:
        role = (GIVEN_A, GIVEN_B)[index]
        return CutNotes(self.cuts[index], self.field, place, self.type, self.localize, role=role)

    def _surface_shown(self, opacity: float) -> list[Any]:
        """Surface, point and the numbers around them come or go; the cut of held y only goes."""
        figure = self.figure
        trackers = (figure.presence, figure.spotted, figure.numbered, *([] if opacity else [figure.by_x.shown]))
        return [tracker.animate.set_value(opacity) for tracker in trackers]

    def _settle(self) -> None:
        """The first graph goes to the side, where the second one will stand below it; its words go along."""
        cut, old = self.figure.by_x, self.notes[0]
        new = self.notes[0] = self._notes(0, notes_place(self.layout, 0))
        parts = [(notes.held, notes.tag, notes.function, notes.derivative) for notes in (old, new)]
        self.figure.stage.set_value(1)
        self.play(
            cut.settled.animate.set_value(1),
            FadeOut(cut.plane),
            *starmap(Rewrite, zip(*parts, strict=True)),
            run_time=1.0,
        )
        self.play(FadeIn(cut.small), run_time=0.3)

    def _lift(self, cut: CutFigure, notes: CutNotes) -> None:
        """The cut turns out of the surface onto the axes of its graph."""
        self.play(FadeIn(cut.plane), FadeIn(notes.held), FadeIn(notes.tag), run_time=0.5)
        self.add(cut.flat)
        self.play(cut.lifted.animate.set_value(1), run_time=1.8)
        self.add(cut.graph.names)
        self.play(FadeIn(notes.function, shift=0.1 * DOWN), run_time=0.5)

    def _touch(self, cut: CutFigure, notes: CutNotes) -> None:
        """The tangent grows out of the point; its slope is read."""
        self.play(cut.touched.animate.set_value(1), run_time=1.2)
        self.play(FadeIn(notes.slope_name), FadeIn(notes.slope), run_time=0.6)

    def _name(self, notes: CutNotes) -> None:
        """The number moves to the end of the formula of the partial derivative."""
        number = notes.derivative.part(notes.role)
        rest = VGroup(*(glyph for glyph in notes.derivative if glyph not in number.submobjects))
        self.play(FadeOut(notes.slope_name), Rewrite(notes.slope, number), run_time=1.0)
        self.play(FadeIn(rest, shift=0.1 * DOWN), run_time=0.8)
        self.remove(number, rest)
        self.add(notes.derivative)

    def _slope_surfaces(self) -> list[SlopeSurface]:
        figure = self.figure
        return [
            SlopeSurface(figure, cut, region, self.type, role=role)
            for cut, region, role in zip(self.cuts, self.regions[1:], (GIVEN_A, GIVEN_B), strict=True)
        ]
