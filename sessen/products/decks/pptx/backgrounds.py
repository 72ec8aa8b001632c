"""What lies behind a slide: its own background, else its layout's, else its master's."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from PIL import Image, UnidentifiedImageError

from sessen.products.decks.pptx.colors import (
    GRADIENT,
    PATTERN,
    PICTURE,
    SOLID,
    WHITE,
    Rgb,
    Scheme,
    colour_in,
    hexadecimal,
    luminance,
    scheme_of,
)
from sessen.products.decks.pptx.package import Package
from sessen.products.decks.pptx.xml_names import LAYOUT, MASTER, PREFIXES, THEME, named

_DARK: Final = 0.18  # luminance at which black and white letters are told equally well
_BACKGROUND_STYLES: Final = 1001  # the first number of a theme's background styles; below it are its fill styles


@dataclass(frozen=True, slots=True)
class Ground:
    """The colour that a clip's edge vanishes in.

    Parameters
    ----------
    colour
        ``#RRGGBB``.
    is_dark
        Whether light letters are read on it.
    remark
        What could not be matched: empty where the background is of one colour.
    """

    colour: str
    is_dark: bool
    remark: str = ""


def ground_of(package: Package, slide: str) -> Ground:
    """The background of a slide."""
    return _Reader(package, slide).ground()


class _Reader:
    def __init__(self, package: Package, slide: str) -> None:
        self._package = package
        layout = package.related(slide, LAYOUT)
        master = package.related(layout, MASTER) if layout else None
        self._above = [part for part in (slide, layout, master) if part]
        theme = package.related(master, THEME) if master else None
        self._theme = package.tree(theme) if theme else None
        self._theme_part = theme or ""

    def ground(self) -> Ground:
        for part in self._above:
            background = self._package.tree(part).find("p:cSld/p:bg", PREFIXES)
            if background is not None:
                return self._read(background, part)
        return _plain(WHITE)

    def _read(self, background: Any, part: str) -> Ground:
        scheme = self._scheme
        reference = background.find("p:bgRef", PREFIXES)
        if reference is not None:
            own = colour_in(reference, scheme) or WHITE
            fill = self._style(int(reference.get("idx", 0)))
            return self._filled(fill, scheme, own, self._theme_part) if fill is not None else _plain(own)
        properties = background.find("p:bgPr", PREFIXES)
        fill = next(iter(properties), None) if properties is not None else None
        return self._filled(fill, scheme, WHITE, part) if fill is not None else _plain(WHITE)

    def _filled(self, fill: Any, scheme: Scheme, placeholder: Rgb, part: str) -> Ground:
        match fill.tag:
            case _ if fill.tag == SOLID:
                return _plain(colour_in(fill, scheme, placeholder) or WHITE)
            case _ if fill.tag == GRADIENT:
                stops = list(_stops(fill, scheme, placeholder))
                mean = _mean(stops) if stops else WHITE
                return _mixed(mean, "is a gradient") if len(set(stops)) > 1 else _plain(mean)
            case _ if fill.tag == PICTURE:
                return _mixed(self._picture(fill, part), "is a picture")
            case _ if fill.tag == PATTERN:
                ends = (fill.find(f"a:{name}", PREFIXES) for name in ("fgClr", "bgClr"))
                found = [colour_in(end, scheme, placeholder) or WHITE for end in ends if end is not None]
                return _mixed(_mean(found) if found else WHITE, "is a pattern")
        return _plain(WHITE)

    def _picture(self, fill: Any, part: str) -> Rgb:
        """The mean colour of a picture."""
        blip = fill.find("a:blip", PREFIXES)
        wanted = blip.get(named("r:embed")) if blip is not None else None
        target = next((each.target for each in self._package.relations(part) if each.id == wanted), "")
        if target not in self._package:
            return WHITE
        try:
            with Image.open(io.BytesIO(self._package.data(target))) as picture:
                red, green, blue = picture.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
        except (UnidentifiedImageError, OSError):  # a vector picture of Windows, for example
            return WHITE
        return red / 255, green / 255, blue / 255

    def _style(self, number: int) -> Any:
        """The fill of that number in the theme."""
        name, first = ("bgFillStyleLst", _BACKGROUND_STYLES) if number >= _BACKGROUND_STYLES else ("fillStyleLst", 1)
        if self._theme is None or number < first:
            return None
        styles = self._theme.findall(f"a:themeElements/a:fmtScheme/a:{name}/*", PREFIXES)
        return styles[number - first] if number - first < len(styles) else None

    @cached_property
    def _scheme(self) -> Scheme:
        return scheme_of(self._theme, self._mapping()) if self._theme is not None else {}

    def _mapping(self) -> Mapping[str, str]:
        """Which colour of the theme each name means: as the slide says, else its layout, else its master."""
        for part in self._above:
            tree = self._package.tree(part)
            found = tree.find("p:clrMapOvr/a:overrideClrMapping", PREFIXES)
            found = tree.find("p:clrMap", PREFIXES) if found is None else found
            if found is not None:
                return dict(found.attrib)
        return {}


def _stops(fill: Any, scheme: Scheme, placeholder: Rgb) -> Iterator[Rgb]:
    for stop in fill.iterfind("a:gsLst/a:gs", PREFIXES):
        colour = colour_in(stop, scheme, placeholder)
        if colour is not None:
            yield colour


def _plain(colour: Rgb) -> Ground:
    return Ground(hexadecimal(colour), luminance(colour) < _DARK)


def _mixed(colour: Rgb, what: str) -> Ground:
    mean = hexadecimal(colour)
    remark = f"the background {what}: the clip stands on its mean colour {mean}, and its edge can be seen"
    return Ground(mean, luminance(colour) < _DARK, remark)


def _mean(colours: list[Rgb]) -> Rgb:
    red, green, blue = (sum(parts) / len(colours) for parts in zip(*colours, strict=True))
    return red, green, blue
