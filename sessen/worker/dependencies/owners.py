"""Whose code asks."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from types import FrameType
from typing import Final, Literal

from sessen.keys.places import Places
from sessen.project import installed_folders, is_installed

Owner = Literal["project", "trusted", "other"]

_TRUSTED: Final = frozenset(
    "PIL av cairo manim manimpango mpmath numpy pathops pydub rich scipy sessen skimage srt sympy tqdm typst"
    " contourpy isosurfaces mapbox_earcut moderngl moderngl_window screeninfo svgelements watchdog pygments".split()
)
"""What draws, and asks for variables and places outside of the project on its own account only."""
_HERE: Final = os.path.dirname(os.path.abspath(__file__))


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
    return file.startswith(("<frozen", *_standard_folders())) and "-packages" not in file


@cache
def _standard_folders() -> tuple[str, ...]:
    folders = {os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    return tuple(folder + os.sep for folder in folders | {os.path.dirname(os.path.abspath(os.__file__))})


class Asking(Places):
    """Places of a project, and whether it is the project that asks for one."""

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


# Known before a worker forks, so that no scene has to look.
_standard_folders()
installed_folders()
