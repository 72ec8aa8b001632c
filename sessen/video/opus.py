"""Speech as Ogg Opus: one channel, 24 kbit a second."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final

import av

from sessen.video.settings import AUDIO_RATE
from sessen.video.sound import Samples

BIT_RATE: Final = 24_000


def encode_opus(samples: Samples, comments: Mapping[str, str]) -> bytes:
    """The mean of the channels as Ogg Opus, the same bytes every time.

    Parameters
    ----------
    comments
        What the file says of itself; it changes nothing of the sound in it.
    """
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream: Any = container.add_stream("libopus", rate=AUDIO_RATE, options={"flags": "+bitexact"})
        stream.layout, stream.bit_rate = "mono", BIT_RATE
        stream.metadata.update(comments)
        frame = av.AudioFrame.from_ndarray(samples.mean(axis=0, dtype="float32")[None], format="flt", layout="mono")
        frame.sample_rate, frame.pts = AUDIO_RATE, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()
