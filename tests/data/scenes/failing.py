"""A scene that fails in its third section."""

from manim import Circle, Create, Scene


class Failing(Scene):
    """Two good sections, then a mistake."""

    def construct(self) -> None:
        for name in ("first", "second", "third"):
            self.next_section(name)
            if name == "third":
                raise ValueError("there is no third")
            self.play(Create(Circle()), run_time=0.2)
