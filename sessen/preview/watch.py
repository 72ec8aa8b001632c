"""Tells when files have changed that somebody looks at, once a burst of writes is over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_QUIET: Final = 0.04  # seconds without another write: editors write a file in several pieces
_READINGS: Final = ("opened", "closed_no_write")


class Watcher(FileSystemEventHandler):
    """Watches the folders of files; what happens to others in them is passed over.

    Parameters
    ----------
    changed
        Called, in a thread of its own, with the files that may have changed.
    """

    def __init__(self, changed: Callable[[frozenset[Path]], None]) -> None:
        self._changed = changed
        self._observer: Any = Observer()
        self._files: set[str] = set()
        self._folders: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._touched: set[str] = set()
        self._timer: threading.Timer | None = None
        self._observer.start()

    def look_at(self, files: Iterable[Path]) -> None:
        """Watch these files too; one that is not there yet is seen when it comes."""
        for file in files:
            name = str(file.absolute())
            folder = str(file.absolute().parent)
            with self._lock:
                self._files.add(name)
                known = folder in self._folders or not Path(folder).is_dir()
                if not known:
                    self._folders[folder] = None
            if not known:
                self._folders[folder] = self._observer.schedule(self, folder)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change, and wait for quiet."""
        if event.event_type in _READINGS:
            return
        with self._lock:
            names = {str(event.src_path), str(event.dest_path or "")}
            if names.isdisjoint(self._files):
                return
            self._touched |= names & self._files
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(_QUIET, self._tell)
            self._timer.daemon = True
            self._timer.start()

    def _tell(self) -> None:
        with self._lock:
            touched, self._touched = self._touched, set()
        if touched:
            self._changed(frozenset(map(Path, touched)))

    def close(self) -> None:
        """Watch no longer."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
        self._observer.stop()
        self._observer.join(2)
