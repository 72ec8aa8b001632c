"""Dot product and projection, in any dimension."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from sessen.mathematics import Projection, VectorError, dot

COMPONENTS = st.lists(st.integers(-50, 50), min_size=2, max_size=6)


def test_the_notes_example() -> None:
    assert dot((1, 2, 3), (4, 5, 6)) == 32


def test_the_default_of_the_scene() -> None:
    shadow = Projection((2, 3), (4, 1))
    assert shadow.dot == 11
    assert shadow.signed_length == 11 / sympy.sqrt(17)
    assert shadow.foot == (sympy.Rational(44, 17), sympy.Rational(11, 17))
    assert shadow.cosine == 11 / (sympy.sqrt(13) * sympy.sqrt(17))
    assert shadow.angle == pytest.approx(math.acos(11 / math.sqrt(13 * 17)))


def test_floats_are_decimals() -> None:
    assert dot((0.1, 0.2), (3, 1)) == sympy.Rational(1, 2)


@given(st.data())
def test_rejection_is_square_to_b_and_both_parts_make_a(data: st.DataObject) -> None:
    a = data.draw(COMPONENTS)
    b = data.draw(st.lists(st.integers(-50, 50), min_size=len(a), max_size=len(a)))
    assume(any(a) and any(b))
    shadow = Projection(a, b)
    assert dot(shadow.rejection, b) == 0
    assert [p + q for p, q in zip(shadow.foot, shadow.rejection, strict=True)] == a
    assert sympy.simplify(shadow.signed_length * shadow.length_b - shadow.dot) == 0
    assert shadow.dot == int(np.dot(a, b))


@given(st.data(), st.floats(-7, 7))
def test_plane_is_true_to_lengths_and_angle(data: st.DataObject, direction: float) -> None:
    a = data.draw(COMPONENTS)
    b = data.draw(st.lists(st.integers(-50, 50), min_size=len(a), max_size=len(a)))
    assume(any(a) and any(b))
    shadow = Projection(a, b)
    flat_a, flat_b = (np.array(point) for point in shadow.plane_coordinates(direction))
    assert np.linalg.norm(flat_a) == pytest.approx(np.linalg.norm(a), rel=1e-12)
    assert np.linalg.norm(flat_b) == pytest.approx(np.linalg.norm(b), rel=1e-12)
    assert flat_a @ flat_b == pytest.approx(np.dot(a, b), rel=1e-9, abs=1e-9)
    assert flat_b == pytest.approx(np.linalg.norm(b) * np.array([math.cos(direction), math.sin(direction)]), abs=1e-9)


@pytest.mark.parametrize(("factor", "angle"), [(-2, math.pi), (3, 0.0), (sympy.Rational(1, 7), 0.0)])
def test_parallel_vectors_lie_on_one_line_exactly(factor: sympy.Expr, angle: float) -> None:
    shadow = Projection((1, 2, 3), (factor * 1, factor * 2, factor * 3))
    assert shadow.angle == angle
    assert shadow.height == 0
    assert shadow.plane_coordinates()[0][1] == 0
    assert shadow.rejection == (0, 0, 0)


def test_tiny_angles_keep_their_digits() -> None:
    assert Projection((1, 1e-9), (1, 0)).angle == pytest.approx(1e-9, rel=1e-12)


def test_irrational_components_stay_exact() -> None:
    assert Projection((sympy.sqrt(2), 0), (sympy.sqrt(2), 1)).dot == 2


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ((0, 0), (1, 2), "a is the zero vector"),
        ((1, 2), (0, 0.0), "b is the zero vector"),
        ((1, 2), (1, 2, 3), "a has 2 components and b has 3"),
        ((), (), "at least one component"),
    ],
)
def test_refused(a: tuple[float, ...], b: tuple[float, ...], words: str) -> None:
    with pytest.raises(VectorError, match=words):
        Projection(a, b)
