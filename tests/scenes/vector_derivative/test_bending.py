"""Level lines that bend into circles: exact on the way, inside their square, with arrows that stay square to them."""

from __future__ import annotations

from itertools import pairwise

import contourpy
import numpy as np
import numpy.typing as npt
import pytest

from scenes.vector_derivative.bending import Bending

Numbers = npt.NDArray[np.float64]
BENDING = Bending(np.array([3.0, 4.0]), 0.1, 0.2)
REACH = 1.5


def on_the_way(cubics: Numbers, t: float) -> Numbers:
    start, first, second, end = np.moveaxis(cubics.reshape(-1, 4, 2), 1, 0)
    return start * (1 - t) ** 3 + 3 * first * t * (1 - t) ** 2 + 3 * second * t**2 * (1 - t) + end * t**3


@pytest.mark.parametrize("share", [0.0, 1e-9, 0.02, 0.5, 1.0])
@pytest.mark.parametrize("level", [-0.4, 0.1, 0.3])
def test_curves_are_those_of_a_contour_library(share: float, level: float) -> None:
    """As long as the lines that contourpy finds on a fine grid, and f has the level along all of them."""
    line = np.linspace(-REACH, REACH, 401)
    x, y = np.meshgrid(line, line)
    values = (1 - share) * 0.1 * (3 * x + 4 * y) + share * 0.2 * (x**2 + y**2)
    found = contourpy.contour_generator(line, line, values).lines(level)
    expected = sum(float(np.linalg.norm(np.diff(np.asarray(each), axis=0), axis=1).sum()) for each in found)
    cubics = BENDING.curve(level, REACH, share)
    steps = [on_the_way(cubics, t) for t in np.linspace(0, 1, 9)]
    drawn = sum(float(np.linalg.norm(after - before, axis=1).sum()) for before, after in pairwise(steps))
    assert drawn == pytest.approx(expected, abs=2e-3)
    points = np.concatenate([np.zeros((0, 2)), *steps])
    own = (1 - share) * 0.1 * points @ (3, 4) + share * 0.2 * (points**2).sum(axis=1)
    assert np.abs(own - level).max(initial=0.0) < 1e-6
    assert np.abs(points).max(initial=0.0) <= REACH + 1e-9


def test_a_whole_circle_is_closed_and_one_outside_is_not_drawn() -> None:
    """x . x = 1 is whole in the square; x . x = 5 and x . x = -1 are nowhere in it."""
    whole = BENDING.curve(0.2, REACH, 1.0)
    assert whole[0] == pytest.approx(whole[-1])
    assert np.linalg.norm(whole[::4], axis=1) == pytest.approx(1.0)
    assert not len(BENDING.curve(0.2 * 5, REACH, 1.0))
    assert not len(BENDING.curve(-0.2, REACH, 1.0))


@pytest.mark.parametrize("b", [(1.0, 0.0), (0.0, -2.0)])
def test_lines_along_an_axis_run_across_the_square(b: tuple[float, float]) -> None:
    bending = Bending(np.array(b), 1.0, 1.0)
    line = bending.curve(0.5, REACH, 0.0)
    assert np.linalg.norm(line[-1] - line[0]) == pytest.approx(2 * REACH)
    assert line @ b == pytest.approx(0.5)
    assert not len(bending.curve(9.0, REACH, 0.0))


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_arrows_are_gradients_on_the_whole_way(share: float) -> None:
    """By central differences of the values."""
    points, h = np.random.default_rng(1).uniform(-1, 1, (20, 2)), 1e-6
    slopes = [
        (BENDING.values(points + step, share) - BENDING.values(points - step, share)) / (2 * h)
        for step in h * np.eye(2)
    ]
    assert BENDING.vectors(points, share) == pytest.approx(np.stack(slopes, axis=1), abs=1e-8)
