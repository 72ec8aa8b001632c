"""Colours of DrawingML as red, green and blue (ECMA-376 part 1, 20.1.2.3): of a theme, lighter, darker, by name."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Mapping
from typing import Any, Final

from lxml import etree
from PIL import ImageColor

from sessen.products.decks.pptx.xml_names import PREFIXES, qn
from sessen.srgb import from_linear, to_linear

Rgb = tuple[float, float, float]
"""Red, green and blue from 0 to 1, as a screen takes them."""

WHITE: Final[Rgb] = (1.0, 1.0, 1.0)
_WHOLE: Final = 100_000.0  # percentages are told in thousandths
_CIRCLE: Final = 21_600_000.0  # angles in 60,000ths of a degree
_SYSTEM: Final = {"window": "FFFFFF"}  # colours of Windows, where the file does not say what they were

Scheme = Mapping[str, Rgb]
"""The colours of a slide by the names that its shapes use: ``bg1``, ``tx1``, ``accent1``."""


def hexadecimal(colour: Rgb) -> str:
    """The colour as ``#RRGGBB``."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02X}" for part in colour)


def color_in(holder: Any, scheme: Scheme, placeholder: Rgb = WHITE) -> Rgb | None:
    """The colour that is written in an element, such as ``a:solidFill``; None where there is none.

    Parameters
    ----------
    placeholder
        What ``phClr`` stands for, in a style of a theme.
    """
    for element in holder:
        base = _base(element, scheme, placeholder)
        if base is not None:
            return _changed(base, element)
    return None


def alpha_in(holder: Any) -> float:
    """How much of what lies below a colour is covered by it, from 0 to 1."""
    alpha = 1.0
    for change in (each for colour in holder for each in colour):
        name = etree.QName(change).localname if isinstance(change.tag, str) else ""
        amount = float(change.get("val", 0)) / _WHOLE if name.startswith("alpha") else 0.0
        match name:
            case "alpha":
                alpha = amount
            case "alphaMod":
                alpha *= amount
            case "alphaOff":
                alpha += amount
    return min(max(alpha, 0.0), 1.0)


def scheme_of(theme: Any, mapping: Mapping[str, str]) -> dict[str, Rgb]:
    """The colours of a theme by their own names, and by those that a master's colour map gives them."""
    listed = theme.find("a:themeElements/a:clrScheme", PREFIXES)
    own: dict[str, Rgb] = {}
    for each in listed if listed is not None else ():
        colour = color_in(each, {})
        if colour is not None:
            own[etree.QName(each).localname] = colour
    return own | {name: own[target] for name, target in mapping.items() if target in own}


def _base(element: Any, scheme: Scheme, placeholder: Rgb) -> Rgb | None:
    """The colour before it is changed; None for an element that is no colour, or a name that nobody knows."""
    if not isinstance(element.tag, str):
        return None
    value, kind, colour = element.get("val", ""), etree.QName(element).localname, None
    match kind:
        case "srgbClr":
            colour = _from_hexadecimal(value)
        case "sysClr":
            colour = _from_hexadecimal(element.get("lastClr") or _SYSTEM.get(value, "000000"))
        case "schemeClr":
            colour = placeholder if value == "phClr" else scheme.get(value)
        case "prstClr":
            colour = _by_name(value)
        case "scrgbClr":
            colour = _parts(element, from_linear, "r", "g", "b")
        case "hslClr":
            hue, lightness, saturation = (float(element.get(name, 0)) for name in ("hue", "lum", "sat"))
            colour = colorsys.hls_to_rgb(hue / _CIRCLE, lightness / _WHOLE, saturation / _WHOLE)
    return colour


def _changed(colour: Rgb, element: Any) -> Rgb:
    """The changes that stand inside a colour, one after the other."""
    for change in element:
        name = etree.QName(change).localname if isinstance(change.tag, str) else ""
        if name in _CHANGES:
            colour = _CHANGES[name](colour, float(change.get("val", 0)) / _WHOLE)
    return colour


def _in_hls(part: int, new: Callable[[float, float], float]) -> Callable[[Rgb, float], Rgb]:
    def changed(colour: Rgb, amount: float) -> Rgb:
        parts = list(colorsys.rgb_to_hls(*colour))
        parts[part] = min(max(new(parts[part], amount), 0.0), 1.0)
        return colorsys.hls_to_rgb(*parts)

    return changed


def _linearly(new: Callable[[float, float], float]) -> Callable[[Rgb, float], Rgb]:
    def changed(colour: Rgb, amount: float) -> Rgb:
        red, green, blue = (from_linear(new(to_linear(part), amount)) for part in colour)
        return red, green, blue

    return changed


def _times(old: float, amount: float) -> float:
    return old * amount


def _plus(old: float, amount: float) -> float:
    return old + amount


_CHANGES: Final[Mapping[str, Callable[[Rgb, float], Rgb]]] = {
    "lumMod": _in_hls(1, _times),
    "lumOff": _in_hls(1, _plus),
    "satMod": _in_hls(2, _times),
    "satOff": _in_hls(2, _plus),
    "tint": _linearly(lambda old, amount: 1 - (1 - old) * amount),
    "shade": _linearly(_times),
}


def _parts(element: Any, read: Callable[[float], float], *names: str) -> Rgb:
    red, green, blue = (read(float(element.get(name, 0)) / _WHOLE) for name in names)
    return red, green, blue


def _from_hexadecimal(text: str) -> Rgb | None:
    try:
        red, green, blue = (int(text[start : start + 2], 16) / 255 for start in (0, 2, 4))
    except ValueError:
        return None
    return red, green, blue


def _by_name(name: str) -> Rgb | None:
    """DrawingML's names are those of CSS, some of them cut short: ``dkBlue``, ``ltGray``, ``medAquamarine``."""
    whole = name
    for short, long in (("dk", "dark"), ("lt", "light"), ("med", "medium")):
        if name.startswith(short) and name[len(short) : len(short) + 1].isupper():
            whole = long + name[len(short) :]
    try:
        return _from_hexadecimal("".join(f"{part:02X}" for part in ImageColor.getrgb(whole.lower())[:3]))
    except ValueError:
        return None


SOLID: Final = qn("a:solidFill")
GRADIENT: Final = qn("a:gradFill")
PICTURE: Final = qn("a:blipFill")
PATTERN: Final = qn("a:pattFill")
