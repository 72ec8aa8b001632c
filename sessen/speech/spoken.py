"""Sentences and formulas as they are spoken, in each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sessen.notation import parts
from sessen.speech.english import EnglishPrinter
from sessen.speech.english_text import text_in_words
from sessen.speech.japanese import JapanesePrinter
from sessen.speech.japanese_text import text_in_kana
from sessen.speech.printer import FormulaPrinter
from sessen.speech.readings import NO_READINGS, Readings


@dataclass(frozen=True, slots=True)
class Speaker:
    """How one language is spoken: its words, and its mathematics."""

    words: Callable[[str, Readings], str]
    printer: Callable[[Readings], FormulaPrinter]

    def followed_by(self, said: str, more: str) -> str:
        """Words and what comes behind them; katakana that meet would seem to be one word."""
        meet = _KATAKANA.fullmatch(said[-1:]) and _KATAKANA.fullmatch(more[:1])
        return f"{said} {more}" if meet else said + more

    def mathematics(self, source: str, readings: Readings) -> str:
        """Mathematics in Typst's notation."""
        return self.printer(readings).formula(source)


_KATAKANA: Final = re.compile("[ァ-ヺー]")
SPEAKERS: Final[Mapping[str, Speaker]] = {
    "en": Speaker(text_in_words, EnglishPrinter),
    "ja": Speaker(text_in_kana, JapanesePrinter),
}


def spoken_mathematics(source: str, language: str, readings: Readings = NO_READINGS) -> str:
    """Mathematics in Typst's notation as it is read aloud.

    >>> spoken_mathematics("f'(x) = 2x", "en"), spoken_mathematics("f'(x) = 2x", "ja")
    ('f prime of x equals two x', 'エフ ダッシュ エックス イコール に エックス')
    """
    return SPEAKERS[language].mathematics(source, readings)


def spoken(sentence: str, language: str, readings: Readings = NO_READINGS) -> str:
    """A sentence with mathematics in ``$...$`` as it is read aloud; Japanese words stay as they are written.

    >>> spoken("The slope of $x^2$ at 3 is $6$.", "en")
    'The slope of x squared at three is six.'
    """
    speaker = SPEAKERS[language]
    said = ""
    for part in parts(sentence):
        read = speaker.mathematics if part.is_mathematics else speaker.words
        said = speaker.followed_by(said, read(part.text, readings))
    return said.strip()
