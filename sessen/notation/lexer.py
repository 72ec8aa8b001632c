"""Typst's mathematics cut into words: letters, numbers, names, signs and the shorthands for signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["letter", "number", "name", "text", "sign", "space", "escape", "code", "end"]

#: What several keys stand for, the longest first.
SHORTHANDS: Final[Mapping[str, str]] = {
    "<==>": "⟺",
    "<-->": "⟷",
    "...": "…",
    "::=": "⩴",
    "<->": "↔",
    "<=>": "⇔",
    "-->": "⟶",
    "==>": "⟹",
    "<--": "⟵",
    "<==": "⟸",
    "|->": "↦",
    "|=>": "⤇",
    ">->": "↣",
    "->>": "↠",
    "<<<": "⋘",
    ">>>": "⋙",
    "<~~": "⬳",
    "~~>": "⟿",
    "->": "→",
    "=>": "⇒",
    "<-": "←",
    "<=": "≤",
    ">=": "≥",
    "!=": "≠",
    ":=": "≔",
    "=:": "≕",
    "<<": "≪",
    ">>": "≫",
    "~>": "⇝",
    "<~": "⇜",
    "||": "‖",
    "[|": "⟦",
    "|]": "⟧",
    "-": "−",
    "*": "∗",
    "~": " ",
}
_PATTERN: Final = re.compile(
    r"""(?P<space>\s+)
    | (?P<text>"(?:[^"\\]|\\.)*")
    | (?P<escape>\\(?:u\{[0-9A-Fa-f]{1,6}\}|\S)?)
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<name>[^\W\d_][^\W_]+(?:\.[^\W\d_][^\W_]*)*)
    | (?P<group>\{\{|\}\})
    | (?P<letter>[^\W\d_])
    | (?P<shorthand>"""
    + "|".join(map(re.escape, SHORTHANDS))
    + ")|(?P<sign>.)",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class MarkupToken:
    """A piece of the source; ``text`` is what it stands for, ``source`` what is typed."""

    kind: Kind
    text: str
    source: str
    start: int


def tokens(source: str) -> Iterator[MarkupToken]:
    """All of the source, in order, and a last token of kind "end"."""
    for match in _PATTERN.finditer(source):
        yield _token(match)
    yield MarkupToken("end", "", "", len(source))


def _token(match: re.Match[str]) -> MarkupToken:
    kind, text = match.lastgroup or "sign", match[0]
    if kind == "text":
        return MarkupToken("text", re.sub(r"\\(.)", r"\1", text[1:-1]), text, match.start())
    if kind == "escape":
        return MarkupToken("escape", _escaped(text), text, match.start())
    if kind == "shorthand":
        return MarkupToken("sign", SHORTHANDS[text], text, match.start())
    if kind in ("space", "number", "name", "letter"):
        return MarkupToken(kind, text, text, match.start())  # type: ignore[arg-type]  # mypy sees any string
    return MarkupToken("sign", text, text, match.start())


def _escaped(text: str) -> str:
    """What a backslash makes of what follows it; alone it ends a line."""
    if text.startswith("\\u{"):
        code = int(text[3:-1], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return text[1:] or " "
