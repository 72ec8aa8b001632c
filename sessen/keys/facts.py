"""Facts of a machine, other than bytes of files and variables, that a step may depend on: named, and asked again later.

A name says what is asked, as people read it in ``why``: ``kind of data/marks.csv``, ``answer of socket.gethostname()``.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sessen.keys.file_hashes import MISSING, NOBODYS, sha256

KIND: Final = "kind of"
"""Whether there is a file, a folder, a link or nothing."""
STATUS: Final = "size and times of"
LINK: Final = "link at"
ENTRIES: Final = "sizes and times of what is in"
ACCESS: Final = "permissions of"
ANSWER: Final = "answer of"


def fact(name: str, project: Path) -> str:
    """What the fact of that name is now; paths start from the project's folder."""
    for aspect, look in _ASPECTS.items():
        if name.startswith(aspect + " "):
            with suppress(OSError, ValueError):
                return look(os.path.join(project, name[len(aspect) + 1 :]))
            return MISSING
    if name.startswith(ANSWER + " "):
        return _answer(name[len(ANSWER) + 1 :].removesuffix("()"))
    return MISSING


def path_of(name: str) -> str:
    """The path that a fact is about, or nothing."""
    return next((name[len(aspect) + 1 :] for aspect in _ASPECTS if name.startswith(aspect + " ")), "")


def _kind(path: str) -> str:
    return _kind_of(os.stat(path).st_mode)


def _kind_of(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "folder"
    if stat.S_ISLNK(mode):
        return "link"
    return "file" if stat.S_ISREG(mode) else "device"


def _link(path: str) -> str:
    found = os.lstat(path)
    return f"link {sha256(os.fsencode(os.readlink(path)))}" if stat.S_ISLNK(found.st_mode) else "no link"


def _status(path: str) -> str:
    found = os.stat(path)
    size = 0 if stat.S_ISDIR(found.st_mode) else found.st_size
    return sha256(json.dumps([found.st_mode, size, found.st_mtime_ns]).encode())


def _entries(path: str) -> str:
    with os.scandir(path) as entries:
        found = sorted((entry.name, _entry(entry)) for entry in entries if entry.name not in NOBODYS)
    return sha256(json.dumps(found).encode())


def _entry(entry: os.DirEntry[str]) -> str:
    """A folder changes its times whenever something in it does, which is a matter of that."""
    with suppress(OSError):
        return "folder" if entry.is_dir() else _status(entry.path)
    return MISSING


def _access(path: str) -> str:
    return "".join(letter for letter, mode in (("r", os.R_OK), ("w", os.W_OK), ("x", os.X_OK)) if os.access(path, mode))


_ASPECTS: Final[dict[str, Callable[[str], str]]] = {
    KIND: _kind,
    STATUS: _status,
    LINK: _link,
    ENTRIES: _entries,
    ACCESS: _access,
}

ANSWERS: Final = (
    "os.cpu_count",
    "os.getlogin",
    "os.getuid",
    "os.get_terminal_size",
    "os.uname",
    "platform.node",
    "platform.platform",
    "shutil.get_terminal_size",
    "socket.gethostname",
)
"""Functions whose answers are facts when a scene asks for them without arguments."""


def _answer(name: str) -> str:
    module, _, function = name.rpartition(".")
    try:
        found: Any = getattr(__import__(module), function)()
    except (OSError, AttributeError, ImportError) as error:
        return type(error).__name__
    return answer_hash(found)


def answer_hash(answer: object) -> str:
    """What is remembered of an answer."""
    return sha256(repr(answer).encode(errors="surrogateescape"))
