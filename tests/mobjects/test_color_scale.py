"""The scale of heights: even to the eye, ordered for every eye, readable on its paper."""

from __future__ import annotations

import numpy as np
import pytest

from sessen.mobjects.color_scale import HeightScale, from_oklab, height_color, to_oklab
from sessen.theme import PAPER, THEMES
from sessen.variant import ThemeName
from tests.test_theme import SIGHTS, contrast, linear, seen

STEPS = 24


def ramp(theme: ThemeName) -> list[str]:
    return [height_color(share, theme) for share in np.linspace(0, 1, STEPS + 1)]


@pytest.mark.parametrize("theme", ThemeName)
def test_equal_steps_of_height_look_equally_large(theme: ThemeName) -> None:
    """Measured in OKLab with its published matrices: no step is a tenth off the usual, apart from rounding to bytes."""
    shades = np.array([seen(color, "normal") for color in ramp(theme)])
    steps = np.linalg.norm(np.diff(shades, axis=0), axis=1)
    rounding = 2 * 0.004  # half a byte in three channels moves a dark colour by at most so much
    assert np.all(np.abs(steps - np.median(steps)) < 0.1 * np.median(steps) + rounding * 0.25)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", ThemeName)
def test_higher_is_lighter_for_every_eye(theme: ThemeName, sight: str) -> None:
    """The order can be read without hue, also where a kind of cone is missing."""
    lightness = np.array([seen(color, sight)[0] for color in ramp(theme)])
    assert np.all(np.diff(lightness) > 0)


@pytest.mark.parametrize("theme", ThemeName)
def test_every_height_stands_out_from_its_paper(theme: ThemeName) -> None:
    """3:1, the least for lines that carry meaning."""
    assert min(contrast(color, THEMES[theme][PAPER]) for color in ramp(theme)) >= 3


def test_oklab_is_the_published_one_and_comes_back() -> None:
    """Blue is (0.452, -0.032, -0.312) in Ottosson's table; the way back leads to where it began."""
    assert to_oklab(np.array([0.0, 0.0, 1.0])) == pytest.approx([0.452, -0.032, -0.312], abs=1e-3)
    colors = np.random.default_rng(7).random((50, 3))
    assert from_oklab(to_oklab(colors)) == pytest.approx(colors, abs=1e-6)
    assert linear("#FFFFFF") == pytest.approx([1, 1, 1])


def test_values_beyond_the_ends_keep_the_colours_of_the_ends() -> None:
    scale = HeightScale(-2, 6, ThemeName.DARK)
    assert [scale.share(value) for value in (-3, -2, 2, 6, 99)] == [0, 0, 0.5, 1, 1]
    assert scale.color(99) == scale.color(6) == height_color(1, ThemeName.DARK)
