"""A step along one axis and the rise to a plane over it: wherever it stands, the rise is the same."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from manim import VGroup, VMobject

from sessen.layout import Point
from sessen.mathematics import ScalarField
from sessen.mobjects.surface.box import BoxProjection, SpaceBox
from sessen.mobjects.vectors import straight_pieces
from sessen.theme import INK, PAPER, Role
from sessen.typesetting.typeset import LABEL, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]

_WIDTH: Final = 6.0
_GAP: Final = 0.16


class Stair(VGroup):
    """One unit along an axis, drawn above the plane so that the plane never hides it, the rise, and their numbers.

    Parameters
    ----------
    field
        The function over arrays.
    axis
        0 for the first variable, 1 for the second.
    numbers
        What stands beside the step and beside the rise.
    """

    def __init__(
        self,
        field: ScalarField,
        box: SpaceBox,
        axis: int,
        numbers: tuple[str, str],
        typesetter: Typesetter,
        *,
        role: Role,
    ) -> None:
        theme = typesetter.theme
        self.field, self.box, self.axis = field, box, axis
        self.run = VMobject(stroke_color=theme[INK], stroke_width=_WIDTH)
        self.rise = VMobject(stroke_color=theme[role], stroke_width=_WIDTH + 1)
        self.labels = [
            typesetter.math(text, size=LABEL, role=own) for text, own in zip(numbers, (INK, role), strict=True)
        ]
        for label in self.labels:
            label.set_stroke(theme[PAPER], width=6, background=True)
        super().__init__(self.run, self.rise, *self.labels)

    def put(self, view: BoxProjection, foot: tuple[float, float]) -> None:
        """Draw it from a point of the floor, as the view has it."""
        start, corner, end = (self._seen(view, place) for place in self._corners(np.array(foot)))
        rises_first = self._rises_first(np.array(foot))
        run, rise = ((corner, end), (start, corner)) if rises_first else ((start, corner), (corner, end))
        self.run.points = straight_pieces(np.array(run))
        self.rise.points = straight_pieces(np.array(rise))
        self._label(self.labels[0], run, np.array([0.0, 1.0, 0.0]))
        outward = np.array([-1.0 if (rise[0] + rise[1])[0] <= (run[0] + run[1])[0] else 1.0, 0.0, 0.0])
        self._label(self.labels[1], rise, outward)

    def _corners(self, foot: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Start and end on the plane, and between them the corner above it; as places."""
        ends = np.array([foot, foot + np.eye(2)[self.axis]])
        heights = self.field.value(ends[:, 0], ends[:, 1])
        start, end = self.box.place(ends[:, 0], ends[:, 1], heights)
        at = ends[0] if self._rises_first(foot) else ends[1]
        return start, self.box.place(at[0], at[1], float(heights.max())), end

    def _rises_first(self, foot: Numbers) -> bool:
        step = np.eye(2)[self.axis]
        return bool(self.field.value(*(foot + step)) >= self.field.value(*foot))

    def _seen(self, view: BoxProjection, place: Numbers) -> Point:
        return view.point(place)

    def _label(self, label: Typeset, ends: tuple[Point, Point], way: Point) -> None:
        half = np.array([label.width / 2, label.height / 2, 0.0])
        label.move_to((ends[0] + ends[1]) / 2 + way * (_GAP + half))

    def slope_in(self, view: BoxProjection) -> float:
        """Rise over run, read off what is drawn: the rise against the height of the box, the run against its floor."""
        low, high = view.point(self.box.place(0, 0, np.array(self.box.z)))
        scale = (self.box.z[1] - self.box.z[0]) / (high - low)[1]
        rise, run = self.rise.points[[0, -1]], self.run.points[[0, -1]]
        along = np.eye(2)[self.axis]
        one = view.point(self.box.place(along[0], along[1], 0)) - view.point(self.box.place(0, 0, 0))
        steps = float((run[1] - run[0]) @ one / (one @ one))
        return float((rise[1] - rise[0])[1] * scale / steps)
