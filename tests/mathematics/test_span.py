"""The span of two vectors: combinations and the turn that makes them parallel, against NumPy."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sessen.mathematics import Span, VectorError

PAIRS = [((3, 1), (1, 2)), ((-2, -3), (4, 1)), ((1, 0), (-1, 2)), ((2, 5), (5, -2))]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_the_turn_keeps_the_length_and_ends_on_the_line_of_a(a: tuple[int, int], b: tuple[int, int]) -> None:
    """By at most a right angle, and there and only there the rank drops."""
    span = Span(a, b)
    assert abs(span.turn) <= math.pi / 2 + 1e-12
    for share in np.linspace(0, 1, 11):
        turned = span.turned(float(share))
        assert math.hypot(*turned) == pytest.approx(math.hypot(*b))
        assert span.rank(float(share)) == np.linalg.matrix_rank(np.array([a, turned], float), tol=1e-9)
    assert span.turned(0.0) == pytest.approx(b)
    before = span.turned(1 - 1e-6)
    assert np.linalg.norm(span.turned(1.0) - before) < 1e-5 * math.hypot(*b)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_combinations_are_sums_of_multiples(a: tuple[int, int], b: tuple[int, int]) -> None:
    span = Span(a, b)
    assert span.combination(1.5, -2.0) == pytest.approx(1.5 * np.array(a) - 2.0 * np.array(b))
    assert [float(part) for part in span.total] == pytest.approx(np.add(a, b))


@pytest.mark.parametrize(
    ("a", "b", "complaint"),
    [((0, 0), (1, 2), "a is the zero vector"), ((1, 2), (2, 4), "parallel"), ((100, 0), (0, 1), "100 times as long")],
)
def test_vectors_that_span_no_plane_to_be_seen_are_refused(
    a: tuple[int, int], b: tuple[int, int], complaint: str
) -> None:
    with pytest.raises(VectorError, match=complaint) as refusal:
        Span(a, b)
    assert refusal.value.hint
