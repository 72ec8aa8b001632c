"""A segment: the frames of one step as a small mp4 file in memory, the unit that videos are joined from."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

import av

from sessen.video.colour import Converter, Pixels
from sessen.video.settings import BT709, LIMITED_RANGE, PIXEL_FORMAT, TICKS, VIDEO_CODEC, X264_OPTIONS


class SegmentEncoder:
    """Encodes RGBA frames, one packet each, into a segment with closed groups of pictures.

    Parameters
    ----------
    width, height
        Size in pixels, both even.
    frame_rate
        Frames a second.
    """

    def __init__(self, width: int, height: int, frame_rate: int) -> None:
        self.frames = 0
        self._shape = (height, width, 4)
        self._convert = Converter()
        self._last: av.VideoFrame | None = None
        self._buffer = io.BytesIO()
        self._container = av.open(self._buffer, "w", format="mp4", options={"fflags": "+bitexact"})
        self._stream = _video_stream(self._container, width, height, frame_rate)

    def write(self, pixels: Pixels, repeat: int = 1) -> None:
        """Encode ``pixels`` (height × width × 4, contiguous) ``repeat`` times; they are not kept."""
        if pixels.shape != self._shape:
            raise ValueError(f"A frame of shape {self._shape} was expected, not {pixels.shape}.")
        self._last = self._convert(pixels)
        self.repeat(repeat)

    def repeat(self, times: int) -> None:
        """Encode the last frame again ``times`` times: nothing is converted."""
        if self._last is None:
            raise ValueError("There is no frame to repeat yet.")
        for _ in range(times):
            self._last.pts = self.frames * TICKS
            self._last.time_base = self._stream.codec_context.time_base
            self._container.mux(self._stream.encode(self._last))
            self.frames += 1

    def finish(self) -> bytes:
        """Flush the encoder and return the segment; nothing can be written afterwards."""
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._buffer.getvalue()

    def close(self) -> None:
        """Drop what was encoded."""
        self._container.close()


def _video_stream(container: Any, width: int, height: int, frame_rate: int) -> av.VideoStream:
    stream: av.VideoStream = container.add_stream(VIDEO_CODEC, rate=frame_rate, options=dict(X264_OPTIONS))
    stream.width, stream.height, stream.pix_fmt = width, height, PIXEL_FORMAT
    stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS * frame_rate)
    context = stream.codec_context
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    context.thread_count = 1
    return stream
