"""A path means what it means in the folder where it is typed, whatever folder a scene is drawn in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sessen.cli.options import build_request
from sessen.preview.first_target import first_target
from tests.cli.lectures import run

_SCENE = """from manim import *


class {name}(Scene):
    def construct(self):
        self.add(Square(4, color={color}, fill_opacity=1))
        self.wait(0.2)
"""
_OPTIONS = {"quality": "draft", "lang": (), "theme": None, "shape": "wide", "words": None, "jobs": None}
_LIMITS = {"time_limit": 900.0, "store_limit": "10GB"}


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one file name in two folders, a worktree of it, and a file outside of any project."""
    folder = tmp_path_factory.mktemp("term")
    for place, name, color in (
        ("repository/dot.py", "Root", "PURE_RED"),
        ("repository/week1/dot.py", "Week", "PURE_GREEN"),
        ("worktree/week1/dot.py", "Tree", "PURE_BLUE"),
        ("loose/scenes/dot.py", "Loose", "WHITE"),
    ):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(_SCENE.format(name=name, color=color))
    (folder / "repository" / ".git").mkdir()
    (folder / "worktree" / ".git").write_text("gitdir: ../repository/.git/worktrees/worktree\n")
    (folder / "link").symlink_to("repository/week1", target_is_directory=True)
    return folder


@pytest.mark.parametrize(
    ("here", "typed"),
    [
        ("link", ["dot.py", "../dot.py", "../../worktree/week1/dot.py", "../../loose/scenes/dot.py"]),
        ("loose", ["../link/dot.py", "../repository/dot.py", "../worktree/week1/dot.py", "scenes/dot.py"]),
    ],
)
def test_a_file_is_the_one_in_the_folder_where_it_is_typed(term: Path, here: str, typed: list[str]) -> None:
    folder = term / here
    name = here.replace("/", "-")
    places = ["--out", f"./{name}-made", "--store", f"./{name}-kept"]
    built = run(folder, *typed, "-q", "draft", *places)
    assert built.code == 0, built.err
    made = folder.resolve() / f"{name}-made" / "en"
    middle = {scene: _middle(made / f"{scene}.png") for scene in ("Week", "Root", "Tree", "Loose")}
    assert middle == {"Week": "green", "Root": "red", "Tree": "blue", "Loose": "white"}
    assert (folder.resolve() / f"{name}-kept" / "entries").is_dir()


def _middle(picture: Path) -> str:
    image = np.asarray(Image.open(picture).convert("RGB"))
    bright = tuple(image[image.shape[0] // 2, image.shape[1] // 2] > 128)
    return {(True,) * 3: "white", (True, False, False): "red", (False, True, False): "green"}.get(bright, "blue")


def test_every_option_that_names_a_place_is_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lecture = tmp_path / "lecture.toml"
    lecture.write_text('[[scenes]]\nscene = "A"\n')
    (tmp_path / "dot.py").write_text(_SCENE.format(name="Root", color="RED"))
    monkeypatch.chdir(tmp_path)
    named = {"targets": ("dot.py::Root",), "lecture": Path("lecture.toml"), "out": Path("made"), "store": "kept"}
    request = build_request({**_OPTIONS, **_LIMITS, **named})
    unnamed = build_request({**_OPTIONS, **_LIMITS, "lecture": None, "out": Path("build"), "store": None})
    found = unnamed.lecture_file
    first = first_target(request)
    assert first is not None
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert request.lecture_file == found == lecture
    assert (request.out, request.store) == (tmp_path / "made", str(tmp_path / "kept"))
    assert request.state_dir == tmp_path / ".sessen"
    assert first.scene.file == tmp_path / "dot.py"
