"""What a farm is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from sessen.errors import SessenError

OnMessage = Callable[[Any], None]
"""Sends news from the middle of a task to whoever ordered it."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A piece of work for one process.

    Parameters
    ----------
    name
        What people call it.
    work
        A function of a module, called in the worker with ``order`` and a way to tell news. What it raises is the
        task's failure.
    order
        Plain values.
    weight
        Seconds that it is expected to take; the longest is begun first.
    patience
        Seconds without news after which it is given up; None never.
    runs_scene
        Whether it runs code of other people, which may leave anything behind in its process.
    """

    name: str
    function: Callable[[Any, OnMessage], Any]
    args: Any
    estimated_seconds: float = 1.0
    timeout: float | None = None
    runs_scene: bool = True


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
        heard: Callable[[Task, Any], None] = ...,
        poll: Callable[[], Iterable[Task] | None] = ...,
    ) -> Iterator[TaskResult]: ...

    def close(self) -> None: ...


class WorkerDied(SessenError):
    """A worker process ended in the middle of a task, and its replacement did too."""


class TaskTimeout(SessenError):
    """A task gave no news for longer than it may."""


class MemoryLimitExceeded(SessenError):
    """A task needed more memory than a worker may have."""
