"""--verify does not believe the keys: it draws finished steps again and compares pixels."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.lectures import copy_to, run

DRAFT = ("-q", "draft")
CHANCE = """
import os
from manim import Scene, Square

class Chance(Scene):
    def construct(self):
        self.next_section("fixed")
        self.wait(0.2)
        self.next_section("rolled")
        self.add(Square(1 + os.urandom(1)[0] / 256))
        self.wait(0.2)
"""
STILL = """
from manim import Scene, Square

class Still(Scene):
    def construct(self):
        self.add(Square(SIZE))
        self.wait(0.2)
"""


def test_honest_steps_pass(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    first = run(folder, *DRAFT, "--verify")
    assert "nothing to verify" in first.err
    again = run(folder, *DRAFT, "--verify")
    assert again.code == 0, again.err
    assert len(again.document["verified"]) == 3
    assert again.document["differ"] == []


def test_a_step_that_no_key_can_tell_apart_is_named(tmp_path: Path) -> None:
    """Chance that comes from the operating system is seen by nobody; drawing again gives another picture."""
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "chance.py").write_text(CHANCE)
    assert run(tmp_path, "chance.py", *DRAFT).code == 0
    rolls = [run(tmp_path, "chance.py", *DRAFT, "--verify") for _ in range(2)]  # one in 256 comes up twice
    done = next(each for each in rolls if each.code == 1)
    (differs,) = done.document["differ"]
    assert differs["where"] == "Chance::rolled"
    assert "from frame 1 on" in differs["what"]
    assert "--force" in differs["cure"]


def test_a_step_that_comes_out_the_same_each_time_but_is_not_what_was_kept_is_a_fault_of_the_key(
    tmp_path: Path,
) -> None:
    """Neither time nor chance is to blame: what is kept is out of date. Here another picture was kept under the key."""
    stores = []
    for size in ("1", "2"):
        folder = tmp_path / size
        folder.mkdir()
        (folder / "pyproject.toml").write_text("")
        (folder / "still.py").write_text(STILL.replace("SIZE", size))
        assert run(folder, "still.py", *DRAFT).code == 0
        stores.append(folder / ".sessen/store")
    (kept,), (other,) = ([file for file in (store / "entries").rglob("*") if file.is_file()] for store in stores)
    kept.write_bytes(other.read_bytes())
    shutil.copytree(stores[1] / "blobs", stores[0] / "blobs", dirs_exist_ok=True)
    (differs,) = run(tmp_path / "1", "still.py", *DRAFT, "--verify").document["differ"]
    assert "out of date" in differs["what"]
    assert "--force" in differs["cure"]
    assert "chance" not in differs["cure"]


def test_force_leaves_nothing_to_verify(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    done = run(folder, *DRAFT, "--verify", "--force")
    assert done.code == 2
    assert not (folder / "build").exists()
