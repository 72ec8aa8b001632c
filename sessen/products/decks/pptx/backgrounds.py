"""What lies behind a slide: its own background, else its layout's, else its master's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sessen.products.decks.pptx.colors import WHITE, Scheme, color_in, hexadecimal, scheme_of
from sessen.products.decks.pptx.package import Package
from sessen.products.decks.pptx.paint import FILLS, FillPaint, paint_of, picture_paint
from sessen.products.decks.pptx.xml_names import LAYOUT, MASTER, PREFIXES, THEME
from sessen.srgb import luminance

_DARK: Final = 0.18  # luminance at which black and white letters are told equally well
_BACKGROUND_STYLES: Final = 1001  # the first number of a theme's background styles; below it are its fill styles


@dataclass(frozen=True, slots=True)
class SlideBackground:
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

    color: str
    is_dark: bool
    warning: str = ""


def slide_background(package: Package, slide: str) -> SlideBackground:
    """The background of a slide."""
    return ground_from(Paints(package, slide).background())


def ground_from(paint: FillPaint, subject: str = "the background") -> SlideBackground:
    """What a paint on white comes to."""
    colour = paint.over(WHITE)
    mean = hexadecimal(colour)
    remark = f"{subject} {paint.what}: the clip stands on {mean}, and its edge can be seen"
    return SlideBackground(mean, luminance(colour) < _DARK, remark if paint.what else "")


class Paints:
    """The fills of a slide, of its layout and its master, with the colours of its theme."""

    def __init__(self, package: Package, slide: str) -> None:
        self.package = package
        self.layout = package.related(slide, LAYOUT)
        self.master = package.related(self.layout, MASTER) if self.layout else None
        self._above = [part for part in (slide, self.layout, self.master) if part]
        theme = package.related(self.master, THEME) if self.master else None
        self._theme = package.tree(theme) if theme else None
        self._theme_part = theme or ""

    def background(self) -> FillPaint:
        """What the slide has behind everything."""
        for part in self._above:
            background = self.package.tree(part).find("p:cSld/p:bg", PREFIXES)
            if background is not None:
                return self._read(background, part)
        return FillPaint(WHITE)

    def of_shape(self, element: Any, part: str) -> FillPaint | None:
        """What fills a shape; None where it is not filled at all."""
        properties = element.find("p:spPr", PREFIXES)
        fill = next((each for each in properties if each.tag in FILLS), None) if properties is not None else None
        if fill is not None:
            paint = paint_of(self.package, part, fill, self._scheme)
            return paint if paint.alpha > 0 else None
        reference = element.find("p:style/a:fillRef", PREFIXES)
        number = int(reference.get("idx", 0)) if reference is not None else 0
        return self._styled(reference, number) if number else None

    def of_picture(self, element: Any, part: str) -> FillPaint | None:
        """What a picture on a slide shows."""
        fill = element.find("p:blipFill", PREFIXES)
        paint = picture_paint(self.package, part, fill, self._scheme) if fill is not None else None
        return paint if paint and paint.alpha > 0 else None

    def _read(self, background: Any, part: str) -> FillPaint:
        reference = background.find("p:bgRef", PREFIXES)
        if reference is not None:
            return self._styled(reference, int(reference.get("idx", 0)))
        properties = background.find("p:bgPr", PREFIXES)
        fill = next(iter(properties), None) if properties is not None else None
        return paint_of(self.package, part, fill, self._scheme) if fill is not None else FillPaint(WHITE)

    def _styled(self, reference: Any, number: int) -> FillPaint:
        """A style of the theme in the colour that is named."""
        own = color_in(reference, self._scheme) or WHITE
        fill = self._style(number)
        return paint_of(self.package, self._theme_part, fill, self._scheme, own) if fill is not None else FillPaint(own)

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
            tree = self.package.tree(part)
            found = tree.find("p:clrMapOvr/a:overrideClrMapping", PREFIXES)
            found = tree.find("p:clrMap", PREFIXES) if found is None else found
            if found is not None:
                return dict(found.attrib)
        return {}
