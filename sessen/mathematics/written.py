"""Formulas written with every part named, so that it is known again in the next line of a derivation.

What is typed is written as it is typed, in the order of its terms and factors: a line may say x² + 2xh + h² - x²,
which SymPy would shorten at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Final

import sympy

from sessen.mathematics.expression_tree import Operation
from sessen.mathematics.numbers import format_number
from sessen.mathematics.term_order import is_written_as_decimal
from sessen.mathematics.typst import Roles, TypstPrinter, labelled
from sessen.mathematics.typst_names import typst_symbol

PREFIX: Final = "node-"
_SUM, _PRODUCT, _POWER, _ATOM = range(4)
_NAMES: Final[Mapping[str, str]] = {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "cosec": "csc",
    "asinh": 'op("arsinh")',
    "acosh": 'op("arcosh")',
    "atanh": 'op("artanh")',
    "arsinh": 'op("arsinh")',
    "arcosh": 'op("arcosh")',
    "artanh": 'op("artanh")',
    "sign": 'op("sgn")',
    "sgn": 'op("sgn")',
    "log": "ln",
    "log10": "log_10",
    "lg": "log_10",
    "log2": "log_2",
}
_DELIMITED: Final[Mapping[str, str]] = {"sqrt": "sqrt", "abs": "abs", "floor": "floor", "ceil": "ceil"}


@dataclass
class Written:
    """Typst mathematics whose parts are labelled, and what each label stands for."""

    typst: str = ""
    keys: dict[str, Hashable] = field(default_factory=dict)

    def label(self, body: str, key: Hashable) -> str:
        """Mathematics as a part that is known again by its key."""
        name = f"{PREFIX}{len(self.keys)}"
        self.keys[name] = key
        return labelled(body, name)

    def around(self, before: str, after: str = "") -> Written:
        """The same with more mathematics around it."""
        return Written(f"{before} {self.typst} {after}".strip(), self.keys)


class _NamingPrinter(TypstPrinter):
    """Labels every subexpression."""

    def __init__(self, roles: Roles) -> None:
        super().__init__(roles, {})
        self.written = Written()

    def _with_role(self, expression: object, text: str) -> str:
        return self.written.label(super()._with_role(expression, text), expression)


def write_expression(expression: sympy.Basic, roles: Roles | None = None) -> Written:
    """Write an expression of SymPy with every subexpression labelled; ``roles`` as for `to_typst`."""
    printer = _NamingPrinter(roles or {})
    printer.written.typst = str(printer.doprint(sympy.sympify(expression, strict=True)))
    return printer.written


def write_operations(operation: Operation, roles: Roles | None = None) -> Written:
    """Write a typed formula as it was typed; ``roles`` are labels of letters, by name."""
    writer = _Writer(roles or {})
    writer.written.typst = writer.write(operation)
    return writer.written


class _Writer:
    def __init__(self, roles: Roles) -> None:
        self.written = Written()
        self._roles = {str(name): label for name, label in roles.items()}

    def write(self, operation: Operation, least: int = _SUM) -> str:
        """An operation, in brackets if it binds its parts less tightly than asked for."""
        binding, body = self._body(operation)
        text = self.written.label(body, _key(operation))
        return text if binding >= least else f"({text})"

    def _body(self, operation: Operation) -> tuple[int, str]:
        special: Callable[[Operation], tuple[int, str]] | None = getattr(self, f"_{operation.kind}", None)
        return special(operation) if special else self._function(operation)

    def _number(self, operation: Operation) -> tuple[int, str]:
        value = operation.expression
        if value.is_Rational and not value.is_Integer and not is_written_as_decimal(value):
            return _POWER, f"frac({value.p}, {value.q})"
        if value.is_Rational:
            return _ATOM, format_number(value, 15, style="typst")
        return _ATOM, str(TypstPrinter({}, {}).doprint(value))

    def _variable(self, operation: Operation) -> tuple[int, str]:
        name = str(operation.expression)
        return _ATOM, labelled(typst_symbol(name), self._roles[name]) if name in self._roles else typst_symbol(name)

    def _add(self, operation: Operation) -> tuple[int, str]:
        first, second = operation.inputs
        # What is added first is no part by itself: a sum is one row of terms.
        left = self._body(first)[1] if first.kind == "add" else self.write(first)
        if second.kind == "negate":
            return _SUM, f"{left} - {self.write(second.inputs[0], _PRODUCT)}"
        return _SUM, f"{left} + {self.write(second, _PRODUCT)}"

    def _negate(self, operation: Operation) -> tuple[int, str]:
        return _SUM, f"-{self.write(operation.inputs[0], _PRODUCT)}"

    def _multiply(self, operation: Operation) -> tuple[int, str]:
        first, second = operation.inputs
        left = self._body(first)[1] if first.kind == "multiply" else self.write(first, _PRODUCT)
        joint = " dot.c " if _begins_with_digit(second) or _is_open(first) else " "
        return _PRODUCT, f"{left}{joint}{self.write(second, _POWER)}"

    def _divide(self, operation: Operation) -> tuple[int, str]:
        above, below = map(self.write, operation.inputs)
        return _POWER, f"frac({above}, {below})"

    def _power(self, operation: Operation) -> tuple[int, str]:
        base, exponent = operation.inputs
        if base.kind in _RAISED and exponent.expression.is_Integer:
            return self._function(base, f"^({self.write(exponent)})")
        written = self.write(base, _ATOM)
        if exponent.kind == "divide" and all(each.kind in ("number", "variable") for each in exponent.inputs):
            above, below = map(self.write, exponent.inputs)
            return _POWER, f"{written}^({above} slash {below})"
        return _POWER, f"{written}^({self.write(exponent)})"

    def _function(self, operation: Operation, power: str = "") -> tuple[int, str]:
        arguments = [self.write(each) for each in operation.inputs]
        if operation.kind in _DELIMITED:
            return _ATOM, f"{_DELIMITED[operation.kind]}({', '.join(arguments)})"
        if operation.kind == "cbrt":
            return _ATOM, f"root(3, {arguments[0]})"
        bare = operation.inputs[0].kind in ("variable", "number") and len(arguments) == 1
        body = arguments[0] if bare else f"({', '.join(arguments)})"
        return _POWER, f"{_NAMES.get(operation.kind, operation.kind)}{power} {body}"


_RAISED: Final = frozenset("sin cos tan cot sec csc sinh cosh tanh".split())
_DIGIT: Final = re.compile(r"[0-9]")


def _key(operation: Operation) -> Hashable:
    """What the part is worth, but for its sign; a number by itself is one only where it stands for the same."""
    value = operation.expression
    key: Hashable = -value if value.could_extract_minus_sign() else value
    return key


def _is_open(operation: Operation) -> bool:
    """Whether what follows an operation would seem to belong to it: sin x · y."""
    if operation.kind == "multiply":
        return _is_open(operation.inputs[1])
    return operation.kind not in ("number", "variable", "add", "negate", "divide", "power", *_DELIMITED, "cbrt")


def _begins_with_digit(operation: Operation) -> bool:
    if operation.kind in ("power", "multiply"):
        return _begins_with_digit(operation.inputs[0])
    return operation.kind == "number" and bool(_DIGIT.match(str(operation.expression)))
