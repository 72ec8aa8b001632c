"""Numbers that no axis can show are refused, and what only rounding makes of zero is zero."""

from __future__ import annotations

import math

import pytest

from sessen.mathematics.errors import RangeError
from sessen.mathematics.expression_tree import read_operations
from sessen.mathematics.ranges import require_drawable, require_readable


@pytest.mark.parametrize(
    ("low", "high", "why"),
    [
        (-1e300, 1e300, "too large"),
        (0.0, math.inf, "not finite"),
        (-1e308, 1e308, "not finite"),
        (math.nan, 1.0, "not finite"),
        (1.0, 1.0, "too small"),
        (0.0, 1e-13, "too small"),
        (1e12, 1e12 + 1, "too close together"),
    ],
)
def test_an_axis_that_cannot_be_read_is_refused(low: float, high: float, why: str) -> None:
    with pytest.raises(RangeError, match=why):
        require_readable(low, high)


def test_plain_axes_and_vectors_are_not() -> None:
    require_readable(-5, 5)
    require_readable(1e6, 1e6 + 1)
    require_readable(0, 1e12)
    require_drawable((0, 0), (3, 4))


@pytest.mark.parametrize("text", ["cbrt(sin(pi))", "sign(tan(pi))", "x + cbrt(sin(2pi)) - x"])
def test_what_is_zero_is_computed_as_zero(text: str) -> None:
    """In floating-point numbers sin(pi) is 1e-16, and its cube root 5e-6."""
    assert read_operations(text)(0.5) == 0
