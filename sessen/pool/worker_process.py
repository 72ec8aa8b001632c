"""Inside a worker process: take a task, do it, say how it went, until nobody asks for more."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from types import MappingProxyType
from typing import Any, Final

from sessen.errors import SessenError
from sessen.files import use_temp_dir
from sessen.pool.environment import show_environment
from sessen.pool.isolation import ForkingWorker, allow_children, end_with_parent

#: How the process ends when a task has taken too much memory.
OUT_OF_MEMORY: Final = 77
_POLL_INTERVAL: Final = 0.25  # seconds
_END_COMES: Final = 2.0  # seconds


def worker_main(
    pipe: Connection,
    memory_limit: int,
    prepare: Callable[[], None],
    scratch: str = "",
    *,
    environment: Mapping[str, str | None] = MappingProxyType({}),
    isolate: bool = False,
) -> None:
    """Get ready, say so, and do tasks that come down the line until it is closed.

    Parameters
    ----------
    memory_limit
        Bytes that a task may have; 0 for any number.
    prepare
        Called once, for what every task would otherwise have to wait for.
    scratch
        A folder for what is temporary, which others clear up.
    environment
        What variables were before some were fixed for this process; see `sessen.pool.environment`.
    isolate
        Whether each task has a process of its own, forked from this one.
    """
    ignore_sigint()
    print_to_standard_error()
    do = _in_forks(memory_limit) if isolate else _here(memory_limit)
    use_temp_dir(scratch)
    use_thread_lock_in_tqdm()
    with contextlib.suppress(Exception):  # The task that needs what is missing will say so better.
        prepare()
    show_environment(environment)
    with contextlib.suppress(EOFError, OSError):  # nobody is at the other end any more
        pipe.send(("ready", None))
        while True:
            function, args = pipe.recv()
            do(partial(_do, pipe, function, args))


def end_task(result: Any = None) -> None:
    """End the present task with ``result`` at once, without going back through code that may not let it end.

    Does nothing in a process that has other tasks to do.
    """
    if _end_task is not None:
        _end_task(result)


_end_task: Callable[[Any], None] | None = None


def _in_forks(memory_limit: int) -> Callable[[Callable[..., None]], None]:
    worker = ForkingWorker()
    end_with_parent(signal.SIGTERM)
    _end_if_orphaned()

    def task_in_child(task: Callable[..., None], finish: Callable[[], None]) -> None:
        allow_children()
        _start_watching(memory_limit, lambda: os.killpg(0, signal.SIGKILL))
        task(finish)

    def do(task: Callable[..., None]) -> None:
        gc.freeze()  # What is there stays: looking through it would make the fork a copy of all of it.
        worker.run(partial(task_in_child, task))

    return do


def _here(memory_limit: int) -> Callable[[Callable[..., None]], None]:
    end_with_parent()
    allow_children()
    _start_watching(memory_limit, lambda: os._exit(1))
    return lambda task: task()


def _end_if_orphaned() -> None:
    """End this process where its parent ended before the system was asked to tell: nothing else would for seconds."""
    parent = parent_process()
    if parent is not None and wait([parent.sentinel], timeout=0):
        os._exit(1)


def _start_watching(memory_limit: int, end: Callable[[], None]) -> None:
    threading.Thread(target=_watch, args=(memory_limit, end), daemon=True).start()


def _let_the_system_end(error: BaseException | None) -> None:
    """Wait for the end that comes when the parent was ended, if an error shows that this happened.

    The parent lets system calls go on that it watches. When it ends, they fail a moment before this process ends, and
    what they failed with is no result of the task.
    """
    seen: set[int] = set()  # errors may name each other as their causes
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno == errno.ENOSYS:
            time.sleep(_END_COMES)
            return
        error = error.__cause__ or error.__context__


def no_setup() -> None:
    """For tasks that need nothing but themselves."""


def _do(
    pipe: Connection,
    function: Callable[[Any, Callable[[Any], None]], Any],
    args: Any,
    finish: Callable[[], None] | None = None,
) -> None:
    def end(result: Any) -> None:
        pipe.send(("done", result))
        assert finish is not None
        finish()

    global _end_task  # noqa: PLW0603  this process is the task's own
    _end_task = end if finish else None
    try:
        answer = ("done", function(args, lambda message: pipe.send(("message", message))))
    except SessenError as error:
        _let_the_system_end(error)
        answer = ("failed", error)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - a task may raise anything; the worker lives on
        _let_the_system_end(error)
        failure = SessenError(f"{type(error).__name__}: {error}", hint="add --traceback to see where")
        failure.__dict__["traceback"] = traceback.format_exc()
        answer = ("failed", failure)
    pipe.send(answer)


def print_to_standard_error() -> None:
    """Keep what scenes print, and programs that they run, out of standard output: that is for results alone."""
    with contextlib.suppress(OSError):
        os.dup2(2, 1)


def ignore_sigint() -> None:
    """Leave it to the process that people talk to what an interrupt means."""
    # Ctrl-C reaches the whole group of processes; the one that people talk to decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def use_thread_lock_in_tqdm() -> None:
    """Give tqdm, which Manim imports, a lock of threads: a semaphore would outlive a worker that is killed."""
    with contextlib.suppress(ImportError):
        from tqdm import tqdm  # type: ignore[import-untyped]

        tqdm.set_lock(threading.RLock())


def _watch(memory_limit: int, end: Callable[[], None]) -> None:
    parent = parent_process()
    while True:
        if parent is not None and wait([parent.sentinel], timeout=_POLL_INTERVAL):
            end()
        if memory_limit and memory_used() > memory_limit:
            os._exit(OUT_OF_MEMORY)


def memory_used() -> int:
    """Bytes of memory that this process has, 0 where nobody says."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
