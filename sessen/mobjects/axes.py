"""What a curve asks of the plane that it is drawn in, and the numbers along an axis."""

from __future__ import annotations

from typing import ClassVar, Protocol

import numpy as np
import numpy.typing as npt
from manim import VGroup, VMobject

from sessen.layout import Point

Numbers = npt.NDArray[np.float64]


class _Window(Protocol):
    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def top(self) -> float: ...


class CoordinateMap(Protocol):
    """Maps the numbers of a window to points of the frame and back."""

    @property
    def window(self) -> _Window:
        """The numbers that are seen."""
        ...

    @property
    def unit(self) -> tuple[float, float]:
        """How long one unit is across and up."""
        ...

    def point(self, x: float | Numbers, y: float | Numbers) -> Point:
        """Where numbers are in the frame."""
        ...

    def numbers_at(self, points: Point) -> Numbers:
        """The numbers at points of the frame."""
        ...


class AxisNumbers(VGroup):
    """The numbers along an axis, which may be set a little smaller than what is read."""

    is_axis: ClassVar = True


class GridLines(VMobject):
    """Lines that are faint so as to stay behind all else."""

    is_grid: ClassVar = True
