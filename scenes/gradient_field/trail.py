"""A path that is walked: the line so far, a mark at every stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import DL, DOWN, DR, LEFT, RIGHT, UL, UP, UR, Circle, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.vectors import beside, straight_pieces
from sessen.theme import INK, MOVING, Role, Theme

_CLOSEST_MARKS: Final = 0.09  # Manim's units: stops nearer than this share a mark
_MARK: Final = 0.05
_GAP: Final = 0.2  # between the walker and what is said of it
_ENOUGH: Final = 0.12


class Trail(VGroup):
    """Straight steps between stops, drawn as far as they have been walked.

    Parameters
    ----------
    stops
        The points of the frame, shape (n, 3).
    walked
        How many steps have been walked, whole and broken, asked again in every frame.
    """

    def __init__(
        self,
        stops: Point,
        walked: Callable[[], float],
        theme: Theme,
        *,
        role: Role = INK,
        walker_role: Role = MOVING,
    ) -> None:
        super().__init__()
        self.stops = stops
        self.walked = walked
        self.line = VMobject(stroke_color=theme[role], stroke_width=3.5)
        self.marks = VMobject(fill_color=theme[role], fill_opacity=1, stroke_width=0)
        self.walker = Circle(
            0.12, fill_color=theme[walker_role], fill_opacity=1, stroke_color=theme[INK], stroke_width=2
        )
        self._round = Circle(_MARK).points.copy()
        self._body = self.walker.points.copy()
        self._marked = _far_apart(stops)
        self.add(self.line, self.marks, self.walker)
        self.follow()

    @property
    def last(self) -> int:
        """How many steps there are."""
        return len(self.stops) - 1

    def position(self) -> Point:
        """Where the walker is; shape (3,)."""
        whole, rest = self._progress()
        following = self.stops[min(whole + 1, self.last)]
        return np.asarray(self.stops[whole] + rest * (following - self.stops[whole]))

    def put_clear(self, label: VMobject, within: Region) -> VMobject:
        """Put a label beside the walker, inside a region, on the side where it hides least of the path."""
        here, best, most = self.position(), self.position(), -1.0
        for direction in (DOWN, UP, RIGHT, LEFT, DR, DL, UR, UL):
            beside(label, here, direction, gap=_GAP, within=within)
            half = np.array([label.width / 2, label.height / 2, 0])
            outside = np.linalg.norm(np.maximum(np.abs(self.stops - label.get_center()) - half, 0), axis=1)
            room = min(float(outside.min()), _ENOUGH)
            if room > most + 1e-9:
                best, most = label.get_center(), room
        return label.move_to(best)

    def follow(self) -> None:
        """Draw the path as far as it has been walked."""
        whole, _ = self._progress()
        here = self.position()
        corners = np.concatenate([self.stops[: whole + 1], here[None]])
        self.line.points = straight_pieces(corners)
        reached = self._marked[self._marked <= whole]
        self.marks.points = (self.stops[reached][:, None] + self._round[None]).reshape(-1, 3)
        self.walker.points = self._body + here

    def drawn_stops(self) -> Point:
        """The stops that have been reached, measured on the drawn line; shape (n, 3)."""
        whole, _ = self._progress()
        return np.asarray(np.concatenate([self.line.points[:1], self.line.points[3::4]])[: whole + 1])

    def _progress(self) -> tuple[int, float]:
        walked = float(np.clip(self.walked(), 0, self.last))
        whole = min(int(walked + 1e-9), self.last)
        return whole, max(0.0, walked - whole)


def _far_apart(stops: Point) -> npt.NDArray[np.int_]:
    """Indices of stops that are not too near the one marked before."""
    chosen = [0]
    for index in range(1, len(stops)):
        if np.linalg.norm(stops[index] - stops[chosen[-1]]) >= _CLOSEST_MARKS:
            chosen.append(index)
    return np.array(chosen)
