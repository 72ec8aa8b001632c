"""The colour that a clip's edge vanishes in is that of what lies under it, and what cannot be matched is said."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from sessen.products.decks.deck_file import open_deck
from sessen.products.decks.pptx.backgrounds import SlideBackground
from tests.products.decks.films import parts_of
from tests.products.decks.odd import SLIDE, A, P, R, base, deck, group, shape, solid, xfrm

LAYOUT = "ppt/slideLayouts/slideLayout2.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"
RELATIONS = "ppt/slides/_rels/slide1.xml.rels"
WHOLE = (0, 0, 9_144_000, 6_858_000)
HALF = (0, 0, 2_000_000, 6_858_000)
FAR = (7_000_000, 5_000_000, 1_000_000, 1_000_000)


def ground(folder: Path, shapes: str = "", *, before: str = "", parts: Any = None) -> SlideBackground:
    """What lies under a shape that is drawn after others."""
    opened = open_deck(deck(folder / "deck.pptx", shapes + shape(), before=before, parts=parts))
    return opened.background(opened.requests()[0][0])


def background(fill: str) -> str:
    return f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"


def panel(location: tuple[int, int, int, int] = WHOLE, fill: str = solid("204060"), **more: Any) -> str:
    return shape("panel", 50, location, fill=fill, **more)


def on(part: str, drawn: str, attributes: str = "") -> dict[str, str]:
    """A layout or a master with something drawn on it."""
    text = base()[part].decode()
    opening, rest = text.split("</p:grpSpPr>", 1) if "</p:grpSpPr>" in text else text.split("<p:grpSpPr/>", 1)
    tail = "</p:grpSpPr>" if "</p:grpSpPr>" in text else "<p:grpSpPr/>"
    spaces = f'xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"'
    named = drawn.replace("<p:sp>", f"<p:sp {spaces}>")
    changed = opening + tail + named + rest
    return {part: changed.replace("<p:sldLayout ", f"<p:sldLayout {attributes} ", 1) if attributes else changed}


def picture(image: Image.Image, effects: str = "", kind: str = "PNG") -> tuple[str, dict[str, bytes | str]]:
    """A fill with a picture, and the parts that bring it."""
    buffer = io.BytesIO()
    image.save(buffer, kind)
    relation = f'<Relationship Id="rIdPicture" Type="{R}/image" Target="../media/own.png"/></Relationships>'
    relations = base()[RELATIONS].decode().replace("</Relationships>", relation)
    fill = f'<a:blipFill><a:blip r:embed="rIdPicture">{effects}</a:blip><a:stretch/></a:blipFill>'
    return fill, {RELATIONS: relations, "ppt/media/own.png": buffer.getvalue()}


def grey(level: int) -> Image.Image:
    """Sixteen bits deep."""
    return Image.fromarray(np.full((4, 4), level, dtype=np.uint16))


def near(colour: str, wanted: str) -> bool:
    pairs = ((int(colour[at : at + 2], 16), int(wanted[at : at + 2], 16)) for at in (1, 3, 5))
    return all(abs(one - other) <= 1 for one, other in pairs)


STOP = '<a:gs pos="{}"><a:srgbClr val="102030"/></a:gs>'
EVEN_GRADIENT = f"<a:gradFill><a:gsLst>{STOP.format(0)}{STOP.format(100_000)}</a:gsLst></a:gradFill>"
PATTERN = (
    '<a:pattFill prst="pct50"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
    '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
)
TWO_TONES = '<a:duotone><a:srgbClr val="000080"/><a:srgbClr val="FFFFFF"/></a:duotone>'
CLEAR = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
HALF_CLEAR = Image.new("RGBA", (4, 4), (0, 0, 0, 128))


@pytest.mark.parametrize(
    ("fill", "seen"),
    [
        (solid("000000"), "#000000"),
        (solid("000000", 50_000), "#808080"),
        (solid("FF0000", 0), "#FFFFFF"),
        (EVEN_GRADIENT, "#102030"),
    ],
)  # fmt: skip
def test_a_fill_that_lets_something_through_shows_white_paper(fill: str, seen: str, tmp_path: Path) -> None:
    found = ground(tmp_path, before=background(fill))
    assert near(found.color, seen)
    assert found.warning == ""


@pytest.mark.parametrize(
    ("image", "effects", "seen"),
    [
        (Image.new("RGB", (4, 4), "#336699"), "", "#336699"),
        (grey(0x2000), "", "#202020"),
        (grey(0xFFFF), "", "#FFFFFF"),
        (Image.new("L", (4, 4), 0), TWO_TONES, "#000080"),
        (Image.new("L", (4, 4), 255), TWO_TONES, "#FFFFFF"),
        (Image.new("RGB", (4, 4), "#FF0000"), "<a:grayscl/>", "#363636"),
        (Image.new("RGB", (4, 4), "#222222"), '<a:biLevel thresh="50000"/>', "#000000"),
        (Image.new("RGB", (4, 4), "#000000"), '<a:alphaModFix amt="25000"/>', "#BFBFBF"),
        (Image.new("RGB", (4, 4), "#000000"), '<a:lum bright="70000"/>', "#B2B2B2"),
        (CLEAR, "", "#FFFFFF"),
        (HALF_CLEAR, "", "#7F7F7F"),
        (Image.new("P", (4, 4)), "", "#000000"),
        (Image.new("1", (4, 4), 1), "", "#FFFFFF"),
        (Image.new("CMYK", (4, 4), (0, 0, 0, 255)), "", "#000000"),
    ],
)
def test_a_picture_counts_as_it_is_shown(image: Image.Image, effects: str, seen: str, tmp_path: Path) -> None:
    fill, parts = picture(image, effects, "TIFF" if image.mode == "CMYK" else "PNG")
    found = ground(tmp_path, before=background(fill), parts=parts)
    assert near(found.color, seen), found.color
    assert "is a picture" in found.warning


@pytest.mark.parametrize(
    ("shapes", "parts", "seen", "said"),
    [
        ("", on(LAYOUT, panel()), "#204060", ""),
        ("", on(MASTER, panel()), "#204060", ""),
        ("", on(MASTER, panel()) | on(LAYOUT, "", 'showMasterSp="0"'), "#FFFFFF", ""),
        ("", on(MASTER, panel()) | on(LAYOUT, panel(fill=solid("FFFFFF"))), "#FFFFFF", ""),
        ("", on(LAYOUT, panel(holder='<p:ph type="pic" idx="30"/>')), "#FFFFFF", ""),
        ("", on(LAYOUT, panel(HALF)), "#FFFFFF", "partly covered"),
        (panel(), None, "#204060", ""),
        (panel(geometry="roundRect"), None, "#204060", ""),
        (panel(fill=solid("000000", 50_000)), None, "#808080", ""),
        (panel(fill="<a:noFill/>"), None, "#FFFFFF", ""),
        (panel(fill=""), None, "#FFFFFF", ""),
        (panel(FAR), None, "#FFFFFF", ""),
        (panel(HALF), None, "#FFFFFF", "partly covered"),
        (panel(geometry="ellipse"), None, "#204060", "partly covered"),
        (panel(rot=1_000_000), None, "#204060", "partly covered"),
        (panel(fill=PATTERN), None, "#808080", "what lies under it is a pattern"),
        (group(panel((0, 0, 10, 10)), WHOLE, (0, 0, 10, 10)), None, "#204060", ""),
        (panel(fill=solid("000000")) + panel(fill=solid("FFFFFF")), None, "#FFFFFF", ""),
    ],
)  # fmt: skip
def test_what_is_drawn_under_a_clip_counts(shapes: str, parts: Any, seen: str, said: str, tmp_path: Path) -> None:
    found = ground(tmp_path, shapes, parts=parts)
    assert near(found.color, seen), found
    assert said in found.warning
    assert bool(found.warning) == bool(said)


def test_a_picture_and_a_chart_under_a_clip_are_told(tmp_path: Path) -> None:
    fill, parts = picture(Image.new("RGB", (4, 4), "#336699"))
    drawn = (
        '<p:pic><p:nvPicPr><p:cNvPr id="40" name="photo"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
        f"{fill.replace('a:blipFill', 'p:blipFill')}<p:spPr>{xfrm(WHOLE)}</p:spPr></p:pic>"
    )
    found = ground(tmp_path, drawn, parts=parts)
    assert found.color == "#336699"
    assert "what lies under it is a picture" in found.warning
    table = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="40" name="table"/><p:cNvGraphicFramePr/><p:nvPr/>'
        f'</p:nvGraphicFramePr>{xfrm(WHOLE).replace("a:xfrm", "p:xfrm")}<a:graphic><a:graphicData uri="x"/></a:graphic>'
        "</p:graphicFrame>"
    )
    assert "is a table or a chart" in ground(tmp_path, table).warning


def test_what_is_drawn_after_the_shape_or_is_hidden_does_not_count(tmp_path: Path) -> None:
    opened = open_deck(deck(tmp_path / "deck.pptx", shape() + panel()))
    assert opened.background(opened.requests()[0][0]).color == "#FFFFFF"
    hidden = panel().replace('name="panel"', 'name="panel" hidden="1"')
    assert ground(tmp_path, hidden).color == "#FFFFFF"


def test_a_slide_may_hide_what_is_drawn_on_master_and_layout(tmp_path: Path) -> None:
    file = deck(tmp_path / "deck.pptx", shape(), parts=on(LAYOUT, panel()))
    opened = open_deck(file)
    assert opened.background(opened.requests()[0][0]).is_dark
    parts = parts_of(file)
    slide = parts[SLIDE].decode().replace("<p:sld ", '<p:sld showMasterSp="0" ', 1)
    opened = open_deck(deck(tmp_path / "hidden.pptx", "", parts={**parts, SLIDE: slide}))
    assert not opened.background(opened.requests()[0][0]).is_dark
