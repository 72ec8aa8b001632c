"""A small change travels through functions in a row, and the stretch factors multiply (lecture notes, section 1.4)."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, ReplacementTransform, VGroup, VMobject

from scenes.chain_rule.claims import ChainClaims
from scenes.chain_rule.figure import ChainFigure
from scenes.chain_rule.graphs import ChainGraphs
from scenes.chain_rule.labels import ChainNotes, ScaleWords
from scenes.chain_rule.machines import ChainMachines
from scenes.chain_rule.model import ChainModel
from scenes.chain_rule.notation import ChainWords, composition_of
from scenes.chain_rule.panel import ChainPanel
from sessen.lesson import Lesson
from sessen.mobjects import Pulse, Rewrite
from sessen.parameters import Formula, Number, OptionalFormula
from sessen.steps import step
from sessen.typesetting.typeset import FORMULA, Typeset
from sessen.words import Words

_SHARES = (1.0, 0.1, 0.01)  # of the first nudge: the nudges that are read aloud
_SLOPE = Words(en="slope", ja="傾き")
_SCALES = (
    Words(en="one scale for all lines", ja="縮尺はどの線も共通"),
    Words(en="each line has its own scale", ja="縮尺は線ごとに違います"),
    Words(en="scale", ja="縮尺"),
)


class ChainRule(ChainClaims, Lesson):
    """How does a small change travel through a composite function?"""

    section = "1.4"
    topic = Words(en="Chain rule", ja="連鎖律")
    question = Words(
        en="How does a small change pass through a composite function?",
        ja="小さな変化は、合成関数をどう伝わるでしょうか？",
    )

    inner = Formula("x^2", presets=("3x + 1", "sin(x)", "e^x"), help="the function that x goes into first")
    middle = OptionalFormula(variables=("u",), help="a function in between, in u; left out, there are two functions")
    outer = Formula(
        "sin(u)",
        variables=("u", "v"),
        presets=("u^2", "e^u", "cos(u)"),
        help="the last function, in the letter that comes to it (u, or v)",
    )
    at = Number("1", presets=("0", "1/2"), help="where x stands")

    def setup(self) -> None:
        """The composition, and the figures that are drawn from it."""
        self.composition = composition_of(self.inner, self.middle, self.outer, self.at)
        self.written = ChainWords(self.composition)
        self.functions = range(self.written.count)
        self.travel = ChainModel(self.composition)
        self.rows = ChainMachines(self.written, self.type)
        self.figure = ChainFigure(self.layout.figure, self.travel, self.written, self.type)
        self.notes = ChainNotes(self.figure, ScaleWords(*map(self.localize, _SCALES)))
        self.panel = ChainPanel(self.layout, self.written, self.travel, self.type)
        self.graphs = ChainGraphs(self.layout.figure, self.travel, self.written, self.localize(_SLOPE), self.type)
        self.nudges = [self.figure.first_nudge * share for share in _SHARES]
        self.watch()

    @property
    def text_values(self) -> dict[str, str]:
        """Where x stands as a decimal if it is one, and the way from letter to letter, besides the parameters."""
        written, spoken = self.written, super().text_values
        at = written.value(0) if written.value(0, sign=True).startswith("=") else spoken["at"]
        return {**spoken, "at": at, "route": written.route, "changes": written.changes}

    # -- the composition -----------------------------------------------------------------------------------------

    @step(
        en="In a composite function, the output of one is the input of the next.",
        ja="合成関数では、前の関数の出力が次の関数の入力になります。",
    )
    def build_machines(self) -> None:
        """The question, then the functions as machines in a row."""
        self.machines = self.rows.functions(self.layout.content)
        self.show_question(FadeIn(self.machines.letters[0]))
        for index in self.functions:
            self.play(FadeIn(self.machines.machine(index)), run_time=0.7)

    @step(
        en="The number ${at}$ goes in, and every machine passes its result on.",
        ja="${at}$ を入れると、計算の結果が次々に渡されていきます。",
    )
    def send_number(self) -> None:
        """A number goes through the machines; what it becomes stays under each letter."""
        row, values = self.machines, self.rows.values(self.machines)
        self.play(FadeIn(values[0], scale=1.5), run_time=0.6)
        for index, box in enumerate(row.boxes):
            token = values[index].copy()
            self.play(token.animate.move_to(box).scale(0.4).set_opacity(0), run_time=0.7)
            self.play(Pulse(VGroup(box, row.names[index], row.contents[index])), run_time=0.5)
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
        letters = [Rewrite(row.letters[i], line.label) for i, line in enumerate(figure.lines)]
        contents = [Rewrite(row.contents[i], panel.definitions[i]) for i in self.functions]
        self.play(*letters, *contents, run_time=1.0)
        lines = VGroup(*(VGroup(line.bar, line.ticks, line.numbers) for line in figure.lines))
        self.play(FadeIn(lines, self.notes.far), run_time=0.6)
        self._land(0)
        self.bring_to_back(figure.path)
        for index in self.functions:
            self.play(figure.journey.animate.set_value(index + 1), run_time=0.9)
            self._land(index + 1)

    def _land(self, index: int) -> None:
        """The point arrives on a line, and its number joins the line's name."""
        named = Rewrite(self.figure.lines[index].label, self.notes.values[index])
        self.play(FadeIn(self.figure.fixed[index], scale=2), named, run_time=0.6)
        self.on_stage.add(f"point {index}")

    @step(
        en="Move $x$, and the others move too, each at its own speed.",
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
        for goal, seconds in ((radius, 1.3), (-radius, 2.2), (0, 1.3)):
            self.play(figure.move.animate.set_value(goal), run_time=seconds)
        self.on_stage.remove("moved")
        self.play(FadeOut(self.fan, *moving), run_time=0.5)

    # -- a small change ------------------------------------------------------------------------------------------

    @step(
        en="Close up: a nudge of $x$ is stretched and passed on, ${changes}$.",
        ja="近くで見ると、小さな変化が ${changes}$ と伸び縮みして伝わります。",
    )
    def nudge(self) -> None:
        """The lines are magnified around the point; a nudge is stretched from line to line."""
        figure = self.figure
        absolute = [part for line in figure.lines for part in (line.ticks, line.numbers)]
        self.play(FadeOut(*absolute, self.notes.far), run_time=0.4)
        self.play(figure.near.animate.set_value(1), run_time=1.4)
        self.play(FadeIn(self.notes.near, figure.marks), run_time=0.5)
        figure.flow.set_value(0)
        self.bring_to_back(*figure.ribbons, self.panel.ground)
        self.add(*figure.changes, *figure.moved, *figure.fixed)
        self.play(figure.move.animate.set_value(figure.first_nudge), run_time=0.9)
        self.play(FadeIn(self.notes.readings[0].update()), run_time=0.4)
        self.on_stage.add("changes")
        for index in self.functions:
            self.add(figure.rungs[index], *figure.changes, *figure.moved, *figure.fixed)
            self.play(figure.flow.animate.set_value(index + 1), run_time=1.0)
            self.play(FadeIn(self.notes.readings[index + 1].update()), run_time=0.4)

    @step(
        en="The smaller the nudge, the steadier the ratios: each settles on one number.",
        ja="変化を小さくするほど、比はそれぞれ決まった値に近づきます。",
    )
    def shrink_nudge(self) -> None:
        """The nudge shrinks tenfold and tenfold again under a lens, while a table keeps the ratios."""
        figure, panel = self.figure, self.panel
        table = panel.table(self.nudges)
        self.play(FadeIn(table.heads, table.rule), FadeIn(panel.row(table, self.nudges[0])), run_time=0.7)
        self.play(figure.move.animate.set_value(self.nudges[1]), run_time=1.1)
        self.play(figure.lens.animate.set_value(1), run_time=1.0)
        self.play(FadeIn(panel.row(table, self.nudges[1])), run_time=0.5)
        self.play(figure.move.animate.set_value(self.nudges[2]), run_time=0.8)
        self.play(figure.lens.animate.set_value(2), run_time=0.8)
        self.play(FadeIn(panel.row(table, self.nudges[2])), run_time=0.5)
        self.limits = panel.limits(table)
        self.play(FadeIn(self.limits), run_time=0.6)
        self.table = VGroup(table.heads, table.rule, *table.rows[:-1])

    # -- the factors ---------------------------------------------------------------------------------------------

    @step(
        en="These numbers are derivatives: the slopes of the graphs at our point.",
        ja="この値が微分係数、つまりそれぞれのグラフの接線の傾きです。",
    )
    def compare_slopes(self) -> None:
        """The changes become run and rise of a triangle in each function's graph; the slopes go to the panel."""
        figure, graphs = self.figure, self.graphs.each
        self.on_stage.remove("changes")
        seen = (*figure.near_parts, *self.notes.values, *self.notes.readings, self.notes.near)
        self.close_up = VGroup(*seen).clear_updaters()  # from here on it stands still
        self.play(FadeOut(self.close_up), run_time=0.6)
        self.play(*(FadeIn(graph.plane) for graph in graphs), run_time=0.5)
        self.play(*(Create(graph.curve) for graph in graphs), *(FadeIn(graph.dot) for graph in graphs), run_time=0.9)
        legs = []
        for index, graph in enumerate(graphs):
            above, below = (each.copy().clear_updaters() for each in figure.changes[index : index + 2])
            legs += [ReplacementTransform(above, graph.run), ReplacementTransform(below, graph.rise)]
        self.play(*legs, run_time=1.0)
        self.play(*(Create(graph.tangent) for graph in graphs), run_time=0.8)
        self.on_stage.add("slopes")
        self.play(*(FadeIn(graph.header, graph.leg_names) for graph in graphs), run_time=0.5)
        leaving = [] if self.panel.keeps_functions else self.panel.definitions
        self.play(
            FadeOut(self.table, self.limits, *leaving), *map(FadeIn, self.panel.rules_of_derivatives), run_time=0.6
        )
        slopes = [graph.header.part(role.name) for graph, role in zip(graphs, self.written.roles[1:], strict=True)]
        pairs = zip(slopes, self.panel.values_of_derivatives, strict=True)
        self.play(*(Rewrite(*pair, keep=True) for pair in pairs), run_time=0.8)

    @step(
        en="What one function stretches, the next stretches again: the factors multiply.",
        ja="伸びた変化を次の関数がまた伸ばすので、倍率は掛け算になります。",
    )
    def multiply_factors(self) -> None:
        """Back on the lines: each gap shows its factor, all of them together their product."""
        notes, panel = self.notes, self.panel
        self.on_stage.remove("slopes")
        self.play(FadeOut(*self.graphs.each), run_time=0.5)
        self.play(FadeIn(self.close_up), run_time=0.6)
        self.on_stage.add("changes")
        for (arrow, number), value in zip(notes.factors, panel.values_of_derivatives, strict=True):
            self.play(FadeIn(arrow), Rewrite(value, number, keep=True), run_time=0.8)
        self.play(FadeIn(notes.product), run_time=0.6)
        sources = {f"stage{index}": tag[1] for index, tag in enumerate(notes.factors)} | {"whole": notes.product[1]}
        self._gather(panel.numbers, sources)
        self.play(FadeIn(panel.factors), run_time=0.6)

    def _gather(self, equation: Typeset, sources: dict[str, VMobject]) -> None:
        """Terms of the picture come together to an equation of the panel."""
        signs = [equation.part(name) for name in self.written.parts if name not in sources]
        terms = [Rewrite(source, equation.part(name), keep=True) for name, source in sources.items()]
        self.play(*terms, run_time=1.0)
        self.play(*map(FadeIn, signs), run_time=0.4)

    @step(
        en="Written with functions, this is the chain rule.",
        ja="関数の記号で書くと、これが連鎖律です。",
    )
    def write_rule(self) -> None:
        """Each ratio turns into the derivative that it settled on: the formula of the notes."""
        panel = self.panel
        for name in reversed(("whole", "is", *self._terms)):  # from the right, where there is room
            self.play(
                Rewrite(panel.factors.part(name), panel.rule.part(name)),
                run_time=0.9 if name.startswith(("stage", "whole")) else 0.3,
            )
        self.play(FadeIn(panel.location), run_time=0.6)

    @property
    def _terms(self) -> list[str]:
        """The parts of an equation after its sign, in reading order."""
        stages = [[f"stage{index}", f"dot{index - 1}"] for index in reversed(self.functions)]
        return [name for pair in stages for name in pair][:-1]

    @step(
        en="Check: the slope of the whole graph comes to the same number.",
        ja="確かめましょう。合成関数のグラフの傾きも、同じ値になります。",
    )
    def check_whole(self) -> None:
        """The graph of f(g(x)) itself: a secant turns into the tangent, and its slope is the product."""
        graphs, whole, panel = self.graphs, self.graphs.whole, self.panel
        self.on_stage.remove("changes")
        self.play(FadeOut(self.close_up, *self.notes.factors, self.notes.product), run_time=0.6)
        check = panel.check()
        self.play(FadeIn(whole.plane, whole.header), run_time=0.5)
        self.play(Create(whole.curve), FadeOut(*panel.functions_shown), FadeIn(check[0]), run_time=1.0)
        self.play(FadeIn(graphs.secant, whole.dot, graphs.reading), run_time=0.5)
        self.on_stage.add("secant")
        self.play(graphs.run.animate.set_value(0), run_time=2.0)
        self.play(FadeIn(check[1]), run_time=0.5)
        self.play(FadeIn(check[2]), run_time=0.5)
        self.play(Pulse(check[2], panel.numbers.part("whole")), run_time=0.8)
        self.check = VGroup(*check)

    @step(
        en="Compose functions, and their rates of change multiply.",
        ja="合成関数の変化率は、それぞれの変化率の積になります。",
    )
    def answer(self) -> None:
        """The rule, large; below it the machines again, now with the factors that they stretch by."""
        graphs, whole, panel = self.graphs, self.graphs.whole, self.panel
        self.on_stage.remove("secant")
        leaving = [whole.plane, whole.header, whole.curve, whole.dot, graphs.secant, graphs.reading]
        self.play(FadeOut(*leaving, self.check, panel.numbers, panel.location, panel.ground), run_time=0.6)
        top, below, _ = self.layout.content.rows(0.34, 0.5, 0.16)
        rule = self.math(self.written.rule(), size=1.6 * FORMULA).fit_into(top.width - 0.6).move_to(top.center)
        self.play(Rewrite(panel.rule, rule), run_time=1.1)
        machines = self.rows.factors(below)
        self.play(FadeIn(machines), run_time=0.8)
        self.play(FadeIn(self.rows.product(machines)), run_time=0.8)
