"""Matrices with exact entries: product, transpose, and how an entry is written (lecture notes, section 2.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product as pairs_of
from typing import TypeAlias

import sympy

from sessen.mathematics.constants import parse_matrix
from sessen.mathematics.errors import FormulaError, MatrixError
from sessen.mathematics.exact import simplify_constant
from sessen.mathematics.numbers import format_number, is_exact
from sessen.mathematics.typst import to_typst
from sessen.mathematics.vectors import dot

Matrix: TypeAlias = sympy.ImmutableDenseMatrix
Size: TypeAlias = tuple[int, int]

_LONGEST = 5  # signs that are seen: a longer entry is written as a decimal
_NOTATION = re.compile(r"frac|sqrt|root|[(), ]")


def size_of(matrix: Matrix) -> Size:
    """Rows and columns."""
    return int(matrix.rows), int(matrix.cols)


def written_size(matrix: Matrix) -> str:
    """The size as errors say it: ``2 × 3``."""
    return "{} × {}".format(*size_of(matrix))


def read_matrix(text: str, *, rows: tuple[int, int], columns: tuple[int, int]) -> Matrix:
    """Read a matrix row by row, ``1,2,3; 4,5,6``, of a size within bounds.

    Parameters
    ----------
    rows, columns
        The fewest and the most that there may be.

    Raises
    ------
    FormulaError
        If an entry cannot be read, naming its row and column; if rows are of several lengths, or the size is
        not wanted.
    """
    matrix = parse_matrix(text)
    for count, (least, most), noun in zip(size_of(matrix), (rows, columns), ("row", "column"), strict=True):
        if not least <= count <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            what = f"expected {wanted} {noun}{'s' * (most != 1)}, got {count}"
            raise FormulaError(what, text=text, suggestion="type rows as 1,2,3; 4,5,6")
    return matrix


def multiply(first: Matrix, second: Matrix, names: tuple[str, str] = ("A", "B")) -> Matrix:
    """Return the product of two matrices: row by column, one inner product an entry.

    Raises
    ------
    MatrixError
        If a row of the first is not as long as a column of the second.
    """
    if first.cols != second.rows:
        one, other = names
        entries, rows = ("entry", "row") if first.cols == 1 else ("entries", "rows")
        raise MatrixError(
            f"{one} is {written_size(first)} and {other} is {written_size(second)}: a row of {one} has {first.cols} "
            f"{entries}, a column of {other} has {second.rows}, so {one}{other} is not defined",
            hint=f"give {other} {first.cols} {rows}",
        )
    places = pairs_of(range(first.rows), range(second.cols))
    return Matrix(first.rows, second.cols, [dot(tuple(first.row(i)), tuple(second.col(j))) for i, j in places])


def conformable(rows: int, columns: int, *, start: int = 0) -> Matrix:
    """A matrix of small whole numbers for a product to be shown with; the same for the same size."""
    cycle = (1, 0, 1, 2, 3, 1, 1, 0)
    return Matrix(rows, columns, lambda i, j: sympy.Integer(cycle[(start + 3 * i + j) % len(cycle)]))


def entry_text(number: sympy.Expr, digits: int = 3) -> str:
    """An entry in Typst's mathematics: as it is if that is short, else as a decimal."""
    text = to_typst(simplify_constant(number))
    short = len(_NOTATION.sub("", text)) <= _LONGEST
    if not short:
        return format_number(number, digits, style="typst")
    return f"inline({text})" if "frac" in text else text  # a fraction as high as the numbers beside it


def value_text(number: sympy.Expr) -> str:
    """An entry after its sign of equality: = 8, or ≈ 0.333 where it is written as a decimal that is not all of it."""
    text = entry_text(number)
    exact = len(_NOTATION.sub("", to_typst(simplify_constant(number)))) <= _LONGEST or is_exact(number, text)
    return f"= {text}" if exact else f"approx {text}"


def as_factor(number: sympy.Expr) -> str:
    """An entry as a factor of a product: in brackets where it has a sign."""
    text = entry_text(number)
    return f"({text})" if text.startswith("-") or " + " in text or " - " in text else text


def entries_of(matrix: Matrix) -> list[list[sympy.Expr]]:
    """The entries row by row."""
    return [list(matrix.row(index)) for index in range(matrix.rows)]


def column_of(vector: Sequence[sympy.Expr]) -> Matrix:
    """A vector as a matrix of one column."""
    return Matrix(len(vector), 1, list(vector))
