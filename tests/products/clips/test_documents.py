"""What is pasted into documents: MyST, compiled by Sphinx and played by a browser; the HTML of a Quarto block."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sessen.products.clips.snippets.clip import SnippetClip
from sessen.products.clips.snippets.markdown import myst
from tests.products.clips.pages import ADVANCES, pasted, served, wait_for

WORDS = """f'(x) = x_1 * 2 * [twice]: "du" & <b>, $5, 100 % of `it` \\ #1 \u63a5\u7dda"""
TRICKY = SnippetClip("A::b", "A", WORDS, "en", {"mp4": "02-move_dot.mp4"}, (640, 360), loop=False)


@pytest.fixture(scope="module")
def site(lecture: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Sphinx project as its own set-up makes it, whose only extension is MyST; a warning would end it."""
    folder, text = pasted(lecture, "myst", "--loop")
    source = tmp_path_factory.mktemp("document")
    for film in folder.glob("*.mp4"):
        shutil.copy(film, source)
    # What is printed only by mystmd is not there: Sphinx must not need it.
    (source / "conf.py").write_text('extensions = ["myst_parser"]\nsmartquotes = False\n')
    (source / "index.md").write_text(f"# Slopes\n\nBefore.\n\n{text}\nAfter.\n", encoding="utf-8")
    (source / "tricky.md").write_text(f"---\norphan: true\n---\n# Signs\n\n{myst([TRICKY])}", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(source), str(source / "site")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return source / "site"


def test_films_begin_by_themselves_in_a_myst_page_and_repeat_themselves(site: Path, browser: Browser) -> None:
    with served(site) as address:
        page = browser.new_page(viewport={"width": 900, "height": 700})
        page.goto(f"{address}/index.html")
        for number, (words, film) in enumerate((("A dot.", "01-show_dot"), ("It goes to 2.", "02-move_dot"))):
            figure = page.locator("figure").nth(number)
            assert words in figure.inner_text()
            assert film in (figure.locator("video").get_attribute("src") or "")
        wait_for(page, "video[src*=move_dot]", ADVANCES)
        assert page.eval_on_selector_all("video", "films => films.map(film => [film.loop, film.controls])") == [
            [True, True],
            [True, True],
        ]
        width = page.eval_on_selector("video", "film => film.clientWidth / film.parentElement.clientWidth")
        assert 0.9 < width <= 1
        assert page.locator("figure a:has(video)").count() == 0, "a click on the film would leave the page"
        page.close()


def test_who_wants_less_motion_begins_films_in_a_myst_page(site: Path, browser: Browser) -> None:
    with served(site) as address:
        page = browser.new_page(reduced_motion="reduce")
        page.goto(f"{address}/index.html")
        page.wait_for_function("() => document.querySelector('video').readyState >= 2")
        assert page.eval_on_selector("video", "film => film.paused && film.controls && film.currentTime === 0")
        page.close()


def test_words_are_shown_as_they_are_whatever_their_signs(site: Path) -> None:
    text = (site / "tricky.html").read_text(encoding="utf-8")
    [caption] = re.findall(r'<span class="caption-text">(.*?)</span>', text)
    [title] = re.findall(r'<video[^>]* title="(.*?)"', text)
    assert html.unescape(caption) == html.unescape(title) == WORDS
    assert "<b>" not in caption


def test_the_html_of_a_quarto_block_plays_and_its_still_is_there(lecture: Path, browser: Browser) -> None:
    """There is no Quarto to be had here: what it hands on as it is plays in a page, and is for pages only."""
    folder, text = pasted(lecture, "quarto")
    blocks = re.findall(r'when-format="html"\}\n```\{=html\}\n(.*?)```\n:::', text, re.DOTALL)
    stills = re.findall(r'unless-format="html"\}\n!\[.*?\]\((.*?)\)\n:::', text)
    assert [(folder / still).exists() for still in stills] == [True, True]
    (folder / "quarto.html").write_text(f"<!doctype html><body>{''.join(blocks)}", encoding="utf-8")
    with served(folder) as address:
        page = browser.new_page()
        page.goto(f"{address}/quarto.html")
        wait_for(page, "video[poster*=move_dot]", ADVANCES)
        assert page.locator("video").count() == 2
        page.close()
