"""Animations come to the same colours, and as far, as Manim's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import UP, Circle, FadeIn, Square, VMobject, linear, rush_into, smooth

from sessen.worker.manim_patches.interpolation import quick_blending

_NAMES = (
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_rgbas",
    "stroke_width",
    "background_stroke_width",
    "sheen_direction",
    "sheen_factor",
)
SHARES = st.floats(0, 1)
COLOURS = st.sampled_from(["#000000", "#FF8040", "#123456"])
SHAPES = st.builds(
    lambda color, opacity, width, sheen: Square(
        fill_color=color, fill_opacity=opacity, stroke_width=width, sheen_factor=sheen, sheen_direction=UP
    ).set_stroke("#204060", width=width / 3, opacity=opacity, background=True),
    COLOURS,
    SHARES,
    st.sampled_from([0, 4, 2.5]),
    st.sampled_from([0.0, 0.3]),  # with sheen there are two colours, which are blended with one
)
ALPHAS = st.one_of(SHARES, SHARES.map(np.float64), st.sampled_from([0, 1]))


def blend(one: VMobject, other: VMobject, alpha: Any) -> list[Any]:
    made = Square().interpolate_color(one, other, alpha)
    return [np.asarray(getattr(made, name), float).tobytes() for name in _NAMES]


@given(SHAPES, SHAPES, ALPHAS)
def test_colours_are_manims_to_the_last_bit(one: VMobject, other: VMobject, alpha: Any) -> None:
    manims = blend(one, other, alpha)
    with quick_blending():
        assert blend(one, other, alpha) == manims


def test_what_has_arrived_shares_nothing_with_where_it_went() -> None:
    goal = Square(fill_opacity=0.5)
    with quick_blending():
        made = Square().interpolate_color(Square(), goal, 1.0)
    made.fill_rgbas[0, 3] = 0
    assert goal.fill_rgbas[0, 3] == 0.5


@pytest.mark.parametrize("rate_func", [smooth, linear, rush_into])
@pytest.mark.parametrize("lag_ratio", [0, 0.0, 0.3])
@pytest.mark.parametrize("backwards", [False, True])
@given(alpha=st.one_of(st.floats(-0.5, 1.5), st.sampled_from([0, 1])), index=st.integers(0, 4))
def test_every_shape_has_come_as_far_as_manim_says(
    rate_func: Any, lag_ratio: float, backwards: bool, alpha: float, index: int
) -> None:
    animation = FadeIn(Circle(), rate_func=rate_func, lag_ratio=lag_ratio, reverse_rate_function=backwards)
    manims = animation.get_sub_alpha(alpha, index, 5)
    with quick_blending():
        assert animation.get_sub_alpha(alpha, index, 5) == manims
