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
class EncodingPreset:
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

    short_side: int
    frame_rate: float
    quality: int


def presets_for(kind: Format) -> Sequence[EncodingPreset]:
    """From the best to the smallest, each clearly smaller than the one before."""
    return _LADDERS[kind]


_GIF: Final = (
    EncodingPreset(1080, 25, 256),
    EncodingPreset(720, 25, 256),
    EncodingPreset(720, 20, 128),
    EncodingPreset(540, 20, 128),
    EncodingPreset(540, 12.5, 128),
    EncodingPreset(480, 12.5, 64),
    EncodingPreset(360, 12.5, 64),
    EncodingPreset(360, 10, 32),
    EncodingPreset(270, 10, 32),
    EncodingPreset(240, 10, 16),
)
_IMAGE: Final = (
    EncodingPreset(1080, 30, 100),
    EncodingPreset(720, 30, 100),
    EncodingPreset(720, 20, 90),
    EncodingPreset(540, 20, 80),
    EncodingPreset(540, 15, 70),
    EncodingPreset(360, 15, 60),
    EncodingPreset(360, 10, 50),
    EncodingPreset(240, 10, 40),
)
_VIDEO: Final = tuple(
    EncodingPreset(lines, rate, grade)
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
    Format.PDF: (EncodingPreset(2160, 60, 0),),
    Format.GIF: _GIF,
    Format.WEBP: _IMAGE,
    Format.AVIF: _IMAGE,
    Format.MP4: _VIDEO,
    Format.WEBM: _VIDEO,
    Format.MOV: tuple(EncodingPreset(lines, rate, 8) for lines in (2160, 1080, 720, 540, 360) for rate in (60, 30)),
}


def best_fitting(
    ladder: Sequence[EncodingPreset], write: Callable[[EncodingPreset], bytes], limit: int | None, name: str
) -> tuple[EncodingPreset, bytes]:
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
    found: tuple[EncodingPreset, bytes] | None = None
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
            location=name,
            hint="take a shorter step, or a larger --max-size",
        )
    return found
