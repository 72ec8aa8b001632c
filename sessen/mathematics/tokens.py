"""A typed formula cut into numbers, names and signs, each with the column where it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sessen.mathematics.errors import FormulaError
from sessen.mathematics.vocabulary import split_letters, suggest_name

LONGEST_TEXT = 500
_MOST_DIGITS = 60
_LARGEST_DECIMAL_EXPONENT = 300

_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_OPERATORS = "+-*/^()[]{}|,;√°"
_VULGAR = {
    "½": "1/2",
    "⅓": "1/3",
    "⅔": "2/3",
    "¼": "1/4",
    "¾": "3/4",
    "⅕": "1/5",
    "⅖": "2/5",
    "⅗": "3/5",
    "⅘": "4/5",
    "⅙": "1/6",
    "⅚": "5/6",
    "⅐": "1/7",
    "⅛": "1/8",
    "⅜": "3/8",
    "⅝": "5/8",
    "⅞": "7/8",
    "⅑": "1/9",
    "⅒": "1/10",
}
_LOGARITHM = re.compile(r"log(?:_([0-9]{1,9}|e(?![a-z]))|([₀-₉]{1,9}))")
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))

# Signs that mean the same; every replacement is one letter long, so columns stay true.
_SAME: Mapping[int, str] = str.maketrans(
    {
        **{chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("×·⋅∙∗•", "*"),
        **dict.fromkeys("−–—‐‑", "-"),
        **dict.fromkeys("÷∕⁄", "/"),
        **dict.fromkeys("∣ǀ", "|"),
        **dict.fromkeys("、，", ","),
        "；": ";",
        "。": ".",
        "\u3000": " ",
        "ℯ": "e",
    }
)

_REFUSED: Mapping[str, tuple[str, str]] = {
    "!": ("the factorial is not a function of a real variable", "remove the !"),
    "=": ("a formula has no equals sign", "write only its right-hand side"),
    "<": ("a formula is not an inequality", "write only one side"),
    ">": ("a formula is not an inequality", "write only one side"),
    "'": ("a prime (derivative) cannot be typed", "write the function itself"),
    "%": ("percent signs cannot be used", "write 0.05 for 5%"),
    "∞": ("infinity is not a number", "choose a large number"),
    ".": ("a point without a digit is not a number", "for a product write *"),
    ":": ("colons cannot be used", "for a quotient write /"),
}


@dataclass(frozen=True)
class Token:
    """A number, name or sign; `position` is its column in the text as typed, `spaced` if blanks stand before it."""

    kind: Literal["number", "name", "sign", "end"]
    text: str
    position: int
    spaced: bool = False


def tokenize(text: str, variables: Sequence[str]) -> list[Token]:
    """Cut `text` into tokens, the last of kind "end".

    Full-width letters, superscripts (x²), subscripts (x₁), √, π, ×, · and − are read as what they stand for.

    Raises
    ------
    FormulaError
        For a text that is too long or empty, an unknown name or sign, or a number out of range.
    """
    if len(text) > LONGEST_TEXT:
        raise FormulaError(f"this formula is too long: {len(text)} characters, at most {LONGEST_TEXT}", text=text)
    if not text.strip():
        raise FormulaError("there is no formula here", text=text, suggestion="write one, such as x^2 + 1")
    if "=" in text:
        raise _unknown_sign(text, text.index("="), "=")
    return [*_tokens(text, variables), Token("end", "", len(text))]


def _tokens(text: str, variables: Sequence[str]) -> Iterator[Token]:
    plain = text.translate(_SAME)
    position = 0
    while position < len(plain):
        letter = plain[position]
        spaced = position > 0 and plain[position - 1].isspace()
        if letter.isspace():
            position += 1
            continue
        if match := _NUMBER.match(plain, position):
            _refuse_number_out_of_range(match.group(), text, position)
            found, end = [Token("number", match.group(), position, spaced)], match.end()
            if match.group().isdigit() and plain[end : end + 1] in _VULGAR:  # 2½ is two and a half
                found, end = [_mixed(match.group(), plain[end], position, spaced)], end + 1
        elif letter in _VULGAR:
            found, end = [_mixed("0", letter, position, spaced)], position + 1
        elif letter in _SUPERSCRIPTS:
            found, end = _superscript(plain, position)
        elif letter.isalpha() or letter == "_":
            found, end = _names(plain, position, text, variables)
        elif plain.startswith("**", position):
            found, end = [Token("sign", "^", position, spaced)], position + 2
        elif letter in _OPERATORS:
            found, end = [Token("sign", letter, position, spaced)], position + 1
        else:
            raise _unknown_sign(text, position, letter)
        yield from found
        position = end


def _mixed(whole: str, fraction: str, position: int, spaced: bool) -> Token:
    """A whole number and a fraction that is one character, as the fraction that they are."""
    above, below = map(int, _VULGAR[fraction].split("/"))
    return Token("number", f"{int(whole) * below + above}/{below}", position, spaced)


def _superscript(plain: str, start: int) -> tuple[list[Token], int]:
    """Read ``²`` or ``⁻¹`` as ^2 and ^-1."""
    end = start
    while end < len(plain) and plain[end] in _SUPERSCRIPTS:
        end += 1
    exponent = "".join(_SUPERSCRIPTS[letter] for letter in plain[start:end])
    parts = re.findall(r"[0-9]+|[+-]", exponent)
    kinds = [Token("number" if part.isdigit() else "sign", part, start) for part in parts]
    return [Token("sign", "^", start), *kinds], end


def _names(plain: str, start: int, text: str, variables: Sequence[str]) -> tuple[list[Token], int]:
    """Read a run of letters; π stands alone, so that 2πx is a product."""
    spaced = start > 0 and plain[start - 1].isspace()
    if plain[start] == "π" and "π" not in variables:
        return [Token("name", "pi", start, spaced)], start + 1
    if logarithm := _LOGARITHM.match(plain, start):
        base = "".join(_SUBSCRIPTS.get(letter, letter) for letter in logarithm[1] or logarithm[2])
        return [Token("name", f"log_{base}", start, spaced)], logarithm.end()
    end = start
    while end < len(plain) and (plain[end].isalnum() or plain[end] == "_") and not _ends_name(plain[end]):
        end += 1
    run = "".join(_SUBSCRIPTS.get(letter, letter) for letter in plain[start:end])
    names = split_letters(run, variables)
    if names is None:
        shown = run if len(run) <= 20 else run[:20] + "…"
        suggestion = suggest_name(run, variables)
        raise FormulaError(f"'{shown}' is unknown", text=text, position=start, suggestion=suggestion)
    return _place(names, start, spaced), end


def _ends_name(letter: str) -> bool:
    return letter == "π" or letter in _SUPERSCRIPTS


def _place(names: Sequence[str], start: int, spaced: bool) -> list[Token]:
    tokens: list[Token] = []
    for name in names:
        tokens.append(Token("number" if name.isdigit() else "name", name, start, spaced))
        start, spaced = start + len(name), False
    return tokens


def _refuse_number_out_of_range(number: str, text: str, position: int) -> None:
    digits, _, exponent = number.lower().partition("e")
    if len(digits) > _MOST_DIGITS:
        raise FormulaError(f"this number has more than {_MOST_DIGITS} digits", text=text, position=position)
    if len(exponent) > 5 or abs(int(exponent or "0")) > _LARGEST_DECIMAL_EXPONENT:
        bound = f"numbers must be between 1e-{_LARGEST_DECIMAL_EXPONENT} and 1e{_LARGEST_DECIMAL_EXPONENT}"
        raise FormulaError("this number is out of range", text=text, position=position, suggestion=bound)


def _unknown_sign(text: str, position: int, letter: str) -> FormulaError:
    what, suggestion = _REFUSED.get(letter, (f"unknown character {letter!r}", ""))
    return FormulaError(what, text=text, position=position, suggestion=suggestion)
