"""From RGBA pictures to the encoder's luma and chroma: BT.709, limited range."""

from __future__ import annotations

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from sessen.video.settings import PIXEL_FORMAT

Pixels = npt.NDArray[np.uint8]
"""A picture: height × width × 4 of RGBA, rows from the top."""


class Converter:
    """Turns RGBA pixels into BT.709 frames.

    Bilinear scaling of chroma rounds flat colours to the nearest level; bicubic is off by one more and costs more.
    """

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def __call__(self, pixels: Pixels) -> av.VideoFrame:
        """A new frame for contiguous RGBA ``pixels``, tagged with its colours."""
        return self._reformatter.reformat(
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
