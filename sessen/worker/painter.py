"""Draws Manim's pictures again only where they change, with Manim's own pixels.

A pixel is the colour below it, and over that in turn every shape that touches it. So a part of the picture comes out
as in the whole when it starts from the same ground and all shapes that touch it are drawn, each as in the whole:
unclipped, on a surface of the same size, where Cairo rounds it in the same way. What they leave outside is thrown away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any

import numpy as np
from manim import Camera, Mobject, PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from sessen.video.colour import Box, Pixels

_WHOLE_SHARE = 0.9  # of the picture: from here on parts cost more than they save
_MITRE = 5.0  # half of Cairo's limit of 10: how many line widths a sharp corner may stick out
_SLACK = 2  # pixels, for rounding and antialiasing


class PlainCamera(Camera):
    """Manim's plain camera, which tells when anybody draws with it."""

    touched = True

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Draw mobjects, as Manim does."""
        self.touched = True
        super().capture_mobjects(mobjects, **kwargs)

    def set_pixel_array(self, pixel_array: Any, convert_from_floats: bool = False) -> None:
        """Set all pixels, as Manim does."""
        self.touched = True
        super().set_pixel_array(pixel_array, convert_from_floats)


Look = tuple[bytes, *tuple[object, ...]]
"""All that a shape's pixels depend on; its points come first."""


@dataclass(slots=True)
class _Drawn:
    """A shape as it was drawn: what its pixels depend on, its path in pixels, how far that goes, what it may touch."""

    look: Look
    path: Any
    extents: tuple[float, float, float, float]
    box: Box


class Painter:
    """Keeps a camera's pixels up to date."""

    def __init__(self, camera: PlainCamera) -> None:
        self._camera = camera
        self._pixels: Any = None
        self._base: Pixels | None = None
        self._drawn: list[_Drawn] = []

    def _set_up(self) -> None:
        """Manim makes its context when it first draws, and keeps its matrix whatever the camera says later."""
        camera = self._camera
        self._pixels, self._base, self._drawn = camera.pixel_array, None, []
        self._whole: Box = (0, 0, camera.pixel_width, camera.pixel_height)
        self._context: Any = camera.get_cairo_context(camera.pixel_array)
        self._matrix = self._context.get_matrix()
        self._scratch = np.zeros_like(camera.pixel_array)
        self._scratch_context: Any = camera.get_cairo_context(self._scratch)

    def paint(self, base: Pixels, shapes: Sequence[VMobject]) -> list[Box]:
        """Bring the camera's pixels to ``shapes`` over ``base``.

        Returns the parts, apart from each other, in which they may have changed; none when nothing has.
        """
        if self._pixels is not self._camera.pixel_array:
            self._set_up()
        before = self._drawn
        self._drawn = self._described(shapes, before)
        anew = self._base is not base or self._camera.touched
        parts = [self._whole] if anew else self._parts(_differences(before, self._drawn))
        self._base, self._camera.touched = base, False
        if parts == [self._whole]:
            self._paint_whole(base, shapes)
        else:
            self._paint_parts(parts, base, shapes)
        return parts

    # -- what a shape is -----------------------------------------------------------------------------------------

    def _described(self, shapes: Sequence[VMobject], before: Sequence[_Drawn]) -> list[_Drawn]:
        """The shapes as they are now: those that look as before are kept, mostly where they were in the order."""
        elsewhere: dict[bytes, list[_Drawn]] = {}
        now = []
        for shape, there in zip_longest(shapes, before[: len(shapes)]):
            look = _look(shape)
            if there is not None and there.look == look:
                now.append(there)
                continue
            if not elsewhere:
                elsewhere = _by_points(before)
            # An equal look may be at another place in the order: its path is as good there. Of a shape that only fades
            # the path is as it was.
            alike = elsewhere.get(look[0], ())
            same = (drawn for drawn in alike if drawn.look == look)
            now.append(next(same, None) or self._made(look, shape, alike))
        return now

    def _made(self, look: Look, shape: VMobject, alike: Sequence[_Drawn]) -> _Drawn:
        """The shape as it is drawn now; ``alike`` have the same points."""
        path, extents = (alike[0].path, alike[0].extents) if alike else self._path(shape)
        return _Drawn(look, path, extents, self._box(extents, shape))

    def _path(self, shape: VMobject) -> tuple[Any, tuple[float, float, float, float]]:
        """The path in pixels, as Cairo has rounded it (given back, it is rounded to the same), and how far it goes."""
        set_path(self._camera, self._context, shape)
        self._context.identity_matrix()
        path, extents = self._context.copy_path(), self._context.path_extents()
        self._context.set_matrix(self._matrix)
        return path, extents

    def _box(self, extents: tuple[float, float, float, float], shape: VMobject) -> Box:
        """What the shape may touch: its path, and what its line sticks out."""
        width = max(shape.get_stroke_width(background=True), shape.get_stroke_width())
        matrix = self._matrix
        margin = _MITRE * width * self._camera.cairo_line_width_multiple * max(matrix.xx, -matrix.yy) + _SLACK
        left, top, right, bottom = extents
        return (
            max(0, math.floor(left - margin)),
            max(0, math.floor(top - margin)),
            min(self._whole[2], math.ceil(right + margin)),
            min(self._whole[3], math.ceil(bottom + margin)),
        )

    # -- painting ------------------------------------------------------------------------------------------------

    def _parts(self, boxes: Iterable[Box]) -> list[Box]:
        parts = _merged(boxes)
        area = sum((right - left) * (bottom - top) for left, top, right, bottom in parts)
        return [self._whole] if area > _WHOLE_SHARE * self._whole[2] * self._whole[3] else parts

    def _paint_whole(self, base: Pixels, shapes: Sequence[VMobject]) -> None:
        np.copyto(self._camera.pixel_array, base, casting="unsafe")
        for shape, drawn in zip(shapes, self._drawn, strict=True):
            self._draw(shape, drawn.path, self._context)

    def _paint_parts(self, parts: Sequence[Box], base: Pixels, shapes: Sequence[VMobject]) -> None:
        for left, top, right, bottom in parts:
            self._scratch[top:bottom, left:right] = base[top:bottom, left:right]
        for shape, drawn in zip(shapes, self._drawn, strict=True):
            if _touches(drawn.box, parts):
                self._draw(shape, drawn.path, self._scratch_context)
        for left, top, right, bottom in parts:
            self._camera.pixel_array[top:bottom, left:right] = self._scratch[top:bottom, left:right]

    def _draw(self, shape: VMobject, path: Any, context: Any) -> None:
        """What Manim's ``display_vectorized`` does, with the path that is there."""
        context.new_path()
        context.identity_matrix()
        context.append_path(path)
        context.set_matrix(self._matrix)
        # Each asks for the width again; most shapes have no line behind them, many no fill, letters no line at all.
        if shape.background_stroke_width:
            self._camera.apply_stroke(context, shape, background=True)
        if not _is_clear(shape.get_fill_rgbas()):
            self._camera.apply_fill(context, shape)
        if shape.stroke_width and not _is_clear(shape.get_stroke_rgbas()):
            self._camera.apply_stroke(context, shape)


def set_path(camera: Camera, context: Any, shape: VMobject) -> None:
    """Build the path of ``shape`` as Manim's ``set_cairo_context_path`` does, in a fraction of the time.

    Manim compares the end of each curve with the beginning of the next within a tolerance; most are equal to the bit.
    """
    points, step = shape.points, shape.n_points_per_cubic_curve
    count = len(points)
    if step != 4 or count % step or not np.isfinite(points).all():
        camera.set_cairo_context_path(context, shape)
        return
    ends, starts = points[step - 1 : -1 : step, :2], points[step::step, :2]
    apart = np.flatnonzero((ends != starts).any(axis=1))
    breaks = [int(curve) + 1 for curve in apart if not shape.consider_points_equals_2d(ends[curve], starts[curve])]
    curves = points[:, :2].reshape(-1, 2 * step).tolist()
    curve_to = context.curve_to
    context.new_path()
    for first, last in pairwise((0, *breaks, count // step)):
        context.new_sub_path()
        context.move_to(*curves[first][:2])
        for _, _, *handles in curves[first:last]:
            curve_to(*handles)
        if shape.consider_points_equals_2d(points[step * first], points[step * last - 1]):
            context.close_path()


def paintable(mobjects: Iterable[Mobject]) -> list[VMobject] | None:
    """The shapes among ``mobjects``, or None if the painter is not known to give Manim's pixels for one of them.

    Trackers of values are mobjects too, with a place and no picture.
    """
    shapes = []
    for mobject in mobjects:
        if isinstance(mobject, VMobject):
            if mobject.background_image:
                return None
            shapes.append(mobject)
        elif isinstance(mobject, PMobject | AbstractImageMobject):
            return None
    return shapes


def _by_points(drawn: Iterable[_Drawn]) -> dict[bytes, list[_Drawn]]:
    found: dict[bytes, list[_Drawn]] = {}
    for each in drawn:
        found.setdefault(each.look[0], []).append(each)
    return found


def _look(shape: VMobject) -> Look:
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


def _differences(before: Sequence[_Drawn], now: Sequence[_Drawn]) -> list[Box]:
    """Where what was there and is not stood, and what is there and was not, each in its place in the order."""
    start, shortest = 0, min(len(before), len(now))
    while start < shortest and before[start] is now[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] is now[-1 - end]:
        end += 1
    gone, come = before[start : len(before) - end], now[start : len(now) - end]
    if len(gone) != len(come):
        return [drawn.box for drawn in (*gone, *come)]
    return [drawn.box for old, new in zip(gone, come, strict=True) if old is not new for drawn in (old, new)]


def _merged(boxes: Iterable[Box]) -> list[Box]:
    """A few boxes around the same parts, from top to bottom, no two in one row; what is not seen is left out."""
    merged: list[Box] = []
    for left, top, right, bottom in sorted(boxes, key=lambda box: box[1]):
        if left >= right or top >= bottom:
            continue
        if merged and top <= merged[-1][3]:
            above = merged[-1]
            merged[-1] = min(above[0], left), above[1], max(above[2], right), max(above[3], bottom)
        else:
            merged.append((left, top, right, bottom))
    return merged


def _touches(box: Box, parts: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    for part in parts:  # noqa: SIM110 - asked for every shape of every frame, where a generator costs more than the loop
        if left < part[2] and part[0] < right and top < part[3] and part[1] < bottom:
            return True
    return False
