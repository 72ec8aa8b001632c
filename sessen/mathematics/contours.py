"""Level curves: found on a grid by contourpy, then moved onto the curve."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from contourpy import LineType, contour_generator

Floats = npt.NDArray[np.float64]
Values = Callable[[npt.ArrayLike, npt.ArrayLike], Floats]
Domain = tuple[tuple[float, float], tuple[float, float]]

_NEWTON_STEPS = 8
_CONVERGED = 1e-6


@dataclass(frozen=True)
class LevelCurve:
    """One connected piece of f = level.

    Attributes
    ----------
    level
        The value of f on it.
    points
        Vertices in order, shape (n, 2). A closed curve repeats its first vertex at the end.
    is_closed
        Whether it is a loop.
    """

    level: float
    points: Floats
    is_closed: bool


def nice_levels(values: Floats, count: int) -> tuple[float, ...]:
    """Return multiples of 1, 2 or 5 times a power of ten inside the range of `values`, about `count` of them."""
    low, high = _range_without_poles(values)
    spread = high - low
    if spread <= 1e-12 * max(abs(low), abs(high), 1e-300):
        return ()
    step = nice_step(spread / (count + 1))
    first, last = math.floor(low / step) + 1, math.ceil(high / step) - 1
    return tuple(_multiple(index, step) for index in range(first, last + 1) if low < index * step < high)


def nice_step(length: float) -> float:
    """Return the number 1, 2 or 5 times a power of ten that is nearest to `length` in ratio."""
    power = 10.0 ** math.floor(math.log10(length))
    return min((factor * power for factor in (1, 2, 5, 10)), key=lambda step: abs(math.log(step / length)))


def trace_level_curves(
    value: Values, gradient: Values, levels: Iterable[float], domain: Domain, resolution: int
) -> tuple[LevelCurve, ...]:
    """Return the level curves inside a domain; see `ScalarField.level_curves`."""
    x, y = (np.linspace(low, high, resolution + 1) for low, high in domain)
    heights = np.ma.masked_invalid(value(*np.meshgrid(x, y)))
    search = contour_generator(x, y, heights, line_type=LineType.Separate)
    cell = math.hypot(x[1] - x[0], y[1] - y[0])
    lines = [(float(level), np.asarray(line, dtype=float)) for level in levels for line in search.lines(level)]
    if not lines:
        return ()
    # All vertices at once: a ragged function has thousands of short lines.
    vertices = np.concatenate([line for _, line in lines])
    heights_wanted = np.repeat([level for level, _ in lines], [len(line) for _, line in lines])
    with np.errstate(all="ignore"):  # steps next to a pole overflow to inf or nan, and such vertices are dropped
        points, on_curve = _onto_curve(vertices, heights_wanted, value, _along_edges(vertices, gradient, domain), cell)
    points = np.clip(points, *np.transpose(domain))
    ends = np.cumsum([len(line) for _, line in lines])[:-1]
    pieces = zip(lines, np.split(points, ends), np.split(on_curve, ends), strict=True)
    return tuple(
        curve
        for (level, line), moved, kept in pieces
        for curve in _pieces_on_curve(level, moved, kept, _is_loop(line), cell)
    )


def _is_loop(line: Floats) -> bool:
    return len(line) > 3 and bool(np.array_equal(line[0], line[-1]))


def _range_without_poles(values: Floats) -> tuple[float, float]:
    """Return the range of the values; where it is stretched by a few huge ones, the range without these."""
    low, high = float(values.min()), float(values.max())
    inner_low, inner_high = (float(bound) for bound in np.quantile(values, [0.03, 0.97]))
    is_stretched = high - low > 20 * (inner_high - inner_low) > 0
    return (inner_low, inner_high) if is_stretched else (low, high)


def _multiple(index: int, step: float) -> float:
    # Through the decimal text: 3 * 0.1 is 0.3 and not 0.30000000000000004.
    return float(f"{index * step:.12g}")


def _pieces_on_curve(
    level: float, points: Floats, on_curve: npt.NDArray[np.bool_], is_closed: bool, cell: float
) -> Iterator[LevelCurve]:
    """Yield the runs of vertices that are on the curve: the whole line, unless it bridges a pole."""
    moves = np.linalg.norm(np.diff(points, axis=0), axis=1)
    is_new = np.append(True, ~(moves <= _CONVERGED * cell))  # a curve through a grid point has it twice
    points, on_curve = points[is_new], on_curve[is_new]
    if on_curve.all():
        yield LevelCurve(level, np.vstack([points[:-1], points[:1]]) if is_closed else points, is_closed)
        return
    for run in np.split(np.arange(len(points)), np.flatnonzero(~on_curve)):
        kept = run[on_curve[run]]
        if len(kept) > 1:
            yield LevelCurve(level, points[kept], False)


def _along_edges(line: Floats, gradient: Values, domain: Domain) -> Values:
    """Return the gradient with which vertices on the edge of the domain stay on it.

    Where the curve runs along the edge, the gradient is square to it; there it is left whole.
    """
    edges = np.array(domain)
    is_on_edge = (line[:, :, None] == edges[None]).any(axis=2)

    def along(x: npt.ArrayLike, y: npt.ArrayLike) -> Floats:
        whole = gradient(x, y)
        part = np.where(is_on_edge, 0.0, whole)
        is_useful = np.linalg.norm(part, axis=1) > 0.02 * np.linalg.norm(whole, axis=1)
        return np.asarray(np.where(is_useful[:, None], part, whole))

    return along


def _onto_curve(
    line: Floats, level: Floats, value: Values, gradient: Values, cell: float
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Move vertices along the gradient until f has the level; say which have come to rest near where they began."""
    points = line.copy()
    for _ in range(_NEWTON_STEPS):
        step = _newton_step(points, level, value, gradient)
        length = np.linalg.norm(step, axis=1, keepdims=True)
        points += step * np.minimum(1, cell / np.maximum(length, 1e-300))
    distance = np.linalg.norm(_newton_step(points, level, value, gradient), axis=1)
    strayed = np.linalg.norm(points - line, axis=1)
    settled = (distance <= _CONVERGED * cell) & (strayed <= cell)
    # Where level curves cross, the gradient vanishes and steps mean nothing: the grid's own vertex stays.
    flat = ~settled & _is_level_nearby(line, level, value, cell)
    points[flat] = line[flat]
    return points, settled | flat


def _newton_step(points: Floats, level: Floats, value: Values, gradient: Values) -> Floats:
    slope = gradient(points[:, 0], points[:, 1])
    excess = level - value(points[:, 0], points[:, 1])
    square = np.maximum((slope**2).sum(axis=1), 1e-300)
    return np.asarray(np.nan_to_num(slope * (excess / square)[:, None], nan=np.inf, posinf=0.0, neginf=0.0))


def _is_level_nearby(points: Floats, level: Floats, value: Values, cell: float) -> npt.NDArray[np.bool_]:
    """Say where f changes little within a cell and comes close to the level: near a saddle, not across a pole."""
    offsets = cell * np.array([(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)])
    around = value(points[:, None, 0] + offsets[:, 0], points[:, None, 1] + offsets[:, 1])
    spread = around.max(axis=1) - around.min(axis=1)
    middle = np.abs(around[:, 0] - level)
    return np.asarray((middle <= 0.5 * spread) & (spread <= 1e-2 * (1 + abs(level))), dtype=bool)
