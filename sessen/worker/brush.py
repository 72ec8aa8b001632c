"""Draws shapes on a surface as Manim's camera does, with paths that are there already."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import Camera, VMobject

from sessen.video.colour import Box, Pixels
from sessen.worker.paths import Path, Tracer, path_of

_MITRE = 5.0  # half of Cairo's limit of 10: how many line widths a sharp corner may stick out
_SLACK = 2  # pixels, for rounding and antialiasing

Look = tuple[bytes, *tuple[object, ...]]
"""All that a shape's pixels depend on; its points come first."""

Extents = tuple[float, float, float, float]


@dataclass(slots=True)
class Drawn:
    """A shape as it was drawn: what its pixels depend on, its path, how far that goes in pixels, what it may touch."""

    look: Look
    path: Path
    extents: Extents
    box: Box


class Brush:
    """A surface of the camera's size, and a context to draw on it.

    Parameters
    ----------
    pixels
        Height × width × 4, of which Cairo thinks as BGRA.
    """

    def __init__(self, camera: Camera, pixels: Any) -> None:
        self.pixels: Pixels = pixels
        self._camera = camera
        self._context: Any = camera.get_cairo_context(pixels)
        self._matrix = self._context.get_matrix()
        self._tracer = Tracer(self._context)

    def draw(self, shape: VMobject, path: Path) -> None:
        """What Manim's ``display_vectorized`` does, with the path that is there."""
        context, camera = self._context, self._camera
        self._tracer.trace(path)
        # Each asks for the width again; most shapes have no line behind them, many no fill, letters no line at all.
        if shape.background_stroke_width:
            camera.apply_stroke(context, shape, background=True)
        if not _is_clear(shape.get_fill_rgbas()):
            camera.apply_fill(context, shape)
        if shape.stroke_width and not _is_clear(shape.get_stroke_rgbas()):
            camera.apply_stroke(context, shape)

    def described(self, shape: VMobject, look: Look, alike: Sequence[Drawn]) -> Drawn:
        """The shape as it is drawn now; ``alike`` have the same points."""
        path, extents = (alike[0].path, alike[0].extents) if alike else self._measured(shape)
        return Drawn(look, path, extents, self._box(extents, shape))

    def _measured(self, shape: VMobject) -> tuple[Path, Extents]:
        path = path_of(shape, self._camera, self._context)
        self._tracer.trace(path)
        self._context.identity_matrix()
        extents = self._context.path_extents()
        self._context.set_matrix(self._matrix)
        return path, extents

    def _box(self, extents: Extents, shape: VMobject) -> Box:
        """What the shape may touch: its path, and what its line sticks out."""
        width = max(shape.get_stroke_width(background=True), shape.get_stroke_width())
        matrix = self._matrix
        margin = _MITRE * width * self._camera.cairo_line_width_multiple * max(matrix.xx, -matrix.yy) + _SLACK
        left, top, right, bottom = extents
        return (
            max(0, math.floor(left - margin)),
            max(0, math.floor(top - margin)),
            min(self._camera.pixel_width, math.ceil(right + margin)),
            min(self._camera.pixel_height, math.ceil(bottom + margin)),
        )


def by_points(known: Iterable[Sequence[Drawn]]) -> dict[bytes, list[Drawn]]:
    """What was drawn, by its points."""
    found: dict[bytes, list[Drawn]] = {}
    for drawn in known:
        for each in drawn:
            found.setdefault(each.look[0], []).append(each)
    return found


def look_of(shape: VMobject) -> Look:
    """All that a shape's pixels depend on, by value: mobjects change in place. Taken of every shape in every frame."""
    fills, strokes, behind = shape.get_fill_rgbas(), shape.get_stroke_rgbas(), shape.get_stroke_rgbas(True)
    # A gradient runs across a shape with all of its parts.
    blended = len(fills) > 1 or len(strokes) > 1 or len(behind) > 1
    return (
        shape.points.tobytes(),
        fills.tobytes(),
        strokes.tobytes(),
        behind.tobytes(),
        shape.stroke_width,
        shape.background_stroke_width,
        shape.joint_type,
        shape.cap_style,
        np.asarray(shape.get_gradient_start_and_end_points()).tobytes() if blended else b"",
    )


def _is_clear(rgbas: Any) -> bool:
    """Whether a colour changes nothing that it is laid over."""
    return len(rgbas) == 1 and rgbas[0][3] == 0
