"""Where a clip goes, and what it has to be there. People name the place, never a codec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sessen.products.clips.spec import Format
from sessen.products.decks.powerpoint_limits import BYTES_OF_A_CLIP


@dataclass(frozen=True, slots=True)
class Place:
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

PLACES: Final = {
    place.name: place
    for place in (
        Place("powerpoint", (_MP4,), (_GIF,), max_size=BYTES_OF_A_CLIP, transparent=False),
        Place("keynote", (_MOV,), (_MP4, _GIF), max_size=100 * 10**6),
        Place("editor", (_MOV,), (_MP4,)),
        Place("google-slides", (_GIF,), _IMAGES, max_size=2 * 10**6),
        Place("moodle", (_GIF,), (*_IMAGES, _MP4), max_size=2 * 10**6),
        Place("revealjs", (_WEBM, _MP4), (_GIF, *_IMAGES)),
        Place("web", (_WEBM, _MP4), (_GIF, *_IMAGES)),
        Place("beamer", (_MP4, _PDF), crop=True, transparent=False),
        Place("jupyter", (_MP4,), (_WEBM, _GIF, *_IMAGES)),
        Place("myst", (_MP4,), (_WEBM, _GIF, *_IMAGES)),
        Place("quarto", (_MP4,), (_WEBM, _GIF, *_IMAGES)),
    )
}
