"""A matrix of two rows and two columns as a map of the plane, seen on the unit square."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, cast

import numpy as np
import numpy.typing as npt
from manim import Mobject, ValueTracker, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mathematics import Matrix, entries_of, entry_text, to_float
from sessen.mobjects.matrices.entries import EntryMatrix
from sessen.mobjects.plane import Plane, Ranges
from sessen.mobjects.vectors import Arrow, beside, segments, straight_pieces, unit
from sessen.shared import NotCopied
from sessen.theme import FUNCTION, INK, MOVING, MUTED, PAPER, RESULT, Role
from sessen.typesetting.typeset import LABEL, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]

UNITS: Final = (MOVING, FUNCTION)  # the colours of the two unit arrows, and of the columns that say where they land
_LINES: Final = 9
_GHOST, _GRID, _AXES = 0.3, 0.72, 0.75  # opacity of the plane as it was, and of what is carried along
_BEHIND: Final = -1  # the plane goes on behind panels
_HALO: Final = 9
_THIN: Final = 1e-9  # lines that are less apart fall together
_MOST_LINES: Final = 60  # to each side of the origin
_MARGIN: Final = 0.55  # around all images of the square, in Manim's units
_CORNERS: Final = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def floats_of(matrix: Matrix) -> Numbers:
    """The entries as floats, of the matrix's shape."""
    return np.array([[to_float(entry) for entry in row] for row in entries_of(matrix)])


def on_the_way(matrix: Numbers, share: float) -> Numbers:
    """From the identity to a matrix: turning and stretching where it only does these, else straight; shape (2, 2)."""
    if share >= 1.0:
        return matrix
    if np.linalg.det(matrix) <= 0:
        return np.asarray((1 - share) * np.eye(2) + share * matrix)
    left, stretches, right = np.linalg.svd(matrix)
    turn, stretch = left @ right, right.T @ np.diag(stretches) @ right
    angle = share * np.arctan2(turn[1, 0], turn[0, 0])
    turning = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(turning @ ((1 - share) * np.eye(2) + share * stretch))


class SquareMap(NotCopied):
    """The plane with its grid, the unit square and its two arrows, carried by one matrix after another.

    Attributes
    ----------
    progress
        0 is the square itself, 1 its image under the first matrix of ``route``, 2 that under both.
    route
        The matrices in the order in which they act; may be changed while ``progress`` is 0.

    Parameters
    ----------
    routes
        All that ``route`` may become: they decide how much of the plane is seen.
    region, band
        Where the square stays, and as far as which the plane goes on.
    """

    def __init__(
        self, routes: Sequence[tuple[Matrix, Matrix]], region: Region, band: Region, typesetter: Typesetter
    ) -> None:
        self.type, self.region = typesetter, region
        self.routes = [(floats_of(first), floats_of(second)) for first, second in routes]
        self.route = self.routes[0]
        self.progress = ValueTracker(0)
        self.plane = Plane.unbounded(region, self._window(), band, typesetter, lines=_LINES)
        theme = typesetter.theme
        self.ghost = self.plane.grid.set_stroke(theme[MUTED], 1.2, opacity=_GHOST)
        self.grid = VMobject(stroke_color=theme[FUNCTION], stroke_width=2, stroke_opacity=_GRID)
        self.axes = VMobject(stroke_color=theme[INK], stroke_width=2.5, stroke_opacity=_AXES)
        self.grid.add_updater(self._draw_lines(lambda index: index != 0), call_updater=True)
        self.axes.add_updater(self._draw_lines(lambda index: index == 0), call_updater=True)
        self.square = VMobject(fill_color=theme[MUTED], fill_opacity=0.3, stroke_color=theme[MUTED], stroke_width=3)
        self.square.add_updater(self._draw_square, call_updater=True)
        self.arrows = tuple(Arrow(np.zeros(3), np.ones(3), theme, role=role) for role in UNITS)
        for index, arrow in enumerate(self.arrows):
            arrow.add_updater(self._pull(index), call_updater=True)
        self.names = self._named("")

    @property
    def backdrop(self) -> VGroup:
        """The grid as it was, which stays, and the grid that is carried along."""
        return VGroup(self.ghost, self.grid, self.axes).set_z_index(_BEHIND)

    @property
    def figure(self) -> VGroup:
        """Square, arrows and names."""
        return VGroup(self.square, *self.arrows, *self.names)

    def rename(self, maps: str) -> tuple[VGroup, VGroup]:
        """Name the arrows after what they are images under, such as ``bold(R)``; gives the old names and the new."""
        old, self.names = VGroup(*(name.clear_updaters() for name in self.names)), self._named(maps)
        return old, VGroup(*self.names)

    def _named(self, maps: str) -> tuple[Typeset, ...]:
        names = tuple(self.type.math(f"{maps} bold(e)_{i + 1}", size=LABEL, role=UNITS[i]) for i in (0, 1))
        for index, name in enumerate(names):
            name.set_stroke(self.type.theme[PAPER], width=_HALO, background=True)  # lines of the grid pass behind it
            name.add_updater(self._accompany(index), call_updater=True)
        return names

    def outline(self, matrix: Numbers) -> VMobject:
        """The image of the square under a matrix, as an outline that stays."""
        trace = VMobject(stroke_color=self.type.theme[RESULT], stroke_width=4)
        trace.points = self._path(matrix)
        return trace

    # -- where the square is ---------------------------------------------------------------------------------------

    def carried(self, progress: float, route: tuple[Numbers, Numbers]) -> Numbers:
        """What has been done to the plane at this progress, shape (2, 2)."""
        first, second = route
        if progress <= 1:
            return on_the_way(first, progress)
        return np.asarray(on_the_way(second, progress - 1) @ first)

    @property
    def now(self) -> Numbers:
        """What has been done to the plane at this moment."""
        return self.carried(self.progress.get_value(), self.route)

    def images(self) -> Numbers:
        """Where the two unit arrows end, measured on what is drawn: the columns of what has been done; shape (2, 2)."""
        return np.stack([self.plane.numbers_at(arrow.tip) for arrow in self.arrows], axis=1)

    def corners(self) -> Numbers:
        """The corners of the drawn square in the plane's numbers, from the origin on; shape (4, 2)."""
        return self.plane.numbers_at(self.square.points[::4])

    # -- how it is drawn -------------------------------------------------------------------------------------------

    def _path(self, matrix: Numbers) -> Point:
        corners = _CORNERS @ matrix.T
        points = self.plane.point(corners[:, 0], corners[:, 1])
        return straight_pieces(np.concatenate([points, points[:1]]))

    def _draw_lines(self, wanted: Callable[[npt.NDArray[np.int_]], npt.NDArray[np.bool_]]) -> Callable[[Mobject], None]:
        """Lines of the carried grid, those that are wanted by their numbers from the origin on."""

        def draw(lines: Mobject) -> None:
            families = [self._family(index, wanted) for index in (0, 1)]
            lines.points = segments(np.concatenate(families))

        return draw

    def _family(self, index: int, wanted: Callable[[npt.NDArray[np.int_]], npt.NDArray[np.bool_]]) -> Point:
        """The images of all lines along one of the axes, as far as they are seen; shape (n, 2, 3)."""
        plane, spacing = self.plane, self.plane.spacing[1 - index]
        ends = plane.point(*self.now.T)
        origin = plane.point(0.0, 0.0)
        along, step = ends[index] - origin, spacing * (ends[1 - index] - origin)
        return lines_across(plane.box, origin, along, step, wanted)

    def _draw_square(self, square: Mobject) -> None:
        square.points = self._path(self.now)

    def _pull(self, index: int) -> Callable[[Mobject], None]:
        def pull(arrow: Mobject) -> None:
            tip = self.now[:, index]
            cast(Arrow, arrow).put(self.plane.point(0, 0), self.plane.point(*tip))

        return pull

    def _accompany(self, index: int) -> Callable[[Mobject], None]:
        def accompany(name: Mobject) -> None:
            ends = [self.plane.point(0, 0), *(self.plane.point(*tip) for tip in self.now.T)]
            along, other = unit(ends[index + 1] - ends[0]), unit(ends[2 - index] - ends[0])
            away = unit(along - 0.9 * other)  # off the square, whose sides the arrows are
            beside(cast(VMobject, name), ends[index + 1], away + 0.5 * along, within=self.region)

        return accompany

    def _window(self) -> Ranges:
        """All images of the square on all routes, and room for names."""
        stages = np.linspace(0, 2, 41)
        images = [self.carried(float(stage), route) @ _CORNERS.T for route in self.routes for stage in stages]
        low, high = np.concatenate(images, axis=1).min(axis=1), np.concatenate(images, axis=1).max(axis=1)
        free = np.array([self.region.width, self.region.height]) - 2 * _MARGIN
        margin = _MARGIN * float(max((high - low) / free))
        return Ranges(low[0] - margin, high[0] + margin, low[1] - margin, high[1] + margin)


def lines_across(
    box: Region,
    origin: Point,
    along: Point,
    step: Point,
    wanted: Callable[[npt.NDArray[np.int_]], npt.NDArray[np.bool_]],
) -> Point:
    """Evenly spaced parallel lines as far as they cross a box, shape (n, 2, 3); one where they fall together.

    Parameters
    ----------
    along, step
        The direction of the lines, and from one to the next; shape (3,).
    wanted
        Which lines, by their numbers: 0 passes through the origin.
    """
    corners = np.array([box.at(*corner) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]) - origin
    turned = np.array([-along[1], along[0], 0.0])
    width = float(turned @ step)
    reach = np.sort(corners @ turned / width)[[0, -1]] if abs(width) > _THIN else np.zeros(2)
    numbers = np.arange(*np.clip([np.ceil(reach[0]), np.floor(reach[1]) + 1], -_MOST_LINES, _MOST_LINES), dtype=int)
    numbers = numbers[wanted(numbers)]
    starts = origin + numbers[:, None] * step
    with np.errstate(all="ignore"):  # a direction along a side of the box crosses that side nowhere
        low = (np.array([box.left, box.bottom]) - starts[:, :2]) / along[:2]
        high = (np.array([box.right, box.top]) - starts[:, :2]) / along[:2]
    first, last = np.nanmax(np.fmin(low, high), axis=1), np.nanmin(np.fmax(low, high), axis=1)
    seen = last > first
    ways = np.stack([first, last], axis=1)[seen]
    return np.asarray(starts[seen, None] + ways[:, :, None] * along)


def by_columns(matrix: Matrix, typesetter: Typesetter, brackets: Role) -> EntryMatrix:
    """A matrix whose columns have the colours of the unit arrows that land there."""
    rows = [
        [typesetter.math(entry_text(entry), role=role) for entry, role in zip(row, UNITS, strict=True)]
        for row in entries_of(matrix)
    ]
    return EntryMatrix(rows, bracket_color=typesetter.theme[brackets])
