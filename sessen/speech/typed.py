"""What is typed on a command line: a formula as people type it, or a sentence with mathematics in it."""

from __future__ import annotations

import re
from typing import Final

from sessen.errors import SessenError
from sessen.notation import check_text

_LONGEST: Final = 2000
_RELATION: Final = re.compile(r"(<=|>=|!=|=|<|>|≤|≥|≠|≈)")
#: A function is named, f(x) or f'(x), where a formula of the parser's has only products.
_NAMES_FUNCTION: Final = re.compile(r"[A-Za-z]'|(?<![A-Za-z])[fghFGH]\s*\(|\bd[a-z]\s*/\s*d[a-z]\b")
_LONE_LETTER: Final = re.compile(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_QUOTIENT: Final = re.compile(r"\bd([a-z])\s*/\s*d([a-z])\b")


def with_dollars(text: str) -> str:
    """A sentence in which all mathematics is Typst's and stands in ``$...$``.

    A text without a dollar sign is a formula. Sides without names of functions are read as a scene's parameters are, so
    that ``2x**2`` and ``xsinx`` are understood.

    Raises
    ------
    SessenError
        The formula makes no sense, or the mathematics is none.
    """
    if not text.strip():
        raise SessenError("there is nothing to read", hint="""for example: python -m sessen.speech en "f'(x) = 2x\"""")
    if "$" not in text:
        text = f"${_formula(text)}$"
    check_text(text, _LONGEST)
    return text


def _formula(text: str) -> str:
    sides = _RELATION.split(text.strip())
    return " ".join(part.strip() if index % 2 else _side(part.strip()) for index, part in enumerate(sides)).strip()


def _side(side: str) -> str:
    if _NAMES_FUNCTION.search(side):
        return _QUOTIENT.sub(r"(dif \1)/(dif \2)", side.replace("**", "^").replace("*", " dot.c "))
    return _parsed(side) if side else ""


def _parsed(side: str) -> str:
    from sessen.mathematics import parse_formula, to_typst
    from sessen.mathematics.errors import FormulaError

    letters = sorted({"x", "y", *_LONE_LETTER.findall(side)} - {"e"})
    try:
        return to_typst(parse_formula(side, letters))
    except FormulaError as error:
        hint = error.hint or "a sentence is written with its mathematics in $...$"
        raise SessenError(error.message, location=error.location, hint=hint) from error
