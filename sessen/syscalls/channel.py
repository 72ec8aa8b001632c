"""The side of the process that is watched: it asks for being held, and what was found meanwhile."""

from __future__ import annotations

import json
import os
import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sessen.syscalls.filter import install
from sessen.syscalls.numbers import MACHINE
from sessen.syscalls.page import Page

LENGTH: Final = struct.Struct("=Q")


class Channel:
    """Leads from a forked process to the supervisor that it was forked from."""

    def __init__(self, line: socket.socket, page: Page) -> None:
        self._line = line
        self._page = page
        self._process = os.getpid()
        self._thread = threading.get_native_id()
        self._depth = 0
        self._files: dict[str, str] = {}
        self._made: set[str] = set()
        self._missed: dict[str, None] = {}
        self.facts: dict[str, str] = {}

    def start(self, root: Path, own: tuple[Path, ...]) -> bool:
        """Be watched from now on, for the rest of this process's life; False where the system cannot."""
        if MACHINE is None or not self._is_answered():
            return False
        told = json.dumps({"root": str(root), "own": [str(folder) for folder in own]}).encode()
        self._page.ignore(self._thread)
        try:
            listener = install(MACHINE)
        except (OSError, AttributeError):
            self._page.ignore(0)
            return False
        socket.send_fds(self._line, [told], [listener])
        os.close(listener)
        self._page.ignore(0)
        return True

    def _is_answered(self) -> bool:
        """Whether somebody is there to look: nobody else could let a held call go on."""
        with suppress(OSError):
            self._line.sendall(b"!")
            return self._line.recv(1) == b"!"
        return False

    @contextmanager
    def ignored(self) -> Iterator[None]:
        """Have the supervisor pass over what the scene's thread does while the block runs in it."""
        if not self._is_scenes():
            yield
            return
        self._depth += 1
        self._page.ignore(self._thread)
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self._page.ignore(0)

    def accounted(self, name: str) -> None:
        """Say that the next opening of a file is one that Python has told of."""
        if self._is_scenes():
            self._page.account(os.fsencode(name))

    def _is_scenes(self) -> bool:
        """Whether this is the thread that the scene runs in; others are looked at without exception."""
        return os.getpid() == self._process and threading.get_native_id() == self._thread

    def found(self) -> tuple[Mapping[str, str], frozenset[str], tuple[str, ...]]:
        """Hashes of what was opened, names of what was made by the process itself, and what stayed unseen."""
        self._line.sendall(b"?")
        (length,) = LENGTH.unpack(_received(self._line, LENGTH.size))
        news = json.loads(_received(self._line, length))
        self._files |= news["files"]
        self.facts |= news["facts"]
        self._made.update(news["made"])
        self._missed |= dict.fromkeys(news["missed"])
        return self._files, frozenset(self._made), tuple(self._missed)


def _received(line: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        piece = line.recv(length - len(data))
        if not piece:
            raise EOFError("the supervisor has gone")
        data += piece
    return data


def is_supported() -> bool:
    """Whether this system can be asked at all; it may still refuse."""
    try:
        with open("/proc/sys/kernel/seccomp/actions_avail", encoding="ascii") as file:
            return MACHINE is not None and "user_notif" in file.read()
    except OSError:
        return False


_present: Channel | None = None


def open_channel(line: socket.socket, page: Page) -> None:
    """Make a channel that of this process; called in the fork."""
    global _present  # noqa: PLW0603 - a process has one
    _present = Channel(line, page)


def take_channel() -> Channel | None:
    """The channel of this process, if it has one that nobody has taken yet: a process is watched for one run only."""
    global _present
    taken, _present = _present, None
    return taken
