"""Where a clip goes, and what it has to be there. People name the place, never a codec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sessen.products.clips.spec import Format
from sessen.products.decks.powerpoint_limits import BYTES_OF_A_CLIP


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of slides or pages.

    Parameters
    ----------
    name
        As it is typed.
    formats
        What is made for it.
    others
        What it takes as well, when it is asked for.
    crop
        Whether clips are cropped to the drawing unless otherwise asked.
    max_size
        Bytes that a file may have unless otherwise asked; None for any number.
    transparent
        Whether it shows clips without a background.
    """

    name: str
    formats: tuple[Format, ...]
    others: tuple[Format, ...] = ()
    crop: bool = False
    max_size: int | None = None
    transparent: bool = True

    @property
    def takes(self) -> tuple[Format, ...]:
        """Every format that it shows."""
        return *self.formats, *self.others


_MP4, _WEBM, _MOV, _GIF, _PDF = Format.MP4, Format.WEBM, Format.MOV, Format.GIF, Format.PDF
_IMAGES: Final = (Format.WEBP, Format.AVIF)

TARGETS: Final = {
    place.name: place
    for place in (
        Target("powerpoint", (_MP4,), (_GIF,), max_size=BYTES_OF_A_CLIP, transparent=False),
        Target("keynote", (_MOV,), (_MP4, _GIF), max_size=100 * 10**6),
        Target("editor", (_MOV,), (_MP4,)),
        Target("google-slides", (_GIF,), _IMAGES, max_size=2 * 10**6),
        Target("moodle", (_GIF,), (*_IMAGES, _MP4), max_size=2 * 10**6),
        Target("revealjs", (_WEBM, _MP4), (_GIF, *_IMAGES)),
        Target("web", (_WEBM, _MP4), (_GIF, *_IMAGES)),
        Target("beamer", (_MP4, _PDF), crop=True, transparent=False),
        Target("jupyter", (_MP4,), (_WEBM, _GIF, *_IMAGES)),
        Target("myst", (_MP4,), (_WEBM, _GIF, *_IMAGES)),
        Target("quarto", (_MP4,), (_WEBM, _GIF, *_IMAGES)),
    )
}
