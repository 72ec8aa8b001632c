"""Many small pieces of work, several at a time, each in a process of its own that is forked from this one."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

Task = TypeVar("Task")


class OutOfTime(BaseException):
    """A piece of work has taken too long; no code of a scene catches this."""


def in_forks(
    work: Callable[[Task], Any], tasks: Sequence[Task], *, processes: int, seconds: int
) -> Iterator[tuple[Task, Any]]:
    """Each task with what ``work`` returns for it, or with the exception that it has raised, in the order of ``tasks``.

    Manim is imported once, before; nothing that one task changes reaches another.

    Parameters
    ----------
    seconds
        How long each may take.
    """
    import sessen.worker  # noqa: F401 - so that forked processes need not import it

    with multiprocessing.get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        yield from zip(tasks, pool.imap(partial(_bounded, work, seconds), tasks), strict=True)


def _bounded(work: Callable[[Task], Any], seconds: int, task: Task) -> Any:
    def stop(*_: object) -> None:
        raise OutOfTime(f"took longer than {seconds} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    _be_quiet()
    try:
        return work(task)
    except BaseException as error:  # noqa: BLE001 - one that cannot be pickled would stop the pool
        return RuntimeError(f"{type(error).__name__}: {error}")
    finally:
        signal.alarm(0)


def _be_quiet() -> None:
    """What scenes print is not what is asked for."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
