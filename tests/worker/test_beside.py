"""Files are found beside the scene, as when Manim is run there, then in its project; else both places are told."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from noto_cjk_sans_jp_regular import FONT_PATH
from PIL import Image

from sessen.errors import SessenError
from tests.cli.lectures import Outcome, run
from tests.worker.support import steps_walked

_SCENES = """
import os
import sqlite3
from pathlib import Path

from manim import *

WORD = open("word.txt").read()


class Beside(Scene):
    def construct(self):
        self.add(ImageMobject("red.png").set(height=3))
        with register_font("Odd.otf"):
            self.add(Text("ab", font="Noto Sans JP").to_edge(UP))
        self.add_sound("tick")
        self.wait(0.2)


class Project(Scene):
    def construct(self):
        assert WORD == "beside"
        assert Path("data/a.txt").read_text() == "project"
        assert os.listdir("data") == ["a.txt"] and os.access("data/a.txt", os.R_OK)
        assert sqlite3.connect("project.db").execute("select * from t").fetchall() == [(1,)]
        assert not Path("nothing").exists()
        self.add(SVGMobject("square").set_fill(PURE_GREEN, 1).set(height=3))
        self.add_sound("tock")
        self.wait(0.2)
        Path("written.txt").write_text("")


class LostFile(Scene):
    def construct(self):
        open("lost.csv")


class LostPicture(Scene):
    def construct(self):
        ImageMobject("lost.png")


class LostFont(Scene):
    def construct(self):
        with register_font("lost.otf"):
            pass


class LostSound(Scene):
    def construct(self):
        self.add_sound("lost.wav")
"""
_SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9V9H0Z"/></svg>'
_LOST = {"LostFile": "lost.csv", "LostPicture": "lost.png", "LostFont": "lost.otf", "LostSound": "lost.wav"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with files in its folder, and others beside the scenes in a folder below."""
    import sqlite3

    root = tmp_path_factory.mktemp("project")
    week = root / "week1"
    (week / "fonts").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "pyproject.toml").write_text("")
    (root / "data" / "a.txt").write_text("project")
    (root / "square.svg").write_text(_SQUARE)
    for folder, word in ((root, "project"), (week, "beside")):
        (folder / "word.txt").write_text(word)
    with sqlite3.connect(root / "project.db") as database:
        database.execute("create table t as select 1")
    (week / "fonts" / "Odd.otf").symlink_to(FONT_PATH)
    Image.new("RGB", (9, 9), (255, 0, 0)).save(week / "red.png")
    for file in (week / "tick.wav", root / "tock.wav"):
        with wave.open(str(file), "wb") as sound:
            sound.setparams((1, 2, 8000, 0, "NONE", ""))
            sound.writeframes(bytes(800))
    (week / "manim.cfg").write_text("[CLI]\nbackground_color = #0000FF\n")
    (root / "manim.cfg").write_text("[CLI]\nbackground_color = #FF00FF\n")
    (week / "scenes.py").write_text(_SCENES)
    return root


@pytest.fixture(scope="module")
def drawn(project: Path) -> Outcome:
    return run(project, "week1/scenes.py", "-q", "draft")


def test_what_lies_beside_a_scene_comes_first_and_then_the_project(project: Path, drawn: Outcome) -> None:
    assert [built["name"] for built in drawn.document["built"]] == ["Beside", "Project"], drawn.err
    assert _colours(project / "build" / "en" / "Beside.png") == ((0, 0, 255), (255, 0, 0))
    assert _colours(project / "build" / "en" / "Project.png") == ((0, 0, 255), (0, 255, 0))
    assert (project / "week1" / "written.txt").exists()


def test_both_places_are_told_of_what_is_in_neither(project: Path, drawn: Outcome) -> None:
    told = {failure["scene"]: failure["what"] for failure in drawn.document["failed"]}
    assert told.keys() == _LOST.keys()
    for scene, name in _LOST.items():
        places = f"looked for beside the scene ({project / 'week1' / name}) and in its project ({project / name})"
        assert places in told[scene]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"background_color = red\n", "week1/manim.cfg, line 1: manim.cfg cannot be read: it has no line [CLI]"),
        (b"[CLI]\nframe_rate = fast\n", "manim.cfg cannot be read: could not convert string to float: 'fast'"),
        (b"[CLI]\nquality\n", "week1/manim.cfg, line 2: manim.cfg cannot be read"),
        (b"[CLI]\n\xff\xfe", "manim.cfg cannot be read: 'utf-8' codec"),
    ],
)
def test_settings_that_cannot_be_read_are_told(project: Path, text: bytes, said: str) -> None:
    settings = project / "week1" / "manim.cfg"
    before = settings.read_bytes()
    settings.write_bytes(text)
    try:
        with pytest.raises(SessenError) as raised:
            steps_walked("Project", file=project / "week1" / "scenes.py")
    finally:
        settings.write_bytes(before)
    assert said in str(raised.value)


def _colours(picture: Path) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The colour of the corner and of the middle, to the nearest that is full."""
    image = np.asarray(Image.open(picture).convert("RGB"))
    corner, middle = image[2, 2], image[image.shape[0] // 2, image.shape[1] // 2]
    return tuple(int(level > 128) * 255 for level in corner), tuple(int(level > 128) * 255 for level in middle)
