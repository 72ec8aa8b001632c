"""What fills a background or a shape: its colour, how much of what lies below shows through, and what it mixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sessen.products.decks.pptx.colors import (
    GRADIENT,
    PATTERN,
    PICTURE,
    SOLID,
    WHITE,
    Rgb,
    Scheme,
    alpha_in,
    color_in,
)
from sessen.products.decks.pptx.package import Package
from sessen.products.decks.pptx.pictures import mean_of
from sessen.products.decks.pptx.xml_names import PREFIXES, qn

FILLS: Final = (SOLID, GRADIENT, PICTURE, PATTERN, qn("a:noFill"), qn("a:grpFill"))


@dataclass(frozen=True, slots=True)
class FillPaint:
    """A fill.

    Parameters
    ----------
    colour
        Its colour, or the mean of its colours.
    alpha
        From 0, where it cannot be seen, to 1, where nothing below it can.
    what
        ``is a gradient`` and the like; empty where it is of one colour.
    """

    color: Rgb
    alpha: float = 1.0
    what: str = ""

    def over(self, below: Rgb) -> Rgb:
        """What is seen of it on something."""
        red, green, blue = (
            self.alpha * own + (1 - self.alpha) * other for own, other in zip(self.color, below, strict=True)
        )
        return red, green, blue


NOTHING: Final = FillPaint(WHITE, 0.0)


def paint_of(package: Package, part: str, fill: Any, scheme: Scheme, placeholder: Rgb = WHITE) -> FillPaint:
    """What an element such as ``a:solidFill`` in a part comes to.

    Parameters
    ----------
    placeholder
        What ``phClr`` stands for, in a style of a theme.
    """
    if fill.tag == SOLID:
        return FillPaint(color_in(fill, scheme, placeholder) or WHITE, alpha_in(fill))
    if fill.tag == GRADIENT:
        return _mixed(list(_stops(fill, scheme, placeholder)), "is a gradient")
    if fill.tag == PICTURE:
        return picture_paint(package, part, fill, scheme)
    if fill.tag == PATTERN:
        ends = (fill.find(f"a:{name}", PREFIXES) for name in ("fgClr", "bgClr"))
        found = [(color_in(end, scheme, placeholder) or WHITE, alpha_in(end)) for end in ends if end is not None]
        return _mixed(found, "is a pattern")
    return NOTHING


def picture_paint(package: Package, part: str, fill: Any, scheme: Scheme) -> FillPaint:
    """What a fill with a picture comes to: its mean colour, and how much is seen of it."""
    blip = fill.find("a:blip", PREFIXES)
    wanted = blip.get(qn("r:embed")) if blip is not None else None
    target = next((each.target for each in package.relations(part) if each.id == wanted), "")
    if target not in package:
        return FillPaint(WHITE, 1.0, "is a picture")
    return FillPaint(*mean_of(package.data(target), blip, scheme), "is a picture")


def _mixed(colours: list[tuple[Rgb, float]], what: str) -> FillPaint:
    """The mean of some colours; what they are is said where they differ."""
    if not colours:
        return FillPaint(WHITE, 1.0, what)
    red, green, blue = (sum(parts) / len(colours) for parts in zip(*(colour for colour, _ in colours), strict=True))
    alpha = sum(alpha for _, alpha in colours) / len(colours)
    return FillPaint((red, green, blue), alpha, what if len(set(colours)) > 1 else "")


def _stops(fill: Any, scheme: Scheme, placeholder: Rgb) -> Iterator[tuple[Rgb, float]]:
    for stop in fill.iterfind("a:gsLst/a:gs", PREFIXES):
        colour = color_in(stop, scheme, placeholder)
        if colour is not None:
            yield colour, alpha_in(stop)
