"""Sessen's own files as keys see them, remembered for all projects, as Python remembers what it has compiled."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final

from sessen.keys.file_hashes import TICK, sha256
from sessen.keys.modules import ENGINE, engine_folder
from sessen.keys.outline import FORM, Outline, Unit, outline
from sessen.memory import WRONG_FORM, note_remade, read_memory, write_memory

#: Modules with their files, and the names of installed packages.
Imports = tuple[tuple[tuple[str, Path], ...], frozenset[str]]
UNSETTLED: Final = ""


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
        remembered = read_memory(self._memory) if self._memory else {}
        self._rows: dict[str, Any] = remembered.get("files", {})
        self._state = _state_of(self._folder)
        is_same = self._state != UNSETTLED and remembered.get("state") == self._state
        self._imports: dict[str, Any] = remembered["imports"] if is_same else {}
        self._outside: frozenset[str] = frozenset(remembered["outside"] if is_same else ())
        self._paths: dict[str, Path] = {}
        self._changed = False

    def read(self, path: Path) -> tuple[str, Outline]:
        """The hash of a file, and its outline as one piece: to keys all that Sessen says is one."""
        name = path.relative_to(self._folder).as_posix()
        stamp = _stamp(path)
        row = self._rows.get(name)
        if isinstance(row, list) and row[0] == stamp:
            try:
                return str(row[1]), Outline.from_json(row[2])
            except WRONG_FORM:
                note_remade(f"what is remembered of {path.name}")
        return self._read(path, name, stamp)

    def imports_of(self, path: Path) -> Imports | None:
        """What a file imports, if all of Sessen is as it was when that was found out."""
        row = self._imports.get(self._name(path))
        if row is None:
            return None
        return tuple((module, self._path(name)) for module, name in row[0]), frozenset(row[1])

    def note_imports(self, path: Path, files: Iterable[tuple[str, Path]], packages: Iterable[str]) -> None:
        """Remember what a file imports: modules of Sessen, and installed packages."""
        row = [[module, self._name(file)] for module, file in files]
        self._imports[self._name(path)] = [row, sorted(packages)]
        self._outside |= {name.partition(".")[0] for _, name, _ in self.read(path)[1].imports}
        self._changed = True

    def may_import_from(self, folders: Iterable[str]) -> bool:
        """Whether there is something in these folders that goes by the name of a module that Sessen imports."""
        return not all(self._outside.isdisjoint(_names_in(folder)) for folder in folders)

    def save(self) -> None:
        """Remember them; a place that cannot be written to only costs time."""
        if self._memory and self._changed:
            files = {name: row for name, row in self._rows.items() if (self._folder / name).exists()}
            outside = sorted(self._outside - {ENGINE})
            kept = {"files": files, "state": self._state, "imports": self._imports, "outside": outside}
            write_memory(self._memory, kept)
            self._changed = False

    def _path(self, name: str) -> Path:
        if name not in self._paths:
            self._paths[name] = self._folder / name
        return self._paths[name]

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

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


def _state_of(folder: Path) -> str:
    """The hash of the names, sizes and times of all files that could be imported; nothing if one has just changed."""
    found: list[tuple[str, int, int, int]] = []
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    found.append((entry.path, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
                elif entry.name != "__pycache__" and entry.is_dir():
                    waiting.append(entry.path)
    is_settled = abs(time.time_ns() - max(max(times) for _, _, *times in found)) > TICK
    return sha256(repr(sorted(found)).encode()) if is_settled else UNSETTLED


def _names_in(folder: str) -> Iterator[str]:
    with suppress(OSError):
        for name in os.listdir(folder or "."):
            yield name.partition(".")[0]


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
