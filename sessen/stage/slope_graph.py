"""A graph with its tangent at a point and the triangle that shows the slope: run, rise, and their ratio."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from manim import Dot, Line, VGroup

from sessen.stage.layout import Region
from sessen.stage.plane import Plane, Window
from sessen.stage.roles import FIXED, INK, Role
from sessen.stage.typesetting import LABEL, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]

_HEADER = 0.55
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
    names
        Of the two axes, in Typst's mathematics.
    roles
        The colours of what lies along the two axes.
    header
        What stands above.
    """

    def __init__(
        self,
        region: Region,
        function: Callable[[Numbers], Numbers],
        touching: tuple[float, float, float],
        radius: float,
        typesetter: Typesetter,
        *,
        names: tuple[str, str],
        roles: tuple[Role, Role],
        header: Typeset,
    ) -> None:
        super().__init__()
        theme, (at, value, slope) = typesetter.theme, touching
        top, below = region.rows(_HEADER, region.height - _HEADER)
        window = window_around(function, at, value, radius)
        most = max(2, int(below.width / 1.1)), max(2, int(below.height / 0.8))
        self.plane = Plane(below, window, typesetter, names=names, most_ticks=(min(6, most[0]), min(6, most[1])))
        self.header = header.fit_into(top.width - 0.2, top.height)
        self.header.move_to([self.plane.box.center[0], top.center[1], 0])
        self.curve = self.plane.curve(function, role=roles[1])
        self.tangent = self.plane.straight(at, value, slope, role=INK, width=3)
        self.dot = Dot(self.plane.point(at, value), radius=0.09, color=theme[FIXED]).set_z_index(1)
        run = self._run(value, slope, radius)
        corner, tip = self.plane.point(at + run, value), self.plane.point(at + run, value + slope * run)
        self.run = Line(self.plane.point(at, value), corner, stroke_width=8, color=theme[roles[0]])
        self.rise = Line(corner, tip, stroke_width=8, color=theme[roles[1]])
        self.legs = VGroup(self.run, self.rise)
        self.add(self.plane, self.curve, self.tangent, self.legs, self.dot, self.header)

    def _run(self, value: float, slope: float, radius: float) -> float:
        """A run whose rise stays in the window."""
        window, run = self.plane.window, _RUN * radius
        room = window.top - value if slope > 0 else value - window.bottom
        return min(run, 0.85 * room / abs(slope)) if slope else run

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


def window_around(function: Callable[[Numbers], Numbers], at: float, value: float, radius: float) -> Window:
    """A window whose height fits the values within the radius."""
    values = function(at + radius * np.linspace(-1, 1, 201))
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    room = 0.15 * (high - low) or max(1.0, abs(value))
    return Window(at - radius, at + radius, low - room, high + room)
