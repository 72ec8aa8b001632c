"""A derivation: every line is proved to equal the one before, and grows out of it."""

from __future__ import annotations

from sessen import Lesson, Words, step
from sessen.mobjects import Derivation


class SlopeOfASquare(Lesson):
    """The derivative of a square, from the difference quotient to its limit."""

    topic = Words(en="Derivative", ja="導関数")
    question = Words(en="What is the slope of a square?", ja="2乗の傾きは何でしょうか?")

    def setup(self) -> None:
        """All lines are proved before the first one is drawn."""
        self.lines = Derivation.of(
            self,
            "lim h->0: ((x + h)^2 - x^2)/h",
            "lim h->0: (2x*h + h^2)/h",
            "lim h->0: 2x + h",
            "2x",
            name="f'(x)",
            roles={"h": "MOVING", "x": "FIXED"},
            region=self.layout.figure.inset(0.6),
        )

    @step(en="Each line follows from the one before.", ja="各行は前の行から導かれます。")
    def derive(self) -> None:
        """Line by line."""
        for move in self.lines.moves():
            self.play(move, run_time=1.2)
