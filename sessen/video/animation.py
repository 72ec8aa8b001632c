"""Animated WebP and AVIF, picture by picture through Pillow; times in whole milliseconds that do not drift."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from PIL import Image

from sessen.video.color import Pixels

Pictures = Callable[[], Iterator[tuple[Pixels, int]]]
"""Begins anew: pictures, RGB or straight RGBA, each with the frames that it stands."""


def webp(shown: Pictures, frame_rate: float, *, quality: int = 90, loop: bool = False) -> bytes:
    """The bytes of an animated WebP; at a quality of 100 nothing is lost."""
    lossless = quality >= 100  # then its quality says how hard to try
    options = {"lossless": lossless, "quality": 75 if lossless else quality, "loop": 0 if loop else 1, "method": 2}
    return _written("WEBP", shown, frame_rate, options)


def avif(shown: Pictures, frame_rate: float, *, quality: int = 80) -> bytes:
    """The bytes of an animated AVIF. It always repeats itself: libavif's writer is not told otherwise by Pillow."""
    # One thread: the bytes must not depend on the machine.
    options = {"quality": min(quality, 100), "speed": 8, "subsampling": "4:4:4", "max_threads": 1}
    return _written("AVIF", shown, frame_rate, options)


def _written(kind: str, shown: Pictures, frame_rate: float, options: dict[str, Any]) -> bytes:
    ends = [0]
    for _, times in shown():
        ends.append(ends[-1] + times)
    stands = [round(1000 * end / frame_rate) - round(1000 * start / frame_rate) for start, end in pairwise(ends)]
    buffer = io.BytesIO()
    _Film(shown, len(stands)).save(buffer, format=kind, save_all=True, duration=stands, **options)
    return buffer.getvalue()


class _Film(Image.Image):
    """An image of several pictures, of which one at a time is there."""

    def __init__(self, shown: Pictures, count: int) -> None:
        super().__init__()
        self._shown = shown
        self.n_frames = count
        self.is_animated = count > 1
        self._begin()

    def _begin(self) -> None:
        self._pictures = self._shown()
        self._number = -1
        self._advance()

    def _advance(self) -> None:
        pixels, _ = next(self._pictures)
        image = Image.fromarray(np.ascontiguousarray(pixels))
        self.im, self._mode, self._size = image.im, image.mode, image.size
        self._number += 1

    def tell(self) -> int:
        return self._number

    def seek(self, frame: int) -> None:
        if not 0 <= frame < self.n_frames:
            raise EOFError
        if frame < self._number:
            self._begin()
        while self._number < frame:
            self._advance()
