"""Typst's mathematics as plain text, with the signs that Unicode has: captions, transcripts, alternative texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sessen.notation.dollars import parts
from sessen.notation.parse import NotationError, parse
from sessen.notation.symbols import ACCENTS, DIFFERENTIALS, OPERATORS, SPACES, STYLES, symbol
from sessen.notation.tree import ALIGNMENT, Bracketed, Call, Code, Fraction, Grouping, Name, Node, Row, Scripts, Word

_BELOW: Final = dict(zip("0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
_ABOVE: Final = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ∗",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ*",
        strict=True,
    )
)
_RELATIONS: Final = frozenset("=≠<>≤≥≈≡∼≃≅∝→←↔⇒⇐⇔↦⟶⟹⟺≔∈∉∋⊂⊃⊆⊇≪≫⊥∥")
#: Signs that belong to what follows, without the space that Typst's names need.
_PREFIXES: Final = frozenset(("Delta", "partial", "nabla", *DIFFERENTIALS))
_DOUBLE_STRUCK: Final[Mapping[str, str]] = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
_RAISED: Final[Mapping[str, str]] = {"○": "°", "∘": "°", "°": "°", "′": "′", "″": "″"}
_LIMITS: Final = frozenset("lim liminf limsup max min sup inf".split())
_ROOTS: Final[Mapping[str, str]] = {"3": "∛", "4": "∜"}
_PAIRS: Final[Mapping[str, tuple[str, str]]] = {
    "abs": ("|", "|"),
    "norm": ("‖", "‖"),
    "floor": ("⌊", "⌋"),
    "ceil": ("⌈", "⌉"),
    "round": ("⌊", "⌉"),
}


def plain_mathematics(source: str) -> str:
    """Mathematics in Typst's notation as plain text.

    >>> plain_mathematics("f'(x) = lim_(h -> 0) (f(x + h) - f(x)) / h")
    'f′(x) = lim h→0 (f(x + h) − f(x))/h'
    """
    try:
        return plain_text(parse(source))
    except NotationError:  # nested beyond all measure: Typst refuses it too
        return source


def plain_sentence(sentence: str) -> str:
    """A sentence as it is read, its mathematics written without Typst's notation."""
    return "".join(plain_mathematics(part.text) if part.is_mathematics else part.text for part in parts(sentence))


def plain_text(node: Node) -> str:
    """A tree as plain text, on one line, without spaces at its ends."""
    return re.sub(r"\s+", " ", _written(node)).strip()


def _written(node: Node) -> str:
    return _WRITERS[type(node)](node)


def _word(word: Word) -> str:
    return f" {word.text} " if word.kind == "sign" and word.text in _RELATIONS else word.text


def _name(name: str) -> str:
    if name in OPERATORS:
        return name
    if name in DIFFERENTIALS or name in SPACES:
        return DIFFERENTIALS.get(name) or SPACES[name]
    character = symbol(name)
    if character is None:
        return name
    return f" {character} " if character in _RELATIONS else character


def _row(parts: Sequence[Node]) -> str:
    text, tight = "", False
    for part in parts:
        written = _written(part)
        if _is_slash(part) or part == Name("degree"):
            text, written = text.rstrip(), written.strip()
        if _needs_space(text, part):
            text += " "
        text += written.lstrip() if tight else written
        tight = (tight and not written.strip()) or _is_slash(part) or _is_prefix(part)
    return text


def _is_prefix(node: Node) -> bool:
    if isinstance(node, Fraction):  # in f / dif x Typst takes the d alone for what stands below
        return _is_prefix(node.below)
    return isinstance(node, Name) and node.name in _PREFIXES


def _is_slash(node: Node) -> bool:
    return node == Name("slash")


def _needs_space(before: str, node: Node) -> bool:
    """Whether an operator would run into the letter before it: x sin x."""
    return isinstance(node, Name) and node.name in OPERATORS and before[-1:].isalpha()


# -- fractions and roots -----------------------------------------------------------------------------------------


def _fraction(above: Node, below: Node) -> str:
    over, under = plain_text(above), plain_text(below)
    over = f"({over})" if _is_sum(over) or "/" in over else over
    return f"{over}/{under if _is_unit(below) else f'({under})'}"


def _is_sum(text: str) -> bool:
    """Whether terms are joined outside of all brackets."""
    while text != (text := re.sub(r"[(\[{][^()\[\]{}]*[)\]}]", "", text)):
        pass
    return bool(re.search(r"[+−±∓=≈<>≤≥]", text[1:]))


def _is_unit(node: Node) -> bool:
    """Whether what is printed holds together by itself: a letter, a number, f(x), dx, x²."""
    if isinstance(node, Row):
        return _is_unit_of([part for part in node.parts if part not in (Word("space", " "), ALIGNMENT)])
    if isinstance(node, Call):
        return node.name in ("abs", "norm", "vec", "mat") or (
            node.name in STYLES and all(map(_is_unit, node.arguments))
        )
    if isinstance(node, Scripts | Grouping):
        return _is_unit(node.base if isinstance(node, Scripts) else node.body)
    return not isinstance(node, Fraction | Code)


def _is_unit_of(parts: Sequence[Node]) -> bool:
    if len(parts) == 2 and isinstance(parts[0], Name) and parts[0].name in _PREFIXES:
        return _is_unit(parts[1])
    if len(parts) == 2 and isinstance(parts[1], Bracketed):
        return _is_unit(parts[0])
    return len(parts) == 1 and _is_unit(parts[0])


def _root(radicand: Row, sign: str = "√") -> str:
    text = plain_text(radicand)
    return f"{sign}{text}" if len(text) == 1 or text.isdigit() else f"{sign}({text})"


def _root_sign(index: str) -> str:
    raised = _converted(index, _ABOVE)
    return _ROOTS.get(index) or (f"{raised}√" if raised else f"({index})√")


# -- what stands below and above ---------------------------------------------------------------------------------


def _scripts(node: Scripts) -> str:
    base = _written(node.base)
    if isinstance(node.base, Fraction) or (isinstance(node.base, Call) and node.base.name in ("frac", "sqrt", "root")):
        base = f"({base})"
    primes = "′" * node.primes
    if isinstance(node.base, Name) and node.base.name in _LIMITS and node.below is not None:
        return f"{base} {_tight(node.below)} "
    return base + primes + _script(node.below, _BELOW, "_") + _script(node.above, _ABOVE, "^")


def _script(node: Node | None, characters: Mapping[str, str], sign: str) -> str:
    if node is None:
        return ""
    text = _tight(node)
    if sign == "^" and text in _RAISED:
        return _RAISED[text]
    converted = _converted(text, characters)
    if converted:
        return converted
    shown = plain_text(node)
    return f"{sign}{shown}" if len(shown) == 1 or shown.isalpha() else f"{sign}({shown})"


def _tight(node: Node) -> str:
    return plain_text(node).replace(" ", "")


def _converted(text: str, characters: Mapping[str, str]) -> str:
    """Every character in its small form, or nothing if one has none."""
    return "".join(characters[character] for character in text) if all(map(characters.__contains__, text)) else ""


# -- functions ---------------------------------------------------------------------------------------------------


def _call(call: Call) -> str:
    name, arguments = call.name, call.arguments
    if name in _PAIRS:
        return _PAIRS[name][0] + _listed(arguments) + _PAIRS[name][1]
    if name in _CALLED and arguments:
        return _CALLED[name](call)
    if name in ACCENTS and len(arguments) == 1:
        text = plain_text(arguments[0])
        return f"{text}{ACCENTS[name]}" if len(text) == 1 else text
    if name in STYLES or name.startswith(("under", "over")):
        return _written(arguments[0]) if arguments else ""
    return f"{_name(name)}({_listed(arguments)})"


def _listed(arguments: Sequence[Row]) -> str:
    return ", ".join(map(plain_text, arguments))


def _matrix(call: Call) -> str:
    return "[" + "; ".join(" ".join(map(plain_text, row)) for row in call.rows) + "]"


def _attached(call: Call) -> str:
    named = dict(call.named)
    return _scripts(Scripts(call.arguments[0], named.get("b"), named.get("t")))


def _root_of(call: Call) -> str:
    *index, radicand = call.arguments
    return _root(radicand, _root_sign(plain_text(index[0])) if index else "√")


def _double_struck(call: Call) -> str:
    return "".join(_DOUBLE_STRUCK.get(letter, letter) for letter in _listed(call.arguments))


_CALLED: Final[Mapping[str, Callable[[Call], str]]] = {
    "frac": lambda call: _fraction(call.arguments[0], call.arguments[-1]),
    "sqrt": lambda call: _root(call.arguments[0]),
    "root": _root_of,
    "binom": lambda call: f"C({_listed(call.arguments)})",
    "vec": lambda call: f"({_listed(call.arguments)})",
    "mat": _matrix,
    "cases": lambda call: "{" + "; ".join(map(plain_text, call.arguments)) + "}",
    "attach": _attached,
    "accent": lambda call: plain_text(call.arguments[0]),
    "bb": _double_struck,
    "op": lambda call: f" {plain_text(call.arguments[0])} ",
}

_WRITERS: Final[Mapping[type[Node], Callable[[Any], str]]] = {
    Word: _word,
    Name: lambda node: _name(node.name),
    Row: lambda node: _row(node.parts),
    Bracketed: lambda node: f"{node.opening}{_written(node.body).strip()}{node.closing}",
    Fraction: lambda node: _fraction(node.above, node.below),
    Scripts: _scripts,
    Grouping: lambda node: _written(node.body),
    Call: _call,
    Code: lambda node: str(node.source),
}
