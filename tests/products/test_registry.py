"""A kind of product, a format of decks and a place for clips come from outside of the package with one row each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.lectures import PATIENCE, copy_to, environment

#: What somebody writes who adds a product of their own: what is made of a plan, how, and the rows.
EXTENSION = """
from dataclasses import dataclass
from pathlib import Path

from sessen.files import atomic_write
from sessen.keys.file_hashes import sha256
from sessen.pipeline.manifest import MadeFile
from sessen.pipeline.product import step_inputs


@dataclass(frozen=True)
class ScriptSpec:
    target: Path
    lines: tuple

    @property
    def inputs(self):
        return [str(self.target), list(self.lines)]


def make_script(spec, tell, store=None):
    data = "\\n".join(spec.lines).encode()
    with atomic_write(spec.target) as part:
        part.write_bytes(data)
    return (MadeFile(spec.target, "script", sha256(data), len(data), 0, 0.0),)


class PlannedScript:
    product = "script"
    step = ""
    make = staticmethod(make_script)

    def __init__(self, plan, scene):
        self.name = self.scene_name = scene.name
        self.source, self.variant, self.steps = scene.scene.address, scene.variant, scene.steps
        self.target = plan.request.out / f"{scene.name}.txt"
        self.scene = scene

    def spec(self, plan, store, found):
        inputs = step_inputs(self.scene, self.scene.steps, found)
        return ScriptSpec(self.target, tuple(each.words.get("en", "") for each in inputs))


class Scripts:
    def of_scene(self, plan, scene):
        return [PlannedScript(plan, scene)]

    def of_plan(self, plan):
        return []


def write_titles(deck, target):
    target.write_text("\\n".join(slide.title for _, slide in deck.slides))


def paste(clips):
    return " ".join(clip.name for clip in clips)
"""
ROWS = """
import sys

from sessen.cli import main
from sessen.products.clips.spec import Format
from sessen.products.clips.targets import TARGETS, SnippetFormat, Target
from sessen.products.decks.writers import WRITERS, DeckFormat
from sessen.products.registry import PRODUCTS, ProductKind

if __name__ == "__main__":
    PRODUCTS["scripts"] = ProductKind("Write what is said.", products="extension:Scripts")
    WRITERS["outline"] = DeckFormat("outline", ".txt", "extension:write_titles")
    TARGETS["projector"] = Target("projector", (Format.MP4,), snippet=SnippetFormat("url", "extension:paste"))
    sys.exit(main())
"""


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_to(tmp_path_factory.mktemp("extended"))
    (folder / "extension.py").write_text(EXTENSION)
    (folder / "extended.py").write_text(ROWS)
    return folder


def run(folder: Path, *words: str) -> Any:
    arguments = [sys.executable, "extended.py", *words, "-q", "draft", "--jobs", "1", "--json"]
    done = subprocess.run(
        arguments, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, env=environment(), check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_kind_of_product_has_a_command_and_is_made_once(lecture: Path) -> None:
    first = run(lecture, "scripts", "Tiny")
    [built] = first["built"]
    assert built["rendered"], "the first build draws the scene"
    script = Path(built["where"])
    written = script.stat().st_mtime_ns
    assert "dot" in script.read_text().lower()
    [again] = run(lecture, "scripts", "Tiny")["built"]
    assert again["rendered"] == []
    assert script.stat().st_mtime_ns == written
    script.unlink()
    [made_again] = run(lecture, "scripts", "Tiny")["built"]
    assert made_again["rendered"] == [], "it is made of what the store has"
    assert script.is_file()


def test_a_format_of_decks_is_written(lecture: Path) -> None:
    [built] = run(lecture, "deck", "--to", "outline", "Tiny")["built"]
    assert Path(built["where"]).suffix == ".txt"
    assert (lecture / built["where"]).read_text().splitlines() == [slide["title"] for slide in built["slides"]]


def test_a_place_for_clips_gets_its_files_and_what_is_pasted_there(lecture: Path) -> None:
    document = run(lecture, "clips", "Tiny::show_dot", "--for", "projector")
    assert {Path(file["file"]).suffix for built in document["built"] for file in built["files"]} >= {".mp4"}
    [pasted] = document["pasted"]
    assert Path(pasted["where"]).name == "projector.url"
    assert pasted["text"] == "Tiny::show_dot"
