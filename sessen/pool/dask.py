"""A farm on many machines: a Dask cluster by its address.

It behaves as the farm of local processes does. What cannot travel, such as writing a product into this machine's
folder, is done by a local farm at its side.
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
class _Away:
    """A task that is somewhere on the cluster."""

    task: Task
    trip: RemoteTask
    future: Any
    refused: SessenError | None = None


class DaskPool:
    """The workers of a Dask cluster, with a local farm for what has to be done here.

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
        self._away: dict[int, _Away] = {}
        self._over: SimpleQueue[int] = SimpleQueue()
        self._files: dict[str, Any] = {}
        self._client: Any = None
        self._count, self._counted, self._manned = 0, 0.0, 0.0
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
            with _Answering(self._address):
                self._count, self._counted = sum(self._client.nthreads().values()), now
            if self._count:
                self._manned = now
        return max(1, self._count)

    def run(
        self,
        tasks: Iterable[Task],
        heard: Callable[[Task, Any], None] = lambda task, news: None,
        poll: Callable[[], Iterable[Task] | None] = lambda: (),
    ) -> Iterator[TaskResult]:
        """Do tasks, and give the outcome of each as it comes; see `ProcessPool.run`."""
        more_may_come = False

        def look() -> list[Task]:
            nonlocal more_may_come
            self._receive(heard)
            more = poll()
            more_may_come = more is None
            return self._dispatch(more or ())

        here = self._dispatch(tasks)
        while True:
            yield from self._local.run(here, heard, look)
            here = []
            if not self._away:
                if not more_may_come:
                    return
                time.sleep(_POLL_INTERVAL)
                continue
            yield from self._results(heard)

    def close(self) -> None:
        """Take back what is still away, which ends it there, and leave the cluster as it was."""
        self._local.close()
        if self._client is None:
            return
        try:
            self._client.cancel([away.future for away in self._away.values()], force=True)
            self._news.close()
            self._client.close(timeout=2)
        except (OSError, TimeoutError):
            pass  # A cluster that is gone has nothing left to be told.
        self._client = None
        self._away.clear()
        self._files.clear()

    def _connect(self) -> None:
        if self._client is None:
            from distributed import Queue

            self._client = connect(self._address)
            self._news = Queue(f"sessen-{uuid4().hex}", client=self._client)

    def _dispatch(self, tasks: Iterable[Task]) -> list[Task]:
        """Send what can travel, the longest first; the tasks that stay here."""
        here = []
        for task in sorted(tasks, key=lambda task: -task.estimated_seconds):
            trip = self._pack(task)
            if trip is None:
                here.append(task)
            else:
                self._connect()
                with _Answering(self._address):
                    self._send(task, trip)
        return here

    def _send(self, task: Task, trip: RemoteTask) -> None:
        self._sent += 1
        number, digest = self._sent, trip.bundle.digest
        if digest not in self._files:
            self._files[digest] = self._sent_files(trip.bundle)
        parcel = RemotePayload(
            number, self._news.name, digest, task.name, trip.function, trip.args, task.timeout, self._prepare
        )
        future = self._client.submit(
            execute, parcel, self._files[digest], key=f"{self._news.name}-{number}", priority=task.estimated_seconds
        )
        self._away[number] = _Away(task, trip, future)
        future.add_done_callback(lambda _: self._over.put(number))

    def _sent_files(self, baggage: SourceBundle) -> Any:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph")  # Once for each build is not too often.
            return self._client.submit(hold_bundle, baggage.data, key=f"sessen-files-{baggage.digest}")

    def _receive(self, heard: Callable[[Task, Any], None]) -> None:
        """Pass on what has been told meanwhile; a task whose news are not accepted is taken back."""
        if not self._away:
            return
        with _Answering(self._address):
            letters = self._news.get(batch=True)
        for number, news in map(pickle.loads, letters):
            away = self._away.get(number)
            if away is None or away.refused:
                continue
            try:
                away.trip.on_result(news)
            except SessenError as error:
                away.refused = error
                away.future.cancel()
                continue
            heard(away.task, news)

    def _results(self, heard: Callable[[Task, Any], None]) -> Iterator[TaskResult]:
        try:
            numbers = [self._over.get(timeout=_POLL_INTERVAL)]
        except Empty:
            return self._require_alive()
        while not self._over.empty():
            numbers.append(self._over.get())
        self._receive(heard)  # All that a task had to tell is in the queue before it ends.
        for number in numbers:
            yield self._result(self._away.pop(number))

    def _result(self, away: _Away) -> TaskResult:
        if away.refused:
            return TaskResult(away.task, error=away.refused)
        if away.future.status == "finished":
            reply: RemoteResult = away.future.result(timeout=_WITHOUT_WORKERS)
            return TaskResult(away.task, reply.result, reply.error)
        return TaskResult(away.task, error=_lost(away))

    def _require_alive(self) -> None:
        if self._client.status != "running":
            raise unreachable(self._address, "the connection to the scheduler was lost")
        if self.workers and time.monotonic() - self._manned > _WITHOUT_WORKERS:
            raise no_workers(self._address)


def _lost(away: _Away) -> SessenError:
    from distributed import KilledWorker

    error = away.future.exception(timeout=_WITHOUT_WORKERS) if away.future.status == "error" else None
    if isinstance(error, KilledWorker):
        return WorkerDied(
            f"the workers that had it ended in the middle of it, the last one at {error.last_worker.address}",
            location=away.task.name,
            hint="their machines may be out of memory: try fewer workers on each, or a lower quality",
        )
    if error is None:
        return WorkerDied(
            "it was taken from the cluster by somebody else", location=away.task.name, hint="start it again"
        )
    return SessenError(f"{type(error).__name__}: {error}", location=away.task.name, hint="look at the worker's own log")


class _Answering:
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
