"""How many workers this machine takes, and how much memory each of them may have."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

#: Bytes that a worker needs: Manim itself, and the frames and packets of the picture's size.
_BASE: Final = 350 * 2**20
_BYTES_A_PIXEL: Final = 120
#: Bytes that a worker may have before it counts as running away.
_LEAST_LIMIT: Final = 3 * 2**30

_MEMINFO: Final = Path("/proc/meminfo")


def worker_count(pixels: int, *, wanted: int | None = None) -> int:
    """One worker a core, fewer when the memory that is free would not hold them.

    Parameters
    ----------
    pixels
        Of a frame.
    wanted
        What a person has asked for; it wins.
    """
    if wanted is not None:
        return max(1, wanted)
    room = memory_available()
    fitting = room // (_BASE + _BYTES_A_PIXEL * pixels) if room else cores()
    return max(1, min(cores(), fitting))


def cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory_limit(workers: int) -> int:
    """Bytes that one of so many workers may have: its share of the machine, and never less than a big scene needs."""
    total = memory_total()
    return max(_LEAST_LIMIT, int(total * 0.8) // workers) if total else 0


def memory_available() -> int:
    """Bytes of memory that are free for new processes, within the limit of a container; 0 where nobody says."""
    return min(filter(None, (_meminfo("MemAvailable"), _container_room())), default=0)


def memory_total() -> int:
    """Bytes of memory of this machine or container; 0 where nobody says."""
    return min(filter(None, (_meminfo("MemTotal"), _number("/sys/fs/cgroup/memory.max"))), default=0)


def _container_room() -> int:
    limit = _number("/sys/fs/cgroup/memory.max")
    return max(1, limit - _number("/sys/fs/cgroup/memory.current")) if limit else 0


def _meminfo(field: str) -> int:
    if sys.platform != "linux":
        return 0
    try:
        lines = _MEMINFO.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:")), 0)


def _number(path: str) -> int:
    try:
        return int(Path(path).read_text())
    except (OSError, ValueError):
        return 0
