"""Collects what a scene reads: opened files by Python's audit events, and whatever else of this package is told."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from sessen.files import given_temp_dirs
from sessen.keys.facts import ENTRIES, fact
from sessen.keys.file_hashes import folder_digest
from sessen.syscalls.channel import Channel
from sessen.worker.dependencies import blind, environment, lookups, source
from sessen.worker.dependencies.owners import Asking, callers
from sessen.worker.result import Inputs


class DependencyTracer:
    """Collects what is opened, looked for, asked and read from the environment while `tracing`.

    Parameters
    ----------
    root
        The project's folder, which paths are told from.
    own
        Folders of the job's own, whose files are nobody's input.
    channel
        Where what Python does not tell of is seen, if anything does.
    """

    def __init__(self, root: Path, *own: Path, channel: Channel | None = None) -> None:
        self.places = Asking(root, (*own, *given_temp_dirs()))
        self.root = root
        self._channel = channel
        self._files: dict[str, str] = {}
        self._facts: dict[str, str] = {}
        self._environment: dict[str, str | None] = {}
        self._unseen: dict[str, None] = {}
        self._made: set[str] = set()
        self._paused = threading.local()
        self._process = os.getpid()
        self._strangers: frozenset[int | None] = frozenset()

    def inputs(self, modules: tuple[str, ...]) -> Inputs:
        """All that was seen so far, sorted, with the project's ``modules`` that were imported."""
        files, facts, made, unseen = dict(self._files), self._facts, self._made, list(self._unseen)
        if self._channel is not None:
            seen, written, missed = self._channel.found()
            facts = self._channel.facts | facts
            files = {name: known for name, known in files.items() if name not in written} | {
                name: known for name, known in seen.items() if name not in files and name not in made
            }
            unseen += missed
        return Inputs(
            tuple(sorted((self.places.relative_name(name), known) for name, known in files.items())),
            tuple(sorted(self._environment.items())),
            tuple(sorted(self.places.relative_name(name) for name in modules)),
            tuple(sorted(facts.items())),
            tuple(sorted(set(unseen))),
        )

    @contextmanager
    def tracing(self) -> Iterator[None]:
        """Collect while the block runs."""
        _hook.install()
        present = {thread.ident for thread in threading.enumerate()}
        self._strangers = frozenset(present - {threading.get_ident()})
        if self._channel is not None and not self._channel.start(self.root, tuple(map(Path, self.places.own))):
            self._channel = None
        with ExitStack() as self._patches:
            for each in (lookups.wrapped(self), environment.wrapped(self), blind.wrapped(self)):
                for location, name, function in each:
                    self.replace(location, name, function)
            self.replace(source, "pause", self.paused)
            self.replace(_hook, "tracer", self)
            yield

    def replace(self, location: object, name: str, function: object) -> None:
        """Put a function in the place of another for as long as is traced."""
        self._patches.enter_context(patch.object(location, name, function))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """See nothing of this thread while the block runs: it is no business of the scene's."""
        was, self._paused.now = self.is_paused, True
        with self._channel.ignored() if self._channel is not None and not was else nullcontext():
            try:
                yield
            finally:
                self._paused.now = was

    @property
    def is_paused(self) -> bool:
        """Whether this thread, or a process that was forked from this one, is none of the tracer's business."""
        is_strangers = threading.get_ident() in self._strangers or os.getpid() != self._process
        return getattr(self._paused, "now", False) or is_strangers

    @property
    def sees_outside(self) -> bool:
        """Whether other processes and code that is not Python are watched as well."""
        return self._channel is not None

    # -- what is told --------------------------------------------------------------------------------------------

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take an audit event."""
        if self.is_paused:
            return
        with self.paused():
            _HEARD[event](self, *arguments)

    def opened(self, path: object, mode: object, flags: object) -> None:
        """Note a file that is about to be opened, with its hash as it is now."""
        name = path_of(path)
        if name is None:
            return
        if self._channel is not None:
            self._channel.accounted(name)
        if name.startswith("/proc/") and name.endswith("/environ"):
            environment.note_inherited(self)
        if not source.is_read(name):
            if _truncates(mode, flags):
                self.made(name)
            elif _reads(mode, flags):
                self.add(name)

    def listed(self, path: object) -> None:
        """Note a folder whose names are read: any of the project's, others where the project's code asks."""
        name = path_of("." if path is None else path)
        if name is None or source.is_looked_for():
            return
        if self._channel is not None:
            self._channel.accounted(name)
        if name in self._files or name in self._made or self.places.is_shared(name):
            return
        if self.places.is_project_file(name) or self.places.asked_by_project():
            self._files[name] = folder_digest(name)

    def scanned(self, path: object) -> None:
        """Note a folder whose entries are handed out: the project's code may ask them for more than names."""
        self.listed(path)
        name = path_of("." if path is None else path)
        if name in self._files and self.places.owner_of(next(callers())) == "project":
            self.note_fact(f"{ENTRIES} {self.places.relative_name(name)}")

    def imported(self, _module: object, path: object, *_: object) -> None:
        """Note a module that is no Python, such as a compiled one."""
        if isinstance(path, str):
            self.add(os.path.abspath(path))

    def moved(self, old: object, new: object, *_: object) -> None:
        """Follow a file that the scene has made to its new name."""
        before, after = path_of(old), path_of(new)
        if before in self._made and after is not None:
            self.made(after)

    def made(self, name: str) -> None:
        """Take a file for the scene's own from now on: what it reads there it has written itself."""
        if name not in self._files:
            self._made.add(name)

    def add(self, file: str | Path) -> None:
        """Note a file that is read, unless it is the job's own, installed, or made by the scene."""
        name = _source_behind(os.path.abspath(file))
        if name not in self._files and name not in self._made and not self.places.is_shared(name):
            with self.paused():
                self._files[name] = folder_digest(name) if os.path.isdir(name) else digest(name)

    def note_fact(self, name: str, value: str | None = None) -> None:
        """Note what is asked of the machine, with the answer as it is now."""
        if name not in self._facts:
            with self.paused():
                self._facts[name] = fact(name, self.root) if value is None else value

    def note_variable(self, name: str, value: str | None) -> None:
        """Note a variable of the environment, unless the scene has set it itself."""
        if f"${name}" not in self._made:
            self._environment.setdefault(name, value)

    def variable_set(self, name: str) -> None:
        """Take a variable for the scene's own from now on."""
        if name not in self._environment:
            self._made.add(f"${name}")

    def cannot_see(self, reason: str) -> None:
        """Note that something may be read that nobody sees, so that the step is always drawn."""
        self._unseen[reason] = None

    def is_made(self, name: str) -> bool:
        """Whether the scene has made a file itself."""
        return name in self._made


_HEARD: Final[Mapping[str, Callable[..., None]]] = {
    "open": DependencyTracer.opened,
    "import": DependencyTracer.imported,
    "os.rename": DependencyTracer.moved,
    "os.listdir": DependencyTracer.listed,
    "os.scandir": DependencyTracer.scanned,
    **blind.EVENTS,
}


class _Hook:
    """Audit hooks cannot be taken out again, so there is one for the process, with a tracer or without."""

    def __init__(self) -> None:
        self.tracer: DependencyTracer | None = None
        self._installed = False

    def install(self) -> None:
        if not self._installed:

            def heard(event: str, arguments: tuple[Any, ...]) -> None:
                # Python tells of every id() and much else, a million times in a scene; as a method this would take
                # three times as long.
                if event in _HEARD and self.tracer is not None:
                    self.tracer.heard(event, arguments)

            sys.addaudithook(heard)
            self._installed = True


_hook = _Hook()


def digest(name: str) -> str:
    """The sha256 of a file, or ``""`` where there is none to read."""
    try:
        with open(name, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def path_of(path: object) -> str | None:
    """The absolute name that a path stands for; None for what is none, such as the number of an open file."""
    if not isinstance(path, str | bytes | os.PathLike):
        return None
    try:
        return os.path.abspath(os.fsdecode(path))
    except (OSError, ValueError):
        return None


def _source_behind(name: str) -> str:
    """The source of a module whose compiled form is read: that is made from it."""
    if name.endswith(".pyc") and os.path.basename(os.path.dirname(name)) == "__pycache__":
        try:
            return importlib.util.source_from_cache(name)
        except ValueError:
            return name
    return name


def _reads(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return "r" in mode or "+" in mode
    return isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) != os.O_WRONLY


def _truncates(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return "w" in mode or "x" in mode
    return isinstance(flags, int) and bool(flags & (os.O_TRUNC | os.O_EXCL)) and bool(flags & (os.O_WRONLY | os.O_RDWR))
