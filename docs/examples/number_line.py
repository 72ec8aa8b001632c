"""A number line that is magnified, and an equation that follows it."""

from __future__ import annotations

from manim import FadeIn, FadeOut, ValueTracker

from sessen import MOVING, Lesson, Words, step
from sessen.mobjects import LiveEquation, NumberLine


class NearerAndNearer(Lesson):
    """A number line, ten times as large around one half."""

    topic = Words(en="Numbers", ja="数")
    question = Words(en="What is between two numbers?", ja="2つの数の間には何があるでしょうか?")

    def setup(self) -> None:
        """One tracker magnifies the line, and the equation says how much."""
        self.zoom = ValueTracker(1)
        self.line = NumberLine.of(self, "x", (0, 1), zoom=self.zoom)
        self.ruler = self.line.ruler(0.1)
        self.factor = LiveEquation.of(self, "k", self.zoom, role=MOVING, on_paper=True)

    @step(en="There is always room for more.", ja="間にはいつもまだ数があります。")
    def magnify(self) -> None:
        """The marks become denser."""
        self.play(FadeIn(self.line, self.ruler, self.factor))
        self.play(FadeOut(self.line.ticks, self.line.numbers))
        self.play(self.zoom.animate.set_value(10), run_time=2)
