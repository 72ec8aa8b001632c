"""Many tasks on all cores: local processes that survive, or are replaced, whatever a scene does to them."""

from sessen.pool.local import LocalFarm
from sessen.pool.sizing import memory_limit, worker_count
from sessen.pool.task import Farm, Outcome, Task, Tell, TooLong, TooMuchMemory, WorkerLost

__all__ = [
    "Farm",
    "LocalFarm",
    "Outcome",
    "Task",
    "Tell",
    "TooLong",
    "TooMuchMemory",
    "WorkerLost",
    "memory_limit",
    "worker_count",
]
