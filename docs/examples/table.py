"""A table that is read while it changes."""

from __future__ import annotations

from collections.abc import Callable

from manim import FadeIn, ValueTracker

from sessen import FUNCTION, INK, RESULT, Lesson, Words, step
from sessen.mobjects import LiveTable


class PartialSums(Lesson):
    """Powers of a ratio and their sum, while the ratio moves."""

    topic = Words(en="Series", ja="級数")
    question = Words(en="What do the powers of a number add up to?", ja="累乗の和はいくつになるでしょうか?")

    def setup(self) -> None:
        """The ratio moves, and the light."""
        self.ratio, self.row = ValueTracker(0.3), ValueTracker(0)
        self.table = LiveTable.of(
            self,
            ("n", "r^n", "s_n"),
            [(str(n), self.power(n), self.total(n)) for n in range(5)],
            region=self.layout.figure.inset(0.5),
            decimals=3,
            roles=(INK, FUNCTION, RESULT),
            current=self.row,
        )

    def power(self, n: int) -> Callable[[], float]:
        """What gives the power now."""
        return lambda: self.ratio.get_value() ** n

    def total(self, n: int) -> Callable[[], float]:
        """What gives the sum now."""
        return lambda: sum(self.ratio.get_value() ** k for k in range(n + 1))

    @step(en="The numbers follow the ratio.", ja="数は公比について変わります。")
    def read(self) -> None:
        """The ratio grows, and the light goes down."""
        self.play(FadeIn(self.table))
        self.play(self.ratio.animate.set_value(0.5), self.row.animate.set_value(3), run_time=2)
