"""Whether two lines of a derivation are equal: a counterexample, a proof, or neither.

Lines are equal where both have the same value and where neither has one: x/x is 1 but for x = 0, so a derivation says
``where="x != 0"``. Counterexamples are looked for first, with mpmath at points that are the same at every run, and at
the zeros of divisors, exactly. What none of them contradicts is proved, or it is not accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

import mpmath
import sympy

from sessen.mathematics import safe_arithmetic
from sessen.mathematics.budget import bounded
from sessen.mathematics.domains import conditions
from sessen.mathematics.high_precision import NoValueError, evaluate
from sessen.mathematics.statements import Statement
from sessen.mathematics.zero import is_zero

_DIGITS: Final = 30
_TOLERANCE: Final = mpmath.mpf(10) ** -12
_MOST_POINTS: Final = 90
_HIGHEST_DEGREE: Final = 6
_R = sympy.Rational
_NUMBERS: Final = tuple(
    map(_R, (2, 1, 0, -1, 3, -2, _R(1, 2), -3, _R(-1, 2), 5, _R(1, 3), _R(-5, 2), _R(7, 3), 10, _R(-7), _R(1, 10)))
)
_ANGLES: Final = tuple(sympy.pi * share for share in (_R(1, 2), 1, _R(1, 4), _R(-1, 2), _R(3, 2), _R(1, 3), 2))
_SMALL: Final = (_R(1, 7), _R(-1, 7), _R(1, 100), _R(-1, 100), _R(1, 1000))
_PERIODIC: Final = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)

Point = Mapping[sympy.Symbol, sympy.Expr]


@dataclass(frozen=True)
class Outcome:
    """What has come of a comparison.

    Attributes
    ----------
    is_proved
        Whether the lines are equal wherever they are said to be.
    point
        Where they are not, if that has been found.
    why
        What is so there, or what was not proved.
    """

    is_proved: bool
    point: Point | None = None
    why: str = ""


def compare(before: Statement, after: Statement, where: Sequence[sympy.Basic] = ()) -> Outcome:
    """Compare two lines.

    Parameters
    ----------
    before, after
        What the lines say.
    where
        Conditions under which they are to be equal.
    """
    if _same_limit(before, after) and compare(*_bodies(before, after), [*where, *_beside(before)]).is_proved:
        return Outcome(is_proved=True)
    one, other = before.value, after.value
    for line, value, name in ((before, one, "the line before"), (after, other, "this line")):
        if value is None:
            return Outcome(is_proved=False, why=f"it is not proved: SymPy finds no {line.kind} in {name}")
    assert one is not None
    assert other is not None
    found = _counterexample(one, other, where)
    if found is not None:
        return found
    if bounded(lambda: _is_proved(one, other, where), otherwise=False):
        return Outcome(is_proved=True)
    return Outcome(is_proved=False, why="it is not proved to equal the line before")


def _same_limit(before: Statement, after: Statement) -> bool:
    return before.kind == "limit" == after.kind and (before.variable, before.point, before.side) == (
        after.variable,
        after.point,
        after.side,
    )


def _bodies(before: Statement, after: Statement) -> tuple[Statement, Statement]:
    return Statement(before.body), Statement(after.body)


def _beside(limit: Statement) -> list[sympy.Basic]:
    """A limit does not ask for a value at its point."""
    return [sympy.Ne(limit.variable, limit.point)] if limit.point is not None and limit.point.is_finite else []


# -- counterexamples ---------------------------------------------------------------------------------------------------


def _counterexample(one: sympy.Expr, other: sympy.Expr, where: Sequence[sympy.Basic]) -> Outcome | None:
    symbols = sorted(one.free_symbols | other.free_symbols, key=str)
    for point in _points(one, other, symbols):
        if not _holds(where, point):
            continue
        values = [_value(expression, point) for expression in (one, other)]
        if values[0] is None and values[1] is None:
            continue
        if values[0] is None or values[1] is None or not _agree(values[0], values[1]):
            return Outcome(is_proved=False, point=point, why=_told(values[0], values[1]))
    return None


def _points(one: sympy.Expr, other: sympy.Expr, symbols: Sequence[sympy.Symbol]) -> Iterator[Point]:
    """Where lines are compared: at simple numbers, angles, small numbers, and where one of them may have no value."""
    if not symbols:
        yield {}
        return
    numbers = [*_NUMBERS, *(_ANGLES if one.has(*_PERIODIC) or other.has(*_PERIODIC) else ()), *_SMALL]
    count = len(numbers)
    for index, number in enumerate(numbers):
        # Other letters have other numbers, never the same: x - y is not always 0.
        yield {
            symbol: numbers[(index + 3 * place) % count] if place else number for place, symbol in enumerate(symbols)
        }
    if len(symbols) > 1:
        for values in islice(product(_NUMBERS[:6], repeat=len(symbols)), _MOST_POINTS):
            yield dict(zip(symbols, values, strict=True))
    yield from _critical_points(one, other, symbols)


def _critical_points(one: sympy.Expr, other: sympy.Expr, symbols: Sequence[sympy.Symbol]) -> Iterator[Point]:
    """Zeros of what must not be zero or negative, and numbers beside them."""
    terms = {term for expression in (one, other) for _, term in conditions(expression)}
    for term in sorted(terms, key=sympy.default_sort_key):
        for place, symbol in enumerate(symbols):
            if symbol not in term.free_symbols:
                continue
            others = {each: _NUMBERS[(index + 1) % 5] for index, each in enumerate(symbols) if index != place}
            for root in _real_roots(term.xreplace(others), symbol):
                for number in (root, root + _R(1, 3), root - _R(1, 3)):
                    yield {**others, symbol: number}


def _real_roots(term: sympy.Expr, symbol: sympy.Symbol) -> list[sympy.Expr]:
    if not term.is_polynomial(symbol):
        return []
    polynomial = sympy.Poly(term, symbol)
    if not (polynomial.domain.is_QQ or polynomial.domain.is_ZZ) or not 0 < polynomial.degree() <= _HIGHEST_DEGREE:
        return []
    return [root for root in dict.fromkeys(sympy.real_roots(polynomial)) if root.count_ops() < 20]


def _holds(where: Sequence[sympy.Basic], point: Point) -> bool:
    """Whether a point is one of those that are spoken of."""
    for condition in where:
        left, right = (_value(side, point) for side in condition.args)
        if left is None or right is None or not _compares(condition, left, right):
            return False
    return True


def _compares(condition: sympy.Basic, left: mpmath.mpf, right: mpmath.mpf) -> bool:
    if isinstance(condition, sympy.Ne):
        return not _agree(left, right)
    if isinstance(condition, sympy.Ge | sympy.Le) and _agree(left, right):
        return True
    return bool(left > right if isinstance(condition, sympy.Gt | sympy.Ge) else left < right)


def _value(expression: sympy.Expr, point: Point) -> mpmath.mpf | None:
    """The value at a point to 30 digits; None where there is none, which is found out exactly."""
    try:
        safe_arithmetic.substitute(expression, point)
        with mpmath.workdps(_DIGITS):
            numbers = {symbol: mpmath.mpf(value._to_mpmath(mpmath.mp.prec)) for symbol, value in point.items()}
            return evaluate(expression, numbers)
    except (safe_arithmetic.BoundError, NoValueError, TypeError, AttributeError):
        return None


def _agree(one: mpmath.mpf, other: mpmath.mpf) -> bool:
    return bool(abs(one - other) <= _TOLERANCE * max(1, abs(one), abs(other)))


def _told(before: mpmath.mpf | None, after: mpmath.mpf | None) -> str:
    if before is None:
        return f"the line before has no value there, this one is {_number(after)}"
    if after is None:
        return f"the line before is {_number(before)}, this one has no value there"
    return f"the line before is {_number(before)}, this one {_number(after)}"


def _number(value: mpmath.mpf) -> str:
    return str(mpmath.nstr(value, 6)).removesuffix(".0").replace(".0e", "e")


# -- proofs ------------------------------------------------------------------------------------------------------------


def _is_proved(one: sympy.Expr, other: sympy.Expr, where: Sequence[sympy.Basic]) -> bool:
    difference, assumed = one - other, [*where, *_domain(one, other)]
    return is_zero(difference) or (bool(assumed) and is_zero(difference.xreplace(_assumed(assumed))))


def _domain(*expressions: sympy.Expr) -> list[sympy.Basic]:
    """Letters that are positive or not negative wherever one of the expressions has a value."""
    found = {condition for expression in expressions for condition in conditions(expression)}
    signed = {_signed(term): term for kind, term in found if kind == "not negative"}
    letters = sorted((letter for letter in signed if letter is not None), key=str)
    nonzero = {letter for kind, term in found if kind == "not zero" for letter in term.free_symbols}
    return [letter > 0 if letter in nonzero else letter >= 0 for letter in letters]


def _signed(term: sympy.Expr) -> sympy.Symbol | None:
    """The letter that has the sign of a term: x, 1/x, x^3."""
    base, exponent = term.as_base_exp()
    odd = exponent.is_Integer and exponent % 2 == 1
    return base if isinstance(base, sympy.Symbol) and odd else None


def _assumed(where: Sequence[sympy.Basic]) -> dict[sympy.Symbol, sympy.Expr]:
    """Letters as SymPy has to see them under conditions: x > 1 is x = 1 + t with a positive t."""
    found: dict[sympy.Symbol, sympy.Expr] = {}
    for condition in where:
        letter, bound = condition.args
        if not isinstance(letter, sympy.Symbol) or bound.free_symbols or letter in found:
            continue
        strict = isinstance(condition, sympy.Gt | sympy.Lt)
        beyond = sympy.Dummy(letter.name, positive=True) if strict else sympy.Dummy(letter.name, nonnegative=True)
        if isinstance(condition, sympy.Gt | sympy.Ge):
            found[letter] = bound + beyond
        elif isinstance(condition, sympy.Lt | sympy.Le):
            found[letter] = bound - beyond
    return found
