"""Tasks for the pool on a cluster; they run in processes of its workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sessen.pool.dask_worker import RemoteArgs
from sessen.pool.isolation import CAN_FORK
from tests.pool import work

Tell = Callable[[Any], None]


def square(arrived: RemoteArgs, tell: Tell) -> int:
    return work.square(arrived.args, tell)


def read_file(arrived: RemoteArgs, tell: Tell) -> str:
    return arrived.folder.joinpath(arrived.args).read_text(encoding="utf-8")


def fail(arrived: RemoteArgs, tell: Tell) -> None:
    work.fail(arrived.args, tell)


def sleep_for_ever(arrived: RemoteArgs, tell: Tell) -> None:
    work.sleep_for_ever(arrived.args, tell)


def note_process_and_wait(arrived: RemoteArgs, tell: Tell) -> None:
    """Tells the process that it runs in, by a file, since news may not be heard any more."""
    Path(arrived.args).write_text(str(os.getpid()))
    tell("begun")
    work.sleep_for_ever(None, tell)


def end_dask_worker_once(arrived: RemoteArgs, tell: Tell) -> str:
    """The Dask worker above this process is killed the first time, as by a machine that goes down."""
    tell("begun")
    if Path(arrived.args).exists():
        return "alive"
    Path(arrived.args).touch()
    # A task has a process of its own, forked from one that the Dask worker has started.
    os.kill(_parent(os.getppid()) if CAN_FORK else os.getppid(), signal.SIGKILL)
    return "never"


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
