"""How a computer finds a derivative: difference quotients, their two errors, automatic differentiation (1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from manim import UP, Create, FadeIn, FadeOut, LaggedStart, ReplacementTransform, VGroup, VMobject

from scenes.numerical_derivative.balance import balance
from scenes.numerical_derivative.captions import told_of
from scenes.numerical_derivative.cards import MethodPanel
from scenes.numerical_derivative.claims import NumericalClaims
from scenes.numerical_derivative.digits import DigitPicture
from scenes.numerical_derivative.error_plot import SMALLEST, ErrorPlot
from scenes.numerical_derivative.error_table import SHOWN, error_row, error_table
from scenes.numerical_derivative.graph_figure import GraphFigure
from scenes.numerical_derivative.legend import formula_place, legend
from scenes.numerical_derivative.methods import METHOD_STYLES
from scenes.numerical_derivative.secants import DifferenceFigure
from scenes.numerical_derivative.study import NumericalModel
from scenes.numerical_derivative.summary import summary_of
from sessen import FUNCTION, MUTED, RESULT, Formula, Number, Words
from sessen import step as lesson_step  # the lecture notes call a parameter of this scene the step
from sessen.layout import Region
from sessen.mathematics import format_number, labelled, to_typst
from sessen.mathematics.finite_differences import Method, Trend
from sessen.mobjects.layered_graph import Edge
from sessen.mobjects.panel import frame_around, panel_background
from sessen.steps import Step
from sessen.theme import Role
from sessen.typesetting.typeset import NOTE

_FALLING = (-1, -2, -3)  # the powers of ten of h whose errors are read aloud
_RISING = (-8, -12, -15)
_ERROR = Words(en='"error"', ja='"誤差"')
_SLOPE = Words(en="slope", ja="傾き")
_ROUNDING = Words(en="rounding", ja="丸め誤差")


class NumericalDerivative(NumericalClaims):
    """How does a computer find a derivative?"""

    section = "1.2"
    topic = Words(en="Numerical differentiation", ja="数値微分と自動微分")
    question = Words(en="How does a computer find a derivative?", ja="コンピューターはどう微分するのでしょうか？")

    f = Formula("x**3 - 3*x**2 + x", presets=("sin(x)", "e^x"), help="the function, computed in the order typed")
    at = Number("4", presets=("1", "2"), help="where the derivative is wanted")
    step = Number("1e-4", presets=("1e-2", "1e-8"), help="the h whose digits are printed, from 1e-16 to 1")

    def setup(self) -> None:
        """What is computed, and the figures that are drawn from it."""
        self.study = NumericalModel(self.typed["f"], self.f, self.at, self.step)
        self.figure = DifferenceFigure(self.study.limit, self.layout.figure, self.type)
        self.plot = ErrorPlot(self.study.slopes, self.layout.figure, ("h", self.localize(_ERROR)), self.type)
        slopes = {method: self.figure.slope_of(method) for method in Method}
        self.cards = MethodPanel(self.layout.panel, self.study.equations, slopes, self.type, self.localize)
        self.guides: list[VMobject] = []
        self.heading, self.body = self.layout.content.rows(0.16, 0.84, gap=0.1)
        self.picture = DigitPicture(self.study.digits, self.body.inset(0.1, 0.3), self.type, self.localize)
        self.operations = GraphFigure(self.study.graph, self.study.place, self.body.inset(0.05, 0.05), self.type)

    def step_text(self, each: Step) -> Step:
        """The step in other words where the usual ones are not true of this function."""
        words = told_of(each.name, self.study, self.plot, self.figure)
        return each if words is None else replace(each, words=words.with_owner(each.words.owner))

    # -- three lines ---------------------------------------------------------------------------------------------

    @lesson_step(
        en="We want the slope at $P$. But a computer cannot let $h$ go to $0$.",
        ja="点 $P$ での傾きがほしいのですが、コンピューターでは $h$ を $0$ にできません。",
    )
    def show_wanted_slope(self) -> None:
        """The question; a curve, P on it, and dashed the tangent whose slope is wanted."""
        figure = self.figure
        self.panel = panel_background(self.layout.panel, self.theme)
        self.show_question(FadeIn(figure.plane))
        self.play(Create(figure.curve), run_time=0.9)
        self.play(FadeIn(self.panel), FadeIn(self.cards.function), run_time=0.4)
        self.play(FadeIn(figure.p, scale=2.0), FadeIn(figure.label), run_time=0.4)
        self.play(FadeIn(figure.tangent), FadeIn(self.cards.truth), run_time=0.5)

    @lesson_step(
        en="With one point ahead or one behind, the line misses the tangent.",
        ja="前か後ろの1点だけでは、直線は接線からずれます。",
    )
    def draw_one_sided(self) -> None:
        """The forward line, then the backward line, each with its step, its formula and its slope."""
        for method, point in ((Method.FORWARD, self.figure.ahead), (Method.BACKWARD, self.figure.behind)):
            self._draw(method, [point])

    @lesson_step(
        en="With one on either side, the two errors nearly cancel.",
        ja="両側の2点を使うと、誤差はほとんど打ち消し合います。",
    )
    def draw_central(self) -> None:
        """The chord from behind to ahead moves to P, and lies almost on the tangent."""
        others = [self.figure.lines[each] for each in (Method.FORWARD, Method.BACKWARD)]
        self.play(*(line.animate.set_stroke(opacity=0.35) for line in others), run_time=0.3)
        self._draw(Method.CENTRAL, [])
        self.play(self.figure.moved.animate.set_value(1), run_time=1.4)

    def _draw(self, method: Method, points: Sequence[VMobject]) -> None:
        """The step of a method, its line, and its card."""
        marks, line, card = self.figure.reach_marks(method), self.figure.lines[method], self.cards.cards[method]
        self.play(FadeIn(marks, *points), run_time=0.5)
        self.play(Create(line), FadeIn(card.mark, card.title, card.formula), run_time=0.9)
        self.play(FadeIn(card.number, shift=0.15 * UP), FadeOut(marks), run_time=0.6)

    # -- two errors ----------------------------------------------------------------------------------------------

    @lesson_step(
        en="With $h$ ten times smaller, one error falls tenfold, one a hundredfold.",
        ja="$h$ を10分の1にすると、誤差は10分の1と100分の1になります。",
    )
    def shrink_step(self) -> None:
        """On axes of powers of ten, both errors fall along straight lines, of slope 1 and slope 2."""
        figure, cards, plot = self.figure, self.cards, self.plot
        lines = [figure.plane, figure.curve, figure.tangent, figure.p, figure.label, figure.ahead, figure.behind]
        leaving = [*lines, *figure.lines.values(), *cards.cards.values(), cards.function, cards.truth]
        self.play(FadeOut(*leaving), run_time=0.5)
        self.rising = _RISING[:2] if self._is_flat else _RISING  # as many rows as can be read
        self.table = error_table(self._inner, len(_FALLING + self.rising), self.type, self.localize)
        self.marks_named = plot.legend(self.localize)
        self.play(FadeIn(plot.plane, plot.zero, self.marks_named, self.table.heads, self.table.rule), run_time=0.5)
        self.add(plot.drawn)
        self._fall_to(_FALLING, 0.7)
        for method, side in zip(SHOWN, (1, -1), strict=True):
            trend = self.study.trends[method]
            if trend is not None:
                self._guide(trend, "", METHOD_STYLES[method].role, -2.3 + 0.7 * side, side)

    @lesson_step(
        en="Smaller still, rounding takes over: it is divided by $h$, so it grows.",
        ja="さらに小さくすると、丸め誤差が $h$ で割られて大きくなります。",
    )
    def let_rounding_grow(self) -> None:
        """Down to 1e-16 the errors rise again, jagged, along a line of slope -1: a V."""
        self._fall_to(self.rising, 2.7 / len(self.rising))
        self.play(self.plot.reach.animate.set_value(SMALLEST), run_time=0.5)
        if self.plot.rises:
            self._guide(self.study.slopes.rounding, self.localize(_ROUNDING) + ": ", MUTED, -11.5, 1)

    @lesson_step(
        en="The best $h$ lies between, where the two errors are equally large.",
        ja="最良の $h$ は、2つの誤差が等しくなるあたりにあります。",
    )
    def mark_best_step(self) -> None:
        """A ring where the two lines of each V cross, and the step and error there in the panel."""
        best = [(each, self.plot.best[each]) for each in SHOWN]
        found = [(method, h) for method, h in best if h is not None]
        self.best = VGroup(self.table.heads, self.table.rule, *self.table.rows)
        if found:
            self.play(FadeOut(self.best), run_time=0.5)
            self.best = VGroup()
        self.rings = VGroup(*(self.plot.best_mark(method) for method, _ in found))
        places = (self._inner.columns if self._is_flat else self._inner.rows)(1, 1, gap=0.4)
        for (method, h), ring, place in zip(found, self.rings, places, strict=False):
            self.best.add(balance(method, h, self.study.slopes, place, self.type, self.localize))
            self.play(FadeIn(ring), FadeIn(self.best[-1]), run_time=0.9)

    def _fall_to(self, exponents: tuple[int, ...], seconds: float) -> None:
        """Draw the errors down to these steps, one after the other, each with a row of the table."""
        for exponent in exponents:
            self.play(self.plot.reach.animate.set_value(exponent), run_time=seconds)
            self.play(FadeIn(error_row(self.table, exponent, self.study.slopes)), run_time=0.3)

    @lesson_step(
        en="For $h = {step_written}$, this is what the computer prints.",
        ja="$h = {step_written}$ のとき、コンピューターはこう表示します。",
    )
    def print_digits(self) -> None:
        """The central quotient at the step, and its digits one by one below the true value."""
        plot, picture = self.plot, self.picture
        seen = [plot.plane, plot.zero, self.marks_named, plot.drawn, *self.guides, self.rings, self.best, self.panel]
        self.play(FadeOut(*seen), run_time=0.5)
        self.quotient = self.math(
            f"frac(f({(x := self.study.location)} + h) - f({x} - h), 2 h) quad quad h = {self.study.written_step}"
        )
        self.quotient.fit_into(self.heading.width, self.heading.height).move_to(self.heading.center)
        self.play(FadeIn(self.quotient), run_time=0.5)
        self.play(FadeIn(picture.labels[0], picture.rows[0], picture.suffix[:1]), run_time=0.5)
        self.play(FadeIn(picture.labels[2], picture.suffix[2:]), run_time=0.4)
        glyphs = picture.rows[2].glyphs
        self.play(LaggedStart(*map(FadeIn, glyphs), lag_ratio=1.0), run_time=0.14 * len(glyphs))
        self.remove(*glyphs)
        self.add(picture.rows[2])

    @lesson_step(
        en="Part of the error comes from the step $h$, the rest from rounding.",
        ja="誤差の一部は刻み幅 $h$ から、残りは丸めから生じています。",
    )
    def explain_digits(self) -> None:
        """Without rounding the number would be another; bars say which digits are owed to what."""
        picture = self.picture
        self.play(FadeIn(picture.labels[1], picture.rows[1], picture.suffix[1:2]), run_time=0.7)
        self.explained = [picture.explained(index) for index in (1, 2)]
        for row, colored in zip(picture.rows[1:], self.explained, strict=True):
            self.play(*map(ReplacementTransform, row.glyphs, colored), run_time=0.6)
            self.remove(row, *row.glyphs)
            self.add(colored)
        self.bars = picture.bars()
        for bar in self.bars:
            self.play(FadeIn(bar), run_time=0.6)

    # -- automatic differentiation -------------------------------------------------------------------------------

    @lesson_step(
        en="Another way: take the formula apart into simple operations.",
        ja="別の方法もあります。式を単純な演算に分解するのです。",
    )
    def take_apart(self) -> None:
        """The formula, and below it a graph of its operations that grows from x to y."""
        picture, graph = self.picture, self.operations
        texts = [picture.rows[0], *picture.labels, picture.suffix, self.quotient, *self.explained, *self.bars]
        self.play(FadeOut(*texts), run_time=0.5)
        place = formula_place(self.heading, self.layout.shape)
        self.formula = self.math(labelled(f"y = {to_typst(self.f)}", FUNCTION)).fit_into(place.width, place.height)
        self.formula.move_to(place.center)
        self.play(FadeIn(self.formula), run_time=0.5)
        for layer in range(graph.layout.layers):
            edges = [graph.edges[edge] for edge in graph.edges_of(layer, backward=False)]
            boxes = [graph.boxes[box] for box in graph.into(layer)]
            self.play(*map(Create, edges), *map(FadeIn, boxes), run_time=graph.seconds(3.5))

    @lesson_step(
        en="Forward: each operation passes on its value, and its slope by a rule.",
        ja="順方向では、各演算が値と、公式で求めた微分を次に渡します。",
    )
    def travel_forward(self) -> None:
        """Dots run from x to y; in each box they leave a value, and the derivative with respect to x."""
        graph = self.operations
        self.legend = legend(self.heading, self.layout.shape, self.type, self.localize)
        self.play(FadeIn(*self.legend[:2]), run_time=0.4)
        for layer in range(graph.layout.layers):
            boxes = graph.into(layer)
            self._travel(graph.edges_of(layer, backward=False), backward=False)
            numbers = [each[box] for box in boxes for each in (graph.values, graph.forward)]
            self.play(*map(FadeIn, numbers), run_time=0.3)

    @lesson_step(
        en="Backward: each passes on how much it matters to $y$. At $x$ the parts add up.",
        ja="逆方向では、$y$ への影響を入力側へ伝え、$x$ で足し合わせます。",
    )
    def travel_backward(self) -> None:
        """Dots run from y to x; in each box they leave the derivative of y by it, and at x they add up."""
        graph = self.operations
        self.play(FadeIn(self.legend[2]), run_time=0.4)
        for layer in reversed(range(graph.layout.layers)):
            self._travel(graph.edges_of(layer, backward=True), backward=True)
            self.play(*(FadeIn(graph.backward[box]) for box in graph.into(layer)), run_time=0.3)
        ends = (graph.forward[-1], graph.backward[0])
        self.rings = VGroup(*(frame_around(each, self.theme[RESULT], gap=0.05) for each in ends))
        self.play(FadeIn(graph.total, self.rings), run_time=0.6)

    def _travel(self, edges: list[Edge], *, backward: bool) -> None:
        """Let dots run along edges, if there are any."""
        if not edges:
            return
        self.operations.travel.set_value(0)
        pulses = self.operations.pulses(edges, backward=backward)
        self.add(pulses)
        self.play(self.operations.travel.animate.set_value(1), run_time=self.operations.seconds(3.1))
        self.remove(pulses)

    @lesson_step(
        en="Differences must balance two errors; automatic differentiation needs no $h$.",
        ja="数値微分では2つの誤差を釣り合わせ、自動微分では $h$ を使いません。",
    )
    def compare_methods(self) -> None:
        """The methods below each other, with the errors that are left."""
        self.play(FadeOut(self.formula, self.rings, *self.legend, *self.operations.all), run_time=0.5)
        summary = summary_of(self.study, self.layout.content, self.type, self.localize)
        self.play(FadeIn(summary.heads), run_time=0.5)
        for row in summary.rows:
            self.play(FadeIn(row, shift=0.15 * UP), run_time=0.8)
        self.play(Create(frame_around(summary.rows[-1], self.theme[RESULT], gap=0.15)), run_time=0.7)

    @property
    def text_values(self) -> dict[str, str]:
        """The step as a power of ten, besides the parameters."""
        return {**super().text_values, "step_written": self.study.written_step}

    @property
    def _is_flat(self) -> bool:
        return self.layout.panel.width > 2 * self.layout.panel.height

    @property
    def _inner(self) -> Region:
        return self.layout.panel.inset(0.25, 0.15)

    def _guide(self, trend: Trend, why: str, role: Role, at: float, side: int) -> None:
        """The straight line of a power of h, and beside it which power and why."""
        name = f"{why}{self.localize(_SLOPE)} ${format_number(trend.order, style='typst')}$"
        line, label = self.plot.named_guide(self.type.words(name, size=NOTE, role=role), trend, at, side)
        self.bring_to_front(self.plot.drawn)
        self.guides += [line, label]
        self.play(FadeIn(line, label), run_time=0.5)
