"""The jobs that wait for a worker, and the politeness between builds that share a store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final
from uuid import uuid4

from sessen.pipeline.jobs import PlannedJob
from sessen.pipeline.plan import ScenePlan
from sessen.pool import Task
from sessen.store import Backend
from sessen.store.leases import Leases

_RENEW_EVERY: Final = 5.0  # seconds
_ASK_EVERY: Final = 0.5


class JobQueue:
    """Gives out jobs, each only while no other build is at it.

    Parameters
    ----------
    is_there
        Whether another build has finished a job's steps.
    """

    def __init__(self, place: Backend, is_there: Callable[[PlannedJob], bool]) -> None:
        self._leases = Leases(place, uuid4().hex)
        self._is_there = is_there
        self._waiting: list[PlannedJob] = []
        self._elsewhere: list[PlannedJob] = []
        self._made: list[PlannedJob] = []
        self._running: dict[Task, PlannedJob] = {}
        self._renewed = self._asked = time.monotonic()

    @property
    def running(self) -> int:
        """How many jobs workers are at."""
        return len(self._running)

    def is_drawing(self, scene: ScenePlan) -> bool:
        """Whether a worker is at a job of the scene."""
        return any(job.scene is scene for job in self._running.values())

    @property
    def is_waiting(self) -> bool:
        """Whether there is something that another build is making."""
        return bool(self._elsewhere)

    def extend(self, jobs: Iterable[PlannedJob]) -> None:
        """Add jobs, the longest first."""
        self._waiting = sorted([*self._waiting, *jobs], key=lambda job: -job.seconds)

    def next(self, room: int) -> list[PlannedJob]:
        """Up to so many jobs that this build may begin now."""
        self._keep_leases()
        self._look_again()
        given: list[PlannedJob] = []
        while self._waiting and len(given) < room:
            job = self._waiting.pop(0)
            if not self._acquire(job):
                self._elsewhere.append(job)
            elif self._is_there(job):
                self._release(job)
                self._made.append(job)
            else:
                given.append(job)
        return given

    def made_elsewhere(self) -> list[PlannedJob]:
        """Jobs that another build has finished since this was last asked."""
        made, self._made = self._made, []
        return made

    def started(self, task: Task, job: PlannedJob) -> None:
        """A worker has the job."""
        self._running[task] = job

    def done(self, task: Task) -> None:
        """A worker has ended the job, well or not."""
        job = self._running.pop(task, None)
        if job is not None:
            self._release(job)

    def close(self) -> None:
        """Give back every lease."""
        self._leases.release_all()

    def _acquire(self, job: PlannedJob) -> bool:
        taken: list[str] = []
        for _, key in job.job.steps:
            if not self._leases.acquire(key):
                for each in taken:
                    self._leases.release(each)
                return False
            taken.append(key)
        return True

    def _release(self, job: PlannedJob) -> None:
        for _, key in job.job.steps:
            self._leases.release(key)

    def _look_again(self) -> None:
        if self._elsewhere and time.monotonic() - self._asked > _ASK_EVERY:
            self._asked = time.monotonic()
            self.extend(self._elsewhere)
            self._elsewhere = []

    def _keep_leases(self) -> None:
        if time.monotonic() - self._renewed > _RENEW_EVERY:
            self._renewed = time.monotonic()
            self._leases.renew()
