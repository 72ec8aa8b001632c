"""The side of the worker: it looks at the calls of the process that it has forked, and lets each go on."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import select
import socket
import stat
import struct
from contextlib import suppress
from pathlib import Path
from typing import Final

from sessen.keys.facts import KIND, LINK, fact
from sessen.keys.file_hashes import MISSING, folder_digest
from sessen.keys.places import Places
from sessen.syscalls.channel import LENGTH, open_channel
from sessen.syscalls.numbers import MACHINE, SystemCall
from sessen.syscalls.page import Page

_RECEIVE, _SEND, _SET_FLAGS = 0xC0502100, 0xC0182101, 0x40082104
_SAME_CPU: Final = 1
_CONTINUE: Final = 1
_NOTICE: Final = struct.Struct("=QIIiIQ6Q")
_ANSWER: Final = struct.Struct("=QqiI")
_LONGEST: Final = 4096
_HERE: Final = -100  # AT_FDCWD
_INTERNET: Final = {2: (4, 4), 10: (8, 16)}
"""Families of addresses on the internet, and where in one its number stands."""
_SYSTEM: Final = tuple(
    "/usr/ /lib/ /lib64/ /lib32/ /bin/ /sbin/ /etc/ /run/ /var/cache/ /var/run/ /proc/ /sys/ /nix/store/".split()
)
"""What belongs to the machine: libraries, fonts, settings. Programs that a scene runs are inputs wherever they lie."""


class Watch:
    """What a process makes before it forks one that is to be watched."""

    def __init__(self) -> None:
        self._ours, self._theirs = socket.socketpair()
        self._page = Page()

    def begin_in_child(self) -> None:
        """Leave it to whoever runs a scene in this fork to have it watched."""
        self._ours.close()
        open_channel(self._theirs, self._page)

    def until_end_of(self, child: int) -> None:
        """Look at the calls of the fork until it has ended; it is left for others to wait for."""
        self._theirs.close()
        with suppress(OSError, AttributeError):  # older systems cannot wait for a process and for others at once
            ended = os.pidfd_open(child)
            Supervisor(child, self._ours, self._page).serve_until(ended)
        self._ours.close()


class Supervisor:
    """Sees what a forked process and those it starts open.

    Parameters
    ----------
    process
        The fork's number.
    line
        To its `Channel`.
    """

    def __init__(self, process: int, line: socket.socket, page: Page) -> None:
        self._process = process
        self._line = line
        self._page = page
        self._listener = -1
        self._places: Places | None = None
        self._first: dict[str, bool] = {}
        self._news: dict[str, dict[str, str]] = {"files": {}, "facts": {}, "made": {}, "missed": {}}
        self._facts: set[str] = set()
        self._memory: tuple[int, int] = (0, -1)
        self._poll = select.poll()

    def serve_until(self, ended: int) -> None:
        """Look at calls until what ``ended`` stands for, an open file, has happened."""
        try:
            for each in (ended, self._line.fileno()):
                self._poll.register(each, select.POLLIN)
            while True:
                ready = {descriptor for descriptor, _ in self._poll.poll()}
                if ended in ready:
                    return
                for descriptor in ready:
                    self._serve(descriptor)
        finally:
            os.close(ended)
            self._let_go()

    def _serve(self, descriptor: int) -> None:
        if descriptor != self._listener:
            self._hear()
            return
        notice = bytearray(_NOTICE.size)
        try:
            fcntl.ioctl(self._listener, _RECEIVE, notice)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.EINTR):
                self._forget(self._listener)
            return
        key, thread, _, number, _, _, *arguments = _NOTICE.unpack(notice)
        try:
            self._look(thread, number, arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is, the process must not wait for ever
            self._miss(f"a call could not be looked at ({type(error).__name__})")
        with suppress(OSError):  # it was killed meanwhile
            fcntl.ioctl(self._listener, _SEND, _ANSWER.pack(key, 0, 0, _CONTINUE))

    # -- the line ------------------------------------------------------------------------------------------------

    def _hear(self) -> None:
        told, descriptors, _, _ = socket.recv_fds(self._line, 1 << 16, 1)
        if not told:
            self._forget(self._line.fileno())
        elif descriptors:
            self._begin(json.loads(told), descriptors[0])
        elif told == b"!":
            self._line.sendall(told)
        else:
            self._tell()

    def _tell(self) -> None:
        text = json.dumps(self._news).encode()
        self._line.sendall(LENGTH.pack(len(text)) + text)
        for news in self._news.values():
            news.clear()

    def _begin(self, told: dict[str, object], listener: int) -> None:
        self._listener = listener
        root, own = told["root"], told["own"]
        assert isinstance(own, list)
        self._places = Places(Path(str(root)), tuple(Path(folder) for folder in own))
        with suppress(OSError):  # Two processes take turns, so they may as well share a core; new kernels only.
            fcntl.ioctl(listener, _SET_FLAGS, _SAME_CPU)
        self._poll.register(listener, select.POLLIN)

    def _forget(self, descriptor: int) -> None:
        with suppress(KeyError, OSError):
            self._poll.unregister(descriptor)

    def _let_go(self) -> None:
        for descriptor in (self._listener, self._memory[1]):
            if descriptor >= 0:
                os.close(descriptor)
        self._line.close()
        self._page.close()

    # -- calls ---------------------------------------------------------------------------------------------------

    def _look(self, thread: int, number: int, arguments: list[int]) -> None:
        assert MACHINE is not None
        call = MACHINE.calls[number]
        if self._page.is_ignored(thread):
            return
        if call.kind == "connect":
            self._connected(thread, arguments[call.name])
            return
        name = self._path(thread, call, arguments)
        if not name:
            return
        is_own = self._is_own(thread)
        if call.kind in ("open", "open2", "create"):
            self._opened(name, self._flags(thread, call, arguments), is_own=is_own)
        elif call.kind == "execute":
            self._note(name)
        elif call.kind == "move":
            self._first.setdefault(name, True)
        else:
            self._looked(name, call, is_own=is_own)

    def _opened(self, name: str, flags: int, *, is_own: bool) -> None:
        if is_own and self._page.is_accounted(os.fsencode(name)):
            self._first.setdefault(name, False)
            return
        writes = flags & (os.O_WRONLY | os.O_RDWR)
        if writes and flags & (os.O_TRUNC | os.O_EXCL):
            if self._first.setdefault(name, True):
                self._news["made"][name] = ""
        elif writes != os.O_WRONLY and not self._is_systems(name):
            self._note(name)

    def _looked(self, name: str, call: SystemCall, *, is_own: bool) -> None:
        assert self._places is not None
        if name in self._first or self._places.is_shared(name) or self._is_systems(name):
            return
        inside = self._places.is_project_file(name)
        if call.kind == "link":
            if inside:
                self._fact(LINK, name)
            return
        kind = fact(f"{KIND} {name}", Path("/"))
        if kind == "file" and inside and not is_own:
            self._note(name)
        elif inside or (not is_own and kind != "folder"):
            self._fact(KIND, name)

    def _fact(self, aspect: str, name: str) -> None:
        assert self._places is not None
        told = f"{aspect} {self._places.relative_name(name)}"
        if told not in self._facts:
            self._facts.add(told)
            self._news["facts"][told] = fact(told, Path(self._places.root))

    def _note(self, name: str) -> None:
        assert self._places is not None
        if name in self._first or self._places.is_shared(name):
            return
        self._first[name] = False
        self._news["files"][name] = _digest(name)

    def _connected(self, thread: int, address: int) -> None:
        family = int.from_bytes(self._read(thread, address, 2), "little")
        if family in _INTERNET:
            start, length = _INTERNET[family]
            location = socket.inet_ntop(family, self._read(thread, address + start, length))
            self._miss(f"it reads from the network ({location})")

    def _miss(self, reason: str) -> None:
        self._news["missed"][reason] = ""

    def _is_own(self, thread: int) -> bool:
        return thread == self._process or os.path.exists(f"/proc/{self._process}/task/{thread}")

    @staticmethod
    def _is_systems(name: str) -> bool:
        return name.startswith(_SYSTEM) or "/fontconfig/" in name

    # -- what stands in the process's memory ---------------------------------------------------------------------

    def _path(self, thread: int, call: SystemCall, arguments: list[int]) -> str:
        raw = self._read(thread, arguments[call.name], _LONGEST).partition(b"\0")[0]
        name = os.fsdecode(raw)
        if name and not name.startswith("/"):
            folder = _signed(arguments[call.folder]) if call.folder >= 0 else _HERE
            start = "cwd" if folder == _HERE else f"fd/{folder}"
            name = os.path.join(os.readlink(f"/proc/{thread}/{start}"), name)
        return os.path.normpath(name) if name else ""

    def _flags(self, thread: int, call: SystemCall, arguments: list[int]) -> int:
        if call.kind == "create":
            return os.O_WRONLY | os.O_TRUNC
        if call.kind == "open2":
            return int.from_bytes(self._read(thread, arguments[call.flags], 8), "little")
        return arguments[call.flags]

    def _read(self, thread: int, address: int, length: int) -> bytes:
        for _ in range(2):
            if self._memory[0] != thread:
                self._open_memory(thread)
            # A name may stand at the end of what can be read.
            data = b""
            while len(data) < length and (piece := self._piece(address + len(data), length - len(data))):
                data += piece
                if b"\0" in piece and length == _LONGEST:
                    break
            if data:
                return data
            self._memory = (0, self._memory[1])  # It runs another program now, in other memory.
        raise OSError(errno.EFAULT, "nothing can be read there")

    def _piece(self, address: int, length: int) -> bytes:
        with suppress(OSError):
            return os.pread(self._memory[1], min(length, _LONGEST - address % _LONGEST), address)
        return b""

    def _open_memory(self, thread: int) -> None:
        if self._memory[1] >= 0:
            os.close(self._memory[1])
        self._memory = (0, -1)
        self._memory = (thread, os.open(f"/proc/{thread}/mem", os.O_RDONLY))


def _digest(name: str) -> str:
    """The hash of what is there; of a file only, for others might keep who reads them waiting."""
    try:
        mode = os.stat(name).st_mode
        if stat.S_ISDIR(mode):
            return folder_digest(name)
        if not stat.S_ISREG(mode):
            return MISSING
        with open(name, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return MISSING


def _signed(value: int) -> int:
    return (value & 0xFFFFFFFF) - (1 << 32) * (value >> 31 & 1)
