"""Japanese words in a recording, by snfa: the phonemes of the text are found in it, each with how well it fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Any, Final

from sessen.voice.alignment import Alignment, Doubt, Speech
from sessen.voice.script import TimedWord

if TYPE_CHECKING:
    from sessen.speech import Readings

_PAUSE: Final = "pau"
_FEWEST: Final = 3  # phonemes of a word that can be told to be missing, or to be another
#: The score of a phoneme is the logarithm of how likely the network takes it to be, beside the likeliest one; that of a
#: word is the mean of its own. One that is below this, and below the middle one of the others, is another word. A word
#: that takes much less time than others is not there if it scores badly as well.
#: Measured by ``python -m tools.swapped_words``.
_POOREST: Final = -1.9
_BELOW_OTHERS: Final = 0.8
_TOO_SHORT: Final = 0.6
_POOR: Final = -1.2


@dataclass(frozen=True, slots=True)
class _Word:
    sentence: int
    offset: int
    text: str
    phonemes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """From when to when a word is said, if it is, and how well its phonemes fit."""

    word: _Word
    start: float
    end: float
    score: float

    @property
    def pace(self) -> float:
        """Seconds a phoneme."""
        return (self.end - self.start) / len(self.word.phonemes)


def align_japanese(speech: Speech, sentences: Sequence[str], readings: Readings) -> Alignment:
    """The words with their times, and those for which there is no time, or other sounds."""
    words = [word for number, text in enumerate(sentences) for word in _words(number, text, readings)]
    found = [each for each in _located(speech, words) if each.word.phonemes != (_PAUSE,)]
    if not found:  # there is less sound than there are phonemes
        spoken = [word for word in words if word.phonemes != (_PAUSE,)]
        return Alignment((), tuple(Doubt(word.text, 0.0, word.sentence) for word in spoken))
    pace, score = median(each.pace for each in found), median(each.score for each in found)
    doubts = [each for each in found if _is_doubtful(each, pace, score)]
    return Alignment(
        tuple(
            TimedWord(each.word.sentence, each.word.offset, each.word.text, round(each.start, 3), round(each.end, 3))
            for each in found
        ),
        tuple(Doubt(each.word.text, round(each.start, 2), each.word.sentence) for each in doubts),
    )


def _is_doubtful(found: _Found, pace: float, score: float) -> bool:
    if len(found.word.phonemes) < _FEWEST:
        return False
    is_another = found.score < min(_POOREST, score - _BELOW_OTHERS)
    return is_another or (found.pace < _TOO_SHORT * pace and found.score < _POOR)


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


def _located(speech: Speech, words: Sequence[_Word]) -> list[_Found]:
    """Each word in its order; none of them where the sound is too short for all."""
    import snfa

    phonemes = [phoneme for word in words for phoneme in word.phonemes]
    aligner = snfa.Aligner()
    if speech.size // aligner.hop_size <= len(phonemes) + 2:  # a frame each, and the pauses that it adds at both ends
        return []
    likely = _Likelihoods(aligner)
    segments = aligner(speech, phonemes)[1:-1]
    found, first = [], 0
    for word in words:
        own = segments[first : first + len(word.phonemes)]
        first += len(word.phonemes)
        scores = [likely.score(each.phoneme, each.start / 1000, each.end / 1000) for each in own]
        found.append(_Found(word, own[0].start / 1000, own[-1].end / 1000, fmean(scores)))
    return found


class _Likelihoods:
    """Keeps what the network of an aligner says of each frame: it is only used for times by the aligner itself."""

    def __init__(self, aligner: Any) -> None:
        self._aligner = aligner
        self._forward = aligner.forward
        aligner.forward = self._keep

    def _keep(self, mel: Any) -> Any:
        logits = self._forward(mel)
        each = logits[:, 1:]  # without that of a blank, as in alignment
        self._beside_best = each - each.max(axis=1, keepdims=True)
        self._is_pause = each.argmax(axis=1) == self._column(_PAUSE)
        return logits

    def score(self, phoneme: str, start: float, end: float) -> float:
        """The mean logarithm of how likely a phoneme is beside the likeliest, but for frames of silence."""
        rate = self._aligner.sr / self._aligner.hop_size
        first = round(start * rate)
        own = slice(first, max(first + 1, round(end * rate)))
        scores, pauses = self._beside_best[own, self._column(phoneme)], self._is_pause[own]
        return float((scores if pauses.all() else scores[~pauses]).mean())

    def _column(self, phoneme: str) -> int:
        return int(self._aligner.phone_dict[phoneme]) - 1
