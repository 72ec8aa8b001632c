"""Many tasks on all cores: local processes that survive, or are replaced, whatever a scene does to them."""

from sessen.pool.local import ProcessPool
from sessen.pool.sizing import memory_limit, worker_count
from sessen.pool.task import MemoryLimitExceeded, OnMessage, Pool, Task, TaskResult, TaskTimeout, WorkerDied

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
