"""Files that belong to a lecture and are no code: data, pictures, sounds, in the folder ``assets`` of its project."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Final

from sessen.errors import SessenError
from sessen.project import project_root
from sessen.suggestions import did_you_mean

FOLDER: Final = "assets"


def asset_of(owner: type, name: str) -> Path:
    """The file ``name`` in the assets of the project that a class is written in.

    Looking for it makes it an input of the picture, whoever opens it afterwards.

    Raises
    ------
    SessenError
        There is no such file, or the name leads out of the folder.
    """
    folder = _project_of(owner) / FOLDER
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SessenError(f"asset '{name}' is outside of {folder}", hint=f"put the file into {folder}")
    if not path.is_file():
        raise SessenError(f"no asset '{name}' in {folder}", hint=_near(folder, name))
    return path


def _project_of(owner: type) -> Path:
    try:
        return project_root(Path(inspect.getfile(owner)))
    except (TypeError, OSError):  # a class that was typed into a notebook has no file
        return project_root(Path.cwd() / "notebook")


def _near(folder: Path, name: str) -> str:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return did_you_mean(name, names) if names else f"put it there: {folder / name}"
