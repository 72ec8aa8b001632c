"""A Dask cluster of real processes on this machine, ended by their own ids, with waits that have an end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sessen

REPOSITORY = Path(__file__).parents[2]
SOON = 90.0


@dataclass(frozen=True)
class Machine:
    """A folder with a copy of Sessen in it, so that what is edited in the checkout meanwhile changes nothing."""

    folder: Path

    @property
    def engine(self) -> Path:
        return self.folder / "sessen"

    def environment(self, *before: Path) -> dict[str, str]:
        """An environment in which Python finds this copy first, and then what the tests find."""
        places = [*map(str, before), str(self.folder), *(path for path in sys.path if path)]
        return os.environ | {"PYTHONPATH": os.pathsep.join(places)}


def machine(folder: Path) -> Machine:
    assert sessen.__file__
    shutil.copytree(Path(sessen.__file__).parent, folder / "sessen", ignore=shutil.ignore_patterns("__pycache__"))
    return Machine(folder)


@contextmanager
def scheduler(there: Machine) -> Iterator[str]:
    """The address of a scheduler without workers."""
    told = there.folder / "scheduler.json"
    words = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    with _process(there, words, there.environment()):
        wait_until(lambda: told.exists() and bool(told.read_text().strip()))
        yield json.loads(told.read_text())["address"]


@contextmanager
def workers(address: str, there: Machine, count: int, *before: Path) -> Iterator[None]:
    """Worker processes, each with a nanny that starts another when it ends."""
    known = count_workers(address)
    options = ("--nthreads", "1", "--nworkers", str(count), "--local-directory", str(there.folder), "--no-dashboard")
    with _process(there, ("worker", address, *options), there.environment(*before)):
        wait_until(lambda: count_workers(address) == known + count)
        yield
    wait_until(lambda: count_workers(address) == known)


def count_workers(address: str) -> int:
    from distributed import Client

    with Client(address, set_as_default=False, timeout=SOON) as client:
        return len(client.nthreads())


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < deadline, "a part of the cluster did not start or end in time"
        time.sleep(0.2)


@contextmanager
def _process(there: Machine, words: tuple[str, ...], environment: dict[str, str]) -> Iterator[None]:
    with (there.folder / f"{words[0]}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            cwd=there.folder,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                pass
            # A session of its own: whatever a nanny has left behind, and nothing else, ends with it.
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait(20)
