"""A copy of the lecture to build and to edit: the real one is left alone."""

from __future__ import annotations

import ast
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from sessen.catalogue.scene_files import class_names, scene_files

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene of the lecture: its class and its file in the copy."""

    name: str
    file: Path


@dataclass(frozen=True, slots=True)
class Lecture:
    """A copy of the lecture in a folder of its own."""

    folder: Path

    @classmethod
    def copied(cls, folder: Path) -> Lecture:
        """Copy what a build reads of the project into ``folder``."""
        shutil.copytree(ROOT / "scenes", folder / "scenes", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "assets", folder / "assets")
        for name in ("pyproject.toml", "render.py"):
            shutil.copy(ROOT / name, folder)
        return cls(folder)

    def scenes(self, names: list[str]) -> list[Scene]:
        """The scenes of ``lecture.toml`` in its order, those in ``names`` if there are any."""
        entries = tomllib.loads((self.folder / "scenes" / "lecture.toml").read_text())["scenes"]
        files = {name: file for file in scene_files(self.folder / "scenes") for name in class_names(file)}
        scenes = [Scene(entry["scene"], files[entry["scene"]]) for entry in entries]
        return [scene for scene in scenes if not names or scene.name in names]


def edit_last_step(scene: Scene) -> str:
    """Let the last step of ``scene`` stand two frames longer, as an edit would; returns the step's name."""
    source = scene.file.read_text()
    bodies = [
        node.body for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == scene.name
    ]
    steps = [node for node in bodies[0] if isinstance(node, ast.FunctionDef) and _is_step(node)]
    lines = source.splitlines(keepends=True)
    lines.insert(steps[-1].body[-1].lineno - 1, "        self.wait_frames(2)\n")
    scene.file.write_text("".join(lines))
    return steps[-1].name


def _is_step(method: ast.FunctionDef) -> bool:
    calls = (mark.func for mark in method.decorator_list if isinstance(mark, ast.Call))
    return any(isinstance(call, ast.Name) and call.id == "step" for call in calls)
