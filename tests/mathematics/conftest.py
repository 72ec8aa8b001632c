"""Formulas as people might type them, each with its value worked out without SymPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import mpmath
import pytest
from hypothesis import strategies as st


@dataclass(frozen=True)
class Typed:
    """A text in x, and what it must be at a number; it raises where it has no real value."""

    text: str
    value: Callable[[mpmath.mpf], mpmath.mpf]
    is_atom: bool = False

    @property
    def bracketed(self) -> str:
        """The text so that anything may be written next to it."""
        return self.text if self.is_atom else f"({self.text})"


def _number(number: float) -> Typed:
    return Typed(f"{number:g}", lambda _: mpmath.mpf(f"{number:g}"), is_atom=True)


def _binary(joined: tuple[str, Typed, Typed]) -> Typed:
    sign, a, b = joined
    operation: Callable[[mpmath.mpf, mpmath.mpf], mpmath.mpf] = {
        "+": lambda p, q: p + q,
        "-": lambda p, q: p - q,
        " - ": lambda p, q: p - q,
        "*": lambda p, q: p * q,
        "·": lambda p, q: p * q,
        "/": lambda p, q: p / q,
    }[sign]
    return Typed(f"{a.bracketed}{sign}{b.bracketed}", lambda x: operation(a.value(x), b.value(x)))


def _implied(joined: tuple[Typed, Typed]) -> Typed:
    a, b = joined
    return Typed(f"{a.bracketed}({b.text})", lambda x: a.value(x) * b.value(x))


def _power(joined: tuple[str, Typed, int]) -> Typed:
    sign, base, exponent = joined
    return Typed(f"{base.bracketed}{sign}{exponent}", lambda x: base.value(x) ** exponent)


def _negative(inner: Typed) -> Typed:
    return Typed(f"-{inner.bracketed}", lambda x: -inner.value(x))


def _bars(inner: Typed) -> Typed:
    return Typed(f"|{inner.text}|", lambda x: abs(inner.value(x)))


def _applied(joined: tuple[str, Typed]) -> Typed:
    name, inner = joined
    function = {"ln": mpmath.log, "arctan": mpmath.atan, "|": abs}.get(name) or getattr(mpmath, name)

    def value(x: mpmath.mpf) -> mpmath.mpf:
        argument = inner.value(x)
        if (name == "ln" and argument <= 0) or (name == "sqrt" and argument < 0):
            raise ValueError(name)
        return function(argument)

    return Typed(f"{name}({inner.text})", value, is_atom=True)


def _larger(smaller: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    names = st.sampled_from(["sin", "cos", "exp", "sqrt", "ln", "tanh", "arctan"])
    return st.one_of(
        st.tuples(st.sampled_from(["+", "-", " - ", "*", "·", "/"]), smaller, smaller).map(_binary),
        st.tuples(smaller, smaller).map(_implied),
        st.tuples(st.sampled_from(["^", "**", " ^ "]), smaller, st.integers(1, 4)).map(_power),
        smaller.map(_negative),
        smaller.map(_bars),
        st.tuples(names, smaller).map(_applied),
    )


@pytest.fixture(scope="session")
def formulas() -> st.SearchStrategy[Typed]:
    """Formulas in x of up to eight numbers and letters."""
    letter = st.just(Typed("x", lambda x: x, is_atom=True))
    numbers = st.one_of(st.integers(0, 12), st.sampled_from([0.5, 0.25, 1.5])).map(_number)
    circle = st.just(Typed("pi", lambda _: +mpmath.pi, is_atom=True))
    return st.recursive(st.one_of(letter, letter, numbers, circle), _larger, max_leaves=8)
