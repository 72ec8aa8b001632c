"""What lies under a place on a slide: the background, panels of master and layout, shapes that were drawn before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from sessen.products.decks.pptx.backgrounds import Paints, SlideBackground, ground_from
from sessen.products.decks.pptx.colors import WHITE
from sessen.products.decks.pptx.package import Package
from sessen.products.decks.pptx.paint import FillPaint
from sessen.products.decks.pptx.places import POINT, ShapeBox, box_of, frame_of, placeholder_of
from sessen.products.decks.pptx.shapes import NamedShape, fillable
from sessen.products.decks.pptx.xml_names import PREFIXES, qn

_DRAWN: Final = tuple(map(qn, ("p:sp", "p:pic", "p:graphicFrame")))
_RECTANGLES: Final = ("rect", "roundRect", "flowChartProcess", "round2SameRect", "round1Rect", "snip1Rect")
_OPAQUE: Final = 0.99
_LITTLE: Final = 0.02  # of a place: less than this under it is not told
_SIDES: Final = (("off", "x"), ("off", "y"), ("ext", "cx"), ("ext", "cy"))
_RIGHT_ANGLE: Final = 90 * 60_000


@dataclass(frozen=True, slots=True)
class Layer:
    """Something drawn under a place.

    Parameters
    ----------
    box
        Where it stands.
    is_full
        Whether it fills its box, as a rectangle does.
    """

    box: ShapeBox
    paint: FillPaint
    is_full: bool


def ground_under(package: Package, shape: NamedShape) -> SlideBackground:
    """The colour that the edge of a clip in a shape vanishes in, and what cannot be matched."""
    paints = Paints(package, shape.part)
    return under(paints.background(), _below(package, paints, shape), shape.seen)


def under(background: FillPaint, layers: Iterable[Layer], place: ShapeBox) -> SlideBackground:
    """What a background and the layers on it, the lowest first, come to at a place."""
    seen, what, subject = background.over(WHITE), background.what, "the background"
    for layer in layers:
        if layer.is_full and _contains(layer.box, place):
            seen = layer.paint.over(seen)
            if layer.paint.what or layer.paint.alpha > _OPAQUE:
                what, subject = layer.paint.what, "what lies under it"
        elif _common(layer.box, place) > _LITTLE:
            seen = layer.paint.over(seen) if _contains(layer.box, _middle(place)) else seen
            what, subject = "is partly covered by other shapes", "its place"
    return ground_from(FillPaint(seen, 1.0, what), subject)


def _below(package: Package, paints: Paints, shape: NamedShape) -> Iterator[Layer]:
    """What is drawn under a shape, from the lowest on."""
    tree = package.tree(shape.part)
    own = fillable(tree)[shape.index]
    for part in _parts_below(package, paints, tree):
        for element in package.tree(part).iter(*_DRAWN):
            if placeholder_of(element) is None:
                yield from _drawn(package, paints, part, element)
    for element in tree.iter(*_DRAWN):
        if element is own:
            return
        yield from _drawn(package, paints, shape.part, element)


def _parts_below(package: Package, paints: Paints, slide: Any) -> list[str]:
    """Master and layout, as far as the slide shows what is drawn on them."""
    if paints.layout is None or slide.get("showMasterSp") in ("0", "false"):
        return []
    hides = package.tree(paints.layout).get("showMasterSp") in ("0", "false")
    return [part for part in (None if hides else paints.master, paints.layout) if part]


def _drawn(package: Package, paints: Paints, part: str, element: Any) -> Iterator[Layer]:
    if element[0][0].get("hidden") in ("1", "true"):
        return
    box, paint = _box(package, part, element), _paint(paints, part, element)
    if box is not None and paint is not None:
        yield Layer(frame_of(element).seen(box), paint, _fills_its_box(element))


def _box(package: Package, part: str, element: Any) -> ShapeBox | None:
    if element.tag == qn("p:graphicFrame"):
        frame = element.find("p:xfrm", PREFIXES)
        if frame is None:
            return None
        return ShapeBox(*(int(frame.find(f"a:{tag}", PREFIXES).get(name)) for tag, name in _SIDES))
    box = box_of(package, part, element)
    return box if box is None or not _turns(element) % 2 else _on_its_side(box)


def _paint(paints: Paints, part: str, element: Any) -> FillPaint | None:
    match etree.QName(element).localname:
        case "pic":
            return paints.of_picture(element, part)
        case "graphicFrame":
            return FillPaint(WHITE, 0.0, "is a table or a chart")
    return paints.of_shape(element, part)


def _fills_its_box(element: Any) -> bool:
    """Whether a shape covers all of its box, but for rounded corners."""
    own = element.find("p:spPr/a:xfrm", PREFIXES)
    if own is not None and int(own.get("rot", 0)) % _RIGHT_ANGLE:
        return False
    geometry = element.find("p:spPr/a:prstGeom", PREFIXES)
    custom = element.find("p:spPr/a:custGeom", PREFIXES)
    return custom is None and (geometry is None or geometry.get("prst") in _RECTANGLES)


def _turns(element: Any) -> int:
    own = element.find("p:spPr/a:xfrm", PREFIXES)
    return round(int(own.get("rot", 0)) / _RIGHT_ANGLE) if own is not None else 0


def _on_its_side(box: ShapeBox) -> ShapeBox:
    left, top = box.left + (box.width - box.height) // 2, box.top + (box.height - box.width) // 2
    return ShapeBox(left, top, box.height, box.width)


def _middle(box: ShapeBox) -> ShapeBox:
    return ShapeBox(box.left + box.width // 2, box.top + box.height // 2, 0, 0)


def _contains(outer: ShapeBox, inner: ShapeBox) -> bool:
    return (
        outer.left <= inner.left + POINT
        and outer.top <= inner.top + POINT
        and outer.left + outer.width >= inner.left + inner.width - POINT
        and outer.top + outer.height >= inner.top + inner.height - POINT
    )


def _common(one: ShapeBox, other: ShapeBox) -> float:
    """How much of the second box the first one covers."""
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    up = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return max(across, 0) * max(up, 0) / max(other.width * other.height, 1)
