"""Where processes put what is temporary: in a folder of the one that has started them.

A process that is killed, as many are, clears up nothing after itself. What one that started them has left, the next
that works with processes removes.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from sessen.files import remove_abandoned, temporary_prefix


class Scratch:
    """A folder that is made when somebody first asks for it."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def path(self) -> str:
        """Where it is; empty where there is no room for it, and processes have to look for places themselves."""
        if self._folder is None:
            with contextlib.suppress(OSError):
                self._folder = tempfile.TemporaryDirectory(prefix=temporary_prefix(), ignore_cleanup_errors=True)
        return self._folder.name if self._folder is not None else ""

    def remove(self) -> None:
        """Remove it with all that is in it, when those who used it have ended, and what killed ones have left."""
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()
        remove_abandoned(Path(tempfile.gettempdir()))
