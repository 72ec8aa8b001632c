"""Expressions are typeset as a person writes them, and Typst itself accepts every one."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import sympy
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from sessen.errors import SessenError
from sessen.mathematics import FormulaError, labelled, parse_formula, to_typst

x, y, h = sympy.symbols("x y h", real=True)
f = sympy.Function("f")
CUBIC = x**3 - 3 * x**2 + x

WRITTEN = {
    "x^3 - 3x^2 + x": "x^3 - 3 x^2 + x",
    "2 sin x": "2 sin x",
    "sin(2x)": "sin 2 x",
    "sin(x^2)": "sin (x^2)",
    "sin(x+1)": "sin (x + 1)",
    "sin(x/2)": "sin (frac(x, 2))",
    "sin^2 x": "sin^2 x",
    "(ln x)^2": "(ln x)^2",
    "ln|x|": "ln abs(x)",
    "ln 2": "ln 2",
    "sin x cos y": "sin x cos y",
    "x sin(x)cos(x)": "x sin x cos x",
    "sin(x)(x+1)": "(x + 1) sin x",
    "sin(x)/x": "frac(sin x, x)",
    "e^x sin x": "e^x sin x",
    "e^(-x^2)": "e^(-x^2)",
    "e^(-x^2/2)": "e^(-x^2 slash 2)",
    "1/(1+e^(-x))": "frac(1, 1 + e^(-x))",
    "sqrt(x)": "sqrt(x)",
    "sqrt(x^2+1)": "sqrt(x^2 + 1)",
    "1/sqrt(x)": "frac(1, sqrt(x))",
    "cbrt(x)": "root(3, x)",
    "x^(1/4)": "root(4, x)",
    "x^(2/3)": "x^(2 slash 3)",
    "x^10": "x^(10)",
    "x^y": "x^y",
    "x^(x^x)": "x^(x^x)",
    "(x+1)^2": "(x + 1)^2",
    "(-x)^y": "(-x)^y",
    "(sin x)^y": "(sin x)^y",
    "|x|^(x)": "abs(x)^x",
    "x/2": "frac(x, 2)",
    "3x/2": "frac(3 x, 2)",
    "-x/2": "-frac(x, 2)",
    "(x+1)/(x-1)": "frac(x + 1, x - 1)",
    "-1/x^2": "-frac(1, x^2)",
    "sqrt(x)/(2y)": "frac(sqrt(x), 2 y)",
    "0.05x": "0.05 x",
    "0.1": "0.1",
    "1.5e-7x": "1.5 times 10^(-7) x",
    "3/4": "frac(3, 4)",
    "-3/4": "-frac(3, 4)",
    "(2/3)^x": "(frac(2, 3))^x",
    "2*3^x": "2 dot.c 3^x",
    "2pi x": "2 pi x",
    "10^30 x": "1 times 10^(30) x",
    "9^250 x": "3.63602917958699 times 10^(238) x",
    "xy": "x y",
    "-3x^2 y": "-3 x^2 y",
    "(x+1)(x-1)": "(x - 1) (x + 1)",
    "-(x+1)(x-1)": "-(x - 1) (x + 1)",
    "1-x^2": "1 - x^2",
    "x^2+y^2": "x^2 + y^2",
    "-x": "-x",
    "-sin x": "-sin x",
    "arctan x": "arctan x",
    "acosh x": 'op("arcosh") x',
    "sgn x": 'op("sgn") x',
    "tan(x)cot(x)sec(x)csc(x)": "tan x cot x csc x sec x",
    "sinh(x)+cosh(x)+tanh(x)": "sinh x + cosh x + tanh x",
    "asinh x + atanh x": 'op("arsinh") x + op("artanh") x',
    "arcsin x + arccos x": "arccos x + arcsin x",
    "floor(x)": "floor(x)",
    "ceil(x)": "ceil(x)",
    "max(0, x)": "max(0, x)",
    "min(x, y, 2)": "min(x, y, 2)",
}

STATEMENTS = {
    sympy.Eq(f(x), x**2): "f (x) = x^2",
    sympy.Limit((f(x + h) - f(x)) / h, h, 0): "lim_(h -> 0) frac(f (x + h) - f (x), h)",
    sympy.Derivative(f(x), x): "frac(dif, dif x) f (x)",
    sympy.Derivative(f(x, y), x): "frac(partial, partial x) f (x, y)",
    sympy.Derivative(f(x), x, 2): "frac(dif^2, dif x^2) f (x)",
    sympy.Integral(x + 1, (x, 0, y)): "integral_(0)^(y) (x + 1) dif x",
    sympy.Integral(x * y, x, y): "integral integral x y dif x dif y",
    sympy.Sum(1 / x**2, (x, 1, sympy.oo)): "sum_(x = 1)^(infinity) frac(1, x^2)",
    sympy.Piecewise((x, x > 0), (-x, True)): 'cases(x & x > 0, -x & "otherwise")',
    sympy.ImmutableMatrix([[1, 2], [3, 4]]): 'mat(delim: "[", 1, 2; 3, 4)',
    sympy.ImmutableMatrix([3, 4]): 'mat(delim: "[", 3; 4)',
    sympy.Tuple(2, -3): "(2, -3)",
    sympy.Symbol("x_1"): "x_1",
    sympy.Symbol("x12"): "x_(12)",
    sympy.Symbol("theta"): "theta",
    sympy.Symbol('d"x\\'): 'italic("d\\"x\\\\")',
    sympy.oo: "infinity",
    sympy.expand(3 * (x + h) ** 2 - 3 * x): "3 x^2 + 6 x h - 3 x + 3 h^2",
    sympy.Heaviside(x): 'op("H") x',
}


@pytest.mark.parametrize(("typed", "written"), WRITTEN.items())
def test_written_as_a_person_writes_it(typed: str, written: str) -> None:
    assert to_typst(parse_formula(typed, ("x", "y"))) == written


@pytest.mark.parametrize(("expression", "written"), STATEMENTS.items())
def test_statements_are_written_as_in_the_notes(expression: sympy.Basic, written: str) -> None:
    assert to_typst(expression) == written


def test_typst_compiles_all_of_these() -> None:
    assert len(WRITTEN) + len(STATEMENTS) >= 60
    expressions = [*(parse_formula(text, ("x", "y")) for text in WRITTEN), *STATEMENTS]
    _compile([to_typst(expression) for expression in expressions])


@settings(deadline=None, max_examples=20)
@given(st.data())
def test_typst_compiles_any_formula_with_roles_and_values(formulas: st.SearchStrategy, data: st.DataObject) -> None:
    sources = []
    for typed in data.draw(st.lists(formulas, min_size=8, max_size=8)):
        try:
            expression = parse_formula(typed.text)
        except FormulaError:
            continue
        sources += [
            to_typst(expression),
            to_typst(expression, roles={"x": "moving", sympy.Integer(2): "two", expression: "whole"}),
            to_typst(expression, values={"x": -1.5}),
            to_typst(expression, values={x: sympy.pi / 2}),
        ]
    _compile(sources)


def _compile(sources: list[str]) -> None:
    document = "#let manimgrp(label, body) = body\n#set page(height: auto)\n"
    document += "\n\n".join(f"$ {_with_groups_as_calls(source)} $" for source in sources)
    typst.compile(document.encode(), format="svg")


def _with_groups_as_calls(source: str) -> str:
    innermost = re.compile(r"\{\{ ((?:(?!\{\{|\}\}).)*) : ([\w-]+) \}\}")
    while innermost.search(source):
        source = innermost.sub(r'manimgrp("\2", \1)', source)
    assert "{{" not in source
    return source


def test_every_place_of_a_role_is_labelled_with_its_exponent_outside() -> None:
    source = to_typst(CUBIC, roles={"x": "moving"})
    assert source == "{{ x : moving }}^3 - 3 {{ x : moving }}^2 + {{ x : moving }}"
    assert to_typst(CUBIC, roles={x: "moving"}) == source


def test_a_term_is_labelled_with_or_without_its_sign() -> None:
    assert to_typst(CUBIC, roles={3 * x**2: "term"}) == "x^3 - {{ 3 x^2 : term }} + x"
    assert to_typst(CUBIC, roles={-3 * x**2: "term"}) == "x^3 {{ -3 x^2 : term }} + x"


def test_roles_nest() -> None:
    source = to_typst(sympy.sin(x**2), roles={x**2: "inner", "x": "moving"})
    assert source == "sin ({{ {{ x : moving }}^2 : inner }})"


def test_the_name_of_an_undefined_function_has_a_role_of_its_own() -> None:
    assert to_typst(f(x + h), roles={"f": "outer", "h": "gap"}) == "{{ f : outer }} (x + {{ h : gap }})"


def test_manim_finds_each_group_that_it_is_given() -> None:
    """Manim's own reader of groups sees the labels, each as often as it was written."""
    from manim import MathTypst

    _, labels = MathTypst._preprocess_groups(to_typst(CUBIC, roles={"x": "moving", 3 * x**2: "term"}))
    assert Counter(labels) == {"moving": 3, "term": 1}


def test_values_are_put_in_without_computing() -> None:
    assert to_typst(CUBIC, values={x: 4}) == "4^3 - 3 dot.c 4^2 + 4"
    assert to_typst(CUBIC, values={"x": -2}) == "(-2)^3 - 3 (-2)^2 + (-2)"
    assert to_typst(sympy.sin(x) / 2, values={x: 1}) == "frac(sin 1, 2)"
    assert to_typst(x**2, values={x: sympy.Rational(1, 3)}) == "(frac(1, 3))^2"
    assert to_typst(x**2, roles={"x": "moving"}, values={x: 4}) == "{{ 4 : moving }}^2"


@pytest.mark.parametrize("label", ["", "1a", "a b", "a:b", "a}}", "ä"])
def test_a_label_that_typst_cannot_read_is_refused(label: str) -> None:
    with pytest.raises(SessenError, match="cannot be a label"):
        labelled("x", label)


def test_what_has_no_typst_form_is_refused_and_text_is_not_read() -> None:
    with pytest.raises(SessenError, match="Product cannot be typeset"):
        to_typst(sympy.Product(x, (x, 1, 3)))
    with pytest.raises(sympy.SympifyError):
        to_typst("x + 1")
