"""Ink: which pixels of a small picture a shape covers, by Cairo's coverage of its outlines and lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import cairo
import numpy as np
import numpy.typing as npt
from manim import Camera, VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

from sessen.worker.drawing.cairo_paths import Path, PathAppender, path_of

LINES: Final = 480
"""Pixels on the shorter side of the frame: a letter of the smallest type that may be is 16 of them high."""

COVERED: Final = 96  # of 255: what a pixel needs to count
_BEYOND: Final = 0.25  # how far outside of the frame ink is still followed, as a share of the frame

Coverage = npt.NDArray[np.uint8]
Places = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mask:
    """Coverage from 0 to 255, and where in the picture it lies; it may go beyond the edges."""

    covered: Coverage
    left: int
    top: int

    @property
    def amount(self) -> int:
        """Pixels with ink."""
        return int(np.count_nonzero(self.covered >= COVERED))

    def ink(self) -> npt.NDArray[np.bool_]:
        """Where there is ink."""
        return self.covered >= COVERED

    def extents(self) -> tuple[int, int, int, int] | None:
        """Left, top, right, bottom of all that is covered at all; None where nothing is."""
        rows, columns = np.nonzero(self.covered.any(axis=1))[0], np.nonzero(self.covered.any(axis=0))[0]
        if not len(rows):
            return None
        return (
            self.left + int(columns[0]),
            self.top + int(rows[0]),
            self.left + int(columns[-1]) + 1,
            self.top + int(rows[-1]) + 1,
        )

    def shared(self, other: Mask) -> tuple[Coverage, Coverage, int, int] | None:
        """Both where their boxes overlap, and where that is; None where they do not."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right = min(self.left + self.covered.shape[1], other.left + other.covered.shape[1])
        bottom = min(self.top + self.covered.shape[0], other.top + other.covered.shape[0])
        if left >= right or top >= bottom:
            return None
        return (self._part(left, top, right, bottom), other._part(left, top, right, bottom), left, top)

    def _part(self, left: int, top: int, right: int, bottom: int) -> Coverage:
        return self.covered[top - self.top : bottom - self.top, left - self.left : right - self.left]

    def grown(self, by: int) -> Mask:
        """What is covered within so many pixels, as a square brush would do it."""
        if by < 1:
            return self
        wide = np.pad(self.covered, by)
        for axis in (0, 1):
            wide = np.max([np.roll(wide, shift, axis) for shift in range(-by, by + 1)], axis=0)
        return Mask(wide, self.left - by, self.top - by)


EMPTY: Final = Mask(np.zeros((1, 1), np.uint8), 0, 0)


class Projector:
    """A camera as it is now: from points of mobjects to pixels of a small picture.

    Parameters
    ----------
    camera
        As for `sessen.legibility.projection.seeing`.
    """

    def __init__(self, camera: Any) -> None:
        self.camera = camera
        width, height = float(camera.frame_width), float(camera.frame_height)
        self.unit = LINES / min(width, height)
        self.width, self.height = round(width * self.unit), round(height * self.unit)
        self.center = np.array(camera.frame_center, float)[:2]
        self._is_plain = type(camera).transform_points_pre_display is Camera.transform_points_pre_display

    def places(self, shape: VMobject) -> Places:
        """The points of a shape in pixels, x to the right and y down; shape (n, 2)."""
        points = shape.points if self._is_plain else self.camera.transform_points_pre_display(shape, shape.points)
        return self.to_pixels(points)

    def to_pixels(self, points: Any) -> Places:
        """Points of the camera's plane in pixels."""
        placed = (points[:, :2] - self.center) * (self.unit, -self.unit)
        placed += (self.width / 2, self.height / 2)
        return placed  # type: ignore[no-any-return]

    def line_width(self, shape: Any, *, behind: bool = False) -> float:
        """How wide the line of a shape is in pixels."""
        return float(shape.get_stroke_width(behind) * self.camera.cairo_line_width_multiple * self.unit)


def mask_of(
    parts: Iterable[tuple[VMobject, Places, float]], box: tuple[float, float, float, float], frame: tuple[int, int]
) -> Mask:
    """What shapes cover.

    Parameters
    ----------
    parts
        Shapes, their points in pixels, and the width of the line along them, or 0 for their inside.
    box
        Outside of which they cover nothing.
    frame
        Width and height of the picture.
    """
    left, top = max(box[0], -_BEYOND * frame[0]), max(box[1], -_BEYOND * frame[1])
    right, bottom = min(box[2], (1 + _BEYOND) * frame[0]), min(box[3], (1 + _BEYOND) * frame[1])
    if not (left < right and top < bottom):
        return EMPTY
    west, north = int(np.floor(left)) - 1, int(np.floor(top)) - 1
    surface = cairo.ImageSurface(cairo.FORMAT_A8, int(np.ceil(right)) + 2 - west, int(np.ceil(bottom)) + 2 - north)
    context: Any = cairo.Context(surface)
    context.set_matrix(cairo.Matrix(1, 0, 0, 1, -west, -north))
    tracer = PathAppender(context)
    for shape, places, width in parts:
        tracer.trace(_path(shape, places, context))
        if width:
            context.set_line_width(max(width, 0.8))
            context.set_line_join(LINE_JOIN_MAP[shape.joint_type])
            context.set_line_cap(CAP_STYLE_MAP[shape.cap_style])
            context.stroke()
        else:
            context.fill()
    surface.flush()
    rows = np.frombuffer(surface.get_data(), np.uint8).reshape(surface.get_height(), surface.get_stride())
    return Mask(rows[:, : surface.get_width()].copy(), west, north)


def _path(shape: VMobject, places: Places, context: Any) -> Path:
    numbers = np.ascontiguousarray(places).view(np.complex128).ravel()
    whole = len(numbers) and len(numbers) % 4 == 0 and bool(np.isfinite(places).all())
    if whole:
        try:
            return path_of(shape, numbers, None, context)  # type: ignore[arg-type]
        except (AttributeError, OSError):  # where Cairo cannot be called directly
            pass
    context.new_path()
    for start in range(0, len(places) - 3 if whole else 0, 4):
        if start == 0 or not np.allclose(places[start], places[start - 1]):
            context.move_to(*places[start])
        context.curve_to(*places[start + 1], *places[start + 2], *places[start + 3])
    matrix = context.get_matrix()
    context.identity_matrix()
    path = context.copy_path()
    context.set_matrix(matrix)
    return Path(None, path)
