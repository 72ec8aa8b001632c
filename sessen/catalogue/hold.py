"""Inside a worker: who has hold of a scene's class besides the lecture and Sessen, and may call its methods."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from sessen.project import is_installed, project_root

#: Packages whose classes call none but their own methods of the scenes that are derived from them.
_KNOWN: Final = frozenset({"builtins", "manim", "sessen", "manim_voiceover", "manim_slides", "abc", "typing"})


def hooks_of(scene: type[Any], steps: Iterable[str], file: Path) -> tuple[str, ...]:
    """The steps that have the name of a member of a class outside of the lecture, which calls it when it likes to."""
    outside = [base for base in scene.__mro__ if not _is_own(base, file)]
    return tuple(step for step in steps if any(step in vars(base) for base in outside))


def is_foreign(scene: type[Any], file: Path) -> bool:
    """Whether the scene is made by, or derived from, a class of a package of which nothing is known."""
    return any(not _is_own(each, file) and _package(each) not in _KNOWN for each in (type(scene), *scene.__mro__))


def _package(each: type[Any]) -> str:
    return each.__module__.partition(".")[0]


def _is_own(each: type[Any], file: Path) -> bool:
    source = getattr(sys.modules.get(each.__module__), "__file__", None)
    return source is not None and not is_installed(source, str(file.resolve().parent), str(project_root(file)))
