"""A run leaves Python's collector of garbage as it was."""

from __future__ import annotations

import gc
import weakref

import pytest

from sessen.worker.manim_patches.garbage import collecting_rarely


def test_the_collector_is_as_before_after_a_run_also_after_one_that_failed() -> None:
    def fail() -> None:
        with collecting_rarely():
            seen.append((gc.get_threshold()[0], gc.get_freeze_count()))
            raise ValueError("failed")

    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    seen: list[tuple[int, int]] = []
    with pytest.raises(ValueError, match="failed"):
        fail()
    assert seen[0][0] > before[0]
    assert seen[0][1] > frozen
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() <= frozen


def test_what_an_earlier_scene_has_left_does_not_stay_while_the_next_one_runs() -> None:
    class Scene:
        def __init__(self) -> None:
            self.itself = self

    scene = Scene()
    left = weakref.ref(scene)
    del scene
    assert left() is not None
    with collecting_rarely():
        assert left() is None


def test_garbage_in_cycles_still_goes_while_a_scene_runs() -> None:
    class Node:
        def __init__(self) -> None:
            self.itself = self
            self.load = [object()] * 8

    with collecting_rarely():
        for _ in range(100_000):
            Node()
        assert sum(isinstance(each, Node) for each in gc.get_objects()) < 50_000
