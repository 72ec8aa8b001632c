"""The lecture scene on numerical differentiation: its digits, its errors, its graph, its claims, what it refuses."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from manim import UP

from scenes.numerical_derivative.scene import NumericalDerivative
from sessen.errors import SessenError
from sessen.mathematics.finite_differences import Method
from tests.scenes.support import outside, rehearsal, rehearse, safe_stage

Function = Callable[[float], float]

AWKWARD: dict[str, tuple[dict[str, str], Function, tuple[str, str, str]]] = {
    "straight": ({"f": "3x + 1", "at": "2"}, lambda x: 3 * x + 1, ("ja", "wide", "dark")),
    "no bend, nothing to round": ({"f": "sin(x)", "at": "0"}, math.sin, ("en", "square", "light")),
    "negative, irrational": (
        {"f": "-e^x", "at": "-pi", "step": "1e-7"},
        lambda x: -(math.e**x),
        ("ja", "tall", "dark"),
    ),
    "near a pole": ({"f": "1/x", "at": "0.01", "step": "1e-5"}, lambda x: 1 / x, ("en", "wide", "light")),
    "large": ({"f": "1000000x^3", "at": "30"}, lambda x: 1000000 * x**3, ("ja", "square", "dark")),
    "tiny": ({"f": "x^2/1000000", "at": "0.001"}, lambda x: x**2 / 1000000, ("en", "tall", "light")),
    "constant": ({"f": "5", "at": "1"}, lambda x: 5.0, ("en", "wide", "dark")),
    "long": (
        {"f": "e^(-x^2) (sin(3x) + x)/(1 + x^2) - ln(x) + sqrt(x)", "at": "1.5"},
        lambda x: math.e ** (-(x**2)) * (math.sin(3 * x) + x) / (1 + x**2) - math.log(x) + math.sqrt(x),
        ("en", "square", "dark"),
    ),
}


def central(f: Function, x: float, h: float) -> float:
    """As in the lecture notes, in Python's own numbers."""
    return (f(x + h) - f(x - h)) / (2 * h)


def printed(lesson: NumericalDerivative) -> float:
    return float(f"{lesson.picture.rows[2].text}e{lesson.study.digits.exponent}")


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_functions_are_drawn_as_they_are(name: str) -> None:
    """All claims hold on every frame, nothing leaves the stage, and the digits are those that Python itself prints."""
    values, f, (language, shape, theme) = AWKWARD[name]
    strays: list[str] = []

    def at_end(lesson: NumericalDerivative, step: str) -> None:
        strays.extend(f"{step}: {stray}" for stray in outside(lesson, safe_stage(lesson)))

    lesson, _ = rehearse(NumericalDerivative, rehearsal(language, shape, theme, frame_rate=1), values, at_end=at_end)
    assert strays == []
    assert all(finding.holds for finding in lesson.claim_log.results.values())
    assert {"lines_have_the_slopes_of_the_quotients", "digits_are_those_of_the_computer"} <= set(
        lesson.claim_log.results
    )
    x = -math.pi if values["at"] == "-pi" else float(values["at"])
    assert printed(lesson) == central(f, x, float(values.get("step", "1e-4")))


@pytest.fixture(scope="module")
def default() -> tuple[NumericalDerivative, dict[str, float], list[str]]:
    strays: list[str] = []

    def at_end(lesson: NumericalDerivative, step: str) -> None:
        strays.extend(f"{step}: {stray}" for stray in outside(lesson, safe_stage(lesson)))

    lesson, seconds = rehearse(NumericalDerivative, rehearsal(frame_rate=8), at_end=at_end)
    return lesson, seconds, strays


def test_the_default_prints_the_digits_of_the_notes_and_lasts_as_long_as_attention(
    default: tuple[NumericalDerivative, dict[str, float], list[str]],
) -> None:
    """25.000000010031442 beside 25: the 1 is h², the rest rounding. 40 to 150 seconds, steps of 3 to 12."""
    lesson, seconds, strays = default
    assert strays == []
    assert [row.text for row in lesson.picture.rows] == ["25", "25.00000001", "25.000000010031442"]
    assert lesson.claim_log.never_evaluated == set()
    assert all(finding.holds for finding in lesson.claim_log.results.values())
    assert 40 <= sum(seconds.values()) <= 150
    assert all(3 <= length <= 12 for length in seconds.values())


def test_the_default_draws_35_17_and_26_around_25(
    default: tuple[NumericalDerivative, dict[str, float], list[str]],
) -> None:
    """By hand with h = 1: f(3), f(4), f(5) are 3, 20, 55."""
    figure = default[0].figure
    assert figure.h == 1
    assert [figure.measured_slope(each) for each in Method] == pytest.approx([35, 17, 26])
    ends = figure.plane.numbers_at(np.array([figure.tangent.points[0], figure.tangent.points[-1]]))
    # The last dash may be cut, so that the drawn end is only on the line.
    assert (ends[1, 1] - ends[0, 1]) / (ends[1, 0] - ends[0, 0]) == pytest.approx(25)


def test_errors_are_plotted_as_python_computes_them(
    default: tuple[NumericalDerivative, dict[str, float], list[str]],
) -> None:
    """The marks at h = 1, 0.1, ... 1e-16, read off the axes; slopes 1 and 2 for large h; best steps near theory's.

    Those of the backward difference stand half way between, where those of the forward one do not hide them.
    """
    lesson, _, _ = default

    def f(x: float) -> float:
        return x**3 - 3 * x**2 + x

    rules: dict[Method, Function] = {
        Method.FORWARD: lambda h: (f(4 + h) - f(4)) / h,
        Method.BACKWARD: lambda h: (f(4) - f(4 - h)) / h,
        Method.CENTRAL: lambda h: central(f, 4, h),
    }
    for method, rule in rules.items():
        marks = lesson.plot.plane.numbers_at(lesson.plot.marks[method].places)
        powers = np.arange(0.0, -16.1, -1) if method is not Method.BACKWARD else np.arange(-0.5, -16, -1)
        assert marks[:, 0] == pytest.approx(powers)
        true = [abs(rule(float(np.power(10.0, power))) - 25) for power in powers]
        assert 10.0 ** marks[:, 1] == pytest.approx(true, rel=1e-9)
    # By hand: half of f'' is 9 and a sixth of the third derivative 1; values and points are rounded by 2^-53.
    rounding = 2.0**-53 * (20 + 4 * 25)
    assert lesson.plot.best[Method.FORWARD] == pytest.approx((rounding / 9) ** (1 / 2), rel=1e-3)
    assert lesson.plot.best[Method.CENTRAL] == pytest.approx(rounding ** (1 / 3), rel=1e-3)


def tamper(lesson: NumericalDerivative, step: str) -> None:
    """Before each is drawn: a line turned, marks shifted, guides turned, numbers in wrong boxes, digits backwards."""
    if step == "show_wanted_slope":
        marks = lesson.plot.marks[Method.FORWARD]
        lesson.figure.lines[Method.FORWARD].rotate(0.001)
        marks._all = marks._all + 0.001 * UP
        lesson.operations.forward.reverse()
        lesson.picture.rows[2].glyphs.reverse()
    if step == "let_rounding_grow":
        place = lesson.plot.best_place
        lesson.plot.best_place = lambda method: place(method) + 0.05 * UP  # type: ignore[method-assign]
    if step == "shrink_step":
        for _, line in lesson.plot.guides:
            line.rotate(0.001)


def test_claims_notice_what_is_drawn_wrong() -> None:
    lesson, _ = rehearse(NumericalDerivative, rehearsal(frame_rate=1), at_end=tamper, strict_claims=False)
    assert len(lesson.claim_log.results) == 7
    untouched = {"curve_is_the_graph_of_the_function"}  # the curve itself is not tampered with
    assert {name for name, finding in lesson.claim_log.results.items() if finding.holds} == untouched


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ({"f": "abs(x)", "at": "0"}, ["no derivative at x = 0", "corner"]),
        ({"f": "1/x", "at": "0"}, ["not defined at x = 0"]),
        ({"step": "0"}, ["step", "between 1e-16 and 1"]),
        ({"step": "2"}, ["h = 2", "between 1e-16 and 1", "step=1e-4"]),
        ({"f": "ln(x)", "at": "0.00001"}, ["no value of f", "h = 0.0001", "smaller step"]),
        ({"f": "sqrt(x^4)", "at": "0"}, ["no derivative of its own at x = 0", "another point"]),
        ({"f": "x^2 + y"}, ["f = 'x^2 + y'", "'y'"]),
    ],
)
def test_what_has_no_answer_is_refused_before_anything_is_drawn(values: dict[str, str], parts: list[str]) -> None:
    drawn: list[str] = []
    with pytest.raises(SessenError) as caught:
        rehearse(NumericalDerivative, values=values, at_end=lambda lesson, step: drawn.append(step))
    assert drawn == []
    for part in parts:
        assert part in str(caught.value)
