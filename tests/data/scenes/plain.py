"""A plain Manim file with two scenes: one with sections, one without."""

from manim import RIGHT, Circle, Create, FadeOut, Scene, Square


class Sections(Scene):
    """Two sections."""

    def construct(self) -> None:
        self.next_section("appear")
        square = Square()
        self.play(Create(square), run_time=0.2)
        self.next_section("leave")
        self.play(square.animate.shift(RIGHT), run_time=0.2)
        self.play(FadeOut(square), run_time=0.2)


class OnePiece(Scene):
    """No sections."""

    def construct(self) -> None:
        self.play(Create(Circle()), run_time=0.2)
