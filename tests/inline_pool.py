"""A pool that does its tasks in the process of the tests: nothing has to start, or to import Manim again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import manim  # noqa: F401 - imported before any test, as a worker does before any task

from sessen.errors import SessenError
from sessen.pool import Task, TaskResult


class InlinePool:
    """Takes the place of `sessen.pool.ProcessPool` where a test makes many builds and none is about processes."""

    workers = 1

    def __init__(self, workers: int, **options: Any) -> None:
        """Whatever a `ProcessPool` is made with."""

    def run(
        self,
        tasks: Iterable[Task],
        heard: Callable[[Task, Any], None] = lambda task, news: None,
        tick: Callable[[], Iterable[Task] | None] = lambda: (),
    ) -> Iterator[TaskResult]:
        """Do tasks in the order they come, and whatever more there is to do in between."""
        waiting = deque(tasks)
        while True:
            waiting.extend(tick() or ())
            if not waiting:
                return
            yield _outcome(waiting.popleft(), heard)

    def close(self) -> None:
        """Nothing was started."""


def _outcome(task: Task, heard: Callable[[Task, Any], None]) -> TaskResult:
    try:
        return TaskResult(task, task.function(task.args, lambda news: heard(task, news)))
    except SessenError as error:
        return TaskResult(task, error=error)
