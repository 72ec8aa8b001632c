"""Packages by what is in their files: an edit in place, other data or another build has the version it had before."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.machinery import all_suffixes
from typing import Final

from sessen.keys.digests import MISSING, Digests, sha256
from sessen.project import is_installed

FILES_OF: Final = "files of the package"
#: What Manim and Sessen load of themselves before any scene, by the names of modules; what a run loads besides is seen.
ENGINE_PACKAGES: Final = (
    "PIL av bs4 budoux cairo contourpy isosurfaces lxml manim manimpango mapbox_earcut mpmath networkx numpy pathops"
    " pydub pygments scipy soupsieve srt svgelements sympy typst".split()
)
_COMPILED: Final = (".so", ".pyd", ".dll", ".dylib")
_PASSING: Final = frozenset({"__pycache__", "node_modules"})


def package_files(packages: Iterable[str], digests: Digests) -> dict[str, str]:
    """The files of all packages that draw, and of those that a scene imports besides."""
    wanted = dict.fromkeys((*ENGINE_PACKAGES, *packages))
    return {f"{FILES_OF} {name}": files_of(name, digests) for name in wanted if places_of(name)}


def imported_packages() -> frozenset[str]:
    """The installed packages of which this process has imported something, Sessen and Python's own left out."""
    files = {name.partition(".")[0]: getattr(module, "__file__", None) for name, module in [*sys.modules.items()]}
    return frozenset(name for name, file in files.items() if file and places_of(name) and name != "sessen")


def files_of(package: str, digests: Digests) -> str:
    """The hash of all files of an installed package, by the name of its module; where it is does not matter."""
    places = places_of(package)
    if not places:
        return MISSING
    return sha256(json.dumps(sorted(_place(place, digests) for place in places)).encode())


def places_of(package: str) -> tuple[str, ...]:
    """The folder or file of an installed package, or the folders that share its name."""
    return _places(package, tuple(sys.path))


@cache
def _places(package: str, path: tuple[str, ...]) -> tuple[str, ...]:
    names = (package, *(package + suffix for suffix in all_suffixes()))
    found = [os.path.join(folder, name) for folder in path for name in names if os.path.exists(f"{folder}/{name}")]
    installed = [place for place in found if is_installed(os.path.abspath(place))]
    first = next((place for place in installed if not _is_shared(place)), None)
    return (first,) if first else tuple(dict.fromkeys(installed))


def _is_shared(place: str) -> bool:
    """Whether it is a folder that several distributions put their modules into."""
    return os.path.isdir(place) and not os.path.exists(os.path.join(place, "__init__.py"))


def _place(place: str, digests: Digests) -> str:
    files = sorted(_files_in(place))
    newest = max((times for _, _, times in files), default=0)
    stamp = sha256(json.dumps(files).encode())
    return digests.remembered(f"{FILES_OF} {place}", [stamp], newest, lambda: _content(place, files))


def _files_in(place: str) -> Iterator[tuple[str, int, int]]:
    """Each file by its path in the package, with its size and the later of its times."""
    if not os.path.isdir(place):
        found = os.stat(place)
        yield os.path.basename(place), found.st_size, max(found.st_mtime_ns, found.st_ctime_ns)
        return
    waiting = [place]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name in _PASSING:
                    continue
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    found = entry.stat(follow_symlinks=entry.is_file())
                    times = max(found.st_mtime_ns, found.st_ctime_ns)
                    yield entry.path[len(place) + 1 :], found.st_size, times


def _content(place: str, files: Iterable[tuple[str, int, int]]) -> str:
    built_here = _built_here(os.path.dirname(place), os.path.basename(place).partition(".")[0])
    whole = os.path.isdir(place)
    lines = []
    for name, _, _ in files:
        # What a machine compiles for itself has other bytes each time; the version stands for it.
        is_own_build = built_here and name.endswith(_COMPILED)
        lines.append([name, built_here if is_own_build else _hash(os.path.join(place, name) if whole else place)])
    return sha256(json.dumps(lines).encode())


def _hash(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return sha256(file.read())
    except OSError:
        return MISSING


def _built_here(folder: str, package: str) -> str:
    """The distribution with its version, if a package was compiled on this machine and not taken as it was built."""
    for metadata in _distributions(folder).get(package, ()):
        text = _text(os.path.join(folder, metadata, "WHEEL"))
        if re.search(r"^Tag: \S+-linux_\w+$", text, re.MULTILINE):
            return metadata
    return ""


@cache
def _distributions(folder: str) -> Mapping[str, list[str]]:
    """The folders of metadata beside some packages, by the modules that they brought."""
    found: dict[str, list[str]] = {}
    for name in os.listdir(folder):
        if name.endswith(".dist-info"):
            record = _text(os.path.join(folder, name, "RECORD"))
            for module in {re.split(r"[/.,]", line, maxsplit=1)[0] for line in record.splitlines()}:
                found.setdefault(module, []).append(name)
    return found


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""
