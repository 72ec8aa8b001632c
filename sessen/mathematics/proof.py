"""The lines of a derivation, each proved to equal the one before, or an error that names the first that is not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import sympy

from sessen.mathematics.comparison import Outcome, compare
from sessen.mathematics.errors import DerivationError
from sessen.mathematics.statements import DerivationLine, letters_in, read_condition, read_line
from sessen.mathematics.typst import Roles


def proved_lines(sources: Sequence[Any], where: str = "", roles: Roles | None = None) -> list[DerivationLine]:
    """Read the lines of a derivation, as far as all of them are equal.

    Parameters
    ----------
    sources
        As for `read_line`.
    where
        Conditions under which they are equal, with commas between them: ``x > 0, h != 0``.
    roles
        Labels of letters, by name.

    Raises
    ------
    FormulaError
        A line cannot be read.
    DerivationError
        A line is false, with a point where it is, or it is not proved.
    """
    texts = [text for text in where.split(",") if text.strip()]
    variables = letters_in([*sources, *(side for text in texts for side in _sides(text))])
    conditions = [read_condition(text, variables) for text in texts]
    lines = [read_line(source, variables, roles) for source in sources]
    for number, (before, after) in enumerate(pairwise(lines), 2):
        outcome = compare(before.statement, after.statement, conditions)
        if not outcome.is_proved:
            raise _error(number, after, outcome)
    return lines


def _sides(condition: str) -> list[str]:
    for sign in "!=<>≠≥≤":
        condition = condition.replace(sign, " ")
    return [condition]


def _error(number: int, line: DerivationLine, outcome: Outcome) -> DerivationError:
    name = f"line {number}, {line.given}"
    if outcome.point is None:
        return DerivationError(
            f"not proved: {outcome.why}", line=number, location=name, hint="put a line between them, or correct it"
        )
    place = ", ".join(f"{symbol} = {_plain(value)}" for symbol, value in outcome.point.items())
    hint = "correct it, or say where it holds: where='x > 0'" if "no value" in outcome.why else "correct the line"
    at = f" at {place}" if place else ""
    return DerivationError(f"false{at}: {outcome.why}", line=number, location=name, hint=hint)


def _plain(value: sympy.Expr) -> str:
    return str(value).replace("**", "^").replace("sqrt", "√")
