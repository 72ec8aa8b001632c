"""The floor under a surface: a grid, the axes along the edges that the eye sees, and their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import VGroup, VMobject

from sessen.stage.roles import GRID, MUTED, PAPER, Role
from sessen.stage.surface.box import HEIGHT, Box, View
from sessen.stage.ticks import tick_step, tick_text, ticks
from sessen.stage.typesetting import LABEL, TICK, Typesetter
from sessen.stage.vectors import segments

Numbers = npt.NDArray[np.float64]

_GAP: Final = 0.12  # between an axis and its numbers, in Manim's units
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
        self.places, self._aways, self._gaps = places, aways, np.reshape(gap, (-1, 1))

    def follow(self, view: View) -> None:
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
    numbers, names
        What stands around it, outside of the surface's picture.
    widest
        How wide the widest number of z is: it stands at the left.
    """

    def __init__(
        self, box: Box, typesetter: Typesetter, *, names: Sequence[str] = ("x", "y", "f"), numbered: bool = True
    ) -> None:
        self.box, theme = box, typesetter.theme
        sides = (box.x, box.y, box.z)
        steps = [tick_step(*side, most) for side, most in zip(sides, _MOST, strict=True)]
        marks = [ticks(*side, most) for side, most in zip(sides, _MOST, strict=True)]
        self.grid = VMobject(stroke_color=theme[GRID], stroke_width=1.5)
        self.axes = VMobject(stroke_color=theme[MUTED], stroke_width=2.5)
        self._grid = segments(self._grid_lines(*marks[:2]))
        self._axes = segments(self._axis_lines())
        texts = [[tick_text(value, step) for value in own] for own, step in zip(marks, steps, strict=True)]
        labels = [typesetter.math(text, size=TICK) for own in texts for text in own]
        places = np.concatenate([self._beside(axis, own) for axis, own in enumerate(marks)])
        aways = np.repeat(_AWAY, [len(own) for own in marks], axis=0)
        self.numbers = Labels(labels, places, aways, color=theme[MUTED])
        self.names = self._names(names, typesetter, (_BEYOND, _BEYOND, _GAP) if numbered else (_GAP,) * 3)
        self.ground = VGroup(self.grid, self.axes)
        self.widest = max((label.width for label in labels[-len(texts[2]) :]), default=0.0) if numbered else 0.0
        self._seen: tuple[float, ...] = ()
        self._opacities = (-1.0, -1.0)

    def _names(self, names: Sequence[str], typesetter: Typesetter, gaps: Sequence[float]) -> Labels:
        """Beside the middle of the axes of x and y, beyond their numbers, and on top of the one of z, if it has one."""
        labels = [typesetter.math(name, size=LABEL) for name in names]
        ends = np.array([(0.0, -1, -HEIGHT), (1, 0, -HEIGHT), (-1, -1, HEIGHT)])
        aways = np.array([*_AWAY[:2], (0.0, 0, 1)])
        shown = len(names)
        return Labels(labels, ends[:shown], aways[:shown], color=typesetter.theme[MUTED], gap=gaps[:shown])

    def _beside(self, axis: int, values: Numbers) -> Numbers:
        """Places of values on an axis, which runs along an edge of the box."""
        numbers = np.array(
            [[side[end] for side, end in zip((self.box.x, self.box.y, self.box.z), _EDGE[axis], strict=True)]]
        )
        numbers = np.repeat(numbers, len(values), axis=0)
        numbers[:, axis] = values
        return self.box.place(*numbers.T)

    def appear(self, opacity: float, numbers: float = 1.0) -> None:
        """Make all of it so opaque, its numbers as much less as is said."""
        if (opacity, numbers) == self._opacities:
            return
        self._opacities = (opacity, numbers)
        self.ground.set_stroke(opacity=opacity)
        self.names.set_fill(opacity=opacity)
        self.numbers.set_fill(opacity=opacity * numbers)

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

    def follow(self, view: View) -> None:
        """Draw all as the view has it."""
        if view.state == self._seen:
            return
        self._seen = view.state
        self.grid.points, self.axes.points = view.point(self._grid), view.point(self._axes)
        self.numbers.follow(view)
        self.names.follow(view)


_EDGE: Final = ((0, 0, 0), (1, 0, 0), (0, 0, 0))  # which end of x, y, z an axis runs along; its own does not matter
_AWAY: Final = np.array([(0.0, -1, 0), (1, 0, 0), (-1, -1, 0)])
