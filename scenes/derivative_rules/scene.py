"""Seven rules of differentiation, each seen before it is written (lecture notes, section 1.3)."""

from __future__ import annotations

from collections.abc import Sequence

from manim import UP, Create, FadeIn, FadeOut, ValueTracker, VGroup, VMobject

from scenes.derivative_rules.board import LIMIT, RULES, RuleBoard, RuleTable, powers
from scenes.derivative_rules.claims import RulesClaims
from scenes.derivative_rules.cube import GrowingCube
from scenes.derivative_rules.product import product_sides, shrinking_share
from scenes.derivative_rules.rectangle import GrowingRectangle, square_side
from scenes.derivative_rules.slopes import TIMES, Named, SlopePictures, named_rises
from scenes.derivative_rules.stretch import stretch_row
from sessen import FUNCTION, GIVEN_B, MOVING, MUTED, RESULT, Formula, Words, step
from sessen.mathematics.rules import FunctionPair
from sessen.mobjects import Rewrite, panel_background
from sessen.theme import Role
from sessen.typesetting.typeset import FORMULA, NOTE, Typeset

_GROWTH = 0.28  # of square and cube, as a share of the side


class DerivativeRules(RulesClaims):
    """Do we need a limit every time?"""

    section = "1.3"
    topic = Words(en="Rules", ja="微分の公式")
    question = Words(en="Do we need a limit every time?", ja="微分のたびに極限が必要でしょうか？")

    f = Formula("x^2", presets=("x^3", "e^x"), help="the first function")
    g = Formula("sin(x)", presets=("cos(x)", "e^x"), help="the second function")

    def setup(self) -> None:
        """The two functions, the board that fills, and the pictures."""
        self.pair = FunctionPair(self.f, self.g)
        self.board = RuleBoard(self.layout.panel, self.type)
        self.picture, self.below = self.layout.figure.rows(0.83, 0.17, gap=0.05)
        self.pictures = SlopePictures(self.pair, self.picture, self.type)
        self.factor, self.dx, self.apart = ValueTracker(1), ValueTracker(0), ValueTracker(0)
        self.triangles, self.graphs = {}, []
        self.leaving: list[VMobject] = []
        side = square_side()
        self.square = GrowingRectangle(side, side, _GROWTH, self.dx.get_value, self.picture, self.type, squared=True)
        self.cube = GrowingCube(self.dx.get_value, self.apart.get_value, _GROWTH, self.picture, self.type)
        self.change, sides = product_sides(self.pair)
        self.rectangle = GrowingRectangle(*sides, self.change, self.dx.get_value, self.picture, self.type)

    # -- lines ---------------------------------------------------------------------------------------------------

    @step(
        en="Taking a limit for every derivative is slow. Are there shortcuts?",
        ja="毎回極限を計算するのは大変です。近道はないでしょうか。",
    )
    def ask_for_shortcuts(self) -> None:
        """The question; the limit that is meant, and seven empty places in the panel."""
        limit = self.math(LIMIT, size=1.3 * FORMULA).move_to(self.layout.figure.center)
        self.show_question(FadeIn(limit, shift=0.15 * UP))
        self.panel = panel_background(self.layout.panel, self.theme)
        self.play(FadeIn(self.panel), FadeIn(self.board.numbers), run_time=0.7)
        self.leaving = [limit]

    @step(en="A constant never rises: its slope is $0$.", ja="定数は変化しないので、傾きは $0$ です。")
    def keep_constant(self) -> None:
        """A level line, and along it a run without a rise."""
        self._clear()
        plane, line, triangle = self.pictures.level()
        names = triangle.named(self._small("dif x"), self._small("0", FUNCTION))
        names[0].shift(0.3 * UP)
        name = self.pictures.name("c", line, FUNCTION).shift(0.35 * UP - [0.4, 0, 0])
        self._show_line(plane, [line], [name], [("constant", triangle, names)])
        self._earn(0, plane, line, name, triangle, names)

    @step(
        en="On $y = x$ the rise equals the run: its slope is $1$.",
        ja="$y = x$ では縦と横の変化が等しく、傾きは $1$ です。",
    )
    def follow_identity(self) -> None:
        """The diagonal, and a triangle with two equal sides."""
        self._clear()
        plane, line, triangle = self.pictures.diagonal()
        names = triangle.named(self._small("dif x"), self._small("dif x", FUNCTION))
        self._show_line(plane, [line], [], [("identity", triangle, names)])
        self._earn(1, plane, line, triangle, names)

    @step(
        en="Stretch a graph upward, and every rise stretches with it.",
        ja="グラフを縦に $c$ 倍すると、傾きも $c$ 倍になります。",
    )
    def stretch_multiple(self) -> None:
        """A copy of the graph of f is stretched; the rise of its triangle grows alike."""
        self._clear()
        plane, curve, copy, low, high = self.pictures.multiple(self.factor.get_value, RESULT)
        self.graphs = [(each, self.pair.f, plane) for each in (curve, copy)]
        name = self.pictures.name("f", curve, FUNCTION, above=False)
        self._show_line(plane, [curve], [name], [("again", low, VGroup())])
        self.add(copy, high)
        self.triangles["multiple"] = high
        self.play(self.factor.animate.set_value(TIMES), run_time=1.5)
        other = self.pictures.name("c f", copy, RESULT)
        texts = self._small("dif f", FUNCTION), self._small("c dif f", RESULT)
        rises = VGroup(*(each.named(None, text) for each, text in zip((low, high), texts, strict=True)))
        self.play(FadeIn(other, rises), run_time=0.5)
        self._earn(2, plane, curve, copy, name, other, low, high, rises)

    def _show_line(
        self, plane: VMobject, lines: Sequence[VMobject], names: Sequence[VMobject], triangles: Sequence[Named]
    ) -> None:
        """A plane, graphs on it, then triangle after triangle with its names."""
        self.play(FadeIn(plane), run_time=0.4)
        self.play(*map(Create, lines), *map(FadeIn, names), run_time=0.9)
        for name, triangle, labels in triangles:
            self.triangles[name] = triangle
            self.play(FadeIn(triangle), FadeIn(labels), run_time=0.5)

    # -- areas and volumes ---------------------------------------------------------------------------------------

    @step(
        en="A square grows at two sides, by two strips of $x dif x$ and a tiny corner.",
        ja="正方形は2辺で広がり、$x dif x$ の帯2本と小さな角が増えます。",
    )
    def grow_square(self) -> None:
        """A square of side x; two strips and a corner grow, and the corner fades against them."""
        self._clear()
        square = self.square
        self.play(FadeIn(square.base, square.names), run_time=0.5)
        names = self._grow(square, _GROWTH)
        areas = square.areas()
        self.play(*map(FadeIn, areas), run_time=0.5)
        law = self._below(r"dif \(x^2\) = 2 x dif x + (dif x)^2 quad arrow.r quad \(x^2\)' = 2 x")
        self.play(FadeIn(law), run_time=0.6)
        self.play(square.corner.animate.set_opacity(0.15), run_time=0.8)
        self.leaving = [square.base, square.names, *square.strips, square.corner, names, *areas, law]

    @step(
        en="A cube grows at three faces, by three slabs of $x^2 dif x$.",
        ja="立方体は3つの面で広がり、$x^2 dif x$ の板が3枚増えます。",
    )
    def grow_cube(self) -> None:
        """Three slabs grow on a cube and stand off, so that each can be seen."""
        self._clear()
        cube = self.cube
        self.dx.set_value(0)
        self.play(FadeIn(cube.cube, cube.names), run_time=0.5)
        self.add(*cube.slabs)
        self.play(self.dx.animate.set_value(_GROWTH), self.apart.animate.set_value(1), run_time=1.6)
        self.slab_name = cube.slab_name()
        self.cubic = self._below(r"dif \(x^3\) approx 3 x^2 dif x quad arrow.r quad \(x^3\)' = 3 x^2")
        self.play(FadeIn(self.slab_name), run_time=0.5)
        self.play(FadeIn(self.cubic), run_time=0.6)

    @step(
        en="The power comes down in front: one face for each factor.",
        ja="指数が前に出ます。面が次数の数だけあるからです。",
    )
    def write_power(self) -> None:
        """2x, 3x² and so on: the rule for every power."""
        self.play(FadeOut(self.cubic), run_time=0.4)
        row = self._below(powers())
        self.play(FadeIn(row), run_time=0.6)
        self.wait_at_least(1.0)
        self.play(FadeOut(row), run_time=0.4)
        self._earn(3, self.cube.cube, self.cube.names, *self.cube.slabs, self.slab_name)

    # -- two functions -------------------------------------------------------------------------------------------

    @step(
        en="In a sum heights add, so rises add, and slopes with them.",
        ja="和では高さが足されるので、傾きも足し算になります。",
    )
    def add_slopes(self) -> None:
        """The rises of f and of g move onto each other at f + g."""
        self._clear()
        roles = (FUNCTION, GIVEN_B, RESULT)
        plane, curves, triangles = self.pictures.sum(roles)
        self.graphs = [(*each, plane) for each in zip(curves, self.pictures.summands, strict=True)]
        called = ("f", "g", "f + g")
        labels = [self.pictures.name(*each) for each in zip(called, curves, roles, strict=True)]
        upright = self.pictures.upright(plane)
        shown = [(name, triangle, VGroup()) for name, triangle in zip(called, triangles[:2], strict=False)]
        self._show_line(plane, curves, [*labels, upright], shown)
        self.triangles["sum"] = triangles[2]
        self.play(FadeIn(triangles[2].level, triangles[2].dot), run_time=0.4)
        foot = triangles[2].rise.points[0]
        parts = [each.rise.copy().clear_updaters() for each in triangles[:2]]
        for part in parts:
            self.play(part.animate.shift(foot - part.points[0]), run_time=0.8)
            foot = part.points[-1]
        self.play(FadeIn(triangles[2].tangent), run_time=0.5)
        texts = self._small("dif f", FUNCTION), self._small("dif g", GIVEN_B)
        names = named_rises(parts, texts, self.theme)
        self.play(FadeIn(names), run_time=0.4)
        whole = [triangles[2].level, triangles[2].dot, triangles[2].tangent, names]
        self._earn(4, plane, *curves, *labels, upright, *triangles[:2], *whole, *parts)

    @step(
        en="A product is an area, and it grows by a strip at each side.",
        ja="積は長方形の面積で、2辺に沿った帯の分だけ増えます。",
    )
    def grow_product(self) -> None:
        """A rectangle of f by g; each side grows, and a strip with it."""
        self._clear()
        rectangle = self.rectangle
        self.dx.set_value(0)
        self.play(FadeIn(rectangle.base, rectangle.names), run_time=0.5)
        self.changes = self._grow(rectangle, self.change)
        self.areas = rectangle.areas()
        self.play(*map(FadeIn, self.areas), run_time=0.6)

    @step(
        en="Let $dif x$ shrink: the corner vanishes first, and the strips remain.",
        ja="$dif x$ を小さくすると角が先に消え、帯だけが残ります。",
    )
    def drop_corner(self) -> None:
        """dx shrinks; the corner's share of the growth goes to nothing, and the strips become the rule."""
        rectangle = self.rectangle
        share = shrinking_share(rectangle, self.below, self.type, self.localize)
        self.play(FadeIn(share), FadeOut(self.changes, *self.areas), run_time=0.5)
        self.play(self.dx.animate.set_value(self.change / 10), run_time=2.2)
        self.wait_at_least(0.4)
        areas = rectangle.areas()
        self.play(FadeOut(share), FadeIn(*areas), run_time=0.5)
        rule = self._below(RULES[5])
        terms = [rule.part(name) for name in ("first", "second")]
        self.play(*(Rewrite(*pair, keep=True) for pair in zip(areas, terms, strict=True)), run_time=0.9)
        self.play(FadeIn(rule), run_time=0.3)
        self.remove(*terms)
        self.add(rule)
        pieces = [rectangle.base, rectangle.names, *rectangle.strips, rectangle.corner, *areas]
        self._file(5, rule, *pieces)

    @step(
        en="One function inside another: each of them stretches the change.",
        ja="合成関数では、変化の倍率が掛け算になります。",
    )
    def point_to_chain(self) -> None:
        """g, then f, as machines that stretch a small change; the chain rule has a scene of its own."""
        self._clear()
        row = stretch_row(self.picture, self.type)
        location = self.text(en="more in 1.4, the chain rule", ja="くわしくは 1.4 連鎖律で", size=NOTE, role=MUTED)
        location.move_to(self.picture.at(0.5, 0.12))
        self.play(FadeIn(row.letters[0]), run_time=0.4)
        for index in (0, 1):
            self.play(FadeIn(row.machine(index)), run_time=0.7)
        self.play(FadeIn(location), run_time=0.4)
        self._earn(6, row, location)

    @step(
        en="Seven rules, and such derivatives need no limit any more.",
        ja="この7つの公式で、こうした微分は極限なしに計算できます。",
    )
    def gather_table(self) -> None:
        """The board becomes a table of all rules, each with what it gives for f and g."""
        table = RuleTable(self.layout.content, self.pair, self.type, self.localize)
        self._clear()
        self.play(FadeOut(self.panel), run_time=0.4)
        moved = [Rewrite(old, new) for old, new in zip(self.board.formulas, table.formulas, strict=True)]
        self.play(*moved, run_time=1.2)
        self.play(FadeIn(table.heads, *table.names), run_time=0.5)
        for example in table.examples:
            self.play(FadeIn(example), run_time=0.25)

    def factor_now(self) -> float:
        """By how much the graph is stretched at this moment."""
        return float(self.factor.get_value())

    def _small(self, text: str, role: Role = MOVING) -> Typeset:
        return self.math(text, size=NOTE, role=role)

    def _below(self, text: str) -> Typeset:
        return self.math(text, size=FORMULA).fit_into(self.below.width, self.below.height).move_to(self.below.center)

    def _grow(self, rectangle: GrowingRectangle, most: float) -> VGroup:
        """Let both sides grow by dx; returns the names of what they grew by."""
        self.add(*rectangle.strips, rectangle.corner)
        self.play(self.dx.animate.set_value(most), run_time=1.4)
        names = rectangle.named_changes()
        self.play(FadeIn(names), run_time=0.5)
        return names

    def _earn(self, index: int, *picture: VMobject) -> None:
        """Write a rule below its picture, then file it."""
        rule = self._below(RULES[index])
        self.play(FadeIn(rule, shift=0.15 * UP), run_time=0.6)
        self.wait_at_least(0.3)
        self._file(index, rule, *picture)

    def _file(self, index: int, rule: Typeset, *picture: VMobject) -> None:
        """A copy of the rule moves to its place on the board; rule and picture stay until the next one comes."""
        number, place = self.board.numbers[index], self.board.formulas[index]
        self.play(Rewrite(rule, place, keep=True), FadeOut(number), run_time=0.8)
        self.leaving = [rule, *picture]

    def _clear(self) -> None:
        """The picture before leaves."""
        if self.leaving:
            self.play(FadeOut(*self.leaving), run_time=0.4)
        self.leaving = []
        self.triangles.clear()
