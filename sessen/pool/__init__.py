"""Many tasks on all cores: local processes that survive, or are replaced, whatever a scene does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sessen.pool.sizing import memory_limit, worker_count
from sessen.pool.task import MemoryLimitExceeded, OnMessage, Pool, Task, TaskResult, TaskTimeout, WorkerDied

if TYPE_CHECKING:
    from sessen.pool.local import ProcessPool

__all__ = [
    "MemoryLimitExceeded",
    "OnMessage",
    "Pool",
    "ProcessPool",
    "Task",
    "TaskResult",
    "TaskTimeout",
    "WorkerDied",
    "memory_limit",
    "worker_count",
]


def __getattr__(name: str) -> Any:
    """Processes are imported when somebody wants some: a build with nothing to do does not."""
    if name != "ProcessPool":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sessen.pool.local import ProcessPool

    return ProcessPool
