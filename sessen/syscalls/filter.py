"""Asks the kernel to hold this process at the calls of `sessen.syscalls.numbers`."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator
from typing import Final

from sessen.syscalls.numbers import AT_EMPTY_PATH, Machine

_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _NOTIFY = 0x7FFF0000, 0x7FC00000
_NUMBER, _AUDIT, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_NO_NEW_PRIVILEGES: Final = 38
_SET_FILTER: Final = 1
_NEW_LISTENER, _WAIT_KILLABLE = 1 << 3, 1 << 5


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def install(machine: Machine) -> int:
    """Hold the calling thread, and all that it starts from now on, at the calls; gives where they are announced.

    It cannot be undone.

    Raises
    ------
    OSError
        The kernel has no such thing, or does not allow it here.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    code = b"".join(_instructions(machine))
    buffer = ctypes.create_string_buffer(code)
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "new privileges cannot be given up")
    # A signal would begin a call again, and announce it twice; older kernels do not know how to wait for that.
    for flags in (_NEW_LISTENER | _WAIT_KILLABLE, _NEW_LISTENER):
        listener = libc.syscall(machine.seccomp, _SET_FILTER, flags, ctypes.byref(program))
        if listener >= 0:
            return int(listener)
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _instructions(machine: Machine) -> Iterator[bytes]:
    yield _instruction(_LOAD, _AUDIT)
    yield _instruction(_EQUAL, machine.audit, 1, 0)
    yield _instruction(_RETURN, _ALLOW)
    yield _instruction(_LOAD, _NUMBER)
    for number, call in machine.calls.items():
        if call.kind == "look" and call.flags >= 0:  # of an open file, without a name
            yield _instruction(_EQUAL, number, 0, 4)
            yield _instruction(_LOAD, _ARGUMENTS + 8 * call.flags)
            yield _instruction(_ANY_BIT, AT_EMPTY_PATH, 0, 1)
            yield _instruction(_RETURN, _ALLOW)
            yield _instruction(_RETURN, _NOTIFY)
        else:
            yield _instruction(_EQUAL, number, 0, 1)
            yield _instruction(_RETURN, _NOTIFY)
    yield _instruction(_RETURN, _ALLOW)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
