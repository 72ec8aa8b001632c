"""A segment: the frames of one step as a small mp4 file in memory, the unit that videos are joined from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import av

from sessen.video.colour import Converter, Pixels, Rows
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
        self._converter = Converter(width, height)
        self._picture: av.VideoFrame = self._converter.frame
        self._buffer = io.BytesIO()
        self._container = av.open(self._buffer, "w", format="mp4", options={"fflags": "+bitexact"})
        self._stream = _video_stream(self._container, width, height, frame_rate)

    def write(self, pixels: Pixels, repeat: int = 1, changed: Sequence[Rows] | None = None) -> None:
        """Encode ``pixels`` (height × width × 4, contiguous) ``repeat`` times; they are not kept.

        Parameters
        ----------
        changed
            Rows in which they differ from the frame before; by default, and in the first frame, all of them.
        """
        if pixels.shape != self._shape:
            raise ValueError(f"A frame of shape {self._shape} was expected, not {pixels.shape}.")
        whole = changed is None or not self.frames
        for rows in [(0, self._shape[0])] if whole or changed is None else changed:
            self._converter.update(pixels, rows)
        for _ in range(repeat):
            self._encode()

    def _encode(self) -> None:
        self._picture.pts = self.frames * TICKS
        self._picture.time_base = self._stream.codec_context.time_base
        self._container.mux(self._stream.encode(self._picture))
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
