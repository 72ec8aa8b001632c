"""How bright a surface is where it faces the light: one hue from shadow to light, even steps to the eye."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.mobjects.color_scale import from_oklab, to_oklab
from sessen.theme import INK, PAPER, THEMES, Role
from sessen.variant import ThemeName

Numbers = npt.NDArray[np.float64]

_SHADES: Final = 256
_LIGHT: Final = np.array([-0.45, -0.30, 0.84]) / np.linalg.norm([-0.45, -0.30, 0.84])
_OF_HEIGHT: Final = 0.38  # how much of the brightness comes from the height
_BELOW: Final = 0.55  # how bright the underside is, as a share of the upper side
# Shares of paper (below zero) or ink (above) in the colour, from deepest shadow to full light.
_DEPTHS: Final = {ThemeName.DARK: (-0.78, -0.36, 0.10), ThemeName.LIGHT: (0.36, -0.08, -0.62)}


def brightness(normals: Numbers, heights: Numbers, toward: Numbers) -> Numbers:
    """From 0 (shadow) to 1 (light) for upward normals of shape (..., 3), seen by an eye in a direction.

    Both sides of a surface are drawn alike but for this: its underside is darker, so that one sees which is which. What
    is higher is a little lighter, so that a plane, which has one normal, rises to the eye as well.
    """
    lit = (0.5 + 0.5 * normals @ _LIGHT) ** 1.6
    upper = np.clip(0.5 + 2 * normals @ toward, 0, 1)
    bright = (1 - _OF_HEIGHT) * lit + _OF_HEIGHT * heights
    return np.asarray(bright * (_BELOW + (1 - _BELOW) * upper * upper * (3 - 2 * upper)))


@cache
def shades(theme: ThemeName, role: Role) -> Numbers:
    """sRGB of a role from shadow to light, shape (256, 3)."""
    own, paper, ink = (_lab(THEMES[theme][each]) for each in (role, PAPER, INK))
    depths = np.interp(np.linspace(0, 1, _SHADES), (0, 0.5, 1), _DEPTHS[theme])[:, None]
    toward = np.where(depths < 0, paper, ink)
    colors: Numbers = np.clip(from_oklab(own + np.abs(depths) * (toward - own)), 0, 1)
    return colors


def shaded(theme: ThemeName, role: Role, bright: Numbers) -> Numbers:
    """sRGB at a brightness of shape (...): shape (..., 3)."""
    return np.asarray(shades(theme, role)[np.clip(bright * (_SHADES - 1), 0, _SHADES - 1).astype(int)])


def _lab(color: str) -> Numbers:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return to_oklab(np.array(parts))
