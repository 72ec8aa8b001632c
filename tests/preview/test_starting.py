"""How a preview begins: what it says and opens, also when nothing comes of it."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli.lectures import command, copy_to, environment
from tests.preview.previews import PATIENCE, edit, opened, preview, ready, soon

expect.set_options(timeout=PATIENCE)


def test_an_interrupt_while_it_starts_is_quiet(tmp_path: Path) -> None:
    """Terminals send Ctrl-C to all processes: those that are importing say nothing of it."""
    with preview(copy_to(tmp_path), "Tiny") as running:
        assert soon(lambda: len(running.processes()) > 2)
        os.killpg(running.process.pid, signal.SIGINT)
        assert running.process.stderr
        assert running.process.stderr.read() == "The preview has ended.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Tni"], "did you mean 'Tiny'?"),
        (["scenes/tinny.py"], "did you mean 'tiny.py'?"),
        (["Tiny", "--set", "fra=1"], "did you mean 'far'?"),
        (["Tiny", "--lang", "en", "--lang", "ja"], "opens in one language"),
        (["Tiny", "--editor", "code://{fiel}"], "--editor code://{fiel}"),
    ],
)
def test_no_page_is_opened_for_what_makes_no_sense(tmp_path: Path, words: list[str], said: str) -> None:
    opener = tmp_path / "opener"
    opener.write_text(f"#!/bin/sh\ntouch {tmp_path / 'opened'}\n")
    opener.chmod(0o755)
    ended = subprocess.run(
        command("preview", *words),
        cwd=copy_to(tmp_path),
        env=environment() | {"BROWSER": str(opener)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "http://" not in ended.stderr
    assert not (tmp_path / "opened").exists()


def test_the_page_opens_as_it_was_asked_for(browser: Browser, tmp_path: Path) -> None:
    """Values and the way it is made; another scene of the lecture has no such value, and opens all the same."""
    words = ["--set", "far=3", "--lang", "ja", "--theme", "light", "--shape", "square", "--words", "off"]
    with preview(copy_to(tmp_path), "Tiny", *words) as running:
        page = opened(browser, running.address)
        expect(page.locator("#command")).to_contain_text(" ".join(["Tiny", *words]))
        expect(page.locator("[data-name=far] input[type=text]")).to_have_value("3")
        page.click("#reset")
        expect(page.locator("#command")).to_contain_text(" ".join(["Tiny", *words[2:]]))
        page.click("#scenes [data-target=Sections]")
        expect(page.locator("#command")).to_contain_text(" ".join(["Sections", *words[2:]]))
        page.context.close()


def test_pages_that_were_left_open_do_not_keep_new_ones_waiting(browser: Browser, tmp_path: Path) -> None:
    """Each start opens a page, and browsers have six lines for all of them; who comes back to one sees what is new."""
    folder = copy_to(tmp_path)
    with preview(folder, "Tiny") as running:
        first = page = opened(browser, running.address)
        for _ in range(7):
            look_away(page)
            page = first.context.new_page()
            page.goto(running.address)
            page.wait_for_selector("#stage[data-source]", timeout=20_000)
        edit(folder / "scenes" / "tiny.py", "run_time=0.4", "run_time=0.6")
        page.wait_for_selector("#steps button[data-step=move_dot][data-edited=true]")
        ready(page)
        drawn = page.get_attribute("#stage", "data-source")
        assert first.get_attribute("#stage", "data-source") != drawn
        look_away(first, hidden=False)
        first.keyboard.press("End")
        first.wait_for_selector(f"#stage[data-source='{drawn}']")
        first.context.close()


def look_away(page: Page, *, hidden: bool = True) -> None:
    """Put a page behind others, or before them again: without a screen, browsers take all for seen."""
    page.evaluate(
        """(hidden) => { Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange")); }""",
        hidden,
    )
