"""The browser that set-up installed is one that tests can drive."""

from __future__ import annotations

import shutil

from playwright.sync_api import sync_playwright


def test_chromium_opens_a_page_and_plays_h264() -> None:
    """Debian's own where it is installed, else the one that Playwright brought."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content("<h1>接線</h1>")
        assert page.inner_text("h1") == "接線"
        assert (
            page.evaluate("""document.createElement("video").canPlayType('video/mp4; codecs="avc1.640028"')""")
            == "probably"
        )
        browser.close()
