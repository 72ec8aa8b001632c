"""When a process is given up: after too long a silence, or when it takes too much; and what is told of it."""

from __future__ import annotations

import time
from pathlib import Path

from sessen.errors import SessenError
from sessen.pool.task import MemoryLimitExceeded, TaskTimeout, WorkerDied


class InactivityTimer:
    """How long a process has said nothing, from now on.

    On a machine that is busy with other things a process gets little done in a second. Where the system tells how long
    it stood in line for a processor, that does not count, up to four times as long as it may be silent.
    """

    def __init__(self, process: int) -> None:
        self.process = process
        self._since = time.monotonic()
        self._held_up = _held_up(process)

    def is_longer_than(self, timeout: float) -> bool:
        """Whether it has had ``timeout`` seconds."""
        waited = time.monotonic() - self._since
        if waited <= timeout:
            return False
        return waited - (_held_up(self.process) - self._held_up) > timeout or waited > 5 * timeout


def _held_up(process: int) -> float:
    """Seconds that a process and those it has started have waited for a processor; 0 where the system does not tell."""
    children = _words(Path(f"/proc/{process}/task/{process}/children"))
    delays = [_words(Path("/proc", each, "schedstat"))[1:2] for each in (str(process), *children)]
    return sum(int(nanoseconds) for delay in delays for nanoseconds in delay) / 1e9


def _words(file: Path) -> list[str]:
    try:
        return file.read_text().split()
    except OSError:
        return []


def out_of_memory(limit: int, name: str = "") -> SessenError:
    """The error of what took more than ``limit`` bytes of memory."""
    return MemoryLimitExceeded(
        f"more than {limit / 2**30:.1f} GB of memory were taken, so it was ended",
        location=name,
        hint="look for what grows from frame to frame, or take a lower quality",
    )


def out_of_time(timeout: float, name: str) -> SessenError:
    """The error of what was not heard of for so many seconds."""
    return TaskTimeout(
        f"no sign of progress for {timeout:.0f} seconds, so it was ended",
        location=name,
        hint="look for a loop that never ends; --time-limit SECONDS allows more",
    )


def worker_died(name: str, code: int | None) -> SessenError:
    """The error of what ended with its process."""
    how = f"by signal {-code}" if code is not None and code < 0 else f"with exit code {code}"
    return WorkerDied(
        f"the worker process ended {how}",
        location=name,
        hint="the machine may be out of memory: try --jobs 1, or a lower quality",
    )


def died_again(error: WorkerDied) -> WorkerDied:
    """The error of what has cost two processes."""
    return WorkerDied(f"{error.message}, twice", location=error.location, hint=error.hint)
