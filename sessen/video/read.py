"""Look into a video: how long it is, and the frames that a player would show."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import av
import numpy as np

from sessen.video.color import Pixels

_EXACT: Final = 0x2 | 0x2000 | 0x40000  # bilinear, chroma for every pixel, rounded: flags of libswscale

Source = Path | bytes
"""A video file, or the bytes of one."""


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What a video holds: size in pixels, exact number of frames, frames a second, length in seconds."""

    width: int
    height: int
    frames: int
    frame_rate: float
    seconds: float


def opened(source: Source) -> str | IO[bytes]:
    """What PyAV opens for ``source``."""
    return io.BytesIO(source) if isinstance(source, bytes) else str(source)


def probe(source: Source) -> VideoInfo:
    """Count the packets of the first video stream of ``source``; nothing is decoded."""
    with av.open(opened(source), "r") as container:
        stream = container.streams.video[0]
        frames = sum(1 for packet in container.demux(stream) if packet.size > 0)
        rate = float(stream.average_rate or 0)
        return VideoInfo(stream.width, stream.height, frames, rate, frames / rate if rate else 0.0)


def frames(source: Source) -> Iterator[Pixels]:
    """Decode ``source`` frame by frame to RGB (height × width × 3), by the colours that it is tagged with."""
    with av.open(opened(source), "r") as container:
        for frame in container.decode(container.streams.video[0]):
            yield _shown(frame)


def last_frame(source: Source) -> Pixels:
    """Decode the last frame of ``source`` to RGB (height × width × 3), from the last place where decoding can begin."""
    with av.open(opened(source), "r") as container:
        stream = container.streams.video[0]
        container.seek(stream.duration or 0, stream=stream)
        frame = deque(container.decode(stream), maxlen=1).pop()
        return _shown(frame)


def _shown(frame: av.VideoFrame) -> Pixels:
    """The picture as a careful player shows it: FFmpeg's fast conversion is off by up to two levels."""
    return np.asarray(frame.to_ndarray(format="rgb24", interpolation=_EXACT), dtype=np.uint8)
