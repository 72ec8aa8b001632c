"""Frames on which nothing moves, written without an encoder.

A lecture stands still a third of the time, and x264 spends as much on a frame that repeats the last one as on any
other. Such a frame is a few bytes in H.264: a P picture whose macroblocks are all skipped. Its coded blocks are always
the same; only two numbers of its header count on. So x264 writes one, once a size, and the others are made from that.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import av
import numpy as np

from sessen.video.bits import BitReader, escaped, nal_units, unescaped
from sessen.video.settings import PIXEL_FORMAT, VIDEO_CODEC, X264_OPTIONS

_PARAMETERS, _IDR, _SLICE = 7, 5, 1  # types of NAL units
_LARGEST = 400  # bytes: a picture with anything but skipped blocks is larger


@dataclass(frozen=True, slots=True)
class SkipPicture:
    """A picture that repeats the one before it, its two counters left out.

    Parameters
    ----------
    start, middle
        The bits of the header before the frame number, and from after the order count up to the end of the header.
    number_bits, order_bits
        Widths of the two counters.
    blocks
        The coded blocks, which begin on a whole byte.
    """

    start: str
    middle: str
    number_bits: int
    order_bits: int
    blocks: bytes

    def packet(self, number: int, order: int) -> bytes:
        """The picture with its frame number and picture order count, each modulo what its bits hold, as Annex B."""
        header = self.start + _binary(number, self.number_bits) + _binary(order, self.order_bits) + self.middle
        header += "1" * (-len(header) % 8)  # cabac_alignment_one_bit
        payload = int(header, 2).to_bytes(len(header) // 8, "big") + self.blocks
        return b"\0\0\0\1" + bytes([2 << 5 | _SLICE]) + escaped(payload)


def _binary(number: int, width: int) -> str:
    return format(number % (1 << width), f"0{width}b")


@cache
def skip_picture(width: int, height: int, frame_rate: int) -> SkipPicture:
    """The standing picture of this size, in the encoder's own settings."""
    parameters, picture = _example(width, height, frame_rate)
    number_bits, order_bits = _counter_widths(parameters)
    payload = unescaped(picture[1:])
    reader = BitReader(payload)
    for _ in ("first macroblock", "slice type", "parameter set"):
        reader.golomb()
    begin = reader.position
    reader.fixed(number_bits + order_bits)
    after = reader.position
    _pass_rest_of_header(reader)
    start, middle = reader.between(0, begin), reader.between(after, reader.position)
    return SkipPicture(start, middle, number_bits, order_bits, payload[-(-reader.position // 8) :])


def _example(width: int, height: int, frame_rate: int) -> tuple[bytes, bytes]:
    """The sequence parameters, and the second of two equal pictures, as x264 writes them."""
    context: Any = av.CodecContext.create(VIDEO_CODEC, "w")
    context.width, context.height, context.pix_fmt = width, height, PIXEL_FORMAT
    context.time_base, context.options, context.thread_count = Fraction(1, frame_rate), dict(X264_OPTIONS), 1
    grey = av.VideoFrame.from_ndarray(np.full((height * 3 // 2, width), 128, np.uint8), format=PIXEL_FORMAT)
    packets = []
    for number in range(2):
        grey.pts = number
        packets += context.encode(grey)
    packets += context.encode(None)
    found = {unit[0] & 31: unit for packet in packets for unit in nal_units(bytes(packet))}
    if len(found[_SLICE]) > _LARGEST:
        raise RuntimeError("x264 did not skip all blocks of a picture that equals the one before.")
    return found[_PARAMETERS], found[_SLICE]


def _counter_widths(parameters: bytes) -> tuple[int, int]:
    """Bits of the frame number and of the picture order count (sequence parameter set, 7.3.2.1.1)."""
    reader = BitReader(unescaped(parameters[1:]))
    profile = reader.fixed(8)
    reader.fixed(16)
    reader.golomb()
    if profile == 100:  # High: chroma format and depths, no bypass, no scaling lists
        for _ in ("chroma format", "luma depth", "chroma depth"):
            reader.golomb()
        reader.fixed(2)
    number_bits = reader.golomb() + 4
    if reader.golomb() != 0:
        raise RuntimeError("Pictures are expected to be ordered by a count of their own.")
    return number_bits, reader.golomb() + 4


def _pass_rest_of_header(reader: BitReader) -> None:
    """Pass over what x264 writes after the counters in a P picture that others refer to (slice header, 7.3.3)."""
    if reader.fixed(1):  # num_ref_idx_active_override_flag
        reader.golomb()
    if reader.fixed(2):  # no reordering of references, no marking of them
        raise RuntimeError("x264 wrote a slice header of another kind than expected.")
    reader.golomb()  # cabac_init_idc
    reader.golomb()  # slice_qp_delta
    if reader.golomb() != 1:  # disable_deblocking_filter_idc: with filter there are two offsets
        reader.golomb()
        reader.golomb()


@dataclass(slots=True)
class PictureCounter:
    """Counts pictures along the packets that an encoder hands out, to know how the next ones must be numbered."""

    references: int = 0
    pictures: int = 0

    def see(self, packet: bytes) -> None:
        """Count the picture in ``packet``; an instantaneous refresh begins anew."""
        unit = next(unit for unit in nal_units(packet) if unit[0] & 31 in (_IDR, _SLICE))
        if unit[0] & 31 == _IDR:
            self.references = self.pictures = 0
        self.references += 1 if unit[0] >> 5 & 3 else 0
        self.pictures += 1

    def repeat(self, still: SkipPicture) -> bytes:
        """One more picture like the last one shown."""
        packet = still.packet(self.references, 2 * self.pictures)
        self.references += 1
        self.pictures += 1
        return packet
