"""Tasks that are started one by one, for somebody who waits."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from sessen.pool import ProcessPool, Task
from sessen.pool.isolation import CAN_FORK


def niceness(order: None, tell: Callable[[Any], None]) -> tuple[int, int]:
    """How far this process gives way, and the id of the one that lives on: this, or what it was forked from."""
    is_fork = CAN_FORK and os.getpgrp() == os.getpid()
    return os.getpriority(os.PRIO_PROCESS, 0), os.getppid() if is_fork else os.getpid()


def work_for_ever(order: None, tell: Callable[[Any], None]) -> None:
    """Never end, with a temporary folder in use."""
    with tempfile.TemporaryDirectory() as folder:
        tell(folder)
        time.sleep(600)


@pytest.fixture
def pool() -> Iterator[ProcessPool]:
    pool = ProcessPool(spare=2)
    yield pool
    pool.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no niceness")
def test_who_is_waited_for_has_right_of_way(pool: ProcessPool) -> None:
    """Tasks of low priority give way to others, and nothing that is waited for is done by a process that gives way."""
    here = os.getpriority(os.PRIO_PROCESS, 0)
    found: dict[bool, set[tuple[int, int]]] = {False: set(), True: set()}
    for calm in (True, False, True, False):
        task = pool.start(Task("task", niceness, None, timeout=60, low_priority=calm, shares_process=not calm))
        assert task.done.wait(120)
        found[calm].add(task.result)
    assert {nice for nice, _ in found[False]} == {here}
    assert {nice for nice, _ in found[True]} == {here + 10}
    # Each kind lives on from task to task.
    assert len(found[False]) == len(found[True]) == 1


def test_nothing_temporary_is_left_of_what_was_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pool = ProcessPool(spare=2)
    told: Queue[str] = Queue()
    task = pool.start(Task("task", work_for_ever, None, timeout=60), on_message=lambda _, folder: told.put(folder))
    folder = Path(told.get(timeout=120))
    pool.cancel(task)
    assert task.done.wait(60)
    assert folder.is_dir()
    pool.close()
    assert not folder.exists()
    assert not [*tmp_path.glob("sessen-*")]
