"""Whether an expression is zero wherever it has a value: proved, not guessed.

Roots, exponentials, sines and magnitudes become letters with the equations that hold between them: r² = u, s² + c² = 1.
What is left is a polynomial; it is zero if these equations reduce it to zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import sympy

from sessen.mathematics.budget import bounded
from sessen.mathematics.domains import Kept
from sessen.mathematics.functions import CubeRoot, OddRoot

_LONGEST: Final = 600  # operations that are looked at
_HIGHEST: Final = 40  # powers of letters
_TRIGONOMETRIC: Final = (sympy.sin, sympy.cos)
_AS_SINES: Final = (sympy.tan, sympy.cot, sympy.sec, sympy.csc)
_HYPERBOLIC: Final = (sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch)


def is_zero(expression: sympy.Expr) -> bool:
    """Whether it can be proved that an expression is zero wherever it has a value."""
    plain = without_kept(expression)
    if plain == 0:
        return True
    if plain.count_ops() > _LONGEST:
        return False
    return bounded(lambda: _Reduction().is_zero(plain), otherwise=False) or bounded(
        lambda: bool(sympy.simplify(plain) == 0), otherwise=False
    )


def without_kept(expression: sympy.Expr) -> sympy.Expr:
    """The expression as SymPy would have it, which may have values in more places."""
    return expression.replace(Kept, lambda value, *_: value)


class _Reduction:
    """An expression as a polynomial in letters, and the equations between these."""

    def __init__(self) -> None:
        self.equations: list[sympy.Expr] = []
        self.letters: list[sympy.Symbol] = []

    def is_zero(self, expression: sympy.Expr) -> bool:
        expression = self._prepared(expression)
        expression = self._without_roots(expression)
        expression = self._without_sines(expression)
        expression = self._without_exponentials(expression)
        expression = self._without_magnitudes(expression)
        above = sympy.numer(sympy.together(expression))
        others = sorted((above.free_symbols | self._symbols()) - set(self.letters), key=str)
        generators = [*reversed(self.letters), *others]
        if sympy.expand(above) == 0:
            return True
        if not self.equations or not generators:
            return False
        polynomial = sympy.Poly(sympy.expand(above), *generators, domain="EX" if _has_functions(above) else None)
        if max(polynomial.degree_list()) > _HIGHEST:
            return False
        _, rest = sympy.reduced(polynomial, list(reversed(self.equations)), *generators, order="lex")
        return bool(sympy.expand(rest.as_expr() if hasattr(rest, "as_expr") else rest) == 0)

    def _symbols(self) -> set[sympy.Symbol]:
        return {symbol for equation in self.equations for symbol in equation.free_symbols}

    def _letter(self, name: str) -> sympy.Symbol:
        letter = sympy.Dummy(name)
        self.letters.append(letter)
        return letter

    def _prepared(self, expression: sympy.Expr) -> sympy.Expr:
        """Few kinds of functions, and sums inside of them taken apart."""
        expression = expression.replace(sympy.sign, lambda value: sympy.Abs(value) / value)
        expression = expression.replace(sympy.acos, lambda value: sympy.pi / 2 - sympy.asin(value))
        if expression.has(*_AS_SINES):
            expression = expression.rewrite(_AS_SINES, sympy.sin).rewrite(_AS_SINES, sympy.cos)
            expression = expression.replace(sympy.tan, lambda value: sympy.sin(value) / sympy.cos(value))
        if expression.has(*_HYPERBOLIC):
            expression = expression.rewrite(_HYPERBOLIC, sympy.exp)
        expression = expression.replace(_is_root, lambda power: sympy.Pow(sympy.factor(power.base), power.exp))
        if expression.has(sympy.log):
            expression = expression.replace(sympy.log, lambda value: sympy.log(sympy.factor(value)))
        return sympy.expand_power_exp(sympy.expand_log(expression))

    def _without_roots(self, expression: sympy.Expr) -> sympy.Expr:
        """u^(p/q) becomes u^n r^m with r^q = u; roots within roots first."""
        while True:
            odd = expression.atoms(CubeRoot, OddRoot)
            roots = [power for power in expression.atoms(sympy.Pow) if _is_root(power)]
            inner = [each for each in (*roots, *odd) if not _holds_root(each.args[0])]
            if not inner:
                return expression
            base = min((each.args[0] for each in inner), key=sympy.default_sort_key)
            same = [each for each in inner if each.args[0] == base]
            degree = math.lcm(*(_degree(each) for each in same))
            root = self._letter("r")
            self.equations.append(root**degree - base)
            replaced = {each: _power_of(root, degree, base, each) for each in same}
            expression = expression.xreplace(replaced)

    def _without_sines(self, expression: sympy.Expr) -> sympy.Expr:
        """Sines and cosines of one angle, the others being multiples or sums."""
        units = _units(each.args[0] for each in expression.atoms(*_TRIGONOMETRIC))
        unit_letters = {rest: sympy.Dummy("t", real=True) for rest in units}
        back = {unit_letters[rest]: share * rest for rest, share in units.items()}

        def in_units(argument: sympy.Expr) -> sympy.Expr:
            found = sympy.S.Zero
            for term in sympy.Add.make_args(sympy.expand(argument)):
                number, rest = term.as_coeff_Mul()
                found += number / units[rest] * unit_letters[rest] if rest in units else term
            return found

        for kind in _TRIGONOMETRIC:
            expression = expression.replace(kind, lambda argument, kind=kind: kind(in_units(argument)))
        expression = sympy.expand_trig(expression)
        for unit in sorted(back, key=lambda unit: sympy.default_sort_key(back[unit])):
            if expression.has(sympy.sin(unit)) or expression.has(sympy.cos(unit)):
                sine, cosine = self._letter("s"), self._letter("c")
                expression = expression.xreplace({sympy.sin(unit): sine, sympy.cos(unit): cosine})
                # The letter that is drawn last leads: its square is replaced.
                self.equations.append(cosine**2 + sine**2 - 1)
        return expression.xreplace(back)

    def _without_exponentials(self, expression: sympy.Expr) -> sympy.Expr:
        powers = [each for each in expression.atoms(sympy.exp, sympy.Pow) if _is_exponential(each)]
        groups: dict[sympy.Expr, list[sympy.Expr]] = {}
        for each in powers:
            groups.setdefault(_base(each), []).append(each)
        replaced: dict[sympy.Expr, sympy.Expr] = {}
        for base in sorted(groups, key=sympy.default_sort_key):
            units = _units(_exponent(each) for each in groups[base])
            letters = {rest: self._letter("e") for rest in units}
            for each in groups[base]:
                replaced[each] = sympy.Mul(*(_unit_power(base, term, units, letters) for term in _terms(each)))
        return expression.xreplace(replaced)

    def _without_magnitudes(self, expression: sympy.Expr) -> sympy.Expr:
        for each in sorted(expression.atoms(sympy.Abs), key=sympy.default_sort_key):
            letter = self._letter("m")
            self.equations.append(letter**2 - each.args[0] ** 2)
            expression = expression.xreplace({each: letter})
        return expression


def _is_root(power: sympy.Basic) -> bool:
    return isinstance(power, sympy.Pow) and power.exp.is_Rational and not power.exp.is_Integer


def _holds_root(expression: sympy.Expr) -> bool:
    return expression.has(CubeRoot, OddRoot) or any(_is_root(power) for power in expression.atoms(sympy.Pow))


def _degree(root: sympy.Expr) -> int:
    if isinstance(root, sympy.Pow):
        return int(root.exp.q)
    return 3 if isinstance(root, CubeRoot) else int(root.args[1])


def _power_of(root: sympy.Symbol, degree: int, base: sympy.Expr, power: sympy.Expr) -> sympy.Expr:
    exponent = power.exp if isinstance(power, sympy.Pow) else sympy.Rational(1, _degree(power))
    whole, rest = divmod(exponent.p * (degree // exponent.q), degree)
    return base**whole * root**rest


def _is_exponential(power: sympy.Expr) -> bool:
    return isinstance(power, sympy.exp) or (bool(power.exp.free_symbols) and not power.exp.is_Integer)


def _base(power: sympy.Expr) -> sympy.Expr:
    return sympy.E if isinstance(power, sympy.exp) else power.base


def _exponent(power: sympy.Expr) -> sympy.Expr:
    return power.args[0] if isinstance(power, sympy.exp) else power.exp


def _terms(power: sympy.Expr) -> tuple[sympy.Expr, ...]:
    return sympy.Add.make_args(sympy.expand(_exponent(power)))  # type: ignore[no-any-return]


def _unit_power(
    base: sympy.Expr, term: sympy.Expr, units: dict[sympy.Expr, sympy.Rational], letters: dict[sympy.Expr, sympy.Symbol]
) -> sympy.Expr:
    number, rest = term.as_coeff_Mul()
    return letters[rest] ** (number / units[rest]) if rest in units else base**term


def _units(arguments: Iterable[sympy.Expr]) -> dict[sympy.Expr, sympy.Rational]:
    """For each term that occurs, without its number, the largest number of which all its numbers are multiples."""
    found: dict[sympy.Expr, sympy.Rational] = {}
    for argument in arguments:
        for term in sympy.Add.make_args(sympy.expand(argument)):
            number, rest = term.as_coeff_Mul()
            if number.is_Rational and rest.free_symbols:
                share = sympy.Rational(1, number.q)
                known = found.get(rest, share)
                found[rest] = sympy.Rational(1, math.lcm(int(known.q), int(share.q)))
    return found


def _has_functions(expression: sympy.Expr) -> bool:
    return bool(expression.atoms(sympy.Function)) or bool(expression.atoms(sympy.NumberSymbol))
