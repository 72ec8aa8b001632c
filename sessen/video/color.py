"""From RGBA pictures to the encoder's luma and chroma: BT.709, limited range."""

from __future__ import annotations

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from sessen.video.settings import PIXEL_FORMAT

Pixels = npt.NDArray[np.uint8]
"""A picture: height × width × 4 of RGBA, rows from the top."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of a picture in pixels; right and bottom are outside."""

CHROMA = Interpolation.AREA | Interpolation.FULL_CHR_H_INP
"""Chroma is the mean of four pixels, rounded to the nearest level. Bilinear scaling also takes in the rows above and
below, rounds flat colours worse by half a level, and needs half as much time again."""

_MARGIN = 2
"""Pixels around a part that are converted with it: at its edges libswscale makes chroma of something else."""

_STEP = 64
"""Parts are converted a little larger than they are, so that few sizes come up: each has to be set up once."""


class Converter:
    """Turns RGBA pixels into one BT.709 frame that is brought up to date where they change.

    Parameters
    ----------
    width, height
        Size in pixels, both even.
    """

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, PIXEL_FORMAT)
        self._size = width, height
        self._planes = planes(self.frame)
        self._reformatters: dict[tuple[int, ...], VideoReformatter] = {}

    def update(self, pixels: Pixels, part: Box) -> None:
        """Convert a part of ``pixels``; the rest of the frame stays as it is."""
        left, right, first, last = _widened(part[0], part[2], self._size[0])
        top, bottom, upper, lower = _widened(part[1], part[3], self._size[1])
        pieces = planes(self._converted(pixels[upper:lower, first:last]))
        for plane, piece, half in zip(self._planes, pieces, (1, 2, 2), strict=True):
            across = slice((left - first) // half, (right - first) // half)
            plane[top // half : bottom // half, left // half : right // half] = piece[
                (top - upper) // half : (bottom - upper) // half, across
            ]

    def _converted(self, pixels: Pixels) -> av.VideoFrame:
        reformatter = self._reformatters.setdefault(pixels.shape, VideoReformatter())
        return reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(pixels, format="rgba"),
            format=PIXEL_FORMAT,
            # Both ends: the matrix belongs to whichever of the two is not RGB.
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=CHROMA,
            threads=1,
        )


def _widened(start: int, end: int, size: int) -> tuple[int, int, int, int]:
    """Start and end in pairs of pixels, and from where to where to convert for that, with margins, in coarse steps."""
    start, end = start // 2 * 2, -(-end // 2) * 2
    first = max(0, start - _MARGIN)
    last = min(size, first + -(-(end + _MARGIN - first) // _STEP) * _STEP)
    return start, end, first, last


def planes(frame: av.VideoFrame) -> list[Pixels]:
    """Luma and the two chromas of a frame, as arrays over its own memory."""
    arrays = []
    for plane in frame.planes:
        memory: Pixels = np.frombuffer(memoryview(plane), np.uint8)
        arrays.append(memory.reshape(-1, plane.line_size)[: plane.height, : plane.width])
    return arrays
