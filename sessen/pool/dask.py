"""A pool on many machines: a Dask cluster by its address.

It behaves as the pool of local processes does. What cannot travel, such as writing a product into this machine's
folder, is done by a local pool at its side.
"""

from __future__ import annotations

import pickle
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Final, Self
from uuid import uuid4

from sessen.errors import SessenError
from sessen.pool.bundle import SourceBundle
from sessen.pool.dask_connection import connect, no_workers, unreachable
from sessen.pool.dask_worker import RemotePayload, RemoteResult, execute, hold_bundle
from sessen.pool.local import ProcessPool
from sessen.pool.task import OnMessage, Task, TaskResult, WorkerDied
from sessen.pool.worker_process import no_setup

_POLL_INTERVAL: Final = 0.25  # seconds
_COUNT_EVERY: Final = 2.0
_WITHOUT_WORKERS: Final = 60.0  # seconds that a cluster may be without any worker before the build gives up


@dataclass(frozen=True, slots=True, eq=False)
class RemoteTask:
    """A task made ready to be done on another machine.

    Parameters
    ----------
    work
        Called there with `sessen.pool.dask_worker.RemoteArgs` and a way to tell news.
    accept
        Called here with each piece of news before anybody hears it; what it raises is the task's failure.
    """

    function: Callable[[Any, OnMessage], Any]
    args: Any
    bundle: SourceBundle
    on_result: Callable[[Any], None]


@dataclass(eq=False)
class _InFlight:
    """A task that is somewhere on the cluster."""

    task: Task
    remote: RemoteTask
    future: Any
    refused: SessenError | None = None


class DaskPool:
    """The workers of a Dask cluster, with a local pool for what has to be done here.

    Parameters
    ----------
    address
        ``tcp://HOST:PORT`` of the scheduler; it is not called before somebody wants to know how many workers there are
        or a task comes that can travel.
    local
        Does the tasks that cannot travel.
    pack
        Makes a task ready for the journey; None when it has to stay.
    prepare
        A function of a module that every worker process calls once, before its first task.
    """

    def __init__(
        self,
        address: str,
        local: ProcessPool,
        pack: Callable[[Task], RemoteTask | None],
        *,
        prepare: Callable[[], None] = no_setup,
    ) -> None:
        self._address = address
        self._local = local
        self._pack = pack
        self._prepare = prepare
        self._in_flight: dict[int, _InFlight] = {}
        self._over: SimpleQueue[int] = SimpleQueue()
        self._files: dict[str, Any] = {}
        self._client: Any = None
        self._count, self._counted, self._last_worker_seen = 0, 0.0, 0.0
        self._sent = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def workers(self) -> int:
        """How many tasks the cluster does at the same time, at least 1."""
        self._connect()
        now = time.monotonic()
        if now - self._counted > _COUNT_EVERY:
            with _ConnectionErrors(self._address):
                self._count, self._counted = sum(self._client.nthreads().values()), now
            if self._count:
                self._last_worker_seen = now
        return max(1, self._count)

    def run(
        self,
        tasks: Iterable[Task],
        on_message: Callable[[Task, Any], None] = lambda task, message: None,
        poll: Callable[[], Iterable[Task] | None] = lambda: (),
    ) -> Iterator[TaskResult]:
        """Do tasks, and give the outcome of each as it comes; see `ProcessPool.run`."""
        more_may_come = False

        def look() -> list[Task]:
            nonlocal more_may_come
            self._receive(on_message)
            more = poll()
            more_may_come = more is None
            return self._dispatch(more or ())

        here = self._dispatch(tasks)
        while True:
            yield from self._local.run(here, on_message, look)
            here = []
            if not self._in_flight:
                if not more_may_come:
                    return
                time.sleep(_POLL_INTERVAL)
                continue
            yield from self._results(on_message)

    def close(self) -> None:
        """Take back what is still away, which ends it there, and leave the cluster as it was."""
        self._local.close()
        if self._client is None:
            return
        try:
            self._client.cancel([in_flight.future for in_flight in self._in_flight.values()], force=True)
            self._topic.close()
            self._client.close(timeout=2)
        except (OSError, TimeoutError):
            pass  # A cluster that is gone has nothing left to be told.
        self._client = None
        self._in_flight.clear()
        self._files.clear()

    def _connect(self) -> None:
        if self._client is None:
            from distributed import Queue

            self._client = connect(self._address)
            self._topic = Queue(f"sessen-{uuid4().hex}", client=self._client)

    def _dispatch(self, tasks: Iterable[Task]) -> list[Task]:
        """Send what can travel, the longest first; the tasks that stay here."""
        here = []
        for task in sorted(tasks, key=lambda task: -task.estimated_seconds):
            remote = self._pack(task)
            if remote is None:
                here.append(task)
            else:
                self._connect()
                with _ConnectionErrors(self._address):
                    self._send(task, remote)
        return here

    def _send(self, task: Task, remote: RemoteTask) -> None:
        self._sent += 1
        number, digest = self._sent, remote.bundle.digest
        if digest not in self._files:
            self._files[digest] = self._sent_files(remote.bundle)
        payload = RemotePayload(
            number, self._topic.name, digest, task.name, remote.function, remote.args, task.timeout, self._prepare
        )
        future = self._client.submit(
            execute, payload, self._files[digest], key=f"{self._topic.name}-{number}", priority=task.estimated_seconds
        )
        self._in_flight[number] = _InFlight(task, remote, future)
        future.add_done_callback(lambda _: self._over.put(number))

    def _sent_files(self, bundle: SourceBundle) -> Any:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph")  # Once for each build is not too often.
            return self._client.submit(hold_bundle, bundle.data, key=f"sessen-files-{bundle.digest}")

    def _receive(self, on_message: Callable[[Task, Any], None]) -> None:
        """Pass on what was sent meanwhile; a task whose message is not accepted is taken back."""
        if not self._in_flight:
            return
        with _ConnectionErrors(self._address):
            messages = self._topic.get(batch=True)
        for number, message in map(pickle.loads, messages):
            in_flight = self._in_flight.get(number)
            if in_flight is None or in_flight.refused:
                continue
            try:
                in_flight.remote.on_result(message)
            except SessenError as error:
                in_flight.refused = error
                in_flight.future.cancel()
                continue
            on_message(in_flight.task, message)

    def _results(self, on_message: Callable[[Task, Any], None]) -> Iterator[TaskResult]:
        try:
            numbers = [self._over.get(timeout=_POLL_INTERVAL)]
        except Empty:
            return self._require_alive()
        while not self._over.empty():
            numbers.append(self._over.get())
        self._receive(on_message)  # All that a task had to tell is in the queue before it ends.
        for number in numbers:
            yield self._result(self._in_flight.pop(number))

    def _result(self, in_flight: _InFlight) -> TaskResult:
        if in_flight.refused:
            return TaskResult(in_flight.task, error=in_flight.refused)
        if in_flight.future.status == "finished":
            result: RemoteResult = in_flight.future.result(timeout=_WITHOUT_WORKERS)
            return TaskResult(in_flight.task, result.result, result.error)
        return TaskResult(in_flight.task, error=_lost(in_flight))

    def _require_alive(self) -> None:
        if self._client.status != "running":
            raise unreachable(self._address, "the connection to the scheduler was lost")
        if self.workers and time.monotonic() - self._last_worker_seen > _WITHOUT_WORKERS:
            raise no_workers(self._address)


def _lost(in_flight: _InFlight) -> SessenError:
    from distributed import KilledWorker

    error = in_flight.future.exception(timeout=_WITHOUT_WORKERS) if in_flight.future.status == "error" else None
    if isinstance(error, KilledWorker):
        return WorkerDied(
            f"the workers that had it ended in the middle of it, the last one at {error.last_worker.address}",
            location=in_flight.task.name,
            hint="their machines may be out of memory: try fewer workers on each, or a lower quality",
        )
    if error is None:
        return WorkerDied(
            "it was taken from the cluster by somebody else", location=in_flight.task.name, hint="start it again"
        )
    return SessenError(
        f"{type(error).__name__}: {error}", location=in_flight.task.name, hint="look at the worker's own log"
    )


class _ConnectionErrors:
    """A block in which the cluster has to answer."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError | TimeoutError):
            raise unreachable(self._address, str(error) or type(error).__name__) from error
