"""Mobjects are as large, and stand where, as Manim says that they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from manim import DOWN, LEFT, ORIGIN, RIGHT, UL, UR, Dot, Group, Mobject, Square, ValueTracker, VGroup, VMobject

from sessen.worker.manim_patches.bounding_box import quick_bounds

NUMBERS = st.sampled_from([0.0, 1.0, -2.5, 1 / 3, 1e6, float("nan")])
POINTS = st.integers(0, 9).flatmap(lambda count: arrays(float, (count, 3), elements=NUMBERS))

ASKED: list[Callable[[Any], Any]] = [
    *(lambda mobject, way=way: mobject.get_critical_point(way) for way in (ORIGIN, UL, UR, DOWN, LEFT, [1, 0, -1])),
    lambda mobject: mobject.get_points_defining_boundary(),
    lambda mobject: mobject.width,
    lambda mobject: mobject.reduce_across_dimension(min, 1),
    lambda mobject: mobject.reduce_across_dimension(max, 2),
    lambda mobject: mobject.reduce_across_dimension(np.mean, 0),
    lambda mobject: mobject.reduce_across_dimension(min, 3),
    lambda mobject: mobject.get_x(),
]


def answers(mobject: Any) -> list[Any]:
    """All that is asked of a mobject; what Manim refuses, by the kind of its error."""
    found = []
    for ask in ASKED:
        try:
            found.append(ask(mobject))
        except (AssertionError, AttributeError, IndexError, TypeError, ValueError) as error:
            found.append(type(error).__name__)
    return found


def assert_the_same(mobject: Any) -> None:
    manims = answers(mobject)
    with quick_bounds():
        ours = answers(mobject)
    for one, other in zip(ours, manims, strict=True):
        np.testing.assert_array_equal(one, other)


@given(st.lists(POINTS, min_size=1, max_size=4))
def test_any_family_is_as_large_as_manim_says(families: list[Any]) -> None:
    """With whole curves and halves of them, empty members, and numbers that are none."""
    top = VMobject()
    for number, points in enumerate(families):
        member = VMobject()
        member.points = points
        (top if number % 2 else VGroup(member)).add(member)
        top.add(member)
    assert_the_same(top)


class Pinned(Square):
    """A square with its own word for where it begins and ends."""

    def get_anchors(self) -> Any:
        return [np.array([7.0, 8.0, 9.0])]

    def get_extremum_along_dim(self, points: Any = None, dim: int = 0, key: Any = 0) -> float:
        return 5.0


def whole_numbers() -> Square:
    square = Square()
    square.points = np.round(3 * square.points).astype(int)
    return square


def halves() -> Square:
    square = Square()
    square.points = (square.points / 3).astype(np.float32)
    return square


@pytest.mark.parametrize(
    "made",
    [
        Mobject,
        VGroup,
        Pinned,
        whole_numbers,
        halves,
        lambda: VGroup(Pinned(), Dot(RIGHT)),
        lambda: VGroup(Square(), VGroup(Dot(UL))),
        lambda: Group(Square(), ValueTracker(3)),
    ],
)
def test_mobjects_of_other_kinds_are_left_to_manim(made: Callable[[], Any]) -> None:
    assert_the_same(made())
