"""Colours as eyes see them: contrast, and how far apart two are for people who lack one kind of cone."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Color = tuple[float, float, float]
Numbers = npt.NDArray[np.float64]

_LUMINANCE: Final = np.array([0.2126, 0.7152, 0.0722])
#: Machado, Oliveira and Fernandes (2009), at full strength, for light that is not gamma-coded.
SIGHTS: Final = {
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_TO_CONES: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_OKLAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def linear(colors: Any) -> Numbers:
    """Colours from 0 to 1 as amounts of light."""
    levels = np.asarray(colors, float)
    light: Numbers = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    return light


def luminance(colors: Any) -> Numbers:
    """The luminance (WCAG 2) of colours from 0 to 1; shape (..., 3)."""
    bright: Numbers = linear(colors) @ _LUMINANCE
    return bright


def contrasts(one: Any, others: Any) -> Numbers:
    """The contrast ratio (WCAG 2), from 1 to 21, of a colour with each of others."""
    a, b = luminance(one), luminance(others)
    ratio: Numbers = (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)
    return ratio


@lru_cache(maxsize=4096)
def contrast_of(color: Color | None, ground: Color, opacity: float = 1.0) -> float:
    """The contrast of a colour, laid over a ground with some opacity, with that ground; 1 of no colour."""
    if color is None:
        return 1.0
    shown = opacity * np.array(color) + (1 - opacity) * np.array(ground)
    return float(contrasts(shown, np.array(ground)))


@lru_cache(maxsize=4096)
def apart(one: Color, other: Color, sight: str = "") -> float:
    """How far apart two colours are seen (Euclid's distance in OKLab), with all cones or by one of `SIGHTS`."""
    return float(np.linalg.norm(_seen(one, sight) - _seen(other, sight)))


@lru_cache(maxsize=4096)
def chroma(color: Color) -> float:
    """How colourful a colour is; 0 of grey."""
    return float(np.linalg.norm(_seen(color, "")[1:]))


def _seen(color: Color, sight: str) -> Numbers:
    light = linear(color)
    if sight:
        light = np.clip(SIGHTS[sight] @ light, 0, 1)
    seen: Numbers = _TO_OKLAB @ np.cbrt(_TO_CONES @ light)
    return seen
