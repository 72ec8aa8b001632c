"""Ticks are round numbers inside the window, and what is written beside them is their value."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from hypothesis import assume, example, given
from hypothesis import strategies as some

from sessen.typesetting.ticks import tick_step, tick_text, ticks

bounds = some.tuples(some.floats(-1e4, 1e4), some.floats(1e-6, 1e6)).map(lambda pair: (pair[0], pair[0] + pair[1]))
counts = some.integers(2, 10)


def written(text: str) -> float:
    """The number that a tick's text says, read by other means than it was written by."""
    match = re.fullmatch(r"(-?[\d.]*?)(?: times )?(?:10\^\((-?\d+)\))?", text)
    assert match is not None, text
    mantissa = {"": "1", "-": "-1"}.get(match[1], match[1])
    return float(Fraction(mantissa) * Fraction(10) ** int(match[2] or 0))


@given(bounds, counts)
@example((-4.5, 4.5), 6)
@example((0.0, 0.3), 6)
def test_ticks_are_multiples_of_a_round_step_within_the_window(window: tuple[float, float], most: int) -> None:
    low, high = window
    assume(high - low > 1e-4 * max(abs(low), abs(high)))
    step = tick_step(low, high, most)
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(mantissa - round_one) for round_one in (1, 2, 5, 10)) < 1e-6
    marks = ticks(low, high, most)
    spare = 1e-6 * step
    assert all(low - spare <= mark <= high + spare for mark in marks)
    assert all(abs(mark / step - round(mark / step)) < 1e-6 for mark in marks)


@given(bounds, counts)
def test_there_are_as_many_ticks_as_fit_and_no_more(window: tuple[float, float], most: int) -> None:
    """At most the number asked for and one for the second end; a step smaller by one size would bring too many."""
    low, high = window
    assume(high - low > 1e-4 * max(abs(low), abs(high)))
    step = tick_step(low, high, most)
    assert len(ticks(low, high, most)) <= most + 1
    assert (high - low) / (step * 0.5) >= most * (1 - 1e-6) or (high - low) / (step * 0.4) >= most * (1 - 1e-6)


@given(bounds, counts)
@example((0.0, 3e5), 4)
@example((-3e6, 3e6), 3)
@example((0.0, 2e-5), 4)
@example((1.2e6, 1.3e6), 6)
def test_a_tick_says_its_value(window: tuple[float, float], most: int) -> None:
    """To within a hundredth of a step, so that no two ticks say the same and none says another's value."""
    low, high = window
    assume(high - low > 1e-4 * max(abs(low), abs(high)))
    step = tick_step(low, high, most)
    marks = ticks(low, high, most)
    texts = [tick_text(mark, step) for mark in marks]
    assert len(set(texts)) == len(texts)
    for mark, text in zip(marks, texts, strict=True):
        assert abs(written(text) - mark) <= 0.01 * step, text


def test_ticks_are_written_with_the_decimals_of_their_step() -> None:
    assert [tick_text(mark, 0.5) for mark in ticks(-1, 1, 4)] == ["-1.0", "-0.5", "0", "0.5", "1.0"]
    assert [tick_text(mark, 20) for mark in ticks(0, 40, 2)] == ["0", "20", "40"]
    assert tick_text(2e6, 1e6) == "2 times 10^(6)"
    assert tick_text(1230000, 10000) == "1.23 times 10^(6)"
    assert tick_text(1234567, 1) == "1234567"  # no power of ten saves digits here
    assert tick_text(0.50002, 1e-5) == "0.50002"
    assert tick_text(2e-5, 1e-5) == "2 times 10^(-5)"
    assert tick_text(-1e6, 1e6) == "-10^(6)"
