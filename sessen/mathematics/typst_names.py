"""What functions and letters are called in Typst mathematics."""

from __future__ import annotations

import re
from collections.abc import Mapping

import sympy

from sessen.mathematics.functions import HeavisideStep

# Functions written by name and argument. Typst knows some of the names; op() makes the others.
FUNCTION_NAMES: Mapping[type[sympy.Function], str] = {
    sympy.sin: "sin",
    sympy.cos: "cos",
    sympy.tan: "tan",
    sympy.cot: "cot",
    sympy.sec: "sec",
    sympy.csc: "csc",
    sympy.asin: "arcsin",
    sympy.acos: "arccos",
    sympy.atan: "arctan",
    sympy.acot: 'op("arccot")',
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.tanh: "tanh",
    sympy.coth: "coth",
    sympy.sech: "sech",
    sympy.csch: "csch",
    sympy.asinh: 'op("arsinh")',
    sympy.acosh: 'op("arcosh")',
    sympy.atanh: 'op("artanh")',
    sympy.log: "ln",
    sympy.sign: 'op("sgn")',
    sympy.Heaviside: 'op("H")',
    HeavisideStep: 'op("H")',
}

# Their powers are written before the argument: sin^2 x. (ln x)^2 is not among them: ln^2 x is read in two ways.
POWER_BEFORE_ARGUMENT = (
    sympy.sin,
    sympy.cos,
    sympy.tan,
    sympy.cot,
    sympy.sec,
    sympy.csc,
    sympy.sinh,
    sympy.cosh,
    sympy.tanh,
    sympy.coth,
    sympy.sech,
    sympy.csch,
)

_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split()
)
_INDEXED = re.compile(r"([A-Za-z]+?)_?([0-9]+)")


def typst_symbol(name: str) -> str:
    """Write a letter: "x", "theta", "x_1" for x1 and x_1, and any longer name in italics."""
    if (len(name) == 1 and name.isalpha()) or name in _GREEK:
        return name
    if indexed := _INDEXED.fullmatch(name):
        return f"{typst_symbol(indexed[1])}_{indexed[2]}" if len(indexed[2]) == 1 else f"{indexed[1]}_({indexed[2]})"
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'italic("{escaped}")'
