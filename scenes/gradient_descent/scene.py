"""Gradient descent: how a neuron learns from its mistakes (what all sections of the lecture notes are for)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, ValueTracker, VGroup, linear, smooth, there_and_back

from scenes.gradient_descent import notation
from scenes.gradient_descent.captions import AS_EXPECTED, ENDS, NOT_DOWN, NOT_TRAINED, OTHER_RATES, WRONG
from scenes.gradient_descent.claims import LearningClaims
from scenes.gradient_descent.landscape import Landscape, Walk
from scenes.gradient_descent.model import Fate, Training
from scenes.gradient_descent.neuron_figure import Backwards, NeuronGraph
from scenes.gradient_descent.places import places_in
from scenes.gradient_descent.plot import LossPlot
from scenes.gradient_descent.points import read_points
from scenes.gradient_descent.points_figure import PointsFigure
from sessen import GIVEN_B, GRADIENT, INK, MOVING, Numbers, Text, Vector, Words, step
from sessen.errors import SessenError
from sessen.mobjects import Arrow, LiveEquation, frame_around
from sessen.mobjects.level_curves import on_paper
from sessen.mobjects.vectors import beside
from sessen.steps import Step
from sessen.typesetting.typeset import FORMULA, LABEL, Typeset

_ROLES = (GIVEN_B, MOVING, INK)  # of the three descents


class GradientDescent(LearningClaims):
    """How does a network learn?"""

    section = "3"
    topic = Words(en="Gradient descent", ja="勾配降下法")
    question = Words(en="How does a network learn?", ja="ネットワークはどう学ぶのでしょうか？")

    data = Text("data/two_kinds.csv", most=4000, help="a file x,y,kind in assets, or points: 1,0,1; 2,1,1; 0,2,0")
    rates = Numbers("0.1, 2, 4.5", positive=True, most=3, help="a slow, a right and a large learning rate")
    start = Vector("-2, 1.5", sizes=(2, 2), presets=("-1.5, -2", "2.5, -1.5"), help="w and b before learning")

    def setup(self) -> None:
        """The neuron and its descents; points, landscape and what follows them."""
        points, rates = read_points(self.data, self.asset), tuple(map(float, self.rates))
        if len(rates) != 3:
            raise SessenError(f"{len(rates)} learning rates: there must be three", hint="rates=0.1,2,4.5")
        w, b = map(float, self.start)
        self.training = Training(points, (w, b), rates)
        self.way, self.places = self.training.factors(), places_in(self.layout)
        self.turned, self.lifted, self.grown = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.walked = [ValueTracker(0.0) for _ in rates]
        self.land = Landscape(self.training, self.places.land, self.places.wide_land, self.type)
        self.walks = [
            Walk(self.land, run.path, walked.get_value, role)
            for run, walked, role in zip(self.training.runs, self.walked, _ROLES, strict=True)
        ]
        stages = (self.places.whole, self.places.points, self.places.last_points)
        self.figure = PointsFigure(self.training, self.weights, stages, self.type)
        self.figure.add_updater(lambda figure: figure.follow())

    def weights(self) -> np.ndarray:
        """(w, b) of the line at this moment, shape (2,)."""
        return self.walks[1].now() + (self.turned.get_value(), self.lifted.get_value())

    def arrow_share(self) -> float:
        """How much of the arrow is drawn."""
        return self.grown.get_value()

    # -- a neuron that knows nothing -----------------------------------------------------------------------------

    @step(
        en="{count} points of two kinds. Which line tells them apart?",
        ja="2種類の点が {count} 個あります。どんな直線で分けられるでしょうか？",
    )
    def scatter_points(self) -> None:
        """The question, then the points, over the whole frame."""
        self.show_question()
        self.figure.presence.set_value(0)
        self.add(self.figure)
        self.play(self.figure.presence.animate.set_value(1), run_time=0.5)
        self.play(self.figure.shown.animate.set_value(1), run_time=2.0)
        self.wait_at_least(1)

    @step(
        en="An untrained neuron draws any line. {wrong} points are on the wrong side.",
        ja="学習前のニューロンが引く線は、でたらめです。{wrong} 個の点が反対側にあります。",
    )
    def guess_blindly(self) -> None:
        """A line, how sure the neuron is on either side of it, rings around what it misjudges."""
        self.play(self.figure.drawn.animate.set_value(1), run_time=1.6)
        self.wait_at_least(1.5)

    @step(
        en="It weighs a point: $z$ is how far it lies below the line. Then $sigma$ makes $z$ a probability $p$.",
        ja="点が直線のどれだけ下にあるかが $z$ です。$sigma$ が $z$ を確率 $p$ に変えます。",
    )
    def look_inside(self) -> None:
        """The points step aside; the neuron is built, from its inputs to p."""
        self.play(self.figure.stage.animate.set_value(1), run_time=1.4)
        self.graph = NeuronGraph(self._upper_land(), self.type)
        self.formulas = self._formulas()
        self.play(FadeIn(self.graph.inputs), run_time=0.5)
        self.play(FadeIn(self.graph.weigh), FadeIn(self.formulas[0], shift=0.15 * DOWN), run_time=0.9)
        self.wait_at_least(0.8)
        self.play(FadeIn(self.graph.squash), FadeIn(self.formulas[1], shift=0.15 * DOWN), run_time=0.9)
        self.wait_at_least(1.2)

    @step(
        en="The loss $ell$ is large where it is surely wrong. $L$ is the mean over all points.",
        ja="自信をもって間違えるほど損失 $ell$ は大きくなります。$L$ は全点の平均です。",
    )
    def measure_loss(self) -> None:
        """The loss joins the row; its mean is read below the points."""
        self.play(FadeIn(self.graph.judge), FadeIn(self.formulas[2], shift=0.15 * DOWN), run_time=0.9)
        self.readings = self._readings()
        self.play(FadeIn(self.formulas[3], shift=0.15 * DOWN), FadeIn(self.readings[2]), run_time=0.9)
        self.wait_at_least(1.5)

    @step(
        en="Two numbers can be learned: $w$ turns the line, and $b$ lifts it.",
        ja="学習できる数は2つです。$w$ は直線の傾きを、$b$ は高さを変えます。",
    )
    def turn_the_line(self) -> None:
        """w turns the line, b lifts it, and both come back."""
        self.play(FadeIn(self.readings[0]), FadeIn(self.readings[1]), run_time=0.5)
        self.play(self.turned.animate.set_value(1.4), run_time=2.4, rate_func=there_and_back)
        self.play(self.lifted.animate.set_value(-1.6), run_time=2.4, rate_func=there_and_back)
        self.wait_at_least(1)

    # -- the landscape -------------------------------------------------------------------------------------------

    @step(
        en="Above each $w$ and $b$ stands its loss: a landscape. Below lies its map. Learning means going down.",
        ja="$w$ と $b$ の各組の上に損失を立てると、地形になります。下はその地図です。学習とは、谷へ下りることです。",
    )
    def raise_the_loss(self) -> None:
        """The map, then the surface rises out of it; the ball stands where the line is now."""
        self.play(FadeOut(self.graph), FadeOut(self.formulas), run_time=0.5)
        self.land.presence.set_value(0)
        self.land.add_updater(lambda land: land.follow())
        self.land.follow()
        self.add(self.land)
        self.play(self.land.presence.animate.set_value(1), run_time=0.8)
        self.play(
            self.land.growth.animate.set_value(1), self.land.turn.animate.set_value(0.5), run_time=3.2, rate_func=smooth
        )
        self.land.show(self.walks[1])
        self.wait_at_least(0.3)
        self.play(self.land.turn.animate.set_value(1), run_time=2.0)
        self.wait_at_least(1)

    @step(
        en="Which way is down? The chain rule, run backwards: slopes multiply from $ell$ to $w$ and $b$.",
        ja="どちらが下りでしょうか？連鎖律を逆にたどり、$ell$ から $w$ と $b$ まで傾きを掛けていきます。",
    )
    def run_backwards(self) -> None:
        """For one point, ribbons run back through the neuron, over the whole frame."""
        self._leave_the_stage()
        self.backwards = Backwards(self.layout.content, self.way, self.type)
        self.backwards.add_updater(lambda ribbons: ribbons.follow())
        names, factors = self.backwards.names, self.backwards.factor_labels()
        self.told = VGroup(*names.values(), *factors)
        self.add(self.backwards)
        self.play(FadeIn(names["loss"]), run_time=0.5)
        for arrived, own in ((("p",), factors[:1]), (("z",), factors[1:2]), (("w", "b"), factors[2:])):
            self.play(*(FadeIn(factor) for factor in own), run_time=0.5)
            flow = self.backwards.flow.animate.set_value(self.backwards.flow.get_value() + 1)
            self.play(flow, *(FadeIn(names[name]) for name in arrived), run_time=1.3)
        self.wait_at_least(2)

    @step(
        en="The mean over all points is the gradient $nabla L$. We step against it, $eta$ times as far.",
        ja="全点で平均すると勾配 $nabla L$ になります。逆向きに、その $eta$ 倍だけ進みます。",
    )
    def step_downhill(self) -> None:
        """Back at the landscape: the arrow of the step on the map, then the step, of ball and line at once."""
        self.play(FadeOut(self.backwards), FadeOut(self.told), run_time=0.5)
        self._come_back()
        self.downhill, label = self._arrow()
        self.rule = self._rule()
        self.add(self.downhill)
        self.play(self.grown.animate.set_value(1), run_time=1.0)
        self.play(FadeIn(label), FadeIn(self.rule, shift=0.15 * UP), run_time=0.7)
        self.wait_at_least(0.8)
        self.play(FadeOut(label), run_time=0.3)
        self.play(self.walked[1].animate.set_value(1), FadeOut(self.downhill), run_time=1.6)
        self.wait_at_least(1)

    @step(
        en="Step by step the ball rolls into the valley, and the line turns into place.",
        ja="一歩ずつ玉は谷へ転がり、直線は正しい位置へ回っていきます。",
    )
    def roll_down(self) -> None:
        """All steps of the middle rate: ball, shadow and line move together."""
        run = self.training.runs[1]
        for number in range(2, min(run.last, 4) + 1):
            self.play(self.walked[1].animate.set_value(number), run_time=0.9)
            self.wait_at_least(0.2)
        if run.last > 4:
            self.play(self.walked[1].animate.set_value(run.last), run_time=2.2, rate_func=linear)
        self.wait_at_least(1.5)

    # -- rates, and the end --------------------------------------------------------------------------------------

    @step(
        en="A small rate creeps. A large one leaps from slope to slope and never settles.",
        ja="学習率が小さいと、なかなか進みません。大きすぎると谷を飛びこえ、落ち着きません。",
    )
    def compare_rates(self) -> None:
        """Three balls, as many steps, at three rates; beside them the loss of each after every step."""
        leaving = VGroup(*self.readings, self.rule)
        self.play(self.figure.presence.animate.set_value(0), FadeOut(leaving), run_time=0.6)
        self.remove(self.figure)
        self.walked[1].set_value(0)
        self.play(self.land.shift_to.animate.set_value(1), run_time=1.2)
        self.land.show(*self.walks)
        self.plot = LossPlot(self.places.plot, self.training, [each.get_value for each in self.walked], _ROLES, self.type)
        self.plot.add_updater(lambda plot: plot.follow())
        self.play(FadeIn(self.plot.plane), run_time=0.5)
        self.add(self.plot)
        self.play(
            *(
                walked.animate.set_value(run.last)
                for walked, run in zip(self.walked, self.training.runs, strict=True)
            ),
            run_time=5,
            rate_func=linear,
        )
        self.ends = self._ends()
        self.play(FadeIn(self.ends), run_time=0.6)
        self.wait_at_least(2)

    @step(
        en="Differentiate, step downhill, repeat: that is how a network learns.",
        ja="微分し、坂を下り、くり返す。ネットワークはこうして学びます。",
    )
    def state_the_rule(self) -> None:
        """The trained line among the points again, large, and the rule that has put it there."""
        self.plot.clear_updaters()
        self.play(FadeOut(self.plot), FadeOut(self.plot.plane), FadeOut(self.ends), run_time=0.5)
        self.play(self.land.presence.animate.set_value(0), run_time=0.5)
        self.remove(self.land.clear_updaters())
        self.figure.stage.set_value(2)
        self.add(self.figure)
        self.play(self.figure.presence.animate.set_value(1), run_time=0.9)
        answer = self._answer()
        self.play(FadeIn(answer[0], shift=0.15 * DOWN), run_time=0.8)
        self.play(FadeIn(answer[1:], shift=0.15 * DOWN), run_time=0.8)
        self.wait_at_least(3)

    # -- what stands in the frame --------------------------------------------------------------------------------

    def _upper_land(self):  # type: ignore[no-untyped-def]
        return self.places.land.rows(0.55, 0.45)[0].inset(0.15, 0.0)

    def _formulas(self) -> VGroup:
        """What each part of the neuron computes, one below the other."""
        kind = self.training.points.kinds[self.way.index]
        sources = (notation.WEIGHED, notation.SQUASHED, notation.loss_of(kind), notation.MEAN)
        region = self.places.land.rows(0.55, 0.45)[1]
        rows = [self.math(source, size=FORMULA) for source in sources]
        columns = (rows[:2], rows[2:])
        for column, place in zip(columns, region.columns(0.5, 0.5), strict=True):
            for row, height in zip(column, (0.72, 0.22), strict=True):
                row.fit_into(0.95 * place.width).move_to(place.at(0.5, height))
        return VGroup(*rows)

    def _readings(self) -> list[LiveEquation]:
        """w, b and the loss as they are now, below the points."""
        region = self.places.readings
        values = (lambda: self.weights()[0], lambda: self.weights()[1], lambda: self.training.value(*self.weights()))
        names, roles = ("w", "b", "L"), (MOVING, MOVING, GIVEN_B)
        return [
            LiveEquation.of(self, name, lambda value=value: round(float(value()), 2), at=region.at(across, 0.2), role=role)
            for name, value, role, across in zip(names, values, roles, (0.17, 0.5, 0.83), strict=True)
        ]

    def _leave_the_stage(self) -> None:
        """Points, landscape and numbers make room."""
        fading = [self.figure.presence.animate.set_value(0), self.land.presence.animate.set_value(0)]
        self.play(*fading, *map(FadeOut, self.readings), run_time=0.6)
        self.remove(self.figure, self.land)

    def _come_back(self) -> None:
        self.add(self.figure, self.land)
        self.play(
            self.figure.presence.animate.set_value(1),
            self.land.presence.animate.set_value(1),
            *map(FadeIn, self.readings),
            run_time=0.6,
        )

    def _arrow(self) -> tuple[Arrow, Typeset]:
        """The next step on the map, and its name."""
        stops = self.training.runs[1].path[:2] if self.training.runs[1].last else np.repeat(self.training.start[None], 2, 0)
        tail, tip = self.land.on_map(stops)
        arrow = Arrow(tail, tail, self.theme, role=GRADIENT, weight=0.8)
        arrow.add_updater(lambda moving: moving.put(tail, tail + self.grown.get_value() * (tip - tail)))
        label = on_paper(self.math(notation.STEP, size=LABEL), self.theme)
        beside(label, (tail + tip) / 2, DOWN, gap=0.12)
        return arrow, label

    def _rule(self) -> Typeset:
        region = self.places.rule
        return self.math(notation.RULE_IN_LINE, size=LABEL).fit_into(region.width).move_to(region.at(0.5, 0.4))

    def _ends(self) -> VGroup:
        """What has become of each descent, beside the end of its curve."""
        return self.plot.labels([self.localize(ENDS[run.fate]) for run in self.training.runs])

    def _answer(self) -> VGroup:
        """The rule in its frame, and how many points are left on the wrong side."""
        region = self.places.answer
        rule = self.math(notation.RULE, size=1.15 * FORMULA).fit_into(region.width - 0.6)
        framed = VGroup(frame_around(rule, self.theme[MOVING], gap=0.28), rule)
        left = int(self.training.is_wrong(*self.weights()).sum())
        count = self.type.words(f"{left} / {len(self.training.points)}", size=FORMULA)
        words = self.type.words(self.localize(WRONG), size=LABEL)
        below = VGroup(count, words).arrange(buff=0.25)
        words.on_baseline(count.baseline)
        group = VGroup(framed, below).arrange(DOWN, buff=0.5).move_to(region.center)
        return group

    # -- words ---------------------------------------------------------------------------------------------------

    @property
    def text_values(self) -> dict[str, str]:
        """Parameters, how many points there are, and how many are misjudged at first."""
        counts = {"count": str(len(self.training.points)), "wrong": str(int(self.training.is_wrong(*self.training.start).sum()))}
        return {**super().text_values, **counts}

    def step_text(self, each: Step) -> Step:
        """Other words where other rates end otherwise."""
        fates = tuple(run.fate for run in self.training.runs)
        others = {
            "compare_rates": OTHER_RATES if fates != AS_EXPECTED else None,
            "roll_down": NOT_DOWN if fates[1] is not Fate.ARRIVES else None,
            "state_the_rule": NOT_TRAINED if fates[1] is not Fate.ARRIVES else None,
        }
        words = others.get(each.name)
        return each if words is None else replace(each, words=words.with_owner(each.words.owner))


