"""What a preview opens with, found by reading alone: enough for a picture while the scene is being imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sessen.catalogue import LectureScene, read_lecture
from sessen.catalogue.scene_files import class_names, files_with
from sessen.errors import SessenError
from sessen.files import from_here, relative
from sessen.job import SceneRef
from sessen.pipeline import Request
from sessen.pipeline.request import scene_folders
from sessen.targets import parts_of


@dataclass(frozen=True, slots=True)
class FirstTarget:
    """A scene that will be there, if its file can be read.

    Parameters
    ----------
    target
        As on the command line.
    values
        Parameters as the lecture has them.
    step
        The one to show; empty for the first.
    """

    target: str
    scene: SceneRef
    title: Mapping[str, str]
    values: Mapping[str, str]
    step: str


def first_target(request: Request) -> FirstTarget | None:
    """The scene that a request names first, or the lecture's first; None where reading does not tell."""
    try:
        parts = parts_of((request.targets or ("",))[0])
        if parts.file:
            return _in_file(parts.file, parts.scene, parts.step)
        return _in_lecture(request, parts.scene, parts.step)
    except (SessenError, OSError, ValueError):
        return None  # whoever plans it will say what is wrong


def _in_file(name: str, scene: str, step: str) -> FirstTarget | None:
    file = from_here(Path(name))
    known = class_names(file)
    scene = scene or (known[0] if len(known) == 1 else "")
    if scene not in known:
        return None
    return FirstTarget(f"{relative(file)}::{scene}", SceneRef(file, scene), {}, {}, step)


def _in_lecture(request: Request, name: str, step: str) -> FirstTarget | None:
    if request.lecture_file is None:
        return None
    lecture = read_lecture(request.lecture_file)
    entry = next((each for each in lecture.scenes if name in ("", each.called)), None)
    if entry is None or ".." in step:
        return None
    file = entry.file or _search(entry, lecture.file)
    values = dict(entry.parameters)
    return FirstTarget(entry.called, SceneRef(file, entry.name), entry.title, values, step) if file else None


def _search(entry: LectureScene, lecture: Path) -> Path | None:
    files = files_with(entry.name, scene_folders(lecture))
    return files[0] if len(files) == 1 else None
