"""Numbers, lists, intervals, vectors and matrices as they are typed."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from sessen.mathematics import FormulaError, parse_interval, parse_matrix, parse_number, parse_numbers, parse_vector


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4", sympy.Integer(4)),
        ("0.5", sympy.Rational(1, 2)),
        ("pi/2", sympy.pi / 2),
        ("1e-4", sympy.Rational(1, 10000)),
        ("-2", sympy.Integer(-2)),
        ("−2", sympy.Integer(-2)),
        ("sqrt(2)", sympy.sqrt(2)),
        ("１２", sympy.Integer(12)),
    ],
)
def test_number_is_exact(text: str, number: sympy.Expr) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["x", "", "1,2", "1/0", "1e999", "nan", "inf", "∞", "0x10", "1_000"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_decimals_are_read_to_the_last_digit(number: object) -> None:
    assert parse_number(f"{number:f}") == sympy.Rational(str(number))


@pytest.mark.parametrize(
    "text", ["2,3", "(2, 3)", "[2 3]", "2;3", "[2; 3]", "{2,3}", "２，３", "( 2 ,3 )", "(1+1), (3)"]
)
def test_vector_in_all_notations(text: str) -> None:
    assert parse_vector(text) == (2, 3)


def test_vector_of_the_notes() -> None:
    assert parse_vector("[1 2 3]") == (1, 2, 3)
    assert parse_vector("-1 0.5 +2") == (-1, sympy.Rational(1, 2), 2)


@pytest.mark.parametrize(("text", "position"), [("2", None), ("1,2;3,4", None), ("1,,2", 2), ("(1,2", 0), ("1,x", 2)])
def test_what_is_no_vector_is_refused(text: str, position: int | None) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_vector(text)
    assert caught.value.position == position


def test_interval_rises() -> None:
    assert parse_interval("-5,5") == parse_interval("[-5, 5]") == (-5, 5)
    assert parse_interval("-pi, pi") == (-sympy.pi, sympy.pi)
    for text in ("5,-5", "1,1", "1", "1,2,3"):
        with pytest.raises(FormulaError, match="end"):
            parse_interval(text)


def test_list_of_numbers_keeps_its_order() -> None:
    assert parse_numbers("1, 0.5, 0.1, 0.01") == tuple(sympy.Rational(text) for text in ("1", "0.5", "0.1", "0.01"))


def test_matrix_rows_are_of_one_length() -> None:
    assert parse_matrix("1,2,3; 4,5,6") == sympy.Matrix([[1, 2, 3], [4, 5, 6]])
    with pytest.raises(FormulaError, match="row 1 has 2 entries, row 2 has 1"):
        parse_matrix("1,2;3")


def test_long_lists_are_refused() -> None:
    with pytest.raises(FormulaError, match="at most 64"):
        parse_numbers(",".join(["1"] * 65))


@pytest.mark.parametrize(
    "text",
    ["[[1,2],[3,4]]", "1 2; 3 4", "[1 2; 3 4]", "{{1, 2}, {3, 4}}", "[1,2],[3,4]", "[[1 2], [3 4]]", "[[1,2];[3,4]]"],
)
def test_matrices_are_read_as_they_are_written_elsewhere(text: str) -> None:
    assert parse_matrix(text) == sympy.Matrix([[1, 2], [3, 4]])


def test_blanks_part_plain_numbers_only() -> None:
    assert parse_matrix("[1/2 1; 0 -1]") == sympy.Matrix([[sympy.Rational(1, 2), 1], [0, -1]])
    assert parse_matrix("(1+2)*3, 4") == sympy.Matrix([[9, 4]])
    assert parse_matrix("1 - 2; 3") == sympy.Matrix([[-1], [3]])
    with pytest.raises(FormulaError, match="row 1 has 2 entries, row 2 has 1"):
        parse_matrix("[[1,2],[3]]")
