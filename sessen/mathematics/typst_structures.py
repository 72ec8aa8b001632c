"""Typst for what is built from expressions: equations, derivatives, limits, cases, matrices."""

from __future__ import annotations

from abc import abstractmethod
from enum import IntEnum
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.printing.printer import Printer


class Binding(IntEnum):
    """How tightly the outermost operation of an expression holds its parts together."""

    SUM = 1
    PRODUCT = 2
    POWER = 3
    ATOM = 4


class StatementPrinter(Printer):  # type: ignore[misc]  # SymPy has no types
    """The part of the printer that needs to know nothing about arithmetic."""

    @abstractmethod
    def _bind(self, expression: sympy.Expr, tightest: Binding) -> str:
        """Print `expression`, in brackets if it binds less tightly than asked for."""

    def _print_Relational(self, relation: Relational) -> str:
        signs = {"==": "=", "!=": "eq.not", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
        return f"{self._print(relation.lhs)} {signs[relation.rel_op]} {self._print(relation.rhs)}"

    def _print_Derivative(self, derivative: sympy.Derivative) -> str:
        letter = "partial" if len(derivative.expr.free_symbols) > 1 else "dif"
        order = sum(int(count) for _, count in derivative.variable_count)
        above = letter if order == 1 else f"{letter}^{order}"
        below = " ".join(f"{letter} {self._raised(symbol, count)}" for symbol, count in derivative.variable_count)
        return f"frac({above}, {below}) {self._bind(derivative.expr, Binding.POWER)}"

    def _raised(self, symbol: sympy.Symbol, count: sympy.Integer) -> str:
        return self._print(symbol) if count == 1 else f"{self._print(symbol)}^{count}"

    def _print_Limit(self, limit: sympy.Limit) -> str:
        body, variable, point, _ = limit.args
        return f"lim_({self._print(variable)} -> {self._print(point)}) {self._bind(body, Binding.PRODUCT)}"

    def _print_Integral(self, integral: sympy.Integral) -> str:
        """The signs from the outside in, the letters from the inside out."""
        signs = [self._range("integral", limits[1:]) for limits in reversed(integral.limits)]
        letters = [f"dif {self._print(limits[0])}" for limits in integral.limits]
        return " ".join([*signs, self._bind(integral.function, Binding.PRODUCT), *letters])

    def _print_Sum(self, total: sympy.Sum) -> str:
        signs = [
            self._range(f"sum_({self._print(letter)} = {self._print(first)})", (last,))
            for letter, first, last in total.limits
        ]
        return " ".join([*signs, self._bind(total.function, Binding.PRODUCT)])

    def _range(self, sign: str, limits: Any) -> str:
        """A sign with where it ends, and where it begins if both are given."""
        marks = zip("_^" if len(limits) == 2 else "^", limits, strict=False)
        return sign + "".join(f"{mark}({self._print(limit)})" for mark, limit in marks)

    def _print_Piecewise(self, cases: sympy.Piecewise) -> str:
        rows = [f"{self._print(value)} & {self._print(condition)}" for value, condition in cases.args]
        return f"cases({', '.join(rows)})"

    def _print_MatrixBase(self, matrix: Any) -> str:
        rows = [self._separated(matrix.row(index)) for index in range(matrix.rows)]
        return f'mat(delim: "[", {"; ".join(rows)})'

    def _print_Tuple(self, entries: sympy.Tuple) -> str:
        return f"({self._separated(entries)})"

    def _separated(self, entries: Any) -> str:
        return ", ".join(self._print(entry) for entry in entries)
