"""Scenes drawn by Manim's own renderer, every frame kept: what Sessen's worker does must not be needed for it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from manim import Scene
from manim.renderer.cairo_renderer import CairoRenderer

from sessen.lesson import Lesson
from sessen.variant import Variant
from sessen.worker.configuration import manim_config, reapply_variant

ROOT = Path(__file__).parents[1]
Made = TypeVar("Made")
Picture = npt.NDArray[np.uint8]  # height, width, red green blue alpha


class Recorder(CairoRenderer):
    """Keeps the frames of each section. Nothing of Manim's drawing is touched."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: dict[str, list[Picture]] = {}
        self.stands: dict[str, Picture] = {}
        self.name = ""

    def add_frame(self, frame: Any, num_frames: int = 1) -> None:
        self.frames.setdefault(self.name, []).extend([np.array(frame, np.uint8)] * num_frames)
        super().add_frame(frame, num_frames)

    def begin(self, name: str, scene: Scene) -> None:
        """Another section begins: keep a picture of how the scene stands, drawn from nothing."""
        if self.name:
            self.stands[self.name] = self.drawn(scene)
        self.name = name

    def drawn(self, scene: Scene) -> Picture:
        """The scene as it stands, with all its mobjects drawn at once on an empty frame."""
        self.static_image = None
        self.update_frame(scene, ignore_skipping=True)
        return np.array(self.get_frame(), np.uint8)


def record(lesson: type[Lesson], variant: Variant, values: Mapping[str, str] | None = None) -> Recorder:
    """Run a lesson with Manim's own renderer and keep every frame by step."""

    class Announced(lesson):  # type: ignore[valid-type, misc]
        def next_section(self, name: str = "unnamed", *args: Any, **kwargs: Any) -> None:
            self.renderer.begin(name, self)
            super().next_section(name, *args, **kwargs)

    Announced.__name__ = lesson.__name__
    return on_stage(variant, lambda: _run(Announced, variant, values or {}))


def still(variant: Variant, paint: Callable[[Scene], object]) -> Picture:
    """One picture of a plain scene that ``paint`` has put mobjects on."""

    def draw() -> Picture:
        renderer = Recorder()
        scene = Scene(renderer)
        paint(scene)
        return renderer.drawn(scene)

    return on_stage(variant, draw)


def on_stage(variant: Variant, act: Callable[[], Made]) -> Made:
    """What ``act`` returns with Manim configured for the variant."""
    with tempfile.TemporaryDirectory() as folder, manim_config(variant, ROOT, Path(folder)):
        reapply_variant(variant)
        return act()


def _run(lesson: type[Lesson], variant: Variant, values: Mapping[str, str]) -> Recorder:
    recorder = Recorder()
    made = lesson(renderer=recorder, variant=variant, values=values)
    made.render()
    recorder.begin("", made)
    return recorder
