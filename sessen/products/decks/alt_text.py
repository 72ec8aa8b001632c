"""What a filled shape remembers: what it was asked for, the place it was asked in, the words that were put there.

All of it stands in the title of the alt text, which PowerPoint keeps. LibreOffice empties a film's name and title when
it saves a .pptx, and keeps the alt text: therefore that ends with the request as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sessen.keys.file_hashes import sha256
from sessen.products.decks.pptx.places import POINT, ShapeBox
from sessen.products.decks.shape_text import request_in

_SIDES: Final = r"-?\d+(?:,-?\d+){3}"
_RECORD: Final = re.compile(
    rf"(?:(.*?) \| )??(sessen\b.*?) \| place ({_SIDES}) \| shown ({_SIDES}) \| words ([0-9a-f]+)", re.IGNORECASE
)
_AT_THE_END: Final = re.compile(rf"\s*\((sessen\s*[:：].*?)(?: place=({_SIDES}))?\)\s*$", re.IGNORECASE)
# Names of files, and what PowerPoint makes of a picture in English and Japanese.
_AUTOMATIC: Final = re.compile(
    r"^[^\s/]+\.(png|jpe?g|gif|svg|bmp|tiff?|webp|emf|wmf|mp4|mov)$|automatically generated|自動的に生成", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AltTextRecord:
    """What was written last.

    Parameters
    ----------
    request
        What the shape asked for, as typed.
    place, shown
        The place that it was asked in, and where the clip stood in it; None where nobody says any more.
    words
        The fingerprint of the alt text that was put there; empty where nobody says any more.
    own
        A title that somebody had given the shape: it stays, before ours.
    """

    request: str = ""
    place: ShapeBox | None = None
    shown: ShapeBox | None = None
    words: str = ""
    own: str = ""

    @property
    def title(self) -> str:
        """As it is written into a title."""
        assert self.place
        assert self.shown
        before = f"{self.own} | " if self.own else ""
        return (
            f"{before}{self.request} | place {_written(self.place)} | shown {_written(self.shown)} | words {self.words}"
        )


def read_record(title: str, description: str) -> AltTextRecord:
    """What a shape remembers; an empty record where it has never been filled."""
    match = _RECORD.fullmatch(" ".join(title.split()))
    if match:
        own, request, place, shown, words = match.groups()
        return AltTextRecord(request_in(request), _read(place), _read(shown), words, own or "")
    match, asked = _AT_THE_END.search(description), request_in(title)
    own = "" if asked else " ".join(title.split())
    if match:
        return AltTextRecord(request_in(match[1]), _read(match[2]) if match[2] else None, own=own)
    return AltTextRecord(asked, own=own)


def place_of(record: AltTextRecord, now: ShapeBox) -> ShapeBox:
    """The place that a filled shape was asked in; where somebody has moved the clip since, moved with it."""
    if record.place is None or record.place.is_empty:
        return now
    if record.shown is None:
        return record.place if _is_in_the_middle(now, record.place) else now
    if record.shown.is_near(now) or record.shown.is_empty:
        return record.place
    return record.place.moved_with(record.shown, now)


def described(request: str, words: str, place: ShapeBox | None) -> str:
    """The alt text of a clip.

    Parameters
    ----------
    place
        Where it was asked, if that must be known even when the title is lost: a cropped clip does not show it.
    """
    location = f" place={_written(place)}" if place else ""
    return f"{words} ({request}{location})"


def words_for(record: AltTextRecord, old: str, new: str) -> tuple[str, str]:
    """The alt text that a clip gets, and the fingerprint of what we have put there.

    What somebody has written stays; so does what nobody knows the writer of. What programs write does not.
    """
    bare = _AT_THE_END.sub("", old).strip()
    is_ours = not bare or request_in(bare) or fingerprint(old) == record.words or bare == _AT_THE_END.sub("", new)
    if is_ours or _AUTOMATIC.search(bare):
        return new, fingerprint(new)
    return old, record.words or "0"


def fingerprint(text: str) -> str:
    """A text told apart from others."""
    return sha256(text.encode())[:12]


def _is_in_the_middle(box: ShapeBox, place: ShapeBox) -> bool:
    inside = box.width <= place.width + POINT and box.height <= place.height + POINT
    across = abs((2 * box.left + box.width) - (2 * place.left + place.width))
    up = abs((2 * box.top + box.height) - (2 * place.top + place.height))
    return inside and max(across, up) <= 2 * POINT


def _written(box: ShapeBox) -> str:
    return ",".join(map(str, box.sides))


def _read(text: str) -> ShapeBox:
    return ShapeBox(*map(int, text.split(",")))
