"""The background of a slide is found wherever it is written; colours come out as the standard says."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR

from sessen.products.decks.pptx.backgrounds import SlideBackground, slide_background
from sessen.products.decks.pptx.colors import color_in, hexadecimal
from sessen.products.decks.pptx.package import Package

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'


def colour(inner: str) -> str:
    found = color_in(etree.fromstring(f"<a:solidFill {A}>{inner}</a:solidFill>"), {"accent1": (1.0, 0.0, 0.0)})
    assert found is not None
    return hexadecimal(found)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ('<a:srgbClr val="12AB9F"/>', "#12AB9F"),
        ('<a:schemeClr val="accent1"/>', "#FF0000"),
        ('<a:sysClr val="window" lastClr="FEFEFE"/>', "#FEFEFE"),
        ('<a:prstClr val="dkBlue"/>', "#00008B"),
        ('<a:hslClr hue="14400000" sat="100000" lum="50000"/>', "#0000FF"),
        ('<a:scrgbClr r="100000" g="50000" b="0"/>', "#FFBC00"),
        # Office's own palette: "White, Background 1, Darker 5 %", and so on, as its colour picker shows them.
        ('<a:srgbClr val="FFFFFF"><a:lumMod val="95000"/></a:srgbClr>', "#F2F2F2"),
        ('<a:srgbClr val="000000"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:srgbClr>', "#808080"),
        ('<a:srgbClr val="4472C4"><a:lumMod val="20000"/><a:lumOff val="80000"/></a:srgbClr>', "#DAE3F3"),
        ('<a:srgbClr val="4472C4"><a:lumMod val="75000"/></a:srgbClr>', "#2F5597"),
        ('<a:srgbClr val="FF0000"><a:shade val="50000"/></a:srgbClr>', "#BC0000"),
        ('<a:srgbClr val="FF0000"><a:tint val="50000"/></a:srgbClr>', "#FFBCBC"),
    ],
)
def test_colours_are_those_that_office_shows(written: str, seen: str) -> None:
    one, other = (tuple(int(text[start : start + 2], 16) for start in (1, 3, 5)) for text in (colour(written), seen))
    assert all(abs(left - right) <= 1 for left, right in zip(one, other, strict=True)), (one, other)


def ground(presentation: object, folder: Path) -> SlideBackground:
    file = folder / "deck.pptx"
    presentation.save(str(file))  # type: ignore[attr-defined]
    package = Package(file)
    return slide_background(package, package.slides()[0])


def test_a_slide_without_a_background_of_its_own_has_that_of_the_master(tmp_path: Path) -> None:
    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[5])
    assert ground(presentation, tmp_path) == SlideBackground("#FFFFFF", is_dark=False)
    fill = presentation.slide_master.background.fill
    fill.solid()
    fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_1
    assert ground(presentation, tmp_path) == SlideBackground("#000000", is_dark=True)


def test_the_layout_comes_before_the_master_and_the_slide_before_both(tmp_path: Path) -> None:
    presentation = Presentation()
    layout = presentation.slide_layouts[5]
    slide = presentation.slides.add_slide(layout)
    for holder, shade in ((layout, RGBColor(0x22, 0x33, 0x44)), (slide, RGBColor(0xEE, 0xDD, 0xCC))):
        holder.background.fill.solid()
        holder.background.fill.fore_color.rgb = shade
        assert ground(presentation, tmp_path).color == f"#{shade}"


def test_a_style_of_the_theme_is_filled_with_its_colour(tmp_path: Path) -> None:
    """bgRef 1001 is the first background style, which Office's themes fill with the colour that is named."""
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    background = f'<p:bg {P} {A}><p:bgRef idx="1001"><a:schemeClr val="accent2"/></p:bgRef></p:bg>'
    slide._element.find(f"{{{P[9:-1]}}}cSld").insert(0, etree.fromstring(background))
    theme = next(part for name, part in _parts(presentation, tmp_path).items() if "theme/theme" in name)
    accent = etree.fromstring(theme).find(f".//{{{A[9:-1]}}}accent2")[0].get("val")
    assert ground(presentation, tmp_path).color == f"#{accent}"


def test_a_slide_may_say_that_dark_and_light_change_places(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    old = slide._element.find(f"{{{P[9:-1]}}}clrMapOvr")
    swapped = 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" ' + " ".join(
        f'{name}="{name}"' for name in ("accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink").split()
    )
    mapping = etree.fromstring(f"<p:clrMapOvr {P} {A}><a:overrideClrMapping {swapped}/></p:clrMapOvr>")
    slide._element.replace(old, mapping) if old is not None else slide._element.append(mapping)
    assert ground(presentation, tmp_path).is_dark


def test_a_gradient_or_a_picture_cannot_be_matched_and_says_so(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.background.fill.gradient()
    found = ground(presentation, tmp_path)
    assert "is a gradient" in found.warning
    assert found.color in found.warning
    file = tmp_path / "half.png"
    picture = Image.new("RGB", (20, 10), "#000000")
    picture.paste("#FFFFFF", (10, 0, 20, 10))
    picture.save(file)
    _, relation = slide.part.get_or_add_image_part(str(file))
    background = (
        f'<p:bg {P} {A} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><p:bgPr>'
        f'<a:blipFill><a:blip r:embed="{relation}"/><a:stretch/></a:blipFill><a:effectLst/></p:bgPr></p:bg>'
    )
    old = slide._element.find(f".//{{{P[9:-1]}}}bg")
    old.getparent().replace(old, etree.fromstring(background))
    found = ground(presentation, tmp_path)
    assert "is a picture" in found.warning
    assert found.color in ("#7F7F7F", "#808080")


def _parts(presentation: object, folder: Path) -> dict[str, bytes]:
    from tests.products.decks.films import parts_of

    file = folder / "parts.pptx"
    presentation.save(str(file))  # type: ignore[attr-defined]
    return parts_of(file)
