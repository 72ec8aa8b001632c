"""Two vectors of space with their axes and their plane, in a view that turns until the plane faces the viewer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from manim import VGroup, VMobject

from scenes.dot_product.measured import Measured
from scenes.dot_product.shadow import ArrowPose, ShadowFigure
from sessen.layout import Region
from sessen.mobjects.space import SpaceView, facing, seen_from
from sessen.mobjects.vectors import beside, segments, straight_pieces
from sessen.theme import GIVEN_A, GIVEN_B, GRID, MUTED
from sessen.typesetting.typeset import LABEL, Typesetter

Numbers = npt.NDArray[np.float64]

AZIMUTH: Final = np.radians(8)
ELEVATION: Final = np.radians(24)
_TILTS: Final = np.radians(np.arange(6, 40, 2))  # of b in the picture when the plane faces the viewer
_AXIS_ROOM: Final = 0.8
_DASHES: Final = 9  # in a leg


class SpaceFigure:
    """Axes, the plane of a and b with its unit grid, the legs to both tips, and the arrows with a's shadow on b.

    Parameters
    ----------
    a, b
        Vectors of space, shape (3,), not parallel.
    share
        How far the view has turned, from 0 (from above, aside) to 1 (square onto the plane).
    """

    def __init__(
        self,
        a: Sequence[float],
        b: Sequence[float],
        share: Callable[[], float],
        region: Region,
        typesetter: Typesetter,
    ) -> None:
        self.vectors = np.array(a, float), np.array(b, float)
        whole = np.array([np.zeros(3), *self.vectors])
        self.type = typesetter
        self.axis_ends = np.diag(whole.max(axis=0) + _AXIS_ROOM)
        start = seen_from(AZIMUTH, ELEVATION)
        seen_first = np.concatenate([whole, self.axis_ends])
        self.share = share
        self._pose: tuple[float, ArrowPose] | None = None
        self.view = max(
            (
                SpaceView(
                    start, facing(*self.vectors, tilt), share, seen_first, self._corners(), region.inset(0.6, 0.3)
                )
                for tilt in _TILTS
            ),
            key=lambda view: view.end_unit,
        )
        self.arrows = ShadowFigure(self.pose, region, typesetter)
        self.axes = self._fading(VMobject(stroke_color=typesetter.theme[MUTED], stroke_width=2.5), self._draw_axes)
        self.axis_names = VGroup(*(self._axis_name(axis) for axis in range(3)))
        self.patch = self._following(
            VMobject(fill_color=typesetter.theme[GRID], fill_opacity=0.45, stroke_width=0), self._draw_patch
        )
        self.grid = self._following(
            VMobject(stroke_color=typesetter.theme[MUTED], stroke_width=1.5, stroke_opacity=0.4), self._draw_grid
        )
        self.legs = VGroup(
            *(
                self._fading(VMobject(stroke_color=typesetter.theme[role], stroke_width=2.5), self._leg_drawer(vector))
                for role, vector in zip((GIVEN_A, GIVEN_B), self.vectors, strict=True)
            )
        )

    @property
    def scaffold(self) -> VGroup:
        """What shows that this is space: gone when the plane faces the viewer."""
        return VGroup(self.axes, self.axis_names, self.legs)

    def pose(self) -> ArrowPose:
        """Where the arrows are in the frame now."""
        share = self.share()
        if self._pose is None or self._pose[0] != share:
            self._pose = share, ArrowPose(*self.view.point(np.array([np.zeros(3), *self.vectors])))
        return self._pose[1]

    def _fading(self, mobject: VMobject, draw: Callable[[Any], None]) -> VMobject:
        """What belongs to space is gone when the plane faces the viewer."""

        def draw_fading(each: Any) -> None:
            draw(each)
            each.set_opacity(1 - self.share()) if each.submobjects else each.set_stroke(opacity=1 - self.share())

        return self._following(mobject, draw_fading)

    def _following(self, mobject: VMobject, draw: Callable[[Any], None]) -> VMobject:
        def follow(each: Any) -> None:
            share = self.share()
            if each.__dict__.get("drawn_at") != share:
                draw(each)
                each.drawn_at = share

        follow(mobject)
        return mobject.add_updater(follow, call_updater=False)

    def _draw_axes(self, axes: VMobject) -> None:
        ends = self.view.point(self.axis_ends)
        origin = np.broadcast_to(self.view.origin, ends.shape)
        axes.points = segments(np.stack([origin, ends], axis=1))

    def _axis_name(self, axis: int) -> VMobject:
        def place(label: Any) -> None:
            end = self.view.point(self.axis_ends[axis])
            beside(label, end, end - self.view.origin, gap=0.08)

        return self._fading(self.type.math(f"x_{axis + 1}", size=0.8 * LABEL, role=MUTED), place)

    def _leg_drawer(self, vector: Numbers) -> Callable[[Any], None]:
        corners = np.concatenate([np.zeros((1, 3)), np.cumsum(np.diag(vector), axis=0)])
        shares = (2 * np.arange(_DASHES)[:, None] + [0, 1]) / (2 * _DASHES - 1)
        ways = pairwise(corners)
        dashes = np.concatenate([start + shares[:, :, None] * (end - start) for start, end in ways])

        def draw(legs: Any) -> None:
            legs.points = segments(self.view.point(dashes))

        return draw

    # -- the plane -----------------------------------------------------------------------------------------------

    def _spanned(self, along: Numbers, across: Numbers) -> Numbers:
        """Points of the plane by their distances from the origin along b and square to it; shape (..., 3)."""
        a, b = self.vectors
        first = b / np.linalg.norm(b)
        second = a - np.dot(a, first) * first
        second /= np.linalg.norm(second)
        return np.array(np.asarray(along)[..., None] * first + np.asarray(across)[..., None] * second)

    def _corners(self) -> Numbers:
        """The outline of the part of the plane that is shown, closed; shape (5, 3)."""
        long, high = self._extent()
        return self._spanned(np.array([0, long, long, 0, 0]), np.array([-1, -1, high, high, -1]))

    def _extent(self) -> tuple[int, int]:
        """How many units of the plane are shown along b and square to it."""
        a, b = self.vectors
        length = float(np.linalg.norm(b))
        return int(np.ceil(length)), int(np.ceil(np.linalg.norm(np.cross(a, b)) / length))

    def _draw_patch(self, patch: VMobject) -> None:
        patch.points = straight_pieces(self.view.point(self._corners()))

    def _draw_grid(self, grid: VMobject) -> None:
        long, high = self._extent()
        upright = [((x, -1), (x, high)) for x in range(long + 1)]
        level = [((0, y), (long, y)) for y in range(-1, high + 1)]
        ends = np.array(upright + level, float)
        grid.points = segments(self.view.point(self._spanned(ends[..., 0], ends[..., 1])))

    def measured(self) -> Measured:
        """What is drawn, in units of space: true once the plane faces the viewer."""
        a, b, bar = self.arrows.a.arrow, self.arrows.b.arrow, self.arrows.bar.points
        return Measured(*np.array([a.tip - a.tail, b.tip - b.tail, bar[-1] - bar[0]])[:, :2] / self.view.unit)
