"""A plane that cuts a surface, the edge of the cut with a tangent, and all of it lifted out into a flat graph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, VGroup, VMobject

from scenes.partial_derivative.marks import Marker
from sessen.layout import Point, Region
from sessen.mathematics import RealFunction, Slice, to_float
from sessen.mobjects.plane import Plane, Ranges
from sessen.mobjects.surface.box import BoxProjection, SpaceBox
from sessen.mobjects.vectors import straight_pieces
from sessen.theme import INK, PAPER, Role
from sessen.typesetting.typeset import Typesetter

Numbers = npt.NDArray[np.float64]

_SHEET: Final = 0.17  # how opaque a plane is
_EDGE: Final = 0.75  # and its outline
_CURVE_WIDTH: Final = 5.5
_TANGENT_WIDTH: Final = 4.5


class Trace(VGroup):
    """One side of a cut, seen from the point at which the slope is taken: the plane, the curve, the tangent."""

    def __init__(self, color: str, ink: str, paper: str) -> None:
        self.sheet = VMobject(fill_color=color, fill_opacity=0, stroke_color=color, stroke_width=2, stroke_opacity=0)
        self.curve = VMobject(stroke_color=ink, stroke_width=_CURVE_WIDTH)
        self.tangent = VMobject(stroke_color=color, stroke_width=_TANGENT_WIDTH)
        self.tangent.set_stroke(paper, width=_TANGENT_WIDTH + 7, opacity=0, background=True)
        super().__init__(self.sheet, self.curve, self.tangent)
        self._opacities = (-1.0, -1.0, -1.0)

    def draw(self, parts: Sequence[Point]) -> None:
        """Give plane, curve and tangent these points."""
        self.sheet.points, self.curve.points, self.tangent.points = parts

    def appear(self, sheet: float, curve: float, tangent: float) -> None:
        """Make the plane and the lines so opaque."""
        if (sheet, curve, tangent) == self._opacities:
            return
        self._opacities = (sheet, curve, tangent)
        self.sheet.set_fill(opacity=_SHEET * sheet).set_stroke(opacity=_EDGE * sheet)
        self.curve.set_stroke(opacity=curve)
        self.tangent.set_stroke(opacity=tangent).set_stroke(opacity=tangent, background=True)


class CutFigure:
    """The cut where one variable is held, in the box of the surface and in a graph of its own.

    Parameters
    ----------
    cut
        The mathematics.
    box
        The box of the surface.
    along
        0 where x stays free, 1 where y does.
    regions
        Where the graph stands first, and where it stays.
    role
        The colour of plane, tangent and slope.

    Attributes
    ----------
    raised, drawn, touched
        How far the plane has risen, the curve is drawn, the tangent has grown; from 0 to 1.
    shown
        How opaque all of it is in the box.
    lifted
        How far it has been lifted out of the box into the graph.
    settled
        How far the graph has gone to where it stays.
    sides
        What is seen in the box, up to the point and from there on.
    flat
        What is seen of it outside of the box.
    """

    def __init__(
        self, cut: Slice, box: SpaceBox, along: int, regions: Sequence[Region], typesetter: Typesetter, *, role: Role
    ) -> None:
        self.cut, self.box, self.along, self.role = cut, box, along, role
        self.level, self.at = to_float(cut.level), to_float(cut.at)
        self.value, self.slope = to_float(cut.value), to_float(cut.slope)
        self.ends = (box.x, box.y)[along]
        window = Ranges(*self.ends, *box.z)
        self.plane, self.small = (
            Plane(region, window, typesetter, names=(cut.free.name, "f"), most_ticks=(5, 4)) for region in regions
        )
        for plane in (self.plane, self.small):
            plane.names.set_stroke(typesetter.theme[PAPER], width=8, background=True)
        self.raised, self.drawn, self.touched = ValueTracker(0), ValueTracker(0), ValueTracker(0)
        self.shown, self.lifted, self.settled = ValueTracker(1), ValueTracker(0), ValueTracker(0)
        theme = typesetter.theme
        self.sides, self.flat_sides = (
            [Trace(theme[role], theme[INK], theme[PAPER]) for _ in range(2)] for _ in range(2)
        )
        self.spot = Marker(theme)
        self.flat = VGroup(*self.flat_sides, self.spot)
        self.bands = np.zeros((0, 4))
        self._curves = [self._curve(side) for side in pairwise((self.ends[0], self.at, self.ends[1]))]
        self._tangent = self.plane.numbers_at(self.plane.line_ends(self.at, self.value, self.slope))
        # From corners of the box: beside heights of 1e12, a step of 1 would be lost in rounding.
        self._low = np.array([self.ends[0], box.z[0]])
        self._span = np.array([self.ends[1] - self.ends[0], box.z[1] - box.z[0]])
        self._corners = self.places(self._low + self._span * [(0, 0), (1, 0), (0, 1)])
        self._seen: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())

    def _curve(self, side: tuple[float, float]) -> Numbers:
        """One side of the curve as numbers, cubics of shape (4 n, 2)."""
        function: RealFunction = self.cut.function
        if side[1] <= side[0]:
            return np.zeros((0, 2))
        curve = self.plane.curve(function, x=side)
        self.bands = np.concatenate([self.bands, curve.bands])
        return self.plane.numbers_at(curve.points)

    # -- numbers of the plane to points --------------------------------------------------------------------------

    def places(self, numbers: Numbers) -> Numbers:
        """Pairs of the free variable and the height, shape (..., 2), as places of the box."""
        free, height = numbers[..., 0], numbers[..., 1]
        return self.box.place(free, self.level, height) if self.along == 0 else self.box.place(self.level, free, height)

    def points(self, view: BoxProjection, numbers: Numbers) -> Point:
        """Where pairs of shape (n, 2) are seen in the box, shape (n, 3): what `places` and the view do, in one step."""
        matrix, offset = view.affine()
        across, origin = self._corners[1:] - self._corners[0], self._corners[0]
        return np.asarray((numbers - self._low) / self._span @ (across @ matrix) + (origin @ matrix + offset))

    def numbers_in(self, view: BoxProjection, points: Point) -> Numbers:
        """The inverse of `points`: pairs of shape (n, 2) at points of the frame."""
        corners = view.point(self._corners)
        matrix = (corners[1:] - corners[0])[:, :2]
        shares = (points - corners[0])[..., :2] @ np.linalg.inv(matrix)
        return np.asarray(self._low + shares * self._span)

    @property
    def graph(self) -> Plane:
        """The plane on which the graph stands now."""
        return self.small if self.settled.get_value() == 1 else self.plane

    # -- what is seen --------------------------------------------------------------------------------------------

    def follow(self, view: BoxProjection) -> None:
        """Draw the cut as trackers and view have it."""
        own = tuple(
            float(tracker.get_value())
            for tracker in (self.raised, self.drawn, self.touched, self.shown, self.lifted, self.settled)
        )
        if (own, view.state) == self._seen:
            return
        turned, self._seen = own == self._seen[0], (own, view.state)
        raised, drawn, touched, shown, lifted, _ = own
        if turned and shown == 0 and lifted in (0, 1):
            return  # what is in the box is not seen, and what is out of it does not turn
        outlines, curves, tangents = self._sheets(raised), self._parts(drawn), self._tangents(touched)
        for side, flat, *numbers in zip(self.sides, self.flat_sides, outlines, curves, tangents, strict=True):
            side.draw([self.points(view, part) for part in numbers])
            side.appear(shown * min(1.0, 8 * raised), shown * (drawn > 0), shown * (touched > 0))
            if lifted > 0 and not (turned and lifted == 1):
                flat.draw([self._lifted(view, part, lifted) for part in numbers])
            out = float(lifted > 0)
            flat.appear(min(1.0, 5 * lifted) * (1 - 0.8 * lifted), out, out * (touched > 0))
        self.spot.put(self._lifted(view, np.array([[self.at, self.value]]), lifted)[0], float(lifted > 0))

    def _lifted(self, view: BoxProjection, numbers: Numbers, share: float) -> Point:
        """Points on the way from the box to the graph."""
        inside = self.points(view, numbers)
        first, last, settled = self.plane.point(*numbers.T), self.small.point(*numbers.T), self.settled.get_value()
        return np.asarray(inside + share * (first + settled * (last - first) - inside))

    def _sheets(self, raised: float) -> list[Numbers]:
        """The outline of either side of the plane, open towards the other side; cubics of shape (12, 2)."""
        low, high = self.box.z
        top = low + raised * (high - low)
        return [_straight(np.array([(self.at, low), (end, low), (end, top), (self.at, top)])) for end in self.ends]

    def _parts(self, drawn: float) -> list[Numbers]:
        """Either side of the curve as far as it is drawn, from the left; never without points."""
        counts = [len(side) // 4 for side in self._curves]
        done = round(drawn * sum(counts))
        shown = [min(done, counts[0]), max(0, done - counts[0])]
        return [side[: 4 * count] for side, count in zip(self._curves, shown, strict=True)]

    def _tangents(self, touched: float) -> list[Numbers]:
        """Either side of the tangent as far as it has grown; cubics of shape (4, 2)."""
        p = np.array([self.at, self.value])
        return [_straight(np.array([p, p + touched * (end - p)])) for end in self._tangent]


def _straight(corners: Numbers) -> Numbers:
    """The path through pairs of numbers, shape (n, 2), as cubics of shape (4 n - 4, 2)."""
    return np.asarray(straight_pieces(np.column_stack([corners, np.zeros(len(corners))]))[:, :2])
