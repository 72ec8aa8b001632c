"""Gradient descent: how a neuron learns from its mistakes (what all sections of the lecture notes are for)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from manim import DOWN, UP, FadeIn, FadeOut, ValueTracker, VGroup, linear, smooth, there_and_back

from scenes.gradient_descent.captions import CHAPTERS, ENDS, WRONG, other_words
from scenes.gradient_descent.claims import LearningClaims
from scenes.gradient_descent.landscape import LossLandscape
from scenes.gradient_descent.model import Training
from scenes.gradient_descent.neuron_figure import Backwards, NeuronGraph
from scenes.gradient_descent.panel import LearningPanel
from scenes.gradient_descent.places import places_in
from scenes.gradient_descent.plot import LossPlot
from scenes.gradient_descent.points import read_points
from scenes.gradient_descent.points_figure import PointsFigure
from scenes.gradient_descent.walk import Walk
from sessen import GIVEN_B, GRADIENT, INK, MOVING, Numbers, Text, Vector, Words, step
from sessen.errors import SessenError
from sessen.mobjects import Arrow
from sessen.steps import Step

_ROLES = (GIVEN_B, MOVING, INK)  # of the three descents


class GradientDescent(LearningClaims):
    """How does a network learn?"""

    section = "3"
    topic = Words(en="Gradient descent", ja="勾配降下法")
    question = Words(en="How does a network learn?", ja="ネットワークはどう学ぶのでしょうか？")

    data = Text("data/two_kinds.csv", most=200_000, help="a file x,y,kind in assets, or points: 1,0,1; 2,1,1; 0,2,0")
    rates = Numbers("0.1, 2, 4.5", positive=True, most=3, help="a slow, a right and a large learning rate")
    start = Vector("-1.4, 0.8", sizes=(2, 2), presets=("-1.5, -2", "2.5, -1.5"), help="w and b before learning")

    def setup(self) -> None:
        """The neuron and its descents; points, landscape and what follows them."""
        points, rates = read_points(self.data, self.asset), tuple(map(float, self.rates))
        if len(rates) != 3:
            raise SessenError(f"{len(rates)} learning rates: there must be three", hint="rates=0.1,2,4.5")
        w, b = map(float, self.start)
        self.training = Training(points, (w, b), rates)
        self.way, self.places = self.training.factors(), places_in(self.layout)
        self.panel = LearningPanel(self.places, self.training, self.type)
        self.turned, self.lifted, self.grown = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.walked = [ValueTracker(0.0) for _ in rates]
        self.land = LossLandscape(self.training, self.places.land, self.places.wide_land, self.type)
        self.walks = [
            Walk(self.land, run.path, walked.get_value, role, faint=role is not MOVING)
            for run, walked, role in zip(self.training.runs, self.walked, _ROLES, strict=True)
        ]
        stages = (self.places.whole, self.places.points, self.places.last_points)
        self.allow("contrast", self.land, because="paths on the coloured surface lie in a rim of paper, which is seen")
        self.figure = PointsFigure(self.training, self.weights, stages, self.type, example=self.way.index)
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
        ja="2種類の点が {count} 個あります。どんな直線で分けられるでしょうか。",
    )
    def scatter_points(self) -> None:
        """The question, then the points, over the whole frame."""
        self.figure.presence.set_value(0)
        self.figure.follow()
        self.add(self.figure)
        coming: list[Any] = [self.figure.presence.animate.set_value(1), self.figure.shown.animate.set_value(0.4)]
        self.show_question(*coming)
        self.play(self.figure.shown.animate.set_value(1), run_time=1.6)

    @step(
        en="An untrained neuron draws any line. {wrong} points are on the wrong side.",
        ja="学習前に引く線は、でたらめです。{wrong} 個の点が反対側にあります。",
    )
    def guess_blindly(self) -> None:
        """A line, how sure the neuron is on either side of it, rings around what it misjudges."""
        self.play(self.figure.drawn.animate.set_value(1), run_time=1.6)
        self.wait_at_least(1.5)

    @step(
        en="$z$ is how far a point lies below the line; $sigma(z)$, how likely it is a disc.",
        ja="$z$ は点が直線からどれだけ下にあるか、$sigma(z)$ は丸である確率です。",
    )
    def look_inside(self) -> None:
        """The points step aside; the neuron is built, from its inputs to p."""
        self.play(self.figure.stage.animate.set_value(1), run_time=1.4)
        self.graph = NeuronGraph(self.panel.graph_place, self.type)
        self.formulas = self.panel.formulas(self.training.points.kinds[self.way.index])
        self.play(FadeIn(self.graph.inputs), run_time=0.5)
        self.play(FadeIn(self.graph.weigh), FadeIn(self.formulas[0], shift=0.15 * DOWN), run_time=0.9)
        self.play(self.figure.measured.animate.set_value(1), run_time=0.8)
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
        self.readings = self.panel.readings(self.weights)
        self.play(self.figure.measured.animate.set_value(0), run_time=0.4)
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

    # -- the landscape -------------------------------------------------------------------------------------------

    @step(
        en="Over all $w$ and $b$, the loss is a landscape; its lowest point is the best line.",
        ja="$w$ と $b$ を動かすと、損失は地形になります。最も低い点が最良の直線です。",
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
        self.land.carry(self.walks[1])
        self.play(self.walks[1].presence.animate.set_value(1), run_time=0.6)
        self.play(self.land.turn.animate.set_value(1), run_time=2.0)

    @step(
        en="Backpropagation: from the loss back to $w$ and $b$, the slopes multiply.",
        ja="誤差逆伝播法：損失から $w$ と $b$ まで、傾きを掛けながらさかのぼります。",
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
        en="Averaged over all points: the gradient. We step against it, $eta$ times its length.",
        ja="全点で平均すると勾配です。その逆向きに、長さの $eta$ 倍だけ進みます。",
    )
    def step_downhill(self) -> None:
        """Back at the landscape: the arrow of the step on the map, then the step, of ball and line at once."""
        self.play(FadeOut(self.backwards), FadeOut(self.told), run_time=0.5)
        self._come_back()
        self.downhill, label = self._arrow()
        self.rule = self.panel.rule()
        self.add(self.downhill)
        self.play(self.grown.animate.set_value(1), run_time=1.0)
        self.play(FadeIn(label), FadeIn(self.rule, shift=0.15 * UP), run_time=0.7)
        self.wait_at_least(0.8)
        self.play(FadeOut(label), run_time=0.3)
        self.play(self.walked[1].animate.set_value(1), FadeOut(self.downhill), run_time=1.6)

    @step(
        en="Step by step the ball rolls into the valley, and the line turns into place.",
        ja="玉は谷へ一歩ずつ転がり、直線は正しい位置へ回っていきます。",
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
        gone = [each.presence.animate.set_value(0) for each in (self.figure, self.walks[1])]
        self.play(*gone, FadeOut(leaving), run_time=0.6)
        self.remove(self.figure)
        self.walked[1].set_value(0)
        self.play(self.land.shift_to.animate.set_value(1), run_time=1.2)
        self.land.carry(self.walks[2], self.walks[0], self.walks[1])
        self.plot = LossPlot(
            self.places.plot, self.training, [each.get_value for each in self.walked], _ROLES, self.type
        )
        self.plot.add_updater(lambda plot: plot.follow())
        come = [walk.presence.animate.set_value(1) for walk in self.walks]
        self.play(FadeIn(self.plot.plane), FadeIn(self.plot), *come, run_time=0.6)
        self.play(
            *(walked.animate.set_value(run.last) for walked, run in zip(self.walked, self.training.runs, strict=True)),
            run_time=8,
            rate_func=linear,
        )
        self.ends = self.plot.labels([self.localize(ENDS[run.fate]) for run in self.training.runs])
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
        answer = self.panel.answer(self.weights(), self.localize(WRONG))
        self.play(FadeIn(answer[0], shift=0.15 * DOWN), run_time=0.8)
        self.play(FadeIn(answer[1:], shift=0.15 * DOWN), run_time=0.8)
        self.answer = answer

    @step(
        en="Every chapter has its place in this one step.",
        ja="この一歩の中に、すべての章があります。",
    )
    def recall_the_chapters(self) -> None:
        """What each chapter has given to the neuron, one after the other; then all of it stands."""
        self.play(FadeOut(self.answer), run_time=0.5)
        for row in self.panel.chapters([(formula, self.localize(name)) for formula, name in CHAPTERS]):
            self.play(FadeIn(row, shift=0.12 * DOWN), run_time=0.6)
        self.wait_at_least(3)

    # -- what comes and goes together ----------------------------------------------------------------------------

    def _leave_the_stage(self) -> None:
        """Points, landscape and numbers make room."""
        fading = [self.figure.presence.animate.set_value(0), self.land.presence.animate.set_value(0)]
        self.play(*fading, *map(FadeOut, self.readings), run_time=0.6)
        self.remove(self.figure, self.land)

    def _come_back(self) -> None:
        """They are there again."""
        self.add(self.figure, self.land)
        coming: list[Any] = [self.figure.presence.animate.set_value(1), self.land.presence.animate.set_value(1)]
        self.play(*coming, *map(FadeIn, self.readings), run_time=0.6)

    def _arrow(self) -> tuple[Arrow, VGroup]:
        """The next step on the map, as far as it has grown, and its name."""
        run = self.training.runs[1]
        tail, tip = self.land.on_map(run.path[:2] if run.last else np.repeat(run.path, 2, axis=0))
        arrow = Arrow(tail, tail, self.theme, role=GRADIENT, weight=0.8)
        arrow.add_updater(lambda moving: moving.put(tail, tail + self.grown.get_value() * (tip - tail)))
        return arrow, self.panel.step(tail, tip)

    # -- words ---------------------------------------------------------------------------------------------------

    @property
    def text_values(self) -> dict[str, str]:
        """Parameters, how many points there are, and how many are misjudged at first."""
        counts = {
            "count": str(len(self.training.points)),
            "wrong": str(int(self.training.is_wrong(*self.training.start).sum())),
        }
        return {**super().text_values, **counts}

    def step_text(self, each: Step) -> Step:
        """Other words where other rates end otherwise."""
        words = other_words(tuple(run.fate for run in self.training.runs)).get(each.name)
        return each if words is None else replace(each, words=words.with_owner(each.words.owner))
