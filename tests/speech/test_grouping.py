"""What differs in what belongs together is not read the same; nothing is left of the notation."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessen.mathematics import parse_formula, to_typst
from sessen.speech import spoken_mathematics

#: Formulas that differ in grouping alone.
FAMILIES = (
    ("(x + 1)/y", "x + 1/y", "x/(y + 1)", "x/y + 1", "1/(y + x)"),
    ("1 + (x + 1)/y", "(1 + x + 1)/y", "1 + x + 1/y"),
    ("x^(n + 1)", "x^n + 1", "(x + 1)^n", "x^n 1"),
    ("e^(2 x + 1)", "e^(2 x) + 1", "e^2 x + 1"),
    ("sqrt(x + 1)", "sqrt(x) + 1", "1 + sqrt(x)"),
    ("f(x + 1)", "f(x) + 1"),
    ("f(x)^2", "f(x^2)", "f^2 (x)"),
    ("f(x + 1)/2", "f((x + 1)/2)", "f(x) + 1/2", "(f(x) + 1)/2"),
    ("1 + f(x)/2", "(1 + f(x))/2"),
    ("sin(x + 1)", "sin(x) + 1"),
    ("sin(x y)", "sin(x) y"),
    ("(2 x)^2", "2 x^2", "2^2 x"),
    ("(x + 1)^2", "x + 1^2"),
    ("2 (x + 1)", "2 x + 1"),
    ("a - (b + c)", "a - b + c"),
    ("(a + b) c", "a + b c"),
    ("(a b)/c", "a (b/c)", "a/(b c)"),
    ("(a/b) c", "a/(b c)"),
    ("a/(b/c)", "(a/b)/c"),
    ("x_(n + 1)", "x_n + 1"),
    ("abs(x + 1)", "abs(x) + 1"),
    ("sum_i (a_i + 1)", "sum_i a_i + 1"),
    ("(bold(A) bold(B))^upright(T)", "bold(A) bold(B)^upright(T)", "bold(A)^upright(T) bold(B)"),
    ("(bold(A) + bold(B))^upright(T)", "bold(A) + bold(B)^upright(T)"),
    ("(f + g)'", "f + g'", "f' + g"),
    ("lim_(h -> 0) f(h)/h", "(lim_(h -> 0) f(h))/h"),
    ("lim_(h -> 0) (f(h) + 1)", "lim_(h -> 0) f(h) + 1"),
    ("x^(y^z)", "(x^y)^z"),
    ("sqrt(x)/2", "sqrt(x/2)"),
    ("sqrt((x + 1)/2)", "sqrt(x + 1)/2"),
    ("frac(1, 2) x", "frac(1, 2 x)"),
    ("-(x + 1)", "-x + 1"),
    ("n!^2", "n^2!"),
    ("f(g(x) + 1)", "f(g(x)) + 1"),
    ("max(a, b) + 1", "max(a, b + 1)"),
    ("log_2 x + 1", "log_2 (x + 1)"),
)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_two_groupings_are_read_the_same(language: str) -> None:
    same = [
        (one, other, spoken_mathematics(one, language))
        for family in FAMILIES
        for one, other in combinations(family, 2)
        if spoken_mathematics(one, language) == spoken_mathematics(other, language)
    ]
    assert same == []


NUMBERS = st.one_of(st.integers(0, 12).map(str), st.sampled_from(["0.5", "1/2", "2.25", "pi", "e"]))
FUNCTIONS = st.sampled_from(
    "sin cos tan exp ln log log2 sqrt cbrt abs floor ceil asin arctan sinh tanh sgn log_3".split()
)
FORMULAS = st.recursive(
    st.one_of(st.sampled_from("xy"), NUMBERS),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("({})^({})".format, inner, st.sampled_from(["2", "3", "-1", "1/2", "x", "x + 1"])),
        st.builds("{}({})".format, FUNCTIONS, inner),
        st.builds("{}({}, {})".format, st.sampled_from(["max", "min"]), inner, inner),
    ),
    max_leaves=5,
)
SAID = {"en": re.compile(r"[a-zA-Z][a-zA-Z ,-]*"), "ja": re.compile(r"[ぁ-ゖァ-ヺー、 ]+")}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=FORMULAS)
def test_what_the_parser_takes_is_read_in_words_alone(typed: str) -> None:
    try:
        written = to_typst(parse_formula(typed, ("x", "y")))
    except Exception:  # noqa: BLE001 - what has no value is refused elsewhere
        return
    for language, said in SAID.items():
        assert said.fullmatch(spoken_mathematics(written, language)), (written, spoken_mathematics(written, language))


TYPST = st.recursive(
    st.sampled_from("x y f A 2 10 0.5 alpha Delta RR infinity nabla partial dots.c bold(a) degree".split()),
    lambda inner: st.one_of(
        st.builds("{} {}".format, inner, inner),
        st.builds(
            "{} {} {}".format, inner, st.sampled_from("+ - = < -> in dot.c times / , : | plus.circle".split()), inner
        ),
        st.builds("{}({})".format, st.sampled_from("sqrt f sin lim abs hat norm upright vec bold".split()), inner),
        st.builds("({})_({})^({})".format, inner, inner, inner),
        st.builds("{}({}; {})".format, st.sampled_from(["mat"]), inner, inner),
        st.builds("cases({} & {}, {})".format, inner, inner, inner),
        st.builds(
            "{}_({} = {})^{} {}".format, st.sampled_from("sum product integral max".split()), inner, inner, inner, inner
        ),
        st.builds("[{}, {})".format, inner, inner),
        st.builds("{}'({})".format, st.sampled_from("fgx"), inner),
        st.builds("|{}|".format, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=TYPST)
def test_all_notation_is_read_in_words_alone(written: str) -> None:
    for language, said in SAID.items():
        reading = spoken_mathematics(written, language)
        assert not reading or said.fullmatch(reading), (written, reading)
