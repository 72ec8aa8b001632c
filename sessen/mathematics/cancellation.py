"""Dividing f(a + h) - f(a) by h with algebra, where algebra can."""

from __future__ import annotations

import sympy

_HIGHEST_DEGREE = 12
_MOST_OPERATIONS = 60
_MOST_CONSTANTS = 2


def cancelled_quotient(
    expression: sympy.Expr, variable: sympy.Symbol, at: sympy.Expr, h: sympy.Symbol
) -> sympy.Expr | None:
    """Return (f(at + h) - f(at)) / h with h cancelled, or None where algebra cannot.

    It can for small rational functions, their square roots, and sums of these. Sizes are bounded, for the work of
    cancelling grows steeply with the degree.
    """
    terms = sympy.Add.make_args(expression)
    if len(terms) > _HIGHEST_DEGREE:
        return None
    quotients = []
    radicals = [term for term in terms if _root_and_factor(term, variable) is not None]
    for term in radicals:
        factor, radicand = _root_and_factor(term, variable) or (sympy.S.One, term)
        quotients.append(_conjugate(factor, radicand, variable, at, h))
    rest = sympy.Add(*(term for term in terms if term not in radicals))
    quotients.append(_rational(rest, variable, at, h))
    if any(quotient is None for quotient in quotients):
        return None
    return sympy.Add(*quotients)


def _rational(expression: sympy.Expr, variable: sympy.Symbol, at: sympy.Expr, h: sympy.Symbol) -> sympy.Expr | None:
    if not _is_small_rational(expression, variable):
        return None
    # A plain letter for an irrational number keeps the algebra fast and the result free of nested roots.
    letter = at if at.is_Rational or at.free_symbols else sympy.Dummy("a", real=True)
    change = expression.xreplace({variable: letter + h}) - expression.xreplace({variable: letter})
    numerator, denominator = sympy.fraction(sympy.cancel(change / h))
    result = sympy.expand(numerator) / sympy.factor_terms(denominator)
    return sympy.expand(result.xreplace({letter: at})) if denominator == 1 else result.xreplace({letter: at})


def _is_small_rational(expression: sympy.Expr, variable: sympy.Symbol) -> bool:
    if expression.count_ops() > _MOST_OPERATIONS or not expression.is_rational_function(variable):
        return False
    # Every irrational constant is one more letter to the algebra.
    constants = expression.atoms(sympy.Function, sympy.NumberSymbol)
    return len(constants) <= _MOST_CONSTANTS and _degree(expression) <= _HIGHEST_DEGREE


def _degree(expression: sympy.Expr) -> int:
    """Return a bound for the degrees of numerator and denominator together."""
    if not expression.free_symbols:
        return 0
    if isinstance(expression, sympy.Pow) and expression.exp.is_Integer:
        return abs(int(expression.exp)) * _degree(expression.base)
    degrees = [_degree(argument) for argument in expression.args] or [1]
    is_polynomial_sum = isinstance(expression, sympy.Add) and expression.is_polynomial()
    return max(degrees) if is_polynomial_sum else sum(degrees)


def _root_and_factor(term: sympy.Expr, variable: sympy.Symbol) -> tuple[sympy.Expr, sympy.Expr] | None:
    """Split ``c sqrt(u)`` into c and u; None for anything else."""
    factor, rest = term.as_independent(variable, as_Add=False)
    is_root = isinstance(rest, sympy.Pow) and rest.exp == sympy.S.Half
    return (factor, rest.base) if is_root and _is_small_rational(rest.base, variable) else None


def _conjugate(
    factor: sympy.Expr, radicand: sympy.Expr, variable: sympy.Symbol, at: sympy.Expr, h: sympy.Symbol
) -> sympy.Expr | None:
    """Return the quotient of a square root by its conjugate: (u - v) / (sqrt u + sqrt v) with u - v divided by h."""
    inner = _rational(radicand, variable, at, h)
    if inner is None:
        return None
    moved, fixed = radicand.xreplace({variable: at + h}), radicand.xreplace({variable: at})
    return factor * inner / (sympy.sqrt(moved) + sympy.sqrt(fixed))
