"""What stands beside a scene belongs to it: an edit is seen, and an error names the line that broke."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from sessen.catalogue.scene_files import class_names, scene_files
from sessen.errors import SessenError
from sessen.job import SceneRef
from sessen.keys import SourceGraph
from sessen.worker import walk
from tests.cli.lectures import copy_to
from tests.preview.previews import edit, preview
from tests.preview.viewers import Viewer
from tests.scenes.support import ROOT, rehearsal

SCENES = sorted(file.parent.name for file in scene_files(ROOT / "scenes"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the lecture that a test may edit."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "scenes", folder / "scenes", ignore=shutil.ignore_patterns("__pycache__", ".sessen"))
    (folder / "pyproject.toml").touch()
    return folder


@pytest.mark.parametrize("scene", SCENES)
def test_every_file_beside_a_scene_is_an_input_of_it(scene: str, project: Path) -> None:
    """What is not imported, directly or by another file there, would be a file that nobody uses."""
    folder = project / "scenes" / scene
    closure = SourceGraph().closure(folder / "scene.py")
    beside = {source.path for source in closure.sources if source.path.is_relative_to(project)}
    assert beside == {file.resolve() for file in folder.glob("*.py")}
    assert not any(source.is_engine for source in closure.sources if source.path in beside)


def test_an_error_in_a_figure_names_the_line_in_the_figure(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.partition(".")[0] == "scenes"]:
        monkeypatch.delitem(sys.modules, name)  # those of this repository, if other tests have imported them
    figure = project / "scenes" / "chain_rule" / "figure.py"
    source = figure.read_text()
    line = next(number for number, text in enumerate(source.splitlines(), 1) if text.startswith("    def fan("))
    body = line + 2  # the docstring stands between
    lines = source.splitlines(keepends=True)
    figure.write_text("".join([*lines[: body - 1], "        raise ValueError('torn')\n", *lines[body - 1 :]]))
    address = SceneRef(figure.parent / "scene.py", "ChainRule")
    try:
        with pytest.raises(SessenError, match="torn") as caught:
            walk(address, rehearsal(), {}, lambda step: None)
    finally:
        figure.write_text(source)
    scene, _, place = caught.value.location.partition(", ")
    assert scene.startswith("ChainRule::")
    assert place.endswith(f"scenes/chain_rule/figure.py:{body}")


BESIDE = """\
from manim import Dot


class Figure(Dot):
    def __init__(self):
        super().__init__(radius=1)
"""
SCENE = """\
from manim import Scene

from scenes.round.figure import Figure
from sizes import SIZE


class Round(Scene):
    def construct(self):
        self.add(Figure().scale(SIZE))
        self.wait(0.2)
"""


def test_the_preview_shows_an_edit_of_any_file_beside_the_scene(tmp_path: Path) -> None:
    """Imported by the project's name or by its own; the lecture names no file, for a folder's scene is found in it."""
    folder = copy_to(tmp_path)
    round_folder = folder / "scenes" / "round"
    round_folder.mkdir()
    files = {"scene.py": SCENE, "figure.py": BESIDE, "sizes.py": "SIZE = 1\n"}
    for name, text in files.items():
        (round_folder / name).write_text(text)
    (folder / "scenes" / "lecture.toml").write_text('[[scenes]]\nscene = "Round"\n')
    edits = (("sizes.py", "1", "2"), ("figure.py", "radius=1", "radius=0.5"), ("scene.py", "SIZE)", "SIZE / 3)"))
    with preview(folder, "Round") as running:
        viewer = Viewer(running)
        viewer.open("Round")
        known = {finished(viewer, set())}
        for name, before, after in edits:
            edit(round_folder / name, before, after)
            known.add(finished(viewer, known))
        viewer.close()
    assert len(known) == 1 + len(edits)


def finished(viewer: Viewer, known: set[str]) -> str:
    """The first finished picture whose step has a key that is not among those known."""
    while True:
        told = viewer.until(target="Round", steps=True, busy=False)
        if told["steps"][0]["key"] not in known:
            assert told["steps"][0]["still"].startswith("still/")
            return str(told["steps"][0]["key"])


def test_no_two_scenes_of_the_lecture_have_one_name() -> None:
    names = [name for file in scene_files(ROOT / "scenes") for name in class_names(file)]
    assert len(names) == len(set(names))
