"""Files that are replaced whole or not at all."""

from __future__ import annotations

import glob
import os
import socket
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

_HERE: Final = f"{zlib.crc32(socket.gethostname().encode()):08x}"


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """A fresh name next to ``target`` to write to; on success it takes its place, on an error it is removed.

    What a process that was killed has left half-written of the same file is removed as well.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    part = target.with_name(f".{target.stem}.{_HERE}-{os.getpid()}-{uuid4().hex[:8]}{target.suffix}")
    try:
        yield part
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def is_running(process: int) -> bool:
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


def _sweep(target: Path) -> None:
    start = f".{target.stem}.{_HERE}-"
    for part in target.parent.glob(f"{glob.escape(start)}*{glob.escape(target.suffix)}"):
        process = part.name.removeprefix(start).partition("-")[0]
        if process.isdigit() and not is_running(int(process)):
            part.unlink(missing_ok=True)
