"""A finished segment that stands still for longer: more of the packets that its last picture stands with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sessen.video.skip_frames import PictureCounter, skip_picture

_LENGTH: Final = 4  # bytes of the length before a NAL unit in an mp4 file
_START: Final = b"\0\0\0\1"


class LastPicture:
    """Follows the packets of a segment of an mp4 file, to let its last picture stand longer."""

    def __init__(self, width: int, height: int, frame_rate: int) -> None:
        self._still = skip_picture(width, height, frame_rate)
        self._counter = PictureCounter()

    def see(self, packet: bytes) -> None:
        """Take note of the next packet."""
        self._counter.see(b"".join(_START + unit for unit in _units(packet)))

    def packets(self, times: int) -> Iterator[bytes]:
        """The packets with which the last picture stands so many frames longer."""
        for _ in range(times):
            unit = self._counter.repeat(self._still)[len(_START) :]
            yield len(unit).to_bytes(_LENGTH, "big") + unit


def _units(packet: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(packet):
        first = at + _LENGTH
        at = first + int.from_bytes(packet[at:first], "big")
        yield packet[first:at]
