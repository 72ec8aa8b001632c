"""How far mobjects reach, which scenes ask Manim for in every frame, measured on whole arrays and not row by row."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np
from manim import Mobject, VMobject


@contextmanager
def quick_bounds() -> Iterator[None]:
    """Let Manim measure mobjects with one call for all of their points."""
    with (
        patch.object(VMobject, "get_points_defining_boundary", _boundary),
        patch.object(Mobject, "get_critical_point", _critical_point),
        patch.object(Mobject, "reduce_across_dimension", _reduced),
    ):
        yield


_QUICK: Mapping[Any, Any] = {max: np.ndarray.max, min: np.ndarray.min}
_manims_boundary: Any = VMobject.get_points_defining_boundary
_manims_critical_point: Any = Mobject.get_critical_point
_manims_reduced: Any = Mobject.reduce_across_dimension
_manims_anchors: Any = VMobject.get_anchors
_manims_extremum: Any = Mobject.get_extremum_along_dim


def _boundary(self: Any) -> Any:
    """As `VMobject.get_points_defining_boundary`: where the curves of all members begin and end."""
    found = []
    for member in self.get_family():
        points = getattr(member, "points", None)
        if (
            not isinstance(points, np.ndarray)
            or points.shape[1:] != (3,)
            or len(points) % 4
            or getattr(type(member), "get_anchors", None) is not _manims_anchors
            or member.n_points_per_cubic_curve != 4
        ):
            return _manims_boundary(self)
        if len(points):
            found.append(points.reshape(-1, 4, 3)[:, ::3].reshape(-1, 3))
    return np.concatenate(found) if found else _manims_boundary(self)


def _critical_point(self: Any, direction: Any) -> Any:
    """As `Mobject.get_critical_point`: a corner, or a middle, of the box around the boundary."""
    points = self.get_points_defining_boundary()
    if not len(points) or self.dim != 3 or type(self).get_extremum_along_dim is not _manims_extremum:
        return _manims_critical_point(self, direction)
    least, most = points.min(axis=0), points.max(axis=0)
    result = ((least + most) / 2).astype(float)
    for dim in range(3):
        if direction[dim] < 0:
            result[dim] = least[dim]
        elif direction[dim] > 0:
            result[dim] = most[dim]
    return result


def _reduced(self: Any, reduce_func: Any, dim: int) -> Any:
    """As `Mobject.reduce_across_dimension`, which asks Python's own max and min to go through an array."""
    points, members = self.points, self.submobjects
    if dim not in (0, 1, 2):
        return _manims_reduced(self, reduce_func, dim)
    found = None
    if len(points):
        column = points[:, dim]
        quick = _QUICK.get(reduce_func)
        found = quick(column) if quick is not None else math.nan
        if math.isnan(found):  # where there are numbers that are none, Python's depends on their order
            found = reduce_func(column)
    for member in members:
        value = member.reduce_across_dimension(reduce_func, dim)
        if value is not None:
            found = value if found is None else reduce_func([value, found])
    return found
