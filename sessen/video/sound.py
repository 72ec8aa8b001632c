"""Sound: decode any audio file, lay pieces over one another, keep them without loss."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.filter
import numpy as np
import numpy.typing as npt

from sessen.errors import SessenError
from sessen.video.settings import AUDIO_LAYOUT, AUDIO_RATE

Samples = npt.NDArray[np.float32]
"""Two channels × samples, 48,000 a second, full scale at ±1."""

_CURE = "Use a WAV, FLAC, MP3, OGG or M4A file."


@dataclass(frozen=True, slots=True)
class Sound:
    """A lossless piece of sound (FLAC bytes) that starts ``start`` seconds after the beginning it belongs to.

    It may start before it (negative) and last longer than the step that it was added in.
    """

    start: float
    data: bytes


def decode(source: Path | bytes) -> Samples:
    """The samples of the first audio stream of ``source``, at 48,000 a second, in stereo.

    Raises
    ------
    SessenError
        The file cannot be read or has no sound.
    """
    name = "the sound" if isinstance(source, bytes) else str(source)
    try:
        with av.open(io.BytesIO(source) if isinstance(source, bytes) else str(source)) as container:
            if not container.streams.audio:
                raise SessenError(f"{name} has no sound in it.", hint=_CURE)
            return _resampled(container)
    except (av.error.FFmpegError, OSError) as error:
        raise SessenError(f"{name} cannot be read as sound: {error.strerror}.", hint=_CURE) from error


def _resampled(container: Any) -> Samples:
    # One channel is heard on both sides as loud as it is; resampling it to two would make it quieter.
    single = container.streams.audio[0].codec_context.layout.nb_channels == 1
    resampler = av.AudioResampler(format="fltp", layout="mono" if single else AUDIO_LAYOUT, rate=AUDIO_RATE)
    pieces = [piece.to_ndarray() for frame in (*container.decode(audio=0), None) for piece in resampler.resample(frame)]
    samples = np.concatenate(pieces, axis=1).astype(np.float32) if pieces else np.zeros((2, 0), np.float32)
    return np.repeat(samples, 2, axis=0) if single else samples


def resampled(samples: npt.NDArray[np.float32], rate: int) -> Samples:
    """One channel at any rate as two at 48,000 samples a second."""
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None]), format="flt", layout="mono")
    frame.sample_rate, frame.pts = rate, 0
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=AUDIO_RATE)
    pieces = [piece.to_ndarray() for each in (frame, None) for piece in resampler.resample(each)]
    whole = np.concatenate(pieces, axis=1) if pieces else np.zeros((1, 0), np.float32)
    return np.repeat(whole.astype(np.float32), 2, axis=0)


def encode(samples: Samples) -> bytes:
    """``samples`` as FLAC, 16 bits, the same bytes every time."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="flac", options={"fflags": "+bitexact"}) as container:
        stream: Any = container.add_stream("flac", rate=AUDIO_RATE, options={"flags": "+bitexact"})
        stream.layout, stream.format = AUDIO_LAYOUT, "s16"
        frame = _frame(samples, stream.format.name)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def _frame(samples: Samples, format_name: str) -> av.AudioFrame:
    levels = np.round(np.clip(samples, -1, 1) * 32767).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(levels.T.reshape(1, -1)), format=format_name, layout=AUDIO_LAYOUT
    )
    frame.sample_rate, frame.pts = AUDIO_RATE, 0
    return frame


def mix(pieces: Iterable[tuple[float, Samples]], seconds: float | None = None) -> tuple[float, Samples]:
    """Lay ``pieces`` (start in seconds, samples) over one another.

    Returns the start of the earliest in seconds, and the sum, clipped to full scale. With ``seconds`` the sum covers
    exactly 0 to ``seconds``, and what lies outside is cut off.
    """
    placed = [(round(start * AUDIO_RATE), samples) for start, samples in pieces]
    first = 0 if seconds is not None else min((at for at, _ in placed), default=0)
    end = max((at + samples.shape[1] for at, samples in placed), default=0)
    length = round(seconds * AUDIO_RATE) if seconds is not None else end - first
    total = np.zeros((2, length), np.float32)
    for at, samples in placed:
        begin, stop = max(at - first, 0), min(at - first + samples.shape[1], length)
        if stop > begin:
            total[:, begin:stop] += samples[:, begin - (at - first) : stop - (at - first)]
    return first / AUDIO_RATE, np.clip(total, -1, 1)


def mixed(sounds: Iterable[Sound], seconds: float) -> Samples:
    """What is heard between 0 and ``seconds``."""
    return mix([(each.start, decode(each.data)) for each in sounds], seconds)[1]


def audio_frame(samples: Samples, first: int = 0) -> av.AudioFrame:
    """Samples as encoders and filters take them; ``first`` is the number of samples before them."""
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout=AUDIO_LAYOUT)
    frame.sample_rate, frame.pts, frame.time_base = AUDIO_RATE, first, Fraction(1, AUDIO_RATE)
    return frame


def time_stretched(sounds: Iterable[Sound], seconds: float, speed: float) -> Sound:
    """All of some sounds between 0 and ``seconds`` as one, so many times as fast, at the same pitch."""
    frame = audio_frame(mixed(sounds, seconds))
    graph: Any = av.filter.Graph()
    source = graph.add_abuffer(format="fltp", sample_rate=AUDIO_RATE, layout=AUDIO_LAYOUT, time_base=frame.time_base)
    graph.link_nodes(source, *(graph.add("atempo", f"{part:.6f}") for part in _tempos(speed)), graph.add("abuffersink"))
    graph.configure()
    graph.push(frame)
    graph.push(None)
    return Sound(0.0, encode(np.concatenate([piece.to_ndarray() for piece in pulled(graph)], axis=1)))


def _tempos(speed: float) -> Iterator[float]:
    """Factors between 0.5 and 2, which is what the filter does well, whose product is ``speed``."""
    while not 0.5 <= speed <= 2:
        part = 2.0 if speed > 2 else 0.5
        yield part
        speed /= part
    yield speed


def pulled(graph: Any) -> Iterator[Any]:
    """What has come out of a graph of filters up to now."""
    while True:
        try:
            yield graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
