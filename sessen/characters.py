"""How wide characters are, and how long people read them."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import combining, east_asian_width

JAPANESE_PER_SECOND = 7.0


def is_wide(character: str) -> bool:
    """Whether a character is as wide as a Japanese one."""
    return east_asian_width(character) in "WF"


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if is_wide(character) else 0 if combining(character) else 1 for character in text)


def columns_of(texts: Iterable[str]) -> list[int]:
    """The columns that each of some texts takes."""
    return list(map(columns, texts))


def reading_seconds(text: str, latin_per_second: float) -> float:
    """Seconds to read a text: wide characters take longer than ``latin_per_second`` says of the others."""
    return sum(1 / (JAPANESE_PER_SECOND if is_wide(character) else latin_per_second) for character in text)
