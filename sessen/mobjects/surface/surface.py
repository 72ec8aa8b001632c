"""A shaded surface in a few strips: drawn from the farthest to the nearest, so that what is hidden is hidden.

Strips lie between neighbouring values of y, and the eye is on the side of small y: no strip can hide one that is drawn
after it. Each strip is one mobject whose colours run along x. On screen, a strip advances evenly with x, whatever its
heights are (the picture's horizontal is horizontal in space), so a linear gradient puts every shade where it belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from manim import VGroup, VMobject

from sessen.layout import Point
from sessen.mobjects.surface.box import BoxProjection, SpaceBox
from sessen.mobjects.surface.mesh import Strip, Values, strips
from sessen.mobjects.surface.shading import brightness, shaded
from sessen.theme import INK, PAPER, Role, Theme

Numbers = npt.NDArray[np.float64]

_LINE_WIDTH: Final = 1.1
_LINE_OPACITY: Final = 0.30


class Shade(VMobject):
    """A shape whose colours run from its left end to its right end."""

    def get_gradient_start_and_end_points(self) -> Any:
        """Where the first and the last colour are (Manim's hook)."""
        across = self.points[:, 0]
        return np.array([across.min(), 0.0, 0.0]), np.array([across.max(), 0.0, 0.0])


@dataclass(frozen=True, slots=True)
class Quarters:
    """The pieces of a surface on either side of two planes, each from the farthest to the nearest.

    ``left`` is where x is smaller than the plane's, ``far`` where y is larger.
    """

    left_far: VGroup
    left_near: VGroup
    right_far: VGroup
    right_near: VGroup

    def __iter__(self) -> Any:
        return iter((self.left_far, self.left_near, self.right_far, self.right_near))


class Surface:
    """The graph of a function of two variables over the floor of a box.

    Parameters
    ----------
    value
        The function over arrays; nan where it has no value.
    box
        What is shown; the surface ends where it leaves it.
    planes
        The numbers x and y at which the surface is divided, so that planes there can be drawn between its pieces.
    cells
        How many cells there are along a side.
    quiet
        How far its colours go towards the paper, so that lines and names stand out on it; 0 to 1.
    """

    def __init__(
        self,
        value: Values,
        box: SpaceBox,
        planes: tuple[float, float],
        theme: Theme,
        *,
        role: Role,
        cells: int = 20,
        quiet: float = 0.0,
    ) -> None:
        self.box, self.theme, self.role, self.quiet = box, theme, role, quiet
        cell = (box.x[1] - box.x[0]) / cells
        rows = _rows(box.y, planes[1], cells)
        sides = [(box.x[0], planes[0]), (planes[0], box.x[1])]
        made = [strips(value, box, side, rows, cell) if side[1] > side[0] else [] for side in sides]
        parts = [
            [strip for strip in side if (strip.y[0] >= planes[1]) == far] for side in made for far in (True, False)
        ]
        self.strips: list[Strip] = [strip for part in parts for strip in part]
        self._of_quarter = np.repeat(np.arange(4), [len(part) for part in parts])
        self._ends = np.cumsum([len(strip.path) for strip in self.strips])[:-1]
        self._places = np.concatenate([np.zeros((0, 3)), *(strip.path for strip in self.strips)])
        self._normals = np.array([strip.normals for strip in self.strips]).reshape(len(self.strips), -1, 3)
        self._heights = np.array([strip.heights for strip in self.strips])
        self._lines = np.array([*_rgb(theme[INK]), _LINE_OPACITY])
        self.pieces = [Shade(stroke_width=_LINE_WIDTH) for _ in self.strips]
        self._seen: tuple[float, ...] = ()
        rest = iter(self.pieces)
        self.quarters = Quarters(*(VGroup(*islice(rest, len(part))) for part in parts))

    @property
    def everything(self) -> VGroup:
        """All pieces in the order in which they are drawn."""
        return VGroup(*self.quarters)

    def follow(self, view: BoxProjection, opacities: Sequence[float] = (1.0, 1.0, 1.0, 1.0)) -> None:
        """Draw the surface as the view has it, its quarters as opaque as is said."""
        seen = (*view.state, *opacities)
        if seen == self._seen or not self.pieces:
            return
        self._seen = seen
        points, colors = self._points(view), self._colors(view, np.asarray(opacities)[self._of_quarter])
        for piece, own, fill in zip(self.pieces, np.split(points, self._ends), colors, strict=True):
            piece.points, piece.fill_rgbas = own, fill
            piece.stroke_rgbas = self._lines[None] * (1, 1, 1, fill[0, 3])

    def _points(self, view: BoxProjection) -> Point:
        matrix, offset = view.affine()
        return np.asarray(self._places @ matrix + offset)

    def _colors(self, view: BoxProjection, opacities: Numbers) -> Numbers:
        bright = brightness(self._normals, self._heights, view.toward)
        alpha = np.broadcast_to(opacities[:, None, None], (*bright.shape, 1))
        colors = shaded(self.theme.name, self.role, bright)
        colors = colors + self.quiet * (_rgb(self.theme[PAPER]) - colors) if self.quiet else colors
        return np.concatenate([colors, alpha], axis=2)


def _rows(y: tuple[float, float], plane: float, cells: int) -> Numbers:
    """Even values of y, the one next to the plane moved onto it."""
    rows = np.linspace(*y, cells + 1)
    nearest = int(np.argmin(np.abs(rows - plane)))
    if 0 < nearest < cells:
        rows[nearest] = plane
    elif abs(rows[nearest] - plane) > 1e-9 * (y[1] - y[0]):
        rows = np.sort(np.append(rows, plane))
    return rows


def _rgb(color: str) -> Numbers:
    return np.array([int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)])
