"""Sees what a scene depends on while it runs.

Files opened, files and folders looked for or into, environment variables read, project modules imported.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

from sessen.keys.file_hashes import folder_digest
from sessen.project import is_installed
from sessen.worker.result import Inputs

# Reading source for an import, a traceback or a warning is no input of the picture; modules are recorded by themselves.
_SOURCE_READERS = ("<frozen importlib", "linecache.py", "tokenize.py", "inspect.py", "traceback.py")
_HEARD = frozenset(("open", "os.listdir", "os.scandir"))
_DEVICES = ("/proc/", "/sys/", "/dev/")
_ENVIRON_PLUMBING = (os.__file__, "<frozen os>", "<frozen _collections_abc>", "_collections_abc.py")


class Observer:
    """Collects what is opened, read from the environment and imported while `watching`.

    Parameters
    ----------
    root
        The project's folder, which paths are told from.
    scratch
        A folder of the job's own, whose files are nobody's input.
    """

    def __init__(self, root: Path, scratch: Path) -> None:
        self._root = root
        self._scratch = os.path.realpath(scratch) + os.sep
        self._files: dict[str, str] = {}
        self._environment: dict[str, str | None] = {}
        self._busy = False

    def inputs(self, modules: tuple[str, ...]) -> Inputs:
        """All that was seen so far, sorted, with the project's ``modules`` that were imported."""
        files = sorted((self._told(name), known) for name, known in self._files.items())
        return Inputs(
            tuple(files), tuple(sorted(self._environment.items())), tuple(sorted(self._told(name) for name in modules))
        )

    def _told(self, name: str) -> str:
        path = Path(name)
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else path.as_posix()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Collect while the block runs."""
        _hook.install()
        reader = type(os.environ).__getitem__
        with (
            patch.object(type(os.environ), "__getitem__", self._reading(reader)),
            patch.object(os, "stat", self._looking(os.stat)),
            patch.object(_hook, "observer", self),
        ):
            yield

    @contextmanager
    def resting(self) -> Iterator[None]:
        """See nothing while the block runs: what is done with a finished step is no input of the next."""
        was_busy, self._busy = self._busy, True
        try:
            yield
        finally:
            self._busy = was_busy

    def file_opened(self, path: object, mode: object, flags: object) -> None:
        """Note a file that is about to be opened, with its hash as it is now; called by the audit hook."""
        if self._busy or not _reads(mode, flags) or not isinstance(path, str | bytes | os.PathLike):
            return
        self._busy = True
        try:
            name = os.path.abspath(os.fsdecode(path))
            if name not in self._files and not self._is_nobodys(name) and not _opened_for_source():
                self._files[name] = digest(name)
        finally:
            self._busy = False

    def looked(self, path: object) -> None:
        """Note a file or folder of the project that was looked for, or a folder whose names were read.

        Outside of the project libraries look around for reasons of their own.
        """
        if self._busy or not isinstance(path, str | bytes | os.PathLike):
            return
        self._busy = True
        try:
            name = os.path.abspath(os.fsdecode(path))
            if name not in self._files and self._is_projects(name) and not _opened_for_source():
                self._files[name] = folder_digest(name) if os.path.isdir(name) else digest(name)
        finally:
            self._busy = False

    def note(self, path: Path) -> None:
        """Note a file that is read where Python does not see it, by a library written in C."""
        self._files.setdefault(os.path.abspath(path), digest(os.path.abspath(path)))

    def _is_nobodys(self, name: str) -> bool:
        return (
            name.startswith((self._scratch, *_DEVICES)) or name.endswith(".pyc") or is_installed(name, str(self._root))
        )

    def _is_projects(self, name: str) -> bool:
        inside = name.startswith(str(self._root) + os.sep) and not self._is_nobodys(name)
        return inside and not name.endswith((".py", os.sep + "__pycache__"))

    def _looking(self, stat: Any) -> Any:
        # Whether something is there is asked through os.stat, by os.path and pathlib alike; Python tells no audit hook.
        def looking(path: Any, *arguments: Any, **options: Any) -> Any:
            self.looked(path)
            return stat(path, *arguments, **options)

        return looking

    def _reading(self, reader: Any) -> Any:
        def getitem(environ: Any, key: str) -> Any:
            if _asked_by_project():
                self._environment.setdefault(key, _value(reader, environ, key))
            return reader(environ, key)

        return getitem


class _Hook:
    """Audit hooks cannot be taken out again, so there is one for the process, with an observer or without."""

    def __init__(self) -> None:
        self.observer: Observer | None = None
        self._installed = False

    def install(self) -> None:
        if not self._installed:

            def heard(event: str, arguments: tuple[Any, ...]) -> None:
                # Python tells of every id() and much else, a million times in a scene; as a method this would take
                # three times as long.
                if event in _HEARD and self.observer is not None:
                    self._tell(self.observer, event, arguments)

            sys.addaudithook(heard)
            self._installed = True

    def _tell(self, observer: Observer, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            observer.file_opened(*arguments)
        else:
            observer.looked(*arguments)


_hook = _Hook()


def digest(name: str) -> str:
    """The sha256 of a file, or ``""`` where there is none to read."""
    try:
        with open(name, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _reads(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return "r" in mode or "+" in mode
    return isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) != os.O_WRONLY


def _value(reader: Any, environ: Any, key: str) -> str | None:
    try:
        value: str = reader(environ, key)
        return value
    except KeyError:
        return None


def _callers() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        yield frame
        frame = frame.f_back


def _opened_for_source() -> bool:
    return any(any(reader in frame.f_code.co_filename for reader in _SOURCE_READERS) for frame in _callers())


def _asked_by_project() -> bool:
    """Whether the nearest caller outside the environment's own plumbing is a file of the project."""
    for frame in _callers():
        name = frame.f_code.co_filename
        if name != __file__ and not name.endswith(_ENVIRON_PLUMBING):
            return not name.startswith("<") and not is_installed(os.path.abspath(name))
    return False
