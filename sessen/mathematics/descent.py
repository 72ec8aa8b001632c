"""Gradient descent: a walk against the gradient, and why it ends where it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sessen.mathematics.errors import FieldError

Floats = npt.NDArray[np.float64]
Values = Callable[[npt.ArrayLike, npt.ArrayLike], Floats]
Domain = tuple[tuple[float, float], tuple[float, float]]

_SHARE_OF_CURVATURE = 0.3
_LARGEST_SHARE = 0.6
_SHARE_OF_SLOPE = 0.1
_MOST_HALVINGS = 60
_STILL = 1e-9
_CLOSE = 0.02  # the share of the way that is left


class Ending(Enum):
    """Why a descent stops."""

    MINIMUM = "it has reached a minimum"
    FLAT = "the gradient is zero here, but this is not a minimum"
    BOUNDARY = "the next step would leave the domain"
    UNDEFINED = "the function has no value at the next step"
    NEAR_MINIMUM = "all steps have been taken, and a minimum is close"
    STEPS = "all steps have been taken"


@dataclass(frozen=True)
class Descent:
    """A path of gradient descent.

    Attributes
    ----------
    points
        Where it went, shape (steps taken + 1, 2).
    values
        f at these points.
    rate
        The learning rate of all steps.
    ending
        Why it stopped.
    """

    points: Floats
    values: Floats
    rate: float
    ending: Ending

    @property
    def goes_down(self) -> bool:
        """Whether every step lowers f."""
        return bool(np.all(np.diff(self.values) < 0))


class Differentiable(Protocol):
    """A function of two variables with its derivatives, such as a `ScalarField`."""

    def value(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Floats: ...
    def gradient(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Floats: ...
    def hessian(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Floats: ...


def descend(
    field: Differentiable,
    start: tuple[float, float],
    *,
    rate: float | None = None,
    steps: int = 12,
    domain: Domain | None = None,
) -> Descent:
    """Walk against the gradient: p <- p - rate * gradient(p).

    Parameters
    ----------
    field
        The function f to walk down.
    start
        The first point.
    rate
        The learning rate. By default one at which every step goes down: 0.3 over the curvature at the start, so
        that on a bowl each step leaves 0.7 of the way, and halved where the path meets steeper walls. A given
        rate is used as it is, even if it diverges.
    steps
        The most steps to take.
    domain
        Where to stop before leaving.

    Raises
    ------
    FieldError
        If f has no value or no gradient at `start`.
    """
    value, gradient, hessian = field.value, field.gradient, field.hessian
    first = np.asarray(start, dtype=float)
    if not np.isfinite(value(*first)) or not np.isfinite(gradient(*first)).all():
        raise FieldError(f"f has no value or no gradient at ({start[0]:g}, {start[1]:g})", hint="choose another start")
    with np.errstate(all="ignore"):  # a walk that runs off to infinity ends there
        if rate is not None:
            return _walk(value, gradient, hessian, first, rate, steps, domain)
        return _walk_down(value, gradient, hessian, first, steps, domain)


def _walk_down(
    value: Values, gradient: Values, hessian: Values, first: Floats, steps: int, domain: Domain | None
) -> Descent:
    """Walk with a rate at which every step goes down, and none leaps across a valley."""
    rate = _first_rate(gradient(*first), hessian(*first), domain)
    path = _walk(value, gradient, hessian, first, rate, steps, domain)
    for _ in range(_MOST_HALVINGS):
        curvature = max(_curvature(hessian(*point)) for point in path.points)
        if path.goes_down and path.ending is not Ending.UNDEFINED and rate * curvature <= _LARGEST_SHARE:
            break
        rate /= 2
        path = _walk(value, gradient, hessian, first, rate, steps, domain)
    return path


def _walk(
    value: Values, gradient: Values, hessian: Values, start: Floats, rate: float, steps: int, domain: Domain | None
) -> Descent:
    points, ending = [start], Ending.STEPS
    for _ in range(steps):
        step = rate * gradient(*points[-1])
        if np.linalg.norm(step) <= _STILL * (1e-3 + np.linalg.norm(points[-1])):
            ending = Ending.MINIMUM if _is_minimum(hessian(*points[-1])) else Ending.FLAT
            break
        following = points[-1] - step
        if domain is not None and not _is_inside(following, domain):
            ending = Ending.BOUNDARY
            break
        if not np.isfinite(value(*following)) or not np.isfinite(gradient(*following)).all():
            ending = Ending.UNDEFINED
            break
        points.append(following)
    if ending is Ending.STEPS and _is_close(points[0], points[-1], gradient(*points[-1]), hessian(*points[-1])):
        ending = Ending.NEAR_MINIMUM
    path = np.array(points)
    return Descent(path, value(path[:, 0], path[:, 1]), rate, ending)


def _first_rate(slope: Floats, curvatures: Floats, domain: Domain | None) -> float:
    """Return a rate from the curvature at the start, with a first step that is visible but not a leap."""
    steepness = float(np.linalg.norm(slope))
    size = 10.0 if domain is None else min(high - low for low, high in domain)
    longest = _SHARE_OF_SLOPE * size / steepness if steepness else 1.0
    curvature = _curvature(curvatures)
    if not curvature:
        return longest
    return min(_SHARE_OF_CURVATURE / curvature, 3 * longest)


def _curvature(matrix: Floats) -> float:
    """Return the largest curvature in any direction, 0 where there is none."""
    return float(np.abs(np.linalg.eigvalsh(matrix)).max()) if np.isfinite(matrix).all() else 0.0


def _is_close(start: Floats, end: Floats, slope: Floats, curvatures: Floats) -> bool:
    """Whether the minimum of the parabola that fits at the end is much closer than the start."""
    if not _is_minimum(curvatures):
        return False
    left = np.linalg.solve(curvatures, slope)
    return bool(np.linalg.norm(left) <= _CLOSE * np.linalg.norm(end - start))


def _is_minimum(matrix: Floats) -> bool:
    return bool(np.isfinite(matrix).all() and np.linalg.eigvalsh(matrix).min() > 0)


def _is_inside(point: Floats, domain: Domain) -> bool:
    return all(low <= coordinate <= high for coordinate, (low, high) in zip(point, domain, strict=True))
