"""The way through a lecture: a curve, a place on it for each chapter, and the tangent at the place where one is."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import sympy
from manim import Dot, Line, ValueTracker, VGroup

from sessen.layout import Point, Region
from sessen.mathematics import RealFunction
from sessen.mobjects.curves import Curve
from sessen.mobjects.plane import Plane, Ranges
from sessen.theme import FUNCTION, MOVING, MUTED, PAPER, RESULT
from sessen.typesetting.typeset import Typesetter

_X: Final = sympy.Symbol("x", real=True)
#: Two gentle hills, none of its tangents steep: the way rises as a lecture does.
_WAY: Final = sympy.sin(_X) / 2 + _X / 4
_ENDS: Final = (-6.0, 6.0)
_HEIGHT: Final = 2.1
_FIRST, _LAST = -5.2, 5.2
_REACH: Final = 1.6  # units that the tangent goes to each side


class ChapterPath:
    """The curve, its places and the tangent, which follow one tracker.

    Parameters
    ----------
    count
        How many chapters there are.
    region
        Where the curve stands.
    at
        Where one is in x: the one thing that moves.
    apart
        The distance in x to the second point that the line goes through; at 0 it is the tangent.
    """

    def __init__(
        self, count: int, region: Region, at: ValueTracker, apart: ValueTracker, typesetter: Typesetter
    ) -> None:
        self.function = RealFunction(_WAY, _X)
        self.slope = self.function.derivative()
        self._at, self._apart = at, apart
        self._theme = typesetter.theme
        self.plane = Plane(region, Ranges(*_ENDS, -_HEIGHT, _HEIGHT), typesetter, numbered=False)
        self.curve = Curve(self.function, self.plane, _ENDS, color=self._theme[FUNCTION], width=4)
        self.places = VGroup(*(self._place(place) for place in self.stations(count)))
        self.line = Line(stroke_color=self._theme[RESULT], stroke_width=5)
        self.point = Dot(radius=0.11, color=self._theme[MOVING])
        self.line.add_updater(self._lay)
        self.point.add_updater(lambda point: point.move_to(self.on_curve(self._at.get_value())))
        self.line.update()
        self.point.update()

    @staticmethod
    def stations(count: int) -> list[float]:
        """Where the chapters stand in x, evenly from left to right."""
        return [float(x) for x in np.linspace(_FIRST, _LAST, count)] if count > 1 else [0.0]

    def on_curve(self, x: float) -> Point:
        """The point of the curve above ``x``; shape (3,)."""
        return self.plane.point(x, self.function(x))

    def mark(self, passed: int) -> None:
        """Fill the places of the chapters that were passed."""
        for place in self.places[:passed]:
            place.set_fill(self._theme[FUNCTION], opacity=1).set_stroke(self._theme[FUNCTION])

    def drawn_slope(self) -> float:
        """The slope of the line as it is drawn, in the units of the curve."""
        (left, low), (right, high) = map(self.plane.numbers_at, (self.line.get_start(), self.line.get_end()))
        return float((high - low) / (right - left))

    def true_slope(self) -> float:
        """The slope that the line must have: the curve's difference quotient, or its derivative where they are one."""
        at, apart = self._at.get_value(), self._apart.get_value()
        if apart == 0:
            return float(self.slope(at))
        return float((self.function(at + apart) - self.function(at)) / apart)

    def _place(self, x: float) -> Dot:
        ring = Dot(self.on_curve(x), radius=0.07, color=self._theme[PAPER])
        ring.set_stroke(self._theme[MUTED], width=3)
        return ring

    def _lay(self, line: Any) -> None:
        here = self.on_curve(self._at.get_value())
        along = self.plane.point(1.0, self.true_slope()) - self.plane.point(0.0, 0.0)
        reach = _REACH * along / np.linalg.norm(along)
        line.put_start_and_end_on(here - reach, here + reach)
