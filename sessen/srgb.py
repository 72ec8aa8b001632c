"""Levels of sRGB as light, and how bright a colour is."""

from __future__ import annotations

from collections.abc import Iterable


def to_linear(level: float) -> float:
    """The light of a level of sRGB, both from 0 to 1."""
    return level / 12.92 if level <= 0.04045 else float(((level + 0.055) / 1.055) ** 2.4)


def from_linear(light: float) -> float:
    """The level of sRGB for light, both from 0 to 1; what is beyond is cut off."""
    light = min(max(light, 0.0), 1.0)
    return float(light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)


def luminance(levels: Iterable[float]) -> float:
    """How bright a colour is, from 0 to 1 (relative luminance of WCAG 2), from its levels of red, green and blue."""
    red, green, blue = map(to_linear, levels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
