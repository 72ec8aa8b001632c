"""Square brackets around a matrix."""

from __future__ import annotations

from typing import Final, Self

import numpy as np
from manim import VMobject

from sessen.layout import Point
from sessen.mobjects.vectors import straight_pieces

_LIP: Final = 0.13  # of a bracket, in Manim's units


class Brackets(VMobject):
    """A pair of square brackets around a box."""

    def __init__(self, color: str, *, width: float = 3.0) -> None:
        super().__init__(stroke_color=color, stroke_width=width)

    def put(self, center: Point, width: float, height: float) -> Self:
        """Draw them around a box of this middle and size."""
        box = np.array([[1, 1], [0, 1], [0, 0], [1, 0]]) * (min(_LIP, width / 3), height) - (width / 2, height / 2)
        left = np.column_stack([box, np.zeros(4)])
        self.points = np.concatenate([straight_pieces(left + center), straight_pieces(left * (-1, 1, 1) + center)])
        return self

    @property
    def box(self) -> tuple[float, float]:
        """Width and height of what they enclose."""
        width, height, _ = np.ptp(self.points, axis=0)
        return float(width), float(height)

    @property
    def middle(self) -> Point:
        """The middle of what they enclose, shape (3,)."""
        return np.array((self.points.min(axis=0) + self.points.max(axis=0)) / 2)
