"""The error of each method against h, on axes that count powers of ten, drawn from large steps to small ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import LEFT, RIGHT, Dot, ValueTracker, VGroup, VMobject

from scenes.numerical_derivative.methods import METHOD_STYLES, Marks
from sessen.layout import Point, Region
from sessen.mathematics.finite_differences import Method, NumericalSlopes, Trend, balanced_step, best_step
from sessen.mobjects.following import always_refresh
from sessen.mobjects.log_plane import LogPlane
from sessen.mobjects.plane import Ranges
from sessen.mobjects.vectors import Dashed, segments
from sessen.theme import MUTED, PAPER, RESULT, Role
from sessen.typesetting.typeset import TICK, Typeset, Typesetter
from sessen.words import Words

Numbers = npt.NDArray[np.float64]

SMALLEST: Final = -16.0  # the power of ten of the smallest step
_PER_DECADE: Final = 4
STEPS: Final = 10.0 ** (-np.arange(0, _PER_DECADE * 16 + 1) / _PER_DECADE)  # from 1 to 1e-16
_FEWEST_DECADES: Final = 6.0
_ALL: Final = slice(None)
_LEGEND: Final = 0.45  # how high the row of names at the top is


def marked_steps(method: Method) -> slice:
    """At which of the steps a method has marks: whole powers of ten; half way between where forward ones would hide."""
    return slice(_PER_DECADE // 2 if method is Method.BACKWARD else 0, None, _PER_DECADE)


class ErrorTrail(VMobject):
    """The errors of one method, joined as far as ``reach`` has come; one that is 0 stands on a line of its own.

    Parameters
    ----------
    places
        Where each error stands, from the largest step to the smallest; shape (n, 3), nan where there is none.
    reach
        How far to the left it is drawn, in Manim's units.
    """

    def __init__(self, places: Point, reach: Callable[[], float], color: str, *, width: float) -> None:
        super().__init__(stroke_color=color, stroke_width=width)
        self.reach = reach
        known = np.asarray(np.isfinite(places).all(axis=1))
        self._ends = np.stack([places[:-1], places[1:]], axis=1)[known[:-1] & known[1:]]
        always_refresh(self)

    def refresh(self) -> None:
        """Draw what lies right of the reach, the last piece as far as it has come."""
        left, ends = self.reach(), self._ends.copy()
        ends = ends[ends[:, 0, 0] > left]
        if len(ends):
            (start, _, _), (stop, _, _) = ends[-1]
            share = min(1.0, (start - left) / max(start - stop, 1e-12))
            ends[-1, 1] = ends[-1, 0] + share * (ends[-1, 1] - ends[-1, 0])
        self.points = segments(ends) if len(ends) else np.zeros((0, 3))


class ErrorMarks(Marks):
    """The marks of a method, as far as ``reach`` has come."""

    def __init__(self, method: Method, places: Point, reach: Callable[[], float], typesetter: Typesetter) -> None:
        self.reach = reach
        self._all = places[np.isfinite(places).all(axis=1)]
        super().__init__(method, self._all, typesetter.theme)
        always_refresh(self)

    def refresh(self) -> None:
        """Draw those that lie right of the reach."""
        self.put(self._all[self._all[:, 0] >= self.reach() - 1e-6])


class ErrorPlot:
    """Axes, the errors of the three methods, the straight lines that they follow, and the best steps.

    Parameters
    ----------
    slopes
        What the computer finds.
    names
        What stands at the ends of the axes, in Typst's mathematics.

    Attributes
    ----------
    reach
        The power of ten of the smallest step that is drawn.
    best
        The best step of each method: where the lines of its two errors cross, or the best that was tried where there
        is no such step; None where a smaller step is never worse.
    """

    def __init__(self, slopes: NumericalSlopes, region: Region, names: tuple[str, str], typesetter: Typesetter) -> None:
        self.slopes, self.type, self.theme = slopes, typesetter, typesetter.theme
        self.errors = {method: slopes.errors(method, STEPS) for method in Method}
        self.reach = ValueTracker(0.0)
        window = self._window()
        lowest = window.bottom + self._below_zero * 3 if self.has_zeros else window.bottom
        self.plane = LogPlane(region, window, typesetter, names=names, lowest=lowest)
        self.trails = {method: self._trail(method) for method in Method}
        self.marks = {method: self._marks(method) for method in Method}
        self.crossings = {method: self._crossing(method) for method in Method}
        self.best = {method: self._best(method) for method in Method}
        self.zero = self._zero()
        self.guides: list[tuple[Trend, Dashed]] = []
        self.marked: dict[Method, Dot] = {}

    # -- where things are ----------------------------------------------------------------------------------------

    @property
    def rises(self) -> bool:
        """Whether rounding spoils small steps."""
        has_rounding = self.slopes.rounding.coefficient > 0
        return has_rounding and any(self.best[method] is not None for method in Method)

    @property
    def has_zeros(self) -> bool:
        """Whether some error is exactly 0, which no logarithm has a place for."""
        return any((errors == 0).any() for errors in self.errors.values())

    def _window(self) -> Ranges:
        found = np.concatenate(list(self.errors.values()))
        found = found[np.isfinite(found) & (found > 0)]
        low, high = (np.floor(np.log10(found.min())), np.ceil(np.log10(found.max()))) if len(found) else (-16.0, 0.0)
        low = min(low, high - _FEWEST_DECADES)
        self._below_zero = 0.06 * (high - low)  # how far the line for errors of 0 is from the foot, in powers of ten
        return Ranges(SMALLEST - 0.3, 0.6, low - (3 * self._below_zero if self.has_zeros else 0.2), high + 1.5)

    def _crossing(self, method: Method) -> float | None:
        """The step at which truncation and rounding are equally large, if it is one that is drawn."""
        falling = self.slopes.truncation(method)
        step = balanced_step(falling, self.slopes.rounding) if falling else None
        return step if step is not None and STEPS[-1] < step < STEPS[0] else None

    def _best(self, method: Method) -> float | None:
        tried = best_step(STEPS, self.errors[method])
        return tried if tried is None else self.crossings[method] or tried

    def places(self, method: Method, some: slice = _ALL) -> Point:
        """Where the errors of a method at some of the steps stand, shape (n, 3); those that are 0 on a line of 0."""
        errors = self.errors[method][some]
        with np.errstate(divide="ignore"):
            heights = np.where(errors == 0, self.plane.window.bottom + self._below_zero, np.log10(errors))
        return self.plane.point(np.log10(STEPS[some]), heights)

    def _reached(self) -> float:
        return float(self.plane.point(self.reach.get_value(), 0.0)[0])

    # -- what is drawn -------------------------------------------------------------------------------------------

    def _trail(self, method: Method) -> ErrorTrail:
        width = 2.0 if method is Method.BACKWARD else 3.5
        return ErrorTrail(self.places(method), self._reached, self.theme[METHOD_STYLES[method].role], width=width)

    def _marks(self, method: Method) -> ErrorMarks:
        return ErrorMarks(method, self.places(method, marked_steps(method)), self._reached, self.type)

    @property
    def drawn(self) -> VGroup:
        """The errors of all methods, the central ones in front."""
        return VGroup(
            *(each[method] for method in reversed(Method) for each in (self.trails, self.marks)),
        )

    def _zero(self) -> VGroup:
        """The line for errors that are exactly 0, with its number at the left; empty where there is none."""
        if not self.has_zeros:
            return VGroup()
        window = self.plane.window
        line = Dashed(self.theme, role=MUTED, width=2)
        start, end = (self.plane.point(x, window.bottom + self._below_zero) for x in (window.left, window.right))
        number = self.type.math("0", size=TICK, role=MUTED)
        return VGroup(line.put(start, end), number.move_to(start - np.array([0.14 + number.width / 2, 0, 0])))

    def legend(self, localize: Callable[[Words], str]) -> VGroup:
        """Mark and name of each method, in a row at the upper right."""
        row = VGroup()
        for method, look in METHOD_STYLES.items():
            name = self.type.words(localize(look.name), size=TICK, role=look.role)
            mark = Marks(method, np.zeros((1, 3)), self.theme).next_to(name, LEFT, buff=0.12)
            row.add(VGroup(mark, name))
        row.arrange(RIGHT, buff=0.35).scale(min(1.0, (self.plane.box.width - 1.2) / row.width))
        corner = self.plane.box.at(1, 1)
        return row.move_to(corner - np.array([row.width / 2 + 0.05, row.height / 2 + 0.06, 0.0]))

    def guide(self, trend: Trend, *, role: Role) -> Dashed:
        """The straight line of a power of h, across what is seen."""
        window = self.plane.window
        x = np.linspace(window.left, window.right, 2)
        low, high = sorted(
            (height - np.log10(trend.coefficient)) / trend.order for height in (window.bottom, window.top)
        )
        ends = np.clip(x, low, high)
        start, end = self.plane.point(ends, np.log10(trend.coefficient) + trend.order * ends)
        line = Dashed(self.theme, role=role, width=3, dash=0.1).put(start, end)
        self.guides.append((trend, line))
        return line

    def named_guide(self, name: Typeset, trend: Trend, at: float, side: int) -> tuple[Dashed, Typeset]:
        """The line of a power of h, and its name where h is this power of ten: above it (side 1) or below."""
        return self.guide(trend, role=MUTED), self._beside_guide(name, trend, at, side)

    def _beside_guide(self, label: Typeset, trend: Trend, at: float, side: int) -> Typeset:
        across, up = self.plane.unit
        place = self.plane.point(at, np.log10(trend.coefficient) + trend.order * at)
        normal = np.array([-trend.order * up, across, 0.0]) * side / np.hypot(across, trend.order * up)
        label.move_to(place + normal * (0.16 + abs(normal[0]) * label.width / 2 + abs(normal[1]) * label.height / 2))
        box = self.plane.box.inset(0.08)
        low, high = box.at(0, 0), box.at(1, 1) - np.array([0, _LEGEND, 0])
        half = np.array([label.width / 2, label.height / 2, 0])
        label.move_to(np.clip(label.get_center(), low + half, high - half))
        return label.set_stroke(self.theme[PAPER], width=7, background=True)

    def best_place(self, method: Method) -> Point:
        """Where the lines of a method's two errors cross; where they do not, its error at the best step tried."""
        step, falling = self.best[method], self.slopes.truncation(method)
        assert step is not None
        if self.crossings[method] is None or falling is None:
            return np.asarray(self.places(method)[int(np.argmin(np.abs(STEPS - step)))])
        return self.plane.point(np.log10(step), float(np.log10(falling(step))))

    def best_mark(self, method: Method) -> VGroup:
        """A ring around the best place of a method, and a line down to its step."""
        place = self.best_place(method)
        foot = np.array([place[0], self.plane.box.bottom, 0.0])
        ring = Dot(place, radius=0.19, fill_opacity=0, stroke_color=self.theme[RESULT], stroke_width=4)
        line = Dashed(self.theme, role=RESULT, width=3).put(place - np.array([0, 0.19, 0]), foot)
        self.marked[method] = ring
        return VGroup(line, ring)
