"""What must hold of drawn difference quotients, errors, digits and operations on every frame."""

from __future__ import annotations

import numpy as np
from manim import Mobject

from scenes.numerical_derivative.digits import DigitPicture
from scenes.numerical_derivative.error_plot import ErrorPlot
from scenes.numerical_derivative.graph_figure import GraphFigure
from scenes.numerical_derivative.secants import DifferenceFigure
from scenes.numerical_derivative.study import NumericalModel
from sessen.claims import Equal, claim
from sessen.layout import Point
from sessen.lesson import Lesson
from sessen.mathematics import differentiate, to_float
from sessen.mathematics.finite_differences import Method
from sessen.mathematics.numbers import read_number
from sessen.mobjects.sampling import PIXEL
from sessen.typesetting.typeset import Typeset


class NumericalClaims(Lesson):
    """A lesson with the claims on numerical differentiation, measured on what is drawn."""

    study: NumericalModel
    figure: DifferenceFigure
    plot: ErrorPlot
    operations: GraphFigure
    picture: DigitPicture
    _true: list[float] | None = None

    @claim
    def lines_have_the_slopes_of_the_quotients(self) -> list[Equal] | None:
        """Each line as drawn, from the values of f at its points."""
        shown = [
            each for each in Method if self.is_on_screen(self.figure.lines[each]) and _is_long(self.figure.lines[each])
        ]
        return [
            Equal(self.figure.measured_slope(method), self._quotient(method), scale=self._slope_scale)
            for method in shown
        ] or None

    def _quotient(self, method: Method) -> float:
        x, h, f = self.study.at, self.figure.h, self.study.limit.f
        below, above = method.reach
        return float(f(x + above * h) - f(x + below * h)) / ((above - below) * h)

    @property
    def _slope_scale(self) -> float:
        window = self.figure.plane.window
        return (window.top - window.bottom) / (window.right - window.left)

    @claim
    def curve_is_the_graph_of_the_function(self) -> Equal | None:
        """Between its samples too, to two pixels of a full HD frame."""
        figure = self.figure
        if not self.is_on_screen(figure.curve):
            return None
        return Equal(figure.curve.distance_from(self.study.limit.f, figure.plane), 0.0, tolerance=2 * PIXEL)

    @claim
    def errors_stand_where_they_were_computed(self) -> Equal | None:
        """Marks and joins of the plot, back through its axes, are steps and errors of the computer's numbers."""
        shown = [(each, self.plot.marks[each]) for each in Method if self.is_on_screen(self.plot.marks[each])]
        drawn, true = [], []
        for method, marks in shown:
            for log_step, log_error in self.plot.plane.numbers_at(marks.places):
                error = self.study.error_at(method, round(-4 * float(log_step)))
                if error > 0:
                    drawn.append((log_step, log_error))
                    true.append((round(4 * float(log_step)) / 4, np.log10(error)))
        return Equal(np.array(drawn), np.array(true), tolerance=1e-6) if drawn else None

    @claim
    def guides_have_the_slopes_of_the_powers(self) -> list[Equal] | None:
        """The straight lines beside the errors, measured on the logarithmic axes."""
        shown = [(trend, line) for trend, line in self.plot.guides if self.is_on_screen(line) and _is_long(line)]
        verdicts = []
        for trend, line in shown:
            (x0, y0), (x1, y1) = self.plot.plane.numbers_at(line.points[[0, -1]])
            verdicts.append(Equal((y1 - y0) / (x1 - x0), trend.order))
        return verdicts or None

    @claim
    def rings_stand_where_the_drawn_lines_cross(self) -> list[Equal] | None:
        """Between the line of rounding and that of a method's own error, both as drawn; within two pixels."""
        lines = {trend: line for trend, line in self.plot.guides if self.is_on_screen(line) and _is_long(line)}
        rounding = lines.get(self.study.slopes.rounding)
        verdicts = []
        for method, ring in self.plot.marked.items():
            falling = lines.get(self.study.trends[method])  # type: ignore[arg-type]
            if rounding and falling and self.is_on_screen(ring) and self.plot.crossings[method]:
                verdicts.append(Equal(ring.get_center()[:2], _crossing(falling, rounding), tolerance=2 * PIXEL))
        return verdicts or None

    @claim
    def numbers_in_the_boxes_are_derivatives(self) -> list[Equal] | None:
        """As written, to three digits or two: of each operation by x forward, of y by x where the way back ends."""
        x, at = self.study.limit.f.variable, self.study.limit.at
        if self._true is None:
            wholes = [node.whole for node in self.study.graph.nodes]
            self._true = [to_float(differentiate(whole, x).subs(x, at)) for whole in wholes]
        figure = self.operations
        shown = [(figure.forward[i], self._true[i]) for i in figure.indices if self.is_on_screen(figure.forward[i])]
        if self.is_on_screen(figure.backward[0]):
            shown.append((figure.backward[0], self._true[-1]))
        within = 6 * 10.0**-figure.digits
        return [Equal(_read(each), true, tolerance=within, scale=max(abs(true), 1e-9)) for each, true in shown] or None

    @claim
    def digits_are_those_of_the_computer(self) -> Equal | None:
        """The printed number, read digit by digit, is the computer's, every bit of it."""
        row = self.picture.rows[2]
        if not self.is_on_screen(row):
            return None
        printed = float(f"{''.join(_source(glyph) for glyph in row.glyphs)}e{self.study.digits.exponent}")
        return Equal(printed, self.study.slopes.computed(Method.CENTRAL, self.study.h), tolerance=1e-300)


def _source(label: Typeset) -> str:
    """What a label was set from."""
    return label.source.removeprefix("$display(").removesuffix(")$")


def _read(label: Typeset) -> float:
    """The number behind an arrow."""
    return float(read_number(_source(label).removeprefix("arrow.r").removeprefix("arrow.l").strip()))


def _crossing(one: Mobject, other: Mobject) -> Point:
    """Where two straight lines meet, shape (2,)."""
    (a, b), (c, d) = ((line.points[0, :2], line.points[-1, :2]) for line in (one, other))
    share, _ = np.linalg.solve(np.column_stack([b - a, c - d]), c - a)
    return np.asarray(a + share * (b - a))


def _is_long(line: Mobject) -> bool:
    points: Point = line.points
    return len(points) > 1 and float(np.linalg.norm(points[-1] - points[0])) > 1e-3
