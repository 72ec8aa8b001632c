"""The lecture scene on the gradient: its claims, its geometry, its words, what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import contourpy
import numpy as np
import pytest

from scenes.gradient_field.captions import OF_A_CONSTANT
from scenes.gradient_field.figure import GradientFigure
from scenes.gradient_field.scene import GradientField
from scenes.gradient_field.vantage import choose_vantage, plan_field
from sessen.errors import SessenError
from sessen.layout import layout_for
from sessen.mathematics import FieldError, ScalarField, parse_formula
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import Shape, ThemeName, Variant
from tests.scenes.support import Numbers, Spoilt, Watched, keeps_attention, rehearsal, rehearse, watch

# Each in another language, shape or theme, so that all meet some function that is awkward.
AWKWARD: dict[str, tuple[dict[str, str], Variant]] = {
    "saddle": ({"f": "x^2 - y^2"}, rehearsal(frame_rate=1)),
    "waves": ({"f": "sin(x) cos(y)"}, rehearsal("ja", "square", frame_rate=1)),
    "plane": ({"f": "3x + 4y"}, rehearsal("en", "tall", "light", frame_rate=1)),
    "curved valley": (
        {"f": "(1-x)^2 + 100(y-x^2)^2", "domain": "-2,2", "start": "-1.5,1.5"},
        rehearsal("ja", "tall", frame_rate=1),
    ),
    "pole": ({"f": "1/(x^2 + y^2)"}, rehearsal("en", "square", frame_rate=1)),
    "four wells": ({"f": "(x^2+y-11)^2+(x+y^2-7)^2", "start": "-1,0.5"}, rehearsal(frame_rate=1)),
    "tiny": ({"f": "0.001(x^2 + y^2)"}, rehearsal("ja", theme="light", frame_rate=1)),
    "far from zero": ({"domain": "0,100", "start": "43,31"}, rehearsal(frame_rate=1)),
    "undefined in two quarters": ({"f": "sqrt(x y)"}, rehearsal("ja", frame_rate=1)),
    "huge": ({"f": "10^6 (x^2 + 3y^2)"}, rehearsal("en", "square", "light", frame_rate=1)),
}


@pytest.fixture(scope="module")
def default() -> Watched[GradientField]:
    """One run for all tests of the default picture."""
    return watch(GradientField, spoilt=SPOILT)


def turned(points: Numbers, center: Numbers, angle: float) -> Numbers:
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.asarray((points - center) @ np.array([[cosine, sine, 0], [-sine, cosine, 0], [0, 0, 1]]) + center)


SPOILT = {
    "level_curves_run_where_f_has_their_value": Spoilt(
        "look_from_above",
        "level_curves_run_where_f_has_their_value",
        lambda lesson: (lesson.land.levels[3], lesson.land.levels[3].points + (0.005, 0, 0)),
    ),
    "arrows_are_square_to_the_level_curves": Spoilt(
        "fill_the_plane",
        "arrows_are_square_to_the_level_curves",
        lambda lesson: (lesson.land.levels[3], lesson.land.levels[3].points * (1.05, 1, 1)),
    ),
    "arrows_are_as_long_as_they_say": Spoilt(
        "fill_the_plane",
        "arrows_are_as_long_as_they_say",
        lambda lesson: (lesson.figure.arrows[-1], 1.001 * lesson.figure.arrows[-1].points),
    ),
    "slope_arrow_is_as_long_as_the_slope": Spoilt(
        "find_the_steepest",
        "slope_arrow_is_as_long_as_the_slope",
        lambda lesson: (lesson.compass.needle, turned(lesson.compass.needle.points, lesson.compass.foot, 0.03)),
    ),
    "right_angle_at_p_is_one": Spoilt(
        "find_the_steepest",
        "right_angle_at_p_is_one",
        lambda lesson: (lesson.through_p, turned(lesson.through_p.points, lesson.compass.foot, 0.01)),
    ),
    "partials_add_up_to_the_gradient": Spoilt(
        "add_partials",
        "partials_add_up_to_the_gradient",
        lambda lesson: (lesson.compass.along_y, 1.01 * lesson.compass.along_y.points),
    ),
    "every_step_goes_down": Spoilt(
        "walk_down",
        "every_step_goes_down",
        lambda lesson: (lesson.figure.trail.line, 1.01 * lesson.figure.trail.line.points),
    ),
}


def figure_of(f: str) -> GradientFigure:
    """What is drawn of a function over the notes' domain, the field fully grown."""
    expression = parse_formula(f, ("x", "y"))
    typesetter = Typesetter(THEMES[ThemeName.DARK])
    figure = GradientFigure(layout_for(Shape.WIDE).figure, ScalarField(expression), (-5.0, 5.0), (4.3, 3.1), typesetter)
    figure.growth.set_value(1)
    figure.arrows.follow()
    return figure


@pytest.mark.parametrize("name", AWKWARD)
def test_claims_hold_for_awkward_functions_and_nothing_leaves_the_stage(name: str) -> None:
    """On every frame, and at the end of every step."""
    values, variant = AWKWARD[name]
    assert watch(GradientField, variant, values).faults == []


def test_lesson_is_long_enough_and_stays_on_its_stage(default: Watched[GradientField]) -> None:
    """Between 45 and 150 seconds, each step 3 to 12, everything inside the safe frame and off the caption."""
    assert default.faults == []
    assert keeps_attention(default.seconds), default.seconds


@pytest.mark.parametrize("claim", SPOILT)
def test_claims_notice_what_is_drawn_wrong(claim: str, default: Watched[GradientField]) -> None:
    """Each claim holds, and no longer does when what it speaks of is moved by a few pixels."""
    assert default.lesson.claim_log.results[claim].holds
    assert default.noticed[claim] > 1


def test_default_picture_is_the_one_of_the_notes(default: Watched[GradientField]) -> None:
    """20 by 20 arrows from -5 to 5, each (2x, 2y)/10; at P = (1.6, 1.2) the slopes 3.2 and 2.4, and 4 uphill."""
    figure, compass = default.lesson.figure, default.lesson.compass
    feet, tips = (figure.plane.numbers_at(ends) for ends in (figure.arrows.feet, figure.arrows.tips))
    line = np.linspace(-5, 5, 20)
    grid = np.array([(x, y) for y in line for x in line])
    assert feet == pytest.approx(grid, abs=1e-9)
    assert tips - feet == pytest.approx(2 * grid / 10, abs=1e-9)
    tail, tip = figure.plane.numbers_at(np.array([compass.along_x.tail, compass.along_x.tip]))
    assert tip - tail == pytest.approx([3.2, 0])
    tail, tip = figure.plane.numbers_at(np.array([compass.whole.tail, compass.whole.tip]))
    assert tail == pytest.approx([1.6, 1.2])
    assert np.linalg.norm(tip - tail) == pytest.approx(4)


def test_descent_of_the_notes_ends_in_the_minimum(default: Watched[GradientField]) -> None:
    """From (4.3, 3.1) every step leaves 0.8 of the way; the path ends within sight of (0, 0)."""
    stops = default.lesson.land.plane.numbers_at(default.lesson.figure.stops)
    ratios = np.linalg.norm(stops[1:], axis=1) / np.linalg.norm(stops[:-1], axis=1)
    assert stops[0] == pytest.approx([4.3, 3.1])
    assert ratios == pytest.approx(np.full(len(ratios), 0.8))
    assert np.linalg.norm(stops[-1]) < 0.02
    assert [cell.text for cell in default.lesson.table.latest_row] == ["29", "0.01", "0.00", "0.0"]


def test_descent_that_begins_in_a_minimum_stays_there() -> None:
    """No step, and the reason is the minimum."""
    figure = GradientFigure(
        layout_for(Shape.WIDE).figure,
        ScalarField(parse_formula("x^2 + y^2", ("x", "y"))),
        (-5.0, 5.0),
        (0.0, 0.0),
        Typesetter(THEMES[ThemeName.DARK]),
    )
    assert len(figure.stops) == 1
    assert figure.descent.ending.name == "MINIMUM"


def test_constant_is_told_truly() -> None:
    """No level curve, no arrow, no step, and sentences that say that there is no direction."""
    said: dict[str, str] = {}

    def at_end(lesson: GradientField, step: str) -> None:
        assert lesson.current_step is not None
        said[step] = lesson.localize(lesson.current_step.words)

    seen = watch(GradientField, values={"f": "7"}, at_end=at_end)
    lesson = seen.lesson
    assert seen.strays == []
    assert not lesson.land.levels
    assert lesson.figure.arrows.tips == pytest.approx(lesson.figure.arrows.feet)
    assert len(lesson.figure.stops) == 1
    assert "no direction" in said["add_partials"]
    assert "no steepest way" in said["find_the_steepest"]
    assert set(OF_A_CONSTANT) == set(said) - {"ask_the_way"}
    assert 45 <= sum(seen.seconds.values()) <= 150


@pytest.mark.parametrize(
    ("f", "function"),
    [
        ("exp(x y / 5)", lambda x, y: np.exp(x * y / 5)),
        ("sin(x) cos(y)", lambda x, y: np.sin(x) * np.cos(y)),
        ("ln(x) + y", lambda x, y: np.log(x) + y),
    ],
)
def test_every_arrow_is_square_to_the_level_curve_through_its_foot(
    f: str, function: Callable[[Numbers, Numbers], Numbers]
) -> None:
    """The curve is found by contourpy alone, on a small grid around the foot; the arrow is measured as drawn."""
    figure = figure_of(f)
    feet = figure.plane.numbers_at(figure.arrows.feet)
    vectors = figure.plane.numbers_at(figure.arrows.tips) - feet
    lengths = np.linalg.norm(vectors, axis=1)
    assert len(feet) >= 200
    for foot, vector in zip(feet[lengths > 0.1 * lengths.max()], vectors[lengths > 0.1 * lengths.max()], strict=True):
        x, y = (np.linspace(part - 1e-3, part + 1e-3, 4) for part in foot)
        lines = contourpy.contour_generator(x, y, function(*np.meshgrid(x, y))).lines(float(function(*foot)))
        along = np.asarray(lines[0])[-1] - np.asarray(lines[0])[0]
        cosine = along @ vector / np.linalg.norm(along) / np.linalg.norm(vector)
        assert abs(cosine) < 3e-3, foot


@pytest.mark.parametrize("f", ["1/(x^2 + y^2)", "sin(x) cos(y)", "x^2 - y^2", "3x + 4y"])
def test_no_arrow_leaves_the_map(f: str) -> None:
    """Neither feet nor tips: the map is as much larger than the domain as the longest arrow needs."""
    figure = figure_of(f)
    box = figure.plane.box
    for ends in (figure.arrows.feet, figure.arrows.tips):
        assert ends[:, 0].min() >= box.left
        assert ends[:, 0].max() <= box.right
        assert ends[:, 1].min() >= box.bottom
        assert ends[:, 1].max() <= box.top


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"start": "7,0"}, r"the start \(7, 0\) is outside the domain from -5 to 5"),
        ({"f": "ln(x) + y", "start": "-1,1"}, r"no value or no gradient at \(-1, 1\)"),
        ({"f": "sqrt(-1 - x^2)"}, "no gradient anywhere"),
        ({"f": "floor(x)", "start": "1,1"}, "slope 0 wherever"),
        ({"f": "x + z"}, "z"),
        ({"domain": "5,-5"}, "domain"),
        ({"start": "1,2,3"}, "expected 2 components, got 3"),
    ],
)
def test_what_has_no_gradient_field_is_refused(values: dict[str, str], complaint: str) -> None:
    """Before anything is drawn, with what is wrong and what to type."""
    with pytest.raises(SessenError, match=complaint) as refusal:
        rehearse(GradientField, values=values)
    assert refusal.value.hint


def test_every_step_speaks_both_languages() -> None:
    """Short sentences: at most 90 Latin letters, 40 Japanese characters; also those that are said of a constant."""
    told = [step.words for step in GradientField.steps()] + list(OF_A_CONSTANT.values())
    for words in told:
        english, japanese = words.sentences["en"], words.sentences["ja"]
        assert len(english.replace("$", "")) <= 90, english
        assert sum(ord(letter) > 0x2FFF for letter in japanese) <= 40, japanese
        assert japanese.endswith(("。", "?"))


def test_on_a_crease_no_gradient_is_drawn() -> None:
    """The gradient of max(x, y) is (1, 0) or (0, 1); where x = y there is none, whatever rounding makes of it."""
    field, domain = ScalarField(parse_formula("max(x, y)", ("x", "y"))), (-5.0, 5.0)
    plan, vantage = plan_field(field, domain), choose_vantage(field, domain, (4.3, 3.1))
    assert plan.undefined == 20
    assert np.abs(plan.feet[:, 0] - plan.feet[:, 1]).min() > 0.1
    assert vantage.x != vantage.y


def test_waves_within_a_pixel_are_refused() -> None:
    with pytest.raises(FieldError, match="within a pixel"):
        choose_vantage(ScalarField(parse_formula("sin(1000x)", ("x", "y"))), (-5.0, 5.0), (4.3, 3.1))
