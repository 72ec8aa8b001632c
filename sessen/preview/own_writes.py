"""Files that scenes write themselves while they run: a preview that started anew for each would never end.

The preview's processes note what they open for writing in a file of their scratch folder, which the preview reads.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_NOTES: Final = "written"
_MOST_RESTARTS: Final = 3
_WRITING: Final = os.O_WRONLY | os.O_RDWR
_EVENTS: Final = frozenset(("open", "os.rename", "os.truncate", "sqlite3.connect"))


def install() -> None:
    """Note what this process, and those that are forked from it, write from now on."""

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        # Python tells of a million things in a scene: all but these few are let go here.
        if event in _EVENTS:
            with contextlib.suppress(OSError, ValueError, TypeError):
                _note(event, arguments)

    sys.addaudithook(heard)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    path: Any = arguments[1] if event == "os.rename" else arguments[0]
    scratch = tempfile.tempdir
    if scratch is None or isinstance(path, int) or (event == "open" and not _writes(*arguments[1:3])):
        return
    name = os.path.abspath(os.fsdecode(path))
    if name.startswith(scratch):
        return
    notes = os.open(os.path.join(scratch, _NOTES), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(notes, os.fsencode(name) + b"\0")  # short enough to stay in one piece beside those of others
    finally:
        os.close(notes)


def _writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return not {*mode}.isdisjoint("wax+")
    return isinstance(flags, int) and bool(flags & _WRITING)


def own_writes(scratch: str) -> frozenset[Path]:
    """All that processes with this scratch folder have written."""
    try:
        noted = (Path(scratch) / _NOTES).read_bytes()
    except OSError:
        return frozenset()
    return frozenset(Path(os.fsdecode(name)) for name in noted.split(b"\0") if name)


@dataclass
class Restarts:
    """How often a view was planned again for what its own scene has written.

    Parameters
    ----------
    left
        Files that are left alone: each restart has changed them.
    """

    count: int = 0
    left: frozenset[Path] = frozenset()

    def allows(self, files: frozenset[Path], own: Iterable[Path]) -> bool:
        """Whether to plan again for changed files, of which a scene has written some ``own`` while it ran."""
        if not files <= frozenset(own):
            self.count, self.left = 0, frozenset()
            return True
        if self.count >= _MOST_RESTARTS:
            self.left |= files
            return False
        self.count += 1
        return True
