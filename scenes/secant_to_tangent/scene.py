"""Secants through P close in on the tangent: the derivative as a limit of slopes (lecture notes, section 1.1)."""

from __future__ import annotations

import numpy as np
import sympy
from manim import (
    UP,
    Create,
    FadeIn,
    FadeOut,
    FadeTransform,
    Line,
    ReplacementTransform,
    TransformFromCopy,
    ValueTracker,
    VGroup,
)

from scenes.secant_to_tangent.claims import SecantClaims
from scenes.secant_to_tangent.figure import LARGEST_ZOOM, SecantFigure
from scenes.secant_to_tangent.panel import SecantPanel
from sessen import RESULT, Formula, Number, Numbers, Words, step
from sessen.errors import SessenError
from sessen.mathematics import DifferenceQuotient, RealFunction
from sessen.mobjects.panel import frame_around, panel_background


class SecantToTangent(SecantClaims):
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
        self.figure = SecantFigure(self.limit, self.distances[0], self.h, self.layout.figure, self.type)
        self.panel = SecantPanel(self.limit, self.distances, self.layout, self.type, self.localize)
        self.tangent: Line | None = None

    # -- the steps -----------------------------------------------------------------------------------------------

    @step(
        en="A straight line has one slope. What about a curve?",
        ja="直線の傾きは1つです。では、曲線ではどうでしょうか。",
    )
    def ask_for_the_slope(self) -> None:
        """The question, alone in the frame and then as the title."""
        self.show_question()

    @step(
        en="$P$ is a point on the curve, and it stays where it is.",
        ja="曲線の上に点 $P$ をとり、動かさずにおきます。",
    )
    def show_curve(self) -> None:
        """The curve grows over its axes, P lights up on it."""
        self.play(FadeIn(self.figure.plane), FadeIn(panel_background(self.layout.panel, self.theme)), run_time=0.8)
        self.play(Create(self.figure.graph), run_time=1.6)
        self.play(FadeIn(self.panel.name, shift=0.15 * UP), run_time=0.6)
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
        """The triangle under the secant: run first, then rise, each with its name."""
        self.triangle = self.figure.triangle()
        self.until("run")
        self.play(Create(self.triangle.run), FadeIn(self.triangle.run_name), run_time=0.9)
        self.until("rise")
        self.play(Create(self.triangle.rise), FadeIn(self.triangle.rise_name), run_time=0.9)
        self.bring_to_back(self.triangle.area)
        self.play(FadeIn(self.triangle.area), run_time=0.5)

    @step(
        en="Rise over run is the average rate of change from $P$ to $Q$.",
        ja="この比を、$P$ から $Q$ までの平均変化率といいます。",
    )
    def write_average_rate(self) -> None:
        """Rise and run leave the picture for the fraction, then the numbers take their places."""
        rate = self.panel.rate
        rise, run = rate.part("rise"), rate.part("run")
        h = VGroup(*[glyph for glyph in run if glyph in list(rate.part("MOVING"))])
        rest = VGroup(*[glyph for glyph in rate if glyph not in [*rise, *h]])
        self.play(TransformFromCopy(self.triangle.rise_name, rise), run_time=0.9)
        self.play(TransformFromCopy(self.triangle.run_name, h), run_time=0.7)
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
        self.play(ReplacementTransform(value, first[1]), FadeIn(first[0]), run_time=0.6)
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
        """Under a glass that grows stronger as Q comes closer, the curve flattens onto the secant."""
        self.play(self.h.animate.set_value(self.distances[0]), run_time=0.8)
        self.glass = self.figure.magnifier()
        self.play(FadeIn(self.glass), run_time=0.7)
        self.play(self.h.animate.set_value(0), rate_func=_closing_in, run_time=5.0)

    @step(
        en="The number they settle on is a limit: the derivative.",
        ja="近づく先の値が極限で、これを微分係数といいます。",
    )
    def write_limit(self) -> None:
        """The average rate becomes the limit that is the derivative."""
        self.play(FadeOut(self.glass), run_time=0.5)
        self.play(FadeTransform(self.panel.rate, self.panel.limit_formula()), run_time=1.2)

    @step(
        en="Differentiating gives the same number.",
        ja="微分して計算しても、同じ数になります。",
    )
    def differentiate(self) -> None:
        """The derivative as a formula, the ways to write it, and its value at P, where the slopes were heading."""
        table = self.panel.table
        derivative, others, self.answer = self.panel.derivative()
        self.play(FadeOut(table.heads, table.rule, *table.rows), run_time=0.5)
        self.play(FadeIn(derivative, shift=0.15 * UP), run_time=0.7)
        self.play(FadeIn(others), run_time=0.5)
        self.play(FadeIn(self.answer, shift=0.15 * UP), run_time=0.7)

    @step(
        en="The slope of the curve at $P$ is the slope of its tangent.",
        ja="点 $P$ での曲線の傾きは、接線の傾きです。",
    )
    def answer_with_the_tangent(self) -> None:
        """The secant has become the tangent; its slope and the derivative are the same number."""
        self.tangent = self.figure.tangent()
        self.play(FadeOut(self.figure.moving_point, self.figure.q_label), run_time=0.4)
        self.play(Create(self.tangent), run_time=1.2)
        self.remove(self.figure.secant)
        self.play(Create(frame_around(self.answer, self.theme[RESULT], gap=0.15)), run_time=0.6)
        word, number = self.figure.put_beside(self.tangent, VGroup(*self.panel.slope_name()))
        self.play(FadeIn(word), TransformFromCopy(self.answer.part("RESULT"), number), run_time=0.9)

    # -- what the steps are made of ------------------------------------------------------------------------------

    def _refuse_distances_without_a_value(self) -> None:
        for h in self.distances:
            if not np.isfinite(self.limit.slope(h)):
                raise SessenError(
                    f"f has no value at x + h = {float(self.at) + h:g}, or just beside it: no point Q for h = {h:g}",
                    location=f"{type(self).__name__}.gaps",
                    hint="choose smaller gaps, or another point",
                )

    def _leave_trace(self) -> None:
        trace = self.figure.trace()
        self.traces.add(trace)
        self.add(trace)
        self.bring_to_back(trace)

    def _glide_to(self, h: float, row: VGroup, *, column: int) -> None:
        """Move Q until its distance is h, the slope running live in its cell, and leave the row written."""
        live = self.panel.live_slope(lambda: self.figure.slope, h, row, column)
        self.play(FadeIn(*([live] if column > 1 else [live, row[0]])), run_time=0.2)
        self.play(self.h.animate.set_value(h), run_time=1.0)
        self.play(FadeTransform(live.clear_updaters(), row[column]), run_time=0.3)


def _closing_in(share: float) -> float:
    """A rate that divides what is left by the same factor in the same time, and arrives at the end."""
    return float((1 - LARGEST_ZOOM**-share) / (1 - 1 / LARGEST_ZOOM))
