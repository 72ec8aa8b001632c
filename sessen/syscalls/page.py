"""A page of memory that a process and its supervisor share: which of its own calls Python has already accounted for."""

from __future__ import annotations

import mmap
import struct
from typing import Final

_HEAD: Final = struct.Struct("=iI")


class Page:
    """The shared page; made before the fork.

    The thread whose number stands in it is none of the supervisor's business, nor is the next opening of the file whose
    name stands there.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)

    def ignore(self, thread: int) -> None:
        """Have the calls of a thread passed over; 0 for none."""
        self._memory[:4] = thread.to_bytes(4, "little")

    def account(self, name: bytes) -> None:
        """Have openings of a file passed over until the next is named."""
        fits = len(name) <= mmap.PAGESIZE - _HEAD.size
        self._memory[4:8] = (len(name) if fits else 0).to_bytes(4, "little")
        if fits:
            self._memory[_HEAD.size : _HEAD.size + len(name)] = name

    def is_ignored(self, thread: int) -> bool:
        """Whether the calls of a thread are passed over."""
        return int.from_bytes(self._memory[:4], "little") == thread

    def is_accounted(self, name: bytes) -> bool:
        """Whether a file is the one that was named last."""
        length = int.from_bytes(self._memory[4:8], "little")
        return length == len(name) and self._memory[_HEAD.size : _HEAD.size + length] == name

    def close(self) -> None:
        """Let go of it."""
        self._memory.close()
