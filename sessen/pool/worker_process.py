"""Inside a worker process: take a task, do it, say how it went, until nobody asks for more."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from sessen.errors import SessenError
from sessen.pool.scratch import stay_in

#: How the process ends when a task has taken too much memory.
OUT_OF_MEMORY: Final = 77
_PR_SET_PDEATHSIG: Final = 1
_LOOK_EVERY: Final = 0.25  # seconds


def serve(line: Connection, memory_limit: int, prepare: Callable[[], None], scratch: str = "") -> None:
    """Get ready, say so, and do tasks that come down the line until it is closed.

    Parameters
    ----------
    prepare
        Called once, for what every task would otherwise have to wait for.
    memory_limit
        Bytes that this process may have; 0 for any number.
    scratch
        A folder for what is temporary, which others clear up.
    """
    ignore_interrupts()
    end_with_parent()
    stay_in(scratch)
    spare_semaphores()
    threading.Thread(target=_watch, args=(memory_limit,), daemon=True).start()
    with contextlib.suppress(Exception):  # The task that needs what is missing will say so better.
        prepare()
    with contextlib.suppress(EOFError, OSError):  # nobody is at the other end any more
        line.send(("ready", None))
        while True:
            work, order = line.recv()
            _do(line, work, order)


def nothing_to_prepare() -> None:
    """For tasks that need nothing but themselves."""


def _do(line: Connection, work: Callable[[Any, Callable[[Any], None]], Any], order: Any) -> None:
    try:
        answer = ("done", work(order, lambda news: line.send(("news", news))))
    except SessenError as error:
        answer = ("failed", error)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - a task may raise anything; the worker lives on
        failure = SessenError(f"{type(error).__name__}: {error}", cure="add --traceback to see where")
        failure.__dict__["traceback"] = traceback.format_exc()
        answer = ("failed", failure)
    line.send(answer)


def ignore_interrupts() -> None:
    """Leave it to the process that people talk to what an interrupt means."""
    # Ctrl-C reaches the whole group of processes; the one that people talk to decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def end_with_parent() -> None:
    """Have the system end this process when the one that made it has ended."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def spare_semaphores() -> None:
    """Give tqdm, which Manim imports, a lock of threads: a semaphore would outlive a worker that is killed."""
    with contextlib.suppress(ImportError):
        from tqdm import tqdm  # type: ignore[import-untyped]

        tqdm.set_lock(threading.RLock())


def _watch(memory_limit: int) -> None:
    parent = parent_process()
    while True:
        if parent is not None and wait([parent.sentinel], timeout=_LOOK_EVERY):
            os._exit(1)
        if memory_limit and memory_used() > memory_limit:
            os._exit(OUT_OF_MEMORY)


def memory_used() -> int:
    """Bytes of memory that this process has, 0 where nobody says."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
