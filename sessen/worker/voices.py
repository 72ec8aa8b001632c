"""A lasting place for spoken words that were bought from a service: manim-voiceover keeps them in Manim's media folder.

That folder is a scratch one here, and what lies in it is gone after each run.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_FOLDER: Final = "voiceovers"


def voices_of(root: Path) -> Path:
    """Where the voices of a project are kept; it need not be there."""
    return root / ".sessen" / _FOLDER


class Voices:
    """Leads from the media folder of one run to the voices of its project.

    Parameters
    ----------
    root
        The project's folder.
    media
        Manim's media folder.
    """

    def __init__(self, root: Path, media: Path) -> None:
        self._kept = voices_of(root)
        self._here = media / _FOLDER

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Lead there while the block runs if anything is kept, and keep afterwards what has come."""
        if self._kept.is_dir():
            self._lead()
        try:
            yield
        finally:
            if self._here.is_dir() and not self._here.is_symlink():
                self._keep()

    def expect(self) -> None:
        """Lead there at once if a library for voices was imported: words that are paid for outlive a killed run."""
        if any("voiceover" in name.rpartition(".")[2] for name in list(sys.modules)) and not self._here.exists():
            with suppress(OSError):
                self._kept.mkdir(parents=True, exist_ok=True)
            self._lead()

    def _lead(self) -> None:
        with suppress(OSError):  # Where links are not allowed, voices are copied.
            self._here.symlink_to(self._kept, target_is_directory=True)
            return
        with suppress(OSError):
            shutil.copytree(self._kept, self._here)

    def _keep(self) -> None:
        with suppress(OSError):
            self._kept.mkdir(parents=True, exist_ok=True)
            shutil.copytree(self._here, self._kept, dirs_exist_ok=True)
