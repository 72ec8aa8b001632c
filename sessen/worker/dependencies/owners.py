"""Whose code asks, and whose file a file is."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Final, Literal

from sessen.project import is_installed

Owner = Literal["project", "trusted", "other"]

_TRUSTED: Final = frozenset(
    "PIL av cairo manim manimpango mpmath numpy pathops pydub rich scipy sessen skimage srt sympy tqdm typst"
    " contourpy isosurfaces mapbox_earcut moderngl moderngl_window screeninfo svgelements watchdog pygments".split()
)
"""What draws, and asks for variables and places outside of the project on its own account only."""
_HERE: Final = os.path.dirname(os.path.abspath(__file__))
_DEVICES: Final = ("/proc/", "/sys/", "/dev/")
_DISKS: Final = ("/dev/shm/",)


def callers(depth: int = 1) -> Iterator[FrameType]:
    """The frames of those who called, the nearest first, without this package's own."""
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None:
        if not frame.f_code.co_filename.startswith(_HERE):
            yield frame
        frame = frame.f_back


def is_worker() -> bool:
    """Whether the nearest code that is not Python's own is the worker's."""
    for frame in callers(2):
        if not is_standard(frame.f_code.co_filename):
            return str(frame.f_globals.get("__name__", "")).startswith("sessen.worker")
    return False


@cache
def owner_of(file: str, package: str, root: str) -> Owner:
    """Whose code is in a file; ``package`` is what it belongs to, by the name of its module."""
    if file.startswith("<"):
        return "other"
    if not is_installed(os.path.abspath(file), root):
        return "project"
    return "trusted" if package in _TRUSTED else "other"


@cache
def is_standard(file: str) -> bool:
    """Whether a file of code is Python's own."""
    folders = {os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    folders |= {os.path.dirname(os.path.abspath(os.__file__))}
    return file.startswith(("<frozen", *(f"{folder}{os.sep}" for folder in folders))) and "-packages" not in file


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
        self._own = tuple({kind(folder) for folder in own for kind in kinds})

    def is_own(self, name: str) -> bool:
        """Whether it is in a folder of the job's own."""
        return name.startswith(tuple(folder + os.sep for folder in self._own)) or name in self._own

    def is_nobodys(self, name: str) -> bool:
        """Whether it is no input: the job's own, a device, or installed, which versions stand for."""
        return self.is_own(name) or _is_device(name) or is_installed(name, self.root)

    def is_projects(self, name: str) -> bool:
        """Whether it belongs to the project, or is its folder."""
        return (name == self.root or name.startswith(self.root.rstrip(os.sep) + os.sep)) and not self.is_nobodys(name)

    def asked_by_project(self) -> bool:
        """Whether the project's own code asks, through the standard library or other packages if need be."""
        for frame in callers(2):
            owner = self.owner_of(frame)
            if owner != "other":
                return owner == "project"
        return False

    def owner_of(self, frame: FrameType) -> Owner:
        """Whose code runs in a frame."""
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        return owner_of(frame.f_code.co_filename, package, self.root)

    def told(self, name: str) -> str:
        """Its name from the project's folder."""
        path = Path(name)
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


def _is_device(name: str) -> bool:
    return name.startswith(_DEVICES) and not name.startswith(_DISKS)
