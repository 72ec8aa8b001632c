"""Processes that do errands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sessen.preview.crew import Crew


def niceness(order: None, tell: Callable[[Any], None]) -> tuple[int, int]:
    """How far this process gives way, and its id."""
    return os.getpriority(os.PRIO_PROCESS, 0), os.getpid()


@pytest.fixture
def crew() -> Iterator[Crew]:
    crew = Crew()
    yield crew
    crew.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no niceness")
def test_who_is_waited_for_has_right_of_way(crew: Crew) -> None:
    """Calm errands give way to others, and nothing that is waited for is done by a process that gives way."""
    here = os.getpriority(os.PRIO_PROCESS, 0)
    found: dict[bool, set[tuple[int, int]]] = {False: set(), True: set()}
    for calm in (True, False, True, False):
        errand = crew.start("errand", niceness, None, patience=60, calm=calm)
        assert errand.done.wait(120)
        found[calm].add(errand.result)
    assert {nice for nice, _ in found[False]} == {here}
    assert {nice for nice, _ in found[True]} == {here + 10}
    # Each kind lives on from errand to errand.
    assert len(found[False]) == len(found[True]) == 1
