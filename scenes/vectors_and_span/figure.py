"""Two vectors of the plane, their combination tip to tail, and all that they reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Self

import numpy as np
import numpy.typing as npt
from manim import UP, Animation, Dot, Line, ManimColor, Mobject, Rectangle, ValueTracker, VGroup, VMobject

from scenes.vectors_and_span.lattice import BackgroundGrid, Extent, Lattice
from sessen.layout import Point, Region
from sessen.mathematics import Span, to_float
from sessen.mobjects.following import always_refresh
from sessen.mobjects.plane import Plane, Ranges
from sessen.mobjects.vectors import Arrow, beside, line_across, quarter_turn, unit
from sessen.shared import NotCopied
from sessen.theme import GIVEN_A, GIVEN_B, MUTED, PAPER, RESULT, Role, Theme
from sessen.typesetting.typeset import Typesetter

Numbers = npt.NDArray[np.float64]
Ends = Callable[[], tuple[Numbers, Numbers]]

COMBINATIONS: Final = ((1.0, 1.0), (-1.0, 1.0), (1.5, -1.0))  # that are shown one after the other
SCALES: Final = (1.5, -1.0, 0.0)  # for a alone
_GRID_LINES: Final = 9
_CLEAR_OF_B: Final = 0.72  # how far up the sum its name stands, where b before it was carried is not
_FAINT: Final = 0.3  # opacity of the grid
_BEHIND: Final = -1  # the plane goes on behind the panel
_GLOW: Final = 0.3  # opacity of a plane that is covered
_FADING: Final = (0.0, 0.75, 1.0, 1.0, 1.0, 0.75, 0.0)  # from its lower to its upper edge
_NAME_GAP: Final = 0.12
_HALO: Final = 9
_NEAR_ZERO: Final = 0.3  # a coefficient whose arrow's name changes sides
_MARGIN: Final = 0.5  # around the arrows, in Manim's units


class MovingArrow(Arrow):
    """An arrow that follows its ends, points of the frame; of no length, it is not seen."""

    def __init__(self, ends: Callable[[], tuple[Point, Point]], theme: Theme, role: Role) -> None:
        # A copy must follow the same ends. Functions are not copied along, methods and their objects would be.
        self.ends: Callable[[], tuple[Point, Point]] = lambda: ends()  # noqa: PLW0108
        super().__init__(*ends(), theme, role=role)
        always_refresh(self)

    def refresh(self) -> None:
        """Draw it between the ends of this moment."""
        self.put(*self.ends())


class Glow(Rectangle):
    """A plane that is covered: it fades where it goes on beyond a box."""

    def __init__(self, box: Region, theme: Theme) -> None:
        super().__init__(width=box.width, height=box.height, stroke_width=0)
        self.move_to(box.center)
        self.sheen_direction = UP
        self.theme = theme
        self.shine(1.0)

    def shine(self, share: float) -> Self:
        """As bright as this share of a plane without a gap."""
        opacities = share * _GLOW * np.array(_FADING)
        self.fill_rgbas = np.array([[*ManimColor(self.theme[RESULT]).to_rgb(), opacity] for opacity in opacities])
        return self


class SpanPicture(NotCopied):
    """The plane, the arrows and the lattice, all functions of six trackers.

    Attributes
    ----------
    first, second
        The coefficients of a and b.
    carry
        How far the second arrow has been carried from the origin to the tip of the first: 0 to 1.
    turn
        How far b has turned onto the line of a: 0 to 1.
    row, rows, fineness
        How far the lattice has got, see `Extent`.
    """

    def __init__(self, span: Span, region: Region, band: Region, typesetter: Typesetter) -> None:
        self.span, self.region, self.type = span, region, typesetter
        self.a, self.b = (np.array([to_float(part) for part in vector]) for vector in (span.a, span.b))
        self.first, self.second, self.carry, self.turn = (ValueTracker(each) for each in (1, 1, 0, 0))
        self.row, self.rows, self.fineness = (ValueTracker(0) for _ in range(3))
        self.plane = Plane.unbounded(region, self._window(), band, typesetter, lines=_GRID_LINES)
        self.given_a = self._arrow(lambda: (np.zeros(2), self.a), GIVEN_A)
        self.given_b = self._arrow(lambda: (np.zeros(2), self.b_now), GIVEN_B)
        self.part_a = self._arrow(lambda: (np.zeros(2), self.first_part), GIVEN_A)
        self.part_b = self._arrow(self._second_ends, GIVEN_B)
        self.total = self._arrow(lambda: (np.zeros(2), self.combined), RESULT)
        self.lattice = Lattice(BackgroundGrid(self.plane, self._combine, self._most()), self._reach)
        self.lattice.set_z_index(_BEHIND)

    # -- what the trackers say -----------------------------------------------------------------------------------

    @property
    def b_now(self) -> Numbers:
        """The vector b as far as it has turned, shape (2,)."""
        return self.span.turned(self.turn.get_value())

    @property
    def rank(self) -> int:
        """How many directions a and the turned b have."""
        return self.span.rank(self.turn.get_value())

    @property
    def first_part(self) -> Numbers:
        """The multiple of a."""
        return np.array(self.first.get_value() * self.a)

    @property
    def combined(self) -> Numbers:
        """The combination."""
        return self.span.combination(self.first.get_value(), self.second.get_value(), self.turn.get_value())

    def _second_ends(self) -> tuple[Numbers, Numbers]:
        tail = self.carry.get_value() * self.first_part
        return tail, tail + self.second.get_value() * self.b_now

    def _reach(self) -> Extent:
        return Extent(*(each.get_value() for each in (self.row, self.rows, self.fineness, self.turn)))

    def _combine(self, coefficients: Numbers, share: float) -> Numbers:
        return np.asarray(coefficients @ np.stack([self.a, self.span.turned(share)]))

    # -- what is drawn -------------------------------------------------------------------------------------------

    def _arrow(self, ends: Ends, role: Role) -> MovingArrow:
        return MovingArrow(lambda: (self.plane.point(*ends()[0]), self.plane.point(*ends()[1])), self.plane.theme, role)

    def measured(self, arrow: Arrow) -> tuple[Numbers, Numbers]:
        """Tail and tip of an arrow in the plane's numbers, as drawn."""
        return self.plane.numbers_at(arrow.tail), self.plane.numbers_at(arrow.tip)

    @property
    def backdrop(self) -> VGroup:
        """Grid and axes."""
        muted = self.plane.theme[MUTED]
        grid, axes = self.plane.grid.set_stroke(muted, 1.2, opacity=_FAINT), self.plane.axes.set_stroke(muted, 3)
        return VGroup(grid, axes).set_z_index(_BEHIND)

    def step_back(self, opacity: float) -> None:
        """Make the given arrows faint; where their parts lie on them nobody sees it."""
        for given in (self.given_a, self.given_b):
            given.set_opacity(opacity)

    def coming_forward(self) -> list[Animation]:
        """The given arrows become as clear as at first."""
        return [given.animate.set_opacity(1).build() for given in (self.given_a, self.given_b)]

    def name_beside(
        self,
        label: VMobject,
        arrow: Arrow,
        along: Callable[[], Numbers],
        side: Callable[[], float],
        share: float = 0.5,
    ) -> VMobject:
        """Keep a name beside the middle of an arrow, or beside another share of it.

        Parameters
        ----------
        along
            The direction of the arrow's line in the plane, also where the arrow has no length; shape (2,).
        side
            From 1, all to the left of that direction, to -1, all to the right.
        """

        def stand(each: Mobject) -> None:
            across = quarter_turn(unit(np.array([*along(), 0.0])))
            half = np.array([each.width / 2, each.height / 2, 0.0])
            off = _NAME_GAP + float(np.abs(across) @ half)
            each.move_to(arrow.tail + share * (arrow.tip - arrow.tail) + off * side() * across)

        label.set_stroke(self.plane.theme[PAPER], width=_HALO, background=True)  # an arrow may pass behind it
        return label.add_updater(stand, call_updater=True)

    def names_of_given(self, of_a: VMobject, of_b: VMobject) -> tuple[VMobject, VMobject]:
        """Names beside the given arrows, each on the side away from the other arrow."""
        left = 1.0 if self.a[0] * self.b[1] > self.a[1] * self.b[0] else -1.0
        return (
            self.name_beside(of_a, self.given_a, lambda: self.a, lambda: -left),
            self.name_beside(of_b, self.given_b, lambda: self.b_now, lambda: left),
        )

    def names_of_parts(self, of_a: VMobject, of_b: VMobject) -> tuple[VMobject, VMobject]:
        """Names beside the parts of the combination, outside the triangle that they make with it."""
        left = 1.0 if self.a[0] * self.b[1] > self.a[1] * self.b[0] else -1.0
        return (
            self.name_beside(of_a, self.part_a, lambda: self.a, lambda: -left * _gently(self.second)),
            self.name_beside(of_b, self.part_b, lambda: self.b, lambda: -left * _gently(self.first)),
        )

    def name_of_sum(self, name: VMobject) -> VMobject:
        """A name beside the result, on the side away from its parts."""
        left = 1.0 if self.a[0] * self.b[1] > self.a[1] * self.b[0] else -1.0
        return self.name_beside(name, self.total, lambda: self.combined, lambda: left, _CLEAR_OF_B)

    def legs(self) -> tuple[Line, Line]:
        """The way to the tip of a: to the right, then up."""
        corner = self.plane.point(self.a[0], 0.0)
        color = self.plane.theme[GIVEN_A]
        ends = (self.plane.point(0, 0), corner), (corner, self.plane.point(*self.a))
        across, up = (Line(*pair, color=color, stroke_width=4).set_stroke(opacity=0.75) for pair in ends)
        return across, up

    def name_legs(self, across: VMobject, up: VMobject) -> None:
        """Put a name beside each leg, outside the triangle."""
        corner = self.plane.point(self.a[0], 0.0)
        beside(across, (self.plane.point(0, 0) + corner) / 2, np.array([0.0, -_sign(self.a[1]), 0.0]))
        beside(up, (corner + self.plane.point(*self.a)) / 2, np.array([_sign(self.a[0]), 0.0, 0.0]))

    def point_at_zero(self) -> Dot:
        """All that is left of a multiple of a where its coefficient is zero; not seen where the arrow is."""
        dot = Dot(self.plane.point(0, 0), radius=0.09, color=self.plane.theme[GIVEN_A])
        return dot.add_updater(lambda each: each.set_opacity(1 - abs(_gently(self.first))), call_updater=True)

    def line_of_a(self) -> Line:
        """All multiples of a."""
        window = self.plane.window
        box = Region(window.left, window.right, window.bottom, window.top)
        start, end = line_across(box, np.zeros(3), np.array([*self.a, 0.0]))
        ends = self.plane.point(*start[:2]), self.plane.point(*end[:2])
        return Line(*ends, color=self.plane.theme[RESULT], stroke_width=7).set_z_index(_BEHIND)

    def whole_plane(self) -> Glow:
        """All that is seen of the plane."""
        return Glow(self.plane.box, self.plane.theme).set_z_index(_BEHIND)

    # -- how much of the plane is seen ---------------------------------------------------------------------------

    def _tips(self) -> Iterable[Numbers]:
        """All that an arrow ends at, sooner or later."""
        for first, second in COMBINATIONS:
            yield first * self.a
            yield second * self.b
            yield first * self.a + second * self.b
        for scale in SCALES:
            yield scale * self.a
        for share in np.linspace(0, 1, 13):
            yield self.span.turned(float(share))

    def _window(self) -> Ranges:
        """All tips, the origin in the middle, and room for names."""
        width, height = np.abs(np.array(list(self._tips()))).max(axis=0)
        free = np.array([self.region.width, self.region.height]) / 2 - _MARGIN
        scale = max(width / free[0], height / free[1])
        half = scale * (free + _MARGIN)
        return Ranges(-half[0], half[0], -half[1], half[1])

    def _most(self) -> tuple[int, int]:
        """How far the coefficients must go for the lattice to fill the window."""
        window = self.plane.window
        corners = np.array([[window.right, window.top], [window.right, -window.top]])
        first, second = np.abs(np.linalg.solve(np.stack([self.a, self.b], axis=1), corners.T)).max(axis=1)
        return int(np.ceil(first)), int(np.ceil(second))


def _gently(coefficient: ValueTracker) -> float:
    """The sign of a coefficient, without a jump where it passes through zero."""
    return float(np.clip(coefficient.get_value() / _NEAR_ZERO, -1.0, 1.0))


def _sign(number: float) -> float:
    return -1.0 if number < 0 else 1.0
