"""Typed numbers, lists, intervals, vectors and matrices: ``pi/2``, ``1, 0.5``, ``[-5, 5]``, ``(2, 3)``, ``1,2;3,4``."""

from __future__ import annotations

import re

import sympy

from sessen.mathematics.errors import FormulaError
from sessen.mathematics.parser import FormulaReader
from sessen.mathematics.token_reader import CLOSING

MOST_ENTRIES = 64
_NUMBER = r"[+-]?[0-9]*\.?[0-9]+(?:/[0-9]+)?"
_PLAIN_ROW = re.compile(rf"[\s(\[{{]*{_NUMBER}(?:\s+{_NUMBER})*[\s)\]}}]*")
_BLANKS = re.compile(r"(?<=[0-9])\s+(?=[+\-.0-9])")
_ROW = r"[\[{][^\[\]{}]*[\]}]"
_ROWS_IN_BRACKETS = re.compile(rf"\s*[\[({{]?\s*{_ROW}(?:\s*[,;]\s*{_ROW})*\s*[\])}}]?\s*")
_BETWEEN_ROWS = re.compile(r"[\]}]\s*[,;]\s*[\[{]")
_NO_BRACKETS = str.maketrans("[]{}", "    ")


def parse_number(text: str) -> sympy.Expr:
    """Read a constant, exactly: "0.5" is 1/2, "1e-4" is 1/10000, "pi/2" stays pi/2. It is real and finite.

    Raises
    ------
    FormulaError
        If it is not one constant.
    """
    reader = FormulaReader(text, ())
    number = reader.sum()
    reader.expect_end()
    return number


def parse_numbers(text: str) -> tuple[sympy.Expr, ...]:
    """Read constants separated by commas, in any brackets or none: "1, 0.5, 0.1"."""
    rows = _read_rows(text)
    if len(rows) > 1:
        raise FormulaError("this takes one row of numbers", text=text, suggestion="separate them with commas")
    return rows[0]


def parse_vector(text: str) -> tuple[sympy.Expr, ...]:
    """Read the components of a vector: "2, 3", "(2, 3)", "[2 3]" or, as a column, "2; 3".

    Raises
    ------
    FormulaError
        If it is not at least two constants.
    """
    rows = _read_rows(text)
    vector = rows[0] if len(rows) == 1 else tuple(row[0] for row in rows)
    if len(rows) > 1 and any(len(row) != 1 for row in rows):
        raise FormulaError("this is a matrix, not a vector", text=text, suggestion="type the components as 2,3")
    if len(vector) < 2:
        raise FormulaError("a vector needs at least two components", text=text, suggestion="type them as 2,3")
    return vector


def parse_interval(text: str) -> tuple[sympy.Expr, sympy.Expr]:
    """Read two ends, the lower one first: "-5, 5" or "[-5, 5]".

    Raises
    ------
    FormulaError
        If there are not two ends, or they do not rise.
    """
    ends = parse_numbers(text)
    if len(ends) != 2:
        raise FormulaError(f"an interval needs two ends, not {len(ends)}", text=text, suggestion="type it as -5,5")
    low, high = ends
    if not (high - low).evalf() > 0:
        raise FormulaError(
            "the lower end must come first, and the ends must differ", text=text, suggestion="such as -5,5"
        )
    return low, high


def parse_matrix(text: str) -> sympy.ImmutableMatrix:
    """Read a matrix row by row: "1,2,3; 4,5,6".

    Raises
    ------
    FormulaError
        If an entry cannot be read, naming its row and column, or if the rows are not of one length.
    """
    try:
        rows = _read_rows(text)
    except FormulaError as error:
        if error.position is None:
            raise
        raise _in_entry(error, text, error.position) from None
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            sizes = f"row 1 has {len(rows[0])} entries, row {number} has {len(row)}"
            raise FormulaError(f"all rows of a matrix must have the same length: {sizes}", text=text)
    return sympy.ImmutableMatrix(rows)


def _in_entry(error: FormulaError, text: str, position: int) -> FormulaError:
    """The same error, with the entry of a typed matrix that it is about."""
    row, column = _entry_at(text, position)
    missing = position >= len(text.rstrip(" )]}")) or text[position] in ",;"
    what = "an entry is missing" if missing else error.message
    hint = "type rows as 1,2,3; 4,5,6" if missing else error.suggestion
    return FormulaError(f"row {row}, column {column}: {what}", text=text, position=position, suggestion=hint)


def _entry_at(text: str, position: int) -> tuple[int, int]:
    """Row and column, counted from 1, of the entry at a place; commas inside an entry's brackets do not count."""
    row, column, depth = 1, 1, 0
    before = text[:position]
    outer = 1 if text.lstrip()[:1] in CLOSING and text.rstrip()[-1:] in CLOSING.values() else 0
    for sign in before:
        depth += (sign in CLOSING) - (sign in CLOSING.values())
        if depth <= outer and sign == ";":
            row, column = row + 1, 1
        elif depth <= outer and sign == ",":
            column += 1
    return row, column


def _read_rows(text: str) -> list[tuple[sympy.Expr, ...]]:
    reader = FormulaReader(_commas_for_blanks(_rows_without_brackets(text)), ())
    reader.text = text
    opening = reader.take() if _is_wrapped(reader) else None
    rows: list[tuple[sympy.Expr, ...]] = [_read_row(reader)]
    while reader.sees(";"):
        reader.take()
        rows.append(_read_row(reader))
    if opening is not None:
        reader.close(opening)
    reader.expect_end()
    if sum(map(len, rows)) > MOST_ENTRIES:
        raise FormulaError(f"too many numbers: at most {MOST_ENTRIES}", text=text)
    return rows


def _rows_without_brackets(text: str) -> str:
    """Read "[[1, 2], [3, 4]]" as "1, 2; 3, 4". Columns stay true."""
    plain = "".join(text)
    if not _ROWS_IN_BRACKETS.fullmatch(plain):
        return text
    inner = _BETWEEN_ROWS.sub(lambda match: match[0].replace(",", ";").translate(_NO_BRACKETS), plain)
    return inner.translate(_NO_BRACKETS)


def _read_row(reader: FormulaReader) -> tuple[sympy.Expr, ...]:
    entries = [reader.sum()]
    while reader.sees(","):
        reader.take()
        entries.append(reader.sum())
    return tuple(entries)


def _commas_for_blanks(text: str) -> str:
    """Read "[1 2 3]" and "1 2; 3 4" as the notes write them: blanks between plain numbers are commas. Columns stay."""
    rows = text.split(";")
    if "," in text or not all(_PLAIN_ROW.fullmatch(row) for row in rows) or not any(map(_BLANKS.search, rows)):
        return text
    return ";".join(_BLANKS.sub(lambda blanks: "," + blanks[0][1:], row) for row in rows)


def _is_wrapped(reader: FormulaReader) -> bool:
    """Say whether the first bracket is closed by the last: "(2, 3)" is, "(1+2)*3, (4)" is not."""
    tokens = reader.remaining
    if not tokens or tokens[0].text not in CLOSING:
        return False
    depth = 0
    for index, token in enumerate(tokens):
        depth += (token.text in CLOSING) - (token.text in CLOSING.values())
        if depth == 0:
            return index == len(tokens) - 1
    return True
