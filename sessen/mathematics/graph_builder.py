"""A typed formula drawn up as a graph of operations: each once, with a letter of its own, and not too many of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import sympy

from sessen.mathematics import safe_arithmetic
from sessen.mathematics.expression_tree import Operation
from sessen.mathematics.functions import absolute_value
from sessen.mathematics.typst import to_typst
from sessen.mathematics.vocabulary import FUNCTIONS

_LETTERS: Final = "abcdpqrst"


@dataclass(frozen=True)
class Constant:
    """A number that an operation works on."""

    value: sympy.Expr


Operand = int | Constant  # another operation by its index, or a number


@dataclass(frozen=True)
class Node:
    """One operation of the graph.

    Attributes
    ----------
    name
        The letter that its result goes by; "x" is what goes in and "y" what comes out.
    inputs
        The nodes it works on, by their indices, each once.
    rule
        What it does, in the letters of its inputs.
    written
        The same in Typst's mathematics, in the order typed.
    whole
        What has been computed up to here, in x.
    """

    name: str
    inputs: tuple[int, ...]
    rule: sympy.Expr
    written: str
    whole: sympy.Expr


@dataclass(frozen=True)
class GraphPart:
    """An operation on operands while the graph grows; ``whole`` is what it comes to, in x."""

    kind: str
    operands: tuple[Operand, ...]
    whole: sympy.Expr

    @property
    def inputs(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(each for each in self.operands if isinstance(each, int)))


class GraphBuilder:
    """Collects operations, each once however often it is typed, and takes some together where there are too many."""

    def __init__(self, formula: Operation) -> None:
        self.parts: list[GraphPart] = []
        self._known: dict[tuple[str, tuple[Operand, ...]], int] = {}
        variable = sympy.Symbol("x", real=True)
        self.parts.append(GraphPart("variable", (), variable))
        last = self._add(formula)
        if last == 0 or not isinstance(last, int):
            self.parts.append(GraphPart("same", (last,), formula.expression))
        elif last != len(self.parts) - 1:
            self.parts = self.parts[: last + 1]

    def _add(self, operation: Operation) -> Operand:
        if operation.kind == "variable":
            return 0
        if not operation.expression.free_symbols:
            return Constant(operation.expression)
        kind, inputs = _subtraction(operation)
        operands = tuple(self._add(each) for each in inputs)
        if operation.expression in [self.parts[each].whole for each in operands if isinstance(each, int)]:
            return next(each for each in operands if isinstance(each, int))  # times 1, to the power 1
        if (kind, operands) not in self._known:
            self._known[kind, operands] = len(self.parts)
            self.parts.append(GraphPart(kind, operands, operation.expression))
        return self._known[kind, operands]

    def group(self, most: int) -> bool:
        """Make functions of x out of the simplest operations until there are at most so many."""
        grouped = False
        while len(self.parts) - 1 > most:
            candidates = [index for index, part in enumerate(self.parts) if index and part.inputs != (0,)]
            simplest = min(candidates, key=lambda index: (self.parts[index].whole.count_ops(), index))
            self.parts[simplest] = replace(self.parts[simplest], kind="whole", operands=(0,))
            self._drop_unused()
            grouped = True
        return grouped

    def _drop_unused(self) -> None:
        used = {0, len(self.parts) - 1}
        for index in range(len(self.parts) - 1, 0, -1):
            used |= set(self.parts[index].inputs) if index in used else set()
        places = {old: new for new, old in enumerate(sorted(used))}
        self.parts = [
            replace(part, operands=tuple(places[each] if isinstance(each, int) else each for each in part.operands))
            for part in (self.parts[index] for index in sorted(used))
        ]

    def finished(self) -> tuple[Node, ...]:
        """The nodes with their letters."""
        names = ["x", *_LETTERS[: len(self.parts) - 2], "y"]
        symbols = [sympy.Symbol(name, real=True) for name in names]
        return tuple(
            Node(name, part.inputs, _rule(part, symbols), _written(part, symbols), part.whole)
            for name, part in zip(names, self.parts, strict=True)
        )


def _subtraction(operation: Operation) -> tuple[str, Sequence[Operation]]:
    """A sum with a negated second term is a difference."""
    if operation.kind == "add" and operation.inputs[1].kind == "negate":
        return "subtract", (operation.inputs[0], operation.inputs[1].inputs[0])
    return operation.kind, operation.inputs


def _rule(part: GraphPart, symbols: Sequence[sympy.Symbol]) -> sympy.Expr:
    if part.kind in ("variable", "whole"):
        return part.whole.subs(sympy.Symbol("x", real=True), symbols[0])
    operands = [symbols[each] if isinstance(each, int) else each.value for each in part.operands]
    return (_BUILT.get(part.kind) or FUNCTIONS[part.kind].build)(*operands)


_BUILT: Mapping[str, Callable[..., sympy.Expr]] = {
    "same": lambda value: value,
    "add": sympy.Add,
    "subtract": lambda one, other: one - other,
    "multiply": sympy.Mul,
    "divide": safe_arithmetic.quotient,
    "power": safe_arithmetic.power,
    "negate": lambda value: -value,
    "sqrt": sympy.sqrt,
    "abs": absolute_value,
}
_SIGNS: Final = {"add": "+", "subtract": "-"}


def _written(part: GraphPart, symbols: Sequence[sympy.Symbol]) -> str:
    """The rule in Typst's mathematics; sums keep the order in which they were typed."""
    if part.kind not in _SIGNS:
        return to_typst(_rule(part, symbols))
    one, other = (to_typst(symbols[each] if isinstance(each, int) else each.value) for each in part.operands)
    other = f"({other})" if other.startswith("-") else other
    return f"{one} {_SIGNS[part.kind]} {other}"
