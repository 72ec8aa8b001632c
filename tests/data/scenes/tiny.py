"""The smallest lesson that has everything: two steps, a parameter, words, a claim."""

from manim import Dot, FadeIn, ValueTracker

from sessen.claims import Equal, claim
from sessen.lesson import Lesson
from sessen.parameters import Number
from sessen.steps import step
from sessen.theme import Role
from sessen.words import Words


class Tiny(Lesson):
    """Where does the dot go?"""

    section = "0.1"
    topic = Words(en="A dot", ja="点")
    question = Words(en="Where does the dot go?", ja="点はどこへ行くのでしょうか?")
    far = Number("2", help="how far the dot goes")

    def setup(self) -> None:
        super().setup()
        self.place = ValueTracker(0)
        self.dot = Dot(color=self.theme[Role.MOVING])
        self.dot.add_updater(lambda dot: dot.move_to([self.place.get_value(), 0, 0]))

    @step(en="A dot.", ja="点です。")
    def show_dot(self) -> None:
        """A dot appears."""
        self.play(FadeIn(self.dot), run_time=0.2)

    @step(en="It goes to {far}.", ja="{far} へ行きます。")
    def move_dot(self) -> None:
        """The dot goes to the right."""
        self.play(self.place.animate.set_value(float(self.far)), run_time=0.4)

    @claim
    def dot_is_at_its_place(self) -> Equal:
        """The dot stands where the tracker says."""
        return Equal(self.dot.get_x(), self.place.get_value())
