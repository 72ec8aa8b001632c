"""The page of an HTML deck beside its films: keys, the speaker's window, an upright phone, long words on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sessen.products.decks.slides import Deck, Section, Slide
from sessen.products.decks.writers.html import html
from sessen.products.video.captions import CaptionCue
from tests.products.decks.films import SIZE, film

WORDS = "割線は点Pを通り、点Qが近づくと接線になります。"
LONG = WORDS * 13
KEYS = {"→", "←", "C", "L", "R", "F", "O", "S", "P", "B", "?"}


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two slides in Japanese; the second shows several steps, and has as many sentences."""
    folder = tmp_path_factory.mktemp("deck")
    clip = film(folder)
    cue = CaptionCue(0, 0.2, WORDS)
    slides = tuple(
        Slide(
            f"step{count}",
            f"傾き {count}",
            replace(clip, words=words),
            clip.poster,
            words,
            (cue,),
        )
        for count, words in ((1, WORDS), (2, LONG))
    )
    part = Section("Secant", "傾き", "傾きは?", (), (), slides)
    html(Deck("接線の傾き", "ja", "#282828", "#F3F1EA", SIZE, (part,)), folder / "deck.html")
    return folder / "deck.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, deck: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = getattr(request, "param", (854, 480))
    context = browser.new_context(offline=True, viewport={"width": width, "height": height})
    page = context.new_page()
    page.add_init_script("window.print = () => {}")
    open_deck(page, deck)
    yield page
    context.close()


def open_deck(page: Page, deck: Path, query: str = "") -> None:
    page.goto(f"file://{deck}{query}")
    page.wait_for_selector("html.ready", state="attached")


def test_the_list_of_keys_has_ours_in_the_language_of_the_deck_and_the_slides_stay(page: Page) -> None:
    page.keyboard.press("?")
    page.wait_for_selector("#keys[open]")
    assert set(page.locator("#keys kbd").all_inner_texts()) == KEYS
    assert "発表者ノート" in page.locator("#keys").inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.wait_for_selector("#keys:not([open])", state="attached")
    assert page.evaluate("[Reveal.getIndices().h, Reveal.isOverview(), Reveal.isPaused()]") == [0, False, False]
    page.mouse.move(50, 50)
    page.get_by_role("button", name="キー操作").click()
    page.wait_for_selector("#keys[open]")


def test_every_key_of_the_list_does_something(page: Page) -> None:
    """As far as it stays on the page: the others have tests of their own."""
    for key, done in (
        ("c", "document.getElementById('captions').getAttribute('aria-pressed') === 'true'"),
        ("l", "document.getElementById('loop').getAttribute('aria-pressed') === 'true'"),
        ("b", "Reveal.isPaused()"),
        ("b", "!Reveal.isPaused()"),
        ("ArrowRight", "Reveal.getIndices().h === 1"),
        ("ArrowLeft", "Reveal.getIndices().h === 0"),
        ("o", "Reveal.isOverview()"),
    ):
        page.keyboard.press(key)
        page.wait_for_function(done)


def test_the_window_of_the_speaker_has_the_letters_of_the_deck(page: Page) -> None:
    """A machine in a hall may have no Japanese font."""
    with page.context.expect_page() as opened:
        page.keyboard.press("s")
    notes = opened.value
    notes.wait_for_function("document.fonts.check('20px Deck', '割線') && document.fonts.size === 1")
    notes.wait_for_function("document.querySelector('.speaker-controls-notes .value')?.textContent.includes('割線')")
    family = "getComputedStyle(document.querySelector('.speaker-controls-notes .value')).fontFamily"
    assert notes.evaluate(family).startswith("Deck")
    assert notes.evaluate("document.documentElement.lang") == "ja"


@pytest.mark.parametrize("page", [(390, 844)], indirect=True)
def test_on_an_upright_phone_the_words_stand_below_the_picture_and_can_be_read(page: Page) -> None:
    words = page.locator("#below")
    assert words.inner_text() == WORDS
    box, picture = words.bounding_box(), page.locator("section.present video").bounding_box()
    assert box
    assert picture
    assert picture["width"] == pytest.approx(390, abs=1)
    assert box["y"] >= picture["y"] + picture["height"]
    assert box["y"] + box["height"] <= 844 - 60, "the buttons stay free"
    assert page.evaluate("parseFloat(getComputedStyle(document.getElementById('below')).fontSize)") >= 16
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"document.getElementById('below').textContent === '{LONG}'")


@pytest.mark.parametrize("page", [(854, 480), (844, 390)], indirect=True)
def test_where_there_is_no_room_below_nothing_stands_there(page: Page) -> None:
    assert not page.locator("#below").is_visible()


def test_the_words_of_several_steps_do_not_cover_their_picture_on_paper(page: Page, deck: Path, tmp_path: Path) -> None:
    open_deck(page, deck, "?print-pdf")
    page.wait_for_selector(".pdf-page", state="attached")
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "print.pdf")
    assert len(document) == 2
    for number in range(2):
        sheet = document[number]
        text = sheet.get_textpage()
        top = max(
            text.get_charbox(index)[3] for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()
        )
        shown = np.asarray(sheet.render(scale=1).to_pil().convert("RGB"), dtype=int)
        orange = np.abs(shown - [230, 120, 60]).max(axis=2) < 30
        assert orange.any()
        assert np.flatnonzero(orange.any(axis=1)).max() < sheet.get_height() - top
