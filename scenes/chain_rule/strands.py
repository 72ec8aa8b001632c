"""What runs from number line to number line: dots, threads, and ribbons between a change and what it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from manim import Dot, VMobject

from sessen.layout import Point
from sessen.mobjects.following import always_refresh
from sessen.mobjects.number_lines import NumberLine, levels, multiples, uprights

Numbers = npt.NDArray[np.float64]
Images = Callable[[], Sequence[Numbers]]
Reach = Callable[[], float]
Ends = Callable[[], Numbers]

DOT = 0.1


def _strokes(starts: Point, ends: Point) -> Numbers:
    """Straight strokes as the points of one path, shape (4 n, 3)."""
    along = np.linspace(0, 1, 4)[None, :, None]
    strokes: Numbers = starts[:, None] + along * (ends - starts)[:, None]
    return strokes.reshape(-1, 3)


class PointMarker(Dot):
    """A dot on a line, at the number that it stands for at this moment.

    Parameters
    ----------
    line, number
        Where it is.
    presence
        How much of it is seen at this moment, from 0 to 1; off its line it is not seen at all.
    """

    def __init__(
        self, line: NumberLine, number: Callable[[], float], color: str, *, presence: Reach | None = None
    ) -> None:
        super().__init__(radius=DOT, color=color)
        self.line = line
        self.number = number
        self.presence = presence
        self._round = self.points.copy()
        self._seen = 1.0
        always_refresh(self)

    def refresh(self) -> None:
        """Go where the number is."""
        place = self.line.point(self.number())
        on_line = self.line.holds(place)
        self.points = self._round * float(on_line) + np.nan_to_num(place)
        if self.presence is not None and self.presence() != self._seen:
            self._seen = self.presence()
            self.set_opacity(self._seen)


class MappingLines(VMobject):
    """Threads from each number on the first line to what becomes of it on the next ones.

    Parameters
    ----------
    lines
        From the first to the last.
    images
        For each line, where the threads cross it at this moment; shape (n,).
    reach
        How far they have come: 1 is the second line, 1.5 half way to the third.
    """

    def __init__(
        self, lines: Sequence[NumberLine], images: Images, reach: Reach, color: str, *, width: float, opacity: float = 1
    ) -> None:
        super().__init__(stroke_color=color, stroke_width=width, stroke_opacity=opacity)
        self.lines = lines
        self.images = images
        self.reach = reach
        always_refresh(self)

    def refresh(self) -> None:
        """Draw the threads as they are now; those that leave a line at either end are left out."""
        numbers, reach, pieces = self.images(), self.reach(), [np.zeros((0, 3))]
        crossings = [line.point(each) for line, each in zip(self.lines, numbers, strict=True)]
        for index, (above, below) in enumerate(pairwise(crossings)):
            share = float(np.clip(reach - index, 0, 1))
            seen = self.lines[index].holds(above) & self.lines[index + 1].holds(below)
            if share > 0:
                pieces.append(_strokes(above[seen], (above + share * (below - above))[seen]))
        self.points = np.concatenate(pieces)


class Change(VMobject):
    """A change on a line: the thick stretch from where it starts to where it ends."""

    def __init__(self, line: NumberLine, ends: Ends, color: str, presence: Reach) -> None:
        super().__init__(stroke_color=color, stroke_width=10)
        self.line = line
        self.ends = ends
        self.presence = presence
        self._seen = 1.0
        always_refresh(self)

    def refresh(self) -> None:
        """Stretch from end to end."""
        start, end = self.line.point(self.ends())
        self.points = _strokes(start[None], end[None])
        if self.presence() != self._seen:
            self._seen = self.presence()
            self.set_stroke(opacity=self._seen)

    @property
    def shown_length(self) -> float:
        """How long it is drawn, in Manim's units; negative where it runs back."""
        return float(self.points[-1][0] - self.points[0][0])


class Ribbon(VMobject):
    """What lies between a change and what the next function makes of it; it is twisted where the direction turns."""

    def __init__(self, above: Change, below: Change, reach: Reach, color: str) -> None:
        super().__init__(fill_color=color, fill_opacity=0.2, stroke_width=0)
        self.above, self.below, self.reach = above, below, reach
        always_refresh(self)

    def refresh(self) -> None:
        """Reach as far down as the change has come."""
        share = float(np.clip(self.reach(), 0, 1))
        top = self.above.line.point(self.above.ends())
        bottom = top + share * (self.below.line.point(self.below.ends()) - top)
        corners = np.array([top[0], top[1], bottom[1], bottom[0], top[0]])
        self.points = _strokes(corners[:-1], corners[1:])


class Rulers(VMobject):
    """Upright lines through all number lines, one nudge apart: how many nudges long a change is can be counted."""

    def __init__(self, lines: Sequence[NumberLine], cell: float, color: str) -> None:
        super().__init__(stroke_color=color, stroke_width=2, stroke_opacity=0.65)
        self.set_z_index(-1)  # behind numbers and names, whose paper interrupts them
        self.lines = lines
        self.cell = cell
        always_refresh(self)

    def refresh(self) -> None:
        """Put them where the scale of this moment has them; they grow downwards as they move apart."""
        first, last = self.lines[0], self.lines[-1]
        top, bottom = first.height_of_line + 0.2, last.height_of_line - 0.2
        scale, region = first.scale_now(), first.region
        strokes = []
        for gap, _ in levels(self.cell * scale.unit):
            share = float(np.clip((gap - 0.5) / 0.5, 0, 1))
            if share > 0:
                strokes += [(place, share) for place in multiples(scale.place, gap, region.left, region.right)]
        places, shares = np.array(strokes).reshape(-1, 2).T
        self.points = uprights(places, top - shares * (top - bottom), np.full_like(places, top))
