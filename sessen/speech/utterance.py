"""What is said in a step: sentences as they are read and as they are spoken, and marks in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpokenMark:
    """A place in a sentence that a picture can wait for.

    Attributes
    ----------
    name
        What the narration calls it: ``[rise]``.
    offset
        It comes when this many characters of the spoken sentence have been said.
    """

    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    """One sentence.

    Attributes
    ----------
    text
        As it is read with the eyes: captions, transcripts.
    spoken
        As it is said: mathematics in words, numbers too in English. Japanese words stay as they are written.
    marks
        In the order they come.
    """

    text: str
    spoken: str
    marks: tuple[SpokenMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said in a step in one language; without sentences it is silent."""

    sentences: tuple[SpokenSentence, ...] = ()

    @property
    def text(self) -> str:
        """All that is said, as it is read."""
        return _joined([sentence.text for sentence in self.sentences])

    @property
    def spoken(self) -> str:
        """All that is said, as it is spoken."""
        return _joined([sentence.spoken for sentence in self.sentences])

    @property
    def marks(self) -> tuple[str, ...]:
        """The names of all marks."""
        return tuple(mark.name for sentence in self.sentences for mark in sentence.marks)


def _joined(sentences: list[str]) -> str:
    text = ""
    for sentence in sentences:
        text += sentence if not text or text.endswith(("。", "!", "?")) else f" {sentence}"
    return text
