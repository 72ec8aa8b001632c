"""Paths of shapes, given to Cairo in one piece.

Manim builds a path curve by curve, with a call from Python for each. Cairo also takes all of it at once, as an array in
memory (``cairo_append_path``), which pycairo does not offer from Python. Where its library can be called directly, it
is; the numbers are the same, so are the pixels.
"""

from __future__ import annotations

import ctypes
import math
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

import cairo
import numpy as np
import numpy.typing as npt
from manim import Camera, VMobject


class _CairoPath(ctypes.Structure):
    """``cairo_path_t``."""

    _fields_ = (("status", ctypes.c_int), ("data", ctypes.c_void_p), ("count", ctypes.c_int))


def _header(kind: int, length: int) -> np.complex128:
    """``cairo_path_data_t`` that begins an element of a path: two integers where points have two coordinates."""
    header: np.complex128 = np.array([kind, length, 0, 0], np.int32).view(np.complex128)[0]
    return header


_MOVE: Final = _header(0, 2)
_CURVE: Final = _header(2, 4)
_CLOSE: Final = _header(3, 1)


_AT_ONCE: Final = 4096
"""Elements of which one piece of memory has room: some fifty letters."""

_GRID: Final = 256
"""Parts of a pixel that Cairo rounds to."""

_ROUNDING: Final = 1e-6
"""Of these, what arithmetic with doubles may be wrong by."""

_NEAREST: Final = 1e-9
"""In the camera's units: what differs by more is not the same point in the next frame."""

_RELATIVE: Final = 1e-5
"""Manim's tolerance as a share of a coordinate."""

Elements = npt.NDArray[np.complex128]


class Path:
    """A path as Cairo wants it: an array of its own, which ``whole`` describes, or as Cairo gave it in pixels.

    Parameters
    ----------
    places, pieces
        The shape's points, and where in them each connected piece begins and ends.
    tolerance
        Within which Manim takes two points for one.
    """

    __slots__ = ("_pieces", "_slack", "_tolerance", "data", "places", "stencils", "whole")

    def __init__(
        self,
        data: Any,
        whole: Any,
        places: Elements | None = None,
        pieces: Sequence[tuple[int, int]] = (),
        tolerance: float = 0.0,
    ) -> None:
        self.data, self.whole, self.places = data, whole, places
        self.stencils: dict[Any, Any] = {}
        self._pieces, self._tolerance = pieces, tolerance
        self._slack: float | None = None

    def fits(self, places: Elements, matrix: Any) -> bool:
        """Whether points differ from the shape's own by so little that Cairo and Manim take them for the same.

        Animations give what stands still new points in every frame, which differ in the last bit.
        """
        own = self.places
        if own is None or len(own) != len(places) or abs(places.item(0) - own.item(0)) > _NEAREST:
            return False
        if self._slack is None:
            self._slack = _slack(own, self._pieces, self._tolerance, matrix)
        return float(np.abs((places - own).view(np.float64)).max()) < self._slack


def _slack(places: Elements, pieces: Sequence[tuple[int, int]], tolerance: float, matrix: Any) -> float:
    """How far points may be moved without being rounded to others, or taken for one, or no longer taken for one.

    Cairo rounds to 256ths of a pixel; Manim asks whether curves that follow each other are connected.
    """
    numbers = places.view(np.float64).reshape(-1, 2)
    grid = numbers * (_GRID * matrix.xx, _GRID * matrix.yy) + (_GRID * matrix.x0, _GRID * matrix.y0)
    before_next = 0.5 - float(np.abs(grid - np.rint(grid)).max()) - _ROUNDING
    firsts, lasts = np.array(pieces).T
    ends = np.concatenate([numbers[3:-1:4], numbers[firsts]])
    starts = np.concatenate([numbers[4::4], numbers[lasts - 1]])
    undecided = np.abs(np.abs(ends - starts) - (tolerance + _RELATIVE * np.abs(starts))).min()
    room = before_next / (_GRID * float(max(abs(matrix.xx), abs(matrix.yy))))
    return min(room, float(undecided) / 3, _NEAREST)


class PathAppender:
    """Traces paths in a context, whose matrix is the camera's."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._matrix = context.get_matrix()
        self._address = _address(context) if is_supported() else 0

    def trace(self, path: Path) -> None:
        """Make it the path of the context."""
        self._context.new_path()
        if path.data is not None:
            _append()(self._address, path.whole)
        else:
            self._context.identity_matrix()
            self._context.append_path(path.whole)
            self._context.set_matrix(self._matrix)


def places_of(shape: VMobject) -> Elements | None:
    """A shape's points, x and y as a complex number; None of a shape whose path only Manim can build."""
    points = shape.points
    whole_curves = shape.n_points_per_cubic_curve == 4 and len(points) and len(points) % 4 == 0
    # A sum that is a number has no part that is none; it is the quickest way to look at all of them.
    if (
        whole_curves
        and points.dtype == np.float64
        and math.isfinite(np.add.reduce(points, axis=None))
        and is_supported()
    ):
        return points[:, :2].copy().view(np.complex128).ravel()
    return None


def path_of(shape: VMobject, places: Elements | None, camera: Camera, context: Any) -> Path:
    """The path that Manim's ``set_cairo_context_path`` builds; ``context`` may be used to build it.

    Parameters
    ----------
    places
        What `places_of` says of the shape.
    """
    if places is not None:
        pieces, data, address = _elements(shape, places)
        whole = ctypes.byref(_CairoPath(0, address, len(data)))
        return Path(data, whole, places, pieces, shape.tolerance_for_point_equality)
    context.new_path()
    camera.set_cairo_context_path(context, shape)
    matrix = context.get_matrix()
    context.identity_matrix()
    path = context.copy_path()
    context.set_matrix(matrix)
    return Path(None, path)


def _elements(shape: VMobject, places: Elements) -> tuple[list[tuple[int, int]], Elements, int]:
    """The connected pieces; of each its first point, its curves, and that it is closed if it is; and where that is.

    Manim compares the end of each curve with the beginning of the next within a tolerance; most are equal to the bit.
    """
    ends, starts = places[3:-1:4], places[4::4]
    apart = (ends != starts).nonzero()[0]
    breaks: list[int] = []
    if len(apart):
        corners = zip(apart.tolist(), ends[apart].tolist(), starts[apart].tolist(), strict=True)
        breaks = [4 * curve + 4 for curve, end, start in corners if not _near(shape, end, start)]
    elements, address = _room.allocate(len(places) + 3 * len(breaks) + 3)
    end = 0
    pieces = list(zip((0, *breaks), (*breaks, len(places)), strict=True))
    for first, last in pieces:
        start, end = end, end + 2 + last - first
        elements[start] = _MOVE
        elements[start + 1] = places[first]
        elements[start + 2 : end] = places[first:last]
        elements[start + 2 : end : 4] = _CURVE  # in place of each curve's first point, where Cairo is already
        if _near(shape, places.item(first), places.item(last - 1)):
            elements[end] = _CLOSE
            end += 1
    return pieces, elements[:end], address


def _near(shape: VMobject, place: complex, other: complex) -> bool:
    """Whether Manim takes two places for one."""
    if place == other:
        return True
    return shape.consider_points_equals_2d((place.real, place.imag), (other.real, other.imag))


class _Arena:
    """Memory for elements, handed out piece by piece: where an array lies is slow to ask."""

    def __init__(self) -> None:
        self._array: Elements = np.empty(0, np.complex128)
        self._address = self._taken = 0

    def allocate(self, count: int) -> tuple[Elements, int]:
        """Room for so many elements, which is theirs for as long as the array is kept, and its address."""
        if self._taken + count > len(self._array):
            self._array, self._taken = np.empty(max(count, _AT_ONCE), np.complex128), 0
            self._address = self._array.ctypes.data
        start, self._taken = self._taken, self._taken + count
        return self._array[start : self._taken], self._address + start * self._array.itemsize


_room = _Arena()


# -- Cairo's own library ---------------------------------------------------------------------------------------------


def _address(context: Any) -> int:
    """Where pycairo's context has Cairo's: right after what every object of Python begins with (``py3cairo.h``)."""
    return ctypes.c_void_p.from_address(id(context) + object.__basicsize__).value or 0


@cache
def _append() -> Callable[[int, Any], None]:
    """``cairo_append_path`` of the very library that pycairo draws with."""
    function = ctypes.CDLL(cairo._cairo.__file__).cairo_append_path  # type: ignore[attr-defined]
    function.argtypes, function.restype = (ctypes.c_void_p, ctypes.c_void_p), None
    return function


@cache
def is_supported() -> bool:
    """Whether the library can be called so: where its names are seen through pycairo, and objects are CPython's."""
    if sys.implementation.name != "cpython" or sys.platform == "win32":
        return False
    try:
        _append()
    except (AttributeError, OSError):
        return False
    return True
