"""The pictures of a clip, one after the other: from the store, at another speed, cropped, smaller. None are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from sessen.video.color import Box, Pixels

Shown = tuple[Pixels, int]
"""A picture, and how many frames it stands."""

_BLUR = 12  # levels of 255 by which the codec may change what is nothing but background


@dataclass(frozen=True, slots=True)
class FrameSequence:
    """Pictures that can be gone through as often as needed.

    Parameters
    ----------
    frames
        How many there are in all.
    frame_rate
        Frames a second.
    size
        Pixels across and up.
    shown
        Begins anew: the pictures, RGB or premultiplied RGBA.
    """

    frames: int
    frame_rate: float
    size: tuple[int, int]
    shown: Callable[[], Iterator[Shown]]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / self.frame_rate

    def resampled(self, frame_rate: float, speed: float = 1.0) -> FrameSequence:
        """The sequence with another number of frames a second, and faster; its first and last picture stay."""
        count = max(min(self.frames, 2), round(self.seconds / speed * frame_rate))
        if count == self.frames and frame_rate == self.frame_rate:
            return self
        return FrameSequence(count, frame_rate, self.size, lambda: _resampled(self.shown(), self.frames, count))

    def cropped(self, box: Box) -> FrameSequence:
        """The part of the pictures within a box."""
        left, top, right, bottom = box
        part = (slice(top, bottom), slice(left, right))
        size = right - left, bottom - top
        return self._replaced(size, lambda pixels: np.ascontiguousarray(pixels[part]))

    def fitted(self, width: int, height: int) -> FrameSequence:
        """Pictures small enough to be within so many pixels, even numbers of them; 0 sets no limit."""
        across, up = self.size
        scale = min([1.0, *([width / across] if width else []), *([height / up] if height else [])])
        if scale == 1.0:
            return self
        size = max(2, round(across * scale / 2) * 2), max(2, round(up * scale / 2) * 2)
        return self._replaced(size, lambda pixels: _scaled(pixels, size))

    def mapped(self, change: Callable[[Pixels], Pixels]) -> FrameSequence:
        """The sequence with something done to each picture."""
        return self._replaced(self.size, change)

    def without_last(self) -> FrameSequence:
        """The sequence without its last frame, for one that begins anew with the same picture."""
        return FrameSequence(self.frames - 1, self.frame_rate, self.size, lambda: _one_less(self.shown()))

    def _replaced(self, size: tuple[int, int], change: Callable[[Pixels], Pixels]) -> FrameSequence:
        def shown() -> Iterator[Shown]:
            return ((change(pixels), times) for pixels, times in self.shown())

        return FrameSequence(self.frames, self.frame_rate, size, shown)


def deduplicated(frames: Iterable[Pixels]) -> Iterator[Shown]:
    """Frames as pictures: equal neighbours count as one that stands."""
    standing, times = None, 0
    for pixels in frames:
        if standing is not None and np.array_equal(pixels, standing):
            times += 1
            continue
        if standing is not None:
            yield standing, times
        standing, times = pixels, 1
    if standing is not None:
        yield standing, times


def standing(shown: Iterable[Shown], longer: int) -> Iterator[Shown]:
    """Pictures of which the last one stands so many frames longer."""
    last: Shown | None = None
    for each in shown:
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last[0], last[1] + longer


def drawn_box(pictures: Iterable[Pixels], around: Box | None = None) -> Box | None:
    """The box around everything that is drawn in some pictures, and around another box; None if nothing is.

    Premultiplied RGBA is drawn on where it is not transparent, RGB where it is not of the colour of its corner.
    """
    for pixels in pictures:
        drawn = pixels[..., 3] > 0 if pixels.shape[2] == 4 else _differs(pixels)
        rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
        if rows.size:
            around = _union(around, (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1))
    return around


def padded(box: Box, margin: int, size: tuple[int, int]) -> Box:
    """The box with a margin, within the picture, on even pixels: chroma comes in pairs of them."""
    left, top = (max(0, edge - margin) // 2 * 2 for edge in box[:2])
    right, bottom = (min(limit, -(-(edge + margin) // 2) * 2) for edge, limit in zip(box[2:], size, strict=True))
    return left, top, right, bottom


def _differs(pixels: Pixels) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    ground = pixels[0, 0].astype(np.int16)
    drawn: np.ndarray[tuple[int, int], np.dtype[np.bool_]] = (np.abs(pixels - ground) > _BLUR).any(axis=2)
    return drawn


def _union(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _resampled(shown: Iterator[Shown], before: int, after: int) -> Iterator[Shown]:
    """Each picture as often as frames of the new grid fall on it; first and last frame fall on first and last."""
    step = (before - 1) / (after - 1) if after > 1 else 0.0
    begun = taken = 0
    for pixels, times in shown:
        begun += times
        count = 0
        while taken + count < after and round((taken + count) * step) < begun:
            count += 1
        taken += count
        if count:
            yield pixels, count


def _one_less(shown: Iterator[Shown]) -> Iterator[Shown]:
    waiting: Shown | None = None
    for each in shown:
        if waiting:
            yield waiting
        waiting = each
    if waiting and waiting[1] > 1:
        yield waiting[0], waiting[1] - 1


def _scaled(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """Smaller pixels; Pillow's mode RGBa is premultiplied, as Cairo's are, so that edges keep their colour."""
    mode = "RGBa" if pixels.shape[2] == 4 else "RGB"
    image = Image.frombuffer(mode, (pixels.shape[1], pixels.shape[0]), np.ascontiguousarray(pixels), "raw", mode, 0, 1)
    channels = [channel.resize(size, Image.Resampling.LANCZOS) for channel in image.split()]
    return np.stack([np.asarray(channel) for channel in channels], axis=2)
