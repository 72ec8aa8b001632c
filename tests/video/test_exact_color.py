"""A colour that is asked for is the colour that is decoded, within one level of 255."""

from __future__ import annotations

import io
from fractions import Fraction

import av
import numpy as np
import pytest

from sessen.video.color import planes
from sessen.video.exact_color import Colour, nearest_encodable
from sessen.video.segment import SegmentEncoder

SIZE = (96, 64)
SLIDES: list[Colour] = [(255, 255, 255), (0, 0, 0), (255, 248, 231), (15, 18, 24), (31, 73, 125), (209, 17, 174)]
"""Colours of slides, and one that the plain conversion misses by four levels."""


def shown(luma: int, blue: int, red: int) -> Colour:
    """RGB of one pixel by the inverse of Rec. ITU-R BT.709-6, items 3.2 to 3.4, in exact fractions."""
    y, pb, pr = Fraction(luma - 16, 219), Fraction(blue - 128, 224), Fraction(red - 128, 224)
    r, b = y + pr * Fraction("1.5748"), y + pb * Fraction("1.8556")
    g = (y - Fraction("0.2126") * r - Fraction("0.0722") * b) / Fraction("0.7152")
    levels = [min(max(round(255 * part), 0), 255) for part in (r, g, b)]
    return levels[0], levels[1], levels[2]


def worst(colour: Colour, drawn: Colour) -> int:
    """The largest error in the upper rows of a video, below which something of another colour moves."""
    ground = np.empty((SIZE[1], SIZE[0], 4), np.uint8)
    ground[:] = (*drawn, 255)
    encoder = SegmentEncoder(*SIZE, 15)
    for place in range(4):
        picture = ground.copy()
        picture[40:60, 8 * place : 8 * place + 30, :3] = 255 - np.array(drawn)
        encoder.write(picture)
    errors = []
    with av.open(io.BytesIO(encoder.finish()), "r") as container:
        for frame in container.decode(video=0):
            luma, blue, red = (plane[: 24 // half] for plane, half in zip(planes(frame), (1, 2, 2), strict=True))
            codes = {(int(a), int(b), int(c)) for a in np.unique(luma) for b in np.unique(blue) for c in np.unique(red)}
            errors += [abs(one - other) for code in codes for one, other in zip(shown(*code), colour, strict=True)]
    return max(errors)


@pytest.mark.parametrize("colour", SLIDES)
def test_the_background_of_a_slide_comes_out_as_asked(colour: Colour) -> None:
    assert worst(colour, nearest_encodable(colour)) <= 1


def test_any_background_comes_out_as_asked() -> None:
    """Thirty colours by a seed, so that no list of favourites is all that works."""
    colours = np.random.default_rng(709).integers(0, 256, (30, 3)).tolist()
    assert max(worst((r, g, b), nearest_encodable((r, g, b))) for r, g, b in colours) <= 1


def test_drawn_as_it_is_asked_a_colour_can_come_out_wrong() -> None:
    """Why another one is drawn: the conversion rounds luma and chroma apart, and dithers."""
    assert worst((56, 150, 116), (56, 150, 116)) > 1
