"""A film as a shape of a slide: PowerPoint's picture with a poster, an embedded film, and a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from sessen.products.decks.pptx.places import ShapeBox
from sessen.products.decks.pptx.xml_names import MEDIA_EXTENSION, OFFICE_2010, PREFIXES, qn

_CONTENT: Final = ("pic", "media", "obj", "body", "clipArt", "tbl", "chart", "dgm")
_PICTURE: Final = """\
<p:pic xmlns:p="{p}" xmlns:a="{a}" xmlns:r="{r}">
<p:nvPicPr><p:cNvPr id="" name="" descr=""><a:hlinkClick r:id="" action="ppaction://media"/></p:cNvPr>\
<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr><a:videoFile r:link=""/><p:extLst>\
<p:ext uri="{media}"><p14:media xmlns:p14="{p14}" r:embed=""/></p:ext></p:extLst></p:nvPr></p:nvPicPr>
<p:blipFill><a:blip r:embed=""/><a:stretch><a:fillRect/></a:stretch></p:blipFill>
<p:spPr><a:xfrm><a:off/><a:ext/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>
</p:pic>"""


@dataclass(frozen=True, slots=True)
class Film:
    """A film on a slide, by the identifiers that its slide knows the parts by.

    Parameters
    ----------
    number
        The shape's number on its slide.
    name, title, words
        The shape's name, the title of its alt text, and that text.
    video, media, poster
        Identifiers of relations: PowerPoint reads the second, older programs the first.
    """

    number: str
    name: str
    title: str
    words: str
    video: str
    media: str
    poster: str
    box: ShapeBox


def replace_shape(element: Any, film: Film) -> None:
    """Let a film take the place of a shape: its number, its layer, its box, and the placeholder that it fills."""
    picture = _new(film)
    holder = next(element[0].iter(qn("p:ph")), None)
    if holder is not None and holder.get("type", "obj") in _CONTENT:
        picture.find("p:nvPicPr/p:nvPr", PREFIXES).insert(0, holder)
    turned = element.find("p:spPr/a:xfrm", PREFIXES)
    for name in ("rot", "flipH", "flipV"):
        if turned is not None and turned.get(name):
            picture.find("p:spPr/a:xfrm", PREFIXES).set(name, turned.get(name))
    old = _whole(element)
    picture.tail = old.tail
    old.getparent().replace(old, picture)


def update(element: Any, film: Film) -> None:
    """Put another film into a shape that has one; whatever else somebody has done to it stays."""
    properties = element.find("p:nvPicPr/p:cNvPr", PREFIXES)
    if not properties.get("name"):
        properties.set("name", film.name)
    _describe(properties, film)
    _link(element, film)
    _place(element, film.box)


def _whole(element: Any) -> Any:
    """A shape with what stands in its place for programs that do not know what it needs."""
    branch = element.getparent()
    is_alone = branch.tag == f"{{{PREFIXES['mc']}}}Choice" and len(branch) == 1
    return branch.getparent() if is_alone else element


def is_video(element: Any) -> bool:
    """Whether a shape is a picture with an embedded film."""
    return element.find("p:nvPicPr/p:nvPr/a:videoFile", PREFIXES) is not None and _media(element) is not None


def relations_used(element: Any) -> set[str]:
    """The identifiers of the parts that a film refers to."""
    video = element.find("p:nvPicPr/p:nvPr/a:videoFile", PREFIXES).get(qn("r:link"))
    poster = element.find("p:blipFill/a:blip", PREFIXES).get(qn("r:embed"))
    return {each for each in (video, poster, _media(element).get(qn("r:embed"))) if each}


def _new(film: Film) -> Any:
    text = _PICTURE.format(**{key: PREFIXES[key] for key in ("p", "a", "r")}, p14=OFFICE_2010, media=MEDIA_EXTENSION)
    picture = etree.fromstring(text.replace(">\n<", "><"))
    properties = picture.find("p:nvPicPr/p:cNvPr", PREFIXES)
    properties.set("id", film.number)
    properties.set("name", film.name)
    _describe(properties, film)
    _link(picture, film)
    _place(picture, film.box)
    return picture


def _describe(properties: Any, film: Film) -> None:
    properties.set("descr", film.words)
    properties.set("title", film.title)


def _link(picture: Any, film: Film) -> None:
    picture.find("p:nvPicPr/p:nvPr/a:videoFile", PREFIXES).set(qn("r:link"), film.video)
    _media(picture).set(qn("r:embed"), film.media)
    picture.find("p:blipFill/a:blip", PREFIXES).set(qn("r:embed"), film.poster)


def _place(picture: Any, box: ShapeBox) -> None:
    properties = picture.find("p:spPr", PREFIXES)
    frame = properties.find("a:xfrm", PREFIXES)
    if frame is None:  # a placeholder that was reset to its layout
        frame = etree.Element(qn("a:xfrm"))
        properties.insert(0, frame)
        etree.SubElement(frame, qn("a:off"))
        etree.SubElement(frame, qn("a:ext"))
    for tag, values in (("a:off", {"x": box.left, "y": box.top}), ("a:ext", {"cx": box.width, "cy": box.height})):
        for name, value in values.items():
            frame.find(tag, PREFIXES).set(name, str(value))


def _media(picture: Any) -> Any:
    return picture.find("p:nvPicPr/p:nvPr/p:extLst/p:ext/p14:media", PREFIXES)
