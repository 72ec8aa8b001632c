"""Scenes in sections that move, change, exchange and read their cameras."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import (
    BLACK,
    BLUE,
    DEGREES,
    DOWN,
    GREEN,
    LEFT,
    ORIGIN,
    OUT,
    RED,
    RIGHT,
    UP,
    WHITE,
    YELLOW,
    Camera,
    Circle,
    Create,
    Cube,
    Dot,
    FadeIn,
    FadeOut,
    ImageMobject,
    ImageMobjectFromCamera,
    Line,
    ManimColor,
    MappingCamera,
    Mobject,
    MovingCamera,
    MovingCameraScene,
    MultiCamera,
    PMobject,
    Restore,
    Rotate,
    Scene,
    Sphere,
    Square,
    Text,
    ThreeDAxes,
    ThreeDCamera,
    ThreeDScene,
    Triangle,
    UpdateFromAlphaFunc,
    UpdateFromFunc,
    ValueTracker,
    ZoomedScene,
    interpolate_color,
)

SHORT = 0.3


class InSpace(ThreeDScene):
    """What the scenes in space have in common: a solid, then a section that does something, then one that stands."""

    def construct(self) -> None:
        self.set_camera_orientation(phi=70 * DEGREES, theta=-45 * DEGREES)
        self.add(Cube(1.5, fill_opacity=0.7), Line(3 * LEFT, 3 * RIGHT))
        self.next_section("move")
        self.act()
        self.next_section("after")
        self.play(Create(Circle()), run_time=SHORT)
        self.wait(SHORT)

    def act(self) -> None:
        self.move_camera(phi=30 * DEGREES, run_time=SHORT)


class CentreMoved(InSpace):
    def act(self) -> None:
        self.move_camera(frame_center=RIGHT, run_time=SHORT)


class CentreSet(InSpace):
    def act(self) -> None:
        self.wait(SHORT)
        self.camera.frame_center = 2 * RIGHT + UP


class CentreSetBeforeAll(InSpace):
    def construct(self) -> None:
        self.camera.frame_center = RIGHT
        super().construct()


class Turned(InSpace):
    def act(self) -> None:
        self.set_camera_orientation(theta=20 * DEGREES, zoom=0.7)
        self.wait(SHORT)
        corner = self.camera.project_point(np.array([1.0, 1.0, 1.0]))
        self.add_fixed_in_frame_mobjects(Dot(corner, color=RED))
        self.wait(SHORT)


class TurnedAndNotShown(InSpace):
    """The matrix is that of the last picture until the next is drawn."""

    def act(self) -> None:
        self.play(Create(Circle()), run_time=SHORT)
        self.set_camera_orientation(theta=80 * DEGREES)
        corner = self.camera.project_point(np.array([1.0, 1.0, 1.0]))
        self.add_fixed_in_frame_mobjects(Dot(corner, color=RED))


class Ambient(InSpace):
    def act(self) -> None:
        self.begin_ambient_camera_rotation(rate=1)
        self.wait(SHORT)
        self.stop_ambient_camera_rotation()


class Illusion(InSpace):
    def act(self) -> None:
        self.begin_3dillusion_camera_rotation(rate=3)
        self.wait(SHORT)
        self.stop_3dillusion_camera_rotation()


class Light(InSpace):
    def act(self) -> None:
        self.camera.light_source.move_to(5 * OUT + 3 * RIGHT)
        self.play(self.camera.light_source.animate.shift(8 * LEFT), run_time=SHORT)


class Unshaded(InSpace):
    def act(self) -> None:
        self.wait(SHORT)
        self.camera.should_apply_shading = False
        self.camera.set_focal_distance(6)


class Fixed(InSpace):
    def act(self) -> None:
        title = Text("fixed").to_corner(UP + LEFT)
        label = Text("facing").shift(RIGHT)
        self.add_fixed_in_frame_mobjects(title)
        self.add_fixed_orientation_mobjects(label)
        self.move_camera(theta=30 * DEGREES, zoom=1.3, run_time=SHORT)
        self.remove_fixed_in_frame_mobjects(title)
        self.remove_fixed_orientation_mobjects(label)


class Gamma(InSpace):
    def act(self) -> None:
        self.move_camera(gamma=40 * DEGREES, focal_distance=8, added_anims=[FadeIn(Square())], run_time=SHORT)


class Shaded(ThreeDScene):
    def construct(self) -> None:
        self.set_camera_orientation(phi=60 * DEGREES)
        ball = Sphere(resolution=(4, 6), radius=1)
        self.play(FadeIn(ball), run_time=SHORT)
        self.next_section("axes")
        axes = ThreeDAxes()
        self.play(Create(axes), run_time=SHORT)
        self.next_section("turn")
        self.play(Rotate(ball, 1, axis=RIGHT), run_time=SHORT)


class OnPaper(Scene):
    """The same for plain cameras."""

    def construct(self) -> None:
        self.square = Square(color=BLUE, fill_opacity=0.5)
        self.play(Create(self.square), run_time=SHORT)
        self.next_section("act")
        self.act()
        self.next_section("after")
        self.play(Create(Circle()), run_time=SHORT)
        self.next_section("last")
        self.play(self.square.animate.shift(RIGHT), run_time=SHORT)

    def act(self) -> None:
        self.wait(SHORT)


class WidthInPassing(OnPaper):
    def act(self) -> None:
        self.camera.frame_width = 20
        self.camera.frame_height = 20 * 9 / 16
        self.play(Create(Circle()), run_time=SHORT)
        self.camera.frame_center = RIGHT


class WidthAtFirst(OnPaper):
    def construct(self) -> None:
        self.camera.frame_width = 20
        self.camera.frame_height = 20 * 9 / 16
        super().construct()


class WidthAfterNothing(Scene):
    """A picture of nothing does not fix the place of the camera."""

    def construct(self) -> None:
        self.wait(SHORT)
        self.camera.frame_width = 20
        self.camera.frame_height = 20 * 9 / 16
        self.next_section("drawn")
        self.play(Create(Square()), run_time=SHORT)
        self.next_section("moved")
        self.camera.frame_center = RIGHT
        self.play(Create(Circle()), run_time=SHORT)


class CentreAndImage(OnPaper):
    """Pictures follow a plain camera's place; shapes do not any more."""

    def act(self) -> None:
        picture = ImageMobject(np.arange(48, dtype=np.uint8).reshape(4, 4, 3) * 5).scale(20)
        self.camera.frame_center = 0.5 * RIGHT
        self.play(FadeIn(picture), run_time=SHORT)


class CentreAndPoints(OnPaper):
    def act(self) -> None:
        points = PMobject().add_points([LEFT, UP, RIGHT])
        self.add(points)
        self.wait(SHORT)
        self.camera.frame_center = 0.5 * RIGHT


class ColouredByPicture(OnPaper):
    """What draws it keeps the camera's place from when it is first used."""

    def act(self) -> None:
        self.camera.frame_center = 0.5 * RIGHT
        self.wait(SHORT)
        picture = np.random.default_rng(1).integers(0, 255, (9, 16, 4), dtype=np.uint8)
        picture[:, :, 3] = 255
        from PIL import Image

        self.picture = Image.fromarray(picture)
        shape: Any = Circle(1.5, fill_opacity=1)
        shape.get_background_image = lambda: self.picture
        shape.background_image = self.picture
        self.add(shape)
        self.wait(SHORT)
        self.camera.frame_center = ORIGIN


class ReadsImage(OnPaper):
    def act(self) -> None:
        self.play(FadeOut(self.square), run_time=SHORT)
        picture = ImageMobject(np.array(self.camera.get_image())).scale(0.5)
        self.add(picture.shift(DOWN))
        self.play(FadeIn(self.square), run_time=SHORT)


class ReadsFrame(OnPaper):
    def act(self) -> None:
        frame = self.renderer.get_frame()
        self.add(Square(side_length=float(frame.mean()) / 10))


class ReadsAtTheBeginning(OnPaper):
    def act(self) -> None:
        self.add(Square(side_length=1 + float(self.camera.pixel_array.mean()) / 10))
        self.wait(SHORT)


class ReadsAndCatches(OnPaper):
    def act(self) -> None:
        try:
            size = float(self.camera.pixel_array.mean()) / 10
        except BaseException:  # noqa: BLE001 - as scenes do
            size = 2
        self.add(Square(side_length=size + 1))


class ReadsInUpdater(OnPaper):
    """Of the frame before."""

    def act(self) -> None:
        bar = Line(3 * DOWN, 3 * DOWN + RIGHT)
        bar.add_updater(lambda line: line.put_start_and_end_on(3 * DOWN, 3 * DOWN + (1 + self.level()) * RIGHT))
        self.add(bar)
        self.play(self.square.animate.scale(1.5), run_time=SHORT)

    def level(self) -> float:
        return float(self.camera.pixel_array[:, :, :3].mean()) / 20


class ReadsStaticImage(OnPaper):
    def act(self) -> None:
        self.wait(SHORT)
        self.renderer.update_frame(self)
        self.add(Square(side_length=1 + float(self.renderer.get_frame().mean()) / 10))


class UpdatesFrames(OnPaper):
    def act(self) -> None:
        self.renderer.update_frame(self)
        self.add(Dot(UP))
        self.camera.capture_mobjects([Dot(2 * UP)])


class OwnCamera(OnPaper):
    """A camera of the scene's own, beside that of the renderer."""

    def act(self) -> None:
        camera = Camera(pixel_width=40, pixel_height=24)
        camera.capture_mobjects([Square(4)])
        self.add(ImageMobject(camera.pixel_array).scale(5).to_edge(DOWN))
        self.wait(SHORT)


class Background(OnPaper):
    def act(self) -> None:
        self.wait(SHORT)
        self.camera.background_color = GREEN
        self.wait(SHORT)


class BackgroundOpacity(OnPaper):
    def act(self) -> None:
        self.camera.background_opacity = 0.5
        self.camera.background_color = RED


class BackgroundFades(OnPaper):
    def act(self) -> None:
        def change(mobject: Mobject, alpha: float) -> None:
            self.camera.background_color = interpolate_color(ManimColor(BLACK), ManimColor("#204060"), alpha)

        self.remove(self.square)
        self.play(UpdateFromAlphaFunc(Mobject(), change), run_time=0.5)


class BackgroundFadesBehind(OnPaper):
    """Something stands still: its picture has the background that was there when the animation began."""

    def act(self) -> None:
        def change(mobject: Mobject) -> None:
            self.camera.background_color = interpolate_color(ManimColor(BLACK), ManimColor(RED), 0.5)

        self.add(Dot(UP))
        self.play(UpdateFromFunc(Triangle(), change), run_time=SHORT)


class BackgroundUpdated(Scene):
    def construct(self) -> None:
        time = ValueTracker(0)
        dot = Dot()
        dot.add_updater(lambda _: self.tint(time.get_value()))
        self.add(dot, Square())
        self.play(time.animate.set_value(1), run_time=0.5)
        self.next_section("still")
        self.wait(SHORT)

    def tint(self, amount: float) -> None:
        self.camera.background_color = interpolate_color(ManimColor(BLACK), ManimColor(RED), amount)


class BackgroundWrittenOn(OnPaper):
    """Pixels of the background are changed in place."""

    def act(self) -> None:
        self.camera.background[:10] = (200, 0, 0, 255)
        self.play(Create(Dot(LEFT)), run_time=SHORT)
        self.camera.background[:, :10] = (0, 200, 0, 255)
        self.play(UpdateFromAlphaFunc(Mobject(), self.darken), run_time=SHORT)

    def darken(self, mobject: Mobject, alpha: float) -> None:
        self.camera.background[-10:] = (int(255 * alpha), 0, 200, 255)


class BackgroundSet(OnPaper):
    def act(self) -> None:
        levels = np.linspace(0, 255, self.camera.pixel_width, dtype=np.uint8)
        picture = np.zeros_like(self.camera.background)
        picture[:, :, 2], picture[:, :, 3] = levels, 255
        self.camera.set_background(picture)
        self.wait(SHORT)


class CameraPutIn(OnPaper):
    def act(self) -> None:
        self.play(Create(Circle()), run_time=SHORT)
        self.renderer.camera = MovingCamera(default_frame_stroke_color=WHITE)
        self.renderer.camera.frame.scale(1.5)
        self.play(Create(Triangle()), run_time=SHORT)


class PlainCameraPutIn(OnPaper):
    def act(self) -> None:
        self.renderer.camera = Camera(background_color=BLUE, frame_width=20)
        self.play(Create(Triangle()), run_time=SHORT)


class CameraPutInWhileMoving(OnPaper):
    def act(self) -> None:
        self.add(Dot(UP), Dot(DOWN))
        self.play(UpdateFromAlphaFunc(Triangle(), self.exchange), run_time=0.5)

    def exchange(self, mobject: Mobject, alpha: float) -> None:
        if alpha > 0.5:
            self.renderer.camera = Camera(background_color=BLUE)


class InFrame(OnPaper):
    def act(self) -> None:
        self.camera.frame_center = 8 * RIGHT
        if not self.camera.is_in_frame(self.square):
            self.add(Dot(UP, color=RED))


class NoZIndex(OnPaper):
    def act(self) -> None:
        self.add(Circle(1.2, color=RED, fill_opacity=0.8, z_index=-1))
        self.wait(SHORT)
        self.camera.use_z_index = False


class WiderLines(OnPaper):
    def act(self) -> None:
        self.wait(SHORT)
        self.camera.cairo_line_width_multiple = 0.03


class Followed(MovingCameraScene):
    def construct(self) -> None:
        square, dot = Square(), Dot(2 * RIGHT, color=RED)
        self.add(square, dot)
        self.camera.frame.save_state()
        self.play(self.camera.frame.animate.scale(0.5).move_to(dot), run_time=SHORT)
        self.next_section("follow")
        self.camera.frame.add_updater(lambda frame: frame.move_to(dot))
        self.play(dot.animate.shift(UP), run_time=SHORT)
        self.next_section("back")
        self.camera.frame.clear_updaters()
        self.play(Restore(self.camera.frame), run_time=SHORT)
        self.next_section("zoom")
        self.play(self.camera.auto_zoom([square], margin=1), run_time=SHORT)


class FrameShown(MovingCameraScene):
    def construct(self) -> None:
        self.camera.frame.set_stroke(YELLOW, 5)
        self.add(self.camera.frame, Square())
        self.camera.frame_width = 16
        self.wait(SHORT)
        self.next_section("turned")
        self.camera.frame_center = RIGHT
        self.play(Rotate(self.camera.frame, 0.4), run_time=SHORT)
        self.next_section("read")
        self.add(ImageMobject(np.array(self.camera.get_image())).scale(0.3))
        self.wait(SHORT)


class SeesItself(MovingCameraScene):
    def construct(self) -> None:
        self.play(Create(Square(color=RED)), run_time=SHORT)
        self.next_section("mirror")
        mirror = ImageMobjectFromCamera(self.camera).scale(0.4).to_corner(DOWN + RIGHT)
        self.add(mirror)
        self.wait(SHORT)
        self.next_section("after")
        self.play(FadeIn(Dot()), run_time=SHORT)


class Zoomed(ZoomedScene):
    def construct(self) -> None:
        dot = Dot().set_color(GREEN)
        self.add(dot, Circle(0.3))
        self.wait(SHORT)
        self.next_section("zoom")
        self.activate_zooming(animate=False)
        self.wait(SHORT)
        self.next_section("move")
        self.play(self.zoomed_camera.frame.animate.scale(2).shift(0.2 * RIGHT), dot.animate.shift(LEFT), run_time=SHORT)
        self.next_section("pop")
        self.play(self.get_zoomed_display_pop_out_animation(), run_time=SHORT)


class ZoomedTwice(ZoomedScene):
    def construct(self) -> None:
        self.add(Square(0.5))
        self.activate_zooming(animate=True)
        self.next_section("after")
        self.play(self.get_zoom_in_animation(run_time=SHORT))


class TwoCameras(MovingCameraScene):
    def __init__(self, **options: Any) -> None:
        super().__init__(camera_class=MultiCamera, **options)

    def construct(self) -> None:
        square = Square()
        self.add(square)
        inset = ImageMobjectFromCamera(MovingCamera()).scale(0.3).to_corner(UP + LEFT)
        self.camera.add_image_mobject_from_camera(inset)
        self.add(inset)
        self.wait(SHORT)
        self.next_section("turn")
        self.play(Rotate(square, 1), run_time=SHORT)


class Mapped(Scene):
    def __init__(self, **options: Any) -> None:
        super().__init__(camera_class=MappingCamera, **options)

    def construct(self) -> None:
        self.play(Create(Square()), run_time=SHORT)
        self.next_section("more")
        self.play(Create(Circle()), run_time=SHORT)


class CountingCamera(Camera):
    """A camera with a state of its own that drawing changes."""

    count = 0

    def capture_mobjects(self, mobjects: Any, **options: Any) -> None:
        self.count += 1
        super().capture_mobjects([*mobjects, Dot(0.1 * self.count * RIGHT)], **options)


class Counted(Scene):
    def __init__(self, **options: Any) -> None:
        super().__init__(camera_class=CountingCamera, **options)

    def construct(self) -> None:
        self.play(Create(Square()), run_time=SHORT)
        self.next_section("more")
        self.play(Create(Circle()), run_time=SHORT)


class SpaceOnPaper(Scene):
    """A camera for space in a plain scene."""

    def __init__(self, **options: Any) -> None:
        super().__init__(camera_class=ThreeDCamera, **options)

    def construct(self) -> None:
        self.camera.set_phi(1)
        self.play(Create(Square()), run_time=SHORT)
        self.next_section("more")
        self.camera.frame_center = UP
        self.play(Create(Circle()), run_time=SHORT)
