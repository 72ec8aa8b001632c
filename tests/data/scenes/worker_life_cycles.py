"""Scenes that take an odd way through their life: setting up, tearing down, waiting, skipping."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import (
    BLUE,
    LEFT,
    RED,
    RIGHT,
    UP,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    Scene,
    Square,
    SurroundingRectangle,
    Triangle,
    Wait,
)

SHORT = 0.3


class TearsDown(Scene):
    def setup(self) -> None:
        self.square = Square()

    def construct(self) -> None:
        self.play(Create(self.square), run_time=SHORT)
        self.next_section("end")
        self.wait(SHORT)

    def tear_down(self) -> None:
        self.play(FadeOut(self.square), run_time=SHORT)
        self.wait(0.2)


class SetsUp(Scene):
    """Plays before it is constructed, and declares a section there."""

    def setup(self) -> None:
        self.play(FadeIn(Dot()), run_time=SHORT)
        self.next_section("set")
        self.wait(SHORT)

    def construct(self) -> None:
        self.next_section("body")
        self.play(Create(Square()), run_time=SHORT)


class PlaysNothing(Scene):
    def construct(self) -> None:
        self.add(Square(color=RED), Dot())


class Skips(Scene):
    def construct(self) -> None:
        self.play(Create(Square()), run_time=SHORT)
        self.next_section("skipped", skip_animations=True)
        self.play(Create(Circle()), run_time=SHORT)
        self.next_section("after")
        self.play(FadeIn(Dot(UP)), run_time=SHORT)


class Seeded(Scene):
    def __init__(self, **options: Any) -> None:
        super().__init__(random_seed=7, always_update_mobjects=True, **options)

    def construct(self) -> None:
        self.play(Create(Square(float(np.random.random()) + 1)), run_time=SHORT)
        self.next_section("more")
        self.play(Create(Circle(float(np.random.random()) + 1)), run_time=SHORT)


class UpdatesItself(Scene):
    def construct(self) -> None:
        self.dot = Dot()
        self.add(self.dot)
        self.add_updater(self.push)
        self.wait(SHORT)
        self.next_section("stopped")
        self.remove_updater(self.push)
        self.wait(SHORT)
        self.next_section("until")
        self.dot.add_updater(lambda dot, dt: dot.shift(3 * dt * UP))
        self.wait_until(lambda: self.dot.get_center()[1] > 0.8, max_time=1)

    def push(self, dt: float) -> None:
        self.dot.shift(3 * dt * RIGHT)


class Waits(Scene):
    def construct(self) -> None:
        dot = Dot().add_updater(lambda dot, dt: dot.shift(dt * RIGHT))
        self.add(dot)
        self.wait(SHORT, frozen_frame=True)
        self.next_section("pause")
        self.pause(SHORT)
        self.next_section("played")
        self.play(Wait(run_time=SHORT, frozen_frame=False))
        self.next_section("beside")
        self.play(Wait(run_time=SHORT), FadeIn(Square()), run_time=SHORT)


class Cleared(Scene):
    def construct(self) -> None:
        group = Group(Square(), Circle())
        self.add_foreground_mobjects(Dot(UP))
        self.add(group, SurroundingRectangle(group))
        self.wait(SHORT)
        self.next_section("replaced")
        self.replace(group, Triangle())
        self.wait(SHORT)
        self.next_section("cleared")
        self.clear()
        self.wait(SHORT)
        self.next_section("again")
        self.play(FadeIn(group), run_time=SHORT)


class Made(Scene):
    """Its own ``__init__`` adds what it shows; its own ``render`` does more than Manim's; its own ``play`` as well."""

    def __init__(self, *things: Any, **options: Any) -> None:
        super().__init__(*things, **options)
        self.add(Square())

    def play(self, *things: Any, **options: Any) -> None:
        super().play(*things, **{"run_time": SHORT, **options})

    def render(self, *things: Any, **options: Any) -> Any:
        self.add(Dot(2 * UP))
        return super().render(*things, **options)

    def construct(self) -> None:
        self.play(Create(Circle()))
        self.next_section("more")
        self.play(FadeOut(*self.mobjects))


class WaitsUntil(Scene):
    """Waits for what an updater brings about, not for a time."""

    def construct(self) -> None:
        dot = Dot(LEFT)
        dot.add_updater(lambda moving, dt: moving.shift(2 * dt * RIGHT))
        self.add(dot)
        self.wait_until(lambda: dot.get_x() > 0, max_time=2)
        self.next_section("there")
        self.play(Create(Square()), run_time=SHORT)


class NamesTwice(Scene):
    """Two sections of one name."""

    def construct(self) -> None:
        for shape in (Square(color=RED), Circle(color=BLUE)):
            self.next_section("again")
            self.play(Create(shape), run_time=SHORT)
