"""How processes are started: anew, or forked from one that has everything imported, where the system can fork."""

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

from sessen.files import use_temp_dir
from sessen.pool.environment import fixed_environment, show_environment
from sessen.pool.isolation import allow_children
from sessen.pool.scratch import Scratch
from sessen.pool.worker_process import no_setup, worker_main

_NICENESS: Final = 10  # enough to get a fraction of a core where others want all of it
_EXIT_GRACE: Final = 2.0  # seconds that a worker has to end when it is asked to


@dataclass(eq=False)
class Worker:
    """A process that does tasks, and the pipe to it.

    Parameters
    ----------
    isolated
        Whether it forks for each task, so that nothing of one is left for the next.
    low_priority
        Whether it gives way to others.
    ready
        Whether it has imported what it needs.
    """

    process: BaseProcess
    pipe: Connection
    isolated: bool
    low_priority: bool
    ready: bool = False

    @property
    def kind(self) -> tuple[bool, bool]:
        """What tells it from other workers."""
        return self.isolated, self.low_priority

    def interrupt(self) -> None:
        """Have it end; one that is isolated ends its task's process too, which nobody else knows."""
        if self.isolated:
            self.process.terminate()
        else:
            self.process.kill()

    def wait(self) -> int | None:
        """The code with which it has ended, if it has."""
        self.process.join(_EXIT_GRACE)
        return self.process.exitcode

    def end(self) -> None:
        """End it, and wait for that."""
        self.interrupt()
        self.process.join(_EXIT_GRACE)
        self.process.kill()
        self.process.join()
        self.pipe.close()


class ProcessFactory:
    """Starts processes.

    Parameters
    ----------
    memory_limit
        Bytes that each may have; 0 for any number.
    prepare
        What each calls once, before its first task.
    preload
        The module that is imported once, in the process that all others are forked from; empty for none.
    is_threaded
        Whether threads start processes that are to outlive them: then they come from one process, where the system
        can fork, because it ends processes with the thread that has started them.
    """

    def __init__(
        self,
        memory_limit: int,
        prepare: Callable[[], None] = no_setup,
        preload: str = "",
        *,
        is_threaded: bool = False,
    ) -> None:
        self._memory_limit = memory_limit
        self._prepare = partial(import_module, preload) if preload else prepare
        self._context = _context(preload) if is_threaded else multiprocessing.get_context("spawn")
        self._scratch = Scratch()

    def worker(self, *, isolated: bool = False, low_priority: bool = False) -> Worker:
        """A process that waits for tasks."""
        arguments = self._memory_limit, self._prepare, self._scratch.path()
        process, pipe = self._started(worker_main, *arguments, isolate=isolated)
        if low_priority:
            _lower_priority(process)
        return Worker(process, pipe, isolated, low_priority)

    def spawn(self, function: Callable[[Connection, Any], None], args: Any) -> tuple[BaseProcess, Connection]:
        """A process that does ``function(pipe, args)``, and the other end of its pipe."""
        return self._started(_call, function, args, self._scratch.path(), self._prepare)

    @property
    def scratch(self) -> str:
        """Where processes put what is temporary; empty where there is no room for it."""
        return self._scratch.path()

    def close(self) -> None:
        """Clear up after processes, which have ended."""
        self._scratch.remove()

    def _started(self, main: Callable[..., None], *arguments: Any, **options: Any) -> tuple[BaseProcess, Connection]:
        ours, theirs = self._context.Pipe()
        with _without_interrupts(), fixed_environment() as before:
            options |= {"environment": before}
            process = self._context.Process(target=main, args=(theirs, *arguments), kwargs=options, daemon=True)
            process.start()
        theirs.close()
        return process, ours


@contextmanager
def _without_interrupts() -> Iterator[None]:
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


def _lower_priority(process: BaseProcess) -> None:
    """Let a process give way to all others; for good, because only its administrator can take that back on Unix."""
    if hasattr(os, "setpriority"):  # not on Windows
        with contextlib.suppress(OSError):
            number = process.pid or 0
            os.setpriority(os.PRIO_PROCESS, number, os.getpriority(os.PRIO_PROCESS, number) + _NICENESS)


def _call(
    pipe: Connection,
    function: Callable[[Connection, Any], None],
    args: Any,
    scratch: str,
    prepare: Callable[[], None],
    *,
    environment: Mapping[str, str | None],
) -> None:
    use_temp_dir(scratch)
    allow_children()
    prepare()
    show_environment(environment)
    function(pipe, args)


def _context(preload: str) -> Any:
    """Fork from a process that has everything imported, where there is fork; its libraries get one thread each."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload] if preload else [])
    return context
