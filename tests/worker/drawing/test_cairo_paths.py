"""Paths that are given to Cairo in one piece are those that Manim builds curve by curve, to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from manim import Camera, Circle, Line, VMobject

from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName
from sessen.worker.drawing import cairo_paths
from sessen.worker.drawing.cairo_paths import PathAppender, path_of, places_of


@pytest.fixture(scope="module")
def camera() -> Camera:
    return Camera(pixel_width=320, pixel_height=180)


def of_manim(shape: VMobject, camera: Camera) -> str:
    context: Any = camera.get_cairo_context(camera.pixel_array)
    context.new_path()
    camera.set_cairo_context_path(context, shape)
    return in_pixels(context)


def of_ours(shape: VMobject, camera: Camera) -> str:
    context: Any = camera.get_cairo_context(camera.pixel_array)
    path = path_of(shape, places_of(shape), camera, context)
    context.move_to(1, 1)  # something of another shape
    PathAppender(context).trace(path)
    return in_pixels(context)


def in_pixels(context: Any) -> str:
    """The path of a context, as Cairo has rounded it; the context is the camera's, and goes on to be used."""
    matrix = context.get_matrix()
    context.identity_matrix()
    path = str(context.copy_path())
    context.set_matrix(matrix)
    return path


def curves() -> st.SearchStrategy[Any]:
    """Curves that go on, that begin anew, and that nearly go on; a few come back to where they began."""
    numbers = st.sampled_from((0.0, 1.0, -2.5, 1e-7, 1.0 + 1e-6, 3.0))
    return st.integers(0, 6).flatmap(lambda count: arrays(np.float64, (4 * count, 3), elements=numbers))


@settings(deadline=None, max_examples=300)
@given(points=curves())
def test_any_curves(camera: Camera, points: Any) -> None:
    shape = VMobject()
    shape.points = points
    assert of_ours(shape, camera) == of_manim(shape, camera)


def test_shapes_of_scenes(camera: Camera) -> None:
    """Letters have holes, and one circle goes far beyond the picture."""
    letters = Typesetter(THEMES[ThemeName.DARK]).words("a8B% 接線")
    shapes = [Circle(), Line(), Circle().scale(1000), *letters.family_members_with_points()]
    assert len(shapes) > 8
    for shape in shapes:
        assert isinstance(shape, VMobject)
        assert of_ours(shape, camera) == of_manim(shape, camera)


@settings(deadline=None, max_examples=300)
@given(
    points=curves(),
    apart=st.sampled_from((0.0, 1e-17, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-6, 1e-4)),
    seed=st.integers(0, 1000),
)
def test_what_fits_has_the_same_path(camera: Camera, points: Any, apart: float, seed: int) -> None:
    """The other way round it need not be so."""
    shape, other = VMobject(), VMobject()
    shape.points = points
    other.points = points + np.random.default_rng(seed).uniform(-apart, apart, points.shape)
    context: Any = camera.get_cairo_context(camera.pixel_array)
    places = places_of(other)
    if places is not None:
        path = path_of(shape, places_of(shape), camera, context)
        if path.fits(places, context.get_matrix()):
            assert of_manim(other, camera) == of_manim(shape, camera)
            assert apart < 1e-8


def test_what_stands_still_in_an_animation_fits(camera: Camera) -> None:
    """There it is a blend of two equal shapes, which differs from both in the last bits."""
    letters = Typesetter(THEMES[ThemeName.DARK]).words("a8B% 接線").family_members_with_points()
    context: Any = camera.get_cairo_context(camera.pixel_array)
    for letter in letters:
        assert isinstance(letter, VMobject)
        path = path_of(letter, places_of(letter), camera, context)
        letter.points = (1 - 0.3) * letter.points + 0.3 * letter.points
        assert path.fits(places_of(letter), context.get_matrix())  # type: ignore[arg-type]
        letter.points = letter.points + 1e-6
        assert not path.fits(places_of(letter), context.get_matrix())  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_left_to_manim(camera: Camera, number: float) -> None:
    shape = Circle()
    shape.points = shape.points.copy()
    shape.points[5, 1] = number
    assert of_ours(shape, camera) == of_manim(shape, camera)


@pytest.mark.parametrize("kind", [np.float32, np.int64])
def test_other_kinds_of_numbers(camera: Camera, kind: type[Any]) -> None:
    circle = Circle().scale(3)
    circle.points = circle.points.astype(kind)
    assert of_ours(circle, camera) == of_manim(circle, camera)


def test_where_the_library_cannot_be_called_the_path_is_the_same(
    camera: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows; and here it can be, or nothing above would say anything about it."""
    circle = Circle()
    assert path_of(circle, places_of(circle), camera, camera.get_cairo_context(camera.pixel_array)).data is not None
    monkeypatch.setattr(cairo_paths, "is_supported", lambda: False)
    assert path_of(circle, places_of(circle), camera, camera.get_cairo_context(camera.pixel_array)).data is None
    assert of_ours(circle, camera) == of_manim(circle, camera)
