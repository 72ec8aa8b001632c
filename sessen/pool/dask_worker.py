"""Inside a worker of a Dask cluster: do a task in a process of its own, as on the machine it was sent from.

So a scene that loops, eats memory or falls over takes neither the Dask worker nor its connection with it, and time and
memory are limited by the same code as at home.
"""

from __future__ import annotations

import multiprocessing
import pickle
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sessen.errors import SessenError
from sessen.pool.bundle import unpack
from sessen.pool.local import ProcessPool
from sessen.pool.sizing import cores, memory_limit
from sessen.pool.task import OnMessage, Task

_OWN: Final = threading.local()
_UNPACKING: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class RemotePayload:
    """A task as it travels.

    Parameters
    ----------
    number
        What its sender knows it by.
    news
        The name of the cluster's queue that news go to.
    digest
        The hash of the files that it needs.
    """

    number: int
    topic: str
    digest: str
    name: str
    function: Callable[[Any, OnMessage], Any]
    args: Any
    timeout: float | None
    prepare: Callable[[], None]


@dataclass(frozen=True, slots=True)
class RemoteArgs:
    """Arguments where they are used, and the folder that the sender's files are in there."""

    args: Any
    folder: Path


@dataclass(frozen=True, slots=True)
class RemoteResult:
    """What became of a payload."""

    result: Any = None
    error: SessenError | None = None


class _CancelledError(Exception):
    """Nobody waits for the task any more."""


def hold_bundle(data: bytes) -> bytes:
    """The files of a project, as a task of its own: Dask makes it again when the worker that had them is gone."""
    return data


def execute(payload: RemotePayload, data: bytes) -> RemoteResult:
    """Do what a payload says, and send its sender what it says on the way."""
    from distributed import Queue, get_client, get_worker

    worker = get_worker()
    key = worker.get_current_task()
    queue = Queue(payload.topic, client=get_client())
    with _UNPACKING:
        folder = unpack(data, payload.digest, Path(worker.local_directory) / "sessen")

    def on_message(_: Task, message: Any) -> None:
        queue.put(pickle.dumps((payload.number, message)))

    def is_wanted() -> tuple[()]:
        state = worker.state.tasks.get(key)
        if state is None or state.state == "cancelled":
            raise _CancelledError
        return ()

    return _done(payload, folder, on_message, is_wanted)


def _done(
    payload: RemotePayload, folder: Path, on_message: Callable[[Task, Any], None], is_wanted: Callable[[], tuple[()]]
) -> RemoteResult:
    task = Task(payload.name, payload.function, RemoteArgs(payload.args, folder), timeout=payload.timeout)
    pool = _pool(payload.prepare)
    try:
        (outcome,) = pool.run([task], on_message, is_wanted)
    except _CancelledError:
        pool.close()
        del _OWN.pool
        return RemoteResult()
    return RemoteResult(outcome.result, outcome.error)


def _pool(prepare: Callable[[], None]) -> ProcessPool:
    """The process of this thread, kept from task to task: Manim is imported once."""
    if not hasattr(_OWN, "pool"):
        # A nanny starts workers as daemons, which may not have children. Ours end with their parent by themselves.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        _OWN.pool = ProcessPool(1, memory_limit=memory_limit(cores()), prepare=prepare)
    pool: ProcessPool = _OWN.pool
    return pool
