"""A page that is open while its server ends and starts again."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Route

from tests.cli.lectures import copy_to
from tests.preview.previews import PATIENCE, edit, opened, preview, ready


def test_an_open_page_finds_a_server_that_was_started_again(browser: Browser, tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    with preview(folder, "Tiny") as running:
        address = running.address
        page = opened(browser, address)
        ready(page)
    page.wait_for_selector("#status[data-state=lost]")
    with preview(folder, "Tiny") as again:
        assert again.address == address
        page.wait_for_selector("#status[data-state=ready]")
        edit(folder / "scenes" / "tiny.py", "run_time=0.4", "run_time=0.5")
        page.wait_for_selector("#steps button[data-step=move_dot][data-edited=true]")
        page.context.close()


def test_a_page_that_asks_before_the_scenes_are_known_asks_again(browser: Browser, tmp_path: Path) -> None:
    """As one does that finds a server which was started again."""
    refused: list[str] = []

    def answer_once(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fulfill(status=400, json={"what": "there is no such scene", "cure": ""})

    with preview(copy_to(tmp_path), "Tiny") as running:
        page = browser.new_context(locale="en").new_page()
        page.route("**/look", answer_once)
        page.goto(running.address)
        page.wait_for_selector("#status[data-state=ready]", timeout=PATIENCE)
        assert refused
        page.context.close()
