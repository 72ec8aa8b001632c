"""Numbers of the system calls that name files, and where in their arguments the names stand."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["open", "open2", "create", "look", "link", "execute", "connect", "move"]


@dataclass(frozen=True, slots=True)
class Call:
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
    calls: dict[int, Call]


_X86: Final = Machine(
    0xC000003E,
    317,
    {
        2: Call("open", -1, 0, 1),
        4: Call("look", -1, 0),
        6: Call("link", -1, 0),
        21: Call("look", -1, 0),
        42: Call("connect", -1, 1),
        59: Call("execute", -1, 0),
        82: Call("move", -1, 1),
        85: Call("create", -1, 0),
        89: Call("link", -1, 0),
        257: Call("open", 0, 1, 2),
        262: Call("look", 0, 1, 3),
        264: Call("move", 2, 3),
        267: Call("link", 0, 1),
        269: Call("look", 0, 1),
        316: Call("move", 2, 3),
        322: Call("execute", 0, 1),
        332: Call("look", 0, 1, 2),
        437: Call("open2", 0, 1, 2),
        439: Call("look", 0, 1),
    },
)
_ARM: Final = Machine(
    0xC00000B7,
    277,
    {
        38: Call("move", 2, 3),
        48: Call("look", 0, 1),
        56: Call("open", 0, 1, 2),
        78: Call("link", 0, 1),
        79: Call("look", 0, 1, 3),
        203: Call("connect", -1, 1),
        221: Call("execute", -1, 0),
        276: Call("move", 2, 3),
        281: Call("execute", 0, 1),
        291: Call("look", 0, 1, 2),
        437: Call("open2", 0, 1, 2),
        439: Call("look", 0, 1),
    },
)
#: The machine this runs on, or None where system calls cannot be seen.
MACHINE: Final = (
    {"x86_64": _X86, "aarch64": _ARM}.get(platform.machine())
    if sys.platform == "linux" and sys.maxsize > 2**32 and sys.byteorder == "little"
    else None
)
AT_EMPTY_PATH: Final = 0x1000
