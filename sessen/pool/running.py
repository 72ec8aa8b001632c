"""A task in its process: what it says on the way, and how it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from sessen.errors import SessenError
from sessen.pool.processes import Worker
from sessen.pool.task import Task
from sessen.pool.timeouts import InactivityTimer, out_of_memory, out_of_time, worker_died
from sessen.pool.worker_process import OUT_OF_MEMORY

_POLL_INTERVAL: Final = 0.1  # seconds
_START_TIMEOUT: Final = 180.0  # seconds that a process may take to be ready on a busy machine


@dataclass(eq=False)
class RunningTask:
    """A task on its way; ``done`` is set when it has come to its end, whatever that was."""

    task: Task
    on_message: Callable[[RunningTask, Any], None]
    on_end: Callable[[RunningTask], None]
    result: Any = None
    error: SessenError | None = None
    cancelled: bool = False
    worker: Worker | None = field(default=None, repr=False)
    done: threading.Event = field(default_factory=threading.Event, repr=False)

    def cancel(self) -> None:
        """Nobody wants it any more: end its process."""
        self.cancelled = True
        if self.worker is not None:
            self.worker.interrupt()

    def follow(self, worker: Worker, memory_limit: int) -> bool:
        """Send it to a process and listen until it ends; whether the process can be used again."""
        try:
            worker.pipe.send((self.task.function, self.task.args))
            return self._listen(worker)
        except (EOFError, OSError):
            code = worker.wait()
            if code == OUT_OF_MEMORY:
                self.error = out_of_memory(memory_limit, self.task.name)
            else:
                self.error = worker_died(self.task.name, code)
            return False

    def _listen(self, worker: Worker) -> bool:
        timer = InactivityTimer(worker.process.pid or 0)
        while True:
            if worker.pipe.poll(_POLL_INTERVAL):
                kind, value = worker.pipe.recv()
                timer = InactivityTimer(worker.process.pid or 0)
                if kind == "ready":
                    worker.ready = True
                elif kind == "message":
                    if not self.cancelled:
                        self.on_message(self, value)
                else:
                    self.result, self.error = (value, None) if kind == "done" else (None, value)
                    return True
            elif self.task.timeout is not None and timer.is_longer_than(self._timeout(worker)):
                self.error = out_of_time(self.task.timeout, self.task.name)
                return False

    def _timeout(self, worker: Worker) -> float:
        timeout = self.task.timeout or 0.0
        return timeout if worker.ready else max(timeout, _START_TIMEOUT)
