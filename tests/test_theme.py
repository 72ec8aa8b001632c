"""Colours can be read on their ground and told apart, also by eyes that lack a kind of cone.

Contrast is WCAG's; distance is Euclid's in OKLab; what other eyes see is Machado's model at full strength (2009).
"""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from sessen.errors import SessenError
from sessen.theme import (
    FIXED,
    FUNCTION,
    GIVEN_A,
    GIVEN_B,
    GRADIENT,
    GRID,
    INK,
    MOVING,
    MUTED,
    PANEL,
    PAPER,
    RESULT,
    THEMES,
    Role,
)
from sessen.variant import ThemeName

Color = npt.NDArray[np.float64]

SIGHTS = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
RGB_TO_CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
CONES_TO_OKLAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]

EVERYWHERE = (INK, FUNCTION, FIXED, MOVING, RESULT, GIVEN_B)  # GIVEN_A has the colour of FIXED
WITH_THE_GRADIENT = (INK, FUNCTION, FIXED, MOVING, GIVEN_B, GRADIENT)
NEAREST = {ThemeName.DARK: 0.095, ThemeName.LIGHT: 0.066}
NEAREST_TO_THE_GRADIENT = 0.08


def linear(color: str) -> Color:
    parts = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(float(linear(color) @ [0.2126, 0.7152, 0.0722]) for color in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def seen(color: str, sight: str) -> Color:
    """Lightness and the two opponent colours that an eye sees."""
    light = np.clip(np.array(SIGHTS[sight]) @ linear(color), 0, 1)
    cones: Color = np.array(RGB_TO_CONES) @ light
    return np.array(CONES_TO_OKLAB) @ np.cbrt(cones)


def nearest(theme: ThemeName, roles: tuple[Role, ...], sight: str) -> tuple[float, str, str]:
    return min(
        (float(np.linalg.norm(seen(THEMES[theme][one], sight) - seen(THEMES[theme][other], sight))), one, other)
        for one, other in combinations(roles, 2)
    )


def test_the_measures_are_right() -> None:
    """Black on white is 21:1; white is (1, 0, 0) in OKLab; red and green draw together without their cones."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert seen("#FFFFFF", "normal") == pytest.approx([1, 0, 0], abs=1e-4)
    apart = {sight: float(np.linalg.norm((seen("#B00000", sight) - seen("#507000", sight))[1:])) for sight in SIGHTS}
    assert apart["deuteranopia"] < 0.3 * apart["normal"]
    assert apart["protanopia"] < 0.5 * apart["normal"]
    assert apart["tritanopia"] > 0.5 * apart["normal"]


@pytest.mark.parametrize("theme", ThemeName)
def test_a_theme_has_a_colour_for_every_role(theme: ThemeName) -> None:
    assert set(THEMES[theme].colors) == set(Role)


@pytest.mark.parametrize("ground", [PAPER, PANEL])
@pytest.mark.parametrize("role", [*EVERYWHERE, GIVEN_A, GRADIENT])
@pytest.mark.parametrize("theme", ThemeName)
def test_text_and_lines_stand_out_from_paper_and_panel(theme: ThemeName, role: Role, ground: Role) -> None:
    """Every role may be text: 4.5:1 on both grounds. Lines need 3:1 only."""
    assert contrast(THEMES[theme][role], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", ThemeName)
def test_muted_words_can_be_read_and_are_quieter_than_ink(theme: ThemeName) -> None:
    muted, ink, paper = (THEMES[theme][role] for role in (MUTED, INK, PAPER))
    assert contrast(muted, paper) >= 4.5
    assert contrast(muted, THEMES[theme][PANEL]) >= 4.5
    assert contrast(ink, paper) > 2 * contrast(muted, paper)


@pytest.mark.parametrize("theme", ThemeName)
def test_the_grid_is_seen_and_stays_behind(theme: ThemeName) -> None:
    assert 1.1 < contrast(THEMES[theme][GRID], THEMES[theme][PAPER]) < 1.6


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", ThemeName)
def test_roles_that_appear_together_are_told_apart_by_all_eyes(theme: ThemeName, sight: str) -> None:
    assert nearest(theme, EVERYWHERE, sight) >= (NEAREST[theme] - 5e-4,)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", ThemeName)
def test_the_gradient_is_told_from_all_that_appear_with_it(theme: ThemeName, sight: str) -> None:
    together = min(nearest(theme, (GRADIENT, other), sight) for other in WITH_THE_GRADIENT if other is not GRADIENT)
    assert together >= (NEAREST_TO_THE_GRADIENT - 5e-4,)


def test_the_same_thing_given_has_the_colour_of_what_is_fixed() -> None:
    """A point that stays and a vector that is given first are one role on stage, so one colour."""
    assert all(THEMES[theme][GIVEN_A] == THEMES[theme][FIXED] for theme in ThemeName)


@pytest.mark.parametrize(
    ("role", "told"), [("RED", "there are PAPER"), ("moving", "did you mean 'MOVING'?"), ("?", "there are")]
)
def test_a_role_that_is_none_is_told_with_those_that_there_are(role: str, told: str) -> None:
    with pytest.raises(SessenError, match=re.escape(f"no role '{role}'")) as raised:
        THEMES[ThemeName.DARK][role]  # type: ignore[index]
    assert told in raised.value.hint
