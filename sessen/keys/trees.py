"""Packages by what is in their files: an edit in place, other data or another build has the version it had before."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.machinery import all_suffixes
from typing import Final

from sessen.keys.file_hashes import MISSING, FileHashes, sha256
from sessen.project import is_installed

FILES_OF: Final = "files of the package"
#: What Manim and Sessen load of themselves before any scene, by the names of modules; what a run loads besides is seen.
ENGINE_PACKAGES: Final = (
    "PIL av bs4 budoux cairo contourpy isosurfaces lxml manim manimpango mapbox_earcut mpmath networkx numpy pathops"
    " pydub pygments scipy soupsieve srt svgelements sympy typst".split()
)
_COMPILED: Final = (".so", ".pyd", ".dll", ".dylib")
#: Folders that no picture is made from: compiled forms of what lies beside them, and what tests the large packages.
_COMPILED_FORMS: Final = "__pycache__"
_TESTS: Final = "tests"
_LOCAL_BUILD: Final = re.compile(r"^Tag: \S+-linux_\w+$", re.MULTILINE)


def package_files(packages: Iterable[str], digests: FileHashes) -> dict[str, str]:
    """The files of all packages that draw, and of those that a scene imports besides."""
    wanted = dict.fromkeys((*ENGINE_PACKAGES, *packages))
    return {f"{FILES_OF} {name}": files_of(name, digests) for name in wanted if places_of(name)}


def imported_tops() -> frozenset[str]:
    """The names of all packages and modules that this process has imported."""
    return frozenset(name.partition(".")[0] for name in [*sys.modules])


def packages_since(before: frozenset[str]) -> frozenset[str]:
    """The installed packages of which this process has imported something since."""
    found = imported_tops() - before - sys.stdlib_module_names - {"sessen", *ENGINE_PACKAGES}
    return frozenset(name for name in found if places_of(name))


def files_of(package: str, digests: FileHashes) -> str:
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
    found = [(folder, name) for folder in path for name in names if os.path.exists(f"{folder}/{name}")]
    is_own = package == "sessen"
    installed = [os.path.join(*each) for each in found if is_own or is_installed(os.path.abspath(each[0]))]
    first = next((place for place in installed if not _is_shared(place)), None)
    return (first,) if first else tuple(dict.fromkeys(installed))


def _is_shared(place: str) -> bool:
    """Whether it is a folder that several distributions put their modules into."""
    return os.path.isdir(place) and not os.path.exists(os.path.join(place, "__init__.py"))


def _place(place: str, digests: FileHashes) -> str:
    files = sorted(_files_in(place))
    newest = max((times for _, _, times in files), default=0)
    stamp = sha256(repr(files).encode())
    return digests.remembered(f"{FILES_OF} {place}", [stamp], newest, lambda: _content(place, files))


def _files_in(place: str) -> Iterator[tuple[str, int, int]]:
    """Each file by its path from where packages are, with its size and the later of its times."""
    start = len(os.path.dirname(place)) + 1
    passing = {_COMPILED_FORMS, _TESTS} if place[start:] in ENGINE_PACKAGES else {_COMPILED_FORMS}
    if not os.path.isdir(place):
        found = os.stat(place)
        yield place[start:], found.st_size, max(found.st_mtime_ns, found.st_ctime_ns)
        return
    waiting = [place]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name in passing:
                    continue
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    found = entry.stat()
                    yield entry.path[start:], found.st_size, max(found.st_mtime_ns, found.st_ctime_ns)


def _content(place: str, files: Sequence[tuple[str, int, int]]) -> str:
    folder = os.path.dirname(place)
    installed = _installed(folder)
    lines = [
        [name, installed.hash_of(name, size, time) or _hash(os.path.join(folder, name))] for name, size, time in files
    ]
    return sha256(json.dumps(lines).encode())


def _hash(path: str) -> str:
    """The hash of a file in the form in which installers write it."""
    try:
        with open(path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return MISSING
    return f"sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


@dataclass(frozen=True, slots=True)
class _Installed:
    """What the records of installers say of the files in a folder of packages.

    Parameters
    ----------
    files
        The hash, the size and the distribution of each file, with the time when it was recorded.
    built_here
        The distributions that were compiled on this machine. What a machine compiles for itself has other bytes each
        time; the version stands for them.
    """

    files: Mapping[str, tuple[str, str, str, int]]
    built_here: frozenset[str]

    def hash_of(self, name: str, size: int, time: int) -> str:
        """The hash of a file that has not been touched since it was installed; nothing for others."""
        recorded, length, distribution, when = self.files.get(name, ("", "", "", 0))
        if distribution in self.built_here and name.endswith(_COMPILED):
            return distribution
        return recorded if time <= when and length == str(size) else ""


@cache
def _installed(folder: str) -> _Installed:
    files: dict[str, tuple[str, str, str, int]] = {}
    built_here = set()
    for name in os.listdir(folder):
        if name.endswith(".dist-info"):
            files |= _recorded(os.path.join(folder, name, "RECORD"), name)
            if _LOCAL_BUILD.search(_text(os.path.join(folder, name, "WHEEL"))):
                built_here.add(name)
    return _Installed(files, frozenset(built_here))


def _recorded(record: str, distribution: str) -> dict[str, tuple[str, str, str, int]]:
    text = _text(record)
    found = os.stat(record) if text else None
    when = max(found.st_mtime_ns, found.st_ctime_ns) if found else 0
    rows = (line.rsplit(",", 2) for line in text.splitlines())
    return {row[0].strip('"'): (row[1], row[2], distribution, when) for row in rows if len(row) == 3}


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""
