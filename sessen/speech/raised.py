"""What stands above a base: a power, a transpose, an inverse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sessen.speech.meaning import NOTHING, Meaning


def raised(base: Meaning, above: Meaning) -> Meaning:
    """A base with what stands above it: a power, a transpose, an inverse."""
    if above is NOTHING:
        return base
    sign = _lone_sign(above)
    if sign in _MARKS:
        return Meaning("marked", (base,), _MARKS[sign])
    is_minus_one = above == Meaning("sum", (Meaning("term", (Meaning("number", text="1"),), "−"),))
    if is_minus_one and _has_inverse(base):
        return Meaning("marked", (base,), "inverse")
    return Meaning("power", (base, above))


def _lone_sign(above: Meaning) -> str:
    """The letter or sign that is all that stands above; a sign between nothing and nothing is one."""
    if above.kind == "sum" and len(above.parts) == 1 and above.first.first is NOTHING:
        return above.first.text
    return above.text if above.kind in ("letter", "sign") else ""


_MARKS: Final[Mapping[str, str]] = {
    "T": "transpose",
    "⊤": "transpose",
    "∗": "star",
    "*": "star",
    "+": "plus",
    "−": "minus",
    "°": "degree",
    "○": "degree",
    "∘": "degree",
    "†": "dagger",
    "⊥": "perp",
}
_FUNCTION_LETTERS: Final = frozenset("fghFGHφψϕΦΨσ")


def is_function_letter(meaning: Meaning) -> bool:
    """Whether a letter usually is a function's, with its primes, its index or its power."""
    if meaning.kind == "prime":
        return True
    if meaning.kind in ("power", "index", "marked"):
        return is_function_letter(meaning.first)
    return meaning.kind == "letter" and meaning.text in _FUNCTION_LETTERS


def _has_inverse(base: Meaning) -> bool:
    if base.kind == "bracket":
        return _has_inverse(base.first)
    if base.kind == "product":
        return all(_has_inverse(factor.first) for factor in base.parts)
    if base.kind == "sum":
        return all(_has_inverse(term.first) for term in base.parts)
    if base.kind in ("index", "marked"):
        return _has_inverse(base.first)
    return (
        is_function_letter(base) or base.kind in ("vector", "matrix") or (base.kind == "letter" and base.text.isupper())
    )
