"""Bars under a curve: a sum of rectangles comes close to an area."""

from __future__ import annotations

from manim import UP, FadeIn, ValueTracker

from sessen import Formula, Lesson, Words, step
from sessen.mobjects import Bar, LabelledBrace, Plane


class RiemannSum(Lesson):
    """Eight bars rise to the curve."""

    topic = Words(en="Integral", ja="積分")
    question = Words(en="How large is the area under a curve?", ja="曲線の下の面積はいくつでしょうか?")
    f = Formula("4 - x^2 / 3", help="the curve")

    def setup(self) -> None:
        """One tracker raises all bars."""
        self.share = ValueTracker(0)
        self.plane = Plane.of(self, x=(0, 3), y=(0, 4.5))
        self.bars = [self.bar(index * 0.5) for index in range(6)]
        self.brace = LabelledBrace.of(self, self.bars[3], "Delta x", side=UP)

    def bar(self, left: float) -> Bar:
        """A bar that grows to the height of the curve at its left side."""
        return Bar(self.plane, (left, left + 0.5), lambda: self.share.get_value() * self.f(left))

    @step(en="Each bar is as high as the curve at its left side.", ja="どの棒も、左端での曲線の高さです。")
    def rise(self) -> None:
        """The bars rise together."""
        self.play(FadeIn(self.plane, *self.bars, self.plane.curve(self.f)))
        self.play(self.share.animate.set_value(1), run_time=1.5)
        self.play(FadeIn(self.brace))
