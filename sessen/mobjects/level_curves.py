"""Level curves as smooth paths, one mobject a level, and their values beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import Rectangle, VGroup, VMobject

from sessen.layout import Point
from sessen.mathematics import ScalarField
from sessen.mobjects.plane import Plane
from sessen.mobjects.sampling import PIXEL
from sessen.theme import INK, PAPER, Theme
from sessen.typesetting.ticks import tick_text
from sessen.typesetting.typeset import TICK, Typesetter

Numbers = npt.NDArray[np.float64]

_RESOLUTION: Final = 72  # cells along a side: vertices lie on the curve, and between them runs a cubic
_TOLERANCE: Final = 0.0003  # Manim's units, a 25th of a pixel of 1080 lines: a cubic that is farther off is divided
_REFUSED: Final = 0.0015  # a fifth of a pixel
_REFINEMENTS: Final = 6
_THINNINGS: Final = 4  # times that every other vertex may go: long cubics are drawn in a fraction of the time
_NEWTON_STEPS: Final = 4
_FLAT: Final = 0.02  # of the usual steepness: where less, curves cross and steps along the gradient mean nothing
_QUARTERS: Final = np.array([0.25, 0.5, 0.75])  # of the way along a cubic
_MIDDLE: Final = np.array(0.5)
_LOOKS: Final = 3  # for the nearest place of a cubic, each nearer than the one before
_FINENESS: Final = 17
_FEWEST: Final = 4  # cubics that a curve keeps
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
    through
        A point of the plane on the curve, in numbers, at which somebody looks closely: there it is drawn exactly.
    """

    def __init__(
        self,
        field: ScalarField,
        level: float,
        plane: Plane,
        *,
        color: str,
        width: float = 2.5,
        through: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(stroke_color=color, stroke_width=width)
        self.level = level
        self._through = None if through is None else np.array(through, float)
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
        tolerance = _TOLERANCE / plane.unit[0]
        for _ in range(_THINNINGS):
            vertices = _thinned(vertices, self.level, field, tolerance / 2)
        for _ in range(_REFINEMENTS):
            cubics = _cubics(vertices, field)
            bad = _deviation(_middles(cubics), self.level, field) > tolerance
            if not bad.any():
                break
            better = _onto_level(_middles(cubics)[bad], self.level, field, np.diff(vertices, axis=0)[bad])
            vertices = _apart(np.insert(vertices, np.flatnonzero(bad) + 1, better, axis=0))
        if self._through is not None:
            vertices = _with_vertex(vertices, self._through, PIXEL / plane.unit[0])
        cubics = _cubics(vertices, field)
        # What cannot be mended cuts the corner where two branches cross, and is shorter than a pixel: it is left out.
        good = cubics[_deviation(_middles(cubics), self.level, field) <= _REFUSED / plane.unit[0]]
        flat = good.reshape(-1, 2)
        self.append_points(plane.point(flat[:, 0], flat[:, 1]))


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


def places_on(points: Point) -> Point:
    """Places along a path, four on each of its cubics; shape (4 n, 3) like the points themselves."""
    cubics = points.reshape(-1, 4, 3)
    inner = _bernstein(_QUARTERS) @ cubics
    return np.asarray(np.concatenate([cubics[:, :1], inner], axis=1).reshape(-1, 3))


def direction_near(points: Point, place: Point) -> tuple[float, Point]:
    """How near a drawn path comes to a place, and its direction there, at length one.

    Parameters
    ----------
    points
        The points of a path as Manim keeps them, shape (4 n, 3).
    """
    away = np.linalg.norm(places_on(points) - place, axis=1).reshape(-1, 4).min(axis=1)
    nearest = points.reshape(-1, 4, 3)[np.argsort(away)[:3]]
    every, middle, reach = np.arange(len(nearest)), np.full(len(nearest), 0.5), 0.5
    for _ in range(_LOOKS):
        t = np.clip(middle[:, None] + np.linspace(-reach, reach, _FINENESS), 0, 1)
        apart = np.linalg.norm(_bernstein(t) @ nearest - place, axis=2)
        middle, reach = t[every, apart.argmin(axis=1)], 2 * reach / (_FINENESS - 1)
    least = np.linalg.norm((_bernstein(middle)[:, None] @ nearest)[:, 0] - place, axis=1)
    best = int(least.argmin())
    t, sides = middle[best], np.diff(nearest[best], axis=0)
    way = sides[0] * (1 - t) ** 2 + 2 * sides[1] * t * (1 - t) + sides[2] * t**2
    return float(least[best]), np.asarray(way / max(float(np.linalg.norm(way)), 1e-12))


def _bernstein(t: Numbers) -> Numbers:
    """The weights of a cubic's four corners at ``t``, shape (..., 4)."""
    return np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=-1)


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
        value = typesetter.math(tick_text(level.level, step), size=TICK, role=INK)
        label = on_paper(value, typesetter.theme)
        place = _free_place(places_on(level.plan), plane, np.concatenate(taken), label.width)
        if place is not None:
            labels.add(label.move_to(place))
            taken.append(place[None])
    return labels


def on_paper(label: VMobject, theme: Theme) -> VGroup:
    """A label on a piece of paper that keeps the lines behind it away."""
    paper = Rectangle(
        width=label.width + 0.12, height=label.height + 0.1, fill_color=theme[PAPER], fill_opacity=1, stroke_width=0
    )
    return VGroup(paper.move_to(label), label)


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


def _with_vertex(vertices: Numbers, place: Numbers, near: float) -> Numbers:
    """The vertices with one at a place, if the curve comes near to it; there it takes the curve's own direction."""
    starts, sides = vertices[:-1], np.diff(vertices, axis=0)
    lengths = (sides**2).sum(axis=1)
    along = np.clip(((place - starts) * sides).sum(axis=1) / lengths, 0, 1)
    away = np.linalg.norm(starts + along[:, None] * sides - place, axis=1)
    best = int(away.argmin())
    if away[best] > max(near, 0.1 * float(np.sqrt(lengths[best]))):  # between vertices the curve leaves its chord
        return vertices
    apart = np.linalg.norm(vertices - place, axis=1) > near
    apart[[0, -1]] = True
    return np.asarray(
        np.concatenate([vertices[: best + 1][apart[: best + 1]], place[None], vertices[best + 1 :][apart[best + 1 :]]])
    )


def _apart(vertices: Numbers) -> Numbers:
    """The vertices without those that lie on the one before."""
    steps = np.linalg.norm(np.diff(vertices, axis=0), axis=1)
    kept = np.concatenate([[True], steps > 1e-12 * float(np.abs(vertices).max())])
    return np.asarray(vertices[kept])


def _thinned(vertices: Numbers, level: float, field: ScalarField, tolerance: float) -> Numbers:
    """The vertices without every other one, where one cubic stays on the curve for as long as two did."""
    kept = np.ones(len(vertices), bool)
    pairs = (len(vertices) - 1) // 2
    if pairs < _FEWEST:
        return vertices
    probes = _bernstein(_QUARTERS) @ _cubics(vertices[: 2 * pairs + 1 : 2], field)
    off = _deviation(probes.reshape(-1, 2), level, field).reshape(-1, len(_QUARTERS))
    kept[1 : 2 * pairs : 2] = (off > tolerance).any(axis=1)
    return np.asarray(vertices[kept])


def _cubics(vertices: Numbers, field: ScalarField) -> Numbers:
    """The cubics from vertex to vertex, square to the gradient at both ends; shape (n - 1, 4, 2)."""
    chords = np.diff(vertices, axis=0)
    slopes = field.gradient(vertices[:, 0], vertices[:, 1])
    tangents = np.stack([-slopes[:, 1], slopes[:, 0]], axis=1)
    leaving, arriving = _handles(tangents[:-1], chords), _handles(tangents[1:], chords)
    return np.asarray(np.stack([vertices[:-1], vertices[:-1] + leaving, vertices[1:] - arriving, vertices[1:]], axis=1))


def _middles(cubics: Numbers) -> Numbers:
    return np.asarray(_bernstein(_MIDDLE) @ cubics)


def _deviation(points: Numbers, level: float, field: ScalarField) -> Numbers:
    """How far points are from where f has the level, to first order, shape (n,); infinite where there is no f."""
    slopes = np.linalg.norm(field.gradient(points[:, 0], points[:, 1]), axis=1)
    usual = float(np.nan_to_num(np.nanmedian(slopes))) if np.isfinite(slopes).any() else 0.0
    off: Numbers = np.abs(field.value(points[:, 0], points[:, 1]) - level) / (slopes + _FLAT * usual + 1e-300)
    return np.asarray(np.nan_to_num(off, nan=np.inf))


def _onto_level(points: Numbers, level: float, field: ScalarField, chords: Numbers) -> Numbers:
    """Move points along the gradient to where f has the level, by no more than half of their chords."""
    reach = np.linalg.norm(chords, axis=1, keepdims=True) / 2
    moved = points.copy()
    for _ in range(_NEWTON_STEPS):
        slopes = field.gradient(moved[:, 0], moved[:, 1])
        excess = field.value(moved[:, 0], moved[:, 1]) - level
        moved -= np.nan_to_num(slopes * (excess / np.maximum((slopes**2).sum(axis=1), 1e-300))[:, None])
    strayed = np.linalg.norm(moved - points, axis=1, keepdims=True) > reach
    return np.where(strayed, points, moved)


def _handles(tangents: Numbers, chords: Numbers) -> Numbers:
    """A third of the chord's length along the tangent, or along the chord where the tangent is none of the curve's."""
    lengths = np.linalg.norm(chords, axis=1)
    with np.errstate(all="ignore"):
        along = tangents / np.linalg.norm(tangents, axis=1, keepdims=True)
        cosines = (along * chords).sum(axis=1) / lengths
    good = np.abs(np.nan_to_num(cosines)) > _ALIGNED
    along = np.where(good[:, None], along * np.sign(cosines)[:, None], chords / lengths[:, None])
    return np.asarray(along * lengths[:, None] / 3)
