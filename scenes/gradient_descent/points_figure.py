"""The points, the line between them, and how sure the neuron is on either side of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import Circle, Square, ValueTracker, VGroup, VMobject

from scenes.gradient_descent.model import Training
from sessen.layout import Point, Region
from sessen.mobjects.level_curves import on_paper
from sessen.mobjects.vectors import Dashed, segments, straight_pieces
from sessen.theme import FIXED, FUNCTION, GRADIENT, GRID, INK, MUTED, PAPER, Role
from sessen.typesetting.ticks import tick_step
from sessen.typesetting.typeset import LABEL, Typesetter
from sessen.variant import ThemeName

Numbers = npt.NDArray[np.float64]

KIND_ROLES: Final[dict[int, Role]] = {1: FIXED, 0: FUNCTION}
_SURE: Final = (0.02, 0.05, 0.1, 0.18, 0.28, 0.4)  # probabilities between which the ground is tinted
_TINTS: Final = (0.24, 0.2, 0.16, 0.12, 0.08, 0.045)
_FAINT: Final = {ThemeName.DARK: 0.31, ThemeName.LIGHT: 0.2}  # they lie on each other
_DOT, _RING = 0.11, 0.23
_MARGIN: Final = 0.5  # of the points' extent, free around them
_FEW: Final = 60  # more points than that are drawn smaller


class PointsFigure(VGroup):
    """Points of two kinds in the plane, with a line that follows (w, b).

    Parameters
    ----------
    line
        (w, b) at this moment, shape (2,).
    places
        Where the figure stands at first, then, and so on; ``stage`` says how far it has come.
    example
        The point from which the way to the line is measured.

    Attributes
    ----------
    drawn
        How much of the line is seen; tint and rings appear with it.
    shown
        How many of the points are there, from 0 to 1, from left to right.
    measured
        How much is seen of the way from the example up or down to the line.
    """

    def __init__(
        self,
        training: Training,
        line: Callable[[], Numbers],
        places: Sequence[Region],
        typesetter: Typesetter,
        *,
        example: int = 0,
    ) -> None:
        super().__init__()
        self.training, self.line_now, self.places = training, line, places
        self.type, self.theme = typesetter, typesetter.theme
        self.stage, self.drawn, self.shown, self.presence = map(ValueTracker, (0.0, 0.0, 0.0, 1.0))
        self.example, self.measured = example, ValueTracker(0.0)
        own = training.points
        self._xy = np.stack([own.x, own.y], axis=1)
        self._middle = (self._xy.max(axis=0) + self._xy.min(axis=0)) / 2
        self._half = np.maximum(np.ptp(self._xy, axis=0) / 2, 0.5) + _MARGIN * max(1.0, float(np.ptp(self._xy)) / 6)
        self._order = np.argsort(np.argsort(own.x, kind="stable"), kind="stable") / max(1, len(own) - 1)
        self._size = 1.0 if len(own) <= _FEW else max(0.35, float(np.sqrt(_FEW / len(own))))
        self._seen: tuple[float, ...] = ()
        self._faint = _FAINT[self.theme.name]
        self._make()
        self.follow()

    def _make(self) -> None:
        theme = self.theme
        self.tints = [
            (kind, share, VMobject(fill_color=theme[role], fill_opacity=tint, stroke_width=0), tint)
            for kind, role in KIND_ROLES.items()
            for share, tint in zip(_SURE, _TINTS, strict=True)
        ]
        self.grid = VMobject(stroke_color=theme[GRID], stroke_width=1.5)
        self.axes = VMobject(stroke_color=theme[MUTED], stroke_width=2.2)
        self.glows = {
            kind: VMobject(fill_color=theme[role], fill_opacity=0.16, stroke_width=0)
            for kind, role in KIND_ROLES.items()
        }
        self.dots = {
            kind: VMobject(fill_color=theme[role], fill_opacity=1, stroke_color=theme[PAPER], stroke_width=1.5)
            for kind, role in KIND_ROLES.items()
        }
        self.rings = VMobject(stroke_color=theme[GRADIENT], stroke_width=4)
        self.halo = VMobject(stroke_color=theme[INK], stroke_width=14, stroke_opacity=0.14)
        self.line = VMobject(stroke_color=theme[INK], stroke_width=5)
        self.names = [on_paper(self.type.math(name, size=LABEL, role=INK), theme) for name in ("x", "y")]
        self.stem = Dashed(theme, role=INK, width=4)
        self.stem_name = on_paper(self.type.math("z", size=LABEL), theme)
        self._shapes = {1: Circle(1).points.copy(), 0: Square(1.75).points.copy()}
        self._round = Circle(1).points.copy()
        tints = [tint for _, _, tint, _ in self.tints]
        for ground in (self.grid, *tints, self.axes):
            ground.set_z_index(-1)  # it goes on beyond what stands in front of it
        under = [self.grid, *tints, self.axes, *self.names]
        over = [self.rings, *self.dots.values(), self.stem_name]
        self.add(*under, *self.glows.values(), self.halo, self.line, self.stem, *over)

    # -- where things are ----------------------------------------------------------------------------------------

    @property
    def region(self) -> Region:
        """Where the figure stands at this moment."""
        stage = float(np.clip(self.stage.get_value(), 0, len(self.places) - 1))
        first = min(int(stage), len(self.places) - 2)
        (low, high), (lower, higher) = (
            np.array([place.at(0, 0), place.at(1, 1)]) for place in self.places[first : first + 2]
        )
        rest = stage - first
        (left, bottom, _), (right, top, _) = low + rest * (lower - low), high + rest * (higher - high)
        return Region(float(left), float(right), float(bottom), float(top))

    @property
    def unit(self) -> float:
        """How long one unit of the points' plane is in the frame."""
        region = self.region
        return float(min(region.width / (2 * self._half[0]), region.height / (2 * self._half[1])))

    def at(self, pairs: Numbers) -> Point:
        """Where pairs (x, y), shape (n, 2), are in the frame; shape (n, 3)."""
        flat = self.region.center[:2] + self.unit * (pairs - self._middle)
        return np.column_stack([flat, np.zeros(len(pairs))])

    def numbers_at(self, points: Point) -> Numbers:
        """The pairs at points of the frame: the inverse of `at`."""
        return np.asarray((points[:, :2] - self.region.center[:2]) / self.unit + self._middle)

    @property
    def _window(self) -> tuple[Numbers, Numbers]:
        region = self.region
        low, high = self.numbers_at(np.array([region.at(0, 0), region.at(1, 1)]))
        return low, high

    def drawn_line(self) -> Numbers:
        """Slope and intercept of the line as it is drawn, shape (2,)."""
        (x0, y0), (x1, y1) = self.numbers_at(self.line.points[[0, -1]])
        slope = (y1 - y0) / (x1 - x0)
        return np.array([slope, y0 - slope * x0])

    # -- what is seen --------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Draw everything as the trackers have it."""
        trackers = (self.stage, self.drawn, self.shown, self.presence, self.measured)
        seen = (*(each.get_value() for each in trackers), *self.line_now().tolist())
        if seen == self._seen:
            return
        self._seen = seen
        self._lay_ground()
        self._lay_line()
        self._lay_dots()

    def _lay_ground(self) -> None:
        (left, bottom), (right, top) = self._window
        step = tick_step(float(bottom), float(top), 8)
        across = np.arange(np.ceil(left / step), np.floor(right / step) + 1) * step
        up = np.arange(np.ceil(bottom / step), np.floor(top / step) + 1) * step
        lines = [[(x, bottom), (x, top)] for x in across] + [[(left, y), (right, y)] for y in up]
        self.grid.points = segments(self.at(np.array(lines).reshape(-1, 2)).reshape(-1, 2, 3))
        shown = self.presence.get_value()
        self.grid.set_stroke(opacity=shown)
        zero_x, zero_y = (float(np.clip(0.0, low, high)) for low, high in ((left, right), (bottom, top)))
        axes = np.array([[(left, zero_y), (right, zero_y)], [(zero_x, bottom), (zero_x, top)]])
        self.axes.points = segments(self.at(axes.reshape(-1, 2)).reshape(-1, 2, 3))
        self.axes.set_stroke(opacity=0.8 * shown)
        ends = self.at(np.array([(right, zero_y), (zero_x, top)]))
        for name, end, away in zip(self.names, ends, ((-0.75, -0.24, 0), (0.26, -0.25, 0)), strict=True):
            name.move_to(end + np.array(away)).set_opacity(shown)

    def _lay_line(self) -> None:
        w, b = self.line_now()
        (left, bottom), (right, top) = self._window
        corners = np.array([(left, bottom), (right, bottom), (right, top), (left, top)])
        shown = self.drawn.get_value() * self.presence.get_value()
        depth = w * corners[:, 0] - corners[:, 1] + b
        for kind, share, tint, opacity in self.tints:
            beyond = np.log((1 - share) / share)
            inside = depth - beyond if kind else -depth - beyond
            tint.points = _outline(self.at(_clipped(corners, inside)))
            tint.set_fill(opacity=self._faint * opacity * shown)
        ends = _line_in(w, b, left, right, bottom, top)
        points = self.at(ends) if len(ends) else np.zeros((0, 3))
        if len(points):
            half = (points[1] - points[0]) / 2
            middle, reach = points[0] + half, min(1.0, self.drawn.get_value())
            points = np.array([middle - reach * half, middle + reach * half])
        self.line.points = self.halo.points = straight_pieces(points) if len(points) else points
        self.line.set_stroke(opacity=shown)
        self.halo.set_stroke(opacity=0.14 * shown)

    def _lay_dots(self) -> None:
        own, places, shown = self.training.points, self.at(self._xy), self.presence.get_value()
        grown = np.clip(self.shown.get_value() * 1.4 - 0.4 * self._order, 0, 1) * self._size
        for kind in KIND_ROLES:
            here = own.kinds == kind
            sizes = (_DOT * grown[here])[:, None, None]
            self.dots[kind].points = (places[here][:, None] + sizes * self._shapes[kind]).reshape(-1, 3)
            self.glows[kind].points = (places[here][:, None] + 2.3 * sizes * self._round).reshape(-1, 3)
            self.dots[kind].set_fill(opacity=shown).set_stroke(opacity=shown)
            self.glows[kind].set_fill(opacity=0.16 * shown)
        wrong = self.training.is_wrong(*self.line_now())
        radii = (_RING * grown[wrong])[:, None, None]
        self.rings.points = (places[wrong][:, None] + radii * self._round).reshape(-1, 3)
        self.rings.set_stroke(opacity=shown * self.drawn.get_value())
        self._lay_stem(shown * self.measured.get_value())

    def _lay_stem(self, shown: float) -> None:
        """From the example straight up or down to the line, as far as that is seen."""
        (x, y), (w, b) = self._xy[self.example], self.line_now()
        (_, bottom), (_, top) = self._window
        ends = self.at(np.array([(x, y), (x, float(np.clip(w * x + b, bottom, top)))]))
        self.stem.put(ends[0], ends[1]).set_stroke(opacity=shown)
        self.stem_name.move_to(ends.mean(axis=0) + np.array([0.24, 0, 0]))
        self.stem_name.set_opacity(shown)


def _clipped(corners: Numbers, inside: Numbers) -> Numbers:
    """The part of a polygon, shape (n, 2), where a linear function is not negative; its values at the corners."""
    kept: list[Numbers] = []
    for index in range(len(corners)):
        here, there = corners[index - 1], corners[index]
        before, after = inside[index - 1], inside[index]
        if (before < 0) != (after < 0):
            kept.append(here + before / (before - after) * (there - here))
        if after >= 0:
            kept.append(there)
    return np.array(kept).reshape(-1, 2)


def _outline(points: Point) -> Point:
    return straight_pieces(np.concatenate([points, points[:1]])) if len(points) > 2 else np.zeros((0, 3))


def _line_in(w: float, b: float, left: float, right: float, bottom: float, top: float) -> Numbers:
    """Where y = w x + b enters and leaves a rectangle, from left to right; empty where it passes by."""
    low, high = left, right
    if abs(w) > 1e-12:
        crossings = sorted(((bottom - b) / w, (top - b) / w))
        low, high = max(low, crossings[0]), min(high, crossings[1])
    elif not bottom <= b <= top:
        return np.zeros((0, 2))
    return np.array([(low, w * low + b), (high, w * high + b)]) if low < high else np.zeros((0, 2))
