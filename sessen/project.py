"""The project that a scene's file belongs to: relative paths, imports and names of files start from its folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_MARKS: Final = ("pyproject.toml", ".git")


@cache
def project_root(file: Path) -> Path:
    """The nearest folder above ``file`` with a project file in it, else the file's own folder."""
    folder = file.resolve().parent
    above = (folder, *folder.parents)
    return next((each for each in above if any((each / mark).exists() for mark in _MARKS)), folder)
