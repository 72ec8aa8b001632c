"""Plain Manim scenes for the worker's tests: sections, updaters, cameras of all kinds, sound, failures."""

from __future__ import annotations

from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UP,
    Circle,
    Create,
    Dot,
    FadeIn,
    MovingCameraScene,
    Rotate,
    Scene,
    Sphere,
    Square,
    ThreeDScene,
    Transform,
    ValueTracker,
    ZoomedScene,
    always_redraw,
)


class Sections(Scene):
    """Three sections; the second has an updater whose state depends on every frame before."""

    def construct(self) -> None:
        square = Square()
        self.next_section("appear")
        self.play(Create(square), run_time=0.4)
        self.next_section("turn")
        square.add_updater(lambda mobject, dt: mobject.rotate(dt * dt * 20))
        self.wait(0.6)
        self.next_section("become")
        self.play(Transform(square, Circle()), run_time=0.4)
        self.wait(0.2)


class Unnamed(Scene):
    """Sections without names, one of them empty, and frames before the first."""

    def construct(self) -> None:
        self.add(Dot())
        self.wait(0.2)
        self.next_section()
        self.wait(0.2)
        self.next_section()
        self.next_section()
        self.wait(0.4)


class NoSections(Scene):
    def construct(self) -> None:
        tracker = ValueTracker(0)
        self.add(always_redraw(lambda: Dot(tracker.get_value() * RIGHT)))
        self.play(tracker.animate.set_value(2), run_time=0.4)


class Still(Scene):
    """Plays nothing."""

    def construct(self) -> None:
        self.add(Square())


class Moving(MovingCameraScene):
    def construct(self) -> None:
        self.add(Square().shift(LEFT), Circle().shift(RIGHT))
        self.play(self.camera.frame.animate.scale(0.5).move_to(LEFT), run_time=0.4)


class Zoomed(ZoomedScene):
    def construct(self) -> None:
        dot = Dot().shift(UP)
        self.add(dot)
        self.activate_zooming(animate=False)
        self.next_section("move")
        self.play(dot.animate.shift(0.3 * DOWN), run_time=0.4)


class Solid(ThreeDScene):
    def construct(self) -> None:
        self.set_camera_orientation(phi=PI / 3, theta=PI / 4)
        self.add(Sphere(resolution=(6, 6)))
        self.begin_ambient_camera_rotation(rate=0.5)
        self.wait(0.4)


class OwnInit(Scene):
    """Its __init__ takes nothing: it gets its renderer all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.side = 2

    def construct(self) -> None:
        self.play(Rotate(Square(self.side)), run_time=0.2)


class Fails(Scene):
    """Raises in its second section."""

    def construct(self) -> None:
        self.next_section("good")
        self.play(FadeIn(Dot()), run_time=0.2)
        self.next_section("bad")
        self.wait(0.2)
        self._break()

    def _break(self) -> None:
        raise KeyError("no such thing")
