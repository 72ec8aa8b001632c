"""The pool of local processes: builds hand it all their tasks, the preview starts and ends tasks one by one.

Each process has a pipe of its own and nothing is shared between them, no queue and no lock: one that is killed, hangs
or runs away takes only its own task with it. (The executor of `concurrent.futures` breaks as a whole when a worker
dies.)
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Final, Self

from sessen.pool.isolation import CAN_FORK
from sessen.pool.processes import ProcessFactory, Worker
from sessen.pool.running import RunningTask
from sessen.pool.task import Task, TaskResult, WorkerDied
from sessen.pool.timeouts import died_again
from sessen.pool.worker_process import no_setup

_ATTEMPTS: Final = 2
_POLL_INTERVAL: Final = 0.5  # seconds
_CLOSE_TIMEOUT: Final = 5.0  # seconds in which a task must notice that its process was ended

OnMessage = Callable[[Task, Any], None]


class ProcessPool:
    """Processes that live on from task to task, and end with the block.

    Parameters
    ----------
    workers
        How many tasks `run` does at the same time; `start` begins at once whatever else is going on.
    memory_limit
        Bytes that each process may have; 0 for any number.
    prepare
        A function of a module that every process calls once, before its first task.
    preload
        A module with everything that processes import: where the system can fork they come from one that has it.
    spare
        How many processes are kept waiting for tasks of `start`; 0 for a pool that only does `run`.
    fork
        Whether isolated tasks are forked; without that, a process that has run a scene is replaced.
    """

    def __init__(
        self,
        workers: int = 1,
        *,
        memory_limit: int = 0,
        prepare: Callable[[], None] = no_setup,
        preload: str = "",
        spare: int = 0,
        fork: bool = CAN_FORK,
    ) -> None:
        self.workers = workers
        self.memory_limit = memory_limit
        self._spare = spare
        self._fork = fork
        self._factory = ProcessFactory(memory_limit, prepare, preload, is_threaded=spare > 0)
        self._lock = threading.RLock()
        self._idle: list[Worker] = []
        self._running: set[RunningTask] = set()
        self._spawned: set[BaseProcess] = set()
        self._closed = False
        self._ended_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes, idle ones too: they have nothing to save."""
        with self._lock:
            self._closed = True
            running, idle, spawned = [*self._running], [*self._idle], [*self._spawned]
            self._idle.clear()
            for task in running:
                task.cancel()
        for worker in idle:
            worker.interrupt()
        for process in spawned:
            process.kill()
        for worker in idle:
            worker.end()
        for process in spawned:
            process.join()
        for task in running:
            task.done.wait(_CLOSE_TIMEOUT)
        self._factory.close()

    # -- all tasks of a build ------------------------------------------------------------------------------------

    def run(
        self,
        tasks: Iterable[Task],
        on_message: OnMessage = lambda task, message: None,
        poll: Callable[[], Iterable[Task] | None] = lambda: (),
    ) -> Iterator[TaskResult]:
        """Do tasks, the longest first, and give the result of each as it comes.

        Parameters
        ----------
        on_message
            Called with a task and what it says on the way.
        poll
            Called a few times a second; it gives more tasks, if there are any, or None to be asked again even though
            there is nothing to do.
        """
        waiting = deque(sorted(tasks, key=lambda task: -task.estimated_seconds))
        attempts: dict[Task, int] = {}
        events: Queue[tuple[RunningTask, Any, bool]] = Queue()
        running: set[RunningTask] = set()
        while True:
            more = poll()
            waiting.extend(more or ())
            while waiting and len(running) < self.workers:
                task = waiting.popleft()
                attempts[task] = attempts.get(task, 0) + 1
                running.add(self._begin(task, events))
            if running:
                for each in _ended(events, on_message):
                    running.remove(each)
                    if not isinstance(each.error, WorkerDied):
                        yield TaskResult(each.task, each.result, each.error)
                    elif attempts[each.task] < _ATTEMPTS:
                        waiting.appendleft(each.task)
                    else:
                        yield TaskResult(each.task, error=died_again(each.error))
            elif more is None:
                time.sleep(_POLL_INTERVAL)
            elif not waiting:
                return

    def _begin(self, task: Task, events: Queue[tuple[RunningTask, Any, bool]]) -> RunningTask:
        running = RunningTask(
            task,
            lambda running, message: events.put((running, message, False)),
            lambda running: events.put((running, None, True)),
        )
        # In this thread: the system ends processes with the thread that has started them.
        self._assign(running)
        threading.Thread(target=self._do, args=(running,), daemon=True).start()
        return running

    # -- single tasks for somebody who waits ---------------------------------------------------------------------

    def warm_up(self) -> None:
        """Begin to import what all processes need, before anybody has asked for anything."""
        threading.Thread(target=self._refill, daemon=True).start()

    def start(
        self,
        task: Task,
        *,
        on_message: Callable[[RunningTask, Any], None] = lambda running, message: None,
        on_end: Callable[[RunningTask], None] = lambda running: None,
    ) -> RunningTask:
        """Begin a task now; ``on_message`` and ``on_end`` are called in a thread of its own.

        ``on_end`` is not called for one that was cancelled; ``done`` is set in any case.
        """
        running = RunningTask(task, on_message, on_end)
        threading.Thread(target=self._do, args=(running,), daemon=True).start()
        return running

    def cancel(self, running: RunningTask) -> None:
        """End a task now; nothing more is heard of it."""
        with self._lock:
            running.cancel()

    def spawn(self, function: Callable[[Connection, Any], None], args: Any) -> tuple[BaseProcess, Connection]:
        """A process that does ``function(pipe, args)`` until it is ended, and the other end of its pipe."""
        with self._lock:
            process, pipe = self._factory.spawn(function, args)
            self._spawned.add(process)
        return process, pipe

    def end(self, process: BaseProcess) -> None:
        """End a process that was spawned."""
        with self._lock:
            self._spawned.discard(process)
        process.kill()
        process.join(2)

    @property
    def idle_seconds(self) -> float:
        """Seconds since the last task has ended; 0 while one is running."""
        with self._lock:
            return 0.0 if self._running else time.monotonic() - self._ended_at

    @property
    def scratch(self) -> str:
        """The folder in which its processes put what is temporary."""
        with self._lock:
            return self._factory.scratch

    # -- processes -----------------------------------------------------------------------------------------------

    def _do(self, running: RunningTask) -> None:
        """A task from its process to its end, in a thread of its own."""
        try:
            worker = running.worker or self._assign(running)
            if worker is None:
                return
            usable = False
            try:
                usable = running.follow(worker, self.memory_limit)
            finally:
                self._release(running, worker, usable=usable)
            if not running.cancelled:
                running.on_end(running)
        finally:
            running.done.set()

    def _assign(self, running: RunningTask) -> Worker | None:
        """Give a task an idle process or a new one; none if nobody wants it any more."""
        isolated, calm = self._fork and not running.task.shares_process, running.task.low_priority
        with self._lock:
            if running.cancelled or self._closed:
                return None
            alive = [worker for worker in self._idle if worker.process.is_alive()]
            # The last to come back knows most of what the next task needs.
            worker = next((each for each in reversed(alive) if each.kind == (isolated, calm)), None)
            self._idle = [each for each in alive if each is not worker]
            running.worker = worker or self._factory.worker(isolated=isolated, low_priority=calm)
            self._running.add(running)
            return running.worker

    def _release(self, running: RunningTask, worker: Worker, *, usable: bool) -> None:
        task = running.task
        is_spoilt = task.runs_scene and not task.shares_process and not worker.isolated
        with self._lock:
            running.worker = None
            self._running.discard(running)
            self._ended_at = time.monotonic()
            surplus = [worker]
            if usable and not is_spoilt and not running.cancelled and not self._closed:
                self._idle.append(worker)
                alike = [each for each in self._idle if each.kind == worker.kind]
                surplus = alike[: -self._most_idle(worker)]
                self._idle = [each for each in self._idle if each not in surplus]
        for each in surplus:
            each.end()
        if self._spare:
            self._refill()

    def _most_idle(self, worker: Worker) -> int:
        if not self._spare:
            return self.workers
        return 1 if worker.low_priority else self._spare

    def _refill(self) -> None:
        """Have a process ready for the next task of somebody who waits."""
        with self._lock:
            if not self._closed and all(worker.low_priority for worker in self._idle):
                self._idle.append(self._factory.worker())


def _ended(events: Queue[tuple[RunningTask, Any, bool]], on_message: OnMessage) -> Iterator[RunningTask]:
    """Pass on what tasks say; gives those that have come to their end. Waits a moment where nothing happens."""
    try:
        event = events.get(timeout=_POLL_INTERVAL)
        while True:
            running, message, is_end = event
            if is_end:
                yield running
            else:
                on_message(running.task, message)
            event = events.get_nowait()
    except Empty:
        return
