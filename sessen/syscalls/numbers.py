"""Numbers of the system calls that name files, and where in their arguments the names stand."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["open", "open2", "create", "look", "link", "execute", "connect", "move"]


@dataclass(frozen=True, slots=True)
class SystemCall:
    """A system call.

    Parameters
    ----------
    folder
        Which argument is the open folder that a relative name starts from; -1 for the working directory.
    name, flags
        Which arguments are the name and the flags; -1 where there are none.
    """

    kind: Kind
    folder: int
    name: int
    flags: int = -1


@dataclass(frozen=True, slots=True)
class Machine:
    """What differs from processor to processor: its number in audits, that of seccomp, and the calls."""

    audit: int
    seccomp: int
    calls: dict[int, SystemCall]


_X86: Final = Machine(
    0xC000003E,
    317,
    {
        2: SystemCall("open", -1, 0, 1),
        4: SystemCall("look", -1, 0),
        6: SystemCall("link", -1, 0),
        21: SystemCall("look", -1, 0),
        42: SystemCall("connect", -1, 1),
        59: SystemCall("execute", -1, 0),
        82: SystemCall("move", -1, 1),
        85: SystemCall("create", -1, 0),
        89: SystemCall("link", -1, 0),
        257: SystemCall("open", 0, 1, 2),
        262: SystemCall("look", 0, 1, 3),
        264: SystemCall("move", 2, 3),
        267: SystemCall("link", 0, 1),
        269: SystemCall("look", 0, 1),
        316: SystemCall("move", 2, 3),
        322: SystemCall("execute", 0, 1),
        332: SystemCall("look", 0, 1, 2),
        437: SystemCall("open2", 0, 1, 2),
        439: SystemCall("look", 0, 1),
    },
)
_ARM: Final = Machine(
    0xC00000B7,
    277,
    {
        38: SystemCall("move", 2, 3),
        48: SystemCall("look", 0, 1),
        56: SystemCall("open", 0, 1, 2),
        78: SystemCall("link", 0, 1),
        79: SystemCall("look", 0, 1, 3),
        203: SystemCall("connect", -1, 1),
        221: SystemCall("execute", -1, 0),
        276: SystemCall("move", 2, 3),
        281: SystemCall("execute", 0, 1),
        291: SystemCall("look", 0, 1, 2),
        437: SystemCall("open2", 0, 1, 2),
        439: SystemCall("look", 0, 1),
    },
)
#: The machine this runs on, or None where system calls cannot be seen.
MACHINE: Final = (
    {"x86_64": _X86, "aarch64": _ARM}.get(platform.machine())
    if sys.platform == "linux" and sys.maxsize > 2**32 and sys.byteorder == "little"
    else None
)
AT_EMPTY_PATH: Final = 0x1000
