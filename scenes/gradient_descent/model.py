"""One neuron that learns: all numbers of the scene, from one expression.

The neuron weighs a point (x, y) by z = w x - y + b, how far the point lies below the line y = w x + b, and makes of it
p = sigma(z), how likely the point is of kind 1. Of its weights that of y stays -1, so that two numbers are left, and
the loss is a landscape over them: w turns the line, b lifts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Final

import numpy as np
import numpy.typing as npt
import sympy

from scenes.gradient_descent.points import LabelledPoints
from sessen.errors import SessenError
from sessen.shared import NotCopied

Numbers = npt.NDArray[np.float64]

X, Y, KIND, W, B, Z, P = sympy.symbols("x y t w b z p", real=True)
#: What the neuron does, one function after the other.
WEIGHED: Final = W * X - Y + B
SQUASHED: Final = 1 / (1 + sympy.exp(-Z))
LOSS_OF_P: Final = -KIND * sympy.log(P) - (1 - KIND) * sympy.log(1 - P)

_STEPS: Final = 16
_NEWTON: Final = 60
_RISEN: Final = 0.02  # of the loss at the start: a step that rises by more leaps
_GAINED: Final = 0.9  # of what was to be gained: less of it after all steps is slow
_CELLS: Final = 60
_FARTHEST: Final = 1000.0  # that w or b may come: a line that steep, or that far away, tells nothing apart
_ASIDE: Final = 2.2  # how far off the descent, in its own extent, stops of other rates widen the map
_MARGIN: Final = 0.14
_LEAST: Final = 1.0  # half of the map's side
_FAR: Final = 0.35  # of the farthest x: nearer to 0, w hardly matters to a point
_CLEAR: Final = 2.0  # farther out the sigmoid is flat to the eye, and slopes are nearly 0 or huge


class softplus(sympy.Function):  # type: ignore[misc]
    """ln(1 + e^z), which NumPy has without overflow."""

    nargs: ClassVar[int] = 1

    def fdiff(self, argindex: int = 1) -> Any:
        """Its derivative is the sigmoid, here by the tangent, which does not overflow either."""
        return (1 + sympy.tanh(self.args[0] / 2)) / 2


#: The loss of one point, which is the loss of p at p = sigma(z), written so that large numbers do not overflow.
LOSS: Final = softplus(WEIGHED) - KIND * WEIGHED
_SLOPES: Final = tuple(sympy.diff(LOSS, each) for each in (W, B))
_BENDS: Final = tuple(tuple(sympy.diff(LOSS, one, other) for other in (W, B)) for one in (W, B))
_LOSS_BY_P, _P_BY_Z, _Z_BY_W, _Z_BY_B = (
    sympy.diff(each, by) for each, by in ((LOSS_OF_P, P), (SQUASHED, Z), (WEIGHED, W), (WEIGHED, B))
)


class Fate(StrEnum):
    """What becomes of a descent within the steps that are shown."""

    ARRIVES = "arrives"
    CREEPS = "creeps"
    LEAPS = "leaps"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class TrainingRun(NotCopied):
    """A descent at one rate.

    Attributes
    ----------
    path
        Its stops (w, b), the start first; shape (n, 2). It ends before it leaves the map.
    losses
        The loss at each stop, shape (n,).
    """

    rate: float
    path: Numbers
    losses: Numbers
    fate: Fate

    @property
    def last(self) -> int:
        """How many steps there are."""
        return len(self.path) - 1


@dataclass(frozen=True, slots=True)
class Factors(NotCopied):
    """One point's way through the neuron: its numbers, and the slope of each function there."""

    index: int
    z: float
    p: float
    loss: float
    loss_by_p: float
    p_by_z: float
    z_by_w: float
    z_by_b: float

    @property
    def loss_by_z(self) -> float:
        """The slopes from the loss back to z, multiplied."""
        return self.loss_by_p * self.p_by_z


@cache
def _function(expression: sympy.Expr, *symbols: sympy.Symbol) -> Any:
    return sympy.lambdify(symbols, expression, modules=[{"softplus": lambda z: np.logaddexp(0.0, z)}, "numpy"])


class Training(NotCopied):
    """The loss of a neuron over its points, and descents on it.

    Parameters
    ----------
    points
        What is learned from.
    start
        (w, b) before anything is learned.
    rates
        Three learning rates; the middle one is the one that is followed.

    Attributes
    ----------
    runs
        The descent at each rate.
    least
        Where the loss is least, shape (2,); where it has no minimum, where the middle descent ends.
    window
        From where to where in w and in b the map goes: as far in the one as in the other.
    """

    def __init__(self, points: LabelledPoints, start: tuple[float, float], rates: tuple[float, ...]) -> None:
        self.points = points
        self.start = np.array(start, float)
        paths = [self._walk(rate) for rate in rates]
        if np.abs(start).max() > _FARTHEST:
            raise SessenError(f"start = {start[0]:g}, {start[1]:g} is too far out", hint="for example start=-1.4,0.8")
        if not (np.abs(paths[len(paths) // 2]) <= _FARTHEST).all():
            raise SessenError(
                f"the middle rate {rates[len(rates) // 2]:g} is too large: its steps lead beyond {_FARTHEST:g}",
                hint="type a smaller one: rates=0.15,2,7 has a slow, a right and a large one",
            )
        self.least = self._least(paths[len(paths) // 2][-1])
        self.window = self._window(paths)
        self.runs = [self._run(rate, path) for rate, path in zip(rates, paths, strict=True)]

    # -- the loss ------------------------------------------------------------------------------------------------

    def value(self, w: npt.ArrayLike, b: npt.ArrayLike) -> Numbers:
        """The mean loss over all points at weights of shape (...)."""
        return self._mean(LOSS, w, b)

    def gradient(self, w: npt.ArrayLike, b: npt.ArrayLike) -> Numbers:
        """Its partial derivatives by w and by b, shape (..., 2)."""
        return np.stack([self._mean(each, w, b) for each in _SLOPES], axis=-1)

    def _mean(self, expression: sympy.Expr, w: npt.ArrayLike, b: npt.ArrayLike) -> Numbers:
        w, b = np.broadcast_arrays(np.asarray(w, float)[..., None], np.asarray(b, float)[..., None])
        own = self._each(expression, w, b)
        return np.asarray(np.broadcast_to(own, np.broadcast_shapes(w.shape, (len(self.points),))).mean(axis=-1))

    def _each(self, expression: sympy.Expr, w: Any, b: Any) -> Numbers:
        own = self.points
        return np.asarray(_function(expression, X, Y, KIND, W, B)(own.x, own.y, own.kinds, w, b), float)

    def weighed(self, w: float, b: float) -> Numbers:
        """z of every point, shape (n,)."""
        return self._each(WEIGHED, w, b)

    def losses(self, w: float, b: float) -> Numbers:
        """The loss of every point, shape (n,)."""
        return self._each(LOSS, w, b)

    def is_wrong(self, w: float, b: float) -> npt.NDArray[np.bool_]:
        """Which points lie on the side of the other kind, shape (n,)."""
        return np.asarray((self.weighed(w, b) > 0) != (self.points.kinds == 1))

    def factors(self) -> Factors:
        """The way of the point that the start judges worst, of those whose slopes can all be seen."""
        z, own = self.weighed(*self.start), self.losses(*self.start)
        far = np.abs(self.points.x) >= _FAR * np.abs(self.points.x).max()
        seen = np.abs(z) <= _CLEAR
        good = seen & far if (seen & far).any() else seen
        return self.factors_of(int(np.argmax(np.where(good, own, -np.abs(z)))))

    def factors_of(self, index: int) -> Factors:
        """The way of one point through the neuron at the start."""
        own, (w, b) = self.points, self.start
        x, y, kind = own.x[index], own.y[index], own.kinds[index]
        z = float(_function(WEIGHED, X, Y, W, B)(x, y, w, b))
        with np.errstate(all="ignore"):
            p = float(_function(SQUASHED, Z)(z))
            slope = float(_function(_LOSS_BY_P, P, KIND)(p, kind))
            loss = float(_function(LOSS_OF_P, P, KIND)(p, kind)) if 0 < p < 1 else float(self.losses(w, b)[index])
            p_by_z = float(_function(_P_BY_Z, Z)(z))
        return Factors(index, z, p, loss, slope, p_by_z, float(_function(_Z_BY_W, X)(x)), float(_Z_BY_B))

    @property
    def is_gentle(self) -> bool:
        """Whether the middle rate is so small that every step must go down.

        Twice the inverse of the largest curvature bounds such rates; the sigmoid's slope is at most 1/4.
        """
        inputs = np.stack([self.points.x, np.ones(len(self.points))])
        largest = float(np.linalg.eigvalsh(inputs @ inputs.T / len(self.points))[-1]) / 4
        return bool(self.runs[len(self.runs) // 2].rate < 2 / largest)

    # -- descents ------------------------------------------------------------------------------------------------

    def _walk(self, rate: float) -> Numbers:
        stops = [self.start]
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(_STEPS):
                stops.append(stops[-1] - rate * self.gradient(*stops[-1]))
        return np.array(stops)

    def _least(self, near: Numbers) -> Numbers:
        """By Newton's method; points that a vertical line parts have no least loss."""
        here = near
        for _ in range(_NEWTON):
            curvature = self._curvature(here)
            if np.linalg.det(curvature) < 1e-9:
                return near
            step = np.linalg.solve(curvature, self.gradient(*here))
            if not np.isfinite(step).all() or np.linalg.norm(step) > 100:
                return near
            here = here - step * min(1.0, 1 / max(float(np.linalg.norm(step)), 1e-12))
        return np.asarray(here)

    def _curvature(self, here: Numbers) -> Numbers:
        return np.array([[self._mean(each, *here) for each in row] for row in _BENDS], float)

    def _window(self, paths: list[Numbers]) -> tuple[tuple[float, float], tuple[float, float]]:
        kept = np.concatenate([self.start[None], self.least[None], paths[len(paths) // 2]])
        low, high = kept.min(axis=0), kept.max(axis=0)
        half = max(float((high - low).max()) / 2, _LEAST)
        middle = (low + high) / 2
        others = np.concatenate(paths)
        near = (np.abs(others - middle) <= (1 + _ASIDE) * half).all(axis=1)
        kept = np.concatenate([kept, others[near]])
        low, high = kept.min(axis=0), kept.max(axis=0)
        middle, half = (low + high) / 2, (1 + _MARGIN) * max(float((high - low).max()) / 2, _LEAST)
        (w, b) = ((float(each - half), float(each + half)) for each in middle)
        return w, b

    def holds(self, stops: Numbers) -> npt.NDArray[np.bool_]:
        """Which of the pairs (w, b), shape (n, 2), are on the map."""
        low, high = np.transpose(self.window)
        return np.asarray(((stops >= low) & (stops <= high)).all(axis=1))

    def _run(self, rate: float, path: Numbers) -> TrainingRun:
        inside = self.holds(path)
        kept = path if inside.all() else path[: int(np.argmin(inside))]
        losses = self.value(*kept.T)
        return TrainingRun(rate, kept, losses, self._fate(losses, is_whole=bool(inside.all())))

    def _fate(self, losses: Numbers, *, is_whole: bool) -> Fate:
        least = float(self.value(*self.least))
        gained, possible = losses[0] - losses[-1], max(losses[0] - least, 1e-12)
        if not is_whole:
            return Fate.LEAVES
        if (np.diff(losses) > _RISEN * losses[0]).any():
            return Fate.LEAPS
        return Fate.ARRIVES if gained > _GAINED * possible else Fate.CREEPS

    def grid(self) -> Numbers:
        """The loss all over the map, shape (n, n)."""
        w, b = (np.linspace(*side, _CELLS + 1) for side in self.window)
        return self.value(*np.meshgrid(w, b))
