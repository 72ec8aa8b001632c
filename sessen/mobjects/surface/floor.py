"""The floor under a surface: a grid, the axes along the edges that the eye sees, and their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import VGroup, VMobject

from sessen.mobjects.axes import GridLines
from sessen.mobjects.surface.box import HEIGHT, BoxProjection, SpaceBox
from sessen.mobjects.vectors import segments
from sessen.theme import GRID, MUTED, PAPER, Role
from sessen.typesetting.ticks import tick_step, tick_text, ticks
from sessen.typesetting.typeset import LABEL, TICK, Typesetter

Numbers = npt.NDArray[np.float64]

_GAP: Final = 0.12  # between an axis and its numbers, in Manim's units
_ABOVE: Final = 0.24  # between the axis of z, whose last number may be near its end, and its name
_BEYOND: Final = 0.52  # between an axis and its name, where numbers stand in between
_MOST: Final = (5, 5, 4)


class Labels(VMobject):
    """Many labels as one shape, each kept beside a place of the box, away from the middle of its floor.

    Parameters
    ----------
    labels, places
        What is set, and beside which places of the box, shape (n, 3).
    aways
        In which direction of the box each is pushed off its place, shape (n, 3).
    """

    def __init__(
        self,
        labels: Sequence[VMobject],
        places: Numbers,
        aways: Numbers,
        *,
        color: str,
        gap: float | Sequence[float] = _GAP,
    ) -> None:
        super().__init__(fill_color=color, fill_opacity=1, stroke_width=0)
        outlines = [
            np.concatenate([glyph.points for glyph in label.get_family() if len(glyph.points)]) for label in labels
        ]
        self._outlines = np.concatenate([points - (points.max(0) + points.min(0)) / 2 for points in outlines])
        self._halves = np.array([np.ptp(points, axis=0) / 2 for points in outlines])
        self._counts = [len(points) for points in outlines]
        self.widest = 2 * float(self._halves[:, 0].max())
        self.places, self._aways, self._gaps = places, aways, np.reshape(gap, (-1, 1))

    def follow(self, view: BoxProjection) -> None:
        """Put every label beside its place."""
        points = view.point(self.places)
        ways = view.point(self.places + self._aways) - points
        ways /= np.maximum(np.linalg.norm(ways, axis=1, keepdims=True), 1e-9)
        out = self._gaps + (np.abs(ways) * self._halves).sum(axis=1, keepdims=True)
        self.points = self._outlines + np.repeat(points + out * ways, self._counts, axis=0)

    def set_opacity(self, opacity: float, family: bool = True) -> Labels:
        """Make glyphs and their rim so opaque."""
        if self.get_fill_opacity() != opacity:
            self.set_fill(opacity=opacity).set_stroke(opacity=opacity, background=True)
        return self


def label_at(source: str, place: Numbers, typesetter: Typesetter, *, role: Role) -> Labels:
    """Mathematics above a place, what lies behind kept away by a rim of paper."""
    theme, label = typesetter.theme, typesetter.math(source, size=LABEL)
    made = Labels([label], place[None], np.array([(0.0, 0.0, 1.0)]), color=theme[role], gap=0.2)
    return made.set_stroke(theme[PAPER], width=6, background=True)


class Floor:
    """Grid, axes, their numbers and their names.

    Attributes
    ----------
    ground
        What lies under the surface: grid and axes.
    labels
        What stands around it, outside of the surface's picture.
    widest
        How wide the widest number of z is: it stands at the left.

    Parameters
    ----------
    names
        Of x and y, and of z if that is to have one.
    """

    def __init__(
        self, box: SpaceBox, typesetter: Typesetter, *, names: Sequence[str] = ("x", "y", "f"), numbered: bool = True
    ) -> None:
        self.box, theme = box, typesetter.theme
        self.grid = GridLines(stroke_color=theme[GRID], stroke_width=1.5)
        self.axes = VMobject(stroke_color=theme[MUTED], stroke_width=2.5)
        marks = [ticks(*side, most) for side, most in zip((box.x, box.y, box.z), _MOST, strict=True)]
        self._grid, self._axes = segments(self._grid_lines(*marks[:2])), segments(self._axis_lines())
        gap = _BEYOND if numbered else _GAP
        self._names = [
            self._label(axis, [name], end[None], typesetter, size=LABEL, gap=gap if axis < 2 else _ABOVE)
            for axis, (name, end) in enumerate(zip(names, _NAMED, strict=False))
        ]
        self._numbers = [self._ticks(axis, own, typesetter) for axis, own in enumerate(marks)] if numbered else []
        self.widest = self._numbers[2].widest if numbered else 0.0
        self.ground, self.labels = VGroup(self.grid, self.axes), VGroup(*self._names, *self._numbers)
        self._seen: tuple[float, ...] = ()
        self._opacities = (-1.0, -1.0, -1.0)

    def _label(
        self, axis: int, texts: Sequence[str], places: Numbers, typesetter: Typesetter, *, size: float, gap: float
    ) -> Labels:
        made = [typesetter.math(text, size=size) for text in texts]
        way = _UP if len(texts) == 1 and axis == 2 else _AWAY[axis]
        return Labels(made, places, np.repeat(way[None], len(made), axis=0), color=typesetter.theme[MUTED], gap=gap)

    def _ticks(self, axis: int, values: Numbers, typesetter: Typesetter) -> Labels:
        side = (self.box.x, self.box.y, self.box.z)[axis]
        texts = [tick_text(value, tick_step(*side, _MOST[axis])) for value in values]
        return self._label(axis, texts, self._beside(axis, values), typesetter, size=TICK, gap=_GAP)

    def _beside(self, axis: int, values: Numbers) -> Numbers:
        """Places of values on an axis, which runs along an edge of the box."""
        numbers = np.array(
            [[side[end] for side, end in zip((self.box.x, self.box.y, self.box.z), _EDGE[axis], strict=True)]]
        )
        numbers = np.repeat(numbers, len(values), axis=0)
        numbers[:, axis] = values
        return self.box.place(*numbers.T)

    def _grid_lines(self, x: Numbers, y: Numbers) -> Numbers:
        floor = self.box.z[0]
        along_y = [[(value, end, floor) for end in self.box.y] for value in x]
        along_x = [[(end, value, floor) for end in self.box.x] for value in y]
        return self.box.place(*np.moveaxis(np.array(along_y + along_x), -1, 0))

    def _axis_lines(self) -> Numbers:
        """Along the front edges of the floor, and up the corner at the left."""
        return np.array(
            [
                [(-1, -1, -HEIGHT), (1, -1, -HEIGHT)],
                [(1, -1, -HEIGHT), (1, 1, -HEIGHT)],
                [(-1, -1, -HEIGHT), (-1, -1, HEIGHT)],
            ]
        )

    def follow(self, view: BoxProjection) -> None:
        """Draw all as the view has it."""
        if view.state == self._seen:
            return
        self._seen = view.state
        self.grid.points, self.axes.points = view.point(self._grid), view.point(self._axes)
        for label in self.labels:
            label.follow(view)

    def appear(self, opacity: float, *, numbers: float = 1.0, heights: float = 1.0) -> None:
        """Make all so opaque; all numbers as much less as is said, and what tells heights."""
        if (opacity, numbers, heights) == self._opacities:
            return
        self._opacities = (opacity, numbers, heights)
        self.ground.set_stroke(opacity=opacity)
        for own, shown in ((self._names, opacity), (self._numbers, opacity * numbers)):
            for axis, label in enumerate(own):
                label.set_fill(opacity=shown * (heights if axis == 2 else 1.0))


_EDGE: Final = ((0, 0, 0), (1, 0, 0), (0, 0, 0))  # which end of x, y, z an axis runs along; its own does not matter
_AWAY: Final = np.array([(0.0, -1, 0), (1, 0, 0), (-1, -1, 0)])
_UP: Final = np.array([-0.3, -0.3, 1])
_NAMED: Final = np.array([(0.0, -1, -HEIGHT), (1, 0, -HEIGHT), (-1, -1, HEIGHT)])  # beside which places names stand
