"""The lines of a derivation: a formula, or the limit or the derivative of one, typed or from SymPy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import sympy

from sessen.errors import SessenError
from sessen.mathematics.budget import bounded
from sessen.mathematics.differentiation import differentiate
from sessen.mathematics.domains import Kept
from sessen.mathematics.errors import FormulaError
from sessen.mathematics.expression_tree import read_operations
from sessen.mathematics.formula import expression_of
from sessen.mathematics.parser import parse_formula
from sessen.mathematics.typst import Roles, to_typst
from sessen.mathematics.vocabulary import CONSTANTS, FUNCTIONS
from sessen.mathematics.written import Written, write_expression, write_operations
from sessen.mathematics.zero import without_kept

_LIMIT: Final = re.compile(r"\s*lim\s+(?P<variable>[A-Za-z])\s*(?:->|→)\s*(?P<point>[^:]+?)\s*:(?P<body>.*)", re.DOTALL)
_DERIVATIVE: Final = re.compile(r"\s*d\s*/\s*d\s*(?P<variable>[A-Za-z])\s*:(?P<body>.*)", re.DOTALL)
_WORD: Final = re.compile(r"[A-Za-z]+")
_INFINITE: Final = {"oo": sympy.oo, "infinity": sympy.oo, "∞": sympy.oo}

Kind = Literal["value", "limit", "derivative"]


@dataclass(frozen=True)
class Statement:
    """What a line says.

    Attributes
    ----------
    body
        The formula; what SymPy would simplify away is kept.
    kind
        Whether the line is worth what the formula is, or its limit, or its derivative.
    variable
        With respect to which.
    point, side
        Where the limit is taken, and from where: "+", "-" or "+-".
    """

    body: sympy.Expr
    kind: Kind = "value"
    variable: sympy.Symbol | None = None
    point: sympy.Expr | None = None
    side: str = "+-"

    @property
    def value(self) -> sympy.Expr | None:
        """What the line is worth; None where SymPy cannot tell."""
        if self.kind == "value":
            return self.body
        if self.kind == "derivative":
            return _derivative(self.body, self.variable)
        return bounded(self._limit, otherwise=None)

    def _limit(self) -> sympy.Expr | None:
        found = sympy.limit(without_kept(self.body), self.variable, self.point, self.side)
        known = isinstance(found, sympy.Expr) and not found.has(sympy.Limit, sympy.AccumBounds, sympy.nan, sympy.zoo)
        return found if known and found.is_finite is not False else None

    @property
    def letters(self) -> list[sympy.Symbol]:
        """The letters that the line depends on, by name."""
        bound = {self.variable} if self.kind == "limit" else set()
        return sorted(self.body.free_symbols - bound, key=str)


def _derivative(body: sympy.Expr, variable: sympy.Symbol | None) -> sympy.Expr:
    """The derivative, without a value where the formula has none or a corner."""
    slope = differentiate(body, variable).replace(sympy.sign, lambda inner: inner / sympy.Abs(inner))
    return Kept(slope, body) if body.free_symbols else slope


@dataclass(frozen=True)
class DerivationLine:
    """A line: how it was given, what it says and how it is written."""

    given: str
    statement: Statement
    written: Written


def read_line(source: Any, variables: Sequence[str], roles: Roles | None = None) -> DerivationLine:
    """Read a line.

    Parameters
    ----------
    source
        Typed: ``(x + h)^2``, ``lim h->0: ((x + h)^2 - x^2)/h`` or ``d/dx: x^2``; or an expression of SymPy.
    variables
        The letters that may occur.
    roles
        Labels of letters, by name.

    Raises
    ------
    FormulaError
        It cannot be read.
    """
    if not isinstance(source, str):
        expression = sympy.sympify(expression_of(source), strict=True)
        return DerivationLine(str(expression), _statement_of(_real(expression)), write_expression(expression, roles))
    if match := _LIMIT.fullmatch(source):
        return _limit_line(source, match, variables, roles)
    if match := _DERIVATIVE.fullmatch(source):
        return _derivative_line(source, match, variables, roles)
    operations = read_operations(source, variables)
    return DerivationLine(source, Statement(operations.expression), write_operations(operations, roles))


def _limit_line(source: str, match: re.Match[str], variables: Sequence[str], roles: Roles | None) -> DerivationLine:
    point, side = match["point"], "+-"
    if point[-1] in "+-" and len(point) > 1:
        point, side = point[:-1].strip(), point[-1]
    place = _INFINITE.get(point.lstrip("-"))
    place = parse_formula(point, variables) if place is None else -place if point.startswith("-") else place
    body = read_operations(match["body"].strip(), variables)
    symbol = sympy.Symbol(match["variable"], real=True)
    statement = Statement(body.expression, "limit", symbol, place, side if place.is_finite else "-")
    written = write_operations(body, roles)
    raised = "" if side == "+-" else f"^{side}"
    goes = f"lim_({symbol} -> {to_typst(place)}{raised})"
    inner = written.typst if body.kind not in ("add", "negate") else f"({written.typst})"
    return DerivationLine(source, statement, Written(f"{goes} {inner}", written.keys))


def _derivative_line(
    source: str, match: re.Match[str], variables: Sequence[str], roles: Roles | None
) -> DerivationLine:
    body = read_operations(match["body"].strip(), variables)
    symbol = sympy.Symbol(match["variable"], real=True)
    written = write_operations(body, roles)
    inner = written.typst if body.kind not in ("add", "negate") else f"({written.typst})"
    text = f"frac(dif, dif {symbol}) {inner}"
    return DerivationLine(source, Statement(body.expression, "derivative", symbol), Written(text, written.keys))


def _statement_of(expression: sympy.Expr) -> Statement:
    if isinstance(expression, sympy.Limit):
        body, variable, point, side = expression.args
        return Statement(body, "limit", variable, point, str(side))
    if isinstance(expression, sympy.Derivative) and expression.derivative_count == 1:
        return Statement(expression.expr, "derivative", expression.variables[0])
    worked_out = bounded(expression.doit, otherwise=None)
    if worked_out is None:
        raise SessenError(f"SymPy does not work out {expression}", hint="write it with simpler parts")
    return Statement(worked_out)


def _real(expression: sympy.Expr) -> sympy.Expr:
    """The expression in real letters, as typed formulas have them."""
    letters = expression.atoms(sympy.Symbol)
    return expression.xreplace({each: sympy.Symbol(each.name, real=True) for each in letters})


def letters_in(sources: Sequence[Any]) -> tuple[str, ...]:
    """The letters that occur in lines, by name, without the names of functions and constants."""
    found: set[str] = set()
    for source in sources:
        if isinstance(source, str):
            match = _LIMIT.fullmatch(source) or _DERIVATIVE.fullmatch(source)
            found |= _letters_of_text(" ".join(match.groupdict().values()) if match else source)
        else:
            found |= {each.name for each in sympy.sympify(expression_of(source)).atoms(sympy.Symbol)}
    return tuple(sorted(found))


def _letters_of_text(text: str) -> set[str]:
    known = sorted({*FUNCTIONS, "pi", "infinity", "oo"}, key=len, reverse=True)
    found: set[str] = set()
    for run in _WORD.findall(text):
        rest = run
        for name in known:
            rest = rest.replace(name, " ")
        found |= set(rest) - {" ", *CONSTANTS}
    return found


def read_condition(text: str, variables: Sequence[str]) -> sympy.Basic:
    """Read ``x > 0``, ``x != 0``, ``cos x != 0``.

    Raises
    ------
    FormulaError
        It is no comparison of two formulas.
    """
    for sign, build in _COMPARISONS.items():
        if sign in text:
            left, _, right = text.partition(sign)
            return build(parse_formula(left.strip(), variables), parse_formula(right.strip(), variables))
    raise FormulaError(f"'{text}' is no condition", suggestion="write it as x > 0, x >= 1 or x != 0")


_COMPARISONS: Final = {
    "!=": sympy.Ne,
    "≠": sympy.Ne,
    ">=": sympy.Ge,
    "≥": sympy.Ge,
    "<=": sympy.Le,
    "≤": sympy.Le,
    ">": sympy.Gt,
    "<": sympy.Lt,
}
