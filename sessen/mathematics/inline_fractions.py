"""Fractions on one line: a/b instead of a over b, where a line has no room for two."""

from __future__ import annotations

from typing import Final

_START: Final = "frac("


def inline(mathematics: str) -> str:
    """Typst's mathematics with every ``frac(a, b)`` as a/b, in parentheses where they are needed.

    >>> inline("e^x - frac(1, x^2 + 1)")
    'e^x - 1 slash (x^2 + 1)'
    """
    before, found, rest = mathematics.partition(_START)
    if not found:
        return mathematics
    end = _closing(rest)
    if end is None or (comma := _top_level(rest[:end], ",")) is None:
        return mathematics
    over, under = (inline(part.strip()) for part in (rest[:comma], rest[comma + 1 : end]))
    over = f"({over})" if _is_sum(over) else over
    under = under if _is_single(under) else f"({under})"
    return f"{before}{over} slash {under}{inline(rest[end + 1 :])}"


def _closing(text: str) -> int | None:
    """Where the parenthesis closes that has been opened before the text."""
    depth = 1
    for index, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return index
    return None


def _top_level(text: str, signs: str) -> int | None:
    """Where the first of some signs is that stands in no parentheses; None if there is none."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0 and character in signs:
            return index
    return None


def _is_sum(text: str) -> bool:
    return _top_level(text[1:], "+-") is not None


def _is_single(text: str) -> bool:
    """Whether a text is one factor: a letter, a number, a power, a root."""
    return _top_level(text, " +-") is None
