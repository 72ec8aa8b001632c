"""A pool does all tasks, whatever one of them does to its worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sessen.errors import SessenError
from sessen.pool import MemoryLimitExceeded, ProcessPool, Task, TaskTimeout, WorkerDied
from sessen.pool.sizing import worker_count
from tests.pool import work

SOON = 20.0


@pytest.fixture
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(2, memory_limit=400 * 2**20) as pool:
        yield pool


def outcomes(pool: ProcessPool, *tasks: Task) -> dict[str, Any]:
    return {outcome.task.name: outcome.error or outcome.result for outcome in pool.run(tasks)}


def test_every_task_is_done_and_news_come_on_the_way(pool: ProcessPool) -> None:
    heard: list[int] = []
    tasks = [Task(str(number), work.square, number) for number in range(5)]
    results = [outcome.result for outcome in pool.run(tasks, lambda task, news: heard.append(news))]
    assert sorted(results) == [0, 1, 4, 9, 16]
    assert sorted(heard) == [0, 1, 2, 3, 4]


def test_the_longest_is_begun_first() -> None:
    heard: list[int] = []
    with ProcessPool(1) as pool:
        tasks = [Task(str(weight), work.square, weight, weight) for weight in (1, 3, 2)]
        list(pool.run(tasks, lambda task, news: heard.append(news)))
    assert heard == [3, 2, 1]


def test_a_task_that_fails_harms_no_other(pool: ProcessPool) -> None:
    found = outcomes(
        pool, Task("bad", work.fail, "wrong"), Task("worse", work.stumble, None), Task("good", work.square, 3)
    )
    assert str(found["bad"]) == "here: wrong\n  mend it"
    assert "ZeroDivisionError: a mistake" in found["worse"].message
    assert "stumble" in found["worse"].traceback
    assert found["good"] == 9


def test_nothing_temporary_is_left_of_workers_that_were_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they had open cannot be cleared up by themselves."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with ProcessPool(1) as pool:
        assert isinstance(outcomes(pool, Task("mess", work.leave_a_mess, None))["mess"], WorkerDied)
        assert [*tmp_path.rglob("half")]
    assert not [*tmp_path.iterdir()]


def test_a_killed_worker_costs_a_retry(pool: ProcessPool, tmp_path: Path) -> None:
    found = outcomes(pool, Task("again", work.die_once, str(tmp_path / "mark")), Task("good", work.square, 3))
    assert found == {"again": "alive", "good": 9}


def test_a_task_that_kills_its_worker_twice_is_given_up(pool: ProcessPool) -> None:
    found = outcomes(pool, Task("deadly", work.die, None), Task("good", work.square, 3))
    assert isinstance(found["deadly"], WorkerDied)
    assert "signal 9" in found["deadly"].message
    assert found["good"] == 9


def test_a_task_that_never_ends_is_ended_and_named(pool: ProcessPool) -> None:
    found = outcomes(pool, Task("endless", work.sleep_for_ever, None, timeout=1.5), Task("good", work.square, 3))
    assert isinstance(found["endless"], TaskTimeout)
    assert found["endless"].location == "endless"
    assert found["good"] == 9


def test_news_are_a_sign_of_life(pool: ProcessPool) -> None:
    assert outcomes(pool, Task("slow", work.tell_slowly, 4, timeout=1.2)) == {"slow": "done"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process its memory in /proc")
def test_a_task_that_eats_memory_is_ended_and_named(pool: ProcessPool) -> None:
    found = outcomes(pool, Task("greedy", work.eat, None), Task("good", work.square, 3))
    assert isinstance(found["greedy"], MemoryLimitExceeded)
    assert found["good"] == 9


def test_more_tasks_may_come_while_others_run(pool: ProcessPool) -> None:
    later = [[Task("late", work.square, 5)], None, []]

    def poll() -> list[Task] | None:
        return later.pop(0) if later else []

    found = [outcome.result for outcome in pool.run([Task("early", work.square, 2)], poll=poll)]
    assert sorted(found) == [4, 25]


def test_leaving_in_the_middle_leaves_no_process() -> None:
    processes: list[int] = []

    def interrupt(task: Task, process: int) -> None:
        processes.append(process)
        raise KeyboardInterrupt

    def work_until_interrupted() -> None:
        with ProcessPool(2) as pool:
            list(pool.run([Task("long", work.note_process, None)], interrupt))

    with pytest.raises(KeyboardInterrupt):
        work_until_interrupted()
    assert processes
    assert all(is_gone(process) for process in processes)


PARENT = """
import sys
from sessen.pool import ProcessPool, Task
from tests.pool import work
if __name__ == "__main__":
    with ProcessPool(1) as pool:
        show = lambda task, process: print(process, flush=True)
        list(pool.run([Task("long", work.note_process, None)], show))
"""


def test_workers_die_with_their_parent(tmp_path: Path) -> None:
    """kill -9 of the build leaves no orphan."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert is_gone(worker)


def is_gone(process: int) -> bool:
    """Whether a process ends within a few seconds; one that nobody has waited for counts as ended."""
    deadline = time.monotonic() + SOON
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


def test_errors_travel_whole() -> None:
    with ProcessPool(1) as pool:
        error = outcomes(pool, Task("bad", work.fail, "wrong"))["bad"]
    assert isinstance(error, SessenError)
    assert (error.message, error.location, error.hint) == ("wrong", "here", "mend it")


def test_what_a_person_asks_for_wins_over_what_the_machine_has() -> None:
    assert worker_count(1920 * 1080, wanted=7) == 7
    assert 1 <= worker_count(1920 * 1080) <= (os.cpu_count() or 1)


def test_fewer_workers_where_memory_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    from sessen.pool import sizing

    monkeypatch.setattr(sizing, "cores", lambda: 16)
    monkeypatch.setattr(sizing, "memory_available", lambda: 4 * 2**30)
    assert sizing.worker_count(3840 * 2160) < sizing.worker_count(1920 * 1080) < 16
