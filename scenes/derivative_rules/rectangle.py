"""A rectangle that grows on two sides: the strips, and the corner that vanishes faster than they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from manim import VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.following import always_refresh
from sessen.mobjects.vectors import straight_pieces
from sessen.theme import FUNCTION, INK, MOVING, Role, Theme
from sessen.typesetting.typeset import LABEL, NOTE, Typeset, Typesetter

_LABEL_ROOM: Final = 0.55  # beside the rectangle, in Manim's units


@dataclass(frozen=True)
class Side:
    """A side of the rectangle.

    Attributes
    ----------
    length
        Its length for a change dx, above 0.
    name, change
        What its length and its growth are called, in Typst's mathematics.
    role
        Its colour.
    shrinks
        Whether it becomes shorter: what belongs to its change is drawn hollow, and said to be below 0.
    """

    length: Callable[[float], float]
    name: str
    change: str
    role: Role
    shrinks: bool = False


class Piece(VMobject):
    """A rectangle between two corners that are asked for in every frame; a piece that is taken away is hollow."""

    def __init__(self, corners: Callable[[], tuple[Point, Point]], color: str, opacity: float) -> None:
        super().__init__(fill_color=color, fill_opacity=opacity, stroke_color=color, stroke_width=2.5)
        self.corners = corners
        always_refresh(self)

    def refresh(self) -> None:
        """Draw it where its corners are now."""
        low, high = self.corners()
        self.points = straight_pieces(
            np.array([low, [high[0], low[1], 0.0], high, [low[0], high[1], 0.0], low], dtype=np.float64)
        )

    @property
    def extent(self) -> tuple[float, float]:
        """How wide and how high it is drawn."""
        return float(np.ptp(self.points[:, 0])), float(np.ptp(self.points[:, 1]))


class GrowingRectangle(VGroup):
    """A rectangle of two sides, and what is added where both grow with dx.

    Each side is drawn to its own scale, which stays the same while it grows.

    Parameters
    ----------
    across, up
        The two sides.
    most
        The largest dx, for which room is left.
    dx
        The change at this moment.
    region
        Where all of it stands, names too.
    squared
        Both sides to one scale.
    """

    def __init__(
        self,
        across: Side,
        up: Side,
        most: float,
        dx: Callable[[], float],
        region: Region,
        typesetter: Typesetter,
        *,
        squared: bool = False,
    ) -> None:
        super().__init__()
        self.sides, self.dx, self.type, self.most = (across, up), dx, typesetter, most
        self.theme: Theme = typesetter.theme
        room = Region(region.left + 1.0, region.right - 1.0, region.bottom + _LABEL_ROOM, region.top - _LABEL_ROOM)
        longest = [max(side.length(0.0), side.length(most)) for side in self.sides]
        scales = [0.9 * room.width / longest[0], room.height / longest[1]]
        wide = 1.5 * scales[1] * longest[1] / longest[0]  # not much wider than high
        self.scales = [min(scales)] * 2 if squared else [min(scales[0], wide), scales[1]]
        size = [scale * length for scale, length in zip(self.scales, longest, strict=True)]
        self.origin = region.center - np.array([size[0] / 2, size[1] / 2, 0.0])
        self.base = Piece(lambda: self._between((0, 0), (1, 1)), self.theme[INK], 0.1)
        self.strips = [
            Piece(lambda: self._between((1, 0), (2, 1)), self.theme[across.role], _fill(across.shrinks)),
            Piece(lambda: self._between((0, 1), (1, 2)), self.theme[up.role], _fill(up.shrinks)),
        ]
        corner = _fill(across.shrinks or up.shrinks)
        self.corner = Piece(lambda: self._between((1, 1), (2, 2)), self.theme[MOVING], corner)
        self.names = self._names()
        self.add(self.base)

    def lengths(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Each side before and after the change, in numbers."""
        change = self.dx()
        before = (self.sides[0].length(0.0), self.sides[1].length(0.0))
        return before, (self.sides[0].length(change), self.sides[1].length(change))

    def _between(self, low: tuple[int, int], high: tuple[int, int]) -> tuple[Point, Point]:
        """Two corners: 0 is the origin, 1 the end of a side before, and 2 after it has grown."""
        before, after = self.lengths()
        stops = [(0.0, before[axis] * self.scales[axis], after[axis] * self.scales[axis]) for axis in (0, 1)]
        corners = [np.array([stops[0][at[0]], stops[1][at[1]], 0.0]) + self.origin for at in (low, high)]
        return corners[0], corners[1]

    # -- names ---------------------------------------------------------------------------------------------------

    def _names(self) -> VGroup:
        """The sides' names below and at the left, where they do not move."""
        low, high = self._between((0, 0), (1, 1))
        across, up = (self.type.math(side.name, size=LABEL, role=side.role) for side in self.sides)
        across.move_to(((low[0] + high[0]) / 2, low[1] - 0.16 - across.height / 2, 0))
        up.move_to((low[0] - 0.16 - up.width / 2, (low[1] + high[1]) / 2, 0))
        return VGroup(across, up)

    def named_changes(self) -> VGroup:
        """The names of the growth of both sides, beside the strips as they stand now."""
        low, high = self._between((1, 1), (2, 2))
        made = []
        for axis, side in enumerate(self.sides):
            text = f"{side.change} < 0" if side.shrinks else side.change
            name = self.type.math(text, size=NOTE, role=MOVING)
            middle = (low[axis] + high[axis]) / 2
            if axis == 0:
                name.move_to((max(middle, self.origin[0] + 0.3), self.origin[1] - 0.16 - name.height / 2, 0))
                name.shift(np.array([max(0.0, self.names[0].get_right()[0] + 0.15 - name.get_left()[0]), 0, 0]))
            else:
                name.move_to((self.origin[0] - 0.16 - name.width / 2, middle, 0))
                name.shift(np.array([0, max(0.0, self.names[1].get_top()[1] + 0.12 - name.get_bottom()[1]), 0]))
            made.append(name)
        return VGroup(*made)

    def areas(self) -> list[Typeset]:
        """What each strip adds: its name in its middle, or beside it where it is too narrow."""
        (f, g) = self.sides
        texts = (f"{g.name} {_factor(f.change)}", f"{f.name} {_factor(g.change)}")
        return [
            self._inside(self.type.math(text, size=NOTE, role=INK), strip, aside)
            for text, strip, aside in zip(texts, self.strips, ((1, 0), (0, 1)), strict=True)
        ]

    def _inside(self, label: Typeset, strip: Piece, aside: tuple[int, int]) -> Typeset:
        width, height = strip.extent
        label.move_to(strip.get_center())
        if label.width > width - 0.1 or label.height > height - 0.08:
            reach = (width + label.width) / 2 + 0.15, (height + label.height) / 2 + 0.12
            label.shift(np.array([aside[0] * reach[0], aside[1] * reach[1], 0.0]))
        return label

    def measured(self) -> tuple[float, float, float, float]:
        """The drawn areas of base, strips and corner, as numbers: each side by its own scale."""
        unit = self.scales[0] * self.scales[1]
        pieces = (self.base, *self.strips, self.corner)
        areas = [float(np.prod(piece.extent)) / unit for piece in pieces]
        return areas[0], areas[1], areas[2], areas[3]


def _fill(is_hollow: bool) -> float:
    """How opaque what is added is, or what is taken away."""
    return 0.12 if is_hollow else 0.5


def _factor(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def square_side(role: Role = FUNCTION) -> Side:
    """A side of length x, for x = 1."""
    return Side(lambda dx: 1.0 + dx, "x", "dif x", role)
