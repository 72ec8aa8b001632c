"""Comments of an Ogg Opus file, read without a library: a build with nothing to do looks at every take."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PAGE: Final = 27  # bytes before a page's table of segments (RFC 3533)
_TAGS: Final = b"OpusTags"  # RFC 7845
_HEADERS: Final = 2  # packets before the sound


def comments_and_sound(file: Path) -> tuple[dict[str, str], str] | None:
    """The comments by name, and the sha256 of the sound alone; None for what is no whole Ogg Opus file."""
    try:
        packets = _packets(file.read_bytes())
        next(packets)
        comments = _comments(next(packets))
        sound = hashlib.sha256()
        for packet in packets:
            sound.update(packet)
    except (OSError, ValueError, IndexError, StopIteration):
        return None
    return comments, sound.hexdigest()


def _packets(data: bytes) -> Iterator[bytes]:
    """The first two packets, then the bodies of the pages."""
    found, parts = 0, b""
    for sizes, body in _pages(data):
        if found == _HEADERS:
            yield body
            continue
        parts += body
        if sizes[-1] < 255:  # both headers end with their page
            yield parts
            found, parts = found + 1, b""


def _pages(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The table of segments and the body of each page.

    Raises
    ------
    ValueError
        Something else than a whole page comes.
    """
    at = 0
    while at < len(data):
        if data[at : at + 4] != b"OggS":
            raise ValueError("not a page of Ogg")
        sizes = data[at + _PAGE : at + _PAGE + data[at + _PAGE - 1]]
        first = at + _PAGE + len(sizes)
        at = first + sum(sizes)
        if at > len(data) or not sizes:
            raise ValueError("a page is cut off")
        yield sizes, data[first:at]


def _comments(packet: bytes) -> dict[str, str]:
    if not packet.startswith(_TAGS):
        raise ValueError("not an Opus stream")
    _, at = _field(packet, len(_TAGS))  # who wrote it
    count, at = int.from_bytes(packet[at : at + 4], "little"), at + 4
    found: dict[str, str] = {}
    for _ in range(count):
        text, at = _field(packet, at)
        name, _, value = text.partition("=")
        found[name.upper()] = value
    return found


def _field(packet: bytes, at: int) -> tuple[str, int]:
    length = int.from_bytes(packet[at : at + 4], "little")
    if at + 4 + length > len(packet):
        raise ValueError("a comment is cut off")
    return packet[at + 4 : at + 4 + length].decode(), at + 4 + length
