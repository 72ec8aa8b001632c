"""A pool on a Dask cluster behaves as the local one does, whatever becomes of its workers."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sessen.cli import main
from sessen.errors import SessenError
from sessen.installation import install
from sessen.pool import ProcessPool, Task, TaskTimeout, bundle, dask_connection
from sessen.pool.bundle import BundleTooLarge, SourceBundle, pack, unpack
from sessen.pool.dask import DaskPool, RemoteTask
from sessen.pool.dask_connection import ClusterNotInstalled, ClusterUnreachable, NoWorkers, connect
from tests.pool import far_work, work
from tests.pool.dask_processes import machine, scheduler, wait_until, workers
from tests.pool.test_local import is_gone


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler and two workers."""
    there = machine(tmp_path_factory.mktemp("cluster"))
    with scheduler(there) as address, workers(address, there, 2):
        yield address


@pytest.fixture
def project(tmp_path: Path) -> SourceBundle:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "note.txt").write_text("接線", encoding="utf-8")
    return pack(tmp_path / "project")


@pytest.fixture
def pool(address: str, project: SourceBundle, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., DaskPool]]:
    """Makes farms whose tasks travel when their function is one of `far_work`."""
    # The workers have a copy of Sessen; whether that is the same is another test's question.
    monkeypatch.setattr(dask_connection, "_require_versions", lambda client: None)
    farms: list[DaskPool] = []

    def make(accept: Callable[[Any], None] = lambda news: None) -> DaskPool:
        def trip(task: Task) -> RemoteTask | None:
            return (
                RemoteTask(task.function, task.args, project, accept)
                if task.function.__module__ == far_work.__name__
                else None
            )

        farms.append(DaskPool(address, ProcessPool(1), trip))
        return farms[-1]

    yield make
    for each in farms:
        each.close()


def outcomes(pool: DaskPool, *tasks: Task) -> dict[str, Any]:
    return {outcome.task.name: outcome.error or outcome.result for outcome in pool.run(tasks)}


def test_every_task_is_done_there_or_here_and_news_come_on_the_way(pool: Callable[..., DaskPool]) -> None:
    heard: list[int] = []
    tasks = [Task(str(number), far_work.square, number) for number in range(4)] + [Task("here", work.square, 4)]
    results = [outcome.result for outcome in pool().run(tasks, lambda task, news: heard.append(news))]
    assert sorted(results) == [0, 1, 4, 9, 16]
    assert sorted(heard) == [0, 1, 2, 3, 4]


def test_more_tasks_may_come_while_others_run(pool: Callable[..., DaskPool]) -> None:
    later = [[Task("late", far_work.square, 5)], None, None, [Task("last", work.square, 6)], []]

    def poll() -> list[Task] | None:
        return later.pop(0) if later else []

    found = [outcome.result for outcome in pool().run([Task("early", far_work.square, 2)], poll=poll)]
    assert sorted(found) == [4, 25, 36]


def test_it_has_as_many_workers_as_the_cluster(pool: Callable[..., DaskPool]) -> None:
    assert pool().workers == 2


def test_the_files_of_the_project_go_along(pool: Callable[..., DaskPool]) -> None:
    assert outcomes(pool(), Task("read", far_work.read_file, "note.txt")) == {"read": "接線"}


@pytest.mark.usefixtures("pool")
def test_many_files_go_along_without_a_word_from_dask(
    address: str, project: SourceBundle, recwarn: pytest.WarningsRecorder
) -> None:
    (project.root / "film.bin").write_bytes(random.Random(1).randbytes(12_000_000))
    big = pack(project.root)
    sending = DaskPool(
        address, ProcessPool(1), lambda task: RemoteTask(task.function, task.args, big, lambda news: None)
    )
    with sending:
        assert outcomes(sending, Task("read", far_work.read_file, "note.txt")) == {"read": "接線"}
    assert not [each for each in recwarn if each.category is UserWarning]


def test_a_task_that_fails_or_never_ends_harms_no_other(pool: Callable[..., DaskPool]) -> None:
    found = outcomes(
        pool(),
        Task("bad", far_work.fail, "wrong"),
        Task("endless", far_work.sleep_for_ever, None, timeout=1.5),
        Task("good", far_work.square, 3),
    )
    assert str(found["bad"]) == "here: wrong\n  mend it"
    assert isinstance(found["endless"], TaskTimeout)
    assert found["good"] == 9


def test_a_worker_killed_in_the_middle_costs_a_retry(pool: Callable[..., DaskPool], tmp_path: Path) -> None:
    found = outcomes(
        pool(),
        Task("again", far_work.end_dask_worker_once, str(tmp_path / "mark")),
        Task("good", far_work.square, 3),
    )
    assert found == {"again": "alive", "good": 9}


def test_news_that_are_not_accepted_are_the_failure_of_their_task(pool: Callable[..., DaskPool]) -> None:
    def refuse(news: int) -> None:
        if news == 7:
            raise SessenError("not the same there")

    heard: list[int] = []
    tasks = [Task("seven", far_work.square, 7), Task("eight", far_work.square, 8)]
    found = {
        outcome.task.name: outcome.error or outcome.result
        for outcome in pool(refuse).run(tasks, lambda task, news: heard.append(news))
    }
    assert str(found["seven"]) == "not the same there"
    assert found["eight"] == 64
    assert heard == [8]


def test_leaving_in_the_middle_ends_what_runs_there(pool: Callable[..., DaskPool], tmp_path: Path) -> None:
    note = tmp_path / "process"

    def interrupt(task: Task, news: Any) -> None:
        raise KeyboardInterrupt

    def work_until_interrupted() -> None:
        with pool() as leaving:
            list(leaving.run([Task("long", far_work.note_process_and_wait, str(note))], interrupt))

    with pytest.raises(KeyboardInterrupt):
        work_until_interrupted()
    wait_until(note.exists)
    assert is_gone(int(note.read_text()))


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_connection, "_PATIENCE", 1)
    with pytest.raises(ClusterUnreachable, match="does not answer") as told:
        connect("tcp://127.0.0.1:9")
    assert told.value.location == "tcp://127.0.0.1:9"
    assert "dask scheduler" in told.value.hint


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dask_connection, "_PATIENCE", 2)
    with scheduler(machine(tmp_path)) as lonely, pytest.raises(NoWorkers) as told:
        connect(lonely)
    assert f"dask worker {lonely}" in told.value.hint


def test_without_dask_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterNotInstalled):
        connect("tcp://127.0.0.1:9")
    assert main(["--cluster", "tcp://127.0.0.1:9"]) == 2
    assert install("cluster") in capsys.readouterr().err


def test_baggage_is_known_by_names_and_contents(tmp_path: Path) -> None:
    """The same files elsewhere, with other times, are the same; what is hidden, compiled or a product stays here."""
    for place in ("one", "other"):
        folder = tmp_path / place
        for name in ("scenes/a.py", ".git/config", ".venv/x.py", "env/pyvenv.cfg", "out/a.mp4", "__pycache__/a.pyc"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("x" if name.startswith("scenes") else place)
    one, other = (pack(tmp_path / place, [tmp_path / place / "out"]) for place in ("one", "other"))
    assert one.digest == other.digest
    folder = unpack(one.data, one.digest, tmp_path / "shelf")
    assert sorted(path.name for path in folder.rglob("*")) == ["a.py", "pyproject.toml", "scenes"]
    assert unpack(one.data, one.digest, tmp_path / "shelf") == folder
    (tmp_path / "other/scenes/a.py").write_text("y")
    assert pack(tmp_path / "other", [tmp_path / "other/out"]).digest != one.digest


def test_a_project_that_is_too_big_to_send_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST_BYTES", 10)
    (tmp_path / "film.bin").write_bytes(bytes(11))
    with pytest.raises(BundleTooLarge):
        pack(tmp_path)
