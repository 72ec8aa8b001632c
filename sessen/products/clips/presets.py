"""A number of bytes decides how large, how often and how well pictures are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from sessen.errors import SessenError
from sessen.products.clips.spec import Format


class BudgetTooSmall(SessenError):
    """A clip cannot be made so small that anybody would want to see it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How a file is written.

    Parameters
    ----------
    lines
        Of pixels at most, counted on the shorter side of the frame.
    frame_rate
        Frames a second at most.
    grade
        Colours of a GIF's palette, or quality: of 100 for images, a rate factor for videos (less is better).
    """

    lines: int
    frame_rate: float
    grade: int


def choices(kind: Format) -> Sequence[Choice]:
    """From the best to the smallest, each clearly smaller than the one before."""
    return _LADDERS[kind]


_GIF: Final = (
    Choice(1080, 25, 256),
    Choice(720, 25, 256),
    Choice(720, 20, 128),
    Choice(540, 20, 128),
    Choice(540, 12.5, 128),
    Choice(480, 12.5, 64),
    Choice(360, 12.5, 64),
    Choice(360, 10, 32),
    Choice(270, 10, 32),
    Choice(240, 10, 16),
)
_IMAGE: Final = (
    Choice(1080, 30, 100),
    Choice(720, 30, 100),
    Choice(720, 20, 90),
    Choice(540, 20, 80),
    Choice(540, 15, 70),
    Choice(360, 15, 60),
    Choice(360, 10, 50),
    Choice(240, 10, 40),
)
_VIDEO: Final = tuple(
    Choice(lines, rate, grade)
    for lines, rate, grade in (
        (2160, 60, 20),
        (2160, 60, 26),
        (1080, 60, 26),
        (1080, 30, 30),
        (720, 30, 30),
        (540, 30, 32),
        (480, 15, 34),
        (360, 15, 38),
    )
)
_LADDERS: Final = {
    Format.PDF: (Choice(2160, 60, 0),),
    Format.GIF: _GIF,
    Format.WEBP: _IMAGE,
    Format.AVIF: _IMAGE,
    Format.MP4: _VIDEO,
    Format.WEBM: _VIDEO,
    Format.MOV: tuple(Choice(lines, rate, 8) for lines in (2160, 1080, 720, 540, 360) for rate in (60, 30)),
}


def best_within(
    ladder: Sequence[Choice], write: Callable[[Choice], bytes], limit: int | None, name: str
) -> tuple[Choice, bytes]:
    """The best choice whose bytes are within a limit, and these bytes; found by halving, for each trial costs time.

    Raises
    ------
    BudgetTooSmall
        Even the smallest is larger.
    """
    first = write(ladder[0])
    if limit is None or len(first) <= limit:
        return ladder[0], first
    low, high = 1, len(ladder) - 1
    found: tuple[Choice, bytes] | None = None
    size = len(first)
    while low <= high:
        middle = (low + high) // 2
        data = write(ladder[middle])
        size = len(data)
        if size <= limit:
            found, high = (ladder[middle], data), middle - 1
        else:
            low = middle + 1
    if found is None:
        raise BudgetTooSmall(
            # Rounded apart, so that the two are never the same.
            f"cannot be made smaller than {ceil(size / 100) / 10:,.1f} kB, and {limit // 100 / 10:,.1f} kB are allowed",
            where=name,
            cure="take a shorter step, or a larger --max-size",
        )
    return found
