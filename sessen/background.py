"""What lies behind a drawing: the theme's own paper, a colour of somebody's slide, or nothing."""

from __future__ import annotations

import re
from typing import Final

from sessen.errors import SessenError
from sessen.srgb import luminance
from sessen.suggestions import did_you_mean

TRANSPARENT: Final = "transparent"

_FORM: Final = re.compile(r"#[0-9A-F]{6}(00)?")


class InvalidColor(SessenError):
    """What was typed names no background."""


def is_background(text: str) -> bool:
    """Whether ``text`` is a background in its one form: ``transparent``, ``#RRGGBB``, or ``#RRGGBB00``."""
    return text == TRANSPARENT or _FORM.fullmatch(text) is not None


def is_transparent(background: str | None) -> bool:
    """Whether nothing lies behind a drawing: ``transparent``, or ``#RRGGBB00``."""
    return background is not None and (background == TRANSPARENT or len(background) == 9)


def paper_of(background: str | None) -> str | None:
    """The colour of a background as ``#RRGGBB``, also where it is transparent for a place of that colour.

    None for the theme's paper, and for ``transparent``, which names no colour.
    """
    return None if background in (None, TRANSPARENT) else background[:7]


def parse_background(typed: str) -> str | None:
    """The background that somebody typed, in its one form; None for the theme's own paper.

    Parameters
    ----------
    typed
        ``paper``, ``transparent``, ``#RRGGBB``, ``#RGB``, the name of a CSS colour, or ``#RRGGBB00``: transparent, for
        a place of that colour.

    Raises
    ------
    InvalidColor
        It is none of these.
    """
    from PIL import ImageColor

    text = typed.strip().lower()
    if text == "paper":
        return None
    if text == TRANSPARENT or is_background(text.upper()):
        return text if text == TRANSPARENT else text.upper()
    try:
        red, green, blue = ImageColor.getrgb(text)[:3]
    except ValueError:
        raise InvalidColor(f"{typed}: no colour", hint=_suggestion(text)) from None
    return f"#{red:02X}{green:02X}{blue:02X}"


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, from 0 to 255, of ``#RRGGBB`` or ``#RRGGBB00``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """How far two colours are told apart, from 1 to 21 (WCAG 2, contrast ratio)."""
    darker, lighter = sorted(luminance(level / 255 for level in rgb(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _suggestion(text: str) -> str:
    from PIL import ImageColor

    known = [*ImageColor.colormap, TRANSPARENT, "paper"]
    return did_you_mean(text, known, "for example '#FFFFFF', white or transparent", cutoff=0.6)
