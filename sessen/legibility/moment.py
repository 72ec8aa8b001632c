"""One frame, looked at as little as can be: every frame goes by here, few are looked at closer."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from sessen.legibility.mobject_kinds import is_image, is_vector
from sessen.legibility.thing import Color, Kind, Thing

CAMERA: Final = 0


class Anchor(NamedTuple):
    """Where a thing is held: its middle, its beginning, its size, how many points it has, its colour and opacity."""

    place: Sequence[float]
    start: Sequence[float]
    size: float
    points: int
    color: tuple[float, float, float]
    opacity: float


#: What has changed, by the identity of its mobject: how it was, and how it is.
Moves = dict[int, tuple[Anchor, Anchor]]


@dataclass(eq=False)
class Moment:
    """One frame.

    Parameters
    ----------
    moves
        What is not where it was in the frame before, the camera too.
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
    moves: Moves
    things: Mapping[int, Thing]
    lights: dict[Any, tuple[float, float]]
    paper: Color
    size: tuple[float, float]
    thumbnail: Callable[[], Any]
    animations: Sequence[Any] = ()


class Anchors:
    """Where things are; what is still is not measured again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, tuple[Any, ...], Anchor]] = {}
        self._held: list[tuple[int, Any, bool, bool]] = []
        self._moving: list[tuple[int, Any, bool, bool]] = []

    def hold(self, things: Mapping[int, Thing], still: Container[int]) -> None:
        """Follow these things from now on, those in ``still`` only when all are asked for."""
        self._known = {key: known for key, known in self._known.items() if key in things or key == CAMERA}
        self._held = [
            (key, thing.leaves[0][0], thing.is_text, is_vector(thing.leaves[0][0]))
            for key, thing in things.items()
            if thing.kind is not Kind.CROWD
        ]
        self._moving = [held for held in self._held if held[0] not in still]

    def moves(self, *, every: bool) -> Moves:
        """Which things are elsewhere, larger or of another colour than when this was asked last."""
        found: Moves = {}
        known = self._known
        for key, leaf, is_text, is_outline in self._held if every else self._moving:
            points = leaf.points
            if not len(points):
                known.pop(key, None)
                continue
            # An array may be changed in place; what moves or is dyed changes its first numbers.
            paint = (leaf.fill_rgbas.tobytes(), leaf.stroke_rgbas.tobytes()) if is_outline else ()
            look = points.item(0), points.item(1), *paint
            old = known.get(key)
            if old is None or points is not old[0] or look != old[1]:
                anchor = _anchor(leaf, points, is_text=is_text)
                known[key] = points, look, anchor
                if old is not None:
                    found[key] = old[2], anchor
        return found

    def camera_moves(self, camera: Any, view: tuple[Any, ...]) -> Moves:
        """The same of the camera."""
        old = self._known.get(CAMERA)
        if old is not None and old[1] == view:
            return {}
        anchor = _camera_anchor(camera, view)
        self._known[CAMERA] = None, view, anchor
        return {} if old is None else {CAMERA: (old[2], anchor)}


def _anchor(leaf: Any, points: Any, *, is_text: bool) -> Anchor:
    count = len(points)
    place, start = (np.add.reduce(points, axis=0) / count).tolist(), points[0].tolist()
    size = 0.0  # a digit that becomes another is no larger
    if not is_text:  # the box, which is the same wherever an outline begins
        x, y, z = (np.maximum.reduce(points, axis=0) - np.minimum.reduce(points, axis=0)).tolist()
        size = (x * x + y * y + z * z) ** 0.5
    if not is_vector(leaf):
        return Anchor(place, start, size, count, (0.0, 0.0, 0.0), 1.0)
    fill, stroke = leaf.fill_rgbas[0].tolist(), leaf.stroke_rgbas[0].tolist()
    shown = fill if fill[3] > 0 else stroke
    if is_text and fill[3] == 0:  # an outline that runs round letters has what colour it likes
        shown = [0.0, 0.0, 0.0, stroke[3]]
    return Anchor(place, start, size, count, (shown[0], shown[1], shown[2]), shown[3])


def _camera_anchor(camera: Any, view: tuple[Any, ...]) -> Anchor:
    """Where the camera is."""
    place = np.array([*view[2][:2], 0.0])
    turned = np.asarray(camera.rotation_matrix, float).ravel() if view[3] else np.zeros(9)
    where = [*place.tolist(), *(2 * turned).tolist()]
    return Anchor(where, where, view[0], 0, (0.0, 0.0, 0.0), 1.0)


def lights_of(areas: list[tuple[Any, float]], paper: Any) -> dict[Any, tuple[float, float]]:
    """The luminance of large areas as they are now, roughly."""
    found: dict[Any, tuple[float, float]] = {"paper": (sum(paper) / 3, 1.0)}
    for leaf, share in areas:
        if is_image(leaf):
            found[id(leaf)] = float(leaf.get_pixel_array()[::16, ::16, :3].mean()) / 255, share
        elif is_vector(leaf):
            red, green, blue, opacity = leaf.fill_rgbas[0].tolist()
            found[id(leaf)] = opacity * (0.25 + red + green + blue) / 3.25, share
    return found
