"""A tiny lesson for the worker's tests."""

from __future__ import annotations

from manim import RIGHT, Create, Dot, Square

from sessen.claims import Equal, claim
from sessen.lesson import Lesson
from sessen.parameters import Number
from sessen.steps import step


class Sliding(Lesson):
    """A dot slides along."""

    way = Number("2", help="how far the dot slides")

    def setup(self) -> None:
        self.dot = Dot()
        self.square = Square()

    @step(en="Here is a square.", ja="正方形です。")
    def show_square(self) -> None:
        """A square appears."""
        self.play(Create(self.square), run_time=0.4)

    @step(en="The dot slides by {way}.", ja="点が {way} 動きます。")
    def slide(self) -> None:
        """The dot moves to the right."""
        self.add(self.dot)
        self.play(self.dot.animate.shift(float(self.way) * RIGHT), run_time=0.4)

    @claim
    def dot_stays_on_the_axis(self) -> Equal:
        """The dot has no height."""
        return Equal(self.dot.get_center()[1], 0.0)
