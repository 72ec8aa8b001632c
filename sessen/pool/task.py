"""What a pool is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from sessen.errors import SessenError

OnMessage = Callable[[Any], None]
"""Sends a message from the middle of a task to whoever ordered it."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A piece of work for one process.

    Parameters
    ----------
    name
        What people call it.
    function
        A function of a module, called in the worker with ``args`` and a function that sends messages. What it raises
        is the task's failure.
    args
        Plain values.
    estimated_seconds
        How long it is expected to take; the longest is begun first.
    timeout
        Seconds without a message after which it is given up; None never.
    runs_scene
        Whether it runs code of other people, which may leave anything behind in its process.
    shares_process
        Whether it may find what others have left there: for a picture that is wanted at once and soon replaced. All
        others are isolated.
    low_priority
        Whether it gives way to tasks that somebody waits for.
    """

    name: str
    function: Callable[[Any, OnMessage], Any]
    args: Any
    estimated_seconds: float = 1.0
    timeout: float | None = None
    runs_scene: bool = True
    shares_process: bool = False
    low_priority: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TaskResult:
    """What became of a task: its result, or the error that ended it."""

    task: Task
    result: Any = None
    error: SessenError | None = None


class Pool(Protocol):
    """What does tasks: processes of this machine, or a cluster. See `sessen.pool.ProcessPool`."""

    @property
    def workers(self) -> int:
        """How many tasks it does at the same time."""

    def run(
        self,
        tasks: Iterable[Task],
        on_message: Callable[[Task, Any], None] = ...,
        poll: Callable[[], Iterable[Task] | None] = ...,
    ) -> Iterator[TaskResult]: ...

    def close(self) -> None: ...


class WorkerDied(SessenError):
    """A worker process ended in the middle of a task."""


class TaskTimeout(SessenError):
    """A task sent no message for longer than it may."""


class MemoryLimitExceeded(SessenError):
    """A task needed more memory than a worker may have."""
