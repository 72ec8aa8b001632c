"""The preview's processes: forked from one that has everything imported, where the system can fork."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final

from sessen.pool.environment import fixed_environment, show_environment
from sessen.pool.isolation import CAN_FORK, allow_children
from sessen.pool.scratch import Scratch, use_temp_dir
from sessen.pool.worker_process import worker_main

_CALM: Final = 10  # of the system's 19 steps of giving way: a tenth of a processor where others want all of it


@dataclass(eq=False)
class Worker:
    """A process that does errands, and the line to it; a calm one gives way to others."""

    process: BaseProcess
    line: Connection
    calm: bool
    ready: bool = False

    def dismiss(self) -> None:
        """End it."""
        self.process.kill()
        self.process.join(2)
        self.line.close()


class ProcessFactory:
    """Starts processes.

    Parameters
    ----------
    memory_limit
        Bytes that each may have; 0 for any number.
    preload
        The module that is imported once, in the process that all others are forked from; empty for none.
    """

    def __init__(self, memory_limit: int, preload: str) -> None:
        self._memory_limit = memory_limit
        self._preload = preload
        self._context = _context(preload)
        self._scratch = Scratch()

    def worker(self, *, calm: bool = False) -> Worker:
        """A process that waits for errands.

        What a calm one draws is kept, so nothing of one scene may be left for the next; the others remember what they
        have learned, for a picture that is wanted at once and is soon replaced.
        """
        arguments = self._memory_limit, partial(_prepare, self._preload), self._scratch.path()
        process, line = self._started(worker_main, *arguments, isolate=calm and CAN_FORK)
        if calm:
            _calm(process)
        return Worker(process, line, calm)

    def employee(self, function: Callable[[Connection, Any], None], args: Any) -> tuple[BaseProcess, Connection]:
        """A process that does ``work(line, order)``, and the other end of its line."""
        return self._started(_employed, function, args, self._scratch.path(), self._preload)

    @property
    def scratch(self) -> str:
        """Where processes put what is temporary; empty where there is no room for it."""
        return self._scratch.path()

    def close(self) -> None:
        """Clear up after processes, which have ended."""
        self._scratch.remove()

    def _started(self, serving: Callable[..., None], *arguments: Any, **options: Any) -> tuple[BaseProcess, Connection]:
        ours, theirs = self._context.Pipe()
        with _undisturbed(), fixed_environment() as before:
            options |= {"environment": before}
            process = self._context.Process(target=serving, args=(theirs, *arguments), kwargs=options, daemon=True)
            process.start()
        theirs.close()
        return process, ours


@contextmanager
def _undisturbed() -> Iterator[None]:
    """What is started meanwhile hears nothing of Ctrl-C, which terminals send to all: it ends with this process."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would lift what is blocked, if it had to be started meanwhile
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _calm(process: BaseProcess) -> None:
    """Let a process give way to all others; for good, because only its administrator can take that back on Unix."""
    if hasattr(os, "setpriority"):  # not on Windows
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid or 0, _CALM)


def _prepare(preload: str) -> None:
    if preload:
        import_module(preload)


def _employed(
    line: Connection,
    function: Callable[[Connection, Any], None],
    args: Any,
    scratch: str,
    preload: str,
    *,
    environment: Mapping[str, str | None],
) -> None:
    use_temp_dir(scratch)
    allow_children()
    _prepare(preload)
    show_environment(environment)
    function(line, args)


def _context(preload: str) -> Any:
    """Fork from a process that has everything imported, where there is fork; its libraries get one thread each."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload] if preload else [])
    return context
