"""A typed formula as the operations that a machine carries out, one after the other, in the order in which it is typed.

SymPy sorts and gathers terms, which changes nothing in mathematics and the last digits of a computer's numbers. Here
``x**3 - 3*x**2 + x`` stays (x³ - 3·x²) + x, so that floating-point numbers come out as Python's own do.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import sympy

from sessen.mathematics import safe_arithmetic
from sessen.mathematics.functions import absolute_value
from sessen.mathematics.parser import FormulaReader, parse_formula
from sessen.mathematics.tokens import Token
from sessen.mathematics.vocabulary import CONSTANTS

NAN: Final = math.nan


@dataclass(frozen=True, eq=False)
class Operation:
    """A number, a variable, or an operation on what other operations give.

    Attributes
    ----------
    kind
        "number", "variable", "add", "multiply", "divide", "power", "negate", or the name of a function.
    inputs
        What it works on, in the order typed.
    expression
        What it comes to, in SymPy.
    """

    kind: str
    inputs: tuple[Operation, ...]
    expression: sympy.Expr

    def __neg__(self) -> Operation:
        return Operation("negate", (self,), -self.expression)

    @property
    def is_positive(self) -> bool | None:
        """Whether what it comes to is above zero, as SymPy says it."""
        return self.expression.is_positive  # type: ignore[no-any-return]

    def __call__(self, at: float) -> float:
        """Return the value in 64-bit floating-point numbers, every operation rounded as Python rounds it; or nan.

        Parameters
        ----------
        at
            The number to put in for every variable.
        """
        try:
            value: Any = self._compute(at)  # a power may come out complex
        except (ArithmeticError, ValueError):
            return NAN
        return value if isinstance(value, float) and math.isfinite(value) else NAN

    def _compute(self, at: float) -> float:
        if self.kind == "variable":
            return at
        if self.kind == "number":
            return float(self.expression)
        if self.expression.is_zero:  # sin(pi) is 0, though its digits are not, and cbrt makes much of them
            return 0.0
        return _computed(self.kind)(*(each._compute(at) for each in self.inputs))  # type: ignore[no-any-return]


def read_operations(text: str, variables: Sequence[str] = ("x",)) -> Operation:
    """Read a typed formula as operations.

    Raises
    ------
    FormulaError
        As `parse_formula` does.
    """
    parse_formula(text, variables)  # says what is wrong with a formula; what it accepts is read here
    reader = _OperationReader(text, variables)
    operation = reader.sum()
    reader.expect_end()
    assert isinstance(operation, Operation)
    return operation


class _OperationReader(FormulaReader):
    """Reads the same grammar, and keeps every operation instead of carrying it out."""

    def __init__(self, text: str, variables: Sequence[str]) -> None:
        super().__init__(text, variables)
        self._symbols = {name: Operation("variable", (), symbol) for name, symbol in self._symbols.items()}

    def _atom(self) -> Any:
        if self.here.kind == "number":
            return Operation("number", (), super()._atom())
        return super()._atom()

    def _name(self) -> Any:
        value = super()._name()
        return value if isinstance(value, Operation) else Operation("number", (), value)

    def _constant(self, value: sympy.Expr) -> Any:
        return Operation("number", (), value)

    def _build(self, token: Token, build: Callable[..., Any], *parts: Any) -> Operation:
        kind = _KINDS.get(build) or token.text
        return Operation(kind, parts, super()._build(token, build, *(part.expression for part in parts)))


_KINDS: Mapping[Callable[..., Any], str] = {
    sympy.Add: "add",
    sympy.Mul: "multiply",
    safe_arithmetic.quotient: "divide",
    safe_arithmetic.power: "power",
    safe_arithmetic.real_power: "power",
    sympy.sqrt: "sqrt",
    absolute_value: "abs",
}
assert set(CONSTANTS) == {"pi", "e"}  # both are numbers without inputs


def _sign(value: float) -> float:
    return math.copysign(1.0, value) if value else 0.0


def _computed(kind: str) -> Callable[..., Any]:
    """How Python computes an operation; ``log_3`` is a logarithm to base 3."""
    if kind.startswith("log_"):
        base = math.e if kind == "log_e" else float(kind[len("log_") :])
        return lambda value: math.log(value) if base == math.e else math.log(value, base)
    return _COMPUTED[kind]


def _power(base: float, exponent: float) -> float | complex:
    fraction = Fraction(exponent).limit_denominator(9)
    if base < 0 and fraction.denominator % 2 and float(fraction) == exponent and fraction.denominator > 1:
        return math.copysign((-base) ** exponent, 1 if fraction.numerator % 2 == 0 else -1)
    result: float | complex = base**exponent
    return result


_COMPUTED: Mapping[str, Callable[..., Any]] = {
    "add": lambda one, other: one + other,
    "multiply": lambda one, other: one * other,
    "divide": lambda one, other: one / other,
    "power": _power,
    "negate": lambda value: -value,
    "cot": lambda value: 1 / math.tan(value),
    "sec": lambda value: 1 / math.cos(value),
    "csc": lambda value: 1 / math.sin(value),
    "cosec": lambda value: 1 / math.sin(value),
    **{name: getattr(math, name) for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh")},
    **{name: getattr(math, name) for name in ("asinh", "acosh", "atanh", "exp", "log", "log2", "log10", "sqrt")},
    **{f"arc{name}": getattr(math, f"a{name}") for name in ("sin", "cos", "tan")},
    **{f"ar{name}h": getattr(math, f"a{name}h") for name in ("sin", "cos", "tan")},
    "ln": math.log,
    "lg": math.log10,
    "cbrt": math.cbrt,
    "abs": abs,
    "sign": _sign,
    "sgn": _sign,
    "floor": lambda value: float(math.floor(value)),
    "ceil": lambda value: float(math.ceil(value)),
    "max": max,
    "min": min,
}
