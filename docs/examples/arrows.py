"""Arrows that follow, with their names, and the angle between them."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, ValueTracker

from sessen import GIVEN_A, GIVEN_B, RESULT, Lesson, Words, step
from sessen.layout import Point
from sessen.mobjects import AngleArc, Arrow, LabelledArrow, RightAngle


class TurningArrow(Lesson):
    """An arrow turns until it is at a right angle to another."""

    topic = Words(en="Angles", ja="角")
    question = Words(en="When are two arrows at a right angle?", ja="2つの矢印はいつ直角になるでしょうか?")

    def setup(self) -> None:
        """One tracker turns the second arrow."""
        self.turn = ValueTracker(0.6)
        start = self.layout.figure.at(0.3, 0.3)
        self.still = LabelledArrow.of(self, "a", start, start + 3 * np.array([1.0, 0, 0]), role=GIVEN_A)
        self.turning = LabelledArrow.of(self, "b", start, self.tip, role=GIVEN_B)
        self.across = Arrow.of(self, self.still.arrow.tip, self.tip, role=RESULT, weight=0.7)
        self.arc = AngleArc.of(self, start, 0.0, np.pi / 2)
        self.mark = RightAngle.of(self, start, np.array([1.0, 0, 0]), np.array([0, 1.0, 0]))

    def tip(self) -> Point:
        """Where the second arrow ends now."""
        angle = self.turn.get_value()
        return self.layout.figure.at(0.3, 0.3) + 2.5 * np.array([np.cos(angle), np.sin(angle), 0])

    @step(en="The arrow $b$ turns away from $a$.", ja="矢印 $b$ が $a$ から離れていきます。")
    def turn_away(self) -> None:
        """Turn to the right angle, then mark it."""
        self.play(FadeIn(self.still, self.turning, self.across))
        self.play(self.turn.animate.set_value(float(np.pi / 2)), run_time=2)
        self.play(FadeIn(self.arc, self.mark))
