"""Level curves as they are drawn: on their level to a fraction of a pixel, also where they cross or f ends."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from scenes.gradient_field.relief import Relief
from sessen.layout import Region
from sessen.mathematics import ScalarField, parse_formula
from sessen.mobjects.level_curves import Level, direction_near, label_levels
from sessen.mobjects.plane import Plane, Ranges
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName

Numbers = npt.NDArray[np.float64]
PIXEL = 8 / 1080
TYPESETTER = Typesetter(THEMES[ThemeName.DARK])
PLANE = Plane(Region(-2.6, 2.6, -2.6, 2.3), Ranges(-5, 5, -5, 5), TYPESETTER, square=True)


def drawn(f: str, level: float) -> Level:
    return Level(ScalarField(parse_formula(f, ("x", "y"))), level, PLANE, color="#FFFFFF")


def along(level: Level, fineness: int = 9) -> Numbers:
    """Numbers of the plane all along the drawn cubics, by Bernstein's formula, not by the code that drew them."""
    cubics = level.points.reshape(-1, 4, 3)
    t = np.linspace(0, 1, fineness)
    weights = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=1)
    return PLANE.numbers_at((weights @ cubics).reshape(-1, 3))


def test_circle_is_one_to_a_tenth_of_a_pixel() -> None:
    """x² + y² = 9 is drawn at distance 3, everywhere between the vertices too."""
    radius = np.linalg.norm(along(drawn("x^2 + y^2", 9)), axis=1)
    assert np.abs(radius - 3).max() * PLANE.unit[0] < 0.1 * PIXEL


@pytest.mark.parametrize("place", [(-0.6, 0.2), (3.0, -2.0), (0.4, 1.0), (-2.2, 3.0)])
def test_a_curve_has_its_own_direction_at_a_place_that_is_looked_at(place: tuple[float, float]) -> None:
    """Square to the gradient to a billionth, where other cubics are off by up to a tenth of a degree."""
    field = ScalarField(parse_formula("(x^2+y-11)^2+(x+y^2-7)^2", ("x", "y")))
    level = Level(field, float(field.value(*place)), PLANE, color="#FFFFFF", through=place)
    away, direction = direction_near(level.points, PLANE.point(*place))
    x, y = place
    slopes = np.array([4 * x * (x**2 + y - 11) + 2 * (x + y**2 - 7), 2 * (x**2 + y - 11) + 4 * y * (x + y**2 - 7)])
    assert away < 1e-9
    assert abs(direction[:2] @ slopes) / np.linalg.norm(slopes) < 1e-9


def test_a_smooth_curve_takes_few_cubics() -> None:
    """Drawing takes time for each; its vertices come from 72 cells along a side, and most say nothing new."""
    assert len(drawn("x^2 + y^2", 9).points) / 4 < 40


@pytest.mark.parametrize(
    ("f", "level", "distance"),
    [
        ("x^2 - y^2", 0.0, lambda x, y: np.minimum(np.abs(x - y), np.abs(x + y)) / np.sqrt(2)),
        (
            "sin(x) cos(y)",
            0.0,
            lambda x, y: np.minimum(
                np.abs(x - np.pi * np.round(x / np.pi)), np.abs(y - np.pi / 2 - np.pi * np.round(y / np.pi - 0.5))
            ),
        ),
        ("abs(x) + abs(y)", 3.0, lambda x, y: np.abs(np.abs(x) + np.abs(y) - 3) / np.sqrt(2)),
        ("ln(x) + y", 0.5, lambda x, y: np.abs(np.log(x) + y - 0.5) / np.hypot(1 / x, 1)),
        ("1/(x^2 + y^2)", 4.0, lambda x, y: np.abs(np.hypot(x, y) - 0.5)),
    ],
)
def test_crossings_corners_poles_and_ends_are_drawn_truly(
    f: str, level: float, distance: Callable[[Numbers, Numbers], Numbers]
) -> None:
    """No drawn point is farther than a quarter of a pixel from the curve, whose distance is known in closed form."""
    curve = drawn(f, level)
    off = distance(*along(curve).T) * PLANE.unit[0]
    assert off.max() < 0.25 * PIXEL


def test_crossing_lines_have_no_hole_that_one_could_see() -> None:
    """sin x cos y is zero all along y = π/2: wherever one looks on that line, something is drawn within a pixel."""
    seen = along(drawn("sin(x) cos(y)", 0), 257)
    on_line = np.sort(seen[np.abs(seen[:, 1] - np.pi / 2) * PLANE.unit[1] < 0.5 * PIXEL, 0])
    assert on_line[0] == pytest.approx(PLANE.window.left)
    assert on_line[-1] == pytest.approx(PLANE.window.right)
    assert np.diff(on_line).max() * PLANE.unit[0] < PIXEL


def test_direction_near_a_point_is_the_tangent() -> None:
    """At (2.4, 1.8) on the circle of radius 3 the tangent is (-3, 4)/5."""
    away, direction = direction_near(drawn("x^2 + y^2", 9).points, PLANE.point(2.4, 1.8))
    assert away < 0.25 * PIXEL
    assert abs(direction @ [-0.6, 0.8, 0]) == pytest.approx(1, abs=1e-6)


def test_labels_stand_on_their_curves_and_clear_of_what_is_kept_free() -> None:
    """Nor on each other, and inside the box."""
    levels = [drawn("x^2 + y^2", value) for value in (4, 9, 16)]
    free = PLANE.point(2.0, -2.0)
    labels = label_levels(levels, PLANE, TYPESETTER, step=1, clear_of=free)
    centers = np.array([label.get_center() for label in labels])
    radii = np.linalg.norm(PLANE.numbers_at(centers), axis=1)
    assert radii == pytest.approx([2, 3, 4], abs=0.01)
    assert np.linalg.norm(centers - free, axis=1).min() > 0.4
    apart = np.linalg.norm(centers[:, None] - centers[None], axis=2) + 9 * np.eye(len(centers))
    assert apart.min() > 0.4


def test_relief_from_above_is_the_map_and_can_be_undone() -> None:
    """At tilt 0 nothing moves, whatever its height; at every tilt `plan` finds the point of the plane again."""
    relief = Relief(np.array([1.0, -0.5, 0.0]))
    points = np.random.default_rng(3).normal(size=(20, 3)) * [1, 1, 0]
    assert relief.seen(points, 1.7, 0.0) == pytest.approx(points, abs=1e-12)
    for tilt in (0.2, 0.7, 1.0):
        assert relief.plan(relief.seen(points, 1.3, tilt), 1.3, tilt) == pytest.approx(points)
    aslant = relief.seen(points, 2.0, 1.0) - relief.seen(points, 0.0, 1.0)
    assert aslant[:, 0] == pytest.approx(0)
    assert aslant[:, 1].min() > 1
