"""What is the same in the environment of every worker, on every machine."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

_FIXED: Final = {
    "PYTHONHASHSEED": "0",  # the order of a set of words; Python reads it as it starts
    # One thread a process: several would fight for the cores, and how sums are split up changes their last digits.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


@contextmanager
def fixed_environment() -> Iterator[Mapping[str, str | None]]:
    """Let processes that are started meanwhile begin alike; gives what they need for `show_environment`."""
    before = {name: os.environ.get(name) for name in _FIXED}
    os.environ.update(_FIXED)
    try:
        yield before
    finally:
        for name, value in before.items():
            _put_back(name, value)


def show_environment(before: Mapping[str, str | None]) -> None:
    """Let code in this process read the environment as people have set it.

    Libraries, and programs that are started from here, find what is fixed: they ask the system, and not Python.
    """
    for name, value in before.items():
        _put_back(name, value)
        os.putenv(name, _FIXED[name])


def _put_back(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
