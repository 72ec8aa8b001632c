"""Where a lecture's scenes are: each in a file of its own, or in the ``scene.py`` of a folder with its figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

#: The file of a folder that holds the scene; what is beside it belongs to the scene.
SCENE_FILE: Final = "scene.py"


def scene_files(folder: Path) -> Iterator[Path]:
    """The files of a folder that may hold scenes, sorted: ``*.py`` first, then ``*/scene.py``."""
    yield from sorted(folder.glob("*.py"))
    yield from sorted(folder.glob(f"*/{SCENE_FILE}"))


def class_names(file: Path) -> list[str]:
    """The classes at the top level of a file, read by their looks alone: enough to find a scene, and instant."""
    return re.findall(r"^class (\w+)\b", file.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)


def files_with(
    name: str, folders: Iterable[Path], classes: Callable[[Path], Collection[str]] = class_names
) -> list[Path]:
    """The files of the first folder in which a class of that name is; several are for the caller to refuse."""
    for folder in folders:
        if files := [file for file in scene_files(folder) if _mentions(file, name) and name in classes(file)]:
            return files
    return []


def _mentions(file: Path, name: str) -> bool:
    try:
        return name.encode() in file.read_bytes()
    except OSError:
        return True  # whoever reads it will say why it cannot be read


def may_define(file: Path, name: str) -> bool:
    """Whether a class of that name seems to be in a file; one that cannot be read may have any."""
    try:
        return name in class_names(file)
    except OSError:
        return True
