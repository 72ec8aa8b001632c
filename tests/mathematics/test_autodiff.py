"""Automatic differentiation: the graph of the operations typed, and the same derivative forward and backward."""

from __future__ import annotations

import numpy as np
import pytest
import sympy

from sessen.mathematics import parse_formula
from sessen.mathematics.autodiff import OperationGraph
from sessen.mathematics.expression_tree import read_operations

X = sympy.Symbol("x", real=True)


def test_the_example_of_the_notes_is_taken_apart_and_gives_25_exactly() -> None:
    """By hand at 4: a = 64, b = 16, c = 48, d = 16, y = 20; 48 - 24 + 1 = 25."""
    graph = OperationGraph(read_operations("x**3 - 3*x**2 + x"))
    assert [node.name for node in graph.nodes] == ["x", "a", "b", "c", "d", "y"]
    assert [node.written for node in graph.nodes[1:]] == ["x^3", "x^2", "3 b", "a - c", "d + x"]
    assert graph.values(4.0).tolist() == [4, 64, 16, 48, 16, 20]
    assert graph.forward(4.0).tolist() == [1, 48, 8, 24, 24, 25]
    derivatives, brought = graph.backward(4.0)
    assert derivatives.tolist() == [25, 1, -3, -1, 1, 1]
    assert {edge: value for edge, value in brought.items() if edge[0] == 0} == {(0, 1): 48, (0, 2): -24, (0, 5): 1}


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x", 2.0),
        ("5", 1.0),
        ("3x + 1", 2.0),
        ("sin(x)^2 + x^2 cos(x)", 1.3),
        ("x x - x/7 - |x|", -1.5),
        ("max(x, 2) sqrt(x)", 3.0),
        ("e^(-x^2) (sin(3x) + x)/(1 + x^2) - ln(x) + sqrt(x)", 1.5),
        ("((((x + 1)^2 + 1)^2 + 1)^2 + 1)^2", 0.1),
    ],
)
def test_both_ways_give_what_sympy_differentiates(text: str, at: float) -> None:
    graph = OperationGraph(read_operations(text))
    true = float(parse_formula(text).diff(X).subs(X, at))
    assert graph.forward(at)[-1] == pytest.approx(true, rel=1e-12, abs=1e-12)
    assert graph.backward(at)[0][0] == pytest.approx(true, rel=1e-12, abs=1e-12)
    assert graph.values(at)[-1] == pytest.approx(float(parse_formula(text).subs(X, at)))


def test_an_operation_typed_twice_is_one_node() -> None:
    """sin x is used twice, and computed once."""
    graph = OperationGraph(read_operations("sin(x) + sin(x)^2"))
    assert [node.written for node in graph.nodes[1:]] == ["sin x", "a^2", "a + b"]


@pytest.mark.parametrize("most", [1, 3, 6])
def test_a_long_formula_is_grouped_until_it_can_be_seen(most: int) -> None:
    text = "e^(-x^2) (sin(3x) + x)/(1 + x^2) - ln(x) + sqrt(x) cos(x)"
    graph = OperationGraph(read_operations(text), most)
    assert graph.is_grouped
    assert len(graph.nodes) - 1 <= most
    assert all(source < index for index, node in enumerate(graph.nodes) for source in node.inputs)
    assert np.isclose(graph.forward(1.5)[-1], float(parse_formula(text).diff(X).subs(X, 1.5)))
