"""From RGBA pictures to the encoder's luma and chroma: BT.709, limited range."""

from __future__ import annotations

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from sessen.video.settings import PIXEL_FORMAT

Pixels = npt.NDArray[np.uint8]
"""A picture: height × width × 4 of RGBA, rows from the top."""

Rows = tuple[int, int]
"""Rows of a picture from the first to before the second."""

_MARGIN = 4
"""Rows beyond a band that its own chroma is made from: two are enough, and all must be in pairs."""


class Converter:
    """Turns RGBA pixels into one BT.709 frame that is brought up to date where they change.

    Bilinear scaling of chroma rounds flat colours to the nearest level; bicubic is off by one more.

    Parameters
    ----------
    width, height
        Size in pixels, both even.
    """

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, PIXEL_FORMAT)
        self._height = height
        self._planes = _planes(self.frame)
        # One for every height: a reformatter sets itself up anew when sizes change.
        self._reformatters: dict[int, VideoReformatter] = {}

    def update(self, pixels: Pixels, rows: Rows) -> None:
        """Convert ``rows`` of contiguous ``pixels``; the rest of the frame stays as it is."""
        top, bottom = rows[0] // 2 * 2, -(-rows[1] // 2) * 2
        above, below = max(0, top - _MARGIN), self._below(top, bottom)
        band = _planes(self._converted(pixels[above:below]))
        for plane, piece, half in zip(self._planes, band, (1, 2, 2), strict=True):
            plane[top // half : bottom // half] = piece[(top - above) // half : (bottom - above) // half]

    def _below(self, top: int, bottom: int) -> int:
        """Where to stop converting: a little below, at a coarse step, so that few heights come up."""
        above = max(0, top - _MARGIN)
        height = -(-(bottom + _MARGIN - above) // 64) * 64
        return min(self._height, above + height)

    def _converted(self, pixels: Pixels) -> av.VideoFrame:
        reformatter = self._reformatters.setdefault(len(pixels), VideoReformatter())
        return reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(pixels, format="rgba"),
            format=PIXEL_FORMAT,
            # Both ends: the matrix belongs to whichever of the two is not RGB.
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR,
            threads=1,
        )


def _planes(frame: av.VideoFrame) -> list[Pixels]:
    """Luma and the two chromas of a frame, as arrays over its own memory."""
    arrays = []
    for plane in frame.planes:
        memory: Pixels = np.frombuffer(memoryview(plane), np.uint8)
        arrays.append(memory.reshape(-1, plane.line_size)[: plane.height, : plane.width])
    return arrays
