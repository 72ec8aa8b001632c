"""Whose a file or folder is, as far as a step may depend on it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sessen.project import is_installed

_DEVICES: Final = ("/proc/", "/sys/", "/dev/")
_DISKS: Final = ("/dev/shm/",)
_SEMAPHORES: Final = "/dev/shm/sem."


class Places:
    """Whose a file or folder is.

    Parameters
    ----------
    root
        The project's folder.
    own
        Folders of the job's own, whose files are nobody's input.
    """

    def __init__(self, root: Path, own: tuple[Path, ...]) -> None:
        self.root = str(root)
        kinds = (os.path.abspath, os.path.realpath)
        self.own = tuple({kind(folder) for folder in own for kind in kinds})

    def is_own(self, name: str) -> bool:
        """Whether it is in a folder of the job's own."""
        return name.startswith(tuple(folder + os.sep for folder in self.own)) or name in self.own

    def is_shared(self, name: str) -> bool:
        """Whether it is no input: the job's own, a device, or installed, which versions stand for."""
        return self.is_own(name) or _is_device(name) or is_installed(name, self.root)

    def is_project_file(self, name: str) -> bool:
        """Whether it belongs to the project, or is its folder."""
        return (name == self.root or name.startswith(self.root.rstrip(os.sep) + os.sep)) and not self.is_shared(name)

    def relative_name(self, name: str) -> str:
        """Its name from the project's folder."""
        path = Path(name)
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


def _is_device(name: str) -> bool:
    return name.startswith(_SEMAPHORES) or (name.startswith(_DEVICES) and not name.startswith(_DISKS))
