"""Lessons whose camera moves, in both orders of their bases."""

from __future__ import annotations

from typing import Any

from manim import RIGHT, Cube, MovingCameraScene, Square, ThreeDScene, ZoomedScene

from sessen import Lesson, Words, step
from sessen.mobjects.panel import panel_background


class Moving:
    """What all of them say and do."""

    topic = Words(en="Cameras", ja="カメラ")
    question = Words(en="Does it stay?", ja="動きませんか?")
    play: Any
    camera: Any

    @step(en="Before.", ja="前。")
    def before(self: Any) -> None:
        """The title, a panel and something that the camera looks at."""
        self.show_question()
        self.add(panel_background(self.layout.panel, self.theme))
        self.show()

    @step(en="Before.", ja="前。")
    def after(self: Any) -> None:
        """The camera has moved; the sentence is the same."""
        self.move()

    def show(self: Any) -> None:
        self.add(Square())

    def move(self) -> None:
        self.play(self.camera.frame.animate.scale(0.5).shift(RIGHT), run_time=0.2)


class Turning(Moving):
    def show(self: Any) -> None:
        self.add(Cube(1))

    def move(self: Any) -> None:
        self.move_camera(phi=1, theta=0.3, zoom=1.5, frame_center=RIGHT, run_time=0.2)


class Zooming(Moving):
    def show(self: Any) -> None:
        super().show()
        self.zoomed_display.scale(0.5).move_to(self.layout.figure.center)
        self.activate_zooming()


class SpaceLast(Turning, Lesson, ThreeDScene): ...


class SpaceFirst(Turning, ThreeDScene, Lesson): ...


class FrameLast(Moving, Lesson, MovingCameraScene): ...


class FrameFirst(Moving, MovingCameraScene, Lesson): ...


class ZoomLast(Zooming, Lesson, ZoomedScene): ...


class ZoomFirst(Zooming, ZoomedScene, Lesson): ...
