"""Probes of the machine: Python, packages, processors and memory, room for what is made."""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from sessen.doctor.finding import CheckFailed
from sessen.installation import program, requirements
from sessen.pool.sizing import cores, memory_available

OLDEST_PYTHON: Final = (3, 11)
#: A worker at 1080p stays below 700 MB; a whole lecture with its store takes less than 1 GB.
LEAST_MEMORY: Final = 1.0e9
LEAST_ROOM: Final = 1.0e9


def python_version() -> str:
    """The version of Python that runs."""
    if sys.version_info < OLDEST_PYTHON:
        raise CheckFailed(f"Python {platform.python_version()} is too old; Sessen needs 3.11 or newer")
    return f"{platform.python_version()} in {sys.prefix}"


def packages() -> str:
    """Whether everything is installed that Sessen itself requires."""
    missing = [name for name in _required() if not is_installed(name)]
    if missing:
        raise CheckFailed(f"not installed: {', '.join(missing)}")
    return f"all {len(_required())} are installed"


def _required() -> list[str]:
    """The names of the packages that Sessen requires, optional ones left out."""
    return sorted(each.package for each in requirements() if not each.extra)


def is_installed(name: str) -> bool:
    """Whether a package of that name is installed."""
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def cores_and_memory() -> str:
    """How many processors may be used, and how much memory is free."""
    memory = memory_available()
    if not memory:
        return f"{cores()} processors"
    if memory < LEAST_MEMORY:
        raise CheckFailed(f"only {memory / 1e9:.1f} GB of memory are free; one worker may take 0.7 GB")
    return f"{cores()} processors, {memory / 1e9:.1f} GB of memory free"


def room_in(folder: Path) -> str:
    """Whether ``folder``, or the nearest one above it that exists, can be written to and has room."""
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(bytes(4096))
    except OSError as error:
        raise CheckFailed(f"cannot write to {place}: {error.strerror or error}", location=str(folder)) from error
    free = shutil.disk_usage(place).free
    if free < LEAST_ROOM:
        raise CheckFailed(
            f"only {free / 1e6:.0f} MB are free in {place}",
            location=str(folder),
            hint=f"make room ('{program()} clean' empties the store), or choose another disk: --out, --store",
        )
    return f"{free / 1e9:.0f} GB free, writable"
