"""The lecture scene on the chain rule: its claims, its geometry, its words, what it refuses."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest
from manim import RIGHT

from scenes.chain_rule.scene import ChainRule
from sessen.claims import Equal
from sessen.errors import SessenError
from tests.scenes.support import outside, rehearsal, rehearse, safe_stage, stage_for

AWKWARD = {
    "steep": ({"inner": "exp(x)", "outer": "u^3", "at": "2"}, ("en", "wide", "dark"), 3 * math.exp(6)),
    "zero slope": ({"inner": "sin(x)", "outer": "u^2", "at": "0"}, ("ja", "square", "light"), 0.0),
    "negative": ({"inner": "-3x", "outer": "sqrt(u)", "at": "-2"}, ("en", "tall", "dark"), -1.5 / math.sqrt(6)),
    "near a pole": ({"inner": "1/x", "outer": "u^2", "at": "0.1"}, ("en", "square", "light"), -2000.0),
    "three functions": (
        {"inner": "x^2", "middle": "3u", "outer": "sin(v)", "at": "0.5"},
        ("ja", "tall", "light"),
        3 * math.cos(0.75),
    ),
    "large": ({"inner": "1000x^2", "outer": "u^3", "at": "3"}, ("en", "wide", "dark"), 6e9 * 3.0**5),
    "tiny": ({"inner": "x/100000", "outer": "sin(u)"}, ("ja", "wide", "dark"), 1e-5 * math.cos(1e-5)),
    "constant": ({"inner": "3", "outer": "u^2"}, ("en", "square", "dark"), 0.0),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_functions_are_drawn_as_they_are(name: str) -> None:
    """All claims hold on every frame, nothing leaves the stage, and the last tangent has the slope found by hand."""
    values, (language, shape, theme), slope = AWKWARD[name]
    strays: list[str] = []
    slopes: list[float] = []

    def at_end(lesson: ChainRule, step: str) -> None:
        strays.extend(f"{step}: {stray}" for stray in outside(lesson, safe_stage(lesson)))
        if step == "check_whole":
            slopes.append(lesson.graphs.whole.plane.slope_of(lesson.graphs.secant))

    lesson, _ = rehearse(ChainRule, rehearsal(language, shape, theme, frame_rate=2), values, at_end=at_end)
    assert all(finding.holds for finding in lesson.claim_log.results.values())
    assert len(lesson.claim_log.results) == 7
    assert not strays
    assert slopes == pytest.approx([slope], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_default_shows_what_numpy_computes_in_due_time(language: str) -> None:
    """45 to 150 seconds, steps of 3 to 12. With dx = 0.1 the drawn lengths go as 0.1 : 0.21 : sin 1.21 - sin 1."""
    seen: dict[str, Any] = {}

    def at_end(lesson: ChainRule, step: str) -> None:
        if step == "nudge":
            seen["lengths"] = [change.points[-1][0] - change.points[0][0] for change in lesson.figure.changes]
            seen["starts"] = [change.points[0][0] for change in lesson.figure.changes]
            seen["said"] = [reading.plain.text for reading in lesson.notes.readings]
        if step == "travel_lines":
            seen["places"] = [dot.get_center()[0] for dot in lesson.figure.fixed]
        if step == "check_whole":
            seen["slope"] = lesson.graphs.reading.plain.text

    _, seconds = rehearse(ChainRule, rehearsal(language, frame_rate=10), at_end=at_end)
    assert 45 <= sum(seconds.values()) <= 150
    assert all(3 <= each <= 12 for each in seconds.values()), seconds
    lengths = np.array(seen["lengths"])
    assert lengths / lengths[0] == pytest.approx([1, 2.1, (np.sin(1.21) - np.sin(1)) / 0.1], rel=1e-9)
    assert np.ptp(seen["starts"]) == pytest.approx(0, abs=1e-9)
    assert seen["said"] == ["0.1", "0.21", "0.09415"]
    assert seen["slope"] == "1.081"
    x, u, y = seen["places"]
    assert x == pytest.approx(u)  # both lines have one window from afar, and both points are at 1
    assert y < u


def test_steps_are_said_in_both_languages_and_in_few_words() -> None:
    """Every step has a sentence of at most 90 letters or 40 Japanese characters, and says what is seen."""
    for each in ChainRule.steps():
        assert len(each.words.sentences["en"]) <= 90
        assert len(each.words.sentences["ja"]) <= 40
        assert each.summary.endswith(".")


TAMPERED: dict[str, tuple[str, Callable[[ChainRule], object]]] = {
    "point_lands_on_the_values": ("point 1", lambda lesson: lesson.figure.fixed[1].shift(0.01 * RIGHT)),
    "moving_points_are_where_x_takes_them": ("moved", lambda lesson: lesson.figure.moved[2].shift(0.01 * RIGHT)),
    "changes_have_the_ratios_of_the_quotients": (
        "changes",
        lambda lesson: lesson.figure.changes[1].stretch(1.001, 0),
    ),
    "smallest_changes_have_the_ratios_of_the_derivatives": (
        "changes",
        lambda lesson: lesson.figure.changes[2].stretch(1.03, 0),
    ),
    "tangents_have_the_factors_as_slopes": ("slopes", lambda lesson: lesson.graphs.each[0].tangent.rotate(0.001)),
    "secant_of_the_whole_ends_with_the_product_as_slope": (
        "secant",
        lambda lesson: lesson.graphs.secant.rotate(0.001),
    ),
}


@pytest.mark.parametrize("claim", TAMPERED)
def test_claims_notice_a_picture_that_is_wrong(claim: str) -> None:
    """Each claim holds for the picture as it is made, and fails when that is moved, stretched or turned a little."""
    what, tamper = TAMPERED[claim]
    with stage_for(rehearsal()):
        lesson = ChainRule(variant=rehearsal())
        lesson.setup()
        lesson.figure.near.set_value(1)
        lesson.figure.move.set_value(lesson.nudges[-1])
        lesson.figure.lens.set_value(2)
        for part in (*lesson.figure.fixed, *lesson.figure.moved, *lesson.figure.changes):
            part.update()
        lesson.on_stage.add(what)
        assert all(equal.error <= equal.tolerance for equal in _equals(getattr(lesson, claim)()))
        tamper(lesson)
        assert any(equal.error > equal.tolerance for equal in _equals(getattr(lesson, claim)()))


def _equals(verdict: Equal | Iterable[Equal]) -> list[Equal]:
    return [verdict] if isinstance(verdict, Equal) else list(verdict)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"inner": "x-2", "outer": "ln(u)"}, r"stage 2, y = .*: the function is not defined at u = -1"),
        ({"middle": "sqrt(u-5)"}, r"stage 2, v = .*: the function is not defined at u = 1"),
        ({"inner": "1/x", "at": "0"}, r"stage 1, u = 1/x: the function is not defined at x = 0"),
        ({"inner": "x", "outer": "|u|", "at": "0"}, r"stage 2, .* a corner: the slope is -1 from the left, 1 from"),
        ({"outer": "sin(v)"}, r"outer = sin\(v\) is in v, but without a middle function there is no v"),
        ({"middle": "2u", "outer": "u v"}, r"outer = u\*v is in u and v, but it reads one number"),
        ({"middle": "3v"}, r"middle = '3v' is not a valid formula: 'v' is unknown"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(values: dict[str, str], message: str) -> None:
    """A stage without a value or a derivative, and letters that nothing makes, are named before anything is drawn."""
    with stage_for(rehearsal()), pytest.raises(SessenError, match=message) as refused:
        ChainRule(variant=rehearsal(), values=values).setup()
    assert refused.value.hint


def test_outer_function_may_be_written_in_either_letter_after_a_middle_one() -> None:
    """sin(u) and sin(v) are the same last function when a middle one makes v: the default outer needs no retyping."""
    with stage_for(rehearsal()):
        lessons = [ChainRule(variant=rehearsal(), values={"middle": "3u", "outer": f"sin({x})"}) for x in "uv"]
        for lesson in lessons:
            lesson.setup()
        assert lessons[0].composition.functions[-1].expression == lessons[1].composition.functions[-1].expression
