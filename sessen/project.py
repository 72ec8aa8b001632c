"""Whose a file is: the folder of a scene's project, and what is installed and no project's.

Relative paths, imports and names of files start from the project's folder.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache
from pathlib import Path
from typing import Final

import sessen

_MARKS: Final = ("pyproject.toml", ".git")
_PYTHON: Final = ("stdlib", "platstdlib", "purelib", "platlib")


def project_root(file: Path) -> Path:
    """The nearest folder above ``file`` with a project file in it, else the file's own folder."""
    # What a relative path or a link means may change, so only the folder that it leads to is remembered.
    return _root_of(file.resolve().parent)


@cache
def _root_of(folder: Path) -> Path:
    above = (folder, *folder.parents)
    return next((each for each in above if any((each / mark).exists() for mark in _MARKS)), folder)


@cache
def is_installed(path: str, *own: str) -> bool:
    """Whether a file belongs to Python, to an installed package or to Sessen, and so to no lecture.

    The innermost folder decides. A lecture inside of a virtual environment is a lecture, and so is one that was
    installed; an environment inside of a lecture's folder is none of its files.

    Parameters
    ----------
    path
        The absolute path of a file or a folder.
    own
        Folders that are a lecture's: that of the scene's file, and the project's.
    """
    return _depth(path, installed_folders()) > _depth(path, _spellings(own))


def _depth(path: str, folders: frozenset[str]) -> int:
    """The length of the innermost of some folders that a path is in; 0 if it is in none."""
    return max((len(folder) for folder in folders if (path + os.sep).startswith(folder)), default=0)


@cache
def _spellings(folders: tuple[str, ...]) -> frozenset[str]:
    """Folders as they are written and without links, each with a separator behind it."""
    found = {made(folder) for folder in folders for made in (os.path.abspath, os.path.realpath)}
    return frozenset(folder.rstrip(os.sep) + os.sep for folder in found)


@cache
def installed_folders() -> frozenset[str]:
    """Where Python keeps itself and what is installed, with a separator behind each; Sessen's own folder is one."""
    assert sessen.__file__
    places = [place for place in sys.path if place.endswith(("site-packages", "dist-packages"))]
    return _spellings((*map(sysconfig.get_path, _PYTHON), *places, os.path.dirname(sessen.__file__)))
