"""How much film a deck may hold, so that PowerPoint still plays the last of it.

PowerPoint keeps what it has shown: a deck of some thirty full-HD films stopped playing at about the thirtieth, and the
same deck in 1280 × 720 played to its end (manim-slides, issue 392). What counts is pixels, and bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sessen.variant import QUALITIES, Quality, Shape

#: The pixels of all films in a deck together: 28 films of 1920 × 1080.
PIXELS: Final = 28 * 1920 * 1080
#: The most that all films of a deck have together, when nobody says otherwise.
BYTES_IN_ALL: Final = "100MB"

_SMALLER: Final = ("4k", "high", "medium", "low", "draft")


def affordable(wanted: Quality, shape: Shape, films: int, there: int = 0) -> Quality:
    """The quality that was asked for, or the best below it in which PowerPoint plays so many films to the end.

    Parameters
    ----------
    there
        Films that the deck has and keeps; each is counted as one of full HD.
    """
    left = max(PIXELS - there * 1920 * 1080, 0)
    for name in _SMALLER[_SMALLER.index(wanted.name) :]:
        width, height = QUALITIES[name].pixels(shape)
        if films * width * height <= left:
            return QUALITIES[name]
    return wanted if wanted.name == "draft" else QUALITIES["low"]


def limit_for(sizes: Sequence[int], budget: int) -> int | None:
    """The most bytes that a film may have for all to be within a budget; None where they are as they come.

    Small films keep their size, and the large ones share what is left.
    """
    if sum(sizes) <= budget:
        return None
    left, limit = budget, 0
    for index, size in enumerate(sorted(sizes)):
        limit = left // (len(sizes) - index)
        if size > limit:
            return limit
        left -= size
    return limit
