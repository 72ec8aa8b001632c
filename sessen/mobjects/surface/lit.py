"""A lit surface with glowing level curves: smooth shades, what is hidden is hidden, drawn as plain shapes.

It is cut into strips between neighbouring values of y, drawn from the farthest to the nearest, as `Surface` is; but
the strips are many and narrow, have no lines, and each reaches a little under the next one, so that no seam is seen.
Between them lie the pieces of the level curves: each strip's are drawn when the strip in front of it is, and hidden by
all that come after.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from contourpy import LineType, contour_generator
from manim import VGroup, VMobject

from sessen.mobjects.surface.box import BoxProjection, SpaceBox
from sessen.mobjects.surface.light import lit
from sessen.mobjects.surface.surface import Shade
from sessen.mobjects.vectors import straight_pieces
from sessen.theme import Theme

Numbers = npt.NDArray[np.float64]
Values = Callable[[npt.ArrayLike, npt.ArrayLike], Numbers]

_ROWS, _COLUMNS, _STOPS = 48, 18, 12
_UNDER: Final = 0.3  # of a strip: how far it reaches under the one in front of it
_FINENESS: Final = 48  # cells along a side on which level curves are found
_GLOW: Final = "#FFFFFF"
_CORE, _HALO = (1.5, 0.8), (6.5, 0.17)  # width and opacity of a level curve and of its glow


class LitSurface(VGroup):
    """The graph of a smooth function of two variables over the floor of a box, which has a value all over it.

    Parameters
    ----------
    value
        The function over arrays.
    box
        What is shown; heights beyond it are drawn at its lid or its floor.
    levels
        Heights whose level curves glow on it.
    view
        Where the eye is; asked in every picture.
    """

    def __init__(
        self, value: Values, box: SpaceBox, view: BoxProjection, theme: Theme, *, levels: Sequence[float] = ()
    ) -> None:
        super().__init__()
        self.value, self.box, self.view, self.theme = value, box, view, theme
        self._rows = np.linspace(*box.y, _ROWS + 1)
        self._outlines = self._strips()
        self._normals, self._heights = self._surface()
        curves = self._curves(levels)
        self._fills = [Shade(stroke_width=0) for _ in self._outlines]
        self._pieces = [(_stroke(*_HALO, own), _stroke(*_CORE, own)) for own in curves]
        self._places = np.concatenate([*self._outlines, *curves])
        self._ends = np.cumsum([len(each) for each in (*self._outlines, *curves)])[:-1]
        self._seen: tuple[float, ...] = ()
        self._stack()
        self.presence = 1.0
        self.refresh()

    def _stack(self) -> None:
        """Strips from the farthest, the level curves of each after the strip in front of it."""
        for number, fill in enumerate(self._fills):
            self.add(fill)
            if number:
                self.add(*self._pieces[number - 1])
        self.add(*self._pieces[-1])

    # -- geometry ------------------------------------------------------------------------------------------------

    def place(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Numbers:
        """Places of the box on the surface above numbers of shape (...): shape (..., 3)."""
        return self.box.place(np.asarray(x, float), np.asarray(y, float), self._clipped(x, y))

    def _clipped(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Numbers:
        return np.clip(np.nan_to_num(self.value(x, y), nan=self.box.z[1]), *self.box.z)

    def _strips(self) -> list[Numbers]:
        """Outlines as places, from the farthest strip to the nearest; shape (4 n, 3) each."""
        across, step = np.linspace(*self.box.x, _COLUMNS + 1), self._rows[1] - self._rows[0]
        near = np.maximum(self._rows[:-1] - _UNDER * step, self.box.y[0])
        edges = [self.place(across, 0 * across + y) for y in (*self._rows[1:], *near)]
        outlines = []
        for far_edge, near_edge in zip(edges[:_ROWS], edges[_ROWS:], strict=True):
            around = np.concatenate([far_edge, near_edge[::-1], far_edge[:1]])
            outlines.append(straight_pieces(around))
        return outlines[::-1]

    def _surface(self) -> tuple[Numbers, Numbers]:
        """Normals, shape (rows, stops, 3), and heights from 0 to 1, shape (rows, stops), along the strips."""
        x, y = np.meshgrid(np.linspace(*self.box.x, _STOPS), (self._rows[1:] + self._rows[:-1])[::-1] / 2)
        over, up = ((side[1] - side[0]) / (2 * _ROWS) for side in (self.box.x, self.box.y))
        along = self.place(x + over, y) - self.place(x - over, y)
        across = self.place(x, y + up) - self.place(x, y - up)
        normals = np.cross(along, across)
        normals /= np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-12)
        low, high = self.box.z
        return normals, (self._clipped(x, y) - low) / (high - low)

    def _curves(self, levels: Sequence[float]) -> list[Numbers]:
        """For each strip, from the farthest, the pieces of level curves on it as places; shape (4 n, 3)."""
        lines = [line for own in level_lines(self.value, (self.box.x, self.box.y), levels) for line in own]
        found: list[list[Numbers]] = [[] for _ in range(_ROWS)]
        for line in lines:
            for row, piece in _cut(line, self._rows):
                found[_ROWS - 1 - row].append(straight_pieces(self.place(*piece.T)))
        return [np.concatenate([np.zeros((0, 3)), *pieces]) for pieces in found]

    # -- what is seen --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Draw it as the view has it."""
        seen = (*self.view.state, self.presence)
        if seen == self._seen:
            return
        self._seen = seen
        parts = np.split(self.view.point(self._places), self._ends)
        colors = lit(self.theme.name, self._normals, self._heights, self.view.toward)
        fills = np.concatenate([colors, np.full((*colors.shape[:2], 1), self.presence)], axis=2)
        for piece, points, fill in zip(self._fills, parts, fills, strict=False):
            piece.points, piece.fill_rgbas = points, fill
        for (halo, core), points in zip(self._pieces, parts[_ROWS:], strict=True):
            halo.points, core.points = points, points
            halo.set_stroke(opacity=_HALO[1] * self.presence)
            core.set_stroke(opacity=_CORE[1] * self.presence)

    def drawn_heights(self) -> Numbers:
        """The drawn vertices of all level curves as the screen has them, shape (n, 3)."""
        return np.concatenate([core.points for _, core in self._pieces])


def level_lines(
    value: Values, domain: tuple[tuple[float, float], tuple[float, float]], levels: Sequence[float]
) -> list[list[Numbers]]:
    """For each level the lines on which a smooth function has it, in numbers; shape (n, 2) each."""
    x, y = (np.linspace(*side, _FINENESS + 1) for side in domain)
    search = contour_generator(x, y, value(*np.meshgrid(x, y)), line_type=LineType.Separate)
    return [[np.asarray(line, float) for line in search.lines(level)] for level in levels]


def _cut(line: Numbers, rows: Numbers) -> list[tuple[int, Numbers]]:
    """Cut a line of numbers, shape (n, 2), where it goes from one strip into the next: pieces with their strips."""
    corners = [line[0]]
    for here, there in pairwise(line):
        low, high = sorted((here[1], there[1]))
        crossed = rows[(rows > low) & (rows < high)]
        shares = np.sort(np.abs((crossed - here[1]) / ((there[1] - here[1]) or 1.0)))
        corners.extend(here + share * (there - here) for share in shares)
        corners.append(there)
    points = np.array(corners)
    middles = (points[1:, 1] + points[:-1, 1]) / 2
    own = np.clip(np.searchsorted(rows, middles) - 1, 0, len(rows) - 2)
    breaks = np.flatnonzero(np.diff(own)) + 1
    starts, ends = np.concatenate([[0], breaks]), np.concatenate([breaks, [len(own)]])
    return [(int(own[first]), points[first : last + 1]) for first, last in zip(starts, ends, strict=True)]


def _stroke(width: float, opacity: float, places: Numbers) -> VMobject:
    piece = VMobject(stroke_color=_GLOW, stroke_width=width, stroke_opacity=opacity)
    piece.points = np.zeros_like(places)
    return piece
