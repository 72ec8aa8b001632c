"""What a formula means, as far as its reading depends on it: sums, products, powers, functions and their arguments.

Notation says what stands where; this tree says what belongs together. Both languages are read from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "nothing",  # where something is missing
    "number",  # text: as written, without a sign
    "letter",  # text: one character
    "vector",  # text: one character, set bold or with an arrow
    "name",  # text: several letters that name one thing
    "words",  # text: quoted
    "sign",  # text: a character without a role of its own
    "numbers",  # text: the letter of a set of numbers, R
    "operator",  # text: sin, log, max; parts: below, above
    "sum",  # parts: "term" with text + or − or another sign, one part
    "term",
    "product",  # parts: "factor" with text "" or the sign before it, one part
    "factor",
    "power",  # parts: base, exponent
    "index",  # parts: base, what stands below
    "prime",  # parts: base; text: how many
    "marked",  # parts: base; text: transpose, inverse, star, plus, minus, degree, or an accent
    "ratio",  # parts: above, below
    "derivative",  # text: d or ∂; parts: what is derived, its order, then "by" with letter and order
    "by",
    "differential",  # parts: of what
    "apply",  # parts: function, arguments
    "root",  # parts: radicand, index
    "bracket",  # parts: what is in it; text: the brackets
    "tuple",  # parts: members
    "interval",  # parts: both ends; text: the brackets
    "set",  # parts: members
    "such",  # parts: member, condition
    "wrapped",  # text: abs, norm, floor, ceil, round; parts: what is in it
    "factorial",
    "choose",  # parts: from how many, how many
    "column",  # parts: entries; "row" likewise; "matrix": rows
    "row",
    "matrix",
    "list",  # parts: separated by commas
    "cases",  # parts: "case" with value and condition
    "case",
    "big",  # text: the operator's character; parts: below, above, body
    "relation",  # parts: "side" with the sign before it, one part
    "side",
]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A node; what its parts and its text are is told at `Kind`."""

    kind: Kind
    parts: tuple[Meaning, ...] = ()
    text: str = ""

    @property
    def first(self) -> Meaning:
        """The first part."""
        return self.parts[0]


NOTHING: Final = Meaning("nothing")


def unbracketed(meaning: Meaning) -> Meaning:
    """Without the brackets around it."""
    while meaning.kind == "bracket":
        meaning = meaning.first
    return meaning


def is_vector(meaning: Meaning) -> bool:
    """Whether something is set as a vector or a matrix: bold, or with an arrow."""
    meaning = unbracketed(meaning)
    if meaning.kind in ("index", "prime", "marked", "power"):
        return meaning.text == "arrow" or is_vector(meaning.first)
    return meaning.kind in ("vector", "column", "row", "matrix")
