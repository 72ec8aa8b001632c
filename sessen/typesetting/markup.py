"""Sentences as Typst markup: nothing in them is a command, formulas stay formulas, phrases stay whole."""

from __future__ import annotations

import re
from typing import Final

from sessen.japanese import break_points, is_japanese
from sessen.notation import normal, parts
from sessen.typesetting.labels import mark_groups
from sessen.typesetting.latex import refuse_swallowed

_BESIDE_LATIN: Final = "#h(0.25em, weak: true)"  # what Typst puts between Japanese and Latin letters of one box
_SPECIAL: Final = re.compile(r"([\\#$*_`<>@=\-+/\[\]~'\"]|(?<=[0-9])\.(?=\s|$))")  # "1. x" would be a list


def as_markup(sentence: str, bold: bool, start: int = 0) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Words with mathematics in ``$...$`` as Typst markup, and the labels of its markers."""
    refuse_swallowed(sentence)
    pieces: list[str] = []
    labels: dict[str, tuple[str, ...]] = {}
    for part in parts(sentence):
        if not part.is_mathematics:
            pieces.append(escape(part.text))
            continue
        marked, found = mark_groups(part.text, start=start + len(labels))
        labels |= found
        pieces.append(f"${marked}$")
    body = "".join(pieces)
    return (f"*{body}*" if bold and body.strip() else body), labels


def as_breakable_markup(sentence: str, bold: bool) -> tuple[str, dict[str, tuple[str, ...]]]:
    """As `as_markup`, with each Japanese phrase in a box: Typst would break a line between any two characters."""
    if not is_japanese(sentence):
        return as_markup(sentence, bold)
    bodies: list[str] = []
    labels: dict[str, tuple[str, ...]] = {}
    before = ""
    for phrase in break_points(normal(sentence)):
        body, found = as_markup(phrase.rstrip(), bold, start=len(labels))
        labels |= found
        # A box would swallow the space at its end, and take half a full stop there for the end of a line.
        space = " " if phrase[-1:].isspace() else ""
        if before.isalnum() and not before.isascii() and phrase[0].isascii() and phrase[0].isalnum():
            bodies.append(_BESIDE_LATIN)
        before = phrase[-1]
        bodies.append(f"#box[{body}#box()]{space}")
    return "".join(bodies), labels


def escape(text: str) -> str:
    """Plain text as Typst markup: nothing in a sentence is a command."""
    return _SPECIAL.sub(r"\\\1", text)
