"""Arrows of a field as they are drawn, the factor that keeps them readable, and the point that is looked at."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.gradient_field.descent_table import DescentTable
from scenes.gradient_field.trail import Trail
from scenes.gradient_field.vantage import choose_vantage, plan_descent, plan_field
from sessen.layout import Region
from sessen.mathematics import Ending, FieldError, ScalarField, parse_formula
from sessen.mobjects.arrow_field import ArrowField, Arrows, length_of_arrows, round_factor, wave
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName

THEME = THEMES[ThemeName.DARK]


def field(f: str) -> ScalarField:
    return ScalarField(parse_formula(f, ("x", "y")))


def test_arrows_end_exactly_where_their_vectors_do() -> None:
    """Long ones and ones shorter than a head; one of no length is a point."""
    feet = np.array([[0, 0, 0], [1, 1, 0], [2, 0, 0.0]])
    vectors = np.array([[2, 1, 0], [0.01, -0.02, 0], [0, 0, 0.0]])
    arrows = Arrows(feet, vectors, color="#FF0000")
    assert arrows.feet == pytest.approx(feet, abs=1e-12)
    assert arrows.tips == pytest.approx(feet + vectors, abs=1e-12)


def test_four_hundred_arrows_are_one_mobject_that_grows_from_nothing_to_all() -> None:
    feet = np.random.default_rng(1).normal(size=(400, 3)) * [1, 1, 0]
    vectors = np.roll(feet, 1, axis=0)
    progress = 0.0
    arrows = ArrowField(feet, vectors, lambda: progress, origin=np.zeros(3), color="#FF0000")
    assert len(arrows.get_family()) == 1
    assert arrows.tips == pytest.approx(feet)
    progress = 1.0
    arrows.follow()
    assert arrows.tips == pytest.approx(feet + vectors)


def test_wave_begins_near_and_ends_far() -> None:
    distances = np.linspace(0, 1, 11)
    assert wave(distances, 0) == pytest.approx(np.zeros(11))
    assert wave(distances, 1) == pytest.approx(np.ones(11))
    assert np.all(np.diff(wave(distances, 0.5)) <= 0)


@pytest.mark.parametrize(
    ("length", "longest", "factor"),
    [
        (12.6, 1.5, 0.1),
        (1, 1, 1),
        (0.3, 1, 2),
        (7, 10, 1),
        (4800, 0.6, 1e-4),
        (1e-9, 1, 1e9),
        (0, 1, 1),
        (np.inf, 1, 1),
    ],
)
def test_factors_are_round_and_as_large_as_fits(length: float, longest: float, factor: float) -> None:
    assert round_factor(length, longest) == factor


def test_field_of_the_notes_is_drawn_at_a_tenth() -> None:
    """400 arrows of x² + y² on [-5, 5]²; none is left out."""
    plan = plan_field(field("x^2 + y^2"), (-5, 5))
    assert (len(plan.feet), plan.factor, plan.left_out, plan.undefined) == (400, 0.1, 0, 0)


def test_arrows_next_to_a_pole_are_left_out_and_counted() -> None:
    plan = plan_field(field("1/(x^2 + y^2)"), (-5, 5))
    assert plan.left_out == 400 - len(plan.feet) > 0
    assert np.linalg.norm(plan.factor * plan.gradients, axis=1).max() <= 2


def test_where_f_is_undefined_there_is_no_arrow() -> None:
    """ln x has no value left of zero, though its derivative's formula 1/x has."""
    plan = plan_field(field("ln(x) + y"), (-5, 5))
    assert plan.undefined == 200
    assert plan.feet[:, 0].min() > 0
    with pytest.raises(FieldError, match="no gradient anywhere"):
        plan_field(field("ln(x) + y"), (-5, -1))


@pytest.mark.parametrize("f", ["x^2 + y^2", "sin(x) cos(y)", "x^2 - y^2", "ln(x) + y", "sqrt(x y)", "1/(x^2+y^2)"])
def test_chosen_point_shows_both_partials_and_keeps_the_gradient_in_the_domain(f: str) -> None:
    vantage = choose_vantage(field(f), (-5, 5), (4.3, 3.1))
    gradient = field(f).gradient(vantage.x, vantage.y)
    assert np.abs(gradient).min() >= 0.3 * np.abs(gradient).max()
    assert np.abs(np.array([vantage.x, vantage.y]) + vantage.factor * gradient).max() <= 5
    assert np.isfinite(field(f).value(vantage.x, vantage.y))


def test_descent_has_a_round_rate_goes_down_and_stops_where_nothing_is_seen_to_move() -> None:
    path = plan_descent(field("x^2 + y^2"), (4.3, 3.1), (-5, 5))
    assert path.rate == 0.1
    assert path.ending is Ending.MINIMUM
    assert path.goes_down
    assert 20 < len(path.points) < 60
    saddle = plan_descent(field("x^2 - y^2"), (4.3, 3.1), (-5, 5))
    assert saddle.ending is Ending.BOUNDARY
    assert len(saddle.points) > 6


def test_table_tells_the_first_steps_and_then_follows() -> None:
    """Numbers of a huge f stand in units of a power of ten that the head names."""
    path = plan_descent(field("10^6 (x^2 + y^2)"), (4, 3), (-5, 5))
    walked = 0.0
    table = DescentTable(Region(-2, 2, -1, 1), path, Typesetter(THEME), lambda: walked)
    assert table.exponents == [0, 0, 7]
    walked = 5.4
    assert [cell.text for cell in table.run()] == ["5", *_expected(path.points[5], path.values[5] / 1e7)]


def _expected(point: np.ndarray, value: float) -> list[str]:
    return [f"{point[0]:.2f}", f"{point[1]:.2f}", f"{value:.2f}"]


def test_trail_measures_only_what_has_been_walked() -> None:
    """After two and a half steps there are three stops."""
    stops = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [2, 1, 0.0]])
    trail = Trail(stops, lambda: 2.5, THEME)
    assert trail.drawn_stops() == pytest.approx(stops[:3])
    assert trail.position() == pytest.approx([1.5, 1, 0])


@pytest.mark.parametrize(
    ("factor", "left_out", "english"),
    [
        (0.1, 0, "arrows drawn at $1 slash 10$ scale"),
        (0.05, 12, "arrows drawn at $1 slash 20$, $12$ left out"),
        (1, 0, "arrows drawn to scale"),
        (500, 0, "arrows drawn at $500$ times their length"),
    ],
)
def test_picture_says_how_long_its_arrows_are(factor: float, left_out: int, english: str) -> None:
    assert length_of_arrows(factor, left_out).sentences["en"] == english
