"""Japanese words outside of formulas as they are said: they stay as written, signs and single letters become kana.

Numbers stay too: how one is read hangs on the counter behind it (1点 いってん, 2本 にほん), which the analysis of the
sentence knows.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sessen.speech.japanese_words import ALONE, BETWEEN, LETTERS
from sessen.speech.readings import Readings

_SIGNS: Final = {"×": "かける", "·": "かける", "⋅": "かける", "+": "プラス", "=": "イコール", "→": "から"}
_LETTER: Final = re.compile(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_NEGATIVE: Final = re.compile(r"[−-](?=[0-9])")
_KEPT: Final = frozenset(" 、。,.!?!?:;::;「」『』()()・ー〜-–—…\n\t")


def text_in_kana(text: str, readings: Readings) -> str:
    """A text with its signs and single letters as kana, and with the brackets around asides as pauses.

    >>> from sessen.speech.readings import Readings
    >>> text_in_kana("点Pでの傾き", Readings())
    '点ピーでの傾き'
    """
    text = _NEGATIVE.sub("マイナス", text)
    text = _LETTER.sub(lambda match: readings.word("ja", match[0]) or LETTERS[match[0]], text)
    return "".join(_character(each, readings) for each in text)


def _character(character: str, readings: Readings) -> str:
    if character in _KEPT or (character.isalnum() and (character.isascii() or _is_japanese(character))):
        return character
    own = readings.word("ja", character)
    if own is None:
        own = _SIGNS.get(character) or LETTERS.get(character) or ALONE.get(character) or BETWEEN.get(character)
    if own is not None:
        return own
    return character if _is_japanese(character) or character.isalpha() else ""


def _is_japanese(character: str) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH", "IDEOGRAPHIC"))
