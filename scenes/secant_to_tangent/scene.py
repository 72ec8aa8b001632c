"""Secants through P close in on the tangent: the derivative as a limit of slopes (lecture notes, section 1.1)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import sympy
from manim import (
    UP,
    Create,
    FadeIn,
    FadeOut,
    Line,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    linear,
)

from scenes.secant_to_tangent.closeup import Closeup
from scenes.secant_to_tangent.figure import LARGEST_ZOOM
from scenes.secant_to_tangent.moves import SecantMoves
from scenes.secant_to_tangent.panel import SecantPanel
from scenes.secant_to_tangent.slope_function import SlopeFunction
from sessen import FUNCTION, INK, RESULT, Formula, Number, Numbers, Words, step
from sessen.errors import SessenError
from sessen.mathematics import DifferenceQuotient, RealFunction
from sessen.mobjects.panel import frame_around, panel_background
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.steps import Step

_NEVER_TURNS = Words(
    en="Where $f$ rises, its slope is positive; where it falls, negative.",
    ja="$f$ が増えるところで傾きは正、減るところで負になります。",
)


class SecantToTangent(SecantMoves):
    """What is the slope of a curve at a single point?"""

    section = "1.1"
    topic = Words(en="Derivative", ja="微分")
    question = Words(en="What is the slope of a curve at a single point?", ja="曲線上の1点での傾きとは何でしょうか？")

    f = Formula("x^3 - 3x^2 + x", presets=("x^2", "sin(x)", "e^x"), help="the curve")
    at = Number("4", presets=("0", "1", "2"), help="where P stays")
    gaps = Numbers("1, 0.5, 0.1, 0.01", positive=True, most=5, help="the values of h that are read aloud")

    def setup(self) -> None:
        self.function = RealFunction(self.f, sympy.Symbol("x", real=True))
        self.limit = DifferenceQuotient(self.function, self.at)
        self.distances = tuple(sorted((float(gap) for gap in self.gaps), reverse=True))
        self._refuse_distances_without_a_value()
        self.h = ValueTracker(self.distances[0])  # the one thing that moves
        self.figure = self._figure(self.layout.content)  # there is nothing beside it yet
        self.panel = SecantPanel(self.limit, self.distances, self.layout, self.type, self.localize)
        self.tangent: Line | None = None
        self.closeup: Closeup | None = None
        self.slopes: SlopeFunction | None = None

    # -- the steps -----------------------------------------------------------------------------------------------

    @step(
        en="A straight line has one slope. What about a curve?",
        ja="直線の傾きは1つです。では、曲線ではどうでしょうか。",
    )
    def ask_for_the_slope(self) -> None:
        """Axes appear under the question; on a straight line the slope is the same everywhere, then the line bends."""
        figure, start = self.figure, ValueTracker(self.figure.x - self.distances[0])
        self.show_question(FadeIn(figure.plane))
        line = figure.plane.straight(figure.x, figure.y, self.limit.slope(figure.reach), role=FUNCTION, width=5)
        self.play(Create(line), run_time=0.8)
        legs, slope = figure.slider(start), VGroup(*self.panel.slope_name(self.limit.slope(figure.reach), INK))
        slope.move_to(figure.corner_for(slope))
        self.play(FadeIn(legs, slope), run_time=0.4)
        self.play(start.animate.set_value(figure.x + 0.5 * figure.reach), run_time=2.0)
        self.play(FadeOut(legs, slope), run_time=0.4)
        # As many pieces as the curve has: Manim counts in 32 bits when it cuts one piece into thousands.
        pieces = max(1, figure.graph.get_num_curves())
        line.set_points_as_corners(np.linspace(line.get_start(), line.get_end(), pieces + 1))
        self.play(ReplacementTransform(line, figure.graph), run_time=1.2)

    @step(
        en="$P$ is a point on the curve, and it stays where it is.",
        ja="曲線の上に点 $P$ をとり、動かさずにおきます。",
    )
    def show_curve(self) -> None:
        """The curve gets its name, and P lights up on it."""
        self.panel.name.save_state()
        self.play(FadeIn(self.panel.name.move_to(self.figure.corner_for(self.panel.name))), run_time=0.6)
        self.play(FadeIn(self.figure.fixed_point, scale=2.5), FadeIn(self.figure.p_label), run_time=0.7)

    @step(
        en="A second point $Q$, a step $h$ away, fixes a straight line.",
        ja="$h$ だけ離れた点 $Q$ を決めると、直線が1本決まります。",
    )
    def draw_secant(self) -> None:
        """Q runs out along the curve from P, and the secant goes through both."""
        self.h.set_value(0)
        self.figure.moving_point.update()
        self.figure.q_label.update()
        self.play(FadeIn(self.figure.moving_point, scale=2.0), FadeIn(self.figure.q_label), run_time=0.4)
        self.play(self.h.animate.set_value(self.distances[0]), run_time=1.4)
        self.figure.secant.update()
        self.play(Create(self.figure.secant), run_time=1.2)

    @step(
        en="Its slope is the rise divided by the run.",
        ja="その傾きは、縦の変化を横の変化で割ったものです。",
    )
    def measure_rise_and_run(self) -> None:
        """The triangle under the secant: run first, then rise, each with its name; then the picture makes room."""
        self.triangle = self.figure.triangle()
        self.until("run")
        self.play(Create(self.triangle.run), FadeIn(self.triangle.run_name), run_time=0.9)
        self.until("rise")
        self.play(Create(self.triangle.rise), FadeIn(self.triangle.rise_name), run_time=0.9)
        self.bring_to_back(self.triangle.area)
        self.play(FadeIn(self.triangle.area), run_time=0.5)
        self.wait_at_least(0.5)
        self._make_room()

    @step(
        en="Rise over run is the average rate of change from $P$ to $Q$.",
        ja="この比を、$P$ から $Q$ までの平均変化率といいます。",
    )
    def write_average_rate(self) -> None:
        """Rise and run leave the picture for the fraction, then the numbers take their places."""
        self.background = panel_background(self.layout.panel, self.theme)
        self.bring_to_back(self.background)
        self.play(FadeIn(self.background), run_time=0.4)
        rate = self.panel.rate
        rise, run = rate.part("rise"), rate.part("run")
        h = VGroup(*[glyph for glyph in run if glyph in list(rate.part("MOVING"))])
        rest = VGroup(*[glyph for glyph in rate if glyph not in [*rise, *h]])
        self.play(Rewrite(self.triangle.rise_name, rise, keep=True), run_time=0.9)
        self.play(Rewrite(self.triangle.run_name, h, keep=True), run_time=0.7)
        self.play(FadeIn(rest), run_time=0.5)
        self.remove(rise, h, rest)
        self.add(rate)
        self.numbers = self.panel.numbers()
        self.play(FadeIn(self.numbers, shift=0.15 * UP), run_time=0.7)

    @step(
        en="Bring $Q$ closer, and the slopes settle.",
        ja="$Q$ を $P$ に近づけると、傾きは落ち着いていきます。",
    )
    def bring_q_closer(self) -> None:
        """One h after another: the secant turns, leaves its trace, and the table fills."""
        self.play(FadeOut(self.triangle.all), run_time=0.5)
        table = self.panel.table
        first, value = self.panel.row(self.distances[0]), self.numbers.part("value")
        others = VGroup(*[glyph for glyph in self.numbers if glyph not in list(value)])
        self.play(FadeOut(others), FadeIn(table.heads[:2], table.rule), run_time=0.5)
        self.play(Rewrite(value, first[1]), FadeIn(first[0]), run_time=0.6)
        self.remove(self.numbers)
        self.traces = VGroup()
        for h in self.distances[1:]:
            self._leave_trace()
            self._glide_to(h, self.panel.row(h), column=1)

    @step(
        en="From the left, they settle on the same number.",
        ja="左から近づけても、同じ数に落ち着きます。",
    )
    def come_from_the_left(self) -> None:
        """Q crosses P and comes back from the other side, a second column of slopes beside the first."""
        table = self.panel.table
        self.play(FadeOut(self.traces), FadeIn(table.heads[2]), run_time=0.5)
        for h, row in zip(self.distances, table.rows, strict=True):
            if np.isfinite(self.limit.slope(-h)):
                self._glide_to(-h, row, column=2)
            else:
                self.play(FadeIn(row[2]), run_time=0.3)

    @step(
        en="As $h$ glides to $0$, curve and line become one.",
        ja="$h$ を $0$ に近づけると、曲線と直線がひとつになります。",
    )
    def magnify(self) -> None:
        """The camera flies into P as Q comes closer, until curve and secant are one; nothing else is in the frame."""
        self.play(self.h.animate.set_value(self.distances[0]), run_time=0.8)
        self.closeup = Closeup(self.figure, self.layout.content, self.figure.zoom)
        self.play(FadeOut(*self._surroundings), FadeIn(self.closeup), run_time=0.8)
        self.play(self.h.animate.set_value(self.distances[0] / LARGEST_ZOOM), rate_func=_closing_in, run_time=5.0)

    @step(
        en="The number they settle on is a limit: the derivative.",
        ja="近づく先の値が極限で、これを微分係数といいます。",
    )
    def write_limit(self) -> None:
        """Back from P: the average rate becomes the limit that is the derivative, here with h put to 0."""
        formula, table = self.panel.limit_formula(), self.panel.table
        figure = self.figure
        gone = [table.heads, table.rule, *table.rows, figure.secant, figure.moving_point, figure.q_label]
        kept = [each for each in self._surroundings if not any(each is other for other in gone)]
        closeup, self.closeup = self.closeup, None
        assert closeup is not None
        self.play(FadeOut(closeup.clear_updaters()), FadeIn(*kept), run_time=0.8)
        self.play(FadeOut(self.panel.rate), run_time=0.4)
        self.play(FadeIn(formula, shift=0.15 * UP), run_time=0.8)
        self.expanded = self.panel.expanded()
        if self.expanded is not None:
            quotient, value = self.expanded
            self.play(FadeIn(quotient, shift=0.15 * UP), run_time=0.6)
            self.play(FadeIn(value, shift=0.15 * UP), run_time=0.6)
            self.wait_at_least(1.0)
            self.play(value.part("vanishing").animate.set_opacity(0.3), run_time=0.8)

    @step(
        en="Differentiating gives the same number.",
        ja="微分して計算しても、同じ数になります。",
    )
    def differentiate(self) -> None:
        """The derivative as a formula, the ways to write it, and its value at P, where the slopes were heading."""
        derivative, others, self.answer = self.panel.derivative()
        if self.expanded is not None:
            self.play(FadeOut(*self.expanded), run_time=0.4)
        self.play(FadeIn(derivative, shift=0.15 * UP), run_time=0.7)
        self.play(FadeIn(others), run_time=0.5)
        self.play(FadeIn(self.answer, shift=0.15 * UP), run_time=0.7)

    @step(
        en="The slope of the curve at $P$ is the slope of its tangent.",
        ja="点 $P$ での曲線の傾きは、接線の傾きです。",
    )
    def answer_with_the_tangent(self) -> None:
        """The line that the secants turn into is the tangent; its slope and the derivative are the same number."""
        self.tangent = self.figure.tangent()
        self.play(Create(self.tangent), run_time=1.2)
        self.play(Create(frame_around(self.answer, self.theme[RESULT], gap=0.15)), run_time=0.6)
        slope = float(self.limit.derivative)
        word, number = self.figure.put_beside(self.tangent, VGroup(*self.panel.slope_name(slope, RESULT)))
        self.play(FadeIn(word), Rewrite(self.answer.part("RESULT"), number, keep=True), run_time=0.9)

    @step(
        en="Let $P$ slide: its slopes make a new function, the derivative $f'$.",
        ja="$P$ を動かして傾きを集めると、導関数 $f'$ になります。",
    )
    def collect_slopes(self) -> None:
        """P slides along the whole curve with its tangent, and the slope draws a second curve below."""
        slopes = self.slopes = SlopeFunction(self.function, self.figure.x, self.layout.content, self.type)
        self.play(FadeOut(*[each for each in self.mobjects if each not in self._words]), run_time=0.6)
        self.play(FadeIn(slopes.upper, slopes.graph), run_time=0.7)
        self.play(FadeIn(slopes.p, slopes.name, slopes.tangent), run_time=0.5)
        self.play(FadeIn(slopes.lower, slopes.height), run_time=0.6)
        self.add(slopes.grown, slopes.height)
        self.play(slopes.x.animate.set_value(slopes.end), rate_func=linear, run_time=5.0)

    @step(
        en="Where $f$ turns, its slope is $0$: that is where to look for a minimum.",
        ja="$f$ の増減が変わるところで、傾きは $0$ になります。最小値はここから探します。",
    )
    def find_turning_points(self) -> None:
        """The zeros of the lower curve stand below the places where the upper one turns."""
        slopes = self.slopes
        assert slopes is not None
        slopes.grown.clear_updaters()
        if not slopes.zeros:
            self.play(slopes.x.animate.set_value(slopes.start), rate_func=linear, run_time=3.0)
            return
        self.play(FadeOut(slopes.p, slopes.name, slopes.tangent, slopes.height), run_time=0.5)
        for dash, ends in slopes.marks():
            self.play(Create(dash), FadeIn(ends), run_time=0.9)
            self.add(slopes.lower.names)

    def step_text(self, each: Step) -> Step:
        """Other words for a function that turns nowhere."""
        if each.name != "find_turning_points" or SlopeFunction.turns(self.function, float(self.limit.at)):
            return each
        return replace(each, words=_NEVER_TURNS)

    # -- what the steps are made of ------------------------------------------------------------------------------

    def _refuse_distances_without_a_value(self) -> None:
        for h in self.distances:
            if not np.isfinite(self.limit.slope(h)):
                raise SessenError(
                    f"f has no value at x + h = {float(self.at) + h:g}, or just beside it: no point Q for h = {h:g}",
                    location=f"{type(self).__name__}.gaps",
                    hint="choose smaller gaps, or another point",
                )


def _closing_in(share: float) -> float:
    """A rate that divides what is left by the same factor in the same time, and arrives at the end."""
    return float((1 - LARGEST_ZOOM**-share) / (1 - 1 / LARGEST_ZOOM))
