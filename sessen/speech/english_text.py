"""English words outside of formulas as they are said: numbers and signs in words, names by their readings."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sessen.speech.english_numbers import number_in_words, ordinal
from sessen.speech.english_words import ALONE, BETWEEN, GREEK
from sessen.speech.readings import Readings

_ORDINAL: Final = re.compile(r"(?<![\w.])([0-9]{1,9})(?:st|nd|rd|th)\b")
_NUMBER: Final = re.compile(r"(?<![\w.])([−-](?=[0-9]))?([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?!\w)")
_PRICE: Final = re.compile(r"\$([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)")
_DIGITS: Final = re.compile(r"[0-9]+")
_SIGNS: Final = {"×": "by", "·": "times", "⋅": "times", "/": "over", "&": "and", "₂": "two"}
_KEPT: Final = frozenset(" ,.;:!?'’\"“”()-–—…\n\t")


def text_in_words(text: str, readings: Readings) -> str:
    """A text as it is said.

    >>> from sessen.speech.readings import Readings
    >>> text_in_words("A 2 × 3 matrix", Readings())
    'A two by three matrix'
    """
    text = readings.replaced("en", text)
    text = _ORDINAL.sub(lambda match: ordinal(int(match[1])), text)
    text = _PRICE.sub(lambda match: f"{match[1]} dollar{'' if match[1] == '1' else 's'}", text)
    text = _NUMBER.sub(_number, text)
    text = _DIGITS.sub(lambda match: f" {number_in_words(match[0])} ", text)
    said = "".join(_character(each, readings) for each in text)
    return re.sub(r"[ \t\n]+", " ", said).replace(" ,", ",").replace(" .", ".")


def _number(match: re.Match[str]) -> str:
    return ("minus " if match[1] else "") + number_in_words(match[2].replace(",", ""))


def _character(character: str, readings: Readings) -> str:
    if character in _KEPT or (character.isalpha() and character not in GREEK and character.isascii()):
        return "" if character in "()" else character
    own = readings.word("en", character)
    if own is None:
        own = _SIGNS.get(character) or GREEK.get(character) or ALONE.get(character) or BETWEEN.get(character)
    if own is not None:
        return f" {own} "
    if character.isalpha():
        return character
    return f" {unicodedata.name(character, '').lower().replace('-', ' ')} "
