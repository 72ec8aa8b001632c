"""Manim's Cairo renderer, made to hand over frames step by step, and to walk through steps without drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

from manim import Camera, Mobject, Scene, config
from manim.constants import RendererType
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.iterables import list_update
from manim.utils.sounds import get_full_sound_file_path

from sessen.errors import SessenError
from sessen.video.color import Box, Pixels
from sessen.worker.cameras import PicturesNeeded, PlainCamera, WatchedCamera, camera_of
from sessen.worker.drawing.incremental import IncrementalRenderer, paintable
from sessen.worker.manim_patches.family import shown
from sessen.worker.recorder import StepRecorder
from sessen.worker.seams import seam_of
from sessen.worker.watching import FrameWatcher

MISSING: Any = object()  # in place of a picture that was not drawn


class StepWriter(SceneFileWriter):
    """Takes the place of Manim's writer: sections, sounds and subcaptions go to the recorder, none to a file."""

    def __init__(
        self, settings: Any, recorder: StepRecorder, clock: Callable[[], float], note: Callable[[Path, float], None]
    ) -> None:
        self._recorder = recorder
        self._clock = clock
        self._note = note
        self._started = False
        super().__init__(settings)
        self._started = True

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Begin a step; the section that Manim makes by itself at the start is the recorder's own first step."""
        if self._started:
            self._recorder.begin_step(name, self._clock())
        super().next_section(name, type_, skip_animations)
        self.subcaptions = self._recorder.step.subcaptions

    def add_sound(self, sound_file: Any, time: float | None = None, gain: float | None = None, **kwargs: Any) -> None:
        """Add a sound at ``time``, in Manim's seconds, to the step, if that is drawn."""
        file = get_full_sound_file_path(sound_file, self.settings.assets_dir)
        start = self._clock() if time is None else time
        self._note(file, start)
        take = self._recorder.step
        if take.wanted:
            take.soundtrack.add(file, start - take.begins_at, gain, kwargs.get("gain_to_background"))


class StepRenderer(CairoRenderer):
    """Draws what `StepRecorder` wants drawn, with Manim's pixels; the rest is updated frame by frame and not drawn.

    Manim's own skipping is not used for that: it calls updaters once an animation, and the state comes out differently.

    Parameters
    ----------
    recorder
        Receives the frames.
    note
        Told of files that are read where Python does not see it.
    draws_all
        Whether steps that are not wanted are drawn too, for a scene that reads its own pictures.
    """

    pictures_needed = False
    #: Looks at every frame of the steps that the run is for.
    watch: FrameWatcher | None = None

    def __init__(self, recorder: StepRecorder, note: Callable[[Path], None], *, draws_all: bool = False) -> None:
        self._painter: IncrementalRenderer | None = None
        super().__init__()
        self._recorder = recorder
        self._note = note
        self._draws_all = draws_all
        self._changed: list[Box] | None = None
        self._unseen = False
        self._is_laid = False

    def init_scene(self, scene: Scene, session_spec: Any, file_writer_settings: Any) -> None:
        """Take the camera and the skipping that the scene asks for, which Manim would make the renderer with."""
        self.camera = camera_of(scene.camera_class, self._recorder.keep_copies)
        self._recorder.seam = lambda: seam_of(scene, self._camera)
        self.skip_animations = self._original_skipping_status = scene.skip_animations
        self.file_writer = StepWriter(file_writer_settings, self._recorder, lambda: self.time, self._note_sound)

    def _note_sound(self, file: Path, start: float) -> None:
        self._note(file)
        if self.watch is not None:
            self.watch.hear(file, start)

    def begin_watch(self, scene: Scene, watch: FrameWatcher) -> None:
        """Show every frame of a scene to somebody from now on."""
        watch.begin(scene, self)
        self.watch = watch

    # -- what scenes may read, or change -------------------------------------------------------------------------

    @property
    def camera(self) -> Camera:
        """The camera; a scene may put in another at any time."""
        return self._camera

    @camera.setter
    def camera(self, camera: Camera) -> None:
        if self._painter is not None:
            self._painter.lift()
            self._recorder.keep_copies()
        self._camera = camera
        self._painter = IncrementalRenderer(camera) if isinstance(camera, PlainCamera) else None
        if isinstance(camera, WatchedCamera):
            camera.ask = self._need_pictures

    @property
    def static_image(self) -> Any:
        """What does not move in the present animation, drawn once."""
        if self._static is MISSING:
            self._need_pictures()
        if self._painter is not None:
            self._painter.lift()
        return self._static

    @static_image.setter
    def static_image(self, pixels: Any) -> None:
        self._static = pixels

    def _need_pictures(self) -> None:
        if self._is_laid:  # Manim draws what does not move with the camera itself
            self._camera.set_pixel_array(self._static)
            return
        self.pictures_needed = True
        raise PicturesNeeded

    @property
    def draws(self) -> bool:
        """Whether the present frames have to be drawn; cameras that nobody watches may change as they draw."""
        return self._recorder.drawing or self._draws_all or not isinstance(self._camera, WatchedCamera)

    @property
    def examines(self) -> bool:
        """Whether claims about the present frames are of interest; lessons ask."""
        return self._recorder.is_checked

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play one animation: Manim's own way, without its cache."""
        if config.renderer is not RendererType.CAIRO:
            raise SessenError(
                "The scene turns to Manim's OpenGL renderer while it runs; Sessen draws with Cairo.",
                hint="Take config.renderer out of it.",
            )
        if self.watch is not None:
            self.watch.play()
        self.skip_animations = self._original_skipping_status
        self.update_skipping_status()
        scene.compile_animation_data(*args, **kwargs)
        if self.skip_animations:
            self.time += scene.duration
        scene.begin_animations()
        self.save_static_frame_data(scene, scene.static_mobjects)
        if scene.is_current_animation_frozen_frame():
            self._freeze(scene)
        else:
            scene.play_internal()
        self.num_plays += 1

    def _freeze(self, scene: Scene) -> None:
        if self.draws:
            self._draw_next(scene, scene.moving_mobjects)
        else:
            self._pass_over(scene, scene.moving_mobjects)
        self.freeze_current_frame(scene.duration)

    def render(self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        """Draw and hand over the frame at ``time``, or only count it."""
        if self.draws:
            self._draw_next(scene, moving_mobjects)
        else:
            self._pass_over(scene, moving_mobjects)
        self.add_frame(self._frame())

    def _pass_over(self, scene: Scene, mobjects: Iterable[Mobject] | None) -> None:
        """Leave a picture out, with the camera as if it had been drawn."""
        cast(WatchedCamera, self._camera).pass_over(lambda: self._shown(scene, mobjects))

    def _shown(self, scene: Scene, mobjects: Iterable[Mobject] | None) -> list[Mobject]:
        wanted = list(mobjects or list_update(scene.mobjects, scene.foreground_mobjects))
        return shown(wanted, by_z_index=self._camera.use_z_index)

    def freeze_current_frame(self, duration: float) -> None:
        """Hand over the frame as often as it lasts ``duration`` seconds, by Manim's way of counting."""
        self.add_frame(self._frame(), num_frames=int(duration / (1 / self.camera.frame_rate)))

    def _frame(self) -> Pixels | None:
        # Not a copy: the recorder keeps what it needs. Manim calls its pixels 64 bits wide; they have 8.
        if not self._recorder.drawing:
            return None
        return cast(
            Pixels, self._camera.pixels if isinstance(self._camera, WatchedCamera) else self._camera.pixel_array
        )

    def add_frame(self, frame: Pixels | None, num_frames: int = 1) -> None:  # type: ignore[override]
        """Give a frame to the recorder and let time go on."""
        if self.skip_animations:
            return
        if self.watch is not None and self.examines and num_frames:
            self.watch.frame(self.time, num_frames, self._recorder.step.name)
        self.time += num_frames * (1 / self.camera.frame_rate)
        self._recorder.add(frame, num_frames, self._changed, live=self._painter is not None)
        self._changed = None

    def _draw_next(self, scene: Scene, mobjects: Iterable[Mobject] | None) -> None:
        """Draw what is handed over at once, unless frames are skipped."""
        if self.skip_animations:
            self.update_frame(scene, mobjects)
        else:
            self._draw(scene, mobjects)

    def update_frame(self, scene: Scene, mobjects: Iterable[Mobject] | None = None, *args: Any, **kwargs: Any) -> None:
        """Draw a picture for its own sake, as scenes may ask for: no frame, and the next one is not known to differ."""
        self._recorder.keep_copies()
        self._draw(scene, mobjects, *args, **kwargs)
        self._unseen = True

    def _draw(self, scene: Scene, mobjects: Iterable[Mobject] | None = None, *args: Any, **kwargs: Any) -> None:
        """Draw ``mobjects``, or all of the scene's, over what does not move: where possible only what has changed."""
        self._is_laid = False
        self._changed, unseen, self._unseen = None, self._unseen, False
        if self._painter is not None and not args and not kwargs:
            shapes = paintable(self._shown(scene, mobjects))
            if self._can_paint(shapes):
                cast(PlainCamera, self._camera).is_behind = False
                parts = self._painter.paint(self._base(), shapes or [])
                self._changed = None if unseen else parts
                return
        if self._painter is not None:
            self._painter.lift()
        super().update_frame(scene, mobjects, *args, **kwargs)

    def _base(self) -> Pixels:
        if self._static is MISSING:
            self._need_pictures()
        return cast(PlainCamera, self._camera).ground if self._static is None else cast(Pixels, self._static)

    def _can_paint(self, shapes: list[Any] | None) -> bool:
        """Whether the painter may; with nothing to draw Manim would not make the context that keeps its matrix."""
        return shapes is not None and (bool(shapes) or cast(PlainCamera, self._camera).is_set_up)

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> Any:
        """Draw what does not move once for the whole animation."""
        self.static_image, self._is_laid = None, False
        still = [*static_mobjects]
        if self._painter is not None:
            self._painter.begin(is_open=not still)
        if not still:
            return None
        if not self.draws:
            self._pass_over(scene, still)
            self.static_image = MISSING
            return None
        if self._painter is not None:
            shapes = paintable(self._shown(scene, still))
            if self._can_paint(shapes):
                camera = cast(PlainCamera, self._camera)
                self.static_image = self._painter.update_static(camera.ground, shapes or [])
                self._is_laid = camera.is_behind = True
                return self._static
        return super().save_static_frame_data(scene, still)

    def scene_finished(self, scene: Scene) -> None:
        """End the last step; a scene that has played nothing is one still frame."""
        if not self._recorder.seen and not self._recorder.step.frames and not self.num_plays:
            self.static_image = None
            if self.draws:
                self.update_frame(scene)
            else:
                self._pass_over(scene, None)
            self.skip_animations = False
            self.add_frame(self._frame())
        self._recorder.end()
