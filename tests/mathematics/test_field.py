"""Gradients, level curves and descent agree with finite differences and with geometry."""

from __future__ import annotations

import time

import numpy as np
import pytest
import sympy

from sessen.mathematics import Ending, FieldError, LevelCurve, ScalarField, descend, parse_formula, to_typst

DOMAIN = ((-5.0, 5.0), (-5.0, 5.0))
FORMULAS = [
    "x^2+y^2",
    "x^2-y^2",
    "xy",
    "sin x cos y",
    "2x+3y",
    "e^(-x^2-y^2)",
    "(1-x)^2+100(y-x^2)^2",
    "ln(x^2+y^2)",
    "1/(x^2+y^2+0.1)",
    "1e-9(x^2+3y^2)",
    "1e9 sqrt(x^2+y^2+1)",
    "x^4+y^4",
]


def field(formula: str) -> ScalarField:
    return ScalarField(parse_formula(formula, ("x", "y")))


def test_the_notes_example() -> None:
    bowl = field("x^2+y^2")
    assert (bowl.partial_x, bowl.partial_y) == (2 * bowl.x, 2 * bowl.y)
    assert bowl.at_exact(1, -2) == (5, 2, -4)
    assert bowl.levels(*DOMAIN, count=10) == (5, 10, 15, 20, 25, 30, 35, 40, 45)


def test_the_derivative_by_a_vector_is_that_vector() -> None:
    plane = field("3x+4y")
    assert plane.is_linear
    np.testing.assert_array_equal(plane.gradient([0.0, 1.0], [2.0, -1.0]), [[3, 4], [3, 4]])


@pytest.mark.parametrize("formula", FORMULAS)
def test_gradient_and_hessian_are_what_finite_differences_say(formula: str) -> None:
    surface = field(formula)
    x, y = np.meshgrid(np.linspace(-3.1, 2.9, 7), np.linspace(-2.7, 3.3, 7))
    gap = 1e-5
    slopes = np.stack(
        [
            (surface.value(x + gap, y) - surface.value(x - gap, y)) / (2 * gap),
            (surface.value(x, y + gap) - surface.value(x, y - gap)) / (2 * gap),
        ],
        axis=-1,
    )
    size = np.abs(surface.value(x, y)).max()
    np.testing.assert_allclose(surface.gradient(x, y), slopes, rtol=1e-5, atol=1e-9 * size)
    bends = (surface.gradient(x + gap, y) - surface.gradient(x - gap, y)) / (2 * gap)
    assert surface.hessian(x, y).shape == (7, 7, 2, 2)
    np.testing.assert_allclose(surface.hessian(x, y)[..., 0], bends, rtol=1e-5, atol=1e-8 * size)


@pytest.mark.parametrize(("formula", "value", "gradient"), [("max(x, y)", 2, (0, 1)), ("min(x, y)", 1, (1, 0))])
def test_the_larger_of_two_has_values_slopes_and_a_formula(
    formula: str, value: float, gradient: tuple[float, float]
) -> None:
    surface = ScalarField(parse_formula(formula, ("x", "y")))
    assert surface.value(1, 2) == value
    assert tuple(surface.gradient(1, 2)) == gradient
    assert formula[:3] in to_typst(surface.expression)
    assert to_typst(surface.partial_x)


def test_undefined_points_are_nan_without_warnings() -> None:
    surface = field("ln x + 1/y")
    assert np.isnan(surface.value(-1, 1))
    assert np.isnan(surface.gradient(1, 0)).any()
    with pytest.raises(FieldError, match="no gradient"):
        surface.at_exact(-1, 1)


@pytest.mark.parametrize("formula", FORMULAS)
def test_levels_are_round_even_and_taken(formula: str) -> None:
    surface = field(formula)
    levels = surface.levels(*DOMAIN, count=10)
    steps = np.diff(levels)
    assert 4 <= len(levels) <= 25
    np.testing.assert_allclose(steps, steps[0], rtol=1e-9)
    mantissa = float(f"{steps[0]:e}".split("e")[0])
    assert min(abs(mantissa - nice) for nice in (1, 2, 5, 10)) < 1e-6
    values = surface.value(*np.meshgrid(np.linspace(-5, 5, 101), np.linspace(-5, 5, 101)))
    assert np.nanmin(values) < levels[0]
    assert levels[-1] < np.nanmax(values)


@pytest.mark.parametrize("formula", FORMULAS)
def test_vertices_are_on_their_level_curve(formula: str) -> None:
    """The distance to the curve, f - level over the slope, is below a hundredth of a pixel (10 units, 1000 pixels)."""
    surface = field(formula)
    curves = surface.level_curves(surface.levels(*DOMAIN), DOMAIN, resolution=120)
    assert curves
    for curve in curves:
        x, y = curve.points.T
        slope = np.linalg.norm(surface.gradient(x, y), axis=1)
        is_steep = slope > 1e-3 * slope.max()  # where curves cross there is no distance to speak of
        excess = np.abs(surface.value(x, y) - curve.level)[is_steep]
        assert (excess <= 1e-4 * slope[is_steep]).all()
        assert (np.abs(curve.points) <= 5).all()


def test_chords_of_circles_leave_them_by_a_fraction_of_a_pixel() -> None:
    curves = field("x^2+y^2").level_curves([0.25, 4, 20.25], DOMAIN)
    assert len(curves) == 3
    for curve in curves:
        assert curve.is_closed
        assert (np.linalg.norm(np.diff(curve.points, axis=0), axis=1) > 0).all()
        np.testing.assert_array_equal(curve.points[0], curve.points[-1])
        middles = (curve.points[1:] + curve.points[:-1]) / 2
        assert np.abs(np.hypot(*middles.T) - np.sqrt(curve.level)).max() < 2e-3  # a pixel is 1e-2 here


def test_gradient_is_square_to_the_level_curve() -> None:
    surface = field("sin x cos y")
    for curve in surface.level_curves([0.5], DOMAIN, resolution=400):
        chords = np.diff(curve.points, axis=0)
        middles = (curve.points[1:] + curve.points[:-1]) / 2
        slopes = surface.gradient(*middles.T)
        cosines = (chords * slopes).sum(axis=1) / np.linalg.norm(chords, axis=1) / np.linalg.norm(slopes, axis=1)
        assert np.abs(cosines).max() < 0.01


@pytest.mark.parametrize("formula", ["1/x + 0y", "tan(x) + y", "floor(x) + 0.3y", "sgn(x y)(1+x^2)"])
def test_no_curve_bridges_a_pole_or_a_jump(formula: str) -> None:
    surface = field(formula)
    for curve in surface.level_curves([-2.05, -0.55, 0.55, 2.05], DOMAIN, resolution=90):
        np.testing.assert_allclose(surface.value(*curve.points.T), curve.level, rtol=1e-3, atol=1e-3)


def test_thousands_of_short_curves_are_found_in_time() -> None:
    ragged = field("sin(900x) + cos(700y)")
    begun = time.process_time()
    assert len(ragged.level_curves([0.5], DOMAIN, resolution=200)) > 1000
    assert time.process_time() - begun < 5


def test_a_constant_has_no_levels_and_no_way_down() -> None:
    flat = field("3")
    assert flat.is_constant
    assert flat.levels(*DOMAIN) == ()
    path = descend(flat, (1, 2))
    assert (path.ending, len(path.points)) == (Ending.FLAT, 1)


def test_a_function_without_values_is_refused() -> None:
    with pytest.raises(FieldError, match="no value anywhere"):
        field("ln(-1-x^2) + y").levels(*DOMAIN)
    with pytest.raises(FieldError, match="depends on z"):
        ScalarField(sympy.Symbol("z", real=True))


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("start", [(3.0, 2.0), (-4.0, 4.5), (0.3, -0.2)])
def test_every_step_of_a_descent_goes_down_and_against_the_gradient(formula: str, start: tuple[float, float]) -> None:
    surface = field(formula)
    path = descend(surface, start, domain=DOMAIN)
    assert path.goes_down
    bends = np.linalg.eigvalsh(surface.hessian(*path.points.T))
    assert path.rate * np.abs(bends).max() <= 0.6 + 1e-12  # no step leaps across a valley
    assert (np.abs(path.points) <= 5).all()
    np.testing.assert_array_equal(path.values, surface.value(*path.points.T))
    steps, slopes = np.diff(path.points, axis=0), surface.gradient(*path.points[:-1].T)
    np.testing.assert_allclose(steps, -path.rate * slopes, rtol=1e-9, atol=1e-12)


def test_descent_beside_a_hilltop_takes_its_rate_from_the_steep_wall_ahead() -> None:
    """At the start the curvature is nearly 0; a rate from there alone would leap out of the valley."""
    surface = field("10(x^2-1)^2 + y^2")
    path = descend(surface, (0.5773, 0.0), steps=20)
    assert path.goes_down
    assert path.rate * 80 <= 1
    np.testing.assert_allclose(path.points[-1], [1, 0], atol=0.05)


def test_descent_across_a_crease_goes_down_at_every_step() -> None:
    """|x| + |y| has no curvature anywhere: only the values tell that a step was too long."""
    assert descend(field("|x|+|y|"), (0.5, 0.3), domain=DOMAIN).goes_down


def test_descent_ends_in_the_minimum_and_says_so() -> None:
    path = descend(field("x^2+y^2"), (4, 3), steps=200)
    assert path.ending is Ending.MINIMUM
    np.testing.assert_allclose(path.points[-1], [0, 0], atol=1e-8)


def test_descent_from_a_saddle_says_that_there_is_no_slope() -> None:
    assert descend(field("x^2-y^2"), (0, 0)).ending is Ending.FLAT


def test_descent_stops_at_the_boundary_of_the_domain() -> None:
    path = descend(field("2x+3y"), (0, 0), domain=DOMAIN)
    assert path.ending is Ending.BOUNDARY
    assert len(path.points) > 3


def test_a_rate_that_is_given_is_kept_even_if_it_diverges() -> None:
    path = descend(field("x^2+y^2"), (1, 0), rate=1.1, steps=5)
    assert path.rate == 1.1
    assert not path.goes_down
    np.testing.assert_allclose(path.points[:, 0], (-1.2) ** np.arange(6))


def test_descent_needs_a_start_with_a_value() -> None:
    with pytest.raises(FieldError, match="no value or no gradient"):
        descend(field("ln x + y"), (-1, 0))


def test_level_curves_come_in_the_order_of_the_levels() -> None:
    curves = field("x^2+y^2").level_curves([9, 1], DOMAIN, resolution=50)
    assert [(type(curve), curve.level) for curve in curves] == [(LevelCurve, 9), (LevelCurve, 1)]
