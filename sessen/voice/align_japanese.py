"""Japanese words in a recording, by snfa: the phonemes of the text are found in it, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from sessen.voice.alignment import Alignment, Doubt, Speech
from sessen.voice.script import TimedWord

if TYPE_CHECKING:
    from sessen.speech import Readings

_PAUSE: Final = "pau"
#: A word that takes less than this part of the time that its phonemes take elsewhere is not there.
_TOO_SHORT: Final = 0.65
_FEWEST: Final = 3  # phonemes of a word that can be told to be missing


@dataclass(frozen=True, slots=True)
class _Word:
    sentence: int
    offset: int
    text: str
    phonemes: tuple[str, ...]


def align_japanese(speech: Speech, sentences: Sequence[str], readings: Readings) -> Alignment:
    """The words with their times, and those for which there is no time."""
    words = [word for number, text in enumerate(sentences) for word in _words(number, text, readings)]
    times = _times(speech, words)
    spoken = [(word, time) for word, time in zip(words, times, strict=True) if word.phonemes != (_PAUSE,)]
    usual = median((end - start) / len(word.phonemes) for word, (start, end) in spoken) if spoken else 0.0
    found, doubts = [], []
    for word, (start, end) in spoken:
        if len(word.phonemes) >= _FEWEST and (end - start) / len(word.phonemes) < _TOO_SHORT * usual:
            doubts.append(Doubt(word.text, round(start, 2), word.sentence))
        found.append(TimedWord(word.sentence, word.offset, word.text, round(start, 3), round(end, 3)))
    return Alignment(tuple(found), tuple(doubts))


def _words(number: int, text: str, readings: Readings) -> list[_Word]:
    import pyopenjtalk

    from sessen.speech.kana import words_of

    found, at = [], 0
    for word in words_of(text, readings):
        place = max(text.find(word.written, at), at)
        at = place + len(word.written)
        phonemes = [_PAUSE] if word.is_sign else str(pyopenjtalk.g2p(word.kana)).lower().split()
        if phonemes:
            found.append(_Word(number, place, word.written, tuple(phonemes)))
    return found


def _times(speech: Speech, words: Sequence[_Word]) -> list[tuple[float, float]]:
    import snfa

    phonemes = [phoneme for word in words for phoneme in word.phonemes]
    segments = snfa.Aligner()(speech, phonemes)[1:-1]  # without the pauses that it adds at both ends
    times, first = [], 0
    for word in words:
        own = segments[first : first + len(word.phonemes)]
        first += len(word.phonemes)
        times.append((own[0].start / 1000, own[-1].end / 1000))
    return times
