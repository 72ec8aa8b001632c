"""The area under a curve grows with its right end."""

from __future__ import annotations

from manim import FadeIn, ValueTracker

from sessen import FUNCTION, RESULT, Formula, Lesson, Words, step
from sessen.mobjects import Area, LiveDecimal, Plane, PointOnCurve


class AreaUnderCurve(Lesson):
    """An area whose right end moves, with its integral beside it."""

    topic = Words(en="Integral", ja="積分")
    question = Words(en="How large is the area under a curve?", ja="曲線の下の面積はいくつでしょうか?")
    f = Formula("x^2 / 2", help="the curve")

    def setup(self) -> None:
        """The right end is the one thing that moves."""
        self.end = ValueTracker(0.5)
        self.plane = Plane.of(self, x=(0, 3), y=(0, 4.5))
        self.area = Area(self.plane, self.f, (0, self.end), role=RESULT)
        self.point = PointOnCurve(self.plane, self.f, self.end, label="f(x)")
        x = self.f.variables[0]
        integral = self.f.integrate((x, 0, x)).as_poly(x)
        self.number = LiveDecimal.of(self, lambda: float(integral.eval(self.end.get_value())), role=RESULT)

    @step(en="The area grows with its right end.", ja="右端とともに面積が増えます。")
    def grow(self) -> None:
        """The right end moves."""
        self.play(FadeIn(self.plane, self.area, self.plane.curve(self.f, role=FUNCTION), self.point, self.number))
        self.play(self.end.animate.set_value(2.5), run_time=2)
