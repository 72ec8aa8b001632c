"""The HTML deck in a real browser, from a file, without a network."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.cli.lectures import copy_to, run
from tests.products.clips.conftest import apart

FILM = "Reveal.getCurrentSlide().querySelector('video')"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lecture = copy_to(tmp_path_factory.mktemp("lecture"))
    outcome = run(lecture, "deck", "--to", "html", "-q", "draft", "--lang", "ja")
    assert outcome.code == 0, outcome.err
    return lecture / "build" / "ja" / "lecture.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, deck: Path) -> Iterator[Page]:
    """The deck, opened without a network; whatever it asks for elsewhere, and any error, fails the test."""
    context = browser.new_context(offline=True, viewport={"width": 854, "height": 480}, has_touch=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    open_deck(page, deck)
    yield page
    assert [each[:80] for each in asked if not each.startswith(("file://", "data:", "blob:"))] == []
    context.close()


def open_deck(page: Page, deck: Path, query: str = "") -> None:
    page.goto(f"file://{deck}{query}")
    page.wait_for_selector("html.ready", state="attached")


def seen(page: Page) -> Any:
    return np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB")).astype(np.int16)


def slide(page: Page) -> int:
    return int(page.evaluate("Reveal.getIndices().h"))


def test_it_is_one_file_that_refers_to_no_other(deck: Path) -> None:
    assert [each.name for each in deck.parent.iterdir() if each.suffix != ""] == ["lecture.html"]


def test_the_clip_starts_by_itself_and_its_time_goes_on(page: Page) -> None:
    page.wait_for_function(f"{FILM}.currentTime > 0.1")
    page.wait_for_function(f"{FILM}.ended")
    assert page.evaluate(f"{FILM}.error") is None
    assert page.evaluate(f"{FILM}.videoWidth") == 854


def test_keys_and_a_swipe_move_and_the_next_clip_starts(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    assert slide(page) == 1
    page.wait_for_function(f"{FILM}.currentTime > 0")
    page.keyboard.press("ArrowLeft")
    assert slide(page) == 0
    finger = page.context.new_cdp_session(page)
    for kind, places in (("touchStart", [600]), ("touchMove", [400]), ("touchMove", [200]), ("touchEnd", [])):
        points = [{"x": place, "y": 200} for place in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function("Reveal.getIndices().h === 1")


def test_captions_go_on_and_off(page: Page) -> None:
    """Their letters are seen: white on black, and Japanese ones from the page's own font."""
    page.wait_for_function(f"{FILM}.ended")
    without = seen(page)
    page.keyboard.press("c")
    page.wait_for_function(f"{FILM}.textTracks[0].mode === 'showing'")
    assert page.evaluate(f"{FILM}.textTracks[0].cues[0].text") == "点です。"
    page.evaluate(f"{FILM}.currentTime = 0.1")
    page.wait_for_function(f"{FILM}.textTracks[0].activeCues.length === 1")
    page.wait_for_timeout(200)
    below = np.abs(seen(page) - without)[300:]
    assert (below.max(axis=2) > 150).sum() > 50
    page.keyboard.press("c")
    assert page.evaluate(f"{FILM}.textTracks[0].mode") == "hidden"
    assert page.evaluate("document.fonts.check('20px Deck', '点へ行')")


def test_a_clip_repeats_itself_when_asked(page: Page) -> None:
    page.keyboard.press("l")
    page.wait_for_function(f"{FILM}.ended || {FILM}.currentTime > 0.2")
    page.wait_for_function(f"{FILM}.currentTime < 0.15 && !{FILM}.paused")


def test_there_is_an_overview_and_a_full_screen(page: Page) -> None:
    page.keyboard.press("o")
    page.wait_for_function("Reveal.isOverview()")
    page.keyboard.press("o")
    page.mouse.move(100, 100)
    page.get_by_role("button", name="全画面").click()
    page.wait_for_function("document.fullscreenElement !== null")


def test_two_neighbouring_clips_meet_without_a_flash(page: Page) -> None:
    """Held on its first picture, the next slide looks in every sample as the one before it has ended; then it moves."""
    page.wait_for_function(f"{FILM}.ended")
    end = seen(page)[:440]  # below are the progress bar and the number of the slide
    page.evaluate("document.querySelectorAll('video')[1].play = () => Promise.resolve()")
    page.keyboard.press("ArrowRight")
    taken = [seen(page)[:440] for _ in range(6)]
    assert slide(page) == 1
    assert max(apart(end, each) for each in taken) < 5
    page.evaluate("HTMLMediaElement.prototype.play.call(document.querySelectorAll('video')[1])")
    page.wait_for_function(f"{FILM}.ended")
    assert apart(end, seen(page)[:440]) > 40, "pictures that differ count as such"


def test_it_prints_a_page_a_slide_with_still_and_words(page: Page, deck: Path, tmp_path: Path) -> None:
    page.evaluate("window.print = () => {}")
    open_deck(page, deck, "?print-pdf")
    page.wait_for_selector(".pdf-page", state="attached")
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "print.pdf")
    assert len(document) == 4
    assert "点です。" in document[0].get_textpage().get_text_bounded()
    shown = np.asarray(document[1].render(scale=1.5).to_pil().convert("RGB"), dtype=int)
    assert (np.abs(shown - np.array([0xFF, 0x7A, 0x45])).max(axis=2) < 40).sum() > 10, "the dot of the last still"
