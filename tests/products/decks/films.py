"""Small films made without Manim, and decks of several makers to put them into."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu, Inches

from sessen.products.decks.pptx.fill import DeckClip
from sessen.video import SegmentEncoder, concat

SIZE = (320, 180)
NAMES = {"p": "http://schemas.openxmlformats.org/presentationml/2006/main"}
ANIMATION = """\
<p:timing xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:tnLst><p:par>
<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>
<p:par><p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>
<p:par><p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:par><p:cTn id="5" presetID="1" presetClass="entr" presetSubtype="0" fill="hold" nodeType="clickEffect">
<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="6" dur="1" fill="hold">
<p:stCondLst><p:cond delay="0"/></p:stCondLst></p:cTn><p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>
<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>
<p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>
</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn>
<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>
<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq>
</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"""


def film(folder: Path, name: str = "film", shade: int = 40, frames: int = 6) -> DeckClip:
    """A clip whose pictures become brighter from frame to frame; its poster is the first."""
    width, height = SIZE
    encoder = SegmentEncoder(width, height, 15)
    first = np.full((height, width, 4), 255, dtype=np.uint8)
    for number in range(frames):
        pixels = np.full((height, width, 4), 255, dtype=np.uint8)
        pixels[..., :3] = shade
        pixels[40:100, 20 + 10 * number : 80 + 10 * number, :3] = (230, 120, 60)
        first = pixels if number == 0 else first
        encoder.write(pixels)
    video, poster = folder / f"{name}.mp4", folder / f"{name}.png"
    concat([encoder.finish()], video)
    Image.fromarray(first[..., :3]).save(poster)
    return DeckClip(video, poster, "A square goes to the right.", SIZE, frames / 15)


def plain_deck(target: Path) -> Path:
    """4:3, one rectangle that asks for a clip."""
    presentation = Presentation()
    _asking(presentation, "sessen:Tiny::show_dot")
    presentation.save(str(target))
    return target


def wide_deck(target: Path) -> Path:
    """16:9 with a picture, a table, notes, and the clip in a placeholder of the layout."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    first = presentation.slides.add_slide(presentation.slide_layouts[5])
    picture = target.with_suffix(".jpg")
    Image.new("RGB", (60, 40), "teal").save(picture)
    first.shapes.add_picture(str(picture), Inches(1), Inches(2))
    first.shapes.add_table(2, 3, Inches(4), Inches(2), Inches(5), Inches(2)).table.cell(0, 0).text = "f(x)"
    assert first.notes_slide.notes_text_frame
    first.notes_slide.notes_text_frame.text = "said, not shown"
    second = presentation.slides.add_slide(presentation.slide_layouts[1])
    second.placeholders[1].name = "sessen:Tiny loop"
    presentation.save(str(target))
    return target


def moving_deck(target: Path, other: DeckClip) -> Path:
    """A film and an animation that are there already; the clip is wanted by alt text."""
    presentation = Presentation()
    slide, shape = _asking(presentation, "Rectangle 3")
    shape._element[0][0].set("descr", "sessen:Tiny::move_dot")
    slide.shapes.add_movie(
        str(other.video), Inches(7), Inches(5), Inches(2), Inches(1), poster_frame_image=str(other.poster)
    )
    slide._element.remove(slide._element.find("p:timing", NAMES))
    slide._element.append(etree.fromstring(ANIMATION.format(shape=shape.shape_id)))
    presentation.save(str(target))
    return target


def japanese_deck(target: Path) -> Path:
    """日本語 everywhere, a coloured background, a clip on the second slide and one in a corner of it."""
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    assert slide.shapes.title
    slide.shapes.title.text, slide.shapes.title.name = "微分とは", "タイトル"
    slide, _ = _asking(presentation, "sessen:Tiny::show_dot")
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(0x12, 0x34, 0x56)
    corner = slide.shapes.add_textbox(Inches(8), Inches(6), Inches(1.6), Inches(0.9))
    corner.name = "sessen:Tiny::move_dot loop"
    presentation.core_properties.title = "講義"
    presentation.save(str(target))
    return target


def parts_of(deck: Path) -> dict[str, bytes]:
    """The parts of a deck, read by Python's own ZIP reader."""
    with zipfile.ZipFile(deck) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def libreoffice(folder: Path, kind: str, *files: Path) -> list[Path]:
    """Let LibreOffice turn files into another kind."""
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind]
        + ["--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=150,
    )
    made = [folder / f"{file.stem}.{kind.partition(':')[0]}" for file in files]
    assert all(each.exists() for each in made)
    return made


Maker = Callable[[Path], Path]


def _asking(presentation: Any, name: str) -> tuple[Any, Any]:
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "A slide"
    shape = slide.shapes.add_shape(1, Inches(1), Inches(2), Inches(4), Emu(round(Inches(4) * 9 / 16)))
    shape.name = name
    return slide, shape
