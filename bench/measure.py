"""Measure a command: wall clock, processor time, and the largest of its processes."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took.

    Parameters
    ----------
    wall, processor
        Seconds by the clock, and seconds of all cores together.
    peak
        Bytes of memory of the largest of its processes.
    errors
        What it wrote to standard error.
    """

    wall: float
    processor: float
    peak: int
    errors: str


def measured(command: Sequence[str | Path], *, folder: Path) -> Measured:
    """Run ``command`` in ``folder`` and measure it with all processes that it starts.

    Raises
    ------
    SystemExit
        It fails; its standard error is shown.
    """
    # Compiled modules are kept, as they are for everybody who has not forbidden it.
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    with (folder / "errors.txt").open("w+") as errors:
        process = subprocess.Popen(
            list(map(str, command)), cwd=folder, stdout=subprocess.DEVNULL, stderr=errors, env=around
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        errors.seek(0)
        written = errors.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{written[-2000:]}")
    # Linux counts kilobytes.
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, written)
