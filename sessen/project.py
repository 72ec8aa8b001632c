"""The project that a scene's file belongs to: relative paths, imports and names of files start from its folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_MARKS: Final = ("pyproject.toml", ".git")


def project_root(file: Path) -> Path:
    """The nearest folder above ``file`` with a project file in it, else the file's own folder."""
    # What a relative path or a link means may change, so only the folder that it leads to is remembered.
    return _root_of(file.resolve().parent)


@cache
def _root_of(folder: Path) -> Path:
    above = (folder, *folder.parents)
    return next((each for each in above if any((each / mark).exists() for mark in _MARKS)), folder)
