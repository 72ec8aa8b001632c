"""A program that is gone through line by line."""

from __future__ import annotations

from manim import FadeIn, ValueTracker

from sessen import Lesson, Words, step
from sessen.mobjects import CodeListing


class NewtonByCode(Lesson):
    """The line of this moment is lit."""

    topic = Words(en="Roots", ja="平方根")
    question = Words(en="How does a computer find a root?", ja="計算機はどうやって平方根を求めるでしょうか?")

    def setup(self) -> None:
        """The number of the line moves."""
        self.line = ValueTracker(1)
        self.code = CodeListing.of(
            self,
            """
            def root(a, steps=5):
                x = a  # 初めの値
                for _ in range(steps):
                    x = (x + a / x) / 2
                return x
            """,
            region=self.layout.content,
            current=self.line,
        )

    @step(en="Each step halves the way to the root.", ja="1回ごとに根へ近づきます。")
    def walk(self) -> None:
        """The light goes to the line that does it."""
        self.play(FadeIn(self.code))
        self.play(self.line.animate.set_value(4), run_time=1.5)
