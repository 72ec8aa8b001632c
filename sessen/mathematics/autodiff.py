"""Automatic differentiation: a formula as a graph of operations, each with a rule for its own derivative (section 1.2).

Forward, every operation hands on its value and its derivative with respect to x. Backward, every operation hands to its
inputs how fast the result changes with it. Both give f'(x) with no step h, in as many roundings as operations.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import sympy

from sessen.mathematics.differentiation import differentiate
from sessen.mathematics.evaluation import compile_real
from sessen.mathematics.expression_tree import Operation
from sessen.mathematics.graph_builder import GraphBuilder, Node

Floats = npt.NDArray[np.float64]
Compiled = Callable[..., Floats]

MOST_OPERATIONS: Final = 6


class OperationGraph:
    """The operations of a formula from x to y.

    Parameters
    ----------
    formula
        f as typed.
    most
        How many operations there may be; of a longer formula, the innermost are taken together as functions of x.

    Attributes
    ----------
    nodes
        In an order in which they can be computed: x first, y last.
    is_grouped
        Whether operations were taken together.
    """

    def __init__(self, formula: Operation, most: int = MOST_OPERATIONS) -> None:
        draft = GraphBuilder(formula)
        self.is_grouped = draft.group(most)
        self.nodes = draft.finished()
        self._symbols = [sympy.Symbol(node.name, real=True) for node in self.nodes]

    def values(self, at: float) -> Floats:
        """Return the value of every node at x; shape (n,), nan where there is none."""
        values = np.full(len(self.nodes), np.nan)
        values[0] = at
        for index in range(1, len(self.nodes)):
            values[index] = self._rules[index](*values[self._inputs(index)])
        return values

    def local_slopes(self, at: float) -> dict[tuple[int, int], float]:
        """Return, for each edge from a node to one that uses it, the derivative of the user by the used alone."""
        values = self.values(at)
        return {
            (source, index): float(slope(*values[self._inputs(index)]))
            for index, slopes in enumerate(self._slopes)
            for source, slope in slopes
        }

    def forward(self, at: float) -> Floats:
        """Return the derivative of every node by x, found from x to y; shape (n,)."""
        slopes, derivatives = self.local_slopes(at), np.zeros(len(self.nodes))
        derivatives[0] = 1.0
        for index, node in enumerate(self.nodes[1:], 1):
            derivatives[index] = sum(derivatives[source] * slopes[source, index] for source in node.inputs)
        return derivatives

    def backward(self, at: float) -> tuple[Floats, dict[tuple[int, int], float]]:
        """Return the derivative of y by every node, found from y to x, shape (n,), and what each edge brings to it."""
        slopes, derivatives = self.local_slopes(at), np.zeros(len(self.nodes))
        brought: dict[tuple[int, int], float] = {}
        derivatives[-1] = 1.0
        for index in range(len(self.nodes) - 1, 0, -1):
            for source in self.nodes[index].inputs:
                brought[source, index] = derivatives[index] * slopes[source, index]
                derivatives[source] += brought[source, index]
        return derivatives, brought

    def _inputs(self, index: int) -> list[int]:
        return list(self.nodes[index].inputs) or [0]  # a constant takes x and does not look at it

    @cached_property
    def _rules(self) -> list[Compiled]:
        return [compile_real(node.rule, self._letters(node)) for node in self.nodes]

    @cached_property
    def _slopes(self) -> list[list[tuple[int, Compiled]]]:
        return [
            [
                (source, compile_real(differentiate(node.rule, self._symbols[source]), self._letters(node)))
                for source in node.inputs
            ]
            for node in self.nodes
        ]

    def _letters(self, node: Node) -> list[sympy.Symbol]:
        return [self._symbols[source] for source in node.inputs or (0,)]
