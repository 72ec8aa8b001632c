"""How much film PowerPoint plays: bytes of a clip, bytes and pixels of a deck.

PowerPoint keeps what it has shown: a deck of some thirty full-HD films stopped playing at about the thirtieth, and the
same deck in 1280 × 720 played to its end (manim-slides, issue 392). What counts is pixels, and bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sessen.variant import QUALITIES, Quality, Shape

#: The most bytes of one clip that is made to be put into a deck, when nobody says otherwise.
BYTES_OF_A_CLIP: Final = 20 * 10**6
#: The most bytes that all films of a deck have together, when nobody says otherwise.
BYTES_OF_A_DECK: Final = 100 * 10**6
#: The pixels of all films in a deck together: 28 films of 1920 × 1080.
PIXELS_OF_A_DECK: Final = 28 * 1920 * 1080

_SMALLER: Final = ("4k", "high", "medium", "low", "draft")


def playable_quality(wanted: Quality, shape: Shape, films: int, there: int = 0) -> Quality:
    """The quality that was asked for, or the best below it in which PowerPoint plays so many films to the end.

    Parameters
    ----------
    there
        Films that the deck has and keeps; each is counted as one of full HD.
    """
    left = max(PIXELS_OF_A_DECK - there * 1920 * 1080, 0)
    for name in _SMALLER[_SMALLER.index(wanted.name) :]:
        width, height = QUALITIES[name].pixels(shape)
        if films * width * height <= left:
            return QUALITIES[name]
    return wanted if wanted.name == "draft" else QUALITIES["low"]


def quality_notice(wanted: Quality, made: Quality, shape: Shape, films: int) -> str:
    """What is said of a deck's films: why they are not as they were asked for, or that they are too many; else nothing.

    Parameters
    ----------
    made
        What `affordable` says.
    """
    width, height = made.pixels(shape)
    if films * width * height > PIXELS_OF_A_DECK:
        return (
            f"{films} films are more than PowerPoint can be expected to play in one deck: make one deck for each scene"
        )
    if made == wanted:
        return ""
    return f"{films} films in one deck: they were made at {width} × {height}, at which PowerPoint plays them reliably"


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
