"""A farm of local processes.

Each worker has a line of its own and nothing is shared between them, no queue and no lock: one that is killed, hangs or
runs away takes only its own task with it. (The executor of `concurrent.futures` breaks as a whole when a worker dies.)
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Final, Self

from sessen.errors import SessenError
from sessen.pool.environment import fixed_environment
from sessen.pool.isolation import CAN_FORK
from sessen.pool.scratch import Scratch
from sessen.pool.task import MemoryLimitExceeded, Task, TaskResult, TaskTimeout, WorkerDied
from sessen.pool.worker_process import OUT_OF_MEMORY, no_setup, worker_main

_ATTEMPTS: Final = 2
_POLL_INTERVAL: Final = 0.5  # seconds
_START_TIMEOUT: Final = 180.0  # seconds that a process may take to start on a busy machine
_EXIT_GRACE: Final = 2.0  # seconds that a worker has to end when it is asked to


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    line: Connection
    task: Task | None = None
    heard: float = 0.0
    ready: bool = False
    broken: bool = False


class ProcessPool:
    """Processes that do tasks, the longest first; they start when the first task comes and end with the block.

    Parameters
    ----------
    workers
        How many processes at most.
    memory_limit
        Bytes that each may have; 0 for any number.
    prepare
        A function of a module that every worker calls once, before its first task.
    fork
        Whether workers fork for each task; without that, one that has run a scene is replaced.
    """

    def __init__(
        self,
        workers: int,
        *,
        memory_limit: int = 0,
        prepare: Callable[[], None] = no_setup,
        fork: bool = CAN_FORK,
    ) -> None:
        self.workers = workers
        self._memory_limit = memory_limit
        self._prepare = prepare
        self._fork = fork
        self._context = multiprocessing.get_context("spawn")
        self._alive: list[_Worker] = []
        self._scratch = Scratch()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(
        self,
        tasks: Iterable[Task],
        heard: Callable[[Task, Any], None] = lambda task, news: None,
        poll: Callable[[], Iterable[Task] | None] = lambda: (),
    ) -> Iterator[TaskResult]:
        """Do tasks, and give the outcome of each as it comes.

        Parameters
        ----------
        heard
            Called with a task and the news that it tells.
        tick
            Called a few times a second; it gives more tasks, if there are any, or None to be asked again even though
            there is nothing to do.
        """
        waiting = deque(sorted(tasks, key=lambda task: -task.estimated_seconds))
        attempts: dict[Task, int] = {}
        while True:
            more = poll()
            waiting.extend(more or ())
            self._begin(waiting, attempts)
            busy = [worker for worker in self._alive if worker.task]
            if busy:
                yield from self._outcomes(busy, heard, waiting, attempts)
            elif more is None:
                time.sleep(_POLL_INTERVAL)
            elif not waiting:
                return

    def close(self) -> None:
        """End all workers by force: idle ones have nothing to save, and need half a second to take leave of Manim."""
        for worker in self._alive:
            worker.line.close()
            worker.process.terminate()
        for worker in self._alive:
            _end(worker)
        self._alive.clear()
        self._scratch.remove()

    def _begin(self, waiting: deque[Task], attempts: dict[Task, int]) -> None:
        while waiting:
            worker = next((each for each in self._alive if each.task is None), None)
            if worker is None:
                if len(self._alive) >= self.workers:
                    return
                worker = self._hire()
            task = waiting.popleft()
            attempts[task] = attempts.get(task, 0) + 1
            worker.task, worker.heard = task, time.monotonic()
            try:
                worker.line.send((task.function, task.args))
            except OSError:
                pass  # It died while it was idle: the next look finds it dead and gives the task to another.

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, self._memory_limit, self._prepare, self._scratch.path())
        with fixed_environment() as before:
            options = {"environment": before, "isolate": self._fork}
            process = self._context.Process(target=worker_main, args=arguments, kwargs=options, daemon=True)
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._alive.append(worker)
        return worker

    def _outcomes(
        self,
        busy: list[_Worker],
        heard: Callable[[Task, Any], None],
        waiting: deque[Task],
        attempts: dict[Task, int],
    ) -> Iterator[TaskResult]:
        wait([worker.line for worker in busy], timeout=_POLL_INTERVAL)
        for worker in busy:
            task = worker.task
            assert task is not None
            for kind, said in _messages(worker):
                worker.heard = time.monotonic()
                if kind == "ready":
                    worker.ready = True
                    continue
                if kind == "news":
                    heard(task, said)
                    continue
                worker.task = None
                if task.runs_scene and not self._fork:
                    self._dismiss(worker)
                yield TaskResult(task, result=said) if kind == "done" else TaskResult(task, error=said)
            if worker.task is not None:
                yield from self._look_after(worker, task, waiting, attempts)

    def _look_after(
        self, worker: _Worker, task: Task, waiting: deque[Task], attempts: dict[Task, int]
    ) -> Iterator[TaskResult]:
        """End a worker that has been silent for too long; give the task of one that has died to another."""
        timeout = task.timeout if worker.ready or task.timeout is None else max(task.timeout, _START_TIMEOUT)
        if timeout is not None and time.monotonic() - worker.heard > timeout:
            self._dismiss(worker)
            yield TaskResult(task, error=_too_long(task))
        elif worker.broken:
            code = self._dismiss(worker)
            if code == OUT_OF_MEMORY:
                yield TaskResult(task, error=_too_much_memory(task, self._memory_limit))
            elif attempts[task] < _ATTEMPTS:
                waiting.appendleft(task)
            else:
                yield TaskResult(task, error=_lost(task, code))

    def _dismiss(self, worker: _Worker) -> int | None:
        """End a worker for good; how it ended, if it had ended by itself."""
        self._alive.remove(worker)
        if not worker.broken:
            worker.process.terminate()
        _end(worker)
        return worker.process.exitcode


def _end(worker: _Worker) -> None:
    """Wait for a worker that was asked to end; it ends its task's process, which nobody else knows."""
    worker.process.join(_EXIT_GRACE)
    worker.process.kill()
    worker.process.join()
    worker.line.close()


def _messages(worker: _Worker) -> Iterator[tuple[str, Any]]:
    """What has come down a worker's line; one that broke in the middle of a word has said nothing."""
    try:
        while worker.line.poll():
            yield worker.line.recv()
    except (EOFError, OSError):
        worker.broken = True


def _too_long(task: Task) -> SessenError:
    return TaskTimeout(
        f"no sign of progress for {task.timeout:.0f} seconds, so it was ended",
        location=task.name,
        hint="look for a loop that never ends; --time-limit SECONDS allows more",
    )


def _too_much_memory(task: Task, limit: int) -> SessenError:
    return MemoryLimitExceeded(
        f"more than {limit / 2**30:.1f} GB of memory were taken, so it was ended",
        location=task.name,
        hint="look for what grows from frame to frame, or take a lower quality",
    )


def _lost(task: Task, code: int | None) -> SessenError:
    how = f"by signal {-code}" if code is not None and code < 0 else f"with exit code {code}"
    return WorkerDied(
        f"the worker process ended {how}, twice",
        location=task.name,
        hint="the machine may be out of memory: try --jobs 1, or a lower quality",
    )
