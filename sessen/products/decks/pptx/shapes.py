"""Shapes of a deck that ask for a clip, by their name, or by the title or the text of their alt text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from sessen.products.decks.alt_text import AltTextRecord, place_of, read_record
from sessen.products.decks.errors import NameUnknown
from sessen.products.decks.pptx.package import Package
from sessen.products.decks.pptx.places import FILLABLE, NOWHERE, ShapeBox, box_of, frame_of, stretch_of
from sessen.products.decks.pptx.xml_names import PREFIXES, qn
from sessen.products.decks.shape_text import ShapeRequest, parse_request, request_in

_FOREIGN: Final = "which cannot become a clip"


@dataclass(frozen=True, slots=True)
class NamedShape:
    """A shape to fill.

    Parameters
    ----------
    part
        The slide's part.
    number
        The slide's number as people count.
    index
        Which of the slide's shapes it is: their own numbers may be there twice.
    text
        What it asks for, as written.
    box
        The place that it asks in, in the units of its group.
    stretch
        How many units of the slide one unit of the box is, across and up.
    seen
        The place as it stands on the slide.
    """

    part: str
    number: int
    index: int
    text: str
    request: ShapeRequest
    box: ShapeBox
    stretch: tuple[float, float] = (1.0, 1.0)
    seen: ShapeBox = NOWHERE
    record: AltTextRecord = field(default_factory=AltTextRecord)

    @property
    def location(self) -> str:
        """For people: the slide and the name."""
        return f"slide {self.number}: {self.text}"


def named_shapes(package: Package) -> tuple[list[NamedShape], list[NameUnknown]]:
    """The shapes of a deck that ask for clips, slide by slide, and those that cannot be filled."""
    found: list[NamedShape] = []
    wrong: list[NameUnknown] = []
    for number, part in enumerate(package.slides(), 1):
        tree = package.tree(part)
        places = {element: index for index, element in enumerate(fillable(tree))}
        for element, text, record in _marked(tree):
            try:
                found.append(_read(package, part, number, element, text, record, places.get(element)))
            except NameUnknown as error:
                wrong.append(error)
    return found, wrong


def text_requests(package: Package) -> list[tuple[int, str]]:
    """What shapes seem to ask for in their text, where nobody looks for it, with the number of the slide."""
    found = []
    for number, part in enumerate(package.slides(), 1):
        tree = package.tree(part)
        asking = {element for element, _, _ in _marked(tree)}
        for element in fillable(tree):
            text = request_in(" ".join(each.text or "" for each in element.iter(qn("a:t"))))
            if text and element not in asking:
                found.append((number, text))
    return found


def fillable(tree: Any) -> list[Any]:
    """The shapes of a slide that can become clips, in their order; of alternatives, those that PowerPoint shows."""
    return [each for each in tree.iter(*FILLABLE) if not _is_fallback(each)]


def is_twice(tree: Any, number: str) -> bool:
    """Whether two shapes of a slide have the same number."""
    numbers = (each.get("id") for each in tree.iter(qn("p:cNvPr")) if not _is_fallback(each))
    return Counter(numbers)[number] > 1


def free_number(tree: Any) -> str:
    """A number that no shape of a slide has yet."""
    numbers = (each.get("id", "") for each in tree.iter(qn("p:cNvPr")))
    return str(1 + max(int(number) for number in numbers if number.isdigit()))


def _read(
    package: Package, part: str, number: int, element: Any, text: str, record: AltTextRecord, index: int | None
) -> NamedShape:
    location = f"{package.file}, slide {number}"
    wish = parse_request(text, location)
    if index is None:
        kind = etree.QName(element).localname
        hint = "give the name to a rectangle, a text box or a picture"
        raise NameUnknown(f"'{text}' is the name of a {kind}, {_FOREIGN}", location=location, hint=hint)
    now = box_of(package, part, element)
    if now is None or now.is_empty:
        what = "has no position on its slide" if now is None else "has no size"
        hint = "draw a rectangle where the clip belongs, and give it that name"
        raise NameUnknown(f"'{text}' {what}", location=location, hint=hint)
    frame = frame_of(element)
    box = place_of(record, now)
    return NamedShape(part, number, index, text, wish, box, stretch_of(element, frame), frame.seen(box), record)


def _marked(tree: Any) -> Iterator[tuple[Any, str, AltTextRecord]]:
    """Elements that ask for something, and what: the name decides, then the alt text, then what is remembered."""
    for properties in tree.iter(qn("p:cNvPr")):
        if _is_fallback(properties):
            continue
        name, description = properties.get("name") or "", properties.get("descr") or ""
        record = read_record(properties.get("title") or "", description)
        text = request_in(name) or request_in(description) or record.request
        if text:
            yield properties.getparent().getparent(), text, record


def _is_fallback(element: Any) -> bool:
    """Whether an element is in the branch for programs that do not know what the other branch needs."""
    return next(element.iterancestors(f"{{{PREFIXES['mc']}}}Fallback"), None) is not None
