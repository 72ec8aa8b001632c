"""What a kind of change is, and how files, links, databases and packages of one are made."""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import tarfile
import wave
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Files = Mapping[str, str | bytes]
Change = Callable[[Path], object] | Files


@dataclass(frozen=True)
class Kind:
    """A program, what lies around it, and a change.

    Parameters
    ----------
    body
        Statements of ``construct``.
    change
        Files to write, or a function of the project's folder.
    top
        What stands before the class.
    files, prepare
        What is there: files, and what a function of the project's folder makes of them.
    before, after
        Variables of the environment, before and after the change.
    always
        Whether the step is drawn every time, for what it reads cannot be told.
    """

    body: str = "pass"
    change: Change = field(default_factory=lambda: {"data.txt": "2"})
    top: str = ""
    files: Files = field(default_factory=lambda: {"data.txt": "1"})
    prepare: Callable[[Path], object] = lambda folder: None
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    always: bool = False


def packed(make: Callable[[bytes], bytes], name: str) -> dict[str, Any]:
    """Files in a packed form, before and after."""
    return {"files": {name: make(b"1")}, "change": {name: make(b"22")}}


def zipped(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("inner.txt", data)
    return buffer.getvalue()


def tarred(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo("inner.txt")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def as_wave(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(data * 800)
    return buffer.getvalue()


def as_png(data: bytes) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (4 * len(data), 4)).save(buffer, "PNG")
    return buffer.getvalue()


def as_npy(data: bytes) -> bytes:
    import numpy as np

    buffer = io.BytesIO()
    np.save(buffer, np.frombuffer(data, np.uint8))
    return buffer.getvalue()


def database(number: int) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "marks.db")) as database:
            database.execute("create table if not exists marks (n)")
            database.execute("insert into marks values (?)", (number,))
            database.commit()

    return write


def git(*words: str) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True)

    return run


def together(*steps: Callable[[Path], object]) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        for step in steps:
            step(folder)

    return run


def link(target: str, name: str = "link") -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return make


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def mode(name: str, mode: int) -> Callable[[Path], None]:
    return lambda folder: (folder / name).chmod(mode)


def older(name: str) -> Callable[[Path], None]:
    return lambda folder: os.utime(folder / name, (1e9, 1e9))


def file_to_folder(folder: Path) -> None:
    (folder / "data" / "a").unlink()
    (folder / "data" / "a").mkdir()


def append(folder: Path, name: str) -> None:
    path = folder / name
    path.write_text(path.read_text() + "        # more\n")


def program(name: str = "tool.sh") -> Callable[[Path], None]:
    return mode(name, 0o755)
