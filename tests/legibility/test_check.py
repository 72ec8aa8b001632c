"""``check`` tells what cannot be read: the table, the document, the storyboard, and what is allowed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent
from typing import cast

import pytest

import sessen.pool.local
from sessen.cli.main import main
from tests.inline_pool import InlinePool

SOURCE = """\
from manim import *

class Crowded(Scene):
    def construct(self):
        label = Text("slope"){comment}
        line = Line(3 * LEFT, 3 * RIGHT)
        self.add(line, label)
        self.wait(1)
"""
LESSON = """\
from manim import Line, LEFT, RIGHT
from sessen import Lesson, Words, step

class Marked(Lesson):
    question = Words(en="What?", ja="何?")
    captioned = False

    @step(en="One.", ja="一。")
    def one(self) -> None:
        label = self.text(en="slope", ja="傾き")
        line = Line(3 * LEFT, 3 * RIGHT)
        {allow}
        self.add(line, label)
        self.wait(2)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sessen.pool.local, "ProcessPool", InlinePool)
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, object]], str]:
    """Exit code, what the document has about the layout, and what was said beside it."""
    capsys.readouterr()
    code = main(["check", *words, "-q", "draft", "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out)["layout"], err


def test_a_plain_scene_is_told_of_and_may_allow_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Scene, step, second, variable and text, where and how long; a page with a picture; a comment that allows it."""
    file = folder / "scene.py"
    file.write_text(SOURCE.format(comment=""))
    code, found, _ = checked(capsys, "scene.py", "--storyboard", "board")
    assert (code, len(found)) == (1, 1)
    only = found[0]
    assert (only["rule"], only["severity"], only["scene"], only["step"]) == ("crossed", "error", "Crowded", "scene")
    assert only["what"] == "line goes through label “slope”"
    assert only["lasts"] == pytest.approx(1, abs=0.1)
    left, top, right, bottom = cast(list[float], only["box"])
    assert left < 0.5 < right
    assert top < 0.5 < bottom
    page = (folder / "board" / "index.html").read_text(encoding="utf-8")
    pictures = re.findall(r'<img src="([^"]+)"', page)
    assert len(pictures) == 1
    assert (folder / "board" / pictures[0]).read_bytes().startswith(b"\x89PNG")
    assert re.search(r'class="box error" style="left:\d', page)

    assert main(["check", "scene.py", "-q", "draft"]) == 1
    table = capsys.readouterr().out
    assert "line goes through label “slope”" in table
    assert "crossed: Move the label off the line" in table

    file.write_text(SOURCE.format(comment="  # layout: allow crossed"))
    assert checked(capsys, "scene.py")[:2] == (0, [])
    file.write_text(SOURCE.format(comment=".shift(UP)  # layout: allow crossed"))
    code, found, _ = checked(capsys, "scene.py")
    assert (code, [each["rule"] for each in found]) == (0, ["allow"])
    assert "nothing needs # layout: allow crossed any more (scene.py, line 5)" in str(found[0]["what"])
    file.write_text(SOURCE.format(comment="  # layout: allow crosed"))
    code, _, said = checked(capsys, "scene.py")
    assert code == 1
    assert "did you mean 'crossed'" in said


@pytest.mark.parametrize(
    ("allow", "rules"),
    [
        ("pass", ["crossed"]),
        ('self.allow("crossed", label, line, because="it is struck out")', []),
        ('self.allow("overlap", label, because="of nothing")', ["crossed", "allow"]),
    ],
)
def test_a_lesson_may_allow_it(allow: str, rules: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a reason; an allowance that nothing needs is told."""
    (folder / "scene.py").write_text(LESSON.format(allow=allow))
    assert [each["rule"] for each in checked(capsys, "scene.py")[1]] == rules


def test_a_lecture_sets_limits(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A limit, a severity; what is none is refused with the place."""
    (folder / "scene.py").write_text(SOURCE.format(comment=""))
    lecture = folder / "lecture.toml"
    written = '[[scenes]]\nscene = "Crowded"\nfile = "scene.py"\n'
    lecture.write_text(written + '[layout.crossed]\nseverity = "warning"\n')
    code, found, _ = checked(capsys)
    assert (code, [each["severity"] for each in found]) == (0, ["warning"])
    lecture.write_text(written + "[layout.crossed]\nlasts = 2\n")
    assert checked(capsys)[:2] == (0, [])
    lecture.write_text(written + "[layout.crossed]\nlast = 2\n")
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert "lecture.toml: layout.crossed.last" in said
    assert "did you mean 'lasts'" in said


def test_only_the_steps_that_are_meant_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = SOURCE.format(comment="").replace("self.wait(1)", 'self.wait(1); self.clear(); self.next_section("after")')
    (folder / "scene.py").write_text(dedent(source) + "        self.add(Dot())\n        self.wait(1)\n")
    assert checked(capsys, "scene.py::Crowded::after")[:2] == (0, [])
