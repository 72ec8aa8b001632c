"""What Typst's names stand for: symbols by their characters, operators, functions, accents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

#: Names that are set upright, with space around them.
OPERATORS: Final = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc csch ctg deg det dim exp gcd lcm hom id im inf ker lg lim liminf "
    "limsup ln log max min mod Pr sec sech sin sinc sinh sup tan tanh tg tr".split()
)
SPACES: Final[Mapping[str, str]] = {"thin": " ", "med": " ", "thick": " ", "quad": " ", "wide": " "}
#: The d of a differential and of a derivative.
DIFFERENTIALS: Final[Mapping[str, str]] = {"dif": "d", "Dif": "D"}
#: Functions that change how their argument looks and not what it says.
STYLES: Final = frozenset(
    "upright bold italic serif sans scr cal frak mono bb display inline script sscript stretch scripts limits "
    "underline cancel class lr mid".split()
)
#: Functions that have a sense of their own.
FUNCTIONS: Final = frozenset(
    "frac binom vec mat cases root sqrt op abs norm round floor ceil attach accent overline underbrace overbrace "
    "underbracket overbracket underparen overparen undershell overshell primes".split()
)
#: Names that are called as functions to put a mark over a letter, and the combining character.
ACCENTS: Final[Mapping[str, str]] = {
    "grave": "\u0300",
    "acute": "\u0301",
    "hat": "\u0302",
    "tilde": "\u0303",
    "macron": "\u0304",
    "overline": "\u0305",
    "breve": "\u0306",
    "dot": "\u0307",
    "dot.double": "\u0308",
    "diaer": "\u0308",
    "circle": "\u030a",
    "caron": "\u030c",
    "arrow": "\u20d7",
    "arrow.r": "\u20d7",
    "arrow.l": "\u20d6",
}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("sessen.notation").joinpath("symbols.json").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = json.loads(text)
    return table


def symbol(name: str) -> str | None:
    """The character of a symbol, its modifiers in any order; None if Typst has no such name.

    >>> symbol("arrow.r"), symbol("arrow.double.r"), symbol("lambda"), symbol("nothing")
    ('→', '⇒', 'λ', None)
    """
    head, *modifiers = name.split(".")
    variants = _table().get(head)
    if variants is None:
        return None
    wanted = set(modifiers)
    fitting = [key for key in variants if wanted <= set(key.split("."))] if wanted else list(variants)
    # As Typst does: the variant with the fewest modifiers that were not asked for, the first of them.
    best = min(fitting, key=lambda key: len(set(key.split(".")) - wanted - {""}), default=None)
    return None if best is None else variants[best]


def is_known(name: str) -> bool:
    """Whether Typst's mathematics knows a name without its being a program's."""
    return name in OPERATORS or name in SPACES or name in DIFFERENTIALS or symbol(name) is not None


def is_function(name: str) -> bool:
    """Whether a name may be called: it sets its arguments, and does nothing else."""
    return name in FUNCTIONS or name in STYLES or name in ACCENTS
