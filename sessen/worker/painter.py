"""Draws Manim's pictures again only where they change, in bands of whole rows, with Manim's own pixels.

Cairo computes a row of pixels from the shapes alone, whatever other rows the surface has: a surface over some rows of
the picture, with the matrix moved along, gives the same bytes. Narrower pieces would not: clipping changes edge pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cairo
import numpy as np
from manim import Camera, Mobject, PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from sessen.video.colour import Pixels, Rows

_WHOLE_SHARE = 0.9  # of the picture: from here on bands cost more than they save
_MITRE = 5.0  # half of cairo's limit of 10: how many line widths a sharp corner may stick out
_SLACK = 2  # rows, for rounding and antialiasing


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


@dataclass(slots=True)
class _Drawn:
    """A shape as it was drawn: what its pixels depend on, the rows that it covers, and its path once it was built."""

    look: tuple[object, ...]
    rows: Rows
    path: Any = None


class Painter:
    """Keeps a camera's pixels up to date."""

    def __init__(self, camera: PlainCamera) -> None:
        self._camera = camera
        self._base: Pixels | None = None
        self._drawn: list[_Drawn] = []

    def paint(self, base: Pixels, mobjects: Sequence[VMobject]) -> list[Rows]:
        """Bring the camera's pixels to ``mobjects`` over ``base``.

        Returns the rows, in order and apart, in which they may have changed; none when nothing has.
        """
        before = self._drawn
        kept = {drawn.look: drawn for drawn in before}
        self._drawn = [self._described(mobject, kept) for mobject in mobjects]
        bands = self._bands(before, base, mobjects)
        self._base, self._camera.touched = base, False
        for band in bands:
            self._redraw(band, base, mobjects)
        return bands

    def _bands(self, before: Sequence[_Drawn], base: Pixels, mobjects: Sequence[VMobject]) -> list[Rows]:
        height = self._camera.pixel_height
        if self._base is not base or self._camera.touched:
            return [(0, height)]
        bands = _merged(_differences(before, self._drawn))
        large = sum(bottom - top for top, bottom in bands) > _WHOLE_SHARE * height
        # A gradient's place is rounded as it is set up, and might come out otherwise in a band.
        return [(0, height)] if bands and (large or any(map(_is_gradient, mobjects))) else bands

    def _described(self, mobject: VMobject, kept: dict[tuple[object, ...], _Drawn]) -> _Drawn:
        look = _look(mobject)
        # An equal look may be at another place in the order: its path is as good there.
        return kept.get(look) or _Drawn(look, self._rows(mobject))

    def _rows(self, mobject: VMobject) -> Rows:
        camera = self._camera
        scale = camera.pixel_height / camera.frame_height
        heights = mobject.points[:, 1]
        if not np.isfinite(heights).all():
            return 0, camera.pixel_height
        width = max(mobject.get_stroke_width(background=True), mobject.get_stroke_width())
        margin = _MITRE * width * camera.cairo_line_width_multiple * scale + _SLACK
        middle = camera.pixel_height / 2 + camera.frame_center[1] * scale
        top, bottom = middle - heights.max() * scale - margin, middle - heights.min() * scale + margin
        return max(0, math.floor(top)), min(camera.pixel_height, math.ceil(bottom))

    def _redraw(self, band: Rows, base: Pixels, mobjects: Sequence[VMobject]) -> None:
        top, bottom = band
        np.copyto(self._camera.pixel_array[top:bottom], base[top:bottom])
        context = self._context(band)
        for mobject, drawn in zip(mobjects, self._drawn, strict=True):
            if drawn.rows[0] < bottom and drawn.rows[1] > top:
                self._draw(mobject, drawn, context)

    def _context(self, band: Rows) -> Any:
        """A context over the band's rows of the camera's memory, its matrix the camera's own moved up by whole rows."""
        top, bottom = band
        camera = self._camera
        rows: Any = camera.pixel_array[top:bottom]
        surface = cairo.ImageSurface.create_for_data(
            memoryview(rows).cast("B"), cairo.FORMAT_ARGB32, camera.pixel_width, bottom - top
        )
        context = cairo.Context(surface)
        across, up = camera.pixel_width / camera.frame_width, camera.pixel_height / camera.frame_height
        centre = camera.frame_center
        left = camera.pixel_width / 2 - centre[0] * across
        context.set_matrix(cairo.Matrix(across, 0, 0, -up, left, camera.pixel_height / 2 + centre[1] * up - top))
        return context

    def _draw(self, mobject: VMobject, drawn: _Drawn, context: Any) -> None:
        """What Manim's ``display_vectorized`` does, with the path from before where there is one."""
        camera = self._camera
        if drawn.path is None:
            camera.set_cairo_context_path(context, mobject)
            drawn.path = context.copy_path()
        else:
            context.new_path()
            context.append_path(drawn.path)
        camera.apply_stroke(context, mobject, background=True)
        camera.apply_fill(context, mobject)
        camera.apply_stroke(context, mobject)


def paintable(mobjects: Iterable[Mobject]) -> list[VMobject] | None:
    """The shapes among ``mobjects``, or None if the painter is not known to give Manim's pixels for one of them.

    Trackers of values are mobjects too, with a place and no picture.
    """
    shapes = []
    for mobject in mobjects:
        if isinstance(mobject, VMobject):
            if mobject.get_background_image():
                return None
            shapes.append(mobject)
        elif isinstance(mobject, PMobject | AbstractImageMobject):
            return None
    return shapes


def _is_gradient(mobject: VMobject) -> bool:
    fills, strokes, behind = mobject.get_fill_rgbas(), mobject.get_stroke_rgbas(), mobject.get_stroke_rgbas(True)
    return max(len(fills), len(strokes), len(behind)) > 1


def _look(mobject: VMobject) -> tuple[object, ...]:
    """All that a shape's pixels depend on, by value: mobjects change in place."""
    # A gradient runs across a shape with all of its parts.
    gradient = np.asarray(mobject.get_gradient_start_and_end_points()).tobytes() if _is_gradient(mobject) else b""
    return (
        gradient,
        mobject.points.tobytes(),
        mobject.get_fill_rgbas().tobytes(),
        mobject.get_stroke_rgbas().tobytes(),
        mobject.get_stroke_rgbas(background=True).tobytes(),
        mobject.get_stroke_width(),
        mobject.get_stroke_width(background=True),
        mobject.joint_type,
        mobject.cap_style,
    )


def _differences(before: Sequence[_Drawn], now: Sequence[_Drawn]) -> list[Rows]:
    """The rows of what was there and is not, and of what is there and was not, in its place in the order."""
    start, shortest = 0, min(len(before), len(now))
    while start < shortest and before[start] is now[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] is now[-1 - end]:
        end += 1
    gone, come = before[start : len(before) - end], now[start : len(now) - end]
    if len(gone) != len(come):
        return [drawn.rows for drawn in (*gone, *come)]
    return [drawn.rows for old, new in zip(gone, come, strict=True) if old is not new for drawn in (old, new)]


def _merged(bands: Iterable[Rows]) -> list[Rows]:
    """The same rows as few bands, in order and apart; what is not seen is left out."""
    merged: list[Rows] = []
    for top, bottom in sorted(band for band in bands if band[0] < band[1]):
        if merged and top <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(bottom, merged[-1][1]))
        else:
            merged.append((top, bottom))
    return merged
