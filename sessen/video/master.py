"""A master: the frames of one step with their alpha channel, without loss, that every transparent clip is made from.

QuickTime's run lengths take a third of the bytes and of the time of FFV1 on drawings (docs/decisions/0040-clips.md).
A picture that stands is written once, with the time that it stands.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

import av
import numpy as np

from sessen.video.color import Box, Pixels
from sessen.video.read import Source, opened

_CODEC: Final = "qtrle"
_OPTIONS: Final = {"g": "300"}  # frames after which one is written whole


class MasterEncoder:
    """Encodes Cairo's premultiplied RGBA frames, each picture once, into a QuickTime file.

    Parameters
    ----------
    width, height
        Size in pixels.
    frame_rate
        Frames a second.
    """

    def __init__(self, width: int, height: int, frame_rate: int) -> None:
        self._shape = (height, width, 4)
        self._tick = Fraction(1, frame_rate)
        self._standing: Pixels | None = None
        self._since = self._now = 0
        self._buffer = io.BytesIO()
        self._container: Any = av.open(self._buffer, "w", format="mov", options={"fflags": "+bitexact"})
        self._stream = self._container.add_stream(_CODEC, rate=frame_rate, options=dict(_OPTIONS))
        self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "argb"
        self._stream.time_base = self._stream.codec_context.time_base = self._tick
        self._stream.codec_context.thread_count = 1

    def write(self, pixels: Pixels, repeat: int = 1, changed: Sequence[Box] | None = None) -> None:
        """Encode ``pixels`` (height × width × 4), which stand for ``repeat`` frames.

        ``changed`` are the parts in which they differ from the frame before; none when nothing does.
        """
        if pixels.shape != self._shape:
            raise ValueError(f"A frame of shape {self._shape} was expected, not {pixels.shape}.")
        if self._standing is None or changed is None or changed:
            self._write_standing()
            self._standing, self._since = pixels.copy(), self._now
        self._now += repeat

    def _write_standing(self) -> None:
        if self._standing is None:
            return
        frame = av.VideoFrame.from_ndarray(self._standing, format="rgba").reformat(format="argb")
        frame.pts, frame.time_base = self._since, self._tick
        for packet in self._stream.encode(frame):
            packet.duration = self._now - self._since
            self._container.mux(packet)

    def finish(self) -> bytes:
        """Write what still stands and return the file; nothing can be written afterwards."""
        self._write_standing()
        self.close()
        return self._buffer.getvalue()

    def close(self) -> None:
        """Close the file, as far as it was written."""
        self._container.close()


def pictures(source: Source, frame_rate: float) -> Iterator[tuple[Pixels, int]]:
    """The pictures of a master as premultiplied RGBA, each with the number of frames that it stands."""
    with av.open(opened(source), "r") as container:
        stream: Any = container.streams.video[0]
        for packet in container.demux(stream):
            for frame in packet.decode():
                times = round(float(packet.duration * stream.time_base) * frame_rate)
                yield np.ascontiguousarray(frame.to_ndarray(format="rgba"), np.uint8), times


def straight(pixels: Pixels) -> Pixels:
    """RGBA whose colours do not contain alpha, as files have it, of Cairo's premultiplied RGBA."""
    made = pixels.copy()
    edges = (pixels[..., 3] > 0) & (pixels[..., 3] < 255)
    rim = pixels[edges].astype(np.uint16)
    made[edges, :3] = np.minimum((rim[:, :3] * 255 + rim[:, 3:] // 2) // rim[:, 3:], 255)
    return made


def over(pixels: Pixels, colour: tuple[int, int, int]) -> Pixels:
    """Opaque RGB of premultiplied RGBA laid over a colour."""
    rest = 255 - pixels[..., 3:].astype(np.uint16)
    ground = (rest * np.array(colour, np.uint16) + 127) // 255
    laid: Pixels = np.minimum(pixels[..., :3] + ground, 255).astype(np.uint8)
    return laid


def matted(pixels: Pixels, colour: tuple[int, int, int]) -> Pixels:
    """RGBA for formats in which a pixel is either opaque or not there: what is drawn at all lies over a colour."""
    drawn = pixels[..., 3:] > 0
    return np.concatenate([over(pixels, colour), np.where(drawn, 255, 0).astype(np.uint8)], axis=2)


def with_alpha(pixels: Pixels) -> Pixels:
    """RGBA of opaque RGB."""
    return np.concatenate([pixels, np.full((*pixels.shape[:2], 1), 255, np.uint8)], axis=2)
