"""Matrices: typed entries, sizes, products against NumPy, refusals that name row and column."""

from __future__ import annotations

import numpy as np
import pytest
import sympy

from sessen.mathematics import (
    FormulaError,
    MatrixError,
    conformable,
    entry_text,
    multiply,
    parse_matrix,
    read_matrix,
    size_of,
)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1,x;3,4", "row 1, column 2: 'x' is unknown"),
        ("1,2;3,4/0", "row 2, column 2: this divides by zero"),
        ("[1,2;3,foo(2)]", "row 2, column 2: 'foo'"),
        ("max(1,2),3;4,y", "row 2, column 2: 'y'"),
        ("1,,2", "row 1, column 2: an entry is missing"),
        ("1,2;3,", "row 2, column 2: an entry is missing"),
        ("1,2;;3", "row 2, column 1: an entry is missing"),
        ("1,2;3", "row 1 has 2 entries, row 2 has 1"),
        ("1;2;3;4;5", "expected 1 to 4 rows, got 5"),
        ("1,2,3,4,5", "expected 1 to 4 columns, got 5"),
    ],
)
def test_a_matrix_that_cannot_be_read_says_which_entry(text: str, complaint: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        read_matrix(text, rows=(1, 4), columns=(1, 4))
    assert complaint in refusal.value.message


def test_entries_stay_exact() -> None:
    matrix = read_matrix("1/3, sqrt(2); -pi, 0.1", rows=(1, 4), columns=(1, 4))
    assert list(matrix) == [sympy.Rational(1, 3), sympy.sqrt(2), -sympy.pi, sympy.Rational(1, 10)]
    assert size_of(matrix) == (2, 2)


@pytest.mark.parametrize("sizes", [(2, 3, 2), (1, 4, 1), (4, 1, 4), (3, 3, 3)])
def test_products_are_those_of_numpy(sizes: tuple[int, int, int]) -> None:
    rows, inner, columns = sizes
    numbers = np.random.default_rng(sum(sizes)).integers(-9, 9, (rows, inner)), conformable(inner, columns)
    product = multiply(sympy.ImmutableMatrix(numbers[0].tolist()), numbers[1])
    assert np.array(product.tolist(), float) == pytest.approx(numbers[0] @ np.array(numbers[1].tolist(), float))


@pytest.mark.parametrize(
    ("first", "told", "hint"),
    [
        ("1,2,3;4,5,6", "A is 2 × 3 and B is 2 × 2: a row of A has 3 entries, a column of B has 2", "give B 3 rows"),
        ("7", "A is 1 × 1 and B is 2 × 2: a row of A has 1 entry, a column of B has 2", "give B 1 row"),
    ],
)
def test_a_product_whose_sizes_do_not_meet_is_refused(first: str, told: str, hint: str) -> None:
    """With both sizes, the two lengths that differ, and what to change."""
    with pytest.raises(MatrixError) as refusal:
        multiply(parse_matrix(first), parse_matrix("1,2;3,4"))
    assert told in refusal.value.message
    assert refusal.value.hint == hint


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("7", "7"),
        ("-2", "-2"),
        ("1/3", "inline(frac(1, 3))"),
        ("sqrt(2)", "sqrt(2)"),
        ("pi*sqrt(7)/10^9", "8.31 times 10^(-9)"),
        ("1234/10007", "0.123"),
    ],
)
def test_entries_are_written_short(number: str, text: str) -> None:
    """As they are where that is short, else as a decimal: an entry has to stay in its cell."""
    assert entry_text(parse_matrix(number)[0, 0]) == text
