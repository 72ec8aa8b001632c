"""The arrows of a field, the longer the brighter, so that four hundred of them still read as a landscape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Self, cast

import numpy as np
import numpy.typing as npt
from manim import ManimColor, VGroup, interpolate_color

from sessen.background import contrast
from sessen.layout import Point
from sessen.mobjects.arrow_field import ArrowField
from sessen.theme import GRADIENT, INK, PAPER, Theme

Numbers = npt.NDArray[np.float64]

_SHADES: Final = 8
_SHAFT: Final = 0.019
_LEAST_CONTRAST: Final = 3.1  # of the shortest arrows on the paper: what a line needs to be seen
_BRIGHTEST: Final = 0.35  # of the way from the gradient's colour to ink


class ShadedArrows(VGroup):
    """Arrows that grow from one point outward, in shades by their length.

    Parameters
    ----------
    feet, vectors
        Where they begin and how far they reach when they are grown, in Manim's units; shape (n, 3).
    progress
        From 0 (none) to 1 (all), asked again in every frame.
    origin
        Where the wave begins; shape (3,).
    """

    def __init__(
        self, feet: Point, vectors: Point, progress: Callable[[], float], *, origin: Point, theme: Theme
    ) -> None:
        super().__init__()
        lengths = np.linalg.norm(vectors, axis=1)
        shades = np.minimum((_SHADES * lengths / max(float(lengths.max(initial=0)), 1e-12)).astype(int), _SHADES - 1)
        groups = [np.flatnonzero(shades == shade) for shade in range(_SHADES)]
        reach = float(np.linalg.norm(feet - origin, axis=1).max(initial=0))
        self._order = np.argsort(np.concatenate([np.zeros(0, int), *groups]))
        for shade, members in enumerate(groups):
            if len(members):
                color, here = _shade(theme, shade / (_SHADES - 1)), (feet[members], vectors[members])
                self.add(ArrowField(*here, progress, origin=origin, color=color, shaft=_SHAFT, reach=reach))

    @property
    def shades(self) -> list[ArrowField]:
        """The arrows of each shade, those of the shortest first."""
        return cast(list[ArrowField], self.submobjects)

    @property
    def feet(self) -> Point:
        """Where the drawn arrows begin, in the order in which they were given; shape (n, 3)."""
        return self._gathered([part.feet for part in self.shades])

    @property
    def tips(self) -> Point:
        """Where the drawn arrows end; shape (n, 3)."""
        return self._gathered([part.tips for part in self.shades])

    @property
    def shares(self) -> Numbers:
        """How much of each arrow there is at this moment; shape (n,)."""
        return self._gathered([part.shares for part in self.shades])

    def follow(self) -> Self:
        """Draw the arrows as far as they have grown."""
        for part in self.shades:
            part.follow()
        return self

    def _gathered(self, parts: list[Numbers]) -> Numbers:
        return np.concatenate(parts)[self._order] if parts else np.zeros((0, 3))


def _shade(theme: Theme, share: float) -> str:
    """From the palest colour that is still seen on the paper to one brighter than the gradient's own."""
    own, paper = ManimColor(theme[GRADIENT]), ManimColor(theme[PAPER])
    pale = next(
        mixed
        for part in np.linspace(0.5, 1, 26)
        if contrast(mixed := _hex(interpolate_color(paper, own, float(part))), theme[PAPER]) >= _LEAST_CONTRAST
        or part == 1
    )
    bright = interpolate_color(own, ManimColor(theme[INK]), _BRIGHTEST)
    if share < 0.5:
        return _hex(interpolate_color(ManimColor(pale), own, 2 * share))
    return _hex(interpolate_color(own, bright, 2 * share - 1))


def _hex(color: ManimColor) -> str:
    return color.to_hex()[:7]
