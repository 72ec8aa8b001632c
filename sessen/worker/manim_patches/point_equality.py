"""Manim's question whether two points are one, which it asks at every corner of every path, answered faster."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np
from manim import VMobject

_RELATIVE = 1e-5  # NumPy's own


@contextmanager
def quick_nearness() -> Iterator[None]:
    """Let Manim compare points without NumPy's functions for arrays, which take 50 times as long for three numbers."""
    manims = VMobject.consider_points_equals

    def considered(self: Any, first: Any, second: Any) -> bool:
        if np.shape(first) != (3,) or np.shape(second) != (3,):  # Manim itself asks of rows of points now and then
            return bool(manims(self, first, second))
        tolerance = self.tolerance_for_point_equality
        return all(_near(*pair, tolerance) for pair in zip(first, second, strict=True))

    with patch.object(VMobject, "consider_points_equals", considered):
        yield


def _near(number: float, other: float, tolerance: float) -> bool:
    """What ``numpy.isclose`` says of two numbers."""
    if number == other:  # infinities as well
        return True
    apart = abs(number - other)
    return bool(apart <= tolerance + _RELATIVE * abs(other) and math.isfinite(apart))
