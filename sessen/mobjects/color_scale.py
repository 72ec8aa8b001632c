"""A colour scale for heights: equal steps of value look equally far apart, on dark and on light paper.

The ramp runs through OKLab (Björn Ottosson, 2020) from blue over green to yellow. Its lightness rises evenly, so that
it stays ordered for every kind of colour blindness and in grey, and every colour of it keeps a contrast of 3:1 or more
on its own paper, the least that a line needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.variant import ThemeName

Numbers = npt.NDArray[np.float64]

_FINENESS: Final = 513

# Linear sRGB to the responses of the three cones, and their cube roots to lightness, green-red and blue-yellow.
_CONES: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def to_oklab(colors: Numbers) -> Numbers:
    """OKLab of sRGB colours between 0 and 1, shape (..., 3)."""
    linear = np.where(colors <= 0.04045, colors / 12.92, ((np.maximum(colors, 0) + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _CONES.T) @ _LAB.T)


def from_oklab(lab: Numbers) -> Numbers:
    """sRGB between 0 and 1 of OKLab, shape (..., 3); outside that range where a screen has no such colour."""
    linear = (lab @ np.linalg.inv(_LAB).T) ** 3 @ np.linalg.inv(_CONES).T
    bent = 1.055 * np.maximum(linear, 0.0031308) ** (1 / 2.4) - 0.055
    return np.where(linear <= 0.0031308, linear * 12.92, bent)


@dataclass(frozen=True, slots=True)
class _Ramp:
    """From where to where lightness, chroma and hue (in degrees) go, evenly, before the steps are made equal."""

    lightness: tuple[float, float]
    chroma: tuple[float, ...]
    hue: tuple[float, float]

    def path(self, shares: Numbers) -> Numbers:
        """OKLab along the ramp, shape (n, 3)."""
        chroma = np.interp(shares, np.linspace(0, 1, len(self.chroma)), self.chroma)
        hue = np.radians(np.interp(shares, (0, 1), self.hue))
        lightness = np.interp(shares, (0, 1), self.lightness)
        return np.stack([lightness, chroma * np.cos(hue), chroma * np.sin(hue)], axis=-1)


_RAMPS: Final[Mapping[ThemeName, _Ramp]] = MappingProxyType(
    {
        ThemeName.DARK: _Ramp(lightness=(0.52, 0.93), chroma=(0.155, 0.115, 0.116, 0.165), hue=(276, 104)),
        ThemeName.LIGHT: _Ramp(lightness=(0.33, 0.655), chroma=(0.126, 0.077, 0.079, 0.128), hue=(276, 104)),
    }
)


@cache
def _colors(theme: ThemeName) -> Numbers:
    """sRGB at equal distances along the ramp, shape (n, 3)."""
    fine = _RAMPS[theme].path(np.linspace(0, 1, 8 * _FINENESS))
    walked = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(fine, axis=0), axis=1))])
    shares = np.interp(np.linspace(0, walked[-1], _FINENESS), walked, np.linspace(0, 1, len(fine)))
    colors: Numbers = np.clip(from_oklab(_RAMPS[theme].path(shares)), 0, 1)
    return colors


def height_color(share: float, theme: ThemeName) -> str:
    """The colour of a height as ``#RRGGBB``; 0 is the lowest, 1 the highest, and what lies beyond has the end's."""
    place = float(np.clip(share, 0, 1)) * (_FINENESS - 1)
    red, green, blue = (round(255 * float(part)) for part in _colors(theme)[round(place)])
    return f"#{red:02X}{green:02X}{blue:02X}"


def height_colors(shares: Numbers, theme: ThemeName) -> Numbers:
    """The colours of heights of shape (...) as sRGB between 0 and 1, shape (..., 3)."""
    places = np.clip(np.asarray(shares, float), 0, 1) * (_FINENESS - 1)
    return np.asarray(_colors(theme)[np.rint(places).astype(int)])


@dataclass(frozen=True, slots=True)
class HeightScale:
    """Values from low to high, as shares of the way up and as colours."""

    low: float
    high: float
    theme: ThemeName

    def share(self, value: float) -> float:
        """How far up a value is: 0 at ``low``, 1 at ``high``; values beyond stay at the ends."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def color(self, value: float) -> str:
        """The colour of a value as ``#RRGGBB``."""
        return height_color(self.share(value), self.theme)
