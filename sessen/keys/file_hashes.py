"""Hashes of files, remembered as long as a file has the size, times and inode it had when it was hashed."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from sessen.memory import read_memory, write_memory

#: A file that changed so shortly before it was hashed could change again without its times showing it.
TICK: Final = 2_000_000_000
MISSING: Final = "missing"
FOLDER: Final = "folder"
#: What Python and Sessen keep beside a scene, and no scene looks for.
NOBODYS: Final = ("__pycache__", ".sessen")


def sha256(data: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


class FileHashes:
    """The SHA-256 of files, remembered in one small file between builds.

    Parameters
    ----------
    memory
        Where to remember; None remembers for this process only.
    """

    def __init__(self, memory: Path | None = None, *, now: Callable[[], int] = time.time_ns) -> None:
        self._memory = memory
        self._now = now
        self._known: dict[str, list[Any]] = read_memory(memory) if memory else {}
        self._changed = False

    def hashes_of(self, paths: Iterable[str | os.PathLike[str]]) -> list[str]:
        """The hashes of what is at some paths."""
        return list(map(self.hash_of, paths))

    def hash_of(self, path: str | os.PathLike[str]) -> str:
        """The hash of what is there: of a file's bytes, of a folder's names, or the word that nothing is there."""
        name = os.fspath(path)
        try:
            found = os.stat(name)
            if os.path.isdir(name):
                return folder_digest(name)
        except OSError:
            return MISSING
        stamp = [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
        known = self._known.get(name)
        if isinstance(known, list) and known[1:] == stamp:
            return str(known[0])
        return self._hash(name, stamp)

    def _hash(self, name: str, stamp: list[int]) -> str:
        try:
            with open(name, "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return MISSING
        if abs(self._now() - max(stamp[1:3])) > TICK:
            self._known[name] = [digest, *stamp]
            self._changed = True
        return digest

    def remembered(self, name: str, stamp: list[Any], newest: int, make: Callable[[], str]) -> str:
        """The hash of something that is not one file, made again when its stamp is another than when it was made.

        Parameters
        ----------
        newest
            The latest time in the stamp, in nanoseconds.
        """
        known = self._known.get(name)
        if isinstance(known, list) and known[1:] == stamp:
            return str(known[0])
        digest = make()
        if abs(self._now() - newest) > TICK:
            self._known[name] = [digest, *stamp]
            self._changed = True
        return digest

    def save(self) -> None:
        """Remember for the next build; a place that cannot be written to only costs time."""
        if self._memory and self._changed:
            write_memory(self._memory, self._known)
            self._changed = False


def folder_digest(name: str) -> str:
    """The hash of a folder's names, and of which of them are folders, or the word that nothing is there."""
    try:
        with os.scandir(name) as entries:
            names = sorted(entry.name + os.sep * entry.is_dir() for entry in entries if entry.name not in NOBODYS)
    except OSError:
        return MISSING
    return f"{FOLDER} {sha256(json.dumps(names).encode())}"


def read_json(path: Path) -> dict[str, Any]:
    """The object in a file; one that is missing, or no JSON, is an empty one."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def keep_recent(old: Mapping[str, Any], new: Mapping[str, Any], most: int = 2000) -> dict[str, Any]:
    """Both together, the new ones last, and of the old ones no more than a memory should hold."""
    kept = [(name, value) for name, value in old.items() if name not in new]
    return dict([*kept[-max(most - len(new), 0) :], *new.items()] if len(new) < most else new.items())
