"""Sessen's own files as keys see them, remembered for all projects, as Python remembers what it has compiled."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from sessen.keys.file_hashes import TICK, sha256
from sessen.keys.modules import engine_folder
from sessen.keys.outline import FORM, Outline, Unit, outline
from sessen.memory import read_as, read_memory, write_memory


class EngineFiles:
    """Reads files of Sessen itself; those that are as they were when they were read are not read again.

    Parameters
    ----------
    fallback
        Where they are remembered if there is no other place for it; None remembers for this process only.
    """

    def __init__(self, fallback: Path | None = None) -> None:
        self._folder = engine_folder()
        self._memory = _memory_of(self._folder) or fallback
        self._rows: dict[str, Any] = read_memory(self._memory) if self._memory else {}
        self._changed = False

    def read(self, path: Path) -> tuple[str, Outline]:
        """The hash of a file, and its outline as one piece: to keys all that Sessen says is one."""
        name = path.relative_to(self._folder).as_posix()
        stamp = _stamp(path)
        row = self._rows.get(name)
        if isinstance(row, list) and row[0] == stamp:
            known = read_as(_from_row, row, f"what is remembered of {path.name}")
            if known is not None:
                return known
        return self._read(path, name, stamp)

    def save(self) -> None:
        """Remember them; a place that cannot be written to only costs time."""
        if self._memory and self._changed:
            write_memory(
                self._memory, {name: row for name, row in self._rows.items() if (self._folder / name).exists()}
            )
            self._changed = False

    def _read(self, path: Path, name: str, stamp: list[int]) -> tuple[str, Outline]:
        data = path.read_bytes()
        digest, made = sha256(data), as_one_piece(outline(data))
        if abs(time.time_ns() - max(stamp[1:3])) > TICK:
            self._rows[name] = [stamp, digest, made.to_json()]
            self._changed = True
        return digest, made


def as_one_piece(found: Outline) -> Outline:
    """The outline with all its pieces in one, which mentions nothing: for sources that are inputs whole."""
    languages = {""}.union(*(unit.digests for unit in found.units))
    digests = {
        language: sha256("\n".join(unit.name + unit.digest(language) for unit in found.units).encode())
        for language in sorted(languages)
    }
    return replace(found, units=(Unit("", digests, frozenset()),))


def _from_row(row: list[Any]) -> tuple[str, Outline]:
    return str(row[1]), Outline.from_json(row[2])


def _stamp(path: Path) -> list[int]:
    found = os.stat(path)
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _memory_of(folder: Path) -> Path | None:
    """The memory in the folder where Python keeps compiled files of Sessen; if it may not, in the user's cache."""
    beside = Path(cache_from_source(str(folder / "__init__.py"))).parent
    name = f"outlines-{FORM}.{sys.implementation.cache_tag}.memory"
    there = next(place for place in (beside, *beside.parents) if place.exists())
    if not sys.dont_write_bytecode and os.access(there, os.W_OK):
        return beside / name
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(caches, "sessen", f"{sha256(os.fsencode(folder))[:16]}-{name}") if os.path.isabs(caches) else None
