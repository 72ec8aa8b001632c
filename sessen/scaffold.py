"""New lectures and scenes from templates: what a beginner changes instead of writing it."""

from __future__ import annotations

import keyword
import re
import shutil
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from sessen.errors import SessenError

#: Where each template of a lecture goes.
_LECTURE: Final = {
    "lecture.toml.template": "scenes/lecture.toml",
    "pyproject.toml.template": "pyproject.toml",
    "README.md.template": "README.md",
    "test_lecture.py.template": "tests/test_lecture.py",
    "assets.md.template": "assets/README.md",
}
_FIRST_SCENE: Final = "AreaOfASquare"
_NOT_COPIED: Final = ("__pycache__", ".sessen", "build")


def new_lecture(folder: Path, *, source: Path | None = None) -> list[Path]:
    """Write a lecture into a folder, which may be empty or not there yet; returns the files.

    Parameters
    ----------
    source
        The folder of a lecture to copy scenes and assets from; None writes one scene to change.

    Raises
    ------
    SessenError
        Something is in the folder that would be written over, or that belongs to another project.
    """
    taken = [name for name in ("scenes", "assets", "pyproject.toml", "README.md", "tests") if (folder / name).exists()]
    if taken:
        raise SessenError(
            f"{', '.join(taken)} is already in {folder}", hint="name another folder: sessen new lecture FOLDER"
        )
    values = {"name": _package_name(folder), "title": _title(folder.absolute().name)}
    templates = {target: _filled(f"lecture/{name}", values) for name, target in _LECTURE.items()}
    if source is not None:
        templates = {target: text for target, text in templates.items() if not target.startswith(("scenes", "assets"))}
    written = [_write(folder / target, text) for target, text in templates.items()]
    if source is None:
        return [*written, _write(folder / "scenes" / _snake(_FIRST_SCENE) / "scene.py", _scene(_FIRST_SCENE))]
    for name in ("scenes", "assets"):
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns(*_NOT_COPIED))
    return [*written, folder / "scenes" / "lecture.toml"]


def new_scene(name: str, lecture: Path) -> Path:
    """Write a scene called ``name`` beside a lecture file and enter it there; returns its file.

    Parameters
    ----------
    name
        ``AreaOfASquare`` or ``area_of_a_square``.

    Raises
    ------
    SessenError
        The name is no name of a class, or there is such a scene already.
    """
    title = _camel(name)
    if not title.isidentifier() or keyword.iskeyword(title):
        raise SessenError(f"'{name}' cannot be the name of a scene", hint="for example: sessen new scene AreaOfASquare")
    file = lecture.parent / _snake(title) / "scene.py"
    entry = f'\n[[scenes]]\nscene = "{title}"\n'
    text = lecture.read_text(encoding="utf-8")
    if file.parent.exists() or re.search(rf'^\s*scene\s*=\s*["\']{title}["\']', text, re.MULTILINE):
        raise SessenError(f"there is a scene {title} already", location=str(lecture), hint="choose another name")
    _write(file, _scene(title))
    lecture.write_text(text.rstrip("\n") + "\n" + entry, encoding="utf-8")
    return file


def _scene(name: str) -> str:
    return _filled("scene/scene.py.template", {"name": name, "title": _title(name)})


def _filled(template: str, values: Mapping[str, str]) -> str:
    text = files("sessen").joinpath(f"templates/{template}").read_text(encoding="utf-8")
    return Template(text).safe_substitute(values)


def _write(target: Path, text: str) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def _words(name: str) -> list[str]:
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+", name)


def _camel(name: str) -> str:
    return (
        name if re.match(r"[A-Z]", name) else "".join(word[:1].upper() + word[1:] for word in re.split(r"[\W_]+", name))
    )


def _snake(name: str) -> str:
    return "_".join(_words(name)).lower()


def _title(name: str) -> str:
    words = " ".join(_words(name)).lower()
    return (words[:1].upper() + words[1:]) or "A lecture"


def _package_name(folder: Path) -> str:
    """A name that pyproject.toml may hold, from a folder's."""
    return re.sub(r"[^A-Za-z0-9]+", "-", folder.absolute().name).strip("-").lower() or "lecture"
