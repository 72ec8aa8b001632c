"""Dots at the combinations of two vectors: first a row, then the lattice, then ever finer between its points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import VMobject

from sessen.layout import Point
from sessen.mobjects.following import always_refresh
from sessen.mobjects.plane import Plane
from sessen.shared import NotCopied
from sessen.theme import RESULT

Numbers = npt.NDArray[np.float64]

_RADII: Final = (0.07, 0.05, 0.038, 0.03)  # of dots at integers, halves, quarters, eighths
_MOST_DOTS: Final = 4000
_HALF_SEEN: Final = 0.02  # of a coefficient's step: what rounding may do to it
_BOW: Final = 4 / 3 * np.tan(np.pi / 8)


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the coefficients have got.

    Attributes
    ----------
    first, second
        The coefficients run from minus this to this.
    fineness
        0 shows integers, 1 halves as well, 2 quarters; between, the new dots grow.
    share
        How far b has turned to the line of a.
    """

    first: float
    second: float
    fineness: float
    share: float


@dataclass(frozen=True, slots=True)
class BackgroundGrid(NotCopied):
    """Where dots may stand.

    Attributes
    ----------
    plane
        It shows them, as far as its window goes.
    combine
        Tips in the plane's numbers from coefficients of shape (n, 2) and the share of b's turn; shape (n, 2).
    most
        How far the coefficients go at most, for a and b.
    """

    plane: Plane
    combine: Callable[[Numbers, float], Numbers]
    most: tuple[int, int]

    def seen(self, coefficients: Numbers, share: float) -> tuple[Numbers, Numbers]:
        """The coefficients whose tips the window shows, and these tips; each of shape (n, 2)."""
        window, tips = self.plane.window, self.combine(coefficients, share)
        low, high = np.array([window.left, window.bottom]), np.array([window.right, window.top])
        inside = ((tips >= low) & (tips <= high)).all(axis=1)
        return coefficients[inside], tips[inside]

    def grid(self, level: int) -> Numbers:
        """The coefficients that are new at a level: multiples of 1/2^level, without those of the level before."""
        per = 2**level
        first, second = (np.arange(-most * per, most * per + 1) for most in self.most)
        pairs = np.stack(np.meshgrid(first, second), axis=-1).reshape(-1, 2)
        new = pairs if level == 0 else pairs[(pairs % 2).any(axis=1)]
        return np.asarray(new / per, float)


class Lattice(VMobject):
    """The tips of all combinations within reach that the plane shows, as one mobject.

    Parameters
    ----------
    ground
        Where the dots may stand.
    reach
        How far the coefficients have got, asked again in every frame.
    """

    def __init__(self, ground: BackgroundGrid, reach: Callable[[], Extent]) -> None:
        super().__init__(fill_color=ground.plane.theme[RESULT], fill_opacity=1, stroke_width=0)
        self.ground, self.reach = ground, reach
        self.finest = self._finest()
        self._drawn: Extent | None = None
        self.coefficients: Numbers = np.zeros((0, 2))
        always_refresh(self)

    def _finest(self) -> int:
        """How often the steps can be halved before there are more dots than can be drawn."""
        seen = len(self.ground.seen(self.ground.grid(0), 0.0)[0])
        return next(level for level in (3, 2, 1, 0) if seen * 4**level <= _MOST_DOTS or level == 0)

    def refresh(self) -> None:
        """Draw the dots of this moment."""
        reach = self.reach()
        if reach != self._drawn:
            self._drawn = reach
            self._draw(reach)

    def _draw(self, reach: Extent) -> None:
        circles, kept = [np.zeros((0, 3))], [np.zeros((0, 2))]
        for level in range(int(np.ceil(reach.fineness)) + 1):
            grown = min(1.0, reach.fineness - level + 1)
            coefficients, tips = self.ground.seen(self._within(self.ground.grid(level), reach), reach.share)
            circles.append(_circles(self.ground.plane.point(tips[:, 0], tips[:, 1]), grown * _RADII[level]))
            kept.append(coefficients)
        self.coefficients = np.concatenate(kept)
        self.points = np.concatenate(circles)

    def _within(self, grid: Numbers, reach: Extent) -> Numbers:
        """What of a grid has been reached, and the row or the pair that is on its way."""
        low = grid[(np.abs(grid) <= np.array([reach.first, reach.second]) + _HALF_SEEN).all(axis=1)]
        if reach.second > 0 and reach.second % 1:
            row = np.unique(low[:, 0])
            front = [np.column_stack([row, np.full_like(row, sign * reach.second)]) for sign in (1.0, -1.0)]
            return np.concatenate([low, *front])
        return low

    def tips(self) -> Numbers:
        """Where the dots are in the plane's numbers, measured on what is drawn; shape (n, 2)."""
        dots = self.points.reshape(-1, 16, 3)
        return self.ground.plane.numbers_at((dots[:, 0] + dots[:, 8]) / 2)


def _circles(centers: Point, radius: float) -> Point:
    """Circles as four cubics each, shape (16 n, 3)."""
    turn = np.arange(4) * np.pi / 2
    start = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    end = np.roll(start, -1, axis=0)
    aside = np.stack([-np.sin(turn), np.cos(turn)], axis=1)
    pieces = np.stack([start, start + _BOW * aside, end - _BOW * np.roll(aside, -1, axis=0), end], axis=1)
    circle = np.column_stack([pieces.reshape(-1, 2), np.zeros(16)]) * radius
    return np.asarray((centers[:, None] + circle).reshape(-1, 3))
