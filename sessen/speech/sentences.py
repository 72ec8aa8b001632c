r"""Texts cut into sentences, each as it is read and as it is spoken, with the marks in it.

``[rise]`` is a mark, ``\[`` a bracket. English ends a sentence with a full stop before a space, Japanese with 。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sessen.errors import SessenError
from sessen.notation import MATHEMATICS, plain_mathematics
from sessen.speech.readings import Readings
from sessen.speech.spoken import SPEAKERS
from sessen.speech.utterance import SpokenMark, SpokenSentence

_MARK: Final = re.compile(r"(?<!\\)\[([^\[\]]*)\]\s?")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_BRACKET: Final = re.compile(r"\\([\[\]])")
_END: Final = {
    "en": re.compile(r"(?:[.!?]|…)[\"'”’)\]]*(?=\s|$)"),
    "ja": re.compile(r"[。!?!?][」』)]*"),
}
_COUNTER: Final = re.compile(r"\s?[\u4e00-\u9fffつヶ]")  # which reading its number takes is for the analysis to say
_STAND_IN: Final = 0xE000  # private-use characters stand in for mathematics and marks while sentences are cut


class InvalidMark(SessenError):
    """A mark that nothing could wait for."""


@dataclass
class _Pieces:
    """What was taken out of a text, by the character that stands in its place."""

    found: list[tuple[str, bool]] = field(default_factory=list)  # mathematics, or the name of a mark

    def put(self, content: str, *, is_mark: bool) -> str:
        self.found.append((content, is_mark))
        return chr(_STAND_IN + len(self.found) - 1)

    def get(self, character: str) -> tuple[str, bool] | None:
        index = ord(character) - _STAND_IN
        return self.found[index] if 0 <= index < len(self.found) else None


def sentences_of(
    text: str, language: str, readings: Readings, *, has_marks: bool = False
) -> tuple[SpokenSentence, ...]:
    """The sentences of a text in which all values are filled in.

    Raises
    ------
    InvalidMark
        One has no proper name, or comes twice.
    """
    pieces = _Pieces()
    bare = MATHEMATICS.sub(lambda match: pieces.put(match[1], is_mark=False), text)
    if has_marks:
        bare = _MARK.sub(lambda match: pieces.put(_mark_name(match[1], pieces), is_mark=True), bare)
        bare = _BRACKET.sub(r"\1", bare)
    return tuple(_sentence(each, pieces, language, readings) for each in _cut(bare, language))


def _mark_name(name: str, pieces: _Pieces) -> str:
    if not _NAME.fullmatch(name):
        raise InvalidMark(
            f"[{name}] is no mark", hint=r"a mark is called by small letters, digits and _: [rise]; a bracket is \["
        )
    if (name, True) in pieces.found:
        raise InvalidMark(f"the mark [{name}] comes twice", hint="give each mark a name of its own")
    return name


def _cut(text: str, language: str) -> Iterator[str]:
    start = 0
    for match in _END[language].finditer(text):
        yield text[start : match.end()].strip()
        start = match.end()
    if rest := text[start:].strip():
        yield rest


def _sentence(bare: str, pieces: _Pieces, language: str, readings: Readings) -> SpokenSentence:
    read, spoken, marks = "", "", []
    speaker = SPEAKERS[language]
    for run in re.finditer(r"[\ue000-\uf8ff]|[^\ue000-\uf8ff]+", bare):
        piece = pieces.get(run[0]) if len(run[0]) == 1 else None
        if piece is None:
            words = run[0].replace(r"\$", "$")
            read, spoken = read + words, speaker.followed_by(spoken, speaker.words(words, readings))
        elif piece[1]:
            marks.append(SpokenMark(piece[0], len(spoken)))
        else:
            read += plain_mathematics(piece[0])
            is_counted = language == "ja" and piece[0].isdecimal() and _COUNTER.match(bare, run.end())
            spoken = speaker.followed_by(spoken, piece[0] if is_counted else speaker.mathematics(piece[0], readings))
    return _trimmed(read, spoken, marks)


def _trimmed(read: str, spoken: str, marks: list[SpokenMark]) -> SpokenSentence:
    """A sentence without spaces at its ends or in a row, its marks where they were."""
    found, text, start = [], "", 0
    for mark in marks:
        text, start = _followed_by(text, spoken[start : mark.offset]), mark.offset
        found.append(SpokenMark(mark.name, len(text.rstrip())))
    text = _followed_by(text, spoken[start:]).rstrip()
    return SpokenSentence(" ".join(read.split()), text, tuple(found))


def _followed_by(text: str, more: str) -> str:
    joined = re.sub(r"\s+", " ", more)
    return text + (joined.lstrip() if not text or text.endswith(" ") else joined)
