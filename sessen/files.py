"""Files that are replaced whole or not at all."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shutil
import socket
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Final
from uuid import uuid4

from sessen.errors import SessenError

_HOST_ID: Final = f"{zlib.crc32(socket.gethostname().encode()):08x}"
#: Bytes of a name made from a text: two of them, and what is put round them, stay far below the 255 of all systems.
_LONGEST: Final = 60
_TEMPORARY: Final = f"sessen-{_HOST_ID}-"
#: Called with a target and with what is about to take its place.
BeforeReplacing = Callable[[Path, Path], None]
_before_replacing: ContextVar[BeforeReplacing | None] = ContextVar("before_replacing", default=None)


def from_here(path: Path, folder: Path | None = None) -> Path:
    """The absolute path that ``path`` means in the working directory as it is now, which a scene may change later.

    Parameters
    ----------
    folder
        Another one to start from.

    Raises
    ------
    SessenError
        The working directory is gone.
    """
    if path.is_absolute():
        return path
    try:
        whole = (folder or Path.cwd()) / path
    except OSError as error:
        raise SessenError(
            "the folder that you are in does not exist any more", hint="cd to one that does, and run it again"
        ) from error
    # `..` behind a link leads to where the link points, so it cannot be taken out by looking at the text alone.
    return whole.parent.resolve() / whole.name if ".." in whole.parts else whole


def relative(path: Path) -> str:
    """A path as short as it can be told from the working directory."""
    if not path.is_absolute():
        return str(path)
    try:
        here = Path.cwd()
    except OSError:
        return str(path)
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def safe_name(text: str) -> str:
    """A short file name for any text, the same for the same text; names of methods stay as they are.

    It has no signs that a system or a shell takes for something else. Longer ones are cut, and end in a few letters
    that tell them apart.
    """
    plain = re.sub(r"[^\w\-.]+", "_", unicodedata.normalize("NFC", text)).strip("._") or "step"
    kept = plain.encode()[:_LONGEST].decode(errors="ignore")
    return plain if kept == plain else f"{kept}-{zlib.crc32(text.encode()):08x}"


@contextmanager
def moved_into_place(part: Path, target: Path) -> Iterator[Path]:
    """A file to write to, ``part``: it takes the place of ``target`` after the block, and is gone in any case."""
    try:
        yield part
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def atomic_write(target: Path) -> Iterator[Path]:
    """A fresh name next to ``target`` to write to; on success it takes its place, on an error it is removed.

    What a process that was killed has left half-written of the same file is removed as well.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_stale(target)
    part = target.with_name(f".{target.stem}.{_HOST_ID}-{os.getpid()}-{uuid4().hex[:8]}{target.suffix}")
    with moved_into_place(part, target):
        yield part
        if (look := _before_replacing.get()) is not None:
            look(target, part)


@contextmanager
def before_replacing(look: BeforeReplacing) -> Iterator[None]:
    """While the block runs, `replaced` calls ``look`` before a file takes its place; what that raises keeps it out."""
    token = _before_replacing.set(look)
    try:
        yield
    finally:
        _before_replacing.reset(token)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes that ask for the same folder out while the block runs; without a word where that cannot be.

    The lock is on the folder itself, so that nothing is left lying in it.
    """
    if os.name == "nt":  # no folder can be locked there; to lose a race costs a row that the next build writes
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def temporary_prefix() -> str:
    """What the name of a temporary folder begins with, so that others know whose it is when this process was killed."""
    return f"{_TEMPORARY}{os.getpid()}-"


def remove_abandoned(folder: Path) -> None:
    """Remove the temporary folders of processes of this machine that have ended without doing so."""
    with contextlib.suppress(OSError):
        for each in [*folder.glob(f"{_TEMPORARY}*"), *folder.glob(f".{_TEMPORARY}*")]:
            process = each.name.lstrip(".").removeprefix(_TEMPORARY).partition("-")[0]
            if process.isdigit() and not process_exists(int(process)):
                shutil.rmtree(each, ignore_errors=True)


def process_exists(process: int) -> bool:
    """Whether a process of this machine is there; on Windows, where asking could end it, always."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove_stale(target: Path) -> None:
    start = f".{target.stem}.{_HOST_ID}-"
    for part in target.parent.glob(f"{glob.escape(start)}*{glob.escape(target.suffix)}"):
        process = part.name.removeprefix(start).partition("-")[0]
        if process.isdigit() and not process_exists(int(process)):
            part.unlink(missing_ok=True)


def file_of(stem: Path, ending: str) -> Path:
    """The file of that ending; a stem may have points of its own."""
    return stem.with_name(f"{stem.name}.{ending}")


def use_temp_dir(path: str) -> None:
    """Let this process put everything temporary into the folder at ``path``, if that is not empty."""
    import tempfile  # which a build with nothing to do does not need

    if path:
        tempfile.tempdir = path
        _given.append(Path(path))


def given_temp_dirs() -> tuple[Path, ...]:
    """The folders that this process was given: all that is in them was made by it and its like."""
    return tuple(_given)


_given: list[Path] = []
