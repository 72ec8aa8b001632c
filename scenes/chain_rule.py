"""A small change travels through functions in a row, and the stretch factors multiply (lecture notes, section 1.4)."""

from __future__ import annotations

from collections.abc import Sequence

from manim import (
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    Line,
    ReplacementTransform,
    TransformFromCopy,
    VGroup,
    Write,
    linear,
)

from sessen.claims import Equal, claim
from sessen.lesson import Lesson
from sessen.mathematics import to_float
from sessen.parameters import Formula, Number, OptionalFormula
from sessen.stage.chain_figure import ChainFigure
from sessen.stage.chain_graphs import ChainGraphs
from sessen.stage.chain_panel import ChainPanel
from sessen.stage.chain_words import ChainWords, composition_of, partial_compositions
from sessen.stage.machines import Machines
from sessen.stage.roles import MUTED
from sessen.stage.travel import Travel
from sessen.stage.typesetting import FORMULA, NOTE, TICK, Typeset
from sessen.steps import step
from sessen.words import Words

_SHARES = (1.0, 0.1, 0.01)  # of the first nudge: the nudges that are read aloud


class ChainRule(Lesson):
    """How does a small change travel through a composite function?"""

    section = "1.4"
    topic = Words(en="Chain rule", ja="連鎖律")
    question = Words(
        en="How does a small change pass through a composite function?",
        ja="小さな変化は、合成関数をどう伝わるでしょうか?",
    )

    inner = Formula("x^2", help="the function that x goes into first")
    middle = OptionalFormula(variables=("u",), help="a function in between, in u; left out, there are two functions")
    outer = Formula("sin(u)", variables=("u", "v"), help="the last function, in the letter that comes to it (u, or v)")
    at = Number("1", help="where x stands")

    def setup(self) -> None:
        """The composition, and the figures that are drawn from it."""
        self.composition = composition_of(self.inner, self.middle, self.outer, self.at)
        self.written = ChainWords(self.composition)
        self.travel = Travel(self.composition)
        self.figure = ChainFigure(self.layout.figure, self.travel, self.written, self.type)
        self.panel = ChainPanel(self.layout, self.written, self.travel, self.type)
        slope = self.say(Words(en="slope", ja="傾き"))
        self.graphs = ChainGraphs(self.layout.figure, self.travel, self.written, slope, self.type)
        self.nudges = [self.figure.nudge * share for share in _SHARES]
        self.prefixes = partial_compositions(self.composition)
        self.direct_slope = to_float(self.composition.direct_derivative.subs(self.prefixes[0].variable, self.at))
        self.on_stage: set[str] = set()  # what the claims may speak of

    @property
    def spoken_values(self) -> dict[str, str]:
        """The way from letter to letter, besides the parameters."""
        return {**super().spoken_values, "route": self.written.route}

    # -- the composition -----------------------------------------------------------------------------------------

    @step(
        en="In a composite function, what one function makes is what the next one takes.",
        ja="合成関数では、前の関数の出力が次の関数の入力になります。",
    )
    def build_machines(self) -> None:
        """The question, then the functions as machines in a row."""
        self.ask()
        self.machines = self._machines(
            self.written.letters, self.written.functions, [self.written.expression(i) for i in self._functions]
        )
        self.play(FadeIn(self.machines.letters[0]), run_time=0.5)
        for index in self._functions:
            self.play(FadeIn(self.machines.machine(index)), run_time=0.9)

    @step(
        en="The number ${at}$ goes in, and every machine passes its result on.",
        ja="${at}$ を入れると、計算の結果が次々に渡されていきます。",
    )
    def send_number(self) -> None:
        """A number goes through the machines; what it becomes stays under each letter."""
        row, values = self.machines, []
        for index in range(self.written.count + 1):
            value = self.math(self.written.value(index), role=self.written.roles[index])
            values.append(row.beside_letter(value, index))
        self.play(FadeIn(values[0], scale=1.5), run_time=0.6)
        for index, box in enumerate(row.boxes):
            token = values[index].copy()
            self.play(token.animate.move_to(box).scale(0.4).set_opacity(0), run_time=0.7)
            self.play(Indicate(VGroup(box, row.names[index], row.contents[index]), scale_factor=1.06, color=None), run_time=0.5)
            token = values[index + 1].copy().scale(0.4).move_to(box).set_opacity(0)
            self.remove(token)
            self.play(ReplacementTransform(token, values[index + 1]), run_time=0.7)
        self.values = VGroup(*values)

    @step(
        en="As number lines: the point travels ${route}$.",
        ja="数直線で見ると、点は ${route}$ と移っていきます。",
    )
    def travel_lines(self) -> None:
        """The letters become number lines; a point comes down from one to the next."""
        figure, panel, row = self.figure, self.panel, self.machines
        self.play(FadeOut(row.arrows, row.boxes, row.names, self.values), FadeIn(panel.ground), run_time=0.6)
        self.add(row.letters, row.contents)  # in front of the panel
        letters = [ReplacementTransform(row.letters[i], line.name) for i, line in enumerate(figure.lines)]
        contents = [ReplacementTransform(row.contents[i], panel.definitions[i]) for i in self._functions]
        self.play(*letters, *contents, run_time=1.0)
        self.play(*(FadeIn(line.bar, line.ticks, line.numbers) for line in figure.lines), run_time=0.6)
        self.named = figure.named_values()
        self._land(0)
        self.bring_to_back(figure.path)
        for index in self._functions:
            self.play(figure.journey.animate.set_value(index + 1), run_time=1.0)
            self._land(index + 1)

    def _land(self, index: int) -> None:
        """The point arrives on a line, and its number joins the line's name."""
        line = self.figure.lines[index]
        self.play(
            FadeIn(self.figure.fixed[index], scale=2),
            ReplacementTransform(line.name, self.named[index]),
            run_time=0.6,
        )
        self.on_stage.add(f"point {index}")

    @step(
        en="Move $x$, and the others move too, each at a speed of its own.",
        ja="$x$ を動かすと、ほかの点もそれぞれの速さで動きます。",
    )
    def move_point(self) -> None:
        """x goes to and fro; the points on the other lines follow, faster and slower."""
        figure = self.figure
        self.fan = figure.fan()
        moving = [figure.moved_path, *figure.moved]
        self.play(FadeIn(self.fan), FadeIn(*moving), run_time=0.6)
        self.on_stage.add("moved")
        radius = figure.views.radius
        for goal, seconds in ((radius, 1.6), (-radius, 2.6), (0, 1.6)):
            self.play(figure.move.animate.set_value(goal), run_time=seconds)
        self.on_stage.remove("moved")
        self.play(FadeOut(self.fan, *moving), run_time=0.5)

    # -- a small change ------------------------------------------------------------------------------------------

    @step(
        en="Close up: a nudge $dif x$ becomes a change of $u$, and that becomes a change of $y$.",
        ja="近くで見ます。$dif x$ の変化は $dif u$ になり、さらに $dif y$ になります。",
    )
    def nudge(self) -> None:
        """The lines are magnified around the point; a nudge is stretched from line to line."""
        figure = self.figure
        self.play(*(FadeOut(line.ticks, line.numbers) for line in figure.lines), run_time=0.4)
        self.play(figure.near.animate.set_value(1), run_time=1.6)
        self.play(FadeIn(self._scale_tags()), FadeIn(self._rulers()), run_time=0.5)
        figure.flow.set_value(0)
        self.bring_to_back(*figure.ribbons, self.panel.ground)
        self.add(*figure.changes, *figure.moved, *figure.fixed)
        self.play(figure.move.animate.set_value(figure.nudge), run_time=0.9)
        self.play(FadeIn(figure.readings[0]), run_time=0.4)
        self.on_stage.add("changes")
        for index in self._functions:
            self.add(figure.rungs[index], *figure.changes, *figure.moved, *figure.fixed)
            self.play(figure.flow.animate.set_value(index + 1), run_time=1.1)
            self.play(FadeIn(figure.readings[index + 1]), run_time=0.4)

    @step(
        en="The smaller the nudge, the steadier the ratios: each settles on one number.",
        ja="変化を小さくするほど、比はそれぞれ決まった値に近づきます。",
    )
    def shrink_nudge(self) -> None:
        """The nudge shrinks tenfold and tenfold again under a lens, while a table keeps the ratios."""
        figure, panel = self.figure, self.panel
        table = panel.table(self.nudges)
        self.play(FadeIn(table.heads, table.rule), FadeIn(panel.row(table, self.nudges[0])), run_time=0.7)
        self.play(figure.move.animate.set_value(self.nudges[1]), run_time=1.3)
        self.play(figure.lens.animate.set_value(1), run_time=1.2)
        self.play(FadeIn(panel.row(table, self.nudges[1])), run_time=0.5)
        self.play(figure.move.animate.set_value(self.nudges[2]), run_time=0.8)
        self.play(figure.lens.animate.set_value(2), run_time=0.8)
        self.play(FadeIn(panel.row(table, self.nudges[2])), run_time=0.5)
        self.limits = panel.limits(table)
        self.play(FadeIn(self.limits), run_time=0.6)
        self.table = VGroup(table.heads, table.rule, *table.rows[:-1])

    # -- the factors ---------------------------------------------------------------------------------------------

    @step(
        en="These numbers are derivatives: the slopes of the two graphs at our point.",
        ja="この値が微分係数、つまりそれぞれのグラフの接線の傾きです。",
    )
    def compare_slopes(self) -> None:
        """The changes become run and rise of a triangle in each function's graph; the slopes go to the panel."""
        figure, graphs = self.figure, self.graphs.each
        self.on_stage.remove("changes")
        self.lines_picture = self._lines_picture()
        self.play(FadeOut(self.lines_picture), run_time=0.6)
        self.play(*(FadeIn(graph.plane) for graph in graphs), run_time=0.5)
        self.play(*(Create(graph.curve) for graph in graphs), *(FadeIn(graph.dot) for graph in graphs), run_time=1.0)
        legs = []
        for index, graph in enumerate(graphs):
            above, below = (each.copy().clear_updaters() for each in figure.changes[index : index + 2])
            legs += [ReplacementTransform(above, graph.run), ReplacementTransform(below, graph.rise)]
        self.play(*legs, run_time=1.2)
        self.play(*(Create(graph.tangent) for graph in graphs), run_time=0.8)
        self.on_stage.add("slopes")
        self.play(*(FadeIn(graph.header) for graph in graphs), run_time=0.5)
        self.play(
            FadeOut(self.table, self.limits),
            *(
                TransformFromCopy(graph.header, derivative)
                for graph, derivative in zip(graphs, self.panel.derivatives, strict=True)
            ),
            run_time=1.0,
        )

    @step(
        en="The change $dif u$ that comes out is the one that goes in: the factors multiply.",
        ja="出てきた $dif u$ がそのまま次に入るので、倍率は掛け算になります。",
    )
    def multiply_factors(self) -> None:
        """Back on the lines: each gap shows its factor, all of them together their product."""
        figure, panel = self.figure, self.panel
        self.on_stage.remove("slopes")
        self.play(FadeOut(*self.graphs.each), run_time=0.5)
        self.play(FadeIn(self.lines_picture), run_time=0.6)
        self.on_stage.add("changes")
        self.tags = figure.factor_tags()
        for tag, derivative in zip(self.tags, panel.derivatives, strict=True):
            self.play(FadeIn(tag[0]), TransformFromCopy(derivative, tag[1]), run_time=0.8)
        self.whole_tag = figure.product_tag()
        self.play(FadeIn(self.whole_tag), run_time=0.6)
        sources = {f"stage{index}": tag[1] for index, tag in enumerate(self.tags)} | {"whole": self.whole_tag[1]}
        self._gather(panel.numbers, sources)
        self.play(FadeIn(panel.factors), run_time=0.6)

    def _gather(self, equation: Typeset, sources: dict[str, VGroup]) -> None:
        """Terms of the picture come together to an equation of the panel."""
        signs = [equation.part(name) for name in self.written.parts if name not in sources]
        terms = [TransformFromCopy(source, equation.part(name)) for name, source in sources.items()]
        self.play(*terms, run_time=1.1)
        self.play(*map(FadeIn, signs), run_time=0.4)

    @step(
        en="Written with functions, this is the chain rule.",
        ja="関数の記号で書くと、これが連鎖律です。",
    )
    def write_rule(self) -> None:
        """Each ratio turns into the derivative that it settled on: the formula of the notes."""
        panel = self.panel
        for name in ("whole", "is", *self._terms):
            self.play(
                ReplacementTransform(panel.factors.part(name), panel.rule.part(name)),
                run_time=0.9 if name.startswith(("stage", "whole")) else 0.3,
            )
        self.play(FadeIn(panel.where), run_time=0.6)

    @property
    def _terms(self) -> list[str]:
        """The parts of an equation after its sign, in reading order."""
        stages = [[f"stage{index}", f"dot{index - 1}"] for index in reversed(self._functions)]
        return [name for pair in stages for name in pair][:-1]

    @step(
        en="Check: the slope of the whole graph comes to the same number.",
        ja="確かめましょう。合成関数のグラフの傾きも、同じ値になります。",
    )
    def check_whole(self) -> None:
        """The graph of f(g(x)) itself: a secant turns into the tangent, and its slope is the product."""
        graphs, whole, panel = self.graphs, self.graphs.whole, self.panel
        self.on_stage.remove("changes")
        self.play(FadeOut(self.lines_picture, *self.tags, self.whole_tag), run_time=0.6)
        check = panel.check()
        self.play(FadeIn(whole.plane, whole.header), run_time=0.5)
        self.play(
            Create(whole.curve), FadeOut(*panel.definitions, *panel.derivatives), FadeIn(check[0]), run_time=1.2
        )
        self.play(FadeIn(graphs.secant, whole.dot, graphs.reading), run_time=0.5)
        self.on_stage.add("secant")
        self.play(graphs.run.animate.set_value(0), run_time=2.4)
        self.play(FadeIn(check[1]), run_time=0.6)
        self.play(FadeIn(check[2]), run_time=0.6)
        self.play(Indicate(check[2], color=None), Indicate(panel.numbers.part("whole"), color=None), run_time=0.9)
        self.check = VGroup(*check)

    @step(
        en="Through functions in a row, rates of change multiply.",
        ja="関数を続けて通すと、変化率は掛け合わされます。",
    )
    def answer(self) -> None:
        """The rule, large; below it the machines again, now with the factors that they stretch by."""
        graphs, whole, panel = self.graphs, self.graphs.whole, self.panel
        self.on_stage.remove("secant")
        leaving = [whole.plane, whole.header, whole.curve, whole.dot, graphs.secant, graphs.reading]
        self.play(FadeOut(*leaving, self.check, panel.numbers, panel.where, panel.ground), run_time=0.6)
        top, below = self.layout.stage.rows(0.42, 0.58)
        rule = self.math(self.written.rule(), size=1.6 * FORMULA).fit_into(top.width - 0.6).move_to(top.center)
        parts = VGroup(*(panel.rule.part(name) for name in self.written.parts))
        self.play(ReplacementTransform(parts, rule), run_time=1.1)
        letters = [self.written.change(index) for index in range(self.written.count + 1)]
        primes = [self.written.tinted(f"{name}'", i + 1) for i, name in enumerate(self.written.functions)]
        factors = [f"times {self.written.in_product(self.written.factor(index))}" for index in self._functions]
        self.machines = self._machines(letters, primes, factors, below)
        self.play(FadeIn(self.machines), run_time=0.8)

    # -- parts of the picture ------------------------------------------------------------------------------------

    @property
    def _functions(self) -> range:
        return range(self.written.count)

    def _machines(self, letters, names, contents, region=None) -> Machines:
        roles = self.written.roles
        return Machines(
            region or self.layout.stage,
            [self.math(letter, size=1.3 * FORMULA, role=role) for letter, role in zip(letters, roles, strict=True)],
            [self.math(name, size=0.9 * FORMULA, role=role) for name, role in zip(names, roles[1:], strict=True)],
            [self.math(content, size=1.3 * FORMULA) for content in contents],
            self.theme,
            roles,
        )

    def _scale_tags(self) -> VGroup:
        self.scale_tags = self.figure.scale_tags(
            self.text(en="one scale for all lines", ja="目盛りは全ての線で同じ", size=NOTE, role=MUTED),
            lambda ratio: self.text(en=f"scale {ratio}", ja=f"縮尺 {ratio}", size=TICK, role=MUTED),
        )
        return self.scale_tags

    def _rulers(self) -> VGroup:
        figure = self.figure
        common = [figure.rulers] if figure.views.is_near_common else []
        self.rulers = VGroup(*common, *figure.rulers_of_lines)
        return self.rulers

    def _lines_picture(self) -> VGroup:
        """All that is seen of the lines close up."""
        figure = self.figure
        bars = [line.bar for line in figure.lines]
        strands = [*figure.ribbons, *figure.rungs, figure.path, *figure.changes, *figure.moved, *figure.fixed]
        return VGroup(self.rulers, *bars, *self.named, *strands, *figure.readings, self.scale_tags)

    # -- claims --------------------------------------------------------------------------------------------------

    @claim
    def moving_points_are_where_x_takes_them(self) -> Equal | None:
        """The moving dots are at x + dx, g(x + dx), ..., f(g(x + dx)), from the formula of the whole so far."""
        if not self.on_stage & {"moved", "changes"}:
            return None
        figure, x = self.figure, self.travel.points[0] + self.figure.move.get_value()
        come = [index for index in range(self.written.count + 1) if figure.presence(index) == 1]
        shown = [figure.moved[index].shown_number for index in come]
        return Equal(shown, [float(self.prefixes[index](x)) for index in come], within=1e-5)

    @claim
    def changes_have_the_ratios_of_the_quotients(self) -> Equal | None:
        """Each drawn change, by its line's unit, is as many times the one above as the difference quotient says."""
        settled = self._settled_changes()
        if not settled:
            return None
        return self._stretched_by(self.travel.ratios(self.figure.move.get_value())[:settled], within=1e-5)

    @claim
    def smallest_changes_have_the_ratios_of_the_derivatives(self) -> Equal | None:
        """When the nudge is smallest, what is drawn is as good as dy/du and du/dx."""
        settled, nudge = self._settled_changes(), self.figure.move.get_value()
        if not settled or nudge > self.nudges[-1] * 1.001:
            return None
        return self._stretched_by(self.travel.factors[:settled], within=0.01)

    @claim
    def tangents_have_the_factors_as_slopes(self) -> list[Equal] | None:
        """The tangents of the graphs, and rise over run of their triangles."""
        if "slopes" not in self.on_stage:
            return None
        factors, graphs = [to_float(factor) for factor in self.composition.factors], self.graphs.each
        return [Equal([graph.shown_slope for graph in graphs], factors), Equal([g.shown_ratio for g in graphs], factors)]

    @claim
    def secant_of_the_whole_ends_with_the_product_as_slope(self) -> Equal | None:
        """The line through the graph of f(g(x)): its slope is the difference quotient, at the end the derivative."""
        if "secant" not in self.on_stage:
            return None
        run, x, whole = self.graphs.run.get_value(), self.travel.points[0], self.prefixes[-1]
        shown = self.graphs.whole.plane.slope_of(self.graphs.secant)
        return Equal(shown, (whole(x + run) - whole(x)) / run if run else self.direct_slope, within=1e-5)

    @claim
    def point_lands_on_the_values(self) -> Equal | None:
        """The dots that have landed are at x, g(x), ..., f(g(x))."""
        landed = [index for index in range(self.written.count + 1) if f"point {index}" in self.on_stage]
        if not landed:
            return None
        shown = [self.figure.fixed[index].shown_number for index in landed]
        return Equal(shown, [to_float(self.composition.points[index]) for index in landed])

    def _settled_changes(self) -> int:
        """How many changes after the first are drawn in full."""
        return int(self.figure.flow.get_value() + 1e-9) if "changes" in self.on_stage else 0

    def _stretched_by(self, ratios: Sequence[float], within: float) -> Equal:
        """Each drawn change after the first is this many times the drawn change above it, on the scales of both lines."""
        units = [line.scale_now().unit for line in self.figure.lines]
        lengths = [change.shown_length / unit for change, unit in zip(self.figure.changes, units, strict=True)]
        expected = [ratio * above for ratio, above in zip(ratios, lengths, strict=False)]
        drawn = lengths[1 : len(expected) + 1]
        shares = [(mine / (due or lengths[0]), due / (due or 1)) for mine, due in zip(drawn, expected, strict=True)]
        return Equal(*zip(*shares, strict=True), within=within)
