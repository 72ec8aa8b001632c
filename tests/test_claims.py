"""Claims: errors measured as shares, the worst kept with its place, a violation told at once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sessen.claims import ClaimLog, ClaimViolated, Equal


@pytest.mark.parametrize(
    ("equal", "error"),
    [
        (Equal(1.5, 1.0), 0.5),
        (Equal(0.25, 0.0), 0.25),  # below 1 the error counts as it is
        (Equal(210.0, 200.0), 0.05),  # above, as a share
        (Equal(3.0, 1.0, scale=8.0), 0.25),
        (Equal([1.0, 2.0, 7.0], [1.0, 2.0, 5.0]), 0.4),
        (Equal(np.array([[1.0, 2.0], [3.0, 4.0]]), 4.0), 0.75),
        (Equal(math.nan, 1.0), math.inf),
        (Equal(math.inf, 1.0), math.inf),
        (Equal([], []), 0.0),
    ],
)
def test_the_error_is_the_worst_difference_as_a_share_of_the_scale(equal: Equal, error: float) -> None:
    assert equal.error == pytest.approx(error)


def test_a_violation_names_scene_step_time_numbers_and_the_claim() -> None:
    ledger = ClaimLog("Secant")
    with pytest.raises(ClaimViolated) as caught:
        ledger.record("slope_is_true", Equal(2.5, 2.0, tolerance=1e-3), step="draw", seconds=3.25)
    assert caught.value.location == "Secant::draw at 3.25 s"
    for part in ("slope is true", "2.5", "2.", "0.25", "0.001"):
        assert part in caught.value.message
    assert "slope_is_true" in caught.value.hint


def test_a_claim_on_the_edge_of_what_is_allowed_holds() -> None:
    ledger = ClaimLog("Secant")
    ledger.record("edge", Equal(1.25, 1.0, tolerance=0.25), step="draw", seconds=0)
    assert ledger.results["edge"].holds


@given(some.lists(some.tuples(some.floats(0, 1), some.floats(0.01, 1)), min_size=1, max_size=20))
def test_an_indulgent_ledger_keeps_the_worst_with_its_step_and_time(errors: list[tuple[float, float]]) -> None:
    """Worst is what exceeds what it may be by the largest factor, for a claim may allow more in one place."""
    ledger = ClaimLog("Secant", strict=False)
    for index, (error, within) in enumerate(errors):
        ledger.record("claim", Equal(error, 0.0, tolerance=within), step=f"step {index}", seconds=float(index))
    worst = max(range(len(errors)), key=lambda index: errors[index][0] / errors[index][1])
    finding = ledger.results["claim"]
    assert finding.error / finding.tolerance == errors[worst][0] / errors[worst][1]
    assert finding.step == f"step {finding.seconds:.0f}"
    assert finding.holds == (errors[worst][0] <= errors[worst][1])


def test_of_several_facts_in_one_claim_each_counts() -> None:
    ledger = ClaimLog("Secant")
    with pytest.raises(ClaimViolated):
        ledger.record("both", [Equal(1.0, 1.0), Equal(2.0, 1.0)], step="draw", seconds=0)


def test_a_claim_that_never_spoke_is_named() -> None:
    """It proves nothing; one that was silent for a while only is not blamed."""
    ledger = ClaimLog("Secant")
    for moment in range(3):
        ledger.record("never", None, step="draw", seconds=moment)
        ledger.record("late", None if moment < 2 else Equal(1.0, 1.0), step="draw", seconds=moment)
    assert ledger.never_evaluated == {"never"}
