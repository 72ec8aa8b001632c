"""Nothing is lost, whatever happens to a build: what was finished is kept, and nothing wrong comes out."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.lectures import copy_to, run
from tests.pipeline.faults import DRAFT, Built, probe_hash

ENDLESS = """
from manim import Scene, Square

class Endless(Scene):
    def construct(self):
        self.next_section("fine")
        self.wait(0.2)
        self.next_section("endless")
        while True:
            Square()

class Fine(Scene):
    def construct(self):
        self.wait(0.2)
"""


def test_a_failing_scene_keeps_its_good_steps_and_stops_no_other(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    done = run(folder, "scenes/failing.py", "scenes/plain.py::OnePiece", *DRAFT)
    assert done.code == 1
    assert "Failing::third, scenes/failing.py:13: ValueError: there is no third" in done.err
    assert "Traceback" not in done.err
    assert [each["name"] for each in done.document["built"]] == ["OnePiece"]
    assert [each["scene"] for each in done.document["failed"]] == ["Failing"]
    assert not (folder / "build/en/Failing.mp4").exists()
    failing = folder / "scenes/failing.py"
    failing.write_text(failing.read_text().replace('raise ValueError("there is no third")', "self.wait(0.2)"))
    again = run(folder, "why", "scenes/failing.py", *DRAFT)
    assert "third" in {step["step"] for step in again.document["steps"]}


UNWALKED = """
import sqlite3
from manim import *

class Reads(Scene):
    def construct(self):
        rows = sqlite3.connect("data.db").execute("select n from t").fetchall()
        self.next_section("dots")
        self.add(*[Dot() for _ in rows])
        self.wait(0.2)

class Half(Scene):
    def construct(self):
        self.next_section("first")
        self.wait(0.2)
        self.next_section("second")
        raise ValueError("no second")
"""


def test_what_could_not_be_walked_through_is_told_whoever_asks(tmp_path: Path) -> None:
    """Nobody knows what would be rendered of it, which is not nothing."""
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "unwalked.py").write_text(UNWALKED)
    missing, half = "unwalked.py:7: OperationalError: no such table: t", "unwalked.py:17: ValueError: no second"
    for command in ("why", "list"):
        told = run(tmp_path, command, "unwalked.py")
        assert (told.code, len(told.document["failed"])) == (1, 2)
        assert missing in told.err
        assert half in told.err
    assert [each["step"] for each in run(tmp_path, "why", "unwalked.py").document["steps"]] == ["first"]
    assert missing in run(tmp_path, "unwalked.py::Reads::dots", *DRAFT).err
    assert run(tmp_path, "why", "unwalked.py::Half::first").code == 0
    connection = sqlite3.connect(tmp_path / "data.db")
    connection.execute("create table t (n)")
    connection.close()
    assert [each["step"] for each in run(tmp_path, "why", "unwalked.py::Reads").document["steps"]] == ["dots"]


def test_a_scene_that_never_ends_is_ended_and_named(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "endless.py").write_text(ENDLESS)
    done = run(tmp_path, "endless.py", *DRAFT, "--time-limit", "6")
    assert done.code == 1
    assert [each["name"] for each in done.document["built"]] == ["Fine"]
    (failed,) = done.document["failed"]
    assert "no sign of progress" in failed["what"]
    assert "Endless" in failed["where"]


@pytest.mark.parametrize("damage", ["flipped", "truncated", "gone"])
def test_a_damaged_store_is_mended(built: Built, tmp_path: Path, damage: str) -> None:
    """Every file of the store damaged at once: the same videos come out."""
    folder = tmp_path / "copy"
    subprocess.run(["cp", "-r", built.folder, folder], check=True)
    for path in (folder / ".sessen/store").rglob("*"):
        if path.is_file():
            spoil(path, damage)
    for product in (folder / "build/en").iterdir():
        product.unlink()
    again = run(folder, *DRAFT)
    assert again.code == 0, again.err
    assert again.sha256() == built.first.sha256()


def spoil(path: Path, damage: str) -> None:
    data = bytearray(path.read_bytes())
    if damage == "gone":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(data[: len(data) // 2])
    else:
        data[len(data) // 2] ^= 0x10
        path.write_bytes(data)


def test_a_damaged_blob_alone_is_found_when_it_is_read(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    subprocess.run(["cp", "-r", built.folder, folder], check=True)
    largest = max((folder / ".sessen/store/blobs").rglob("*"), key=lambda path: path.stat().st_size * path.is_file())
    spoil(largest, "flipped")
    for product in (folder / "build/en").iterdir():
        product.unlink()
    again = run(folder, *DRAFT)
    assert again.code == 0, again.err
    assert sum(map(len, again.rendered.values())) == 1
    assert again.sha256() == built.first.sha256()


def test_a_damaged_product_is_made_again(built: Built) -> None:
    video = built.folder / "build/en/Tiny.mp4"
    spoil(video, "flipped")
    again = run(built.folder, *DRAFT)
    assert again.rendered == {}
    assert again.sha256() == built.first.sha256()
    assert probe_hash(video) == built.first.sha256()["en/Tiny.mp4"]
