"""A glance: the picture that a step ends with, got by jumping from animation to animation.

It takes a fraction of a walk over every frame. State that depends on each frame before (an updater that adds up time)
comes out roughly, so a glance is shown while the step is being drawn, and never kept.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from manim import Create, FadeIn, FadeOut, Scene, Uncreate, Wait, Write

from sessen.files import temporary_prefix
from sessen.job import SceneRef
from sessen.project import project_root
from sessen.variant import Variant
from sessen.worker.configuration import manim_config
from sessen.worker.dependencies import DependencyTracer
from sessen.worker.load import isolated_imports, load_scene
from sessen.worker.manim_patches.all import manim_patches
from sessen.worker.plain_theme import plain_theme
from sessen.worker.recorder import StepRecorder
from sessen.worker.renderer import MISSING, StepRenderer
from sessen.worker.run import Run
from sessen.worker.tex import readable_tex

_COME_AND_GO: Final = (Create, FadeIn, FadeOut, Uncreate, Wait, Write)
"""Animations after which a mobject is there as it is, or not there: nothing has to be computed for the end."""


class _SeekingRecorder(StepRecorder):
    """Counts nothing and draws nothing; tells when the wanted step has ended."""

    def __init__(self, wanted: str, ended: Callable[[], None]) -> None:
        super().__init__(None, _no_encoder, lambda take: None)
        self._step = wanted
        self._ended = ended

    def begin_step(self, name: str, now: float) -> None:
        if self.is_it(played=now > 0):
            self._ended()
            self.stop()
        super().begin_step(name, now)

    def is_it(self, *, played: bool) -> bool:
        """Whether the present step is the one to look at: that of the name, or without one the first that plays."""
        return self.step.name == self._step if self._step else played


class _SeekingRenderer(StepRenderer):
    """Goes to the end of each animation at once."""

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        self.skip_animations = True
        scene.compile_animation_data(*args, **kwargs)
        self.time += scene.duration
        animations = scene.animations or []
        if all(type(animation) in _COME_AND_GO for animation in animations):
            self._apply_simple(scene, animations)
        else:
            scene.begin_animations()
            scene.play_internal()
        self.num_plays += 1

    def _apply_simple(self, scene: Scene, animations: Any) -> None:
        for animation in animations:
            animation._setup_scene(scene)
            if animation.is_remover():
                scene.remove(animation.mobject)
        scene.update_mobjects(scene.duration)

    def _pass_over(self, scene: Scene, mobjects: Any) -> None:
        """What is shown for a moment only need not have what was drawn before."""

    def _need_pictures(self) -> None:
        """As above: a scene that reads pixels gets those there are."""
        if self._static is MISSING:
            self._static = None

    def update_skipping_status(self) -> None:
        self.skip_animations = True

    @property
    def examines(self) -> bool:
        """Claims are weighed when the frames are drawn."""
        return False


def switch_to_seeking(scene: Any) -> None:
    """Let a scene that is in the middle of its run, with a renderer of `Run`, go on as in a glance."""
    renderer = scene.renderer
    renderer.__class__ = _SeekingRenderer
    renderer.camera = renderer.camera  # which asks for pictures as that class does


def picture_of(scene: Any) -> bytes:
    """What stands in a scene now, as a PNG file."""
    from PIL import Image

    renderer = scene.renderer
    renderer.static_image = None
    renderer.update_frame(scene)
    pixels = renderer.camera.pixel_array.astype("uint8")
    buffer = io.BytesIO()
    Image.fromarray(pixels[:, :, :3]).save(buffer, format="PNG", compress_level=1)
    return buffer.getvalue()


class QuickLook(Run):
    """One look at the end of a step; without a name of the first one that plays anything."""

    def __init__(self, address: SceneRef, variant: Variant, values: Mapping[str, str], step: str) -> None:
        super().__init__(address, variant, values, wanted=None, strict_claims=False)
        self._step = step
        self.picture: bytes | None = None

    def look(self) -> bytes | None:
        """The picture as a PNG file, or None if the step did not come up.

        Raises
        ------
        SessenError
            What went wrong in the scene before the step had ended.
        """
        recorder = _SeekingRecorder(self._step, self._take_picture)
        self._recorder = recorder
        root = project_root(self._address.file)
        with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as folder:
            self._tracer = DependencyTracer(root, Path(folder))
            with (
                isolated_imports(self._address.file),
                manim_config(self._variant, root, Path(folder)),
                manim_patches(),
                readable_tex(root),
                self._readable_errors(),
            ):
                self._look_with(recorder)
        return self.picture

    def _look_with(self, recorder: _SeekingRecorder) -> None:
        scene_class = load_scene(self._address)
        with plain_theme(scene_class, self._variant):
            self._scene = self._make_scene(scene_class, _SeekingRenderer(recorder, self._tracer.add))
            self._render()
        if self.picture is None and recorder.is_it(played=True):
            self._take_picture()

    def _take_picture(self) -> None:
        self.picture = picture_of(self._scene)


def _no_encoder() -> Any:
    raise AssertionError("a glance encodes nothing")
