"""What a screen reader says in place of pictures and formulas is what a lecturer would say."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pptx import Presentation

from sessen.products.decks.slides import Deck, Section, Slide
from sessen.products.decks.writers.html import html
from sessen.products.decks.writers.pdf import handout
from tests.products.decks.films import SIZE, film, plain_deck
from tests.products.decks.test_fill import filled

SENTENCE = "The slope of $x^2$ at 3 is $6$."
SAID = "The slope of x squared at three is six."
READ = "The slope of x² at 3 is 6."


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    clip = replace(film(tmp_path_factory.mktemp("film")), words=READ, spoken=SAID)
    slide = Slide("touch", "Slope 1/1", clip, clip.poster, SENTENCE, ())
    part = Section("Slope", "Slope", "What is $f'(x)$?", ("f(x) = x^2",), ("f(x) = x^2",), (slide,))
    return Deck("Slopes", "en", "#FFFFFF", "#000000", SIZE, (part,))


def alternatives(file: Path) -> set[str]:
    """The alternative texts in a PDF file's tree of structure."""
    document = pypdfium2.PdfDocument(file)
    return {text for page in document for text in _in_page(page)}


def _in_page(page: Any) -> Iterator[str]:
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        yield from _in_element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index))
    pdfium.FPDF_StructTree_Close(tree)


def _in_element(element: Any) -> Iterator[str]:
    if not element:
        return
    size = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
    if size > 2:
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDF_StructElement_GetAltText(element, buffer, size)
        yield buffer.raw.decode("utf-16-le").rstrip("\0")
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        yield from _in_element(pdfium.FPDF_StructElement_GetChildAtIndex(element, index))


def test_a_handout_has_its_formulas_in_words(deck: Deck, tmp_path: Path) -> None:
    handout(deck, tmp_path / "deck.pdf")
    assert alternatives(tmp_path / "deck.pdf") == {
        "x squared",
        "six",
        "f prime of x",
        "f of x equals x squared",
        SAID,
    }


def test_a_handout_in_japanese_has_them_in_kana(deck: Deck, tmp_path: Path) -> None:
    handout(replace(deck, language="ja"), tmp_path / "deck.pdf")
    assert {"エックスの にじょう", "エフ エックス イコール エックスの にじょう"} <= alternatives(tmp_path / "deck.pdf")


def test_a_page_shows_signs_and_tells_words(deck: Deck, tmp_path: Path) -> None:
    html(deck, tmp_path / "deck.html")
    page = (tmp_path / "deck.html").read_text(encoding="utf-8")
    assert re.search(rf'<video [^>]*aria-label="{SAID}"', page)
    assert re.search(rf'<img class="still" alt="{SAID}"', page)
    assert f'<p class="words">{READ}</p>' in page


def test_a_filled_shape_has_them_as_alt_text(deck: Deck, tmp_path: Path) -> None:
    [(_, slide)] = deck.slides
    filled(plain_deck(tmp_path / "plain.pptx"), slide.clip, tmp_path / "new.pptx")
    shape = Presentation(str(tmp_path / "new.pptx")).slides[0].shapes[1]
    assert shape._element[0][0].get("descr") == f"{SAID} (sessen:Tiny::show_dot)"
