"""A graph with its tangent at a point and the triangle that shows the slope: run, rise, and their ratio."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from manim import RIGHT, UP, Dot, Line, VGroup

from sessen.layout import Region
from sessen.mobjects.plane import Plane, Ranges
from sessen.theme import FIXED, INK, PAPER, Role
from sessen.typesetting.typeset import LABEL, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]

Axis = tuple[str, Role]

_HEADER = 0.55
_ALONG = (0.5, 0.3, 0.7)  # where along a leg its name may stand
_RUN = 0.55  # of the way from the point to the window's edge


class SlopeGraph(VGroup):
    """A function around a point, under a header that names its slope there.

    Parameters
    ----------
    region
        Where header and plane stand.
    function
        The graph; nan where there is none.
    touching
        Where the tangent touches, the value there and the slope.
    radius
        How far to both sides of the point is seen.
    axes
        Name, in Typst's mathematics, and colour of what lies along each axis.
    header
        What stands above.
    shares
        The header leaves the right half of its row to something else.
    """

    def __init__(
        self,
        region: Region,
        function: Callable[[Numbers], Numbers],
        touching: tuple[float, float, float],
        radius: float,
        typesetter: Typesetter,
        *,
        axes: tuple[Axis, Axis],
        header: Typeset,
        shares: bool = False,
    ) -> None:
        super().__init__()
        theme, (at, value, slope) = typesetter.theme, touching
        names, roles = (axes[0][0], axes[1][0]), (axes[0][1], axes[1][1])
        top, below = region.rows(_HEADER, region.height - _HEADER)
        window = window_around(function, at, value, radius)
        self.plane = self._plane(below, window, typesetter, names)
        box = self.plane.box
        self.header = header.fit_into((0.5 if shares else 1.0) * box.width - 0.2, top.height)
        middle = box.left + 0.1 + self.header.width / 2 if shares else box.center[0]
        self.header_baseline = float(top.center[1] - 0.12)
        self.header.move_to(np.array([middle, top.center[1], 0]))
        self.curve = self.plane.curve(function, role=roles[1])
        self.tangent = self.plane.straight(at, value, slope, role=INK, width=3)
        self.dot = Dot(self.plane.point(at, value), radius=0.09, color=theme[FIXED]).set_z_index(1)
        run = self._run(value, slope, radius)
        corner, tip = self.plane.point(at + run, value), self.plane.point(at + run, value + slope * run)
        self.run = Line(self.plane.point(at, value), corner, stroke_width=8, color=theme[roles[0]])
        self.rise = Line(corner, tip, stroke_width=8, color=theme[roles[1]])
        self.legs = VGroup(self.run, self.rise)
        self.leg_names = self._leg_names(typesetter, names, roles)
        self.add(self.plane, self.curve, self.tangent, self.legs, self.leg_names, self.dot, self.header)

    def _plane(self, region: Region, window: Ranges, typesetter: Typesetter, names: tuple[str, str]) -> Plane:
        """A plane whose numbers, however long, stay in the region."""
        most = min(6, max(2, int(region.width / 1.1))), min(6, max(2, int(region.height / 0.8)))
        plane = Plane(region, window, typesetter, names=names, most_ticks=most)
        numbers = plane.numbers
        left, right = region.left - float(numbers.get_left()[0]), float(numbers.get_right()[0]) - region.right
        if max(left, right) <= 0:
            return plane
        narrower = Region(region.left + max(left, 0), region.right - max(right, 0), region.bottom, region.top)
        return Plane(narrower, window, typesetter, names=names, most_ticks=most)

    def _run(self, value: float, slope: float, radius: float) -> float:
        """A run whose rise stays in the window."""
        window, run = self.plane.window, _RUN * radius
        room = window.top - value if slope > 0 else value - window.bottom
        return min(run, 0.85 * room / abs(slope)) if slope else run

    def _leg_names(self, typesetter: Typesetter, names: tuple[str, str], roles: tuple[Role, Role]) -> VGroup:
        """The names of run and rise, beside their legs where curve and tangent are farthest away."""
        tangent = np.linspace(self.tangent.get_start(), self.tangent.get_end(), 100)
        lines = np.concatenate([self.curve.points[:: max(1, len(self.curve.points) // 400)], tangent])
        labels = VGroup()
        for leg, name, role, aside in zip(self.legs, names, roles, (UP, RIGHT), strict=True):
            label = typesetter.math(f"dif {name}", size=0.85 * LABEL, role=role)
            label.set_stroke(typesetter.theme[PAPER], width=6, background=True)
            far = 0.1 + abs(float(aside @ (label.width, label.height, 0))) / 2
            places = [leg.point_from_proportion(share) + side * far * aside for share in _ALONG for side in (-1, 1)]
            room = [np.min(np.linalg.norm(lines - place, axis=1)) for place in places]
            labels.add(label.move_to(places[int(np.argmax(room))]))
        return labels

    @property
    def shown_slope(self) -> float:
        """The slope of the drawn tangent in the plane's numbers."""
        return self.plane.slope_of(self.tangent)

    @property
    def shown_ratio(self) -> float:
        """Rise over run of the drawn triangle, in the plane's numbers."""
        start, corner, tip = self.plane.numbers_at(
            np.array([self.run.get_start(), self.run.get_end(), self.rise.get_end()])
        )
        return float((tip[1] - corner[1]) / (corner[0] - start[0]))


def window_around(function: Callable[[Numbers], Numbers], at: float, value: float, radius: float) -> Ranges:
    """A window whose height fits the values within the radius."""
    values = function(at + radius * np.linspace(-1, 1, 201))
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    room = 0.15 * (high - low) or max(1.0, abs(value))
    return Ranges(at - radius, at + radius, low - room, high + room)
