"""The mean colour of a picture as a slide shows it: recoloured, faded, in whatever depth it was saved."""

from __future__ import annotations

import io
from types import MappingProxyType
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from sessen.products.decks.pptx.colors import WHITE, Rgb, Scheme, color_in
from sessen.products.decks.pptx.xml_names import PREFIXES

_SIDE = 64  # pixels: enough for a mean
_WHOLE = 100_000.0
_DEEP = 65_535.0  # the brightest of sixteen bits
_RGB = (0.2126, 0.7152, 0.0722)  # how bright each is


def mean_of(data: bytes, blip: Any = None, scheme: Scheme = MappingProxyType({})) -> tuple[Rgb, float]:
    """The mean colour of a picture, and how much of it covers what lies below: white, where it cannot be read.

    Parameters
    ----------
    blip
        ``a:blip``, with what PowerPoint does to the picture; None where nothing is done.
    """
    try:
        with Image.open(io.BytesIO(data)) as picture:
            pixels = _pixels(picture)
    except (UnidentifiedImageError, OSError, ValueError):  # a vector picture of Windows, for example
        return WHITE, 1.0
    colours, alpha = pixels[..., :3], pixels[..., 3:]
    if blip is not None:
        colours, alpha = _recoloured(colours, blip, scheme), alpha * _faded(blip)
    cover = float(alpha.mean())
    red, green, blue = (colours * alpha).mean(axis=(0, 1)) / cover if cover else WHITE
    return (float(red), float(green), float(blue)), cover


def _pixels(picture: Any) -> Any:
    """Red, green, blue and cover from 0 to 1, few of each."""
    if picture.mode.startswith("I") or picture.mode == "F":
        grey = np.asarray(picture, dtype=np.float64) / _DEEP
        small = Image.fromarray((np.clip(grey, 0, 1) * 255).astype(np.uint8)).convert("RGBA")
    else:
        small = picture.convert("RGBA")
    # Whole pixels are weighed by their cover, so that what cannot be seen has no colour.
    small = small.convert("RGBa").resize((_SIDE, _SIDE), Image.Resampling.BOX).convert("RGBA")
    return np.asarray(small, dtype=np.float64) / 255


def _recoloured(pixels: Any, blip: Any, scheme: Scheme) -> Any:
    """What PowerPoint calls the colour of a picture: two tones, grey, black and white, lighter."""
    grey = (pixels @ np.array(_RGB))[..., None]
    duotone, grayscale, bilevel, light = (
        blip.find(f"a:{name}", PREFIXES) for name in ("duotone", "grayscl", "biLevel", "lum")
    )
    if duotone is not None:
        ends = [colour for each in duotone if (colour := color_in([each], scheme))]
        if len(ends) == 2:
            pixels = (1 - grey) * np.array(ends[0]) + grey * np.array(ends[1])
    elif bilevel is not None:
        pixels = np.where(grey >= float(bilevel.get("thresh", 50_000)) / _WHOLE, 1.0, 0.0) * np.ones(3)
    elif grayscale is not None:
        pixels = grey * np.ones(3)
    if light is not None:
        bright, contrast = (float(light.get(name, 0)) / _WHOLE for name in ("bright", "contrast"))
        pixels = np.clip((pixels - 0.5) * (1 + contrast) + 0.5 + bright, 0, 1)
    return pixels


def _faded(blip: Any) -> float:
    amount = blip.find("a:alphaModFix", PREFIXES)
    return 1.0 if amount is None else float(amount.get("amt", _WHOLE)) / _WHOLE
