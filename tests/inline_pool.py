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
        on_message: Callable[[Task, Any], None] = lambda task, message: None,
        poll: Callable[[], Iterable[Task] | None] = lambda: (),
    ) -> Iterator[TaskResult]:
        """Do tasks in the order they come, and whatever more there is to do in between."""
        waiting = deque(tasks)
        while True:
            waiting.extend(poll() or ())
            if not waiting:
                return
            yield _result(waiting.popleft(), on_message)

    def close(self) -> None:
        """Nothing was started."""


def _result(task: Task, on_message: Callable[[Task, Any], None]) -> TaskResult:
    try:
        return TaskResult(task, task.function(task.args, lambda message: on_message(task, message)))
    except SessenError as error:
        return TaskResult(task, error=error)
