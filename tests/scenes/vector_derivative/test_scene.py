"""The lecture scene on the derivative with respect to a vector: its claims, its geometry, what it refuses."""

from __future__ import annotations

import pytest
from manim import VMobject

from scenes.vector_derivative.scene import VectorDerivative
from sessen.errors import SessenError
from sessen.variant import Variant
from tests.scenes.support import Numbers, Spoilt, Watched, keeps_attention, rehearsal, rehearse, watch

# Each in another language, shape or theme, so that all meet some vector that is awkward.
AWKWARD: dict[str, tuple[dict[str, str], Variant]] = {
    "along one axis": ({"b": "0,-2"}, rehearsal("ja", "tall", frame_rate=1)),
    "one and minus one": ({"b": "1,-1"}, rehearsal("ja", "square", "light", frame_rate=1)),
    "very long": ({"b": "-3*10^8,7"}, rehearsal("en", "square", frame_rate=1)),
    "very short": ({"b": "10^-7/3,-10^-7"}, rehearsal("en", "tall", "light", frame_rate=1)),
    "irrational": ({"b": "sqrt(2),-pi"}, rehearsal("ja", frame_rate=1)),
}


@pytest.fixture(scope="module")
def default() -> Watched[VectorDerivative]:
    """One run for all tests of the default picture."""
    return watch(VectorDerivative, spoilt=SPOILT)


def stretched(mobject: VMobject) -> tuple[VMobject, Numbers]:
    return mobject, mobject.points * (1, 1.01, 1)


SPOILT = {
    "first step": Spoilt(
        "step_along_first",
        "steps_rise_by_the_components",
        lambda lesson: stretched(lesson.figure.stairs[0].rise),
    ),
    "second step": Spoilt(
        "step_along_second",
        "steps_rise_by_the_components",
        lambda lesson: stretched(lesson.figure.stairs[1].run),
    ),
    "line": Spoilt(
        "draw_level_lines",
        "level_lines_are_straight_and_evenly_spaced",
        lambda lesson: stretched(lesson.figure.lines[2]),
    ),
    "arrows": Spoilt("fill_map", "arrows_are_the_gradient_everywhere", lambda lesson: stretched(lesson.figure.arrows)),
    "bent arrows": Spoilt(
        "bend_lines",
        "arrows_are_square_to_the_level_curves",
        lambda lesson: stretched(lesson.figure.arrows),
    ),
    "bent lines": Spoilt(
        "bend_lines",
        "arrows_are_square_to_the_level_curves",
        lambda lesson: stretched(lesson.figure.lines[3]),
    ),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_claims_hold_for_awkward_vectors_and_nothing_leaves_the_stage(name: str) -> None:
    """On every frame, and at the end of every step."""
    values, variant = AWKWARD[name]
    assert watch(VectorDerivative, variant, values).faults == []


def test_lesson_is_long_enough_and_stays_on_its_stage(default: Watched[VectorDerivative]) -> None:
    """Between 45 and 150 seconds, each step 3 to 12, everything inside the safe frame and off the caption."""
    assert default.faults == []
    assert keeps_attention(default.seconds), default.seconds


@pytest.mark.parametrize("name", SPOILT)
def test_claims_notice_what_is_drawn_wrong(name: str, default: Watched[VectorDerivative]) -> None:
    """Each claim holds, and no longer does when what it speaks of is stretched by a hundredth."""
    assert default.lesson.claim_log.results[SPOILT[name].claim].holds
    assert default.noticed[name] > 1


def test_default_picture_is_the_one_of_the_notes(default: Watched[VectorDerivative]) -> None:
    """b = (3, 4), both numbers in the column, and at the end every arrow is 2 x at a fifth of its length."""
    lesson = default.lesson
    assert lesson.panel.numbers == ("3", "4")
    assert lesson.figure.factor == 0.1
    arrows = lesson.figure.arrows
    feet, tips = (lesson.figure.numbers_at(ends) for ends in (arrows.feet, arrows.tips))
    assert tips - feet == pytest.approx(2 * feet / 5, abs=1e-9)
    assert len(feet) == 36


@pytest.mark.parametrize(
    ("b", "message"),
    [
        ("0,0", "b is the zero vector"),
        ("1,2,3", "expected 2 components, got 3"),
        ("3,x", "b = '3,x' is not a valid vector"),
    ],
)
def test_what_has_no_picture_is_refused_before_anything_is_drawn(b: str, message: str) -> None:
    with pytest.raises(SessenError, match=message):
        rehearse(VectorDerivative, values={"b": b})
