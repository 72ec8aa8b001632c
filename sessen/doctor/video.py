"""Probe of the encoder: a colour that goes into a video must come out of it."""

from __future__ import annotations

import io
from typing import Any, Final

from sessen.doctor.finding import CheckFailed

CRIMSON: Final = (176, 30, 60)
"""Far from grey: taken for BT.601, as files without tags are, it comes out as (188, 46, 58)."""
TOLERANCE: Final = 2


def encode_and_decode() -> str:
    """Encode a frame as every segment is encoded, decode it, and compare the colour; levels are 0 to 255."""
    import av
    import numpy as np

    from sessen.video import SegmentEncoder

    encoder = SegmentEncoder(width=64, height=36, frame_rate=15)
    encoder.write(np.full((36, 64, 4), (*CRIMSON, 255), dtype=np.uint8))
    shown = _shown_colour(encoder.finish())
    worst = max(abs(got - given) for got, given in zip(shown, CRIMSON, strict=True))
    if worst > TOLERANCE:
        raise CheckFailed(f"the colour {CRIMSON} comes back from a video as {tuple(round(level) for level in shown)}")
    return f"PyAV {av.__version__}, H.264, colours within {worst:.0f} of 255"


def _shown_colour(video: bytes) -> tuple[float, float, float]:
    """Red, green and blue of the middle of the first frame, by the formulas of BT.709, not by FFmpeg's tables."""
    import av

    with av.open(io.BytesIO(video), "r") as container:
        planes: Any = next(container.decode(video=0)).to_ndarray(channel_last=True, format="yuv444p")
    luma, blueness, redness = (float(level) for level in planes[18, 32])
    y, u, v = (luma - 16) * 255 / 219, (blueness - 128) * 255 / 224, (redness - 128) * 255 / 224
    red, blue = y + 1.5748 * v, y + 1.8556 * u
    return red, (y - 0.2126 * red - 0.0722 * blue) / 0.7152, blue
