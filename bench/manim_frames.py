"""The frames of a scene as Manim's own renderer makes them, and as Sessen does, whole or step by step."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from manim import config
from manim.scene.scene_file_writer import SceneFileWriter

from sessen.job import Job, SceneRef
from sessen.project import project_root
from sessen.variant import Variant
from sessen.video.color import Box, Pixels
from sessen.worker import StepResult, draw, walk
from sessen.worker.configuration import manim_config
from sessen.worker.load import isolated_imports, load_scene


class _Recorder:
    """In place of the encoder: keeps the hash of every frame."""

    def __init__(self, frames: list[str]) -> None:
        self._frames = frames

    def write(self, pixels: Pixels, repeat: int = 1, changed: Sequence[Box] | None = None) -> None:
        self._frames.extend([_hash(pixels)] * repeat)

    def finish(self) -> bytes:
        return b""

    def close(self) -> None: ...


def frames_of_manim(address: SceneRef, variant: Variant) -> list[str]:
    """Hashes of what Manim's own renderer gives to its own writer, at the size and rate of ``variant``.

    Everything else that the file sets counts. A scene that plays nothing has the one picture that Manim saves.
    """
    frames: list[str] = []

    def write_frame(writer: Any, pixels: Any, *, repeat: int = 1) -> None:
        frames.extend([_hash(pixels)] * repeat)

    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(SceneFileWriter, "write_frame", write_frame),
        isolated_imports(address.file),
        manim_config(variant, project_root(address.file), Path(folder)),
    ):
        scene_class = load_scene(address)
        config.pixel_width, config.pixel_height = variant.pixels
        config.frame_rate = variant.quality.frame_rate
        scene: Any = scene_class()
        scene.render()
        return frames or [_hash(scene.renderer.get_frame())]


def frames_of_sessen(address: SceneRef, variant: Variant) -> list[str]:
    """Hashes of all frames, of all steps drawn in one run."""
    return _drawn(address, variant, _steps(address, variant))


def frames_step_by_step(address: SceneRef, variant: Variant) -> list[str]:
    """The same, each step drawn in a run of its own."""
    return [frame for step in _steps(address, variant) for frame in _drawn(address, variant, [step])]


def frames_of_step(address: SceneRef, variant: Variant, step: str) -> list[str]:
    """Hashes of the frames of one step, drawn alone."""
    return _drawn(address, variant, [step])


def _steps(address: SceneRef, variant: Variant) -> list[str]:
    steps: list[str] = []
    walk(address, variant, {}, lambda record: steps.append(record.step))
    return steps


def _drawn(address: SceneRef, variant: Variant, steps: Sequence[str]) -> list[str]:
    made: list[list[str]] = []
    kept: list[list[str]] = []

    def encoder(*_: Any, **__: Any) -> _Recorder:
        made.append([])
        return _Recorder(made[-1])

    def keep(_: str, result: StepResult) -> None:
        kept.append(made[-1])

    with _encoding_with(encoder):
        draw(Job(address, (), variant, tuple((step, step) for step in steps)), keep)
    return [frame for frames in kept for frame in frames]


def _encoding_with(encoder: Any) -> AbstractContextManager[Any]:
    return patch("sessen.worker.run.SegmentEncoder", encoder)


def _hash(pixels: Any) -> str:
    return hashlib.sha256(pixels.tobytes()).hexdigest()
