"""What an edit of the lecture's own scenes costs: a step depends on no body of a later one."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from sessen.keys import SceneOutline, SourceGraph, static_keys
from sessen.lesson import Lesson
from sessen.variant import Variant
from tests.scenes.support import lecture

GRAPH = SourceGraph()  # reads the engine once


@pytest.mark.parametrize("lesson", lecture(), ids=lambda lesson: lesson.__name__)
def test_no_step_of_the_lecture_depends_on_a_later_one(lesson: type[Lesson]) -> None:
    """Code of a scene that names a later step, or computes names, would make every edit render the whole scene."""
    steps = tuple(each.name for each in lesson.steps())
    shape = SceneOutline(steps, tuple(each.__name__ for each in lesson.__mro__))
    keys = static_keys(shape, GRAPH.closure(Path(inspect.getfile(lesson))), Variant(), (), {})
    reached = {
        f"{step} on {later}"
        for index, step in enumerate(steps)
        for later in steps[index + 1 :]
        if any(": body of " in part and part.endswith(f".{later}") for part in keys[step].parts)
    }
    assert reached == set()
    assert any(": body of " in part and part.endswith(f".{steps[-1]}") for part in keys[steps[-1]].parts)
