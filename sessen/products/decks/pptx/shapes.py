"""Shapes of a deck that ask for a clip by their name or alt text: ``sessen:ChainRule::nudge loop theme=light``."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from sessen.catalogue.suggestions import did_you_mean
from sessen.products.decks.errors import NameUnknown
from sessen.products.decks.pptx.package import Package
from sessen.products.decks.pptx.xml_names import LAYOUT, MASTER, PREFIXES, named

MARK: Final = "sessen:"
FLAGS: Final = ("loop", "click", "last", "crop")
CHOICES: Final = ("theme", "shape", "lang", "words", "background", "speed")
_FILLABLE: Final = tuple(map(named, ("p:sp", "p:pic")))
_QUOTES: Final = str.maketrans("“”„‟’‘　\xa0", '""""\'\'  ')  # what Office makes of quotation marks and spaces
_POINTS: Final = 12_700  # lengths are told in English metric units


@dataclass(frozen=True, slots=True)
class Wish:
    """What a shape asks for.

    Parameters
    ----------
    target
        ``SCENE``, ``SCENE::STEP`` or ``SCENE::STEP..STEP``.
    flags
        ``loop``: it repeats itself; ``click``: it waits for a click; ``last``: its poster is its last picture;
        ``crop``: what nothing is drawn on is cut off.
    options
        Theme, shape, language, speed and the like, by name.
    settings
        Parameters of the scene, name and value as typed.
    """

    target: str
    flags: frozenset[str]
    options: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Where a shape stands and how large it is, in English metric units."""

    left: int
    top: int
    width: int
    height: int

    def fitted(self, width: int, height: int) -> Box:
        """The largest box of so many pixels' outline within this one, in its middle."""
        scale = min(self.width / width, self.height / height)
        across, up = round(width * scale), round(height * scale)
        if abs(across - self.width) < _POINTS and abs(up - self.height) < _POINTS:
            return self
        return Box(self.left + (self.width - across) // 2, self.top + (self.height - up) // 2, across, up)


@dataclass(frozen=True, slots=True)
class NamedShape:
    """A shape to fill.

    Parameters
    ----------
    part
        The slide's part.
    number
        The slide's number as people count.
    id
        The shape's number on its slide, which animations refer to.
    text
        The name as written.
    box
        Its place; of no size where nobody says.
    """

    part: str
    number: int
    id: str
    text: str
    wish: Wish
    box: Box

    @property
    def where(self) -> str:
        """For people: the slide and the name."""
        return f"slide {self.number}: {self.text}"


def named_shapes(package: Package) -> tuple[list[NamedShape], list[NameUnknown]]:
    """The shapes of a deck that ask for clips, slide by slide, and those whose names cannot be read."""
    found: list[NamedShape] = []
    wrong: list[NameUnknown] = []
    for number, part in enumerate(package.slides(), 1):
        for element, text in _marked(package.tree(part)):
            where = f"{package.file}, slide {number}"
            try:
                wish = read_wish(text, where)
                if element.tag not in _FILLABLE:
                    raise NameUnknown(
                        f"'{text}' is the name of a {etree.QName(element).localname}, which cannot become a clip",
                        where=where,
                        cure="give the name to a rectangle, a text box or a picture",
                    )
            except NameUnknown as error:
                wrong.append(error)
                continue
            found.append(NamedShape(part, number, element[0][0].get("id"), text, wish, box_of(package, part, element)))
    return found, wrong


def read_wish(text: str, where: str) -> Wish:
    """What a name asks for.

    Raises
    ------
    NameUnknown
        It is no name of a step or scene with options.
    """
    try:
        target, *words = (word.strip(",;") for word in shlex.split(text.translate(_QUOTES).removeprefix(MARK)))
    except ValueError as error:
        cure = "a name looks like sessen:ChainRule::nudge loop theme=light f='sin(u)'"
        raise NameUnknown(f"'{text}' cannot be read: {error}", where=where, cure=cure) from error
    flags, options, settings = set(), {}, {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals and name in FLAGS:
            flags.add(name)
        elif not equals and name:
            raise NameUnknown(f"no option '{name}'", where=where, cure=did_you_mean(name, [*FLAGS, *CHOICES]))
        elif name in CHOICES:
            options[name] = value
        elif name:
            settings[name] = value
    return Wish(target, frozenset(flags), tuple(sorted(options.items())), tuple(sorted(settings.items())))


def element_of(tree: Any, shape: str) -> Any:
    """The shape of that number on a slide."""
    for element in tree.iter(*_FILLABLE):
        if element[0][0].get("id") == shape:
            return element
    raise KeyError(shape)


def box_of(package: Package, part: str, element: Any) -> Box:
    """Where a shape stands: as it says itself, or as the placeholder says that it fills in on layout and master."""
    holder = element.find("p:nvSpPr/p:nvPr/p:ph", PREFIXES)
    holder = element.find("p:nvPicPr/p:nvPr/p:ph", PREFIXES) if holder is None else holder
    layout = package.related(part, LAYOUT) or ""
    above = [each for each in (layout, package.related(layout, MASTER) if layout else None) if each]
    own = _own_box(element)
    if own is not None or holder is None:
        return own or Box(0, 0, 0, 0)
    for name in above:
        for candidate in package.tree(name).iter(*_FILLABLE):
            other = next(candidate.iter(named("p:ph")), None)
            there = _own_box(candidate)
            if other is not None and there and _is_same_place(holder, other):
                return there
    return Box(0, 0, 0, 0)


def _marked(tree: Any) -> Iterator[tuple[Any, str]]:
    """Elements whose alt text or name begins with the mark, and that text; the name decides where both do."""
    for properties in tree.iter(named("p:cNvPr")):
        for attribute in ("name", "descr"):
            text = " ".join((properties.get(attribute) or "").split())
            if re.match(rf"{MARK}\S", text):
                yield properties.getparent().getparent(), text
                break


def _own_box(element: Any) -> Box | None:
    frame = element.find("p:spPr/a:xfrm", PREFIXES)
    if frame is None or frame.find("a:off", PREFIXES) is None or frame.find("a:ext", PREFIXES) is None:
        return None
    offset, extent = frame.find("a:off", PREFIXES), frame.find("a:ext", PREFIXES)
    return Box(*(int(offset.get(name)) for name in "xy"), *(int(extent.get(name)) for name in ("cx", "cy")))


def _is_same_place(one: Any, other: Any) -> bool:
    if one.get("idx") is not None and one.get("idx") == other.get("idx"):
        return True
    kinds = {one.get("type", "obj"), other.get("type", "obj")}
    return one.get("idx") is None and len(kinds) == 1
