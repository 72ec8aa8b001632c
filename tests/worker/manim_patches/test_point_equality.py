"""The quick comparison of points says what Manim's own does."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from manim import VMobject

from sessen.worker.manim_patches.point_equality import quick_nearness

#: Numbers that are often within Manim's tolerance of each other, and such as come of a division by zero.
NUMBERS = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, 1.0 + 1e-6, 1.0 - 1e-5, 1e6, 1e6 + 10, 1e-7, float("inf"), -float("inf")]),
    st.just(float("nan")),
    st.floats(-10, 10),
)
POINTS = st.tuples(NUMBERS, NUMBERS, NUMBERS).map(np.array)


@given(POINTS, POINTS, st.sampled_from([1e-6, 1e-3]))
@example(np.array([1.0, 0, 0]), np.array([1.000011, 0, 0]), 1e-6)
@example(np.array([1.0, 0, 0]), np.array([np.inf, 0, 0]), 1e-6)
def test_two_points_are_one_when_manim_says_so(first: Any, second: Any, tolerance: float) -> None:
    mobject = VMobject(tolerance_for_point_equality=tolerance)
    manims = mobject.consider_points_equals(first, second)
    with quick_nearness():
        assert mobject.consider_points_equals(first, second) == manims


@given(st.lists(POINTS, min_size=3, max_size=4).map(np.array))
def test_rows_of_points_are_compared_as_manim_compares_them(rows: Any) -> None:
    """Manim asks of the last curve of a path and one point, against its own words for what it takes."""
    mobject = VMobject()
    manims = mobject.consider_points_equals(rows[1:], rows[0])
    with quick_nearness():
        assert mobject.consider_points_equals(rows[1:], rows[0]) == manims
