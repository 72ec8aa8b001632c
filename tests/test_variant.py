"""Variants: their folders, their pixels, and frames that agree with the pixels."""

from __future__ import annotations

from itertools import product

import pytest

from sessen.variant import QUALITIES, Language, Quality, Shape, ThemeName, Variant

EVERY = [
    Variant(language, theme, shape, words)
    for language, theme, shape, words in product(Language, ThemeName, Shape, (True, False))
]


def test_no_two_variants_share_a_folder() -> None:
    assert len({variant.folder for variant in EVERY}) == len(EVERY) == 24


@pytest.mark.parametrize(
    ("variant", "folder"),
    [
        (Variant(), "en"),
        (Variant(theme=ThemeName.LIGHT), "en-light"),
        (Variant(Language.JA, shape=Shape.TALL), "ja-tall"),
        (Variant(Language.JA, ThemeName.LIGHT, Shape.SQUARE, words=False), "ja-light-square-wordless"),
        (Variant(background="#FFF8E7"), "en-FFF8E7"),
        (Variant(words=False, background="transparent"), "en-wordless-transparent"),
        (Variant(words=False, headline=False), "en-wordless-untitled"),
    ],
)
def test_a_folder_says_only_what_differs_from_the_default(variant: Variant, folder: str) -> None:
    assert variant.folder == folder


@pytest.mark.parametrize("quality", QUALITIES.values(), ids=QUALITIES)
@pytest.mark.parametrize("shape", Shape)
def test_pixels_are_square_and_even(quality: Quality, shape: Shape) -> None:
    """A unit is as many pixels across as up (to one pixel), so circles are round; encoders want even numbers."""
    variant = Variant(shape=shape, quality=quality)
    (width, height), (across, up) = variant.pixels, shape.frame
    assert abs(width - height * across / up) <= 1
    assert width % 2 == height % 2 == 0


def test_type_keeps_its_size_from_shape_to_shape() -> None:
    """Areas of frames differ by less than half, so a size of type in units is about as large in all of them."""
    areas = [across * up for across, up in (shape.frame for shape in Shape)]
    assert max(areas) / min(areas) < 1.5


def test_high_is_full_hd_and_a_phone_stands_upright() -> None:
    assert Variant().pixels == (1920, 1080)
    assert Variant(shape=Shape.TALL).pixels == (1080, 1920)


def test_a_background_is_a_colour_or_nothing_or_nothing_for_a_colour() -> None:
    kinds = [Variant(background=background) for background in (None, "#FFF8E7", "transparent", "#FFF8E700")]
    assert [variant.is_transparent for variant in kinds] == [False, False, True, True]
    assert [variant.paper for variant in kinds] == [None, "#FFF8E7", None, "#FFF8E7"]


@pytest.mark.parametrize("background", ["white", "#fff8e7", "#FFF", "#FFF8E7FF", ""])
def test_a_background_in_another_form_is_refused(background: str) -> None:
    """One colour has one name: keys and folders are made of it."""
    with pytest.raises(ValueError, match="no background"):
        Variant(background=background)
