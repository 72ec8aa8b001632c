"""The lecture scene on partial derivatives: its claims, its geometry, what it refuses."""

from __future__ import annotations

import pytest
from manim import Mobject, VMobject

from scenes.partial_derivative.scene import PartialDerivative
from sessen.errors import SessenError
from sessen.variant import Variant
from tests.scenes.support import Numbers, Spoilt, Watched, is_seen, keeps_attention, rehearsal, rehearse, watch

# Each in another language, shape or theme, so that all meet some function that is awkward.
AWKWARD: dict[str, tuple[dict[str, str], Variant]] = {
    "saddle": ({"f": "x^2 - y^2", "point": "-2,3"}, rehearsal("ja", "tall", frame_rate=1)),
    "waves": ({"f": "sin(x) cos(y)"}, rehearsal("ja", "square", frame_rate=1)),
    "pole": ({"f": "1/(x^2 + y^2)"}, rehearsal("en", "square", "light", frame_rate=1)),
    "undefined in two quarters": ({"f": "sqrt(x y)", "point": "1,2"}, rehearsal("ja", frame_rate=1)),
    "constant": ({"f": "5"}, rehearsal("en", "tall", frame_rate=1)),
    "tiny": ({"f": "x y / 10^6", "point": "1/3,-2"}, rehearsal("en", theme="light", frame_rate=1)),
    "far from zero, huge": (
        {"f": "10^7 (x - 3y)", "domain": "0,100", "point": "43,31"},
        rehearsal("ja", "square", "light", frame_rate=1),
    ),
}


@pytest.fixture(scope="module")
def default() -> Watched[PartialDerivative]:
    """One run for all tests of the default picture, which also looks for what is seen before its step."""
    early: list[str] = []

    def at_end(lesson: PartialDerivative, step: str) -> None:
        early.extend(f"early in {step}: {member}" for member in too_early(lesson, step))

    seen = watch(PartialDerivative, spoilt=SPOILT, at_end=at_end)
    seen.strays.extend(early)
    return seen


def too_early(lesson: PartialDerivative, step: str) -> list[Mobject]:
    """What is seen of the point and the cuts at the end of a step that comes before them."""
    figure = lesson.figure
    hidden: list[Mobject] = []
    if step == "raise_surface":
        hidden = [figure.spot, figure.name, figure.walk]
    if step in ("raise_surface", "walk_around"):
        hidden += [*figure.by_x.sides, *figure.by_x.flat]
    if step in ("raise_surface", "hold_y", "name_first_slope"):
        hidden += [*figure.by_y.sides, *figure.by_y.flat]
    return [member for each in hidden for member in each.get_family() if is_seen(member)]


def raised(mobject: VMobject, by: float = 0.02) -> tuple[VMobject, Numbers]:
    return mobject, mobject.points + (0, by, 0)


def steeper(mobject: VMobject) -> tuple[VMobject, Numbers]:
    return mobject, mobject.points * (1, 1.02, 1)


SPOILT = {
    "edge on the surface": Spoilt(
        "hold_y",
        "edges_of_the_cuts_lie_on_the_surface",
        lambda lesson: raised(lesson.figure.by_x.sides[0].curve),
    ),
    "edge in the graph": Spoilt(
        "lift_second_cut",
        "edges_of_the_cuts_lie_on_the_surface",
        lambda lesson: raised(lesson.figure.by_y.flat_sides[1].curve),
    ),
    "tangent on the surface": Spoilt(
        "lift_second_cut",
        "tangents_have_the_partial_derivatives_as_slopes",
        lambda lesson: steeper(lesson.figure.by_y.sides[1].tangent),
    ),
    "tangent in the graph": Spoilt(
        "lift_second_cut",
        "tangents_have_the_partial_derivatives_as_slopes",
        lambda lesson: steeper(lesson.figure.by_y.flat_sides[0].tangent),
    ),
    "point": Spoilt("walk_around", "point_is_where_it_says", lambda lesson: raised(lesson.figure.spot)),
    "height of a slope": Spoilt(
        "state_rule",
        "slopes_are_the_heights_of_their_surfaces",
        lambda lesson: raised(lesson.slopes[1].spot),
    ),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_claims_hold_for_awkward_functions_and_nothing_leaves_the_stage(name: str) -> None:
    """On every frame, and at the end of every step."""
    values, variant = AWKWARD[name]
    assert watch(PartialDerivative, variant, values).faults == []


def test_lesson_is_long_enough_and_stays_on_its_stage(default: Watched[PartialDerivative]) -> None:
    """45 to 150 seconds, each step 3 to 12; all inside the safe frame and off the caption, and nothing seen too early.

    Point, walk, planes, edges and their copies are there from the start, but transparent.
    """
    assert default.faults == []
    assert keeps_attention(default.seconds), default.seconds


@pytest.mark.parametrize("name", SPOILT)
def test_claims_notice_what_is_drawn_wrong(name: str, default: Watched[PartialDerivative]) -> None:
    """Each claim holds, and no longer does when what it speaks of is moved by a few pixels."""
    assert default.lesson.claim_log.results[SPOILT[name].claim].holds
    assert default.noticed[name] > 1


def test_default_picture_is_the_one_of_the_notes(default: Watched[PartialDerivative]) -> None:
    """f from 0 to 50 over [-5, 5]^2; slopes 2 and -4 at (1, -2); both partial derivatives from -10 to 10."""
    lesson = default.lesson
    assert lesson.figure.box.x == lesson.figure.box.y == (-5, 5)
    assert lesson.figure.box.z == pytest.approx((0, 50))
    assert lesson.text_values["slope_x"] == "2"
    assert lesson.text_values["slope_y"] == "-4"
    for surface, slope in zip(lesson.slopes, (2, -4), strict=True):
        assert surface.box.z == pytest.approx((-10, 10))
        assert surface.slope == slope
    assert "2 x" in lesson.titles.derivatives[0].source
    assert "2 y" in lesson.titles.derivatives[1].source


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"point": "7,1"}, r"the point \(7, 1\) is not inside the domain from -5 to 5"),
        ({"f": "abs(x) + y", "point": "0,1"}, "a corner: the slope is -1 from the left, 1 from the right"),
        ({"f": "ln(x)", "point": "-1,0"}, "not defined at x = -1"),
        ({"f": "x + z"}, "z"),
        ({"point": "1,2,3"}, "expected 2 components, got 3"),
    ],
)
def test_what_has_no_answer_is_refused_before_anything_is_drawn(values: dict[str, str], message: str) -> None:
    with pytest.raises(SessenError, match=message):
        rehearse(PartialDerivative, values=values)
