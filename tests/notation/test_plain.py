"""Mathematics as plain text: what people read in captions, transcripts and alternative texts has no notation in it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sessen.notation import parse, plain_mathematics
from sessen.notation.symbols import symbol
from sessen.notation.tree import Bracketed, Call, Fraction, Grouping, Node, Row, Scripts

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

READ = {
    "bold(A B)": "A B",
    "lambda_1": "λ₁",
    "integral_0^1 x^2 dif x": "∫₀¹ x² dx",
    ">=": "≥",
    "a <= b != c": "a ≤ b ≠ c",
    "f'(x) = lim_(h -> 0) (f(x + h) - f(x)) / h": "f′(x) = lim h→0 (f(x + h) − f(x))/h",
    "frac(5, 2)": "5/2",
    "frac(x^2 + 1, 2 x)": "(x² + 1)/(2 x)",
    "(x^2+1)/(x-1)": "(x²+1)/(x−1)",
    "a/b/c": "(a/b)/c",
    "frac(1, 2)^2": "(1/2)²",
    "partial f / partial x = 2x": "∂f/∂x = 2x",
    "frac(dif f, dif x)": "df/dx",
    "(bold(A) bold(B))^upright(T)": "(A B)ᵀ",
    "bold(a) dot.c bold(b) = |bold(a)| |bold(b)| cos theta": "a · b = |a| |b| cos θ",
    "-3 times 10^(-7)": "−3 × 10⁻⁷",
    "e^(-x^2)": "e^(−x²)",
    "5 slash 2": "5/2",
    "sqrt(x + 1)^2": "(√(x + 1))²",
    "root(3, x)": "∛x",
    "sum_(i=1)^n i": "∑ᵢ₌₁ⁿ i",
    "mat(1, 2; 3, 4)": "[1 2; 3 4]",
    "vec(3, 4)": "(3, 4)",
    "{{ a : MOVING }} = {{ x : f }}": "a = x",
    "f : RR -> RR^2": "f : ℝ → ℝ²",
    "90 degree": "90°",
    "x_(i, j)": "x_(i, j)",
    'nabla f eq.not 0, "関数" f': "∇f ≠ 0, 関数 f",
    "x'_1": "x′₁",
    'op("arccot") x': "arccot x",
}


@pytest.mark.parametrize("source", READ)
def test_mathematics_reads_as_a_person_writes_it_in_a_line(source: str) -> None:
    assert plain_mathematics(source) == READ[source]


BUILT = [
    *READ,
    *("x^f(y)", "f(x)/2", "a_i(t)", "1/f(x)", "(a)(b)/2", "2x/3", "alpha(x)", "sin(x)/2", "sin x/2", "x^-1"),
    *("[a]/b", "n!/2", "-x/2", "bold(x)/2", "x^2!", "abs(x)^2/3", "x^2(y)", "f(x)^2", "x^2^3", "a^(b/c)_d / e^2"),
]


def test_what_belongs_together_is_what_typst_takes_together() -> None:
    """Typst's own tree has as many fractions and as many scripts, and the same parts stand above the bars."""
    sources = [source for source in BUILT if "{{" not in source]
    query = ", ".join(f"repr($#($ {source} $.body)$.body)" for source in sources)
    shown = json.loads(typst.query(f"#metadata(({query},))<t>".encode(), "<t>", field="value", one=True))
    for source, text in zip(sources, shown, strict=True):
        nodes = list(_nodes(parse(source)))
        fractions = sum(isinstance(each, Fraction) or _calls(each, "frac") for each in nodes)
        scripts = sum(isinstance(each, Scripts) for each in nodes)
        assert (source, fractions, scripts) == (source, text.count("frac("), text.count("attach("))


def _calls(node: Node, name: str) -> bool:
    return isinstance(node, Call) and node.name == name


def _nodes(node: Node) -> list[Node]:
    inside: list[Node] = []
    match node:
        case Row(parts):
            inside = list(parts)
        case Bracketed(_, body) | Grouping(body):
            inside = [body]
        case Fraction(above, below):
            inside = [above, below]
        case Scripts(base, below, above):
            inside = [base, *(each for each in (below, above) if each is not None)]
        case Call():
            inside = list(node.arguments)
    return [node, *(each for one in inside for each in _nodes(one))]


def test_symbols_are_those_of_the_installed_typst() -> None:
    from typst_symbols import FILE, installed_symbols, written  # type: ignore[import-not-found]  # beside the tools

    assert FILE.read_text("utf-8") == written(installed_symbols())


def test_modifiers_of_symbols_are_found_in_any_order_as_typst_finds_them() -> None:
    names = [
        "arrow.r",
        "arrow.double.r",
        "arrow.r.double",
        "arrow",
        "lt.eq",
        "integral",
        "dots",
        "eq.not",
        "plus.minus",
    ]
    query = ", ".join(f"str(sym.{name})" for name in names)
    found = json.loads(typst.query(f"#metadata(({query},))<t>".encode(), "<t>", field="value", one=True))
    assert [symbol(name) for name in names] == found


_NOTATION = st.text(alphabet="abxyπλ0123 ._^/'\"\\()[]{}|,;:#$&!<>=-+*√", max_size=40)


@given(_NOTATION)
@settings(max_examples=40, deadline=None)
@example("(" * 200)
@example("{{" * 60)
@example("x^" * 100)
@example("\\u{110000}\\u{d800}")
def test_any_text_is_read_at_once_and_printed_on_one_line(source: str) -> None:
    assert "\n" not in plain_mathematics(source)


_LETTER = st.sampled_from("abhtxyz")
_TREES = st.recursive(
    _LETTER | st.integers(0, 99).map(str),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("frac({0[0]}, {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]} + {0[1]}) / ({0[1]})".format),
        st.tuples(_LETTER, inner).map("{0[0]}^({0[1]})".format),
        st.tuples(_LETTER, inner).map("{0[0]}_({0[1]})".format),
        inner.map("sqrt({})".format),
        inner.map("bold({})".format),
        inner.map("{{{{ {} : MOVING }}}}".format),
        st.tuples(inner, inner).map("{0[0]} dot.c {0[1]}".format),
    ),
    max_leaves=12,
)
_SMALL = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹ₐₕₜₓᵃᵇʰᵗˣʸᶻ", "01234567890123456789ahtxabhtxyz")


@given(_TREES)
@settings(max_examples=40, deadline=None)
def test_every_letter_and_digit_is_read_and_nothing_of_the_notation(source: str) -> None:
    bare = re.sub(r": MOVING|frac|sqrt|bold|dot\.c", "", source)
    printed = plain_mathematics(source).translate(_SMALL)
    assert re.findall(r"[a-z0-9]", printed) == re.findall(r"[a-z0-9]", bare)
    assert not re.search(r"frac|sqrt|bold|MOVING|[{}\"]", printed)
