"""Tells when files say something else that somebody looks at, once a burst of writes is over."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from sessen.keys import FileHashes

_QUIET: Final = 0.04  # seconds without another write: editors write a file in several pieces
_POLL_INTERVAL: Final = 0.5  # seconds
_READINGS: Final = ("opened", "closed_no_write")
_GOING: Final = ("deleted", "moved")
_GONE: Final = (0, 0)


class Watcher(FileSystemEventHandler):
    """Watches the folders of files; what happens to others in them is passed over, and so is a save without a change.

    Parameters
    ----------
    changed
        Called, in a thread of its own, with the files whose bytes have changed.
    """

    def __init__(self, changed: Callable[[frozenset[Path]], None]) -> None:
        self._changed = changed
        self._observer: Any = Observer()
        self._hashes = FileHashes()
        self._known: dict[str, str] = {}
        self._folders: dict[str, tuple[tuple[int, int], Any]] = {}
        self._lost: set[str] = set()
        self._home = os.getcwd()
        self._lock = threading.RLock()
        self._arming = threading.Lock()  # not the same: the observer tells of events with its own lock held
        self._touched: set[str] = set()
        self._timer: threading.Timer | None = None
        self._closed = threading.Event()
        self._observer.start()
        threading.Thread(target=self._follow, daemon=True).start()

    def watch(self, files: Iterable[Path]) -> None:
        """Watch these files too; one that is not there yet is seen when it comes."""
        with self._lock:
            new = {str(file.absolute()) for file in files} - self._known.keys()
            self._known |= {name: self._hashes.hash_of(name) for name in new}
        with self._arming:
            for folder in {os.path.dirname(name) for name in new} - self._folders.keys():
                self._folders[folder] = _GONE, None
                self._arm(folder)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change, and wait for quiet."""
        if event.event_type in _GOING and str(event.src_path) in self._folders:
            self._lost.add(str(event.src_path))  # one that comes at once in its place may have its very number
        if event.event_type not in _READINGS:
            self._touch({str(event.src_path), str(event.dest_path or "")})

    def _touch(self, names: set[str]) -> None:
        with self._lock:
            touched = names & self._known.keys()
            if not touched:
                return
            self._touched |= touched
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(_QUIET, self._notify)
            self._timer.daemon = True
            self._timer.start()

    def _notify(self) -> None:
        with self._lock:
            touched, self._touched = self._touched, set()
            now = {name: self._hashes.hash_of(name) for name in touched}
            changed = [name for name, known in now.items() if self._known[name] != known]
            self._known |= now
        if changed:
            self._changed(frozenset(map(Path, changed)))

    # -- folders that come and go --------------------------------------------------------------------------------

    def _follow(self) -> None:
        """A folder that is deleted takes its watch along, and one that is made again is another: look now and then."""
        while not self._closed.wait(_POLL_INTERVAL):
            with self._arming:
                lost, self._lost = self._lost, set()
                known = self._folders.items()
                moved = [folder for folder, (seen, _) in known if folder in lost or _identity(folder) != seen]
                for folder in moved:
                    self._arm(folder)
            if moved:
                self._return_home()
                with self._lock:
                    names = {name for name in self._known if os.path.dirname(name) in moved}
                self._touch(names)

    def _arm(self, folder: str) -> None:
        _, watch = self._folders[folder]
        identity = _identity(folder)
        if watch is not None:
            with contextlib.suppress(KeyError, OSError):
                self._observer.unschedule(watch)
        watch = None
        if identity != _GONE:
            try:
                watch = self._observer.schedule(self, folder)
            except OSError:
                identity = _GONE  # it has gone just now
        self._folders[folder] = identity, watch

    def _return_home(self) -> None:
        """Stand in the folder again in which the preview was started: this process still stands in the deleted one."""
        with contextlib.suppress(OSError):
            os.chdir(self._home)

    def close(self) -> None:
        """Watch no longer."""
        self._closed.set()
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
        self._observer.stop()
        self._observer.join(2)


def _identity(folder: str) -> tuple[int, int]:
    """What tells a folder from another of the same name."""
    try:
        found = os.stat(folder)
    except OSError:
        return _GONE
    return found.st_dev, found.st_ino
