"""What is said in a step: sentences as they are read and as they are spoken, as plain values that can be remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from sessen.speech import Readings, Spoken

#: Seconds of a step before its narration begins, and after it has ended.
LEAD: Final = 0.3
TAIL: Final = 0.5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a narration.

    Parameters
    ----------
    text
        As it is read with the eyes.
    spoken
        As it is said.
    marks
        Names with their places: a mark comes when so many characters of ``spoken`` have been said.
    """

    text: str
    spoken: str
    marks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """All that is said in a step; nothing where it has no sentences.

    Parameters
    ----------
    readings
        The words in it whose reading a lecture gives, in kana with its accent.
    """

    sentences: tuple[Sentence, ...] = ()
    readings: tuple[tuple[str, str, int], ...] = ()

    @property
    def spoken(self) -> tuple[str, ...]:
        """What a take of it is made from."""
        return tuple(sentence.spoken for sentence in self.sentences)

    @property
    def text(self) -> str:
        """As it is read with the eyes."""
        return joined(sentence.text for sentence in self.sentences)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        readings = tuple((word, kana, accent) for word, kana, accent in written["readings"])
        return cls(tuple(map(_sentence, written["sentences"])), readings)


def _sentence(written: Mapping[str, Any]) -> Sentence:
    return Sentence(written["text"], written["spoken"], tuple((name, offset) for name, offset in written["marks"]))


def used_in(text: str, readings: Readings) -> tuple[tuple[str, str, int], ...]:
    """The Japanese words of a text whose reading is given."""
    known = readings.words("ja").items()
    return tuple(sorted((word, reading.said, reading.accent) for word, reading in known if word in text))


def script_of(spoken: Spoken, language: str, readings: Readings) -> Script:
    """What speech has come to, as a script."""
    sentences = tuple(
        Sentence(each.text, each.spoken, tuple((mark.name, mark.offset) for mark in each.marks))
        for each in spoken.sentences
    )
    return Script(sentences, used_in(spoken.spoken, readings) if language == "ja" else ())


def joined(sentences: Iterable[str]) -> str:
    """Sentences after one another; in Japanese no space comes between them."""
    text = ""
    for sentence in sentences:
        text += sentence if not text or text[-1] in "。！？" else f" {sentence}"
    return text


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word of a take, and when it is said.

    Parameters
    ----------
    sentence
        The number of its sentence, from 0.
    offset
        Where it begins in the spoken sentence.
    start, end
        In seconds from the beginning of the take.
    """

    sentence: int
    offset: int
    text: str
    start: float
    end: float


def mark_times(script: Script, words: Sequence[TimedWord]) -> dict[str, float]:
    """When each mark has been spoken, in seconds: where the word after it begins, or the last one ends."""
    found: dict[str, float] = {}
    for number, sentence in enumerate(script.sentences):
        for name, offset in sentence.marks:
            after = (word.start for word in words if (word.sentence, word.offset) >= (number, offset))
            before = (word.end for word in words if (word.sentence, word.offset) < (number, offset))
            found[name] = next(after, max(before, default=0.0))
    return found


def sentence_times(script: Script, words: Sequence[TimedWord], seconds: float) -> list[tuple[float, float]]:
    """From when to when each sentence is said; where the words are not known, each has its share of the time."""
    spans: list[tuple[float, float]] = []
    for number, _ in enumerate(script.sentences):
        own = [word for word in words if word.sentence == number]
        if not own:
            return _shares(script, seconds)
        spans.append((own[0].start, own[-1].end))
    return spans


def _shares(script: Script, seconds: float) -> list[tuple[float, float]]:
    total = sum(len(sentence.spoken) for sentence in script.sentences) or 1
    spans, start = [], 0.0
    for sentence in script.sentences:
        end = start + seconds * len(sentence.spoken) / total
        spans.append((start, end))
        start = end
    return spans
