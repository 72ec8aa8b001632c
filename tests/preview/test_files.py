"""Files that a preview depends on: modules, data, the lecture, broken ones, Sessen's own; and what a page keeps."""

from __future__ import annotations

import shutil
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import sessen
from tests.cli.lectures import copy_to
from tests.preview.previews import PATIENCE, Preview, edit, opened, preview, ready
from tests.preview.test_page import current, source
from tests.preview.viewers import Viewer, answer

expect.set_options(timeout=PATIENCE)

USING = '''
from pathlib import Path

from helper import SIDE
from manim import Create, Scene, Square


class Using(Scene):
    """A square whose side is in a module and whose time is in a file."""

    def construct(self):
        self.next_section("draw")
        self.play(Create(Square(SIDE)), run_time=float(Path("time.txt").read_text()))
        self.next_section("stay")
        self.wait(0.2)
'''


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a scene that uses a module and a file of data."""
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    (folder / "using.py").write_text(USING)
    (folder / "helper.py").write_text("SIDE = 2\n")
    (folder / "time.txt").write_text("0.4")
    with preview(folder, "using.py::Using", "--grace", "600") as running:
        yield running


def test_a_save_of_an_imported_module_is_drawn(page: Page, running: Preview) -> None:
    page.wait_for_selector("#stage[data-source^=motion]")
    before = source(page)
    edit(running.folder / "helper.py", "SIDE = 2", "SIDE = 3")
    page.wait_for_selector(f"#stage:not([data-source='{before}'])")
    ready(page)
    edit(running.folder / "helper.py", "SIDE = 3", "SIDE = 2")
    page.wait_for_selector(f"#stage[data-source='{before}']")  # it was drawn before


def test_a_save_of_a_file_of_data_is_drawn(page: Page, running: Preview) -> None:
    """A step that lasts as long as a text file says has so many frames more."""
    page.wait_for_selector("#stage[data-source^=motion]")
    most = int(page.get_attribute("#scrub", "max") or 0)
    (running.folder / "time.txt").write_text("0.8")
    expect(page.locator("#scrub")).to_have_attribute("max", str(most + 6))
    (running.folder / "time.txt").write_text("0.4")
    expect(page.locator("#scrub")).to_have_attribute("max", str(most))
    ready(page)


def test_a_place_in_time_survives_what_is_rendered_again(page: Page, running: Preview) -> None:
    """The step and the frame in it stay while pictures of all steps change, and in a page that is loaded anew."""
    page.keyboard.press("j")
    page.locator("#scrub").fill("3")
    before = source(page)
    edit(running.folder / "helper.py", "SIDE = 2", "SIDE = 1")
    page.wait_for_selector(f"#stage:not([data-source='{before}'])")
    ready(page)
    assert current(page) == "draw"
    expect(page.locator("#clock")).to_contain_text("frame 4")
    page.reload()
    ready(page)
    expect(page.locator("#clock")).to_contain_text("frame 4")
    edit(running.folder / "helper.py", "SIDE = 1", "SIDE = 2")
    ready(page)


def test_the_port_is_the_one_that_was_asked_for(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with preview(copy_to(tmp_path), "Tiny", "--port", str(port)) as running:
        assert running.port == port
        socket.create_connection(("127.0.0.1", port), timeout=5).close()


def test_a_broken_file_is_listed_with_its_error_and_comes_up_when_it_is_mended(
    browser: Browser, tmp_path: Path
) -> None:
    """The other scenes are there all the same."""
    folder = copy_to(tmp_path)
    file = folder / "scenes" / "plain.py"
    whole = file.read_text()
    edit(file, "class Sections(Scene):", "class Sections(Scene:")
    with preview(folder, "Tiny") as running:
        page = opened(browser, running.address)
        broken = page.locator("#scenes button[data-broken=true]")
        expect(broken).to_contain_text("not valid Python")
        broken.click()
        expect(page.locator("#trouble .place")).to_contain_text("plain.py")
        file.write_text(whole)
        expect(page.locator("#trouble")).to_be_hidden()
        page.wait_for_selector("#steps button[data-step=appear]")
        expect(broken).to_have_count(0)
        page.context.close()


def test_a_file_that_is_broken_from_the_start_is_shown_and_comes_up_when_it_is_mended(
    browser: Browser, tmp_path: Path
) -> None:
    """A file of somebody's own, in a place of its own; Japanese can be read on the page all the same."""
    file = tmp_path / "own.py"
    whole = "from manim import *\n\n\nclass Own(Scene):\n    def construct(self):\n        self.wait(0.2)\n"
    file.write_text(whole.replace("(Scene)", "(Scene"))
    with preview(copy_to(tmp_path / "lecture"), str(file)) as running:
        page = browser.new_page(locale="en")
        page.goto(running.address)
        expect(page.locator("#trouble .place")).to_have_text(f"{file}:4")
        expect(page.locator("#title")).to_have_text("Own")
        assert page.evaluate("[...document.fonts].map((each) => each.family.replaceAll('\"', ''))") == ["Words"]
        file.write_text(whole)
        page.wait_for_selector("#steps button[data-state=ready]")
        expect(page.locator("#trouble")).to_be_hidden()
        page.close()


def test_a_scene_that_hangs_from_the_start_comes_up_when_it_is_mended(tmp_path: Path) -> None:
    """Also when it is mended while the list of scenes still waits for it."""
    folder = copy_to(tmp_path)
    file = folder / "scenes" / "tiny.py"
    whole = file.read_text()
    file.write_text(f"{whole}\nwhile True:\n    pass\n")
    with preview(folder, "Tiny", "--time-limit", "3") as running:
        viewer = Viewer(running)
        viewer.open("Tiny")
        assert "no sign of progress" in viewer.until(trouble=True)["trouble"]["what"]
        file.write_text(whole)
        assert all(step["motion"] for step in viewer.until(trouble=False, busy=False)["steps"])
        viewer.close()


def test_what_is_missing_or_broken_is_seen_when_it_comes(tmp_path: Path) -> None:
    """A module that is broken from the start, one that is not there yet, and a file of data that is not there yet."""
    folder = copy_to(tmp_path)
    scene, module, other, data = (folder / name for name in ("using.py", "helper.py", "other.py", "time.txt"))
    scene.write_text(USING)
    module.write_text("SIDE = (")
    with preview(folder, "using.py::Using") as running:
        viewer = Viewer(running)
        viewer.event("scenes")
        viewer.look(target="using.py::Using")
        assert "never closed" in viewer.until(trouble=True)["trouble"]["what"]
        module.write_text("SIDE = 2")
        while "time.txt" not in viewer.until(trouble=True)["trouble"]["what"]:
            pass
        data.write_text("0.4")
        viewer.until(trouble=False, busy=False)
        scene.write_text(USING.replace("from helper", "import other\nfrom helper"))
        assert "No module named 'other'" in viewer.until(trouble=True)["trouble"]["what"]
        other.write_text("X = (")
        while "never closed" not in viewer.until(trouble=True)["trouble"]["what"]:
            pass
        other.write_text("X = 1")
        viewer.until(trouble=False, busy=False)
        viewer.close()


def test_no_link_leads_out_of_the_store(tmp_path: Path) -> None:
    """Finished pictures that are exchanged for links to some other file are not served."""
    with preview(copy_to(tmp_path), "Tiny") as running:
        viewer = Viewer(running)
        viewer.open("Tiny")
        motions = [step["motion"] for step in viewer.until(busy=False)["steps"]]
        paths = [f"/{running.token}/{motion}" for motion in motions if motion.startswith("motion/")]
        assert [answer(running, path)[0] for path in paths] == [200, 200]
        for blob in [each for each in (tmp_path / ".sessen" / "store" / "blobs").rglob("*") if each.is_file()]:
            secret = tmp_path / f"secret-{blob.name}"
            secret.write_bytes(b"x" * blob.stat().st_size)
            blob.unlink()
            blob.symlink_to(secret)
        assert [answer(running, path)[0] for path in paths] == [404, 404]
        viewer.close()


def test_a_broken_lecture_is_told_with_its_line(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    lecture = folder / "scenes" / "lecture.toml"
    with preview(folder, "Tiny") as running:
        viewer = Viewer(running)
        viewer.open("Tiny")
        viewer.until(busy=False)
        whole = lecture.read_text()
        lecture.write_text(f"{whole}\ntitle = no\n")
        trouble = viewer.until(trouble=True)["trouble"]
        while trouble["source"] != "title = no":  # the file may have been read when only a part of it was written
            trouble = viewer.until(trouble=True)["trouble"]
        assert trouble["file"] == "scenes/lecture.toml"
        assert trouble["link"].endswith(f"scenes/lecture.toml:{len(whole.splitlines()) + 2}")
        lecture.write_text(whole)
        viewer.until(trouble=False)
        viewer.close()


def test_a_lecture_that_breaks_while_it_is_read_does_not_end_the_preview(tmp_path: Path) -> None:
    """Another scene is looked at for a while, and is broken itself, when the lecture is saved half-written."""
    folder = copy_to(tmp_path)
    lecture, other = folder / "scenes" / "lecture.toml", folder / "scenes" / "plain.py"
    whole, mended = lecture.read_text(), other.read_text()
    other.write_text("import time\n\ntime.sleep(2)\nraise RuntimeError\n")
    with preview(folder, "Tiny") as running:
        viewer = Viewer(running)
        viewer.open("Tiny")
        lecture.write_text(f"{whole}\ntitle = no\n")
        time.sleep(4)  # by then the other scene has been looked at
        assert running.process.poll() is None
        other.write_text(mended)
        lecture.write_text(whole)
        while not any(each["name"] == "Sections" and not each["broken"] for each in viewer.event("scenes")["scenes"]):
            pass
        viewer.close()


def test_a_scene_that_comes_into_the_lecture_is_listed(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    with preview(folder, "Tiny") as running:
        viewer = Viewer(running)
        while len(viewer.event("scenes")["scenes"]) < 2:
            pass
        viewer.look()
        viewer.until(busy=False)
        lecture = folder / "scenes" / "lecture.toml"
        lecture.write_text(lecture.read_text() + '\n[[scenes]]\nscene = "OnePiece"\nfile = "plain.py"\n')
        while "OnePiece" not in {each["target"] for each in viewer.event("scenes")["scenes"]}:
            pass
        viewer.close()


def test_a_change_of_sessen_itself_is_told_and_nothing_wrong_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What its processes have imported is not what a build would draw with, so the page says what to do."""
    engine = tmp_path / "engine"
    shutil.copytree(Path(sessen.__file__).parent, engine / "sessen", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(sys, "path", [str(engine), *sys.path])
    with preview(copy_to(tmp_path / "lecture"), "Tiny") as running:
        viewer = Viewer(running)
        viewer.open("Tiny")
        viewer.until(busy=False)
        edit(engine / "sessen" / "captioned.py", "_CAPTION_IN = 0.", "_CAPTION_IN = 1.")
        trouble: dict[str, Any] = viewer.until(trouble=True)["trouble"]
        assert "sessen/captioned.py" in trouble["what"]
        assert "start it again" in trouble["cure"]
        viewer.close()
