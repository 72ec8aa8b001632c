"""What the encoder gets of a picture, beside BT.709's own formula."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from sessen.video.color import Converter, Pixels, planes


def expected(pixels: Pixels) -> tuple[npt.NDArray[np.float64], ...]:
    """Luma, and chroma as the mean of four pixels (ITU-R BT.709, limited range), unrounded."""
    colours = pixels[..., :3] / 255
    luma = colours @ (0.2126, 0.7152, 0.0722)
    blue = (colours[..., 2] - luma) / 1.8556
    red = (colours[..., 0] - luma) / 1.5748
    height, width = luma.shape
    halved = (each.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3)) for each in (blue, red))
    return 16 + 219 * luma, *(128 + 224 * each for each in halved)


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 2**32 - 1), flat=st.booleans())
def test_luma_and_chroma_are_those_of_the_formula(seed: int, flat: bool) -> None:
    """Noise, which has an edge everywhere, and one colour; the mean of four is rounded twice."""
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (32, 64, 4), dtype=np.uint8)
    if flat:
        pixels[...] = pixels[0, 0]
    converter = Converter(64, 32)
    converter.update(pixels, (0, 0, 64, 32))
    for plane, exact in zip(planes(converter.frame), expected(pixels), strict=True):
        assert np.abs(plane - exact).max() < (0.52 if flat else 0.75)
