"""Scenes that draw in every way that Manim has, to be compared with its own renderer frame by frame."""

from __future__ import annotations

import numpy as np
from manim import (
    BLUE,
    DOWN,
    GREEN,
    LEFT,
    ORIGIN,
    PI,
    RED,
    RIGHT,
    TAU,
    UP,
    WHITE,
    YELLOW,
    Arrow,
    Axes,
    Circle,
    Create,
    CubicBezier,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    ImageMobject,
    Indicate,
    LaggedStart,
    Line,
    MoveAlongPath,
    MovingCameraScene,
    PMobject,
    Polygon,
    Rotate,
    Scene,
    Sphere,
    Square,
    Star,
    Surface,
    Text,
    ThreeDScene,
    TracedPath,
    Transform,
    Triangle,
    Uncreate,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    ZoomedScene,
    always_redraw,
)


class Transforms(Scene):
    def construct(self) -> None:
        square = Square(color=RED, fill_opacity=0.4).shift(2 * LEFT)
        circle = Circle(color=BLUE, fill_opacity=1).shift(2 * RIGHT + UP)
        self.add(Line(5 * LEFT, 5 * RIGHT), square)
        self.play(FadeIn(circle, shift=UP), run_time=0.5)
        self.play(Transform(square, Star(color=GREEN)), Rotate(circle, PI / 3), run_time=0.5)
        self.wait(0.3)
        self.play(LaggedStart(FadeOut(square), Uncreate(circle), lag_ratio=0.3), run_time=0.5)
        self.wait(0.2)


class Updaters(Scene):
    """A moving point, a line that follows, a trace; waits with updaters and without; one that is only turned on."""

    def construct(self) -> None:
        time = ValueTracker(0)
        axes = Axes(x_range=[-1, 4], y_range=[-1, 2], x_length=8, y_length=4, tips=True)
        graph = axes.plot(np.sin, color=YELLOW)
        dot = Dot(color=RED).add_updater(
            lambda mobject: mobject.move_to(axes.c2p(time.get_value(), np.sin(time.get_value())))
        )
        foot = always_redraw(lambda: DashedLine(axes.c2p(time.get_value(), 0), dot.get_center()))
        trace = TracedPath(dot.get_center, stroke_color=GREEN, stroke_width=8)
        self.play(Create(graph), FadeIn(axes), run_time=0.4)
        self.add(time, trace, foot, dot)
        self.play(time.animate.set_value(3), run_time=0.8)
        self.wait(0.3)
        dot.clear_updaters()
        foot.clear_updaters()
        trace.clear_updaters()
        self.wait(0.3)
        self.play(Indicate(dot), run_time=0.3)


class Order(Scene):
    """Things over and under each other: z-index, foreground, groups taken apart, opacity, order changed."""

    def construct(self) -> None:
        back = Square(3, color=BLUE, fill_opacity=0.6)
        front = Circle(1.2, color=RED, fill_opacity=0.6, z_index=2)
        middle = Triangle(color=GREEN, fill_opacity=0.8).scale(1.5)
        self.add(front, back, middle)
        self.add_foreground_mobject(Dot(UP, color=YELLOW))
        self.play(middle.animate.shift(RIGHT), run_time=0.3)
        self.bring_to_front(back)
        self.play(middle.animate.set_opacity(0.2), front.animate.set_stroke(WHITE, 20), run_time=0.3)
        self.remove(front)
        group = VGroup(back, middle)
        self.play(group.animate.scale(0.5).rotate(0.3), run_time=0.3)
        self.play(FadeIn(front), Rotate(group, 0.5), run_time=0.3)


class Strokes(Scene):
    """Sharp corners, wide strokes, background strokes, dashes, open and broken paths, outside the frame as well."""

    def construct(self) -> None:
        spike = Polygon(3 * LEFT, 3 * LEFT + 2 * UP + 0.1 * RIGHT, 2.8 * LEFT, color=RED, stroke_width=12)
        curve = CubicBezier(LEFT, UP * 3, DOWN * 3, RIGHT).set_stroke(YELLOW, 6).set_stroke(BLUE, 18, background=True)
        broken = VMobject(color=GREEN, stroke_width=5)
        broken.start_new_path(2 * RIGHT).add_line_to(3 * RIGHT + UP).start_new_path(3 * RIGHT).add_line_to(8 * RIGHT)
        arrows = VGroup(*(Arrow(x * RIGHT + 2 * DOWN, x * RIGHT + DOWN) for x in range(-8, 9)))
        # Sharp enough to stick out far over its corner, not so sharp that Cairo cuts it off.
        needle = Polygon(0.25 * LEFT, 0.25 * RIGHT, 2 * UP, color=WHITE, stroke_width=12)
        self.add(spike, curve, broken, needle)
        self.play(needle.animate.shift(UP + RIGHT), run_time=0.3)
        self.play(Rotate(spike, PI, about_point=ORIGIN), FadeIn(arrows), run_time=0.5)
        self.play(curve.animate.shift(3 * UP), arrows.animate.shift(6 * RIGHT), run_time=0.5)


class Gradients(Scene):
    def construct(self) -> None:
        disc = Circle(2, fill_opacity=1).set_color_by_gradient(RED, YELLOW, BLUE)
        bar = Square().set_fill([GREEN, WHITE], opacity=0.7).set_stroke([RED, BLUE], 10).set_sheen_direction(UP)
        small = Dot().shift(3 * UP)
        self.add(disc, bar, small)
        self.play(Rotate(bar, 1), small.animate.shift(2 * LEFT), run_time=0.4)
        self.play(small.animate.shift(2 * DOWN), run_time=0.3)


class Words(Scene):
    def construct(self) -> None:
        words = Text("Tangent").shift(UP)
        self.play(Write(words), run_time=0.5)
        self.play(words[0].animate.set_color(RED).shift(DOWN), run_time=0.3)


class Images(Scene):
    """Pictures, points, and shapes coloured by a picture: what the painter leaves to Manim."""

    def construct(self) -> None:
        levels = np.linspace(0, 255, 30 * 40 * 3).reshape(30, 40, 3).astype(np.uint8)
        image = ImageMobject(levels).scale(4)
        points = PMobject(stroke_width=4)
        points.add_points(np.array([[np.cos(t), np.sin(t), 0] for t in np.linspace(0, TAU, 40)]), color=RED)
        dot = Dot(color=YELLOW)
        self.add(image, points, dot)
        self.play(image.animate.shift(RIGHT), dot.animate.shift(LEFT), run_time=0.3)
        self.remove(image)
        self.play(dot.animate.shift(UP), run_time=0.3)
        self.remove(points)
        self.play(dot.animate.shift(UP), run_time=0.3)


class Interrupted(Scene):
    """What is left to Manim comes while an animation runs, over something that might move and has not."""

    def construct(self) -> None:
        ring = Circle(stroke_width=9, fill_opacity=0.4).add_updater(lambda mobject: mobject)
        points = PMobject(stroke_width=4)
        points.add_points(np.array([[x, 1, 0] for x in np.linspace(-2, 2, 9)]), color=RED)
        dot, group, passed = Dot(), Group(Star()), ValueTracker()
        group.add_updater(lambda mobject: mobject.add(points) if passed.get_value() > 0.5 else mobject)
        self.add(ring, dot, group)
        self.play(dot.animate.shift(UP), passed.animate.set_value(1), run_time=0.8)


class Paper(Scene):
    """The paper changes, and the scene draws by itself between two animations."""

    def construct(self) -> None:
        self.camera.frame_center = 0.3 * RIGHT
        self.camera.background_color = BLUE
        dot = Dot()
        self.play(dot.animate.shift(UP), run_time=0.3)
        self.camera.capture_mobject(Square())
        self.wait(0.2)
        self.camera.background_color = GREEN
        dot.add_updater(lambda mobject, dt: mobject.shift(dt * RIGHT))
        self.wait(0.3)
        self.renderer.update_frame(self, [Square(fill_opacity=1)])
        self.camera.capture_mobject(Triangle())
        self.next_section("unseen", skip_animations=True)
        self.play(dot.animate.shift(DOWN), run_time=0.3)
        self.next_section("seen")
        self.wait(0.3)
        self.renderer.update_frame(self, [Square(fill_opacity=1)])
        self.play(dot.animate.shift(DOWN), run_time=0.3)


class MovingFrame(MovingCameraScene):
    def construct(self) -> None:
        dot = Dot().shift(2 * RIGHT)
        self.add(Square(), Circle().shift(2 * LEFT), dot)
        self.play(self.camera.frame.animate.scale(0.5).move_to(2 * RIGHT), run_time=0.4)
        self.play(dot.animate.shift(0.5 * UP), run_time=0.3)
        self.play(MoveAlongPath(dot, Circle(0.5).shift(2 * RIGHT)), self.camera.frame.animate.scale(2), run_time=0.4)


class Magnified(ZoomedScene):
    def construct(self) -> None:
        dot = Dot()
        self.add(Square(), dot)
        self.activate_zooming(animate=False)
        self.play(dot.animate.shift(0.4 * UP), self.zoomed_camera.frame.animate.shift(0.2 * UP), run_time=0.4)


class Solid(ThreeDScene):
    def construct(self) -> None:
        self.set_camera_orientation(phi=PI / 3, theta=-PI / 4)
        surface = Surface(lambda u, v: np.array([u, v, u * v / 2]), u_range=[-1, 1], v_range=[-1, 1], resolution=(5, 5))
        title = Text("fixed").to_corner(UP + LEFT)
        self.add(surface, Sphere(radius=0.5, resolution=(6, 6)))
        self.add_fixed_in_frame_mobjects(title)
        self.begin_ambient_camera_rotation(rate=1)
        self.wait(0.4)
        self.stop_ambient_camera_rotation()
        self.move_camera(phi=PI / 4, run_time=0.4)
