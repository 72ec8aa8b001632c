"""Parameters: exact values of what is typed, and refusals that name the parameter, the fault and an example."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

from sessen.parameters import (
    Formula,
    Interval,
    Matrix,
    Number,
    Numbers,
    OptionalFormula,
    Parameter,
    ParameterError,
    Vector,
    format_value,
)

x, y = sympy.symbols("x y", real=True)


class Inputs:
    f = Formula("x^2", help="the curve")
    field = Formula("x y", variables=("x", "y"))
    maybe = OptionalFormula()
    at = Number("4", help="where P stays")
    gaps = Numbers("1, 0.5", positive=True, most=3, help="values of h")
    arrow = Vector("1,2", sizes=(2, 3))
    flat = Vector("1,2", sizes=(2, 2))
    span = Interval("-1,1")
    block = Matrix("1,2;3,4", rows=(1, 3), columns=(2, 2))

    def __init__(self, **values: Any) -> None:
        self.parameter_values = values


def described(name: str) -> Parameter[Any]:
    parameter: Parameter[Any] = vars(Inputs)[name]
    return parameter


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("f", "x^3 - 3x^2 + x", x**3 - 3 * x**2 + x),
        ("field", "sin(x) y", sympy.sin(x) * y),
        ("maybe", "  ", None),
        ("maybe", "2x", 2 * x),
        ("at", "0.1", sympy.Rational(1, 10)),
        ("at", "pi/2", sympy.pi / 2),
        ("gaps", "1, 0.5, 0.01", (sympy.Integer(1), sympy.Rational(1, 2), sympy.Rational(1, 100))),
        ("arrow", "3, -1/2", (sympy.Integer(3), sympy.Rational(-1, 2))),
        ("span", "-5, 5", (sympy.Integer(-5), sympy.Integer(5))),
        ("block", "1/2, 0; -pi, 3", sympy.ImmutableMatrix([[sympy.Rational(1, 2), 0], [-sympy.pi, 3]])),
    ],
)
def test_values_are_exact(name: str, text: str, value: object) -> None:
    assert described(name).parse(text) == value


@pytest.mark.parametrize(
    ("name", "text", "parts"),
    [
        ("f", "x^2 +", ["f = 'x^2 +'", "formula"]),
        ("f", "2 z", ["f = '2 z'", "z"]),
        ("f", "", ["f = ''"]),
        ("at", "four", ["at = 'four'", "number"]),
        ("at", "1/0", ["at = '1/0'", "zero"]),
        ("gaps", "1, 0", ["gaps = '1, 0'", "greater than zero", "gaps=1, 0.5"]),
        ("gaps", "1, -0.5", ["gaps", "greater than zero"]),
        ("gaps", "4, 3, 2, 1", ["4 numbers", "at most 3", "values of h"]),
        ("arrow", "1, 2, 3, 4", ["2 to 3 components, got 4"]),
        ("flat", "1, 2, 3", ["expected 2 components, got 3"]),
        ("span", "5, -5", ["span = '5, -5'", "interval"]),
        ("block", "1, 2; 3, k", ["block = '1, 2; 3, k'", "matrix", "row 2, column 2", "'k'"]),
        ("block", "1, 2, 3", ["expected 2 columns, got 3"]),
        ("block", "1, 2; 3", ["row 1 has 2 entries, row 2 has 1"]),
    ],
)
def test_a_wrong_value_is_refused_by_name_with_fault_and_cure(name: str, text: str, parts: list[str]) -> None:
    with pytest.raises(ParameterError) as caught:
        described(name).parse(text)
    for part in parts:
        assert part in str(caught.value)
    assert caught.value.hint


def test_in_the_class_a_parameter_is_its_description_and_in_an_object_its_value() -> None:
    assert isinstance(Inputs.at, Number)
    assert (Inputs.at.name, Inputs.at.default, Inputs.at.help) == ("at", "4", "where P stays")
    assert Inputs(at=sympy.Integer(7)).at == 7


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, ""), (sympy.Integer(4), "4"), ((sympy.Integer(1), sympy.Integer(-2)), "(1, -2)"), (x**2, "x^2")],
)
def test_sentences_name_values_as_mathematics(value: object, written: str) -> None:
    assert format_value(value) == written
