"""Processes that wait with everything imported, do one errand at a time, and are ended when nobody wants it any more.

Where the system can fork they come from one warm process, in some hundredths of a second; elsewhere one is kept spare.
A process lives on from errand to errand, so fonts and outlines that it has learned stay known to it.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final

from sessen.errors import SessenError
from sessen.pool import WorkerDied
from sessen.pool.processes import ProcessFactory, Worker
from sessen.pool.timeouts import InactivityTimer, too_long, too_much
from sessen.pool.worker_process import OUT_OF_MEMORY

_START_TIMEOUT: Final = 60.0  # seconds that a process may take to be ready on a busy machine
_POLL_INTERVAL: Final = 0.1  # seconds

Ended = Callable[["InteractiveTask"], None]


@dataclass(eq=False)
class InteractiveTask:
    """A task on its way.

    Parameters
    ----------
    name
        What people call it.
    patience
        Seconds without news after which it is given up.
    calm
        Whether it gives way to errands for somebody who waits.
    """

    name: str
    function: Callable[..., Any]
    args: Any
    timeout: float
    calm: bool
    heard: Callable[[InteractiveTask, Any], None]
    ended: Ended
    result: Any = None
    error: SessenError | None = None
    cancelled: bool = False
    worker: Worker | None = field(default=None, repr=False)
    done: threading.Event = field(default_factory=threading.Event, repr=False)


class InteractivePool:
    """Starts errands at once and ends them at once.

    Parameters
    ----------
    memory_limit
        Bytes that each process may have; 0 for any number.
    spare
        How many processes are kept waiting, besides one of the calm ones.
    preload
        The module that processes are forked with, where the system can fork.
    """

    def __init__(self, *, memory_limit: int = 0, spare: int = 2, preload: str = "") -> None:
        self.memory_limit = memory_limit
        self._spare = spare
        self._hiring = ProcessFactory(memory_limit, preload)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._underway: set[InteractiveTask] = set()
        self._employed: set[BaseProcess] = set()
        self._closed = False
        self._ended_at = 0.0

    def warm_up(self) -> None:
        """Begin to import what all processes need, before anybody has asked for anything."""
        threading.Thread(target=self._refill, daemon=True).start()

    def start(
        self,
        name: str,
        function: Callable[..., Any],
        args: Any,
        *,
        timeout: float,
        calm: bool = False,
        ended: Ended = lambda task: None,
        heard: Callable[[InteractiveTask, Any], None] = lambda task, news: None,
    ) -> InteractiveTask:
        """Have ``work(order, tell)`` done; ``heard`` and ``ended`` are called in a thread of the errand's own.

        ``ended`` is not called for one that was cancelled; ``done`` is set in any case.
        """
        task = InteractiveTask(name, function, args, timeout, calm, heard, ended)
        threading.Thread(target=self._run, args=(task,), daemon=True).start()
        return task

    def cancel(self, task: InteractiveTask) -> None:
        """End an errand now; nothing more is heard of it."""
        with self._lock:
            task.cancelled = True
            worker = task.worker
            if worker is not None:
                worker.process.kill()

    @property
    def quiet_for(self) -> float:
        """Seconds since the last errand has ended; 0 while one is under way."""
        with self._lock:
            return 0.0 if self._underway else time.monotonic() - self._ended_at

    @property
    def scratch(self) -> str:
        """The folder in which its processes put what is temporary."""
        with self._lock:
            return self._hiring.scratch

    def employ(self, function: Callable[[Connection, Any], None], args: Any) -> tuple[BaseProcess, Connection]:
        """A process that does ``work(line, order)`` until it is dismissed, and the other end of its line."""
        with self._lock:
            process, line = self._hiring.employee(function, args)
            self._employed.add(process)
        return process, line

    def dismiss(self, process: BaseProcess) -> None:
        """End a process that was employed."""
        with self._lock:
            self._employed.discard(process)
        process.kill()
        process.join(2)

    @staticmethod
    def forks() -> bool:
        """Whether processes of this system can fork in the middle of their work, and end with the one they are from."""
        return sys.platform == "linux"

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            self._closed = True
            for task in self._underway:
                task.cancelled = True
            processes = [*(worker.process for worker in [*self._idle, *self._busy]), *self._employed]
            self._idle.clear()
        for process in processes:
            process.kill()
        for process in processes:
            process.join(2)
        self._hiring.close()

    # -- processes -----------------------------------------------------------------------------------------------

    def _take(self, task: InteractiveTask) -> Worker | None:
        with self._lock:
            if task.cancelled or self._closed:
                return None
            alive = [worker for worker in self._idle if worker.process.is_alive()]
            # The last to come back knows most of what the next errand needs.
            worker = next((each for each in reversed(alive) if each.calm == task.calm), None)
            self._idle = [each for each in alive if each is not worker]
            worker = worker or self._hiring.worker(calm=task.calm)
            self._busy.add(worker)
            task.worker = worker
            self._underway.add(task)
            return worker

    def _give_back(self, task: InteractiveTask, worker: Worker, *, usable: bool) -> None:
        with self._lock:
            task.worker = None
            self._underway.discard(task)
            self._ended_at = time.monotonic()
            self._busy.discard(worker)
            if usable and not task.cancelled and not self._closed:
                self._idle.append(worker)
                alike = [each for each in self._idle if each.calm == worker.calm]
                surplus = alike[: -1 if worker.calm else -self._spare]
                self._idle = [each for each in self._idle if each not in surplus]
            else:
                surplus = [worker]
        for each in surplus:
            each.dismiss()
        self._refill()

    def _refill(self) -> None:
        with self._lock:
            if not self._closed and all(worker.calm for worker in self._idle):
                self._idle.append(self._hiring.worker())

    # -- errands -------------------------------------------------------------------------------------------------

    def _run(self, task: InteractiveTask) -> None:
        try:
            self._do(task)
        finally:
            task.done.set()

    def _do(self, task: InteractiveTask) -> None:
        worker = self._take(task)
        if worker is None:
            return
        usable = False
        try:
            worker.line.send((task.function, task.args))
            usable = self._listen(task, worker)
        except (EOFError, OSError):
            task.error = self._why_it_died(task, worker)
        finally:
            self._give_back(task, worker, usable=usable)
        if not task.cancelled:
            task.ended(task)

    def _listen(self, task: InteractiveTask, worker: Worker) -> bool:
        """Hear the errand to its end; whether its process can be used again."""
        silence = InactivityTimer(worker.process.pid or 0)
        while True:
            if worker.line.poll(_POLL_INTERVAL):
                kind, said = worker.line.recv()
                silence = InactivityTimer(worker.process.pid or 0)
                if kind == "ready":
                    worker.ready = True
                elif kind == "news":
                    if not task.cancelled:
                        task.heard(task, said)
                else:
                    task.result, task.error = (said, None) if kind == "done" else (None, said)
                    return True
            elif silence.is_longer_than(task.timeout if worker.ready else max(task.timeout, _START_TIMEOUT)):
                task.error = too_long(task.timeout, task.name)
                return False

    def _why_it_died(self, task: InteractiveTask, worker: Worker) -> SessenError:
        worker.process.join(1)
        if worker.process.exitcode == OUT_OF_MEMORY:
            return too_much(self.memory_limit, task.name)
        return WorkerDied("the process that drew it has ended", location=task.name, hint="save again to try again")
