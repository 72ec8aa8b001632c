"""Small decks in odd forms: one slide, written as XML into a deck that python-pptx has made."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from pptx import Presentation

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
NAMES = {"p": P, "a": A, "r": R, "mc": MC, "p14": P14}
DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMES.items())
SLIDE = "ppt/slides/slide1.xml"
PLACE = (914_400, 914_400, 3_657_600, 2_057_400)  # 16:9
WISH = "sessen:Tiny::show_dot"


@functools.cache
def base() -> Mapping[str, bytes]:
    """The parts of a deck with one empty slide; its layout has a title, a body, a date, a footer and a number."""
    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[1])
    buffer = io.BytesIO()
    presentation.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def deck(
    target: Path, shapes: str, *, after: str = "", before: str = "", parts: Mapping[str, bytes | str] | None = None
) -> Path:
    """A deck whose slide has some shapes.

    Parameters
    ----------
    after, before
        What follows the slide's shapes, such as its timing; what stands before them, such as its background.
    parts
        Further parts, or others in the place of those that are there.
    """
    slide = (
        f'<p:sld {DECLARED}><p:cSld>{before}<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>{after}"
        "</p:sld>"
    )
    written = {**base(), SLIDE: slide, **(parts or {})}
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in written.items():
            archive.writestr(name, data)
    return target


def xfrm(place: tuple[int, int, int, int], rot: int = 0, more: str = "") -> str:
    turned = f' rot="{rot}"' if rot else ""
    left, top, width, height = place
    return f'<a:xfrm{turned}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>{more}</a:xfrm>'


def shape(
    name: str = WISH,
    number: int = 2,
    place: tuple[int, int, int, int] | None = PLACE,
    *,
    descr: str = "",
    fill: str = "",
    rot: int = 0,
    geometry: str = "rect",
    holder: str = "",
) -> str:
    """A rectangle, or a placeholder."""
    text = f' descr="{descr}"' if descr else ""
    outline = f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>' if not holder else ""
    location = xfrm(place, rot) if place else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"{text}/><p:cNvSpPr/><p:nvPr>{holder}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{location}{outline}{fill}</p:spPr></p:sp>"
    )


def solid(colour: str, alpha: int | None = None) -> str:
    inner = f'<a:alpha val="{alpha}"/>' if alpha is not None else ""
    return f'<a:solidFill><a:srgbClr val="{colour}">{inner}</a:srgbClr></a:solidFill>'


def group(
    inner: str,
    outside: tuple[int, int, int, int],
    inside: tuple[int, int, int, int],
    number: int = 90,
) -> str:
    """A group that shows what is in it elsewhere and larger."""
    left, top, width, height = inside
    child = f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{width}" cy="{height}"/>'
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{xfrm(outside, more=child)}</p:grpSpPr>{inner}</p:grpSp>"
    )


def entrance(number: int, attributes: str = "") -> str:
    """A timing in which a shape appears at a click."""
    return (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>'
        '<p:par><p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>'
        '<p:par><p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:par>'
        f'<p:cTn id="5" presetID="2" presetClass="entr" presetSubtype="4" fill="hold"'
        f' nodeType="clickEffect"{attributes}>'
        '<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="6" dur="1" fill="hold">'
        '<p:stCondLst><p:cond delay="0"/></p:stCondLst></p:cTn>'
        f'<p:tgtEl><p:spTgt spid="{number}"/></p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName>'
        '</p:attrNameLst></p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>'
        "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn>"
        '<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>'
        '<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq>'
        "</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
    )


def alternatives(choice: str, fallback: str | None) -> str:
    """What PowerPoint writes for programs of two generations."""
    other = f"<mc:Fallback>{fallback}</mc:Fallback>" if fallback is not None else ""
    return f'<mc:AlternateContent><mc:Choice Requires="p14">{choice}</mc:Choice>{other}</mc:AlternateContent>'


def slide_of(file: Path) -> etree._Element:
    """The slide, read by Python's own ZIP reader."""
    with zipfile.ZipFile(file) as archive:
        return etree.fromstring(archive.read(SLIDE))
