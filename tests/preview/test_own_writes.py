"""Scenes that write files which they read, two of them in one file; and folders that go and come back."""

from __future__ import annotations

import io
import queue
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from sessen.preview.watch import Watcher
from tests.preview.previews import PATIENCE, Preview, edit, opened, preview
from tests.preview.viewers import Viewer, answer

expect.set_options(timeout=PATIENCE)

WRITING = """
from pathlib import Path

from manim import *

HERE = Path(__file__).parent


class Keeps(Scene):
    def construct(self):
        (HERE / "kept.csv").write_text("1\\n")
        self.add(Square(len((HERE / "kept.csv").read_text()), color=RED, fill_opacity=1))
        self.wait(0.2)


class Appends(Scene):
    def construct(self):
        file = HERE / "table.csv"
        file.write_text((file.read_text() if file.exists() else "") + "x\\n")
        assert file.read_text()
        self.add(Square(2, color=BLUE, fill_opacity=1))
        self.wait(0.2)
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("writing")
    (folder / "writing.py").write_text(WRITING)
    (folder / "kept.csv").write_text("1\n")
    with preview(folder, "writing.py", "--grace", "600") as running:
        yield running


@pytest.fixture
def viewer(running: Preview) -> Iterator[Viewer]:
    viewer = Viewer(running)
    viewer.event("scenes")
    yield viewer
    viewer.close()


def look(viewer: Viewer, scene: str, **wanted: Any) -> dict[str, Any]:
    viewer.look(target=f"writing.py::{scene}")
    return viewer.until(target=f"writing.py::{scene}", busy=False, trouble=False, **wanted)


def middle(running: Preview, told: dict[str, Any]) -> list[int]:
    """The colour in the middle of the last picture."""
    status, picture, _ = answer(running, f"/{running.token}/{told['steps'][-1]['still']}")
    assert status == 200
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))
    return [int(each) for each in pixels[pixels.shape[0] // 2, pixels.shape[1] // 2]]


def test_scenes_that_write_what_they_read_come_to_rest(viewer: Viewer, running: Preview, browser: Browser) -> None:
    """The same bytes are no change; what is new each time is told after the third restart, until somebody saves.

    The two are in one file and have no sections, and each shows its own picture.
    """
    kept = look(viewer, "Keeps")
    red, _, blue = middle(running, kept)
    assert (red > 150, blue < 120) == (True, True)
    appends = look(viewer, "Appends", notice=True)
    red, _, blue = middle(running, appends)
    assert (red < 120, blue > 150) == (True, True)
    assert appends["notice"] == {"files": ["table.csv"]}
    assert appends["version"] == 1 + 3
    page = opened(browser, running.address)
    page.click("#scenes [data-target='writing.py::Appends']")
    expect(page.locator("#notice")).to_contain_text("the scene writes it: table.csv")
    page.context.close()
    edit(running.folder / "writing.py", "self.wait(0.2)\n\n\n", "self.wait(0.3)\n\n\n")
    later = after(viewer, appends)
    assert (later["notice"], later["version"]) == ({"files": ["table.csv"]}, 1 + 3 + 1 + 3)


def after(viewer: Viewer, before: dict[str, Any]) -> dict[str, Any]:
    """What is shown once a save has been drawn."""
    told = before
    while told["version"] == before["version"]:
        told = viewer.until(target=before["target"], busy=False)
    return told


def test_a_folder_that_is_made_again_is_watched_again(tmp_path: Path) -> None:
    """As when a branch is changed, and back: what is deleted, what comes back, and the next save are all told."""
    file, other = tmp_path / "scenes" / "scene.py", tmp_path / "elsewhere.py"
    file.parent.mkdir()
    file.write_text("1")
    told: queue.Queue[frozenset[Path]] = queue.Queue()
    watcher = Watcher(told.put)
    watcher.watch([file, other])
    for text in ("1", "2"):
        shutil.rmtree(file.parent)
        assert told.get(timeout=30) == {file}
        file.parent.mkdir()
        file.write_text(text)
        assert told.get(timeout=30) == {file}
    file.write_text("3")
    assert told.get(timeout=30) == {file}
    file.write_text("3")
    other.write_text("3")
    assert told.get(timeout=30) == {other}, "the same bytes are no change"
    watcher.close()


SQUARE = """
from manim import *
from color import FILL


class Shown(Scene):
    def construct(self):
        self.add(Square(3, color=FILL, fill_opacity=1))
        self.wait(0.1)
"""


@pytest.mark.parametrize(("started", "gone"), [(".", "week/scenes"), ("week", "week")])
def test_a_preview_follows_its_folder_through_a_change_of_branches(started: str, gone: str, tmp_path: Path) -> None:
    """Deleted with all that is in it, and made again with other files; also the folder that it was started in."""
    folder = tmp_path / "week"

    def check_out(color: str) -> None:
        (folder / "scenes").mkdir(parents=True)
        (folder / "pyproject.toml").touch()
        (folder / "scenes" / "color.py").write_text(f"from manim import RED, BLUE\nFILL = {color}\n")
        (folder / "scenes" / "shown.py").write_text(SQUARE)

    check_out("RED")
    file = (folder / "scenes" / "shown.py").relative_to(tmp_path / started)
    with preview(tmp_path / started, str(file), "--grace", "600") as running:
        viewer = Viewer(running)
        viewer.open(f"{file}::Shown")
        red, _, blue = middle(running, viewer.until(busy=False, trouble=False, steps=True))
        assert red > blue
        for color in ("BLUE", "RED"):
            shutil.rmtree(tmp_path / gone)
            viewer.until(trouble=True)
            check_out(color)
            shades = middle(running, viewer.until(busy=False, trouble=False, steps=True))
            assert (shades[0] > shades[2]) == (color == "RED")
        viewer.close()
