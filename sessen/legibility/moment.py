"""One frame, looked at as little as can be: every frame goes by here, few are looked at closer."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from manim import VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from sessen.legibility.thing import Color, Kind, Thing

CAMERA: Final = 0


class Anchor(NamedTuple):
    """Where a thing is held: its middle, its beginning, its size, how many points it has, its colour and opacity."""

    place: npt.NDArray[np.float64]
    start: npt.NDArray[np.float64]
    size: float
    points: int
    color: tuple[float, float, float]
    opacity: float


@dataclass(eq=False)
class Moment:
    """One frame.

    Parameters
    ----------
    anchors
        Of each thing, by the identity of its mobject, and of the camera.
    things
        As the last picture had them.
    lights
        Of each large area: its luminance, and which share of the frame it takes.
    paper
        The colour of the background.
    size
        Of a picture, in pixels.
    animations
        What is being played, groups taken apart.
    thumbnail
        Draws the frame, very small; None where that cannot be.
    """

    seconds: float
    step: str
    anchors: dict[int, Anchor]
    things: Mapping[int, Thing]
    lights: dict[Any, tuple[float, float]]
    paper: Color
    size: tuple[float, float]
    thumbnail: Callable[[], Any]
    animations: Sequence[Any] = ()


class Anchors:
    """Where things are in each frame; what is still is not measured again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, ...]] = {}

    def of(self, things: Mapping[int, Thing], still: Container[int] = ()) -> dict[int, Anchor]:
        """The anchors of things now, those in ``still`` as they were, whatever they were when the picture was made."""
        before, self._known = self._known, {}
        found: dict[int, Anchor] = {}
        for key, thing in things.items():
            if thing.kind is Kind.CROWD:
                continue
            if key in still and key in before:
                self._known[key] = before[key]
                found[key] = before[key][2]
                continue
            leaf = thing.leaves[0][0]
            points = leaf.points
            if not len(points):
                continue
            # An array may be changed in place; what moves or is dyed changes its first numbers.
            look = points.item(0), points.item(1), *_paint(leaf)
            known = before.get(key)
            if known is None or points is not known[0] or look != known[1]:
                known = points, look, _anchor(leaf, points, is_text=thing.is_text)
            self._known[key] = known
            found[key] = known[2]
        return found


def _paint(leaf: Any) -> tuple[float, ...]:
    """The first numbers of a leaf's colours."""
    if not isinstance(leaf, VMobject):
        return ()
    fill, stroke = leaf.fill_rgbas, leaf.stroke_rgbas
    return fill.item(0), fill.item(1), fill.item(3), stroke.item(0), stroke.item(1), stroke.item(3)


def _anchor(leaf: Any, points: Any, *, is_text: bool) -> Anchor:
    count = len(points)
    place = np.add.reduce(points, axis=0) / count
    size = 0.0  # a digit that becomes another is no larger
    if not is_text:  # the box, which is the same wherever an outline begins
        x, y, z = (np.maximum.reduce(points, axis=0) - np.minimum.reduce(points, axis=0)).tolist()
        size = (x * x + y * y + z * z) ** 0.5
    if not isinstance(leaf, VMobject):
        return Anchor(place, points[0].copy(), size, count, (0.0, 0.0, 0.0), 1.0)
    fill, stroke = leaf.fill_rgbas[0].tolist(), leaf.stroke_rgbas[0].tolist()
    shown = fill if fill[3] > 0 else stroke
    if is_text and fill[3] == 0:  # an outline that runs round letters has what colour it likes
        shown = [0.0, 0.0, 0.0, stroke[3]]
    return Anchor(place, points[0].copy(), size, count, (shown[0], shown[1], shown[2]), shown[3])


def camera_anchor(camera: Any, view: tuple[Any, ...]) -> Anchor:
    """Where the camera is."""
    place = np.array([*view[2][:2], 0.0])
    turned = np.asarray(camera.rotation_matrix, float).ravel() if view[3] else np.zeros(9)
    where = np.concatenate([place, 2 * turned])
    return Anchor(where, where, view[0], 0, (0.0, 0.0, 0.0), 1.0)


def lights_of(areas: list[tuple[Any, float]], paper: Any) -> dict[Any, tuple[float, float]]:
    """The luminance of large areas as they are now, roughly."""
    found: dict[Any, tuple[float, float]] = {"paper": (sum(paper) / 3, 1.0)}
    for leaf, share in areas:
        if isinstance(leaf, AbstractImageMobject):
            found[id(leaf)] = float(leaf.get_pixel_array()[::16, ::16, :3].mean()) / 255, share
        elif isinstance(leaf, VMobject):
            red, green, blue, opacity = leaf.fill_rgbas[0].tolist()
            found[id(leaf)] = opacity * (0.25 + red + green + blue) / 3.25, share
    return found
