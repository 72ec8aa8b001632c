"""Where to stand and how long to draw arrows: choices that make a gradient field readable for any function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.mathematics import Descent, Ending, FieldError, ScalarField, descend
from sessen.mobjects.arrow_field import round_factor

Numbers = npt.NDArray[np.float64]

_LONGEST: Final = 0.15  # of the domain's width: as long as most arrows of a field may get
_TOO_LONG: Final = 0.2  # of the domain's width: an arrow longer than this hides its neighbours and is left out
_SINGLE: Final = 0.4  # of the domain's width: how long one arrow may be that is looked at alone
_DIVISIONS: Final = 50
_PIXELS: Final = 500  # about so many has the map along a side
_CREASE: Final = 1e-9  # of the domain: a gradient that changes within it is on a crease
_STEADY: Final = 0.3  # of the gradient: by how much it may change within a pixel
_TOWARDS_START: Final = 0.38
_MOST_STEPS: Final = 400
_FEWEST_STEPS: Final = 6  # before a descent leaves the domain
_MOST_TRIALS: Final = 12
_UNSEEN: Final = 0.001  # of the domain's width: a movement that nobody sees


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """The arrows of a gradient field over a square domain.

    Attributes
    ----------
    feet, gradients
        The points of the grid that have an arrow, and the gradients there, in the plane's numbers; shape (n, 2).
    factor
        How many times its own length each arrow is drawn.
    left_out
        How many arrows are too long to be drawn at that factor (next to a pole).
    undefined
        How many points of the grid have no gradient.
    """

    feet: Numbers
    gradients: Numbers
    factor: float
    left_out: int
    undefined: int

    @property
    def tips(self) -> Numbers:
        """Where the drawn arrows end, in the plane's numbers; shape (n, 2)."""
        return self.feet + self.factor * self.gradients


def plan_field(field: ScalarField, domain: tuple[float, float], count: int = 20) -> FieldPlan:
    """Gradients on a grid of ``count`` by ``count`` points, and the round factor at which they stay readable.

    Raises
    ------
    FieldError
        f has no gradient at any of these points.
    """
    low, high = domain
    line = np.linspace(low, high, count)
    feet = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    gradients = field.gradient(feet[:, 0], feet[:, 1])
    defined = _where_defined(field, feet) & ~_changes_within(_CREASE * (high - low), field, feet, gradients)
    lengths = np.linalg.norm(gradients[defined], axis=1)
    factor = round_factor(float(np.quantile(lengths, 0.95)), _LONGEST * (high - low))
    if factor * lengths.max() <= 1e-9 * (high - low):
        factor = 1.0
    fits = defined.copy()
    fits[defined] = factor * lengths <= _TOO_LONG * (high - low)
    return FieldPlan(feet[fits], gradients[fits], factor, int(defined.sum() - fits.sum()), int((~defined).sum()))


def _where_defined(field: ScalarField, points: Numbers) -> npt.NDArray[np.bool_]:
    """Which points have a value and a gradient: ln x has none for negative x, though the formula 1/x has a value."""
    gradients, values = field.gradient(*points.T), field.value(*points.T)
    defined = np.asarray(np.isfinite(gradients).all(axis=1) & np.isfinite(values))
    if not defined.any():
        raise FieldError("f has no gradient anywhere in this domain", hint="choose another domain")
    return defined


@dataclass(frozen=True, slots=True)
class Vantage:
    """A point from which the gradient is looked at closely.

    Attributes
    ----------
    x, y
        The point, round numbers of the plane.
    factor
        How many times its own length its gradient is drawn.
    """

    x: float
    y: float
    factor: float


def choose_vantage(field: ScalarField, domain: tuple[float, float], near: tuple[float, float]) -> Vantage:
    """The round point on the way from the middle to ``near`` that shows the gradient well.

    Both partial derivatives should be seen, and the gradient, drawn at a round factor, should stay in the domain. Where
    no point satisfies, the conditions are dropped one after another.

    Raises
    ------
    FieldError
        f has no gradient at any round point of the domain, or nowhere one that is still the same a pixel away.
    """
    low, high = domain
    middle, width = (low + high) / 2, high - low
    line = low + width * np.arange(4, _DIVISIONS - 3) / _DIVISIONS
    points = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    wished = middle + _TOWARDS_START * (np.asarray(near) - middle)
    points = points[np.argsort(np.linalg.norm(points - wished, axis=1), kind="stable")]
    gradients = field.gradient(points[:, 0], points[:, 1])
    defined = _where_defined(field, points)
    points, gradients = points[defined], gradients[defined]
    steady = _is_steady(field, points, gradients, width)
    chosen = _first([*(steady & each for each in _conditions(points, gradients, domain)), steady])
    x, y = (float(f"{number:.9g}") for number in points[chosen])
    return Vantage(x, y, _single_factor(gradients[chosen], width))


def _changes_within(distance: float, field: ScalarField, points: Numbers, gradients: Numbers) -> npt.NDArray[np.bool_]:
    """At which points the gradient is another so far away: on a crease, as of max(x, y), there is none."""
    around = distance * np.array([(1, 0), (-1, 0), (0, 1), (0, -1)])
    away = np.stack([field.gradient(*(points + step).T) - gradients for step in around])
    lengths = np.linalg.norm(gradients, axis=1)
    usual = np.fmax(lengths, np.nanmedian(lengths))
    return np.asarray((np.linalg.norm(away, axis=2) > _STEADY * usual).any(axis=0))


def _is_steady(field: ScalarField, points: Numbers, gradients: Numbers, width: float) -> npt.NDArray[np.bool_]:
    """At which points the gradient is much the same a pixel away."""
    steady = ~_changes_within(width / _PIXELS, field, points, gradients)
    if not steady.any():
        raise FieldError(
            "f goes up and down within a pixel: its level curves are too fine to be drawn",
            hint="choose a function that changes more slowly, or a smaller domain",
        )
    return steady


def _conditions(points: Numbers, gradients: Numbers, domain: tuple[float, float]) -> list[npt.NDArray[np.bool_]]:
    """For every point: both partials are seen, the slope is no exception, the drawn gradient stays inside."""
    low, high = domain
    sizes, lengths = np.abs(gradients), np.linalg.norm(gradients, axis=1)
    both = sizes.min(axis=1) >= 0.35 * sizes.max(axis=1)
    usual = (lengths >= 0.4 * np.median(lengths)) & (lengths > 1e-12) & (lengths <= 5 * np.median(lengths))
    factors = np.array([_single_factor(gradient, high - low) for gradient in gradients])
    tips = points + factors[:, None] * gradients
    inside = ((tips >= low) & (tips <= high)).all(axis=1)
    return [both & usual & inside, usual & inside, inside & (lengths > 1e-12), lengths > 1e-12]


def _first(conditions: list[npt.NDArray[np.bool_]]) -> int:
    return next((int(np.argmax(condition)) for condition in conditions if condition.any()), 0)


def _single_factor(gradient: Numbers, width: float) -> float:
    return round_factor(float(np.linalg.norm(gradient)), _SINGLE * width)


def plan_descent(field: ScalarField, start: tuple[float, float], domain: tuple[float, float]) -> Descent:
    """A descent at a round learning rate at which every step goes down, cut off where no more movement is seen.

    Raises
    ------
    FieldError
        f has no value or no gradient at ``start``.
    """
    square = (domain, domain)
    rate = round_factor(1.0, descend(field, start, steps=_MOST_STEPS, domain=square).rate)
    path = descend(field, start, rate=rate, steps=_MOST_STEPS, domain=square)
    for _ in range(_MOST_TRIALS):
        if path.goes_down and not (path.ending is Ending.BOUNDARY and len(path.points) <= _FEWEST_STEPS):
            break
        rate = round_factor(1.0, 0.6 * rate)
        path = descend(field, start, rate=rate, steps=_MOST_STEPS, domain=square)
    left = np.linalg.norm(path.points - path.points[-1], axis=1)
    seen = int(np.count_nonzero(left > _UNSEEN * (domain[1] - domain[0]))) + 1
    return replace(path, points=path.points[:seen], values=path.values[:seen])
