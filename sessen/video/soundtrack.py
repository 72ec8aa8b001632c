"""The sound of a film: the narration of its steps over the sounds of its scenes, made window by window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import av
import av.filter
import numpy as np
import numpy.typing as npt

from sessen.video.settings import AUDIO_LAYOUT, AUDIO_RATE
from sessen.video.sound import Samples, Sound, audio_frame, decode, mixed, pulled

WINDOW: Final = 10 * AUDIO_RATE  # samples in memory at once
DUCKING: Final = -12.0  # decibels, of everything else while somebody speaks
_RAMP: Final = 0.15  # seconds in which the rest becomes quiet, and loud again
_CEILING: Final = 10 ** (-2.5 / 20)  # leaves room for what encoding adds, below -1 dBTP


@dataclass(frozen=True, slots=True)
class Voiceover:
    """Narration that begins ``start`` seconds after the film does, ``seconds`` long; it is loaded when it is heard."""

    start: float
    seconds: float
    load: Callable[[], Samples]


def soundtrack(sounds: Sequence[Sound], spoken: Sequence[Voiceover], seconds: float) -> Iterator[Samples]:
    """What is heard between 0 and ``seconds``, in windows."""
    length = round(seconds * AUDIO_RATE)
    if not spoken:
        yield mixed(sounds, seconds)
        return
    limiter = _Limiter()
    pieces = _Pieces(sounds, spoken)
    for first in range(0, length, WINDOW):
        yield from limiter.through(pieces.window(first, min(first + WINDOW, length)))
    yield from limiter.end()


class _Pieces:
    """All that is heard; what has been heard is let go."""

    def __init__(self, sounds: Sequence[Sound], spoken: Sequence[Voiceover]) -> None:
        self._sounds = [(round(each.start * AUDIO_RATE), decode(each.data)) for each in sounds]
        self._spoken = sorted(spoken, key=lambda each: each.start)
        self._loaded: dict[int, Samples] = {}

    def window(self, first: int, last: int) -> Samples:
        total = np.zeros((2, last - first), np.float32)
        for at, samples in self._sounds:
            _lay(total, samples, at - first)
        if self._sounds:
            total *= self._quiet(first, last)
        for number, each in enumerate(self._spoken):
            at = round(each.start * AUDIO_RATE)
            if at < last and at + round(each.seconds * AUDIO_RATE) > first:
                _lay(total, self._samples(number), at - first)
            elif at < first:
                self._loaded.pop(number, None)
        return total

    def _samples(self, number: int) -> Samples:
        if number not in self._loaded:
            self._loaded[number] = self._spoken[number].load()
        return self._loaded[number]

    def _quiet(self, first: int, last: int) -> npt.NDArray[np.float32]:
        """The factor of everything else: 1, and less while somebody speaks."""
        moments = np.arange(first, last) / AUDIO_RATE
        depth = np.zeros(last - first)
        for each in self._spoken:
            before, after = (each.start - moments) / _RAMP, (moments - each.start - each.seconds) / _RAMP
            depth = np.maximum(depth, 1 - np.clip(np.maximum(before, after), 0, 1))
        return (10 ** (DUCKING * depth / 20)).astype(np.float32)


def _lay(total: Samples, samples: Samples, at: int) -> None:
    begin, stop = max(at, 0), min(at + samples.shape[1], total.shape[1])
    if stop > begin:
        total[:, begin:stop] += samples[:, begin - at : stop - at]


class _Limiter:
    """Keeps peaks below the ceiling, across windows."""

    def __init__(self) -> None:
        self._graph: Any = av.filter.Graph()
        base = Fraction(1, AUDIO_RATE)
        source = self._graph.add_abuffer(format="fltp", sample_rate=AUDIO_RATE, layout=AUDIO_LAYOUT, time_base=base)
        options = f"limit={_CEILING:.5f}:level=false:attack=3:release=60:latency=true"
        form = self._graph.add("aformat", f"sample_fmts=fltp:channel_layouts={AUDIO_LAYOUT}")
        self._graph.link_nodes(source, self._graph.add("alimiter", options), form, self._graph.add("abuffersink"))
        self._graph.configure()
        self._given = self._taken = 0

    def through(self, samples: Samples) -> Iterator[Samples]:
        self._graph.push(audio_frame(samples, self._given))
        self._given += samples.shape[1]
        yield from self._pulled()

    def end(self) -> Iterator[Samples]:
        self._graph.push(None)
        yield from self._pulled()
        if self._taken < self._given:
            yield np.zeros((2, self._given - self._taken), np.float32)

    def _pulled(self) -> Iterator[Samples]:
        for frame in pulled(self._graph):
            samples = frame.to_ndarray()[:, : self._given - self._taken]
            self._taken += samples.shape[1]
            yield samples
