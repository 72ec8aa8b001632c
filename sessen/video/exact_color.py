"""A flat colour that a video shows as asked.

Video has fewer colours than a screen: of six neighbours one can be written. The conversion rounds luma and chroma each
for itself, and dithers what lies between, so that what is decoded may be three levels away from what was drawn. One
level is always within reach, if the right neighbour is drawn.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Final

import av
import numpy as np
import numpy.typing as npt

from sessen.video.color import Converter, planes
from sessen.video.settings import BT709, LIMITED_RANGE

Colour = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""

_RED, _BLUE = 0.2126, 0.0722  # luma coefficients of ITU-R BT.709
_REACH: Final = range(-4, 5)
_WIDTH, _HEIGHT = 16, 32  # of a stripe, in pixels: in its middle chroma knows nothing of its neighbours


@cache
def nearest_encodable(colour: Colour) -> Colour:
    """The colour to draw where ``colour`` is to be seen, so that the decoded one is at most 1 of 255 away from it.

    Players round in their own ways; FFmpeg's fast conversion is off by up to two levels more. Among those that are
    right by the standard, the colour is taken that comes out best there.
    """
    near = [tuple(int(c + s) for c, s in zip(colour, shift, strict=True)) for shift in product(_REACH, repeat=3)]
    candidates = [each for each in near if all(0 <= level <= 255 for level in each)]
    candidates.sort(key=lambda each: sum(abs(a - b) for a, b in zip(each, colour, strict=True)))
    frame = _written(candidates)
    by_standard = _errors(_shown(frame), colour)
    fast = frame.to_ndarray(format="rgb24")[::2, ::2].astype(float)
    by_ffmpeg = _errors(fast, colour)
    best = candidates[int(np.lexsort((by_ffmpeg, np.maximum(by_standard, 1)))[0])]
    return best[0], best[1], best[2]


def decoded(codes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """RGB from 0 to 255, rounded, of luma and chroma codes of 8 bits, Y, Cb, Cr on the last axis (ITU-R BT.709, 3)."""
    luma = (codes[..., 0] - 16) / 219
    red = luma + (codes[..., 2] - 128) / 224 * 2 * (1 - _RED)
    blue = luma + (codes[..., 1] - 128) / 224 * 2 * (1 - _BLUE)
    green = (luma - _RED * red - _BLUE * blue) / (1 - _RED - _BLUE)
    return np.clip(np.round(255 * np.stack([red, green, blue], axis=-1)), 0, 255)


def _written(colours: list[tuple[int, ...]]) -> av.VideoFrame:
    """A frame with a stripe of each colour, side by side: rows at the rim are converted in another way."""
    stripes = np.full((_HEIGHT, _WIDTH * len(colours), 4), 255, np.uint8)
    stripes[..., :3] = np.repeat(np.array(colours, np.uint8), _WIDTH, axis=0)
    converter = Converter(stripes.shape[1], _HEIGHT)
    converter.update(stripes, (0, 0, stripes.shape[1], _HEIGHT))
    converter.frame.colorspace, converter.frame.color_range = BT709, LIMITED_RANGE
    return converter.frame


def _shown(frame: av.VideoFrame) -> npt.NDArray[np.float64]:
    """RGB of every second pixel, by the standard: height × width × 3."""
    luma, blue, red = (plane.astype(float) for plane in planes(frame))
    return decoded(np.stack([luma[::2, ::2], blue, red], axis=-1))


def _errors(shown: npt.NDArray[np.float64], colour: Colour) -> npt.NDArray[np.float64]:
    """How far the worst pixel in the middle of each stripe is from ``colour``, in levels of 255."""
    stripes = shown.reshape(_HEIGHT // 2, -1, _WIDTH // 2, 3)[:, :, _WIDTH // 8 : -_WIDTH // 8]
    worst: npt.NDArray[np.float64] = np.abs(stripes - np.array(colour)).max(axis=(0, 2, 3))
    return worst
