"""The gallery of the documentation: every scene of the lecture and every example, drawn by the build on both papers."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from sessen.catalogue.lecture import read_lecture
from sessen.catalogue.scene_files import scene_files

THEMES: Final = ("dark", "light")


@dataclass(frozen=True)
class Shown:
    """A scene of the gallery.

    Attributes
    ----------
    name
        Its class.
    target
        What the command line calls it.
    summary
        The first line of its docstring.
    source
        What an author copies; empty for scenes of the lecture.
    """

    name: str
    target: str
    summary: str
    source: str = ""


def examples(root: Path) -> list[Shown]:
    """The scenes of all files in ``docs/examples``: a class each with a docstring."""
    return [scene for file in sorted((root / "docs" / "examples").glob("*.py")) for scene in _scenes_of(root, file)]


def _scenes_of(root: Path, file: Path) -> list[Shown]:
    text, target = file.read_text(encoding="utf-8"), file.relative_to(root).as_posix()
    classes = [one for one in _classes(text) if _is_scene(one)]
    return [
        Shown(one.name, f"{target}::{one.name}", _summary(one), ast.get_source_segment(text, one) or "")
        for one in classes
    ]


def _classes(text: str) -> list[ast.ClassDef]:
    return [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]


def _is_scene(node: ast.ClassDef) -> bool:
    bases = [ast.unparse(base) for base in node.bases]
    return not node.name.startswith("_") and any(base.endswith(("Lesson", "Scene")) for base in bases)


def _summary(node: ast.ClassDef) -> str:
    return (ast.get_docstring(node) or node.name).split("\n")[0]


def lecture_scenes(root: Path) -> list[Shown]:
    """The scenes of the lecture in order."""
    folder = root / "scenes"
    classes = [one for file in scene_files(folder) for one in _classes(file.read_text(encoding="utf-8"))]
    summaries = {one.name: _summary(one) for one in classes}
    names = [scene.name for scene in read_lecture(folder / "lecture.toml").scenes]
    return [Shown(name, name, summaries.get(name, name)) for name in names]


def render(root: Path, folder: Path, scenes: Mapping[str, Sequence[Shown]]) -> dict[tuple[str, str], str]:
    """Draw all scenes on both papers; what is in the store already is not drawn again.

    Returns
    -------
    dict
        The picture of a scene (its class and a theme), relative to the folder that ``folder`` is in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    targets = [scene.target for shown in scenes.values() for scene in shown]
    return {
        (name, theme): _saved(poster, folder / f"{name}-{theme}.webp")
        for theme in THEMES
        for name, poster in _posters(root, folder.parent / "build", theme, targets).items()
    }


def _posters(root: Path, out: Path, theme: str, targets: Sequence[str]) -> dict[str, Path]:
    """What ``sessen videos`` made of the scenes, in draft quality: their posters by scene."""
    options = ["-q", "draft", "--theme", theme, "--out", str(out), "--json"]
    command = [sys.executable, "-m", "sessen", "videos", *targets, *options]
    answer = json.loads(subprocess.run(command, cwd=root, stdout=subprocess.PIPE, check=True, text=True).stdout)
    return {
        Path(file["file"]).stem: out / file["file"]
        for built in answer["built"]
        for file in built["files"]
        if file["kind"] == "poster"
    }


def _saved(poster: Path, picture: Path) -> str:
    with Image.open(poster) as image:
        image.convert("RGB").save(picture, quality=85, method=4)
    return f"{picture.parent.name}/{picture.name}"


def gallery_page(title: str, scenes: Sequence[Shown], pictures: Mapping[tuple[str, str], str]) -> str:
    """A section a scene: its summary, its picture as the page is dark or light, its code."""
    return "\n".join([f"# {title}\n", *(_section(scene, pictures) for scene in scenes)])


def _section(scene: Shown, pictures: Mapping[tuple[str, str], str]) -> str:
    lines = [f"## {scene.name}\n", f"{scene.summary}\n"]
    for theme in THEMES:
        if (scene.name, theme) in pictures:
            picture = pictures[scene.name, theme]
            lines.append(f"```{{image}} {picture}\n:alt: {scene.name}: {scene.summary}\n:class: only-{theme}\n```\n")
    if scene.source:
        lines.append(f"```python\n{scene.source}\n```\n")
    return "\n".join(lines)
