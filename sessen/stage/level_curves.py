"""Level curves as smooth paths, one mobject a level, and their values beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import Rectangle, VGroup, VMobject

from sessen.mathematics import ScalarField
from sessen.stage.layout import Point
from sessen.stage.plane import Plane
from sessen.stage.relief import Relief
from sessen.stage.roles import INK, PAPER
from sessen.stage.ticks import tick_text
from sessen.stage.typesetting import TICK, Typesetter

Numbers = npt.NDArray[np.float64]

_RESOLUTION: Final = 90  # cells along a side: vertices lie on the curve, and between them runs a cubic
_ALIGNED: Final = 0.8  # cosine above which a tangent belongs to its chord; below, the curve has a corner there
_LEAST_ROOM: Final = 0.45  # between labels, in Manim's units
_ENOUGH_ROOM: Final = 0.9


class Level(VMobject):
    """All points of the plane where f has one value.

    Parameters
    ----------
    field, level
        The function and its value.
    plane
        Maps numbers to points; the curve fills its window.
    """

    def __init__(self, field: ScalarField, level: float, plane: Plane, *, color: str, width: float = 2.5) -> None:
        super().__init__(stroke_color=color, stroke_width=width)
        self.level = level
        window = plane.window
        domain = ((window.left, window.right), (window.bottom, window.top))
        for curve in field.level_curves([level], domain, _RESOLUTION):
            self._append(curve.points, field, plane)
        self.plan = self.points.copy()

    def _append(self, vertices: Numbers, field: ScalarField, plane: Plane) -> None:
        """Add one connected piece: between vertices the cubic that runs square to the gradient at both."""
        vertices = _apart(vertices)
        if len(vertices) < 2:
            return
        chords = np.diff(vertices, axis=0)
        slopes = field.gradient(vertices[:, 0], vertices[:, 1])
        tangents = np.stack([-slopes[:, 1], slopes[:, 0]], axis=1)
        leaving, arriving = _handles(tangents[:-1], chords), _handles(tangents[1:], chords)
        corners = np.stack([vertices[:-1], vertices[:-1] + leaving, vertices[1:] - arriving, vertices[1:]], axis=1)
        flat = corners.reshape(-1, 2)
        self.append_points(plane.point(flat[:, 0], flat[:, 1]))

    def see(self, relief: Relief, height: float, tilt: float) -> None:
        """Lift the curve and look at it aslant: the drawn points follow, ``plan`` keeps where they are from above."""
        self.points = relief.seen(self.plan, height, tilt)


def measure(points: Point) -> tuple[Point, Point]:
    """Points and directions of drawn cubics, taken in the middle of each, where nothing was prescribed.

    Parameters
    ----------
    points
        The points of a path as Manim keeps them, shape (4 n, 3).

    Returns
    -------
    tuple
        The middles and the derivatives there, each of shape (n, 3).
    """
    start, first, second, end = np.moveaxis(points.reshape(-1, 4, 3), 1, 0)
    return (start + 3 * first + 3 * second + end) / 8, 0.75 * (end + second - first - start)


def label_levels(
    levels: Iterable[Level], plane: Plane, typesetter: Typesetter, *, step: float, clear_of: Point
) -> VGroup:
    """Values beside their curves, each on a piece of paper that interrupts the line.

    Parameters
    ----------
    levels
        The curves to be labelled; one that is too short for its label goes without.
    step
        How far apart the values are, which says how many decimals they need.
    clear_of
        Points of the frame that labels keep away from, shape (n, 3).
    """
    labels, taken = VGroup(), [np.reshape(clear_of, (-1, 3))]
    for level in levels:
        label = _value_label(tick_text(level.level, step), typesetter)
        place = _free_place(level.plan[::4], plane, np.concatenate(taken), label.width)
        if place is not None:
            labels.add(label.move_to(place))
            taken.append(place[None])
    return labels


def _value_label(text: str, typesetter: Typesetter) -> VGroup:
    value = typesetter.math(text, size=TICK, role=INK)
    paper = Rectangle(
        width=value.width + 0.12,
        height=value.height + 0.1,
        fill_color=typesetter.theme[PAPER],
        fill_opacity=1,
        stroke_width=0,
    )
    return VGroup(paper.move_to(value), value)


def _free_place(candidates: Point, plane: Plane, taken: Point, width: float) -> Point | None:
    """The point of a curve farthest from all that is taken, well inside the box; None if every place is too near."""
    box = plane.box.inset(width / 2 + 0.15, 0.3)
    inside = (
        (candidates[:, 0] > box.left)
        & (candidates[:, 0] < box.right)
        & (candidates[:, 1] > box.bottom)
        & (candidates[:, 1] < box.top)
    )
    candidates = candidates[inside][::2]
    if not len(candidates):
        return None
    room = np.linalg.norm(candidates[:, None] - taken[None], axis=2).min(axis=1)
    ray = np.abs((candidates - plane.box.center) @ np.array([1.0, 1.0, 0.0])) * 0.5
    best = int(np.argmax(np.minimum(room, _ENOUGH_ROOM) - 0.2 * ray))
    return np.asarray(candidates[best]) if room[best] > _LEAST_ROOM else None


def _apart(vertices: Numbers) -> Numbers:
    """The vertices without those that lie on the one before."""
    steps = np.linalg.norm(np.diff(vertices, axis=0), axis=1)
    return vertices[np.concatenate([[True], steps > 1e-9 * max(1.0, float(np.abs(vertices).max()))])]


def _handles(tangents: Numbers, chords: Numbers) -> Numbers:
    """A third of the chord's length along the tangent, or along the chord where the tangent is none of the curve's."""
    lengths = np.linalg.norm(chords, axis=1)
    with np.errstate(all="ignore"):
        along = tangents / np.linalg.norm(tangents, axis=1, keepdims=True)
        cosines = (along * chords).sum(axis=1) / lengths
    good = np.abs(np.nan_to_num(cosines)) > _ALIGNED
    along = np.where(good[:, None], along * np.sign(cosines)[:, None], chords / lengths[:, None])
    return np.asarray(along * lengths[:, None] / 3)
