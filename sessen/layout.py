"""Where things stand in the frame: regions for title, figure, panel and caption, for each shape."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sessen.variant import Shape

EDGE = 0.5  # free at every side of the frame, in Manim's units
_CLEAR = 0.1  # between title or caption and what passes below them
Point = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the frame in Manim's units."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """Extent from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent from bottom to top."""
        return self.top - self.bottom

    @property
    def center(self) -> Point:
        """The middle, shape (3,)."""
        return self.at(0.5, 0.5)

    def at(self, across: float, up: float) -> Point:
        """The point at these fractions of width and height, (0, 0) being the lower left corner; shape (3,)."""
        return np.array([self.left + across * self.width, self.bottom + up * self.height, 0.0])

    def inset(self, across: float, up: float | None = None) -> Region:
        """The region without ``across`` at left and right and ``up`` (the same, if not said) below and above."""
        up = across if up is None else up
        return Region(self.left + across, self.right - across, self.bottom + up, self.top - up)

    def rows(self, *shares: float, gap: float = 0.0) -> tuple[Region, ...]:
        """Split from top to bottom into rows whose heights go as ``shares``."""
        free = self.height - gap * (len(shares) - 1)
        regions, top = [], self.top
        for share in shares:
            bottom = top - free * share / sum(shares)
            regions.append(Region(self.left, self.right, bottom, top))
            top = bottom - gap
        return tuple(regions)

    def columns(self, *shares: float, gap: float = 0.0) -> tuple[Region, ...]:
        """Split from left to right into columns whose widths go as ``shares``."""
        free = self.width - gap * (len(shares) - 1)
        regions, left = [], self.left
        for share in shares:
            right = left + free * share / sum(shares)
            regions.append(Region(left, right, self.bottom, self.top))
            left = right + gap
        return tuple(regions)


@dataclass(frozen=True, slots=True)
class Layout:
    """The regions of one shape.

    ``upper`` and ``lower`` are the two halves of the panel where formula and numbers gather: one above the other where
    the panel is tall, side by side where it is flat.
    """

    shape: Shape
    title: Region
    figure: Region
    panel: Region
    caption: Region
    upper: Region
    lower: Region

    @property
    def content(self) -> Region:
        """Figure and panel together: all that is neither title nor caption."""
        return Region(
            min(self.figure.left, self.panel.left),
            max(self.figure.right, self.panel.right),
            min(self.figure.bottom, self.panel.bottom),
            max(self.figure.top, self.panel.top),
        )

    @property
    def band(self) -> Region:
        """All of the frame between title and caption, from edge to edge: for what is meant to go on beyond it."""
        return Region(self.frame.left, self.frame.right, self.caption.top + _CLEAR, self.title.bottom - _CLEAR)

    @property
    def smallest_type(self) -> float:
        """The em that can be read from the last row: a thirtieth of the frame's shorter side."""
        return min(self.shape.frame) / 30

    @property
    def frame(self) -> Region:
        """The whole picture."""
        width, height = self.shape.frame
        return Region(-width / 2, width / 2, -height / 2, height / 2)


def layout_for(shape: Shape) -> Layout:
    """The layout of a shape. The lowest unit of the frame belongs to the caption."""
    match shape:
        case Shape.WIDE:
            return _wide()
        case Shape.SQUARE:
            return _square()
        case Shape.TALL:
            return _tall()


def _wide() -> Layout:
    side = Shape.WIDE.frame[0] / 2 - EDGE
    panel = Region(2.0, side, -2.6, 2.55)
    upper, lower = panel.inset(0.25, 0.3).rows(0.5, 0.5, gap=0.25)
    return Layout(
        Shape.WIDE,
        title=Region(-side, side, 2.85, 3.5),
        figure=Region(-side, 1.7, -2.75, 2.55),
        panel=panel,
        caption=Region(-side, side, -3.72, -3.0),
        upper=upper,
        lower=lower,
    )


def _square() -> Layout:
    panel = Region(-4.5, 4.5, -3.6, -1.0)
    upper, lower = panel.inset(0.3, 0.25).columns(0.5, 0.5, gap=0.4)
    return Layout(
        Shape.SQUARE,
        title=Region(-4.5, 4.5, 3.6, 4.5),
        figure=Region(-4.5, 4.5, -0.75, 3.45),
        panel=panel,
        caption=Region(-4.5, 4.5, -4.75, -3.68),  # for two lines
        upper=upper,
        lower=lower,
    )


def _tall() -> Layout:
    panel = Region(-4.0, 4.0, -5.9, -0.9)
    upper, lower = panel.inset(0.35, 0.3).rows(0.5, 0.5, gap=0.25)
    return Layout(
        Shape.TALL,
        title=Region(-4.0, 4.0, 6.0, 7.3),
        figure=Region(-4.0, 4.0, -0.5, 5.7),
        panel=panel,
        caption=Region(-4.0, 4.0, -7.5, -6.2),
        upper=upper,
        lower=lower,
    )
