"""When a process is given up: after too long a silence, or when it takes too much."""

from __future__ import annotations

import os
import time
from pathlib import Path

from sessen.errors import SessenError
from sessen.pool import MemoryLimitExceeded, TaskTimeout


class InactivityTimer:
    """How long a process has said nothing, from now on.

    On a machine that is busy with other things a process gets little done in a second, so where the system tells what
    it has worked, that counts: a loop that never ends works all the time.
    """

    def __init__(self, process: int) -> None:
        self.process = process
        self._since = time.monotonic()
        self._worked = _worked(process)

    def is_longer_than(self, timeout: float) -> bool:
        """Whether it has had ``patience`` seconds, and half of them to itself; or five times as many in any case."""
        waited = time.monotonic() - self._since
        if waited <= timeout:
            return False
        worked = _worked(self.process)
        return worked is None or self._worked is None or worked - self._worked > timeout / 2 or waited > 5 * timeout


def _worked(process: int) -> float | None:
    """Seconds of a processor that a process and those it has started have had; None where the system does not tell."""
    told = {stat.parent.name: _stat(stat) for stat in Path("/proc").glob("[0-9]*/stat")}
    if not told.get(str(process)):
        return None
    times = (
        fields[11:13] for number, fields in told.items() if number == str(process) or fields[1:2] == [str(process)]
    )
    return sum(int(time) for pair in times for time in pair) / float(os.sysconf("SC_CLK_TCK"))


def _stat(file: Path) -> list[str]:
    try:
        return file.read_text().rpartition(")")[2].split()
    except OSError:
        return []


def too_much(limit: int, name: str = "") -> SessenError:
    """The error of what took more than ``limit`` bytes of memory."""
    return MemoryLimitExceeded(
        f"more than {limit / 2**30:.1f} GB of memory were taken, so it was ended",
        location=name,
        hint="look for what grows from frame to frame",
    )


def too_long(timeout: float, name: str) -> SessenError:
    """The error of what was not heard of for so many seconds."""
    return TaskTimeout(
        f"no sign of progress for {timeout:.0f} seconds, so it was ended",
        location=name,
        hint="look for a loop that never ends; --time-limit SECONDS allows more",
    )
