"""Digits below each other: which are right, which the step spoils and which rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scenes.numerical_derivative.digits import Digits, places_of
from sessen.theme import GIVEN_B, MOVING, RESULT, Role

LETTER = {RESULT: "r", MOVING: "s", GIVEN_B: "f"}


def owed(digits: Digits) -> str:
    """For each printed digit: r right, s from the step, f from the floating point."""
    places = [place for place in places_of(digits.written(digits.computed)) if place is not None]
    return "".join(LETTER[Role(digits.role(place))] for place in places)


@pytest.mark.parametrize(
    ("true", "exact", "computed", "letters"),
    [
        ("25", "25.00000001", "25.000000010031442", "rrrrrrrrrsssfffff"),
        ("6", "6", "6.000000000012662", "rrrrrrrrrrrfffff"),
        ("1", "0.9999999983333334", "0.9999999983333334", "rrrrrrrrrssssssss"),
        ("0.5", "0.5", "0.5", "rr"),
        ("-10000", "-10001.0001", "-10001.00010000992", "rrrrsssssssssfff"),
    ],
)
def test_each_digit_is_owed_to_what_spoils_it_first(true: str, exact: str, computed: str, letters: str) -> None:
    assert owed(Digits(Decimal(true), Decimal(exact), Decimal(computed))) == letters


def test_numbers_that_end_are_written_as_far_as_they_go() -> None:
    digits = Digits(Decimal(25), Decimal("25.00000001"), Decimal("25.000000010031442"))
    assert [digits.written(each) for each in (digits.true, digits.exact)] == ["25", "25.00000001"]


def test_large_and_tiny_numbers_share_a_power_of_ten() -> None:
    digits = Digits(Decimal("2.7e9"), Decimal(2700000001), Decimal("2700000000.0190735"))
    assert digits.exponent == 9
    assert digits.written(digits.true) == "2.7"
    assert Decimal(digits.written(digits.computed)).scaleb(9) == digits.computed
