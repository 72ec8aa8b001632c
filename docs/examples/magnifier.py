"""A glass over a curve: from very near it is straight."""

from __future__ import annotations

from manim import FadeIn, ValueTracker

from sessen import Formula, Lesson, Words, step
from sessen.mobjects import Magnifier, Plane


class FromVeryNear(Lesson):
    """A parabola under a glass that enlarges more and more."""

    topic = Words(en="Tangent", ja="接線")
    question = Words(en="What does a curve look like from very near?", ja="曲線を近くで見るとどう見えるでしょうか?")
    curve = Formula("x^2 / 2", help="the curve")

    def setup(self) -> None:
        """One tracker is how much the glass enlarges."""
        self.zoom = ValueTracker(1)
        self.plane = Plane.of(self, x=(-2, 2), y=(-0.5, 2))
        self.glass = Magnifier.of(self, self.plane, self.curve, 1.0, zoom=self.zoom)

    @step(en="From very near the curve is straight.", ja="近くで見ると曲線はまっすぐです。")
    def look(self) -> None:
        """The glass enlarges up to fifty times."""
        self.play(FadeIn(self.plane, self.plane.curve(self.curve), self.glass))
        self.play(self.zoom.animate.set_value(50), run_time=2)
