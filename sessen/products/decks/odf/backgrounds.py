"""What lies under a place on a page of an OpenDocument presentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from PIL import ImageColor

from sessen.products.decks.odf.xml_names import PREFIXES, Styles, named
from sessen.products.decks.pptx.backgrounds import SlideBackground, ground_from
from sessen.products.decks.pptx.colors import WHITE, Rgb
from sessen.products.decks.pptx.layers import Layer, under
from sessen.products.decks.pptx.paint import NOTHING, FillPaint
from sessen.products.decks.pptx.pictures import mean_of
from sessen.products.decks.pptx.places import ShapeBox

_RECTANGLES: Final = tuple(map(named, ("draw:rect", "draw:custom-shape", "draw:frame")))
Read = Callable[[str], bytes | None]
"""What is in an entry of the archive; None where there is none."""


def ground_on(
    page: Any, above: list[Any], place: ShapeBox, styles: Styles, read: Read, box_of: Callable[[Any], ShapeBox | None]
) -> SlideBackground:
    """The colour that the edge of a clip vanishes in.

    Parameters
    ----------
    above
        The shape and what it stands in: all that is drawn before it on its page lies under it.
    box_of
        Where a shape stands.
    """
    layers = (
        Layer(box, paint, is_rectangle)
        for shape, box, is_rectangle in _drawn(page, above, styles, box_of)
        if (paint := _shown(shape, styles, read)) and paint.alpha > 0
    )
    return under(_background(page, styles, read), layers, place)


def plain_ground(page: Any, styles: Styles, read: Read) -> SlideBackground:
    """The background of a page."""
    return ground_from(_background(page, styles, read))


def _background(page: Any, styles: Styles, read: Read) -> FillPaint:
    """The page's own, else its master's."""
    master = page.get(named("draw:master-page-name"))
    own = _paint(styles, "drawing-page", page.get(named("draw:style-name")), "drawing-page", read)
    if own is not None:
        return own
    found = styles.master(master)
    if found is not None:
        shown = _paint(styles, "drawing-page", found.get(named("draw:style-name")), "drawing-page", read)
        if shown is not None and shown.alpha > 0:
            return shown
    return _paint(styles, "presentation", f"{master}-background", "graphic", read) or FillPaint(WHITE)


def _drawn(
    page: Any, above: list[Any], styles: Styles, box_of: Callable[[Any], ShapeBox | None]
) -> Iterator[tuple[Any, ShapeBox, bool]]:
    """All shapes that are drawn before one: those of the master that are no placeholders, and the page's own."""
    shows = styles.value(
        "drawing-page", page.get(named("draw:style-name")), "presentation:background-objects-visible", "drawing-page"
    )
    master = styles.master(page.get(named("draw:master-page-name"))) if shows != "false" else None
    for holder in (each for each in (master, page) if each is not None):
        for shape in holder.iter(*_RECTANGLES):
            if shape is above[0]:
                break
            is_hidden = shape.get(named("presentation:class")) is not None and holder is master
            box = box_of(shape)
            if shape not in above and box is not None and not is_hidden and not _is_note(shape):
                yield shape, box, _is_rectangle(shape)


def _is_rectangle(shape: Any) -> bool:
    geometry = shape.find("draw:enhanced-geometry", PREFIXES)
    kind = geometry.get(named("draw:type")) if geometry is not None else "rectangle"
    return kind in ("rectangle", "round-rectangle", "ooxml-rect", "ooxml-roundRect")


def _is_note(shape: Any) -> bool:
    return next(shape.iterancestors(named("presentation:notes")), None) is not None


def _shown(shape: Any, styles: Styles, read: Read) -> FillPaint | None:
    """What fills a shape, or the picture in it."""
    picture = shape.find("draw:image", PREFIXES)
    data = read(picture.get(named("xlink:href"), "")) if picture is not None else None
    if data:
        return FillPaint(*mean_of(data), "is a picture")
    return _paint(styles, "graphic", shape.get(named("draw:style-name")), "graphic", read)


def _paint(styles: Styles, family: str, name: str | None, kind: str, read: Read) -> FillPaint | None:
    """What a style fills with; None where it does not say."""
    match styles.value(family, name, "draw:fill", kind):
        case None:
            return None
        case "solid":
            colour = _colour(styles.value(family, name, "draw:fill-color", kind))
            return FillPaint(colour, _share(styles.value(family, name, "draw:opacity", kind)))
        case "gradient":
            gradient = styles.definition("draw:gradient", styles.value(family, name, "draw:fill-gradient-name", kind))
            return _gradient(gradient)
        case "bitmap":
            picture = styles.definition("draw:fill-image", styles.value(family, name, "draw:fill-image-name", kind))
            data = read(picture.get(named("xlink:href"))) if picture is not None else None
            return FillPaint(*(mean_of(data) if data else (WHITE, 1.0)), "is a picture")
        case "hatch":
            return FillPaint(WHITE, 1.0, "is hatched")
    return NOTHING


def _gradient(gradient: Any) -> FillPaint:
    if gradient is None:
        return FillPaint(WHITE, 1.0, "is a gradient")
    ends = [_colour(gradient.get(named(f"draw:{name}-color"))) for name in ("start", "end")]
    red, green, blue = (sum(parts) / 2 for parts in zip(*ends, strict=True))
    return FillPaint((red, green, blue), 1.0, "is a gradient" if ends[0] != ends[1] else "")


def _colour(text: str | None) -> Rgb:
    try:
        red, green, blue = ImageColor.getrgb(text or "white")[:3]
    except ValueError:
        return WHITE
    return red / 255, green / 255, blue / 255


def _share(text: str | None) -> float:
    return float(text.rstrip("%")) / 100 if text and text.endswith("%") else 1.0
