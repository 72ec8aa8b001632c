"""Stencils: how much of each pixel a path covers, kept for as long as only the colour over it changes.

What fades, in and out, is the same shape in another opacity from frame to frame. Cairo finds out anew each time what it
covers, which takes several times as long as laying a colour over pixels through what it has found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import cairo
import numpy as np

from sessen.video.color import Box, Pixels
from sessen.worker.drawing.cairo_paths import Path, PathAppender

OPAQUE: Final = 0.99
"""Opacity from which Cairo (at 0.996) lays colours on by another formula, of which stencils know nothing."""

_LARGEST: Final = 100_000  # pixels: going over so many takes as long as finding out what most paths cover
_ONCE: Final = "drawn once"  # mostly it never comes to a second time
_NOT_WORTH_IT: Final = "too large, or beyond the edges of the picture"


@dataclass(frozen=True, slots=True)
class CoverageMask:
    """Coverage from 0 to 255 of the pixels of a box, as one of Cairo's surfaces."""

    surface: Any
    left: int
    top: int

    def apply(self, context: Any) -> None:
        """Lay the source of a context, which counts in pixels, over what is covered."""
        context.mask_surface(self.surface, self.left, self.top)


class MaskCache:
    """Cuts stencils of paths.

    Parameters
    ----------
    width, height
        Of the picture, in pixels.
    matrix
        The camera's.
    """

    def __init__(self, width: int, height: int, matrix: Any) -> None:
        # Of the picture's size: Cairo rounds the corners of a path by where they are.
        self._surface = cairo.ImageSurface(cairo.FORMAT_A8, width, height)
        self._coverage = _pixels(self._surface)
        self._context = cairo.Context(self._surface)
        self._context.set_matrix(matrix)
        self.matrix = matrix
        self._context.set_source_rgba(1, 1, 1, 1)
        self._tracer = PathAppender(self._context)

    def stencil(self, path: Path, line: Any, box: Box) -> CoverageMask | None:
        """What a line along a path, or its inside where that is None, covers; None where it is better drawn.

        Parameters
        ----------
        line
            Width, joints and ends.
        box
            Outside of which nothing is covered.
        """
        known = path.stencils.get(line)
        if known is None:
            path.stencils[line] = _ONCE
        elif known is _ONCE:
            width, height = box[2] - box[0], box[3] - box[1]
            is_worth_it = width > 0 and height > 0 and width * height <= _LARGEST and _is_exact_here()
            path.stencils[line] = known = self._cut(path, line, box) if is_worth_it else _NOT_WORTH_IT
        return known if isinstance(known, CoverageMask) else None

    def _cut(self, path: Path, line: Any, box: Box) -> CoverageMask:
        left, top, right, bottom = box
        self._tracer.trace(path)
        paint(self._context, line)
        self._surface.flush()
        surface = cairo.ImageSurface(cairo.FORMAT_A8, right - left, bottom - top)
        covered = self._coverage[top:bottom, left:right]
        _pixels(surface)[: bottom - top, : right - left] = covered
        surface.mark_dirty()
        covered[:] = 0
        self._surface.mark_dirty()
        return CoverageMask(surface, left, top)


def paint(context: Any, line: Any) -> None:
    """Paint the context's path: a line along it, or its inside where that is None."""
    if line is None:
        context.fill_preserve()
        return
    width, joint, cap = line
    context.set_line_width(width)
    context.set_line_join(joint)
    context.set_line_cap(cap)
    context.stroke_preserve()


def _pixels(surface: Any) -> Pixels:
    """The bytes of a surface, rows from the top; rows may be longer than the picture is wide."""
    return np.frombuffer(surface.get_data(), np.uint8).reshape(surface.get_height(), surface.get_stride())


@cache
def _is_exact_here() -> bool:
    """Whether this Cairo lays a colour through a stencil as it does when it draws; tried out, as no one promises it."""
    chance = np.random.default_rng(1)
    size, identity = 64, cairo.Matrix()
    for opacity in np.linspace(0.001, OPAQUE, 40).tolist():
        ground = chance.integers(0, 256, (size, size, 4), np.uint8)
        ground[..., :3] = np.minimum(ground[..., :3], ground[..., 3:])  # colours are kept multiplied by their opacity
        drawn, laid = ground.copy(), ground.copy()
        line = (3.0, cairo.LineJoin.MITER, cairo.LineCap.BUTT) if chance.random() < 0.5 else None
        cutter = MaskCache(size, size, identity)
        for pixels in (drawn, laid):
            context = cairo.Context(cairo.ImageSurface.create_for_data(pixels.data, cairo.FORMAT_ARGB32, size, size))
            for number in range(4):
                context.new_path()
                context.arc(20 + 9 * number, 30, 8 + 3.3 * number, number, 5)
                context.curve_to(*(7.3 * number, 60, 50.2, 3, 11, 12.1))
                path = Path(None, context.copy_path())
                context.set_source_rgba(0.3 * number, opacity, 0.7, opacity)
                if pixels is drawn:
                    paint(context, line)
                else:
                    cutter._cut(path, line, (0, 0, size, size)).apply(context)
        if not np.array_equal(drawn, laid):
            return False
    return True
