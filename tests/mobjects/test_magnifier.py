"""A magnifier shows the curve and the line as they are, enlarged alike across and up, and stays in its glass."""

from __future__ import annotations

import numpy as np
import pytest

from sessen.layout import Region
from sessen.mobjects.magnifier import Magnifier, free_corner
from sessen.mobjects.plane import Plane, Ranges
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName

PLANE = Plane(
    Region(-6, 2, -2.75, 2.5), Ranges(0.0, 3.0, -2.0, 7.0), Typesetter(THEMES[ThemeName.DARK]), numbered=False
)
CENTER = np.array([-1.0, 0.5, 0.0])


class Turning:
    """A line that turns and a glass that grows stronger."""

    slope = 2.0
    zoom = 1.5


def glass(at: float, turning: Turning) -> Magnifier:
    return Magnifier(
        PLANE,
        lambda x: x**2 + 1,
        at,
        center=CENTER,
        radius=1.25,
        line_slope=lambda: turning.slope,
        zoom=lambda: turning.zoom,
    )


@pytest.mark.parametrize("zoom", [1.5, 20.0, 200.0])
@pytest.mark.parametrize("at", [0.0, 1.0, 2.0])
def test_what_is_under_the_glass_is_the_curve_enlarged(at: float, zoom: float) -> None:
    """Each drawn point, brought back by hand to the plane's numbers, lies on the parabola."""
    turning = Turning()
    turning.zoom = zoom
    magnifier = glass(at, turning)
    offsets = (magnifier.curve.points[:, :2] - CENTER[:2]) / zoom / PLANE.unit
    ends = offsets[::4] if len(offsets) % 4 == 0 else offsets
    x, y = ends.T
    assert np.allclose(y, (at + x) ** 2 + 1 - (at**2 + 1), atol=1e-9)


@pytest.mark.parametrize("zoom", [1.5, 20.0, 200.0])
@pytest.mark.parametrize("at", [0.0, 1.0, 2.0])
def test_curve_and_line_stay_in_the_glass_and_cross_it(at: float, zoom: float) -> None:
    turning = Turning()
    turning.zoom = zoom
    magnifier = glass(at, turning)
    for path in (magnifier.curve, magnifier.line):
        distances = np.linalg.norm(path.points - CENTER, axis=1)
        assert distances.max() <= 1.25 + 1e-6
        assert min(distances[0], distances[-1]) > 1.1
        assert path is magnifier.line or distances.min() < 0.06
    assert np.allclose(magnifier.line.get_center(), CENTER)


@pytest.mark.parametrize("slope", [-30.0, 0.0, 2.0, 1e4])
def test_slopes_are_kept(slope: float) -> None:
    """The line under the glass is parallel to the line in the plane, and follows it while it turns."""
    turning = Turning()
    magnifier = glass(1.0, turning)
    turning.slope = slope
    magnifier.update()
    across, up, _ = magnifier.line.get_end() - magnifier.line.get_start()
    x_unit, y_unit = PLANE.unit
    assert up * x_unit == pytest.approx(slope * y_unit * across, abs=1e-9 * (1 + abs(slope)))
    assert np.allclose(magnifier.line.get_center(), CENTER)


def test_a_curve_under_a_strong_glass_is_its_tangent() -> None:
    """What the scene is about: at 200 times, the parabola leaves its tangent by less than the line's width."""
    turning = Turning()
    turning.zoom, turning.slope = 200.0, 2.0
    magnifier = glass(1.0, turning)
    start, end = magnifier.line.get_start(), magnifier.line.get_end()
    along = (end - start)[:2] / np.linalg.norm(end - start)
    offsets = magnifier.curve.points[:, :2] - CENTER[:2]
    assert np.abs(offsets @ [-along[1], along[0]]).max() < 0.04


@pytest.mark.parametrize(("across", "up"), [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
def test_the_glass_goes_where_nothing_else_is(across: float, up: float) -> None:
    """With points in three corners the fourth is taken, and the glass stays within the plane."""
    taken = [PLANE.box.at(x, y) for x in (0.0, 1.0) for y in (0.0, 1.0) if (x, y) != (across, up)]
    place = free_corner(PLANE, np.array(taken), 0.8, gap=0.3)
    assert np.linalg.norm(place - PLANE.box.at(across, up)) == pytest.approx(1.1 * np.sqrt(2))
