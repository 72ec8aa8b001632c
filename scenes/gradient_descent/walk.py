"""A descent on the landscape: a ball on the surface, its shadow on the map, and the way that it has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import DOWN, RIGHT, UP, Circle, ValueTracker, VGroup, VMobject

from scenes.gradient_descent.landscape import LossLandscape
from sessen.layout import Point
from sessen.mobjects.vectors import Dashed, straight_pieces
from sessen.theme import INK, PAPER, Role

Numbers = npt.NDArray[np.float64]

_PIECES: Final = 10  # of a step of the path on the surface
_BALL: Final = 0.085  # its radius, in places
_POOL: Final = tuple(np.linspace(2.1, 0.7, 10))  # how far its soft shadow goes, disc by disc, in its radius


class Ball(VGroup):
    """A ball in the light, drawn as three discs, over the place where it touches."""

    def __init__(self, color: str, glow: str) -> None:
        super().__init__()
        self.body = Circle(1, fill_color=color, fill_opacity=1, stroke_width=0)
        self.dark = Circle(1, fill_color="#000000", fill_opacity=0.22, stroke_width=0)
        self.gleam = Circle(1, fill_color=glow, fill_opacity=0.75, stroke_width=0)
        self._round = self.body.points.copy()
        self.add(self.body, self.dark, self.gleam)

    def put(self, touch: Point, radius: float) -> None:
        """Let it lie on a point of the frame."""
        center = touch + 0.8 * radius * UP
        self.body.points = radius * self._round + center
        self.dark.points = 0.86 * radius * self._round + center + radius * (0.12 * RIGHT + 0.12 * DOWN)
        self.gleam.points = 0.26 * radius * self._round + center + radius * np.array([-0.34, 0.36, 0.0])


class Walk:
    """A descent on the landscape: the path and the ball above, path and shadow on the map below.

    Parameters
    ----------
    stops
        Pairs (w, b), shape (n, 2).
    walked
        How many steps have been made, whole and broken; asked again in every picture.
    """

    def __init__(
        self, land: LossLandscape, stops: Numbers, walked: Callable[[], float], role: Role, *, faint: bool = False
    ) -> None:
        self.land, self.stops, self.walked = land, stops, walked
        color = land.theme[role]
        self.presence = ValueTracker(0.0)
        self.above = VMobject(stroke_color=color, stroke_width=2.5 if faint else 4.5)
        self.below = VMobject(stroke_color=color, stroke_width=2 if faint else 3)
        self.rims = [
            VMobject(stroke_color=land.theme[PAPER], stroke_width=path.stroke_width + 4)
            for path in (self.above, self.below)
        ]
        self.marks = VMobject(fill_color=color, fill_opacity=1, stroke_width=0)
        self.drop = Dashed(land.theme, role=INK, width=2.0, dash=0.06)
        self.shadow = VGroup(
            *(Circle(1, fill_color="#000000", fill_opacity=0.075, stroke_width=0) for _ in _POOL),
            Circle(1, fill_color=color, fill_opacity=1, stroke_width=0),
        )
        self.ball = Ball(color, land.theme[INK] if land.is_dark else land.theme[PAPER])
        self._round = Circle(1).points.copy()
        self.lower, self.upper = (
            VGroup(self.rims[1], self.below, self.marks, self.shadow, self.drop),
            VGroup(self.rims[0], self.above, self.ball),
        )

    @property
    def last(self) -> int:
        """How many steps there are."""
        return len(self.stops) - 1

    def now(self) -> Numbers:
        """Where the walk is, (w, b); shape (2,)."""
        whole, rest = self._progress()
        following = self.stops[min(whole + 1, self.last)]
        return np.asarray(self.stops[whole] + rest * (following - self.stops[whole]))

    def corners(self) -> Numbers:
        """The stops that were reached, and where the walk is; shape (n, 2)."""
        whole, rest = self._progress()
        return np.concatenate([self.stops[: whole + 1], self.now()[None]] if rest else [self.stops[: whole + 1]])

    def drawn_stops(self) -> Numbers:
        """The whole steps on the map as they are drawn, as pairs (w, b); shape (n, 2)."""
        whole, _ = self._progress()
        if not whole:
            return np.zeros((0, 2))
        ends = np.concatenate([self.below.points[:1], self.below.points[3::4]])[: whole + 1]
        return self.land.numbers_on_map(ends)

    def drawn_now(self) -> Numbers:
        """Where the shadow is on the map, measured on the picture; shape (2,)."""
        return np.asarray(self.land.numbers_on_map(self.shadow[-1].get_center()[None])[0])

    def follow(self) -> None:
        """Draw it as far as it has come."""
        land, corners = self.land, self.corners()
        here, unit = corners[-1:], land.unit
        touch = land.on_surface(here)[0]
        on_map = land.on_map(corners)
        if len(corners) > 1:
            shares = np.arange(_PIECES)[:, None] / _PIECES
            fine = (corners[:-1, None] + shares * (corners[1:] - corners[:-1])[:, None]).reshape(-1, 2)
            self.above.points = straight_pieces(land.on_surface(np.concatenate([fine, here])))
            self.below.points = straight_pieces(on_map)
        else:
            self.above.points = np.zeros((0, 3))
            self.below.points = np.zeros((0, 3))
        for rim, path in zip(self.rims, (self.above, self.below), strict=True):
            rim.points = path.points
        reached = on_map[: self._progress()[0] + 1]
        self.marks.points = (reached[:, None] + 0.022 * unit * self._flat[None]).reshape(-1, 3)
        for disc, size in zip(self.shadow, (*_POOL, 0.42), strict=True):
            disc.points = size * _BALL * unit * self._flat + on_map[-1]
        self.drop.put(on_map[-1], touch)
        self.ball.put(touch, _BALL * unit)
        self._appear(land.presence.get_value() * self.presence.get_value())

    def _appear(self, shown: float) -> None:
        for path in (self.above, self.below, *self.rims):
            path.set_stroke(opacity=shown)
        self.drop.set_stroke(opacity=shown)
        for disc in self.shadow[:-1]:
            disc.set_fill(opacity=0.075 * shown)
        for part, opacity in (
            (self.marks, 1),
            (self.shadow[-1], 1),
            (self.ball.body, 1),
            (self.ball.dark, 0.22),
            (self.ball.gleam, 0.75),
        ):
            part.set_fill(opacity=opacity * shown)

    @property
    def _flat(self) -> Point:
        """A circle as it lies on the map."""
        return np.asarray(self._round * (1, np.sin(self.land.elevation), 1))

    def _progress(self) -> tuple[int, float]:
        walked = float(np.clip(self.walked(), 0, self.last))
        whole = min(int(walked + 1e-9), self.last)
        return whole, max(0.0, walked - whole) if whole < self.last else 0.0
