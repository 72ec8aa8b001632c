"""In which order, and above or below which bar, a person writes the parts of sums and products."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from sessen.mathematics.typst_names import FUNCTION_NAMES, POWER_BEFORE_ARGUMENT

INCREMENT = "h"


def ordered_terms(total: sympy.Add) -> list[sympy.Expr]:
    """Return the terms as they are written: highest powers first, and the increment h after the variable: x + h."""
    increment = next((symbol for symbol in total.free_symbols if symbol.name == INCREMENT), None)
    if total.has(AppliedUndef):
        return sorted(total.as_ordered_terms(), key=lambda term: term.could_extract_minus_sign())  # f(x + h) - f(x)
    if increment is None or len(total.free_symbols) == 1:
        return list(total.as_ordered_terms())
    terms, generators = total.as_terms()
    order = sorted(range(len(generators)), key=lambda index: generators[index].has(increment))
    powers = {term: tuple(monomial[index] for index in order) for term, (_, monomial, _) in terms}
    return sorted(powers, key=lambda term: (powers[term], term.sort_key()), reverse=True)


def is_written_as_decimal(number: sympy.Rational) -> bool:
    """Say whether a person would write 0.05 rather than 1/20: it ends, and the fraction is not a familiar one."""
    denominator = int(number.q)
    rest = denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    is_power_of_two = denominator & (denominator - 1) == 0
    return rest == 1 and not is_power_of_two and denominator not in (5, 25)


def is_root(power: sympy.Expr) -> bool:
    """Say whether a power is written with a root sign."""
    return bool(power.exp.is_Rational and power.exp.p == 1 and 1 < power.exp.q < 10)


def split_fraction(coefficient: sympy.Expr, factors: Sequence[sympy.Expr]) -> tuple[list[sympy.Expr], list[sympy.Expr]]:
    """Return what stands above and below the bar."""
    above: list[sympy.Expr] = []
    below: list[sympy.Expr] = []
    if coefficient.is_Rational and not is_written_as_decimal(coefficient):
        above += [sympy.Integer(coefficient.p)] * (coefficient.p != 1)
        below += [sympy.Integer(coefficient.q)] * (coefficient.q != 1)
    elif coefficient != 1:
        above.append(coefficient)
    for factor in factors:
        if isinstance(factor, sympy.Pow) and factor.exp.is_Rational and factor.exp.is_negative:
            below.append(sympy.Pow(factor.base, -factor.exp))
        else:
            above.append(factor)
    return above, below


def place_in_product(factor: sympy.Expr) -> tuple[int, Any]:
    """Return a sort key: numbers, letters, the increment h, and last what has no brackets: x sin x, not sin x x."""
    is_open_ended = isinstance(factor, tuple(FUNCTION_NAMES)) or (
        isinstance(factor, sympy.Pow) and isinstance(factor.base, POWER_BEFORE_ARGUMENT)
    )
    if is_open_ended:
        return 3, factor.sort_key()
    is_increment = any(symbol.name == INCREMENT for symbol in factor.free_symbols) and not factor.is_Add
    return 0 if factor.is_number else 2 if is_increment else 1, factor.sort_key()
