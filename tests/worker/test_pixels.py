"""The pixels are Manim's: every frame that is handed over, and what the encoder makes of its changes."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from manim import VMobject
from manim.scene.scene_file_writer import SceneFileWriter

from sessen.job import Job, SceneRef
from sessen.project import project_root
from sessen.variant import Quality, Variant
from sessen.video.color import Box, Converter, Pixels
from sessen.worker import StepResult, draw, run
from sessen.worker.configuration import manim_config
from sessen.worker.drawing.incremental import IncrementalRenderer
from sessen.worker.load import isolated_imports, load_scene

SCENES = Path(__file__).parents[1] / "data" / "scenes" / "worker_pixels.py"
SMALL = Variant(quality=Quality("small", 256, 144, 10))
NAMES = [node.name for node in ast.parse(SCENES.read_text()).body if isinstance(node, ast.ClassDef)]


def frames_of_manim(name: str, variant: Variant, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Hashes of the frames that Manim's own CairoRenderer gives to its own writer."""
    frames: list[str] = []

    def write_frame(writer: Any, pixels: Any, *, repeat: int = 1) -> None:
        frames.extend([hashlib.sha256(pixels.tobytes()).hexdigest()] * repeat)

    monkeypatch.setattr(SceneFileWriter, "write_frame", write_frame)
    with isolated_imports(SCENES), manim_config(variant, project_root(SCENES), folder):
        load_scene(SceneRef(SCENES, name))().render()
    return frames


class Recorder:
    """In place of the encoder: takes the pixels, and converts the changed rows as the encoder does."""

    def __init__(self, width: int, height: int, rate: int) -> None:
        self.hashes: list[str] = []
        self.ends: tuple[str, str] | None = None
        self.patched = Converter(width, height)
        self.whole = Converter(width, height)
        self.area = 0

    def write(self, pixels: Pixels, repeat: int = 1, changed: Sequence[Box] | None = None) -> None:
        self.hashes.extend([hashlib.sha256(pixels.tobytes()).hexdigest()] * repeat)
        parts = changed if changed is not None and len(self.hashes) > repeat else [_whole(pixels)]
        for part in parts:
            self.patched.update(pixels, part)
            self.area += _area(part)
        self.whole.update(pixels, _whole(pixels))
        assert (self.patched.frame.to_ndarray() == self.whole.frame.to_ndarray()).all()

    def finish(self) -> bytes:
        return b""

    def close(self) -> None: ...


def _whole(pixels: Pixels) -> Box:
    return 0, 0, pixels.shape[1], pixels.shape[0]


def _area(part: Box) -> int:
    return (part[2] - part[0]) * (part[3] - part[1])


def frames_of_ours(name: str, variant: Variant, monkeypatch: pytest.MonkeyPatch) -> list[Recorder]:
    recorders: list[Recorder] = []

    def recorder(*size: int, beside: bool) -> Recorder:
        recorders.append(Recorder(*size))
        return recorders[-1]

    monkeypatch.setattr(run, "SegmentEncoder", recorder)
    steps = ("seen", "scene") if name == "Paper" else ("scene",)

    def keep(_: str, result: StepResult) -> None:
        recorders[-1].ends = result.first, result.last

    draw(Job(SceneRef(SCENES, name), (), variant, tuple((step, step) for step in steps)), keep)
    return recorders


@pytest.mark.parametrize("name", NAMES)
def test_every_frame_is_manims(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = frames_of_manim(name, SMALL, tmp_path, monkeypatch)
    ours = frames_of_ours(name, SMALL, monkeypatch)
    assert [frame for recorder in ours for frame in recorder.hashes] == theirs
    # Ends say whether steps meet; what scenes draw for its own sake before a step ends is none of its frames.
    assert [recorder.ends for recorder in ours] == [(recorder.hashes[0], recorder.hashes[-1]) for recorder in ours]
    assert len(set(theirs)) > len(theirs) / 3  # something moves


def test_less_than_the_whole_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The painter is in use: without it the comparison above would prove nothing."""
    drawn: list[list[Box]] = []
    paint = IncrementalRenderer.paint

    def watched(painter: IncrementalRenderer, base: Pixels, mobjects: Sequence[VMobject]) -> list[Box]:
        drawn.append(paint(painter, base, mobjects))
        return drawn[-1]

    monkeypatch.setattr(IncrementalRenderer, "paint", watched)
    (recorder,) = frames_of_ours("Updaters", SMALL, monkeypatch)
    assert sum(_area(part) for parts in drawn for part in parts) < 0.6 * 256 * 144 * len(drawn)
    assert recorder.area < 0.4 * 256 * 144 * len(recorder.hashes)


def test_parts_are_converted_as_in_the_whole() -> None:
    """Of noise, which has an edge everywhere; also odd places, and the first and last rows and columns."""
    pixels = np.random.default_rng(1).integers(0, 256, (180, 320, 4), dtype=np.uint8)
    whole, patched = Converter(320, 180), Converter(320, 180)
    whole.update(pixels, (0, 0, 320, 180))
    patched.update(np.zeros_like(pixels), (0, 0, 320, 180))
    heights = (0, 1, 90, 133, 179, 180)
    for top, bottom in pairwise(heights):
        for left, right in pairwise((0, 1, 2, 77, 200, 319, 320)):
            patched.update(pixels, (left, top, right, bottom))
    assert (patched.frame.to_ndarray() == whole.frame.to_ndarray()).all()
