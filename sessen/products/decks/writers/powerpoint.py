"""A new PowerPoint deck: a slide a step, a section a scene, on the paper of the theme."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu, Inches

from sessen.files import temporary_prefix
from sessen.products.decks.pptx.fill import fill
from sessen.products.decks.pptx.package import Package
from sessen.products.decks.pptx.shapes import named_shapes
from sessen.products.decks.pptx.xml_names import OFFICE_2010, SECTIONS_EXTENSION, qn
from sessen.products.decks.shape_text import name_for
from sessen.products.decks.slides import Deck, Section, Slide, notes_of

_HEIGHT: Final = Inches(7.5)
_TITLE_ONLY: Final = 5
_TITLE: Final = Inches(0.9)
_LONG_AGO: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # the same in, the same bytes out


def powerpoint(deck: Deck, target: Path) -> None:
    """Write the deck as a PowerPoint file.

    Raises
    ------
    DeckRefused
        It cannot be written.
    """
    with TemporaryDirectory(prefix=temporary_prefix()) as folder:
        file = Path(folder) / "blank.pptx"
        file.write_bytes(_blank(deck))
        package = Package(file)
        shapes, _ = named_shapes(package)
        fill(package, list(zip(shapes, (slide.clip for _, slide in deck.slides), strict=True)))
        for name in ("docProps/thumbnail.jpeg", "ppt/printerSettings/printerSettings1.bin"):
            package.remove_with_references(name)
        package.normalize_timestamps()
        package.write(target)


def _blank(deck: Deck) -> bytes:
    """The deck without its films: each slide has a shape that asks for one."""
    presentation = Presentation()
    width, height = deck.size
    presentation.slide_height, presentation.slide_width = _HEIGHT, Emu(round(_HEIGHT * width / height))
    _set_paper(presentation, deck)
    layout = presentation.slide_layouts[_TITLE_ONLY]
    _fit_layouts(presentation)
    numbers = [[_add(presentation, layout, deck, part, slide) for slide in part.slides] for part in deck.sections]
    _set_sections(presentation, deck, numbers)
    properties = presentation.core_properties
    properties.title, properties.language = deck.title, deck.language
    properties.author = properties.last_modified_by = properties.keywords = ""
    properties.created = properties.modified = _LONG_AGO
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _add(presentation: Any, layout: Any, deck: Deck, part: Section, step: Slide) -> int:
    slide = presentation.slides.add_slide(layout)
    title = slide.shapes.title
    title.text = step.title
    # Above the slide: found by outlines and screen readers, and not in the way of the picture, which has its own.
    title.left, title.top, title.width, title.height = Emu(0), -_TITLE, presentation.slide_width, _TITLE
    shape = slide.shapes.add_textbox(0, 0, presentation.slide_width, presentation.slide_height)
    asking = name_for(f"{part.scene}::{step.name}", part.slides.index(step) + 1)
    shape.name = " ".join(filter(None, [asking, "loop" * deck.loop, part.behind]))
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = notes_of(part, step)
    return int(slide.slide_id)


def _set_paper(presentation: Any, deck: Deck) -> None:
    """The background of the master; on dark paper its light colours are those of letters."""
    master = presentation.slide_master
    fill_of_paper = master.background.fill
    fill_of_paper.solid()
    fill_of_paper.fore_color.rgb = RGBColor(*bytes.fromhex(deck.paper.lstrip("#")))
    if int(deck.paper[1:3], 16) < int(deck.ink[1:3], 16):
        mapping = master.element.find(qn("p:clrMap"))
        for name, colour in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
            mapping.set(name, colour)


def _fit_layouts(presentation: Any) -> None:
    """python-pptx's own deck is 10 inches wide: let what is on its layouts keep to the slide."""
    scale = presentation.slide_width / Inches(10)
    for holder in (presentation.slide_master, *presentation.slide_layouts):
        for shape in holder.placeholders:
            if shape.element.find(f"{qn('p:spPr')}/{qn('a:xfrm')}") is not None:
                shape.left, shape.width = Emu(round(shape.left * scale)), Emu(round(shape.width * scale))


def _set_sections(presentation: Any, deck: Deck, numbers: list[list[int]]) -> None:
    root = presentation.element
    listed = etree.Element(f"{{{OFFICE_2010}}}sectionLst", nsmap={"p14": OFFICE_2010})
    for place, (part, slides) in enumerate(zip(deck.sections, numbers, strict=True)):
        identity = str(uuid5(NAMESPACE_URL, f"sessen:{place}:{part.scene}")).upper()
        section = etree.SubElement(listed, f"{{{OFFICE_2010}}}section", name=part.title, id=f"{{{identity}}}")
        ids = etree.SubElement(section, f"{{{OFFICE_2010}}}sldIdLst")
        for number in slides:
            etree.SubElement(ids, f"{{{OFFICE_2010}}}sldId", id=str(number))
    extensions = root.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(root, qn("p:extLst"))
    extension = etree.Element(qn("p:ext"), uri=SECTIONS_EXTENSION)
    extension.append(listed)
    extensions.insert(0, extension)
