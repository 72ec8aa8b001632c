"""What lies behind a drawing: the theme's own paper, a colour of somebody's slide, or nothing."""

from __future__ import annotations

import re
from typing import Final

from sessen.errors import SessenError

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
    darker, lighter = sorted(_luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (level / 255 for level in rgb(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _suggestion(text: str) -> str:
    from difflib import get_close_matches

    from PIL import ImageColor

    near = get_close_matches(text, [*ImageColor.colormap, TRANSPARENT, "paper"], n=1)
    return f"did you mean '{near[0]}'?" if near else "for example '#FFFFFF', white or transparent"
