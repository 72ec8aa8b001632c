"""A take by the machine: its sentences spoken, each kept when it is done, joined, and brought to loudness."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sessen.files import atomic_write
from sessen.speech import Readings
from sessen.voice.engines import Engine, SaidWord, Utterance, Voice, engine_of
from sessen.voice.script import Script, TimedWord, used_in
from sessen.voice.take import MACHINE, Take, TakeInfo, write_take

if TYPE_CHECKING:
    from sessen.video.sound import Samples

PAUSE: Final = 0.4  # seconds between sentences
_FORM: Final = 1


@dataclass(frozen=True, slots=True)
class Manner:
    """Who speaks, and how fast."""

    voice: Voice
    speed: float = 1.0


class Synthesizer:
    """Makes takes.

    Parameters
    ----------
    kept
        The folder where spoken sentences are kept: what was killed goes on where it was.
    """

    def __init__(self, kept: Path, manner: Manner) -> None:
        self._kept = kept
        self._manner = manner
        self._engine: Engine = engine_of(manner.voice)

    def make(self, script: Script, readings: Readings, target: Path) -> Take:
        """Speak all of a script, and write it to ``target``."""
        from sessen.video.loudness import at_loudness

        samples, words = joined([self._sentence(sentence, readings) for sentence in script.spoken])

        voice = self._manner.voice
        info = TakeInfo(
            by=MACHINE,
            spoken=script.spoken,
            readings=script.readings,
            words=words,
            seconds=round(samples.shape[1] / _rate(), 3),
            voice=voice.name,
            engine=voice.engine,
            speed=self._manner.speed,
            versions=dict(self._engine.versions),
        )
        return write_take(target, at_loudness(samples), info)

    def _sentence(self, sentence: str, readings: Readings) -> Utterance:
        used = used_in(sentence, readings)
        voice = self._manner.voice
        told = [_FORM, voice.name, voice.engine, self._manner.speed, sentence, used, dict(self._engine.versions)]
        file = self._kept / f"{sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()}.npz"
        return _read(file) or self._speak(file, sentence, readings)

    def _speak(self, file: Path, sentence: str, readings: Readings) -> Utterance:
        said = self._engine.say(sentence, self._manner.voice.name, self._manner.speed, readings)
        _write(file, said)
        return said


def _rate() -> int:
    from sessen.video.settings import AUDIO_RATE

    return AUDIO_RATE


def joined(sentences: list[Utterance], pause: float = PAUSE) -> tuple[Samples, tuple[TimedWord, ...]]:
    """Sentences with a pause between them, at 48,000 samples a second in two channels; and all of their words."""
    import numpy as np

    from sessen.video.sound import resampled

    pieces: list[Any] = []
    words: list[TimedWord] = []
    begins = 0.0
    for number, sentence in enumerate(sentences):
        if number:
            pieces.append(np.zeros((2, round(pause * _rate())), np.float32))
            begins += pause
        pieces.append(faded(resampled(sentence.samples, sentence.rate)))
        words += [_word(number, word, begins) for word in sentence.words]
        begins += pieces[-1].shape[1] / _rate()
    return np.concatenate(pieces or [np.zeros((2, 0), np.float32)], axis=1), tuple(words)


def _word(number: int, word: SaidWord, begins: float) -> TimedWord:
    return TimedWord(number, word.offset, word.text, round(begins + word.start, 3), round(begins + word.end, 3))


def faded(samples: Samples, seconds: float = 0.01) -> Samples:
    """The same, beginning and ending softly, so that nothing clicks."""
    import numpy as np

    count = min(round(seconds * _rate()), samples.shape[1] // 2)
    ramp = np.linspace(0.0, 1.0, count, dtype=np.float32)
    soft = samples.copy()
    soft[:, :count] *= ramp
    soft[:, samples.shape[1] - count :] *= ramp[::-1]
    return soft


def _write(file: Path, said: Utterance) -> None:
    import numpy as np

    words = json.dumps([[word.offset, word.text, word.start, word.end] for word in said.words])
    buffer = io.BytesIO()
    np.savez(buffer, samples=said.samples, rate=said.rate, words=np.array(words))
    with atomic_write(file) as part:
        part.write_bytes(buffer.getvalue())


def _read(file: Path) -> Utterance | None:
    """A sentence as it was kept; None where it was not, or not as it was written."""
    import zipfile

    import numpy as np

    with suppress(OSError, ValueError, KeyError, zipfile.BadZipFile), np.load(file, allow_pickle=False) as kept:
        words = tuple(SaidWord(*word) for word in json.loads(str(kept["words"])))
        return Utterance(kept["samples"], int(kept["rate"]), words)
    return None
