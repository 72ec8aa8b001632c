"""Which openings are the reading of source for an import: the loaders of the project's modules say so themselves.

A module is known by its imports, and an edit of a comment in it changes no picture. Whoever else opens it reads data.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

#: Has a search pass unseen everywhere; whoever traces puts its own here.
pause: Callable[[], AbstractContextManager[None]] = nullcontext


class _Now(threading.local):
    def __init__(self) -> None:
        self.read: str = ""
        self.searches = 0


_now = _Now()


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Let the openings of a module's own file pass as the reading of source while the block runs."""
    before, _now.read = _now.read, file
    try:
        yield
    finally:
        _now.read = before


@contextmanager
def searching() -> Iterator[None]:
    """Let looks at folders pass as the search for a module while the block runs."""
    _now.searches += 1
    try:
        with pause():
            yield
    finally:
        _now.searches -= 1


def is_read(name: str) -> bool:
    """Whether a file is opened in this thread because it is the source of a module that is being imported."""
    return bool(_now.read) and name == _now.read


def is_looked_for() -> bool:
    """Whether this thread is looking for a module."""
    return _now.searches > 0
