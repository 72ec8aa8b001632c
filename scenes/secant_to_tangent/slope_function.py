"""The derivative as a function of its own: P slides along the curve, and its slope draws a second curve below."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import DashedLine, Dot, Line, ValueTracker, VGroup, VMobject
from manim.utils.bezier import partial_bezier_points

from sessen.layout import Point, Region
from sessen.mathematics import RealFunction
from sessen.mobjects.plane import Plane, Ranges
from sessen.shared import NotCopied
from sessen.theme import FIXED, MUTED, PAPER, RESULT, Role
from sessen.typesetting.typeset import LABEL, Typesetter

Numbers = npt.NDArray[np.float64]
_REACH: Final = 4.0  # so far from P turning points are looked for
_MOST: Final = 3
_ARM: Final = 1.1  # of the tangent, in Manim's units


class SlopeFunction(NotCopied):
    """Two planes over the same x: f with P and its tangent above, f' below, grown as far as P has come.

    Parameters
    ----------
    f
        The function.
    at
        A point about which turning points are looked for.

    Attributes
    ----------
    x
        Where P is.
    start, end
        From where to where P slides, a little inside of what is seen.
    zeros
        Where f' changes its sign, at most three.
    """

    def __init__(self, f: RealFunction, at: float, region: Region, typesetter: Typesetter) -> None:
        self.f, self.slope, self.type = f, f.derivative(), typesetter
        self.zeros = _sign_changes(self.slope, at)
        left, right = _window(f, at, self.zeros)
        self.start, self.end = (left + share * (right - left) for share in (0.07, 0.96))
        self.x = ValueTracker(self.start)
        self.upper, self.lower = self._planes(region, left, right)
        self.graph = self.upper.curve(f)
        self.whole = self.lower.curve(self.slope, role=RESULT)
        self.grown = VMobject(stroke_color=typesetter.theme[RESULT], stroke_width=5)
        self.grown.add_updater(lambda _: self._grow(), call_updater=True)
        self.tangent = Line(color=typesetter.theme[RESULT], stroke_width=5)
        self.tangent.add_updater(lambda _: self._touch(), call_updater=True)
        self.p, self.height = self._dot(self.upper, f, FIXED), self._dot(self.lower, self.slope, RESULT)
        self.name = typesetter.math("P", size=LABEL, role=FIXED)
        for name in (self.name, *self.lower.names):
            name.set_stroke(typesetter.theme[PAPER], width=8, background=True)
        self.name.add_updater(lambda name: name.move_to(self.p.get_center() + self._aside()), call_updater=True)

    @staticmethod
    def turns(f: RealFunction, at: float) -> bool:
        """Whether f turns anywhere near."""
        return bool(_sign_changes(f.derivative(), at))

    def at(self, plane: Plane, function: RealFunction, x: float) -> Point:
        """A place on a curve, at its window's edge where it leaves it."""
        y = float(np.clip(np.nan_to_num(function(x)), plane.window.bottom, plane.window.top))
        return plane.point(x, y)

    def marks(self) -> list[tuple[DashedLine, VGroup]]:
        """For each zero a dashed line from the turning point of f down to it; the level tangent and both points."""
        theme, found = self.type.theme, []
        for x in self.zeros:
            ends = self.at(self.upper, self.f, x), self.at(self.lower, self.slope, x)
            dash = DashedLine(*ends, color=theme[MUTED], stroke_width=3, dash_length=0.12)
            level = Line(ends[0] - [_ARM, 0, 0], ends[0] + [_ARM, 0, 0], color=theme[RESULT], stroke_width=5)
            dots = [
                Dot(place, radius=0.1, color=theme[role]) for place, role in zip(ends, (FIXED, RESULT), strict=True)
            ]
            found.append((dash, VGroup(level, *dots)))
        return found

    # -- how it is made ------------------------------------------------------------------------------------------

    def _planes(self, region: Region, left: float, right: float) -> tuple[Plane, Plane]:
        region = Region(region.left, region.right - 0.2, region.bottom, region.top)  # for half of the last number
        upper, lower = region.rows(0.5, 0.5, gap=0.15)
        xs = np.linspace(left, right, 400)
        windows = [Ranges(left, right, *_heights(function(xs))) for function in (self.f, self.slope)]
        names = (("x", "f"), ("x", "f'"))
        planes = [self._plane(*each) for each in zip((upper, lower), windows, names, strict=True)]
        margin = max(plane.box.left for plane in planes)  # both axes stand above each other
        regions = [
            Region(place.left + margin - plane.box.left, place.right, place.bottom, place.top)
            for place, plane in zip((upper, lower), planes, strict=True)
        ]
        first, second = (self._plane(*each) for each in zip(regions, windows, names, strict=True))
        first.names.remove(first.names[0])  # that of x stands below, where no curve passes it
        return first, second

    def _plane(self, region: Region, window: Ranges, names: tuple[str, str]) -> Plane:
        return Plane(region, window, self.type, names=names, most_ticks=(8, 4))

    def _dot(self, plane: Plane, function: RealFunction, role: Role) -> Dot:
        dot = Dot(radius=0.1, color=self.type.theme[role])
        dot.add_updater(lambda dot: dot.move_to(self.at(plane, function, self.x.get_value())), call_updater=True)
        return dot

    def _grow(self) -> None:
        """The part of the graph of f' over all x that P has passed."""
        pieces = self.whole.points.reshape(-1, 4, 3)
        reached = self.lower.point(self.x.get_value(), 0.0)[0]
        parts = [*pieces[pieces[:, 3, 0] <= reached]]
        for piece in pieces[(pieces[:, 0, 0] < reached) & (pieces[:, 3, 0] > reached)]:
            share = (reached - piece[0, 0]) / (piece[3, 0] - piece[0, 0])
            parts.append(partial_bezier_points(piece, 0, share))
        self.grown.set_points(np.array(parts).reshape(-1, 3))

    def _direction(self) -> Point:
        """Of the tangent as it is drawn, of length 1; level where there is none."""
        across, up = self.upper.unit
        along = np.array([across, np.nan_to_num(self.slope(self.x.get_value())) * up, 0.0])
        unit: Point = along / np.linalg.norm(along)
        return unit

    def _touch(self) -> None:
        start, end = self._arms(self.p_place, self._direction())
        self.tangent.set_points_by_ends(start, end)

    def _arms(self, place: Point, along: Point) -> list[Point]:
        """Both ends of a tangent about a point, inside of the plane."""
        box = self.upper.box
        middle, half = box.center, np.array([box.width, box.height, 0.0]) / 2
        ends = []
        for way in (-along, along):
            with np.errstate(all="ignore"):
                free = np.nan_to_num((half + np.sign(way) * (middle - place))[:2] / np.abs(way[:2]), nan=9, posinf=9)
            ends.append(place + max(min(_ARM, *free), 0.0) * way)
        return ends

    @property
    def p_place(self) -> Point:
        """Where P is now."""
        return self.at(self.upper, self.f, self.x.get_value())

    def _aside(self) -> Point:
        along = self._direction()
        return 0.34 * np.array([-along[1], along[0], 0.0])


def _sign_changes(slope: RealFunction, at: float) -> list[float]:
    """The zeros of f' nearest to a point at which f turns."""
    xs = at + np.linspace(-_REACH, _REACH, 801)
    with np.errstate(all="ignore"):
        ys = np.asarray(slope(xs), float)
    there = np.flatnonzero(np.isfinite(ys) & (ys != 0))
    turns = [(i, j) for i, j in pairwise(there) if ys[i] * ys[j] < 0]
    found = [_halved(slope, float(xs[i]), float(xs[j])) for i, j in turns]
    kept = [x for x in found if abs(slope(x)) <= 1e-6 * np.nanmax(np.abs(ys))]  # none of them a pole
    return sorted(sorted(kept, key=lambda x: abs(x - at))[:_MOST])


def _halved(slope: RealFunction, left: float, right: float) -> float:
    """Where the sign changes between two places."""
    rises = slope(right) > 0
    for _ in range(60):
        middle = (left + right) / 2
        left, right = (left, middle) if (slope(middle) > 0) == rises else (middle, right)
    return right if abs(slope(right)) <= abs(slope(left)) else left


def _window(f: RealFunction, at: float, zeros: list[float]) -> tuple[float, float]:
    """From where to where P slides: past all zeros, and only where f has values."""
    if not zeros:
        left, right = at - 1.46, at + 1.46
    else:
        span = max(zeros[-1] - zeros[0], 1.0)
        left, right = zeros[0] - 0.57 * span, zeros[-1] + 0.57 * span
    xs = np.linspace(left, right, 601)
    has = xs[np.isfinite(f(xs)) & np.isfinite(f.derivative()(xs))]
    return float(has.min()), float(has.max())


def _heights(values: Numbers) -> tuple[float, float]:
    """What is shown of the values: all of them, but for the outermost where a few go beyond all bounds; and zero."""
    finite = values[np.isfinite(values)]
    low, high = np.percentile(finite, (2, 98))
    if np.ptp(finite) < 4 * (high - low):
        low, high = finite.min(), finite.max()
    low, high = min(low, 0.0), max(high, 0.0)
    spare = 0.14 * (high - low) or 1.0
    return float(low - spare), float(high + spare)
