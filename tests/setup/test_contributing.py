"""The scene in CONTRIBUTING.md is tried as a reader would try it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from string import Template
from typing import Any, Final

import pytest

PROJECT: Final = Path(__file__).parents[2]


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """The first block of Python in the document, in a file of the reader's own."""
    blocks = re.findall(r"```python\n(.*?)```", (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "area_of_a_square.py"
    file.write_text(blocks[0], encoding="utf-8")
    return file


def render(*words: str | Path) -> dict[str, Any]:
    """What ``python render.py ... --json`` answers."""
    command = [sys.executable, PROJECT / "render.py", *words, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_scene_to_copy_is_true_and_makes_a_video(scene: Path) -> None:
    """Ten minutes are for writing; a reader must not spend them on our mistakes."""
    folders = ("--out", scene.parent / "build", "--store", scene.parent / "store")
    assert "point_is_on_the_curve" in json.dumps(render("check", scene, *folders))
    render(scene, "-q", "draft", *folders)
    made = {file.name for file in (scene.parent / "build/en").iterdir()}
    assert {"AreaOfASquare.mp4", "AreaOfASquare.png", "AreaOfASquare.vtt"} <= made


def test_the_claim_tells_of_the_mistake_that_the_text_warns_of(scene: Path) -> None:
    """Rule 1: a point that is moved by hand stands elsewhere than on its curve."""
    text = scene.read_text(encoding="utf-8").replace("import Create", "import UP, Create")
    before = "        self.play(self.now.animate"
    scene.write_text(text.replace(before, f"        self.point.clear_updaters().shift(UP)\n{before}"), encoding="utf-8")
    command = [sys.executable, str(PROJECT / "render.py"), "check", str(scene)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 1
    assert "VIOLATED" in done.stdout


def test_the_scene_to_copy_passes_the_linter(scene: Path) -> None:
    for tool in (["ruff", "check"], ["ruff", "format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", *tool, scene], cwd=PROJECT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_a_new_scene_begins_as_the_scene_to_copy_which_is_short(scene: Path) -> None:
    """Blank lines do not count."""
    template = Template((PROJECT / "sessen/templates/scene/scene.py.template").read_text(encoding="utf-8"))
    text = scene.read_text(encoding="utf-8")
    first, rest = template.substitute(name="AreaOfASquare", title="").split("\n", 1)
    assert first.startswith('"""')
    assert text.split("\n", 1)[1] == rest
    assert len([line for line in text.splitlines() if line.strip()]) <= 30
