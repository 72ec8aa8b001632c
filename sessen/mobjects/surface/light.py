"""The light on a surface: two lamps, a gleam, and the colour of heights.

A lamp of warm white stands behind the eye at the left, a weaker one at the right; what faces neither still has the
light of the room. What is high has the colour of its height, what lies low lies a little in the dark.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.mobjects.color_scale import height_colors
from sessen.variant import ThemeName

Numbers = npt.NDArray[np.float64]


def _toward(x: float, y: float, z: float) -> Numbers:
    return np.asarray(np.array([x, y, z]) / np.linalg.norm([x, y, z]))


_KEY, _FILL = _toward(-0.75, -0.35, 0.62), _toward(0.85, 0.35, 0.45)
_ROOM: Final = {ThemeName.DARK: 0.34, ThemeName.LIGHT: 0.62}
_OF_KEY: Final = {ThemeName.DARK: 0.74, ThemeName.LIGHT: 0.62}
_OF_FILL: Final = {ThemeName.DARK: 0.26, ThemeName.LIGHT: 0.18}
_GLEAM, _SHARPNESS = 0.30, 22  # of white, where the lamp is mirrored into the eye
_PALE: Final = {ThemeName.DARK: 0.0, ThemeName.LIGHT: 0.3}  # of white in the colours, which are made for lines
_IN_THE_DARK: Final = 0.22  # how much of the light does not reach what lies lowest


def lit(theme: ThemeName, normals: Numbers, heights: Numbers, toward: Numbers) -> Numbers:
    """sRGB, shape (..., 3), of points with upward normals of shape (..., 3) at heights from 0 to 1.

    Parameters
    ----------
    toward
        The direction to the eye, of length one.
    """
    key, fill = (np.clip(normals @ lamp, 0, 1) for lamp in (_KEY, _FILL))
    light = _ROOM[theme] + _OF_KEY[theme] * key + _OF_FILL[theme] * fill
    light *= 1 - _IN_THE_DARK * (1 - heights) ** 2
    halfway = _KEY + toward
    gleam = _GLEAM * np.clip(normals @ (halfway / np.linalg.norm(halfway)), 0, 1) ** _SHARPNESS
    own = height_colors(heights, theme)
    colors = (own + _PALE[theme] * (1 - own)) * light[..., None]
    return np.asarray(np.clip(colors + gleam[..., None] * (1 - colors), 0, 1))
