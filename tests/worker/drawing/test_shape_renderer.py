"""What a shape is said to touch holds all that it paints."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import Camera, CapStyleType, LineJointType, VMobject

from sessen.video.color import Box
from sessen.worker.drawing.masks import MaskCache
from sessen.worker.drawing.shape_renderer import ShapeRenderer, appearance_key

SIZE = 160, 90


@pytest.fixture(scope="module")
def camera() -> Camera:
    return Camera(pixel_width=SIZE[0], pixel_height=SIZE[1])


def painted(shape: VMobject, camera: Camera) -> tuple[Any, Box]:
    """Where pixels have changed, and the box of the shape."""
    pixels = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    matrix: Any = camera.get_cairo_context(camera.pixel_array).get_matrix()
    brush = ShapeRenderer(camera, pixels, MaskCache(*SIZE, matrix))
    drawn = brush.described(shape, appearance_key(shape), None)
    brush.draw(drawn)
    return pixels.any(axis=2), drawn.box


PLACES = st.tuples(st.integers(-6, 6), st.integers(-4, 4))


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.lists(PLACES, min_size=3, max_size=3), min_size=1, max_size=3),
    PLACES,
    st.booleans(),
    st.sampled_from([4, 30, 100]),
    st.sampled_from(LineJointType),
    st.sampled_from(CapStyleType),
)
def test_nothing_is_painted_outside_of_the_box(
    camera: Camera,
    curves: list[list[tuple[int, int]]],
    start: tuple[int, int],
    closed: bool,
    width: float,
    joint: LineJointType,
    cap: CapStyleType,
) -> None:
    """Sharp corners stick out far, square ends a little; one curve that comes back to where it began has a corner."""
    shape = VMobject(stroke_width=width, stroke_opacity=1, joint_type=joint, cap_style=cap)
    points, at = [], start
    for number, (first, second, end) in enumerate(curves):
        goal = start if closed and number == len(curves) - 1 else end
        points += [at, first, second, goal]
        at = goal
    shape.points = np.array([(*place, 0) for place in points], float) / 2
    seen, (left, top, right, bottom) = painted(shape, camera)
    seen[top:bottom, left:right] = False
    assert not seen.any()
