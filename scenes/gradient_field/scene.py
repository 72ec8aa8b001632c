"""The gradient: the steepest way up, square to the level curves (lecture notes, section 2.2.4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from manim import DOWN, UP, Create, FadeIn, FadeOut, VGroup, linear, there_and_back

from scenes.gradient_field.captions import HOW_IT_ENDS, OF_A_CONSTANT
from scenes.gradient_field.claims import GradientClaims
from scenes.gradient_field.descent_table import DescentTable
from scenes.gradient_field.figure import GradientFigure
from scenes.gradient_field.panel import GradientPanel
from sessen import FIXED, GRADIENT, MOVING, Formula, Interval, Lesson, Vector, Words, step
from sessen.mathematics import ScalarField
from sessen.mathematics.ranges import require_readable
from sessen.mobjects.level_curves import on_paper
from sessen.mobjects.panel import panel_background
from sessen.mobjects.vectors import GrowArrow, beside
from sessen.steps import Step
from sessen.typesetting.typeset import LABEL, NOTE

_BEHIND: Final = 1.6  # width of level curves under a field of arrows


class GradientField(GradientClaims, Lesson):
    """Which way is the steepest way up?"""

    section = "2.2.4"
    topic = Words(en="Gradient", ja="勾配")
    question = Words(en="Which way is the steepest way up?", ja="いちばん急な上りは、どちらの向きでしょうか？")

    f = Formula(
        "x^2 + y^2",
        variables=("x", "y"),
        presets=("x^2 + 4y^2", "x^2 - y^2", "sin(x) cos(y)"),
        help="the height of the landscape",
    )
    domain = Interval("-5, 5", help="from where to where, in x and in y")
    start = Vector("4.3, 3.1", sizes=(2, 2), presets=("-3, 2", "1, -4"), help="where the descent begins")

    def setup(self) -> None:
        """What is drawn, and what the panel says."""
        self.field = ScalarField(self.f)
        (low, high), (x, y) = map(float, self.domain), map(float, self.start)
        require_readable(low, high)
        self.figure = GradientFigure(self.layout.figure, self.field, (low, high), (x, y), self.type)
        self.land, self.compass = self.figure.land, self.figure.compass
        self.panel = GradientPanel(self.layout, self.type, self.field, self.figure.vantage, self.localize)

    # -- the landscape -------------------------------------------------------------------------------------------

    @step(
        en="Take $f(x, y)$ as the height of a landscape above the plane.",
        ja="$f(x, y)$ を、平面の上に広がる土地の高さだと思ってください。",
    )
    def ask_the_way(self) -> None:
        """The question, then the plane seen aslant and the function."""
        self.land.follow()
        self.show_question(FadeIn(self.land.world))
        self.function = self.panel.function().shift(self.panel.to_middle)
        self.play(FadeIn(panel_background(self.layout.panel, self.theme), self.function), run_time=0.8)

    @step(
        en="A level curve joins all points of one height; we lift each to its own height.",
        ja="等しい高さの点を結ぶ線が等高線です。それぞれの高さへ持ち上げます。",
    )
    def raise_level_curves(self) -> None:
        """One level curve after another rises to its height, the ladder tells which."""
        land = self.land
        self.pointer = land.ladder.pointer(self.figure.height_risen, MOVING)
        self.reading = self.panel.level_reading(self.figure.height_risen, land.step, land.highest)
        self.reading.shift(self.panel.to_middle)
        self.play(FadeIn(land.ladder), FadeIn(self.pointer), FadeIn(self.reading), run_time=0.6)
        land.world.add_updater(lambda _: land.follow())
        self.play(land.risen.animate.set_value(land.highest), run_time=4.5, rate_func=linear)
        self.wait_at_least(0.5)

    @step(
        en="Seen from straight above they are a map: where curves crowd, it is steep.",
        ja="真上から見ると地図になります。線の混んだ所ほど急な斜面です。",
    )
    def look_from_above(self) -> None:
        """The eye climbs until the landscape is a map with numbers."""
        land = self.land
        self.play(FadeOut(self.reading), FadeOut(self.pointer), run_time=0.4)
        self.play(land.tilt.animate.set_value(0), run_time=3)
        land.world.clear_updaters()
        land.lay_flat()
        self.labels = land.labels(self.compass.rim)
        self.play(FadeIn(land.plane.numbers), FadeIn(land.plane.names), FadeIn(self.labels), run_time=0.8)

    # -- slopes at a point ---------------------------------------------------------------------------------------

    @step(
        en="At $P$, turn an arrow as long as the slope in its direction: its tip draws a circle.",
        ja="点 $P$ で、その向きの傾きを長さとする矢印を回すと、先端は円を描きます。",
    )
    def turn_the_arrow(self) -> None:
        """An arrow turns from one slope zero to the next; its length is the slope."""
        figure, compass = self.figure, self.compass
        self.name = on_paper(self.math("P", role=FIXED, size=LABEL), self.theme)
        beside(self.name, figure.p, -compass.uphill)
        self.place = self.panel.point()
        self.slope = self.panel.slope_reading(figure.slope_turned)
        self.note = self.panel.note(figure.vantage.factor)
        self.play(self.function.animate.shift(-self.panel.to_middle), run_time=0.6)
        self.play(FadeIn(self.name), FadeIn(compass.dot), FadeIn(self.place), run_time=0.6)
        self.play(FadeIn(compass), FadeIn(self.slope), FadeIn(self.note), run_time=0.6)
        compass.add_updater(lambda moving: moving.follow())
        end = compass.steepest + np.pi / 2
        self.play(figure.turn.animate.set_value(end), figure.swept.animate.set_value(end), run_time=5)

    @step(
        en="The longest arrow, the steepest way, crosses the level curve at a right angle.",
        ja="最も長い矢印、つまり最も急な向きは、等高線と直角に交わります。",
    )
    def find_the_steepest(self) -> None:
        """The arrow turns back to where it is longest; the level curve through P is square to it."""
        self.play(self.figure.turn.animate.set_value(self.compass.steepest), run_time=1.6)
        self.compass.clear_updaters()
        self.through_p = self.figure.level_through_p()
        if self.field.is_constant:
            return
        self.play(Create(self.through_p), run_time=1.2)
        self.bring_to_front(self.name, self.compass, self.compass.dot)
        self.play(Create(self.compass.corner), run_time=0.6)

    @step(
        en="Along $x$ alone and along $y$ alone, the slopes are the two partial derivatives.",
        ja="$x$ 方向だけの傾きと $y$ 方向だけの傾きが、2つの偏微分です。",
    )
    def measure_partials(self) -> None:
        """An arrow along x and one along y, their tips on the circle, and their numbers."""
        compass, self.partials = self.compass, self.panel.partials()
        if not self.field.is_constant:
            self.play(FadeOut(compass.corner), compass.needle.animate.set_opacity(0.35), run_time=0.5)
        for arrow, row in zip((compass.along_x, compass.along_y), self.partials, strict=True):
            self.play(GrowArrow(arrow), run_time=0.9)
            self.play(FadeIn(row, shift=0.15 * DOWN), run_time=0.6)

    @step(
        en="Tip to tail, the two reach the tip of the steepest arrow: the gradient.",
        ja="2つの矢印をつなぐと最も急な矢印の先に届きます。これが勾配です。",
    )
    def add_partials(self) -> None:
        """The arrow along y moves to the tip of the one along x; both together are the gradient."""
        compass = self.compass
        self.nabla = on_paper(self.math("nabla f", role=GRADIENT, size=LABEL), self.theme)
        beside(self.nabla, compass.whole.tip, compass.uphill, within=self.land.plane.box)
        self.play(compass.along_y.animate.shift(compass.along_x.tip - compass.foot), run_time=1.2)
        self.play(GrowArrow(compass.whole), run_time=0.9)
        self.vector, self.length = self.panel.gradient_at_p(), self.panel.length_at_p()
        self.play(FadeOut(compass), FadeIn(self.nabla), run_time=0.5)
        self.play(self.panel.gather(self.partials, self.vector), run_time=1.2)
        self.play(FadeIn(self.length, target_position=self.slope[1]), run_time=0.8)

    # -- the field and the way down ------------------------------------------------------------------------------

    @step(
        en="Every point has its arrow: perpendicular to its curve, longer where curves crowd.",
        ja="どの点にも勾配の矢印があり、線の混んだ所ほど長くなります。",
    )
    def fill_the_plane(self) -> None:
        """The gradient at P gives way to arrows that grow from there all over the map."""
        compass, arrows, old = self.compass, self.figure.arrows, self.note
        self.formula = self.panel.gradient()
        self.note = self.panel.note(self.figure.plan.factor, self.figure.plan.left_out)
        partial = VGroup(compass.along_x, compass.along_y, self.nabla, self.name)
        read = VGroup(self.place, self.slope, self.length)
        self.play(*map(FadeOut, (partial, read, self.labels, self.through_p, old)), run_time=0.6)
        self.play(FadeOut(self.vector, shift=0.3 * UP), FadeIn(self.formula, shift=0.3 * UP), FadeIn(self.note))
        self.add(arrows.add_updater(lambda growing: growing.follow()))
        grow, dim = self.figure.growth.animate.set_value(1), self.land.curves.animate.set_stroke(width=_BEHIND)
        self.play(grow, dim, FadeOut(compass.whole), FadeOut(compass.dot), run_time=3, rate_func=linear)
        arrows.clear_updaters()
        self.wait_at_least(1)

    @step(
        en="Walk against the arrows, and every step leads lower.",
        ja="矢印と逆の向きに進むと、一歩ごとに低い所へ下りていきます。",
    )
    def walk_down(self) -> None:
        """The field dims; from the start, step after step against the gradient, with its numbers."""
        figure, walked = self.figure, self.figure.walked
        self.pointer = self.land.ladder.pointer(figure.height_walked, MOVING)
        self.table = DescentTable(self.panel.table_place, figure.descent, self.type, walked.get_value)
        self.rule = self.panel.rule(figure.descent.rate)
        dim = figure.arrows.animate.set_opacity(0.3)
        self.play(dim, FadeOut(self.function), FadeIn(self.rule), FadeIn(self.table), run_time=0.8)
        self.play(FadeIn(figure.trail), FadeIn(self.pointer), run_time=0.6)
        figure.trail.add_updater(lambda trail: trail.follow())
        for row in range(1, self.table.steps_told + 1):
            self.play(walked.animate.set_value(row), run_time=0.8)
            self.play(FadeIn(self.table.tell(row)), run_time=0.3)
        if figure.trail.last > self.table.steps_told:
            self.play(FadeIn(self.table.run()), run_time=0.3)
            self.play(walked.animate.set_value(figure.trail.last), run_time=3, rate_func=linear)
        ending = on_paper(self.type.words(self.localize(HOW_IT_ENDS[figure.descent.ending]), size=NOTE), self.theme)
        self.ending = figure.trail.put_clear(ending, self.land.plane.box.inset(0.05))
        self.play(FadeIn(self.ending), run_time=0.5)

    @step(
        en="The gradient points the steepest way up, and its length is the slope that way.",
        ja="勾配は最も急な上りの向きを指し、その長さは、その向きの傾きです。",
    )
    def state_the_gradient(self) -> None:
        """The whole field again, and the gradient as a formula and in words."""
        trail, table = self.figure.trail.clear_updaters(), self.table
        leaving = VGroup(trail, self.pointer, self.ending, self.rule, table, *table.rows[1:], table.latest_row)
        self.play(FadeOut(leaving), run_time=0.6)
        self.play(self.figure.arrows.animate.set_opacity(1))
        self.play(FadeIn(self.function), run_time=0.5)
        self.play(self.formula.animate.scale(1.06), rate_func=there_and_back, run_time=1)
        self.play(FadeIn(self.panel.answer(), shift=0.15 * DOWN), run_time=0.8)

    # -- words ---------------------------------------------------------------------------------------------------

    def step_text(self, each: Step) -> Step:
        """Of a constant, which rises in no direction, other words than of every other function."""
        words = OF_A_CONSTANT.get(each.name) if self.field.is_constant else None
        return each if words is None else replace(each, words=words.with_owner(each.words.owner))
