"""SymPy expressions as Typst mathematics, with parts that can be found again by role.

Manim's ``MathTypst`` reads ``{{ body : label }}`` as a group: groups may nest, a label may occur many times (all its
places are selected together), and the layout is the same with and without them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import sympy
from sympy.core.function import AppliedUndef

from sessen.errors import SessenError
from sessen.mathematics.domains import Kept
from sessen.mathematics.functions import CubeRoot, Maximum, Minimum, OddRoot
from sessen.mathematics.numbers import Number, format_number
from sessen.mathematics.term_order import (
    is_root,
    is_written_as_decimal,
    ordered_terms,
    place_in_product,
    split_fraction,
)
from sessen.mathematics.typst_names import FUNCTION_NAMES, POWER_BEFORE_ARGUMENT, typst_symbol
from sessen.mathematics.typst_structures import Binding, StatementPrinter

# Longer ones are written with a power of ten, to 15 digits: nobody reads them, and they break the page.
_LONGEST_INTEGER = 10**21

_LABEL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")

Roles = Mapping[sympy.Basic | str, str]
Values = Mapping[sympy.Symbol | str, Number]


def to_typst(expression: sympy.Basic | Sequence[Any], roles: Roles | None = None, values: Values | None = None) -> str:
    """Write an expression as Typst mathematics, without the dollar signs.

    Parameters
    ----------
    expression
        A SymPy expression, relation or matrix; a tuple becomes ``(2, 3)``.
    roles
        Which parts get a label. A key is a name ("x", also for symbols with assumptions, or "f" for the name of an
        undefined function) or a SymPy object: every part equal to it is wrapped as ``{{ part : label }}``. The key
        ``-3*x**2`` takes the sign of the term along, ``3*x**2`` leaves it outside.
    values
        Numbers to write in the place of symbols, without computing anything: ``x**3 - 3*x**2`` with x = 4 gives
        ``4^3 - 3 dot.c 4^2``.

    Raises
    ------
    SessenError
        If a label is not a Typst label, or an object has no Typst form here.
    """
    return str(TypstPrinter(roles or {}, values or {}).doprint(sympy.sympify(expression, strict=True)))


def labelled(body: str, label: str) -> str:
    """Wrap Typst mathematics as a group that ``MathTypst.select(label)`` finds.

    Raises
    ------
    SessenError
        If `label` is not letters, digits, hyphens and underscores, beginning with a letter.
    """
    if not _LABEL.fullmatch(label):
        raise SessenError(f"'{label}' cannot be a label", hint="use letters, digits, - and _, beginning with a letter")
    return f"{{{{ {body} : {label} }}}}"


class TypstPrinter(StatementPrinter):
    """Prints the terms in SymPy's order (highest powers first) and the factors as a person writes them."""

    printmethod: ClassVar[str] = "_typst"

    def __init__(self, roles: Roles, values: Values) -> None:
        super().__init__()
        self._roles = {key.name if isinstance(key, sympy.Symbol) else key: label for key, label in roles.items()}
        self._values = {str(symbol): value for symbol, value in values.items()}
        self._in_exponent = False

    def _print(self, expr: Any, **settings: Any) -> str:
        return self._with_role(expr, super()._print(expr, **settings))

    def _with_role(self, expression: Any, text: str) -> str:
        key = expression.name if isinstance(expression, sympy.Symbol) else expression
        label = self._roles.get(key)
        return text if label is None else labelled(text, label)

    def emptyPrinter(self, expr: Any) -> str:  # SymPy's name
        """Refuse what has no Typst form: a wrong formula on screen is worse than an error."""
        raise SessenError(f"{type(expr).__name__} cannot be typeset")

    def _print_Symbol(self, symbol: sympy.Symbol) -> str:
        if symbol.name in self._values:
            text = self._value(symbol)
            return f"({text})" if text.startswith("-") else text
        return typst_symbol(symbol.name)

    def _value(self, symbol: sympy.Symbol) -> str:
        value = self._values[symbol.name]
        return TypstPrinter({}, {})._print(value) if isinstance(value, sympy.Expr) else _number(value)

    def _print_Integer(self, number: sympy.Integer) -> str:
        return _integer(number.p)

    def _print_Rational(self, number: sympy.Rational) -> str:
        if is_written_as_decimal(number):
            return _number(number)
        sign = "-" if number.p < 0 else ""
        return sign + self._divide(_integer(abs(number.p)), _integer(number.q))

    def _print_Float(self, number: sympy.Float) -> str:
        return _number(number)

    def _print_Exp1(self, _: Any) -> str:
        return "e"

    def _print_Pi(self, _: Any) -> str:
        return "pi"

    def _print_Infinity(self, _: Any) -> str:
        return "infinity"

    def _print_NegativeInfinity(self, _: Any) -> str:
        return "-infinity"

    def _print_BooleanTrue(self, _: Any) -> str:
        return '"otherwise"'

    def _print_Add(self, total: sympy.Add) -> str:
        text = ""
        for term in ordered_terms(total):
            sign, body = self._split_sign(term)
            if sign == "-" and term in self._roles:
                text += f" {self._print(term)}" if text else self._print(term)
            else:
                text += f" {sign} {body}" if text else f"{sign.replace('+', '')}{body}"
        return text

    def _split_sign(self, term: sympy.Expr) -> tuple[str, str]:
        if term.could_extract_minus_sign() and not term.is_Add and (term.is_Number or term.is_Mul):
            return "-", self._bind(-term, Binding.PRODUCT)
        return "+", self._bind(term, Binding.PRODUCT)

    def _print_Mul(self, product: sympy.Mul) -> str:
        coefficient, factors = product.as_coeff_mul()
        if coefficient.is_Number and coefficient < 0:
            return f"-{self._product(-coefficient, factors)}"
        return self._product(coefficient, factors)

    def _product(self, coefficient: sympy.Expr, factors: Sequence[sympy.Expr]) -> str:
        above, below = split_fraction(coefficient, factors)
        if not below:
            return self._join(above)
        return self._divide(self._join(above, alone=True), self._join(below, alone=True), len(below) > 1)

    def _divide(self, above: str, below: str, compound: bool = False) -> str:
        # A stacked fraction in an exponent is too small to be read from the last row.
        if self._in_exponent and not compound and " + " not in above + below and " - " not in above + below:
            return f"{above} slash {below}"
        return f"frac({above}, {below})"

    def _join(self, factors: Sequence[sympy.Expr], alone: bool = False) -> str:
        if not factors:
            return "1"
        if alone and len(factors) == 1:
            return self._print(factors[0])
        ordered = sorted(factors, key=place_in_product)
        text = ""
        for index, factor in enumerate(ordered):
            body = self._bind(factor, Binding.PRODUCT if index == 0 and len(ordered) == 1 else Binding.POWER)
            joint = " dot.c " if self._begins_with_digit(factor) else " "
            text += joint + body if text else body
        return text

    def _begins_with_digit(self, factor: sympy.Expr) -> bool:
        if isinstance(factor, sympy.Symbol) and factor.name in self._values:
            return self._value(factor)[0].isdigit()
        if isinstance(factor, sympy.Pow) and not is_root(factor):
            return self._begins_with_digit(factor.base)
        return bool(factor.is_Number)

    def _print_Pow(self, power: sympy.Pow) -> str:
        base, exponent = power.base, power.exp
        if exponent.is_Rational and exponent.is_negative:
            return self._product(sympy.S.One, [power])
        if is_root(power):
            index = exponent.q
            return f"sqrt({self._print(base)})" if index == 2 else f"root({index}, {self._print(base)})"
        if isinstance(base, CubeRoot | OddRoot) and exponent.is_Integer:
            degree = 3 if isinstance(base, CubeRoot) else base.args[1]
            return f"{self._bind(base.args[0], Binding.ATOM)}^({exponent} slash {degree})"
        if isinstance(base, POWER_BEFORE_ARGUMENT) and exponent.is_Integer:
            return self._application(base, f"^{self._print(exponent)}")
        return f"{self._bind(base, Binding.ATOM)}^{self._exponent(exponent)}"

    def _print_exp(self, power: sympy.exp) -> str:
        return f"{self._print(sympy.E)}^{self._exponent(power.args[0])}"

    def _exponent(self, exponent: sympy.Expr) -> str:
        outer, self._in_exponent = self._in_exponent, True
        text = self._print(exponent)
        self._in_exponent = outer
        return text if len(text) == 1 else f"({text})"

    def _bind(self, expression: sympy.Expr, tightest: Binding) -> str:
        text = self._print(expression)
        return text if self._binding(expression) >= tightest else f"({text})"

    def _binding(self, expression: sympy.Expr) -> Binding:
        if isinstance(expression, Kept):
            expression = expression.args[0]
        if isinstance(expression, sympy.Add):
            return Binding.SUM
        if expression.is_Number:
            return (
                Binding.SUM if expression < 0 else Binding.POWER if "frac" in self._print(expression) else Binding.ATOM
            )
        if isinstance(expression, sympy.Symbol) and isinstance(self._values.get(expression.name), sympy.Expr):
            text = self._print(expression)
            return Binding.ATOM if text[-1].isalnum() or self._value(expression).startswith("-") else Binding.POWER
        if isinstance(expression, sympy.Mul):
            return Binding.SUM if expression.could_extract_minus_sign() else Binding.PRODUCT
        if isinstance(expression, sympy.Pow):
            return Binding.ATOM if is_root(expression) else Binding.POWER
        return Binding.POWER if isinstance(expression, (*FUNCTION_NAMES, sympy.exp, sympy.Derivative)) else Binding.ATOM

    def _print_Function(self, application: sympy.Function) -> str:
        if isinstance(application, AppliedUndef):
            name = self._with_role(application.name, typst_symbol(application.name))
            return f"{name} ({', '.join(map(self._print, application.args))})"
        if type(application) not in FUNCTION_NAMES:
            return self.emptyPrinter(application)
        return self._application(application, "")

    def _application(self, application: sympy.Function, power: str) -> str:
        name = FUNCTION_NAMES[type(application)] + power
        argument = application.args[0]
        text = self._print(argument)
        bare = self._may_stand_bare(argument) or (isinstance(argument, sympy.Symbol) and text.startswith("("))
        return f"{name} {text}" if bare else f"{name} ({text})"

    def _may_stand_bare(self, argument: sympy.Expr) -> bool:
        """Say whether ``sin 2x`` needs no brackets: one letter, a number, or a number times one letter."""
        if isinstance(argument, sympy.Symbol):
            return argument.name not in self._values or self._value(argument).isalnum()
        if argument.is_Integer or argument is sympy.pi:
            return bool(argument.is_positive)
        if isinstance(argument, sympy.Mul) and len(argument.args) == 2:
            number, letter = argument.args
            return bool(number.is_Integer and number > 0 and isinstance(letter, sympy.Symbol)) and not self._values
        return isinstance(argument, sympy.Abs)

    def _print_Abs(self, application: sympy.Abs) -> str:
        return f"abs({self._print(application.args[0])})"

    def _print_CubeRoot(self, application: CubeRoot) -> str:
        return f"root(3, {self._print(application.args[0])})"

    def _print_OddRoot(self, application: OddRoot) -> str:
        return f"root({self._print(application.args[1])}, {self._print(application.args[0])})"

    def _print_Kept(self, application: Kept) -> str:
        return str(self._print(application.args[0]))

    def _print_floor(self, application: sympy.floor) -> str:
        return f"floor({self._print(application.args[0])})"

    def _print_ceiling(self, application: sympy.ceiling) -> str:
        return f"ceil({self._print(application.args[0])})"

    def _print_Maximum(self, application: Maximum) -> str:
        return f"max({self._separated(application.args)})"

    def _print_Minimum(self, application: Minimum) -> str:
        return f"min({self._separated(application.args)})"


def _integer(value: int) -> str:
    return _number(sympy.Integer(value)) if abs(value) >= _LONGEST_INTEGER else str(value)


def _number(value: Number) -> str:
    return format_number(value, 15, style="typst")
