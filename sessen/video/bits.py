"""Bits as H.264 writes them: fixed and exponential Golomb codes, emulation prevention (ITU-T H.264, 7.2 to 7.4)."""

from __future__ import annotations


class BitReader:
    """Reads the payload of a NAL unit, its header byte left out, emulation prevention taken away."""

    def __init__(self, payload: bytes) -> None:
        self._bits = "".join(f"{byte:08b}" for byte in payload)
        self.position = 0

    def fixed(self, count: int) -> int:
        """A number of ``count`` bits: u(n)."""
        start, self.position = self.position, self.position + count
        return int(self._bits[start : self.position], 2)

    def golomb(self) -> int:
        """An exponential Golomb code: ue(v), and as much of se(v) as is needed to pass over it."""
        zeros = self._bits.index("1", self.position) - self.position
        self.position += zeros
        return self.fixed(zeros + 1) - 1

    def between(self, start: int, end: int) -> str:
        """The bits from ``start`` to before ``end``, as text."""
        return self._bits[start:end]


def unescaped(payload: bytes) -> bytes:
    """The payload without emulation prevention: the 3 of every 0 0 3 goes."""
    return payload.replace(b"\0\0\3", b"\0\0")


def escaped(payload: bytes) -> bytes:
    """The payload with emulation prevention, so that no start code comes up in it."""
    written = bytearray()
    zeros = 0
    for byte in payload:
        if zeros >= 2 and byte <= 3:
            written.append(3)
            zeros = 0
        written.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(written)


def nal_units(stream: bytes) -> list[bytes]:
    """The NAL units of a stream with start codes (Annex B), without these."""
    pieces = stream.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")
    return [piece for piece in pieces if piece]
