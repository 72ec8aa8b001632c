"""What cannot be read well, in a real browser: boxes over the picture, and a list that leads to their moments."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.preview.previews import PATIENCE, Preview, opened, preview

expect.set_options(timeout=PATIENCE)

_SCENE = """\
from manim import LEFT, RIGHT, UP, Line, Scene, Text


class Struck(Scene):
    def construct(self):
        self.next_section("label")
        self.add(Text("slope").shift(2 * UP))
        self.wait(0.6)
        self.next_section("line")
        self.wait(0.2)
        self.add(Line(3 * LEFT, 3 * RIGHT).shift(2 * UP))
        self.wait(1)
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("struck")
    (folder / "pyproject.toml").touch()
    (folder / "struck.py").write_text(_SCENE)
    with preview(folder, "struck.py::Struck", "--grace", "600") as running:
        yield running


def middle(page: Page, selector: str) -> tuple[float, float]:
    """Where the middle of an element is on the stage, as shares of it."""
    stage, box = (page.locator(each).first.bounding_box() for each in ("#stage", selector))
    assert stage is not None
    assert box is not None
    return (
        (box["x"] + box["width"] / 2 - stage["x"]) / stage["width"],
        (box["y"] + box["height"] / 2 - stage["y"]) / stage["height"],
    )


def test_a_finding_leads_to_its_step_and_second_with_a_box_over_its_place(browser: Browser, running: Preview) -> None:
    """The line goes through the word from 0.8 s on, two of Manim's units above the middle."""
    page = opened(browser, running.address)
    finding = page.locator("#layout li button")
    expect(finding).to_have_count(1)
    expect(finding).to_contain_text("crossed")
    expect(finding).to_contain_text("“slope”")
    page.keyboard.press("Home")
    expect(page.locator("#boxes .box")).to_be_hidden()
    finding.click()
    expect(page.locator("#steps button[aria-current=step]")).to_have_attribute("data-step", "line")
    expect(page.locator("#boxes .box.error")).to_be_visible()
    assert 0.2 <= float((page.text_content("#clock") or "").split("/")[0]) <= 0.7
    x, y = middle(page, "#boxes .box")
    assert abs(x - 0.5) < 0.02
    assert abs(y - 0.25) < 0.03
    page.keyboard.press("b")
    expect(page.locator("#boxes .box")).to_be_hidden()
    page.keyboard.press("b")
    page.click("#page-language")
    expect(page.locator("#layout")).to_contain_text("エラー")
    page.context.close()
