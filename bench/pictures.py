"""Compare pictures: with Manim's own before encoding, and what is left of them after."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any
from unittest.mock import patch

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace
from manim.scene.scene_file_writer import SceneFileWriter
from scipy.ndimage import uniform_filter  # type: ignore[import-untyped]

from bench.lecture import Scene
from sessen.job import Job, SceneRef
from sessen.project import project_root
from sessen.variant import Variant
from sessen.video.color import Box, Pixels
from sessen.video.settings import PIXEL_FORMAT, VIDEO_CODEC, X264_OPTIONS
from sessen.worker import draw, walk
from sessen.worker.configuration import manim_config
from sessen.worker.load import isolated_imports, load_scene

_EVERY = 30  # frames: SSIM is measured on each of these
_BLOCK = 8  # pixels: the side of SSIM's window

Luma = npt.NDArray[np.float32]


class _Camera:
    """In place of the encoder: shows each frame to somebody, and encodes nothing."""

    def __init__(self, look: Any) -> None:
        self._look = look

    def write(self, pixels: Pixels, repeat: int = 1, changed: Sequence[Box] | None = None) -> None:
        for _ in range(repeat):
            self._look(pixels)

    def finish(self) -> bytes:
        return b""

    def close(self) -> None: ...


def show_frames(scene: Scene, variant: Variant, look: Any) -> None:
    """Draw all of ``scene`` and show the RGBA pixels of every frame to ``look``."""
    address, steps = SceneRef(scene.file, scene.name), list[str]()
    walk(address, variant, {}, lambda record: steps.append(record.step))
    with patch("sessen.worker.run.SegmentEncoder", lambda *_, **__: _Camera(look)):
        draw(Job(address, (), variant, tuple((step, step) for step in steps)), lambda *_: None)


def equal_frames(scene: Scene, variant: Variant) -> tuple[int, int]:
    """How many frames are Manim's own to the last bit, of how many, in the variant that ``manim render`` makes."""
    ours: list[str] = []
    show_frames(scene, variant, lambda pixels: ours.append(_hash(pixels)))
    theirs: list[str] = []

    def write_frame(writer: Any, pixels: Any, *, repeat: int = 1) -> None:
        theirs.extend([_hash(pixels)] * repeat)

    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(SceneFileWriter, "write_frame", write_frame),
        isolated_imports(scene.file),
        manim_config(variant, project_root(scene.file), Path(folder)),
    ):
        load_scene(SceneRef(scene.file, scene.name))().render()
    return sum(one == other for one, other in zip(ours, theirs, strict=False)), max(len(ours), len(theirs))


def _hash(pixels: Any) -> str:
    return hashlib.sha256(pixels.tobytes()).hexdigest()


def similarities(scene: Scene, variant: Variant, ours: Path, manims: Path) -> tuple[list[float], list[float]]:
    """SSIM of every thirtieth frame of two videos of ``scene`` with the frame before it was encoded.

    Each is compared in its own luma: ours is BT.709, Manim's BT.601.
    """
    shown = zip(_lumas(ours), _lumas(manims), strict=True)
    found: tuple[list[float], list[float]] = ([], [])
    number = 0

    def look(pixels: Pixels) -> None:
        nonlocal number
        decoded = next(shown)
        if number % _EVERY == 0:
            for luma, matrix, values in zip(decoded, (Colorspace.ITU709, Colorspace.ITU601), found, strict=True):
                values.append(_ssim(_luma_of(pixels, matrix), luma))
        number += 1

    show_frames(scene, variant, look)
    return found


def _lumas(video: Path) -> Iterator[Luma]:
    with av.open(str(video), "r") as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray()[: frame.height].astype(np.float32)


def _luma_of(pixels: Pixels, matrix: Colorspace) -> Luma:
    frame = av.VideoFrame.from_ndarray(pixels, format="rgba")
    converted = frame.reformat(
        format=PIXEL_FORMAT,
        src_colorspace=matrix,
        dst_colorspace=matrix,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
    )
    return converted.to_ndarray()[: frame.height].astype(np.float32)


def _ssim(one: Luma, other: Luma) -> float:
    """Structural similarity (Wang et al. 2004) with square windows, the mean over the picture."""

    def mean(values: Luma) -> Luma:
        return np.asarray(uniform_filter(values, _BLOCK)[_BLOCK // 2 :: 4, _BLOCK // 2 :: 4], np.float32)

    small, smaller = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    a, b = mean(one), mean(other)
    variances = mean(one * one) - a * a + mean(other * other) - b * b
    covariance = mean(one * other) - a * b
    nominator = (2 * a * b + small) * (2 * covariance + smaller)
    return float((nominator / ((a * a + b * b + small) * (variances + smaller))).mean())


def encoding_floor(video: Path) -> float:
    """Seconds of processor time to encode the decoded frames of ``video`` again, with the same settings."""
    spent = 0.0
    with av.open(str(video), "r") as container:
        stream = container.streams.video[0]
        context: Any = av.CodecContext.create(VIDEO_CODEC, "w")
        context.width, context.height, context.pix_fmt = stream.width, stream.height, PIXEL_FORMAT
        context.time_base, context.thread_count = 1 / Fraction(stream.average_rate or 1), 1
        context.options = dict(X264_OPTIONS)
        for number, frame in enumerate(chain(container.decode(stream), (None,))):
            if frame is not None:
                frame.pts, frame.pict_type, frame.time_base = number, 0, context.time_base
            began = time.process_time()
            context.encode(frame)
            spent += time.process_time() - began
    return spent
