"""Draws shapes on a surface as Manim's camera does, with paths that are there already."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import cairo
import numpy as np
from manim import Camera, VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

from sessen.video.color import Box, Pixels
from sessen.worker.drawing.cairo_paths import Path, PathAppender, path_of, places_of
from sessen.worker.drawing.masks import OPAQUE, MaskCache, paint

_MITRE = 5.0  # half of Cairo's limit of 10: how many line widths a sharp corner may stick out
_END = math.sqrt(0.5)  # how many the corner of a square end sticks out
_SLACK = 2  # pixels, for rounding and antialiasing

Look = tuple[bytes, *tuple[object, ...]]
"""All that a shape's pixels depend on; its points come first."""

Extents = tuple[float, float, float, float]


class Paint(NamedTuple):
    """A fill, or a line with its width in the camera's units, its joints and its ends.

    Parameters
    ----------
    opacity
        Of the one colour that it has; 1 where there are more.
    """

    source: Any
    opacity: float
    line: tuple[float, Any, Any] | None = None


@dataclass(slots=True, eq=False)
class DisplayItem:
    """A shape as it was drawn: what its pixels depend on, its path, how far that goes in pixels, what it may touch.

    It can be drawn again when the shape itself looks different already.
    """

    look: Look
    path: Path
    coats: tuple[Paint, ...]
    extents: Extents
    box: Box


class ShapeRenderer:
    """A surface of the camera's size, and a context to draw on it.

    Parameters
    ----------
    pixels
        Height × width × 4, of which Cairo thinks as BGRA.
    cutter
        Of stencils for what fades.
    """

    def __init__(self, camera: Camera, pixels: Any, cutter: MaskCache) -> None:
        self.pixels: Pixels = pixels
        self._cutter = cutter
        self._camera = camera
        self._context: Any = camera.get_cairo_context(pixels)
        self._context.set_matrix(cutter.matrix)
        self._matrix = cutter.matrix
        self._size = camera.pixel_width, camera.pixel_height
        self._scale: float = max(self._matrix.xx, -self._matrix.yy)  # pixels in a unit
        self._tracer = PathAppender(self._context)
        self._in_pixels: Any = cairo.Context(self._context.get_target())

    def draw(self, drawn: DisplayItem) -> None:
        """What Manim's ``display_vectorized`` does."""
        is_traced = False
        for coat in drawn.coats:
            if coat.opacity < OPAQUE:
                stencil = self._cutter.stencil(drawn.path, coat.line, drawn.box)
                if stencil is not None:
                    self._in_pixels.set_source(coat.source)
                    stencil.apply(self._in_pixels)
                    continue
            if not is_traced:
                self._tracer.trace(drawn.path)
                is_traced = True
            self._context.set_source(coat.source)
            paint(self._context, coat.line)

    def described(self, shape: VMobject, look: Look, before: DisplayItem | None) -> DisplayItem:
        """The shape as it is drawn now; ``before`` may have the same points, or as good as the same."""
        path, extents = self._known(shape, look, before)
        coats = tuple(self._coats(shape))
        return DisplayItem(look, path, coats, extents, self._box(extents, coats, shape))

    def _coats(self, shape: VMobject) -> Iterator[Paint]:
        """From below; most shapes have no line behind them, many no fill, letters no line at all."""
        if shape.background_stroke_width:
            yield from self._line(shape, behind=True)
        fills = shape.get_fill_rgbas()
        if not _is_clear(fills):
            yield self._coat(shape, fills)
        if shape.stroke_width:
            yield from self._line(shape, behind=False)

    def _line(self, shape: VMobject, *, behind: bool) -> Iterator[Paint]:
        width, colours = shape.get_stroke_width(behind), shape.get_stroke_rgbas(behind)
        if width and not _is_clear(colours):
            width *= self._camera.cairo_line_width_multiple
            line = width, LINE_JOIN_MAP[shape.joint_type], CAP_STYLE_MAP[shape.cap_style]
            yield self._coat(shape, colours, line)

    def _coat(self, shape: VMobject, colours: Any, line: Any = None) -> Paint:
        """With Cairo's colour or gradient, as Manim sets it: blue first."""
        if len(colours) == 1:
            red, green, blue, opacity = colours[0].tolist()
            return Paint(cairo.SolidPattern(blue, green, red, opacity), opacity, line)
        self._camera.set_cairo_context_color(self._context, colours, shape)
        return Paint(self._context.get_source(), 1.0, line)

    def _known(self, shape: VMobject, look: Look, before: DisplayItem | None) -> tuple[Path, Extents]:
        """Path and extents: those of what was drawn before, if they are good for the shape as well."""
        if before is not None and before.look[0] == look[0]:
            return before.path, before.extents
        places = places_of(shape)
        if before is not None and places is not None and before.path.fits(places, self._matrix):
            return before.path, before.extents
        return self._measured(path_of(shape, places, self._camera, self._context))

    def _measured(self, path: Path) -> tuple[Path, Extents]:
        self._tracer.trace(path)
        self._context.identity_matrix()
        extents = self._context.path_extents()
        self._context.set_matrix(self._matrix)
        return path, extents

    def _box(self, extents: Extents, coats: Sequence[Paint], shape: VMobject) -> Box:
        """What the shape may touch: its path, and what its lines stick out; nothing if it cannot be seen."""
        if not coats:
            return 0, 0, 0, 0
        margin: float = _SLACK
        if width := max((coat.line[0] for coat in coats if coat.line is not None), default=0.0):
            margin += width * self._scale * (_MITRE if _has_corners(shape) else _END)
        left, top, right, bottom = extents
        return (
            max(0, math.floor(left - margin)),
            max(0, math.floor(top - margin)),
            min(self._size[0], math.ceil(right + margin)),
            min(self._size[1], math.ceil(bottom + margin)),
        )


def by_points(known: Iterable[Sequence[DisplayItem]]) -> dict[bytes, list[DisplayItem]]:
    """What was drawn, by its points."""
    found: dict[bytes, list[DisplayItem]] = {}
    for drawn in known:
        for each in drawn:
            found.setdefault(each.look[0], []).append(each)
    return found


def appearance_key(shape: VMobject) -> Look:
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


def _has_corners(shape: VMobject) -> bool:
    """Whether curves of the shape meet; most that have a line are one straight line, which need not ask for much."""
    points = shape.points
    return len(points) != 4 or shape.consider_points_equals_2d(points[0], points[3])


def _is_clear(rgbas: Any) -> bool:
    """Whether a colour changes nothing that it is laid over."""
    return len(rgbas) == 1 and rgbas[0][3] == 0
