"""The derivative with respect to a vector: a linear function is a plane, its gradient one arrow (notes, 2.2.4)."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, Animation, FadeIn, FadeOut, VGroup, linear, smooth, squish_rate_func

from scenes.vector_derivative.claims import LinearClaims
from scenes.vector_derivative.figure import LinearFigure
from scenes.vector_derivative.panel import CONVENTION, LinearPanel, written_out
from sessen import GIVEN_A, GIVEN_B, GRADIENT, Lesson, Vector, Words, step
from sessen.mathematics import LinearForm, to_float
from sessen.mathematics.ranges import require_drawable
from sessen.mobjects.level_curves import on_paper
from sessen.mobjects.panel import panel_background
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.mobjects.swell import Pulse
from sessen.mobjects.vectors import Arrow, GrowArrow, beside
from sessen.typesetting.typeset import LABEL, Typeset


class VectorDerivative(LinearClaims, Lesson):
    """What is the derivative with respect to a vector?"""

    section = "2.2.4"
    topic = Words(en="Vector derivative", ja="ベクトルによる微分")
    question = Words(
        en="What is the derivative with respect to a vector?", ja="ベクトルで微分すると、何になるのでしょうか？"
    )

    b = Vector("3,4", sizes=(2, 2), presets=("1,2", "-2,1"), help="the vector whose product with x is differentiated")

    def setup(self) -> None:
        """The mathematics, and what is drawn of it."""
        require_drawable(self.b)
        self.form = LinearForm(self.b)
        self.panel = LinearPanel(self.layout, self.type, self.form, self.localize)
        self.figure = LinearFigure(self.form, self.layout.figure, self.type, self.panel.numbers)

    @property
    def text_values(self) -> dict[str, str]:
        """What sentences may name: also both components."""
        first, second = self.panel.numbers
        return super().text_values | {"first": first, "second": second}

    # -- the plane -----------------------------------------------------------------------------------------------

    @step(
        en="$bold(b)$ is fixed and $bold(x)$ may vary: their product is one number.",
        ja="固定したベクトル $bold(b)$ と、変化する $bold(x)$ の積は1つの数です。",
    )
    def write_product(self) -> None:
        """The question; then row times column, written out as a sum."""
        self.product, self.total = self.panel.product()
        self.large = VGroup(self.product.copy(), self.total.copy())
        room = self.layout.content.inset(0.6, 0.8)
        self.large.scale(min(2.2, room.width / self.large.width, room.height / self.large.height)).move_to(room.center)
        # The question has left the middle of the frame by then.
        late = squish_rate_func(smooth, 0.5, 1.0)
        self.show_question(FadeIn(self.large[0], shift=0.15 * DOWN, rate_func=late, run_time=1.4))
        self.play(*written_out(*self.large), run_time=1.3)

    @step(
        en="As a height over $x_1$ and $x_2$ it is a tilted plane.",
        ja="$x_1$ と $x_2$ の上の高さとして描くと、傾いた平面です。",
    )
    def tilt_plane(self) -> None:
        """The product goes to the panel; the plane turns up out of the floor, the eye goes round it."""
        figure, ground = self.figure, panel_background(self.layout.panel, self.theme)
        moves = zip(self.large, (self.product, self.total), strict=True)
        self.add(ground.set_opacity(0), self.large)
        self.play(ground.animate.set_opacity(1), *(Rewrite(*pair) for pair in moves), run_time=1.1)
        self.add(figure.world.add_updater(lambda _: figure.follow()))
        self.play(figure.presence.animate.set_value(1), run_time=0.6)
        self.play(figure.growth.animate.set_value(1), run_time=1.6)
        self.play(figure.azimuth.animate.set_value(np.radians(-56)), run_time=2.0)

    # -- one partial derivative after the other ------------------------------------------------------------------

    @step(
        en="One step along $x_1$ changes the height by ${first}$, wherever we stand.",
        ja="$x_1$ 方向に1進むと、どこにいても高さは ${first}$ 変わります。",
    )
    def step_along_first(self) -> None:
        """A step along x_1 and its rise wander over the plane and stay as they are; the first partial derivative."""
        self.rows = self.panel.partials()
        self._wander(0, ((0.3, 0.9), (-0.7, -0.4)))

    @step(
        en="One step along $x_2$ changes it by ${second}$, again everywhere.",
        ja="$x_2$ 方向に1進むと、どこでも ${second}$ 変わります。",
    )
    def step_along_second(self) -> None:
        """The same along x_2; the second partial derivative."""
        self.play(FadeOut(self.figure.stairs[0]), run_time=0.4)
        self._wander(1, ((1.0, 0.3), (0.2, -0.9)))

    @step(
        en="Differentiate with respect to each component, and stack the slopes.",
        ja="ベクトルで微分するとは、成分ごとに微分して並べることです。",
    )
    def gather_slopes(self) -> None:
        """Both numbers move into one column: the derivative with respect to x."""
        self.play(FadeOut(self.figure.stairs[1]), run_time=0.4)
        self.gradient = self.panel.gradient()
        for animations, seconds in zip(self.panel.gather(self.rows, self.gradient), (0.5, 1.1, 0.6), strict=True):
            self.play(*animations, run_time=seconds)
        self.note = self.panel.remark(CONVENTION)
        self.play(FadeIn(self.note), run_time=0.4)

    # -- the map -------------------------------------------------------------------------------------------------

    @step(
        en="The level lines of a plane are straight and evenly spaced.",
        ja="平面の等高線はまっすぐで、間隔はどこも同じです。",
    )
    def draw_level_lines(self) -> None:
        """Level lines appear one after another; then the eye climbs until they are a map."""
        figure = self.figure
        self.play(figure.glass.animate.set_value(1), run_time=0.5)
        self.play(figure.drawn.animate.set_value(1), run_time=2.2, rate_func=linear)
        self.play(figure.above.animate.set_value(1), run_time=2.6)

    @step(
        en="As an arrow, the slopes point the steepest way up, perpendicular to the level lines.",
        ja="2つの傾きを矢印にすると、等高線に垂直で、最も急な上りの向きを指します。",
    )
    def draw_gradient(self) -> None:
        """Three along x_1, four along x_2, and the arrow to where they lead."""
        before, self.note = self.note, self.panel.note(self.figure.single_factor)
        self.single = self._single_arrows()
        self.play(FadeOut(before), FadeIn(self.note), run_time=0.4)
        for part, (arrow, label) in zip(self.form.b, self.single, strict=True):
            if part != 0:
                self.play(GrowArrow(arrow), FadeIn(label), run_time=0.9)
        self.play(GrowArrow(self.whole), run_time=1.2)

    @step(
        en="At every other point the arrow is the same.",
        ja="ほかのどの点でも、矢印はまったく同じです。",
    )
    def fill_map(self) -> None:
        """The arrow gives way to a field of arrows, one like the other."""
        figure, note = self.figure, self.panel.note(self.figure.factor)
        parts = [FadeOut(part) for pair in self.single for part in pair if part in self.mobjects]
        shrunk = self.whole.animate.scale(figure.factor / figure.single_factor, about_point=self.whole.tail)
        self.play(*parts, FadeOut(self.note), run_time=0.5)
        self.play(shrunk, FadeIn(note), run_time=0.7)
        self.note = note
        self.play(figure.grown.animate.set_value(1), run_time=2.4, rate_func=linear)
        self.play(FadeOut(self.whole), run_time=0.4)

    @step(
        en="And it is $bold(b)$ itself, just as the derivative of $a x$ is $a$.",
        ja="それは $bold(b)$ そのものです。$a x$ の微分が $a$ になるのと同じです。",
    )
    def read_rule(self) -> None:
        """The column is recognised as b."""
        self.rule = self.panel.rule()
        self.play(*self._extended(self.gradient, self.rule), run_time=1.2)
        self.play(Pulse(self.rule), run_time=1.0)

    # -- what is different when the function is not linear ---------------------------------------------------------

    @step(
        en="Take $x_1^2 + x_2^2$ instead: the lines bend, and every arrow is different.",
        ja="$x_1^2 + x_2^2$ では、等高線は曲がり、矢印は場所ごとに違います。",
    )
    def bend_lines(self) -> None:
        """The product gives way to the square of the length; lines bend into circles, arrows turn with them."""
        above, square = self.panel.rule_above(), self.panel.square()
        self.play(FadeOut(self.product), FadeOut(self.total), FadeOut(self.note), run_time=0.6)
        self.play(Rewrite(self.rule, above), run_time=0.9)
        self.rule = above
        self.play(FadeIn(square, shift=0.15 * DOWN), run_time=0.6)
        self.play(self.figure.bent.animate.set_value(1), run_time=3.5)

    @step(
        en="This vector is the gradient: it is the same everywhere only on a plane.",
        ja="このベクトルが勾配です。どこでも同じになるのは平面だけです。",
    )
    def state_rule(self) -> None:
        """Both derivatives as formulas."""
        other = self.panel.square_rule()
        note = self.panel.note(self.figure.square_factor)
        self.play(FadeIn(other, shift=0.15 * UP), FadeIn(note), run_time=0.9)
        self.play(Pulse(self.rule), run_time=1.1)
        self.play(Pulse(other), run_time=1.1)
        self.wait_at_least(1.0)

    # -- what the steps are made of ------------------------------------------------------------------------------

    def _wander(self, axis: int, stops: tuple[tuple[float, float], ...]) -> None:
        """A step appears, its slope is written, and it goes elsewhere and stays the same."""
        figure, stair = self.figure, self.figure.stairs[axis]
        figure.follow_stair(axis)
        self.play(FadeIn(stair), run_time=0.6)
        self.play(FadeIn(self.rows[axis], shift=0.15 * DOWN), run_time=0.7)
        stair.add_updater(lambda _: figure.follow_stair(axis))
        for stop in stops:
            moves = zip(figure.places[axis], stop, strict=True)
            self.play(*(tracker.animate.set_value(goal) for tracker, goal in moves), run_time=1.5)
        stair.clear_updaters()

    def _single_arrows(self) -> list[tuple[Arrow, VGroup]]:
        """The components tip to tail, each with its number, about the middle of the map."""
        figure = self.figure
        b = np.array([to_float(part) for part in self.form.b]) * figure.single_factor
        tail, corner, tip = figure.points(np.array([(0.0, 0.0), (b[0], 0.0), b]) - b / 2)
        ways = np.array([0.0, -1.0, 0.0]) * np.sign(b[1] or 1), np.array([1.0, 0.0, 0.0]) * np.sign(b[0] or 1)
        made = []
        for ends, role, text, way in zip(
            ((tail, corner), (corner, tip)), (GIVEN_A, GIVEN_B), self.panel.numbers, ways, strict=True
        ):
            label = on_paper(self.math(text, role=role, size=LABEL), self.theme)
            beside(label, (ends[0] + ends[1]) / 2, way)
            made.append((Arrow(*ends, self.theme, role=role), label))
        self.whole = Arrow(tail, tip, self.theme, role=GRADIENT)
        return made

    def _extended(self, formula: Typeset, longer: Typeset) -> list[Animation]:
        """A formula becomes a longer one that begins with its glyphs."""
        count = len(formula.submobjects)
        return [
            Rewrite(VGroup(*formula), VGroup(*longer[:count])),
            FadeIn(VGroup(*longer[count:]), shift=0.2 * DOWN),
        ]
