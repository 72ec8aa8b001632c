"""What a scene has read below Python or by another program is an input of a whole build; `why` tells."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PIL import Image

from tests.cli.lectures import run

SCENES = """
import socket
import sqlite3
import subprocess
from manim import Circle, Create, Dot, ImageMobject, Scene, SVGMobject, Text

class Plain(Scene):
    def construct(self):
        self.add(Text("a"), SVGMobject("logo.svg"), ImageMobject("dot.png"))
        self.play(Create(Circle()), run_time=0.1)

class Below(Scene):
    def construct(self):
        self.next_section("database")
        with sqlite3.connect("marks.db") as database:
            marks = database.execute("select n from marks").fetchone()[0]
        self.wait(0.1 * marks)
        self.next_section("program")
        self.wait(0.1 * int(subprocess.check_output(["cat", "length.txt"])))

class Online(Scene):
    def construct(self):
        with socket.socket() as line:
            line.connect_ex(("127.0.0.1", 9))
        self.wait(0.1)
"""


def _write_marks(folder: Path, number: int) -> None:
    with closing(sqlite3.connect(folder / "marks.db")) as database:
        database.execute("drop table if exists marks")
        database.execute("create table marks (n)")
        database.execute("insert into marks values (?)", (number,))
        database.commit()


def test_files_opened_below_python_and_by_programs_are_inputs(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "scenes.py").write_text(SCENES)
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>')
    (tmp_path / "length.txt").write_text("2")
    Image.new("RGB", (4, 4)).save(tmp_path / "dot.png")
    _write_marks(tmp_path, 1)
    words = ("scenes.py", "-q", "draft", "--jobs", "1")
    run(tmp_path, *words)

    def reasons() -> dict[str, list[str]]:
        steps = run(tmp_path, "why", *words).document["steps"]
        return {f"{step['scene']}::{step['step']}": step["why"] for step in steps}

    always = {"Online::scene": ["always drawn: it reads from the network (127.0.0.1)"]}
    assert reasons() == always
    (tmp_path / "length.txt").write_text("3")
    assert reasons() == always | {"Below::program": ["length.txt"]}
    _write_marks(tmp_path, 2)
    assert reasons() == always | {"Below::database": ["marks.db"], "Below::program": ["length.txt", "marks.db"]}
