"""The words of a typed formula: functions, constants, and the signs that keyboards and textbooks use for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sympy

from sessen.mathematics.functions import CubeRoot, Maximum, Minimum, absolute_value
from sessen.suggestions import did_you_mean

CONSTANTS: Mapping[str, sympy.Expr] = {"pi": sympy.pi, "e": sympy.E}


@dataclass(frozen=True)
class TypedFunction:
    """A function that may be typed: how it is built, and how many arguments it takes."""

    build: Callable[..., sympy.Expr]
    fewest: int = 1
    most: int = 1

    @property
    def arity(self) -> str:
        """The number of arguments in words."""
        if self.most > self.fewest + 1:
            return f"{self.fewest} or more arguments"
        if self.most > self.fewest:
            return f"{self.fewest} or {self.most} arguments"
        return "one argument" if self.fewest == 1 else f"{self.fewest} arguments"


def _logarithm(value: sympy.Expr, base: sympy.Expr | None = None) -> sympy.Expr:
    # log without a base is the natural logarithm, as in the lecture notes and in NumPy.
    return sympy.log(value) if base is None else sympy.log(value, base)


def typed_function(name: str) -> TypedFunction:
    """The function of that name; ``log_3`` is the logarithm to base 3."""
    if not name.startswith("log_"):
        return FUNCTIONS[name]
    base = sympy.E if name == "log_e" else sympy.Integer(name[len("log_") :])
    return TypedFunction(lambda value: sympy.log(value) if base is sympy.E else sympy.log(value, base))


_ONE_ARGUMENT: Mapping[str, Callable[..., sympy.Expr]] = {
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "cot": sympy.cot,
    "sec": sympy.sec,
    "csc": sympy.csc,
    "cosec": sympy.csc,
    "asin": sympy.asin,
    "acos": sympy.acos,
    "atan": sympy.atan,
    "arcsin": sympy.asin,
    "arccos": sympy.acos,
    "arctan": sympy.atan,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
    "asinh": sympy.asinh,
    "acosh": sympy.acosh,
    "atanh": sympy.atanh,
    "arsinh": sympy.asinh,
    "arcosh": sympy.acosh,
    "artanh": sympy.atanh,
    "exp": sympy.exp,
    "ln": sympy.log,
    "log10": lambda value: sympy.log(value, 10),
    "lg": lambda value: sympy.log(value, 10),
    "log2": lambda value: sympy.log(value, 2),
    "sqrt": sympy.sqrt,
    "cbrt": CubeRoot,
    "abs": absolute_value,
    "sign": sympy.sign,
    "sgn": sympy.sign,
    "floor": sympy.floor,
    "ceil": sympy.ceiling,
}

FUNCTIONS: Mapping[str, TypedFunction] = {
    **{name: TypedFunction(build) for name, build in _ONE_ARGUMENT.items()},
    "log": TypedFunction(_logarithm, 1, 2),
    "max": TypedFunction(Maximum, 2, 4),
    "min": TypedFunction(Minimum, 2, 4),
}

# Names that people know from elsewhere, and what they are called here.
_ELSEWHERE: Mapping[str, str] = {
    "sine": "sin",
    "cosine": "cos",
    "tangent": "tan",
    "tg": "tan",
    "root": "sqrt",
    "modulus": "abs",
    "absolute": "abs",
    "logarithm": "log",
    "pow": "^",
    "power": "^",
}


def split_letters(run: str, variables: Sequence[str]) -> tuple[str, ...] | None:
    """Split letters typed without spaces into known names.

    ``xy`` is x, y; ``xsinx`` is x, sin, x; ``sin2x`` is sin, 2, x.

    Only variables, functions and pi are split off: ``sine`` is a misspelling, not sin(e), and ``ex`` may as well have
    meant e^x. A number may follow a function only: ``x2`` may be x^2 or 2x. Returns None if the run cannot be split.
    """
    if run in FUNCTIONS or run in CONSTANTS or run in variables:
        return (run,)
    heads = sorted({*variables, *FUNCTIONS, "pi"}, key=len, reverse=True)
    # From the end: splits[i] is how run[i:] splits, so the work grows with the length and not exponentially.
    splits: list[tuple[str, ...] | None] = [None] * len(run) + [()]
    for start in range(len(run) - 1, -1, -1):
        splits[start] = _split_at(run, start, heads, splits)
    return splits[0] if run[:1].isalpha() else None


def _split_at(
    run: str, start: int, heads: Sequence[str], splits: Sequence[tuple[str, ...] | None]
) -> tuple[str, ...] | None:
    if run[start].isdigit():
        end = start + len(run[start:]) - len(run[start:].lstrip("0123456789"))
        rest = splits[end]
        return None if rest is None or end == start else (run[start:end], *rest)
    for head in heads:
        rest = splits[start + len(head)] if run.startswith(head, start) else None
        if rest is not None and (head in FUNCTIONS or not rest or not rest[0].isdigit()):
            return (head, *rest)
    return None


def suggest_name(name: str, variables: Sequence[str]) -> str:
    """Return what to type instead of an unknown name."""
    if name.lower() in _ELSEWHERE:
        return f"did you mean '{_ELSEWHERE[name.lower()]}'?"
    if name == "i":
        return "formulas are real: there is no imaginary unit"
    if name[:1] == "e" and name[1:] in variables:
        return f"write e^{name[1:]}, or e*{name[1:]} for the product"
    return _suggest_number(name, variables) or _suggest_close(name, variables)


def _suggest_number(name: str, variables: Sequence[str]) -> str:
    """Return what to type where numbers and letters run together: x2, sin2, ax."""
    if len(name) > 1 and name[0] not in variables and all(letter in variables for letter in name[1:]):
        return f"replace {name[0]} by a number, such as 2{name[1:]}"
    stem = name.rstrip("0123456789")
    if stem != name and stem in variables:
        return f"write {stem}^{name[len(stem) :]} or {name[len(stem) :]}*{stem}"
    if stem != name and stem in FUNCTIONS:
        return f"write {stem}({name[len(stem) :]})"
    return ""


def _suggest_close(name: str, variables: Sequence[str]) -> str:
    known = [] if len(name) < 2 else [*FUNCTIONS, *CONSTANTS, *variables]
    return did_you_mean(name, known, describe_variables(variables), cutoff=0.6)


def describe_variables(variables: Sequence[str]) -> str:
    """Say which letters a formula may use."""
    if not variables:
        return "this must be a number without variables"
    if len(variables) == 1:
        return f"the variable here is {variables[0]}"
    return f"the variables here are {', '.join(variables[:-1])} and {variables[-1]}"
