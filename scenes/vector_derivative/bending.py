"""Straight level lines that bend into circles, exactly, with the arrows that stay square to them on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

_PIECE: Final = np.pi / 10  # a cubic over so small an angle leaves a circle by 1e-7 of its radius
_STRAIGHT: Final = 1e6  # times the window: a circle so large is a straight line to the last pixel


@dataclass(frozen=True, slots=True)
class Bending:
    """The functions between b . x and the square of the length of x, each drawn at its own factor.

    At a share u of the way stands (1 - u) ``straight`` b . x + u ``round`` x . x: its level curves are circles for
    every u above 0, and its gradient is what is drawn of it, without a factor of its own.

    Attributes
    ----------
    b
        The vector, shape (2,).
    straight, round
        How many times their length the gradients b and 2 x are drawn.
    """

    b: Numbers
    straight: float
    round: float

    def vectors(self, points: Numbers, share: float) -> Numbers:
        """The drawn gradients at points of shape (n, 2), a share of the way; shape (n, 2)."""
        return (1 - share) * self.straight * self.b + share * self.round * 2 * points

    def values(self, points: Numbers, share: float) -> Numbers:
        """The function itself at points of shape (n, 2); shape (n,)."""
        return np.asarray((1 - share) * self.straight * points @ self.b + share * self.round * (points**2).sum(axis=-1))

    def level(self, of_line: float, of_circle: float, share: float) -> float:
        """The value that belongs to a level line of b . x and a level circle of x . x, a share of the way."""
        return (1 - share) * self.straight * of_line + share * self.round * of_circle

    def curve(self, level: float, reach: float, share: float) -> Numbers:
        """The level curve inside the square from -reach to reach, as cubics of shape (4 n, 2); maybe none."""
        linear, square = (1 - share) * self.straight * self.b, share * self.round
        if square * _STRAIGHT * reach <= float(np.linalg.norm(linear)):
            return _line(linear, level, reach)
        center = -linear / (2 * square)
        radius = level / square + float(center @ center)
        return _arcs(center, float(np.sqrt(radius)), reach) if radius > 0 else np.zeros((0, 2))


def _line(normal: Numbers, level: float, reach: float) -> Numbers:
    """The straight line normal . x = level inside the square, as one cubic."""
    foot, along = level * normal / (normal @ normal), np.array([-normal[1], normal[0]]) / np.linalg.norm(normal)
    low, high = -np.inf, np.inf
    for start, step in zip(foot, along, strict=True):
        if abs(step) > 1e-12:
            sides = sorted(((-reach - start) / step, (reach - start) / step))
            low, high = max(low, sides[0]), min(high, sides[1])
        elif abs(start) > reach:
            return np.zeros((0, 2))
    if high <= low:
        return np.zeros((0, 2))
    return np.asarray(foot + np.linspace(low, high, 4)[:, None] * along)


def _arcs(center: Numbers, radius: float, reach: float) -> Numbers:
    """The parts of a circle inside the square, as cubics."""
    angles = _crossings(center, radius, reach)
    if not len(angles):
        top = center + (0, radius)
        whole = bool((np.abs(top) <= reach).all())
        return _arc(center, radius, 0.0, 2 * np.pi) if whole else np.zeros((0, 2))
    following = np.append(angles[1:], angles[0] + 2 * np.pi)
    middles = (angles + following) / 2
    points = center + radius * np.stack([np.cos(middles), np.sin(middles)], axis=1)
    inside = (np.abs(points) <= reach * (1 + 1e-12)).all(axis=1)
    pieces = [_arc(center, radius, *ends) for ends in zip(angles[inside], following[inside], strict=True)]
    return np.concatenate([np.zeros((0, 2)), *pieces])


def _crossings(center: Numbers, radius: float, reach: float) -> Numbers:
    """The angles at which a circle meets the sides of the square, rising; shape (n,)."""
    angles: list[float] = []
    for axis in (0, 1):
        for side in (-reach, reach):
            off = side - center[axis]
            square = (radius - off) * (radius + off)
            if square <= 0:
                continue
            others = [way for way in (-(square**0.5), square**0.5) if abs(center[1 - axis] + way) <= reach]
            angles += [float(np.arctan2(way, off) if axis == 0 else np.arctan2(off, way)) for way in others]
    return np.sort(np.array(angles))


def _arc(center: Numbers, radius: float, start: float, end: float) -> Numbers:
    """An arc as cubics, shape (4 n, 2)."""
    count = max(1, int(np.ceil((end - start) / _PIECE)))
    turns = np.linspace(start, end, count + 1)
    ends = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    tangents = np.stack([-ends[:, 1], ends[:, 0]], axis=1) * (4 / 3 * np.tan((end - start) / count / 4))
    pieces = np.stack([ends[:-1], ends[:-1] + tangents[:-1], ends[1:] - tangents[1:], ends[1:]], axis=1)
    return np.asarray(center + radius * pieces.reshape(-1, 2))
