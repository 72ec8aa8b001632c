"""The lecture scene on learning: its claims, its numbers, its words, what it refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import sympy

from scenes.gradient_descent import model
from scenes.gradient_descent.captions import other_words
from scenes.gradient_descent.model import Fate, Training
from scenes.gradient_descent.points import LabelledPoints, read_points
from scenes.gradient_descent.scene import GradientDescent
from sessen.errors import SessenError
from tests.scenes.support import ROOT, Spoilt, Watched, rehearsal, watch


def asset(name: str) -> Path:
    return ROOT / "assets" / name


def shipped() -> LabelledPoints:
    return read_points("data/two_kinds.csv", asset)


def trained(rates: tuple[float, ...] = (0.1, 2.0, 4.5)) -> Training:
    return Training(shipped(), (-1.4, 0.8), rates)


SPOILT = {
    "a line that is turned": Spoilt(
        "roll_down",
        "line_among_the_points_is_that_of_the_ball",
        lambda lesson: (lesson.figure.line, lesson.figure.line.points * (1, 1.001, 1)),
    ),
    "steps that are too long": Spoilt(
        "roll_down",
        "drawn_steps_are_the_rate_times_the_gradient_backwards",
        lambda lesson: (lesson.walks[1].below, lesson.walks[1].below.points * 1.001),
    ),
    "a path walked uphill": Spoilt(
        "roll_down",
        "loss_falls_at_the_middle_rate",
        lambda lesson: (lesson.walks[1].below, lesson.walks[1].below.points[::-1].copy()),
    ),
    "a bar that is too long": Spoilt(
        "run_backwards",
        "factors_multiply_to_the_derivative",
        lambda lesson: (lesson.backwards.bars["w"], lesson.backwards.bars["w"].points * 1.001),
    ),
}


@pytest.fixture(scope="module")
def default() -> Watched[GradientDescent]:
    """One run for all tests of the default picture."""
    return watch(GradientDescent, spoilt=SPOILT)


def test_the_default_picture_is_true_and_inside(default: Watched[GradientDescent]) -> None:
    assert default.faults == []
    assert 60 <= sum(default.seconds.values()) <= 150


@pytest.mark.parametrize("name", SPOILT)
def test_a_wrong_drawing_is_noticed(default: Watched[GradientDescent], name: str) -> None:
    assert default.noticed[name] > 1


def test_points_without_a_best_line_and_rates_far_off_are_drawn_as_they_are() -> None:
    """An upright line parts them, so that the loss has no minimum; ``tools/edge_values.py`` walks more."""
    values = {"data": "-1,0,0; -2,3,0; 1,0,1; 2,-3,1", "rates": "1e-9, 30, 1e300"}
    seen = watch(GradientDescent, rehearsal("en", "square", frame_rate=1), values)
    assert [each.claim for each in seen.lesson.claim_log.results.values() if not each.holds] == []


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"data": ""}, "no points"),
        ({"data": "  ;  ; "}, "has no points"),
        ({"data": "1,2,1; 3,4,1"}, "all points of data are of kind 1"),
        ({"data": "1,2,1; nan,4,0"}, "'nan' is not a number"),
        ({"data": "1,2,1; inf,4,0"}, "'inf' is not a number"),
        ({"data": "1,2,1; 3,4"}, "2 numbers where three belong"),
        ({"data": "1,2,1; 3,4,2"}, "2 is no kind"),
        ({"data": "1,2,1; 3000,4,0"}, "too far out"),
        ({"data": "data/nothing.csv"}, "no asset 'data/nothing.csv'"),
        ({"data": "../README.md"}, "outside of"),
        ({"rates": "0.1, 0, 2"}, "greater than zero"),
        ({"rates": "0.1, -1, 2"}, "greater than zero"),
        ({"rates": "0.1, 2"}, "there must be three"),
        ({"rates": "0.1, 1e300, 2"}, "too large"),
        ({"start": "1e300, 0"}, "too far"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(values: dict[str, str], why: str) -> None:
    with pytest.raises(SessenError, match=why.replace("(", r"\(")) as refused:
        watch(GradientDescent, rehearsal(frame_rate=1), values)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "why"),
    [(b"x,y,kind\n", "has no points"), (b"\xff\xfe\x00", "cannot be read as text"), (b"1,2,1\n3,x,0\n", "line 2")],
)
def test_a_file_that_is_no_list_of_points_is_told_with_the_line(tmp_path: Path, text: bytes, why: str) -> None:
    (tmp_path / "mine.csv").write_bytes(text)
    with pytest.raises(SessenError) as refused:
        read_points("mine.csv", lambda name: tmp_path / name)
    assert why in f"{refused.value} {refused.value.location}"


def test_the_points_are_those_that_the_script_makes() -> None:
    import sys

    sys.path.insert(0, str(ROOT / "tools"))
    from two_kinds import table  # type: ignore[import-not-found]  # beside the tools

    assert asset("data/two_kinds.csv").read_text("utf-8") == table()
    assert len(shipped()) == 20


def test_the_loss_is_one_expression_and_its_slope_the_product_of_the_factors() -> None:
    """SymPy, from the loss of p at p = sigma(z): what is summed without overflow is the same."""
    composed = model.LOSS_OF_P.subs(model.P, model.SQUASHED.subs(model.Z, model.WEIGHED))
    at = {model.X: 0.7, model.Y: -1.3, model.W: 0.4, model.B: -0.9}
    for kind in (0, 1):
        same = {**at, model.KIND: kind}
        plain = model.LOSS.replace(model.softplus, lambda z: sympy.log(1 + sympy.exp(z)))
        assert float(composed.subs(same)) == pytest.approx(float(plain.subs(same)), rel=1e-12)
        for letter in (model.W, model.B):
            slope = sympy.diff(composed, letter).subs(same)
            assert float(slope) == pytest.approx(float(sympy.diff(model.LOSS, letter).subs(same)), rel=1e-12)


def test_the_gradient_is_that_of_the_mean_loss() -> None:
    training, step = trained(), 1e-6
    for w, b in ((-1.4, 0.8), (0.7, 0.4), (40.0, -60.0)):
        slopes = [
            float(training.value(w + dw, b + db) - training.value(w - dw, b - db)) / (2 * step)
            for dw, db in ((step, 0), (0, step))
        ]
        assert training.gradient(w, b) == pytest.approx(slopes, abs=1e-6)


def test_the_least_loss_has_no_slope_and_the_middle_rate_comes_there() -> None:
    training = trained()
    assert training.gradient(*training.least) == pytest.approx([0, 0], abs=1e-9)
    assert training.runs[1].path[-1] == pytest.approx(training.least, abs=0.05)
    assert [run.fate for run in training.runs] == [Fate.CREEPS, Fate.ARRIVES, Fate.LEAPS]
    assert (training.is_wrong(*training.start).sum(), training.is_wrong(*training.least).sum()) == (10, 2)


def test_other_rates_are_told_as_they_end() -> None:
    slow = trained((0.01, 0.02, 0.03))
    assert {run.fate for run in slow.runs} == {Fate.CREEPS}
    assert set(other_words(tuple(run.fate for run in slow.runs))) == {"compare_rates", "roll_down", "state_the_rule"}
    assert other_words((Fate.CREEPS, Fate.ARRIVES, Fate.LEAPS)) == {}
    assert trained((0.1, 2.0, 50.0)).runs[2].fate is Fate.LEAVES
    assert np.isfinite(trained((0.1, 2.0, 1e300)).runs[2].path).all()
