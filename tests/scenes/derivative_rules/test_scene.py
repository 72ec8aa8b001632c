"""The lecture scene on the rules of differentiation: its board, its geometry, its claims, what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from manim import RIGHT

from scenes.derivative_rules.board import examples
from scenes.derivative_rules.scene import DerivativeRules
from sessen.errors import SessenError
from sessen.mathematics import parse_formula
from sessen.mathematics.rules import FunctionPair
from tests.scenes.support import outside, rehearsal, rehearse, safe_stage

AWKWARD = {
    "below zero, and constant": ({"f": "-x^2", "g": "5"}, ("ja", "wide", "light")),
    "one grows, one shrinks": ({"f": "e^x", "g": "1/x"}, ("en", "square", "dark")),
    "half a line, steep": ({"f": "sqrt(x)", "g": "1000 x^3"}, ("ja", "tall", "dark")),
    "large and tiny": ({"f": "1000000x", "g": "x/1000000"}, ("en", "wide", "light")),
    "no composition": ({"f": "ln(x)", "g": "-e^x"}, ("en", "tall", "light")),
    "restless": ({"f": "sin(50x)", "g": "x"}, ("ja", "square", "dark")),
    "equal": ({"f": "x", "g": "x"}, ("en", "wide", "dark")),
    "long": ({"f": "e^(-x^2) (x + 3)^2/(1 + x^2)", "g": "ln(x + 11) sin(x) + 3"}, ("en", "square", "light")),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_functions_are_drawn_as_they_are(name: str) -> None:
    """All claims hold on every frame, and nothing leaves the stage."""
    values, (language, shape, theme) = AWKWARD[name]
    strays: list[str] = []

    def at_end(lesson: DerivativeRules, step: str) -> None:
        strays.extend(f"{step}: {stray}" for stray in outside(lesson, safe_stage(lesson)))

    lesson, _ = rehearse(DerivativeRules, rehearsal(language, shape, theme, frame_rate=1), values, at_end=at_end)
    assert strays == []
    assert lesson.claim_log.never_evaluated == set()
    assert all(finding.holds for finding in lesson.claim_log.results.values())


def test_the_default_earns_seven_rules_in_due_time() -> None:
    """One after the other, in the order of the notes; 40 to 150 seconds, steps of 3 to 12; areas as by hand."""
    filled: dict[str, int] = {}
    seen: dict[str, object] = {}

    def at_end(lesson: DerivativeRules, step: str) -> None:
        assert outside(lesson, safe_stage(lesson)) == []
        filled[step] = sum(lesson.is_on_screen(formula[0]) for formula in lesson.board.formulas)
        if step == "grow_product":
            seen["areas"], seen["dx"] = lesson.rectangle.measured(), lesson.change
        if step == "add_slopes":
            seen["slopes"] = [lesson.triangles[name].shown_slope for name in ("f", "g", "sum")]

    lesson, seconds = rehearse(DerivativeRules, rehearsal(frame_rate=8), at_end=at_end)
    assert list(filled.values())[:-1] == [0, 1, 2, 3, 3, 3, 4, 5, 5, 6, 7]
    assert 40 <= sum(seconds.values()) <= 150
    assert all(3 <= length <= 12 for length in seconds.values()), seconds
    x = lesson.pair.graph_x
    assert seen["slopes"] == pytest.approx([2 * x, np.cos(x), 2 * x + np.cos(x)])
    x, d = lesson.pair.x, float(seen["dx"])  # type: ignore[arg-type]
    f, g, df, dg = x**2, np.sin(x), (x + d) ** 2 - x**2, np.sin(x + d) - np.sin(x)
    assert seen["areas"] == pytest.approx((f * g, df * g, f * dg, df * dg))
    assert sum(seen["areas"]) == pytest.approx((x + d) ** 2 * np.sin(x + d))  # type: ignore[call-overload]


def test_the_table_differentiates_f_and_g() -> None:
    """By hand, for x² and sin x."""
    pair = FunctionPair(parse_formula("x^2"), parse_formula("sin(x)"))
    assert [each.replace(" ", "") for each in examples(pair)] == [
        "(2)'=0",
        "(x)'=1",
        "(2x^2)'=4x",
        "(x^3)'=3x^2",
        "(x^2+sinx)'=2x+cosx",
        "(x^2sinx)'=x^2cosx+2xsinx",
        "(sin^2x)'=2sinxcosx",
    ]


def tamper(lesson: DerivativeRules, step: str) -> None:
    """After each picture has stood rightly: a strip too wide, a slab moved, a rise too long, a curve moved."""
    if step == "ask_for_shortcuts":
        lesson.square.strips[0].add_updater(lambda strip: strip.stretch(1.001, 0))
        lesson.rectangle.strips[1].add_updater(lambda strip: strip.stretch(1.001, 1))
        lesson.cube.slabs[0].add_updater(lambda slab: slab[0].stretch(1.001, 0))
    if step == "keep_constant":
        lesson.triangles["constant"].add_updater(lambda triangle: triangle.rise.rotate(0.2).shift(0.1 * RIGHT))
    if step == "follow_identity":
        lesson.triangles["identity"].add_updater(lambda triangle: triangle.rise.stretch(1.01, 1))
    if step == "stretch_multiple":
        lesson.graphs[0][0].shift(0.1 * RIGHT)


def test_claims_notice_what_is_drawn_wrong() -> None:
    lesson, _ = rehearse(DerivativeRules, rehearsal(frame_rate=1), at_end=tamper, strict_claims=False)
    assert len(lesson.claim_log.results) == 5
    assert [name for name, finding in lesson.claim_log.results.items() if finding.holds] == []


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ({"f": "0"}, ["no point between -10 and 10", "non-zero", "f=x^2"]),
        ({"f": "ln(x)", "g": "ln(-x)"}, ["no point between -10 and 10", "choose other functions"]),
        ({"f": "x + y"}, ["f = 'x + y'", "'y'"]),
    ],
)
def test_what_has_no_place_is_refused_before_anything_is_drawn(values: dict[str, str], parts: list[str]) -> None:
    drawn: list[str] = []
    with pytest.raises(SessenError) as caught:
        rehearse(DerivativeRules, values=values, at_end=lambda lesson, step: drawn.append(step))
    assert drawn == []
    for part in parts:
        assert part in str(caught.value)
