"""Labelled groups ``{{ body : NAME }}`` in Typst mathematics, turned into marker colours.

Manim's own `MathTypst` finds a group by hiding it in a second compilation for every label. A colour that is unique to
the group says the same in one compilation, leaves the layout alone as well, and lets one label occur many times.
"""

from __future__ import annotations

import re
from typing import Final

from sessen.errors import SessenError
from sessen.theme import Role
from sessen.typesetting.latex import refuse_latex

_LABEL: Final = re.compile(r"^(?P<body>.*\S)\s*:\s*(?P<label>[A-Za-z_][\w-]*)\s*$", re.DOTALL)
_CURE: Final = "write {{ body : NAME }}"


class GroupError(SessenError):
    """A labelled group in a formula that is not written as one."""


def mark_groups(source: str, *, start: int = 0) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Replace groups by calls of ``tint``.

    Parameters
    ----------
    source
        Typst mathematics with ``{{ body : NAME }}`` groups, which nest.
    start
        How many markers are taken already.

    Returns
    -------
    tuple
        The mathematics, and for each marker colour the labels around it, outermost first.

    Raises
    ------
    GroupError
        A group is not closed, has no label, or one that only its case keeps from being a role.
    LatexInFormula
        It is LaTeX.

    >>> mark_groups("{{ x : MOVING }}^2")
    ('tint("#030001", x)^2', {'#030001': ('MOVING',)})
    """
    labels: dict[str, tuple[str, ...]] = {}

    def marked(text: str, around: tuple[str, ...]) -> str:
        opening = text.find("{{")
        if opening < 0:
            return text
        closing = _closing(text, opening)
        group = _LABEL.match(text[opening + 2 : closing])
        if group is None:
            raise GroupError(f"the group {text[opening : closing + 2]!r} has no label", hint=_CURE)
        inside = (*around, _label(group["label"], text[opening : closing + 2]))
        upper, lower = divmod(start + len(labels), 256)
        marker = f"#03{lower:02x}{1 + upper:02x}"
        labels[marker] = inside
        body = marked(group["body"].strip(), inside)
        # Typst would read a top-level comma as the next argument, so the body travels as one block of mathematics.
        return f'{text[:opening]}tint("{marker}", {as_argument(body)}){marked(text[closing + 2 :], around)}'

    refuse_latex(source)
    return marked(source, ()), labels


def _label(name: str, group: str) -> str:
    """The label itself; one that is a role in small letters would give its part no colour, without a word."""
    if name not in Role.__members__ and name.upper() in Role.__members__:
        right = f"{group[: group.rindex(name)]}{name.upper()} }}}}"
        raise GroupError(f"the group {group!r} names no role: roles are written in capitals", hint=f"write {right}")
    return name


def as_argument(body: str) -> str:
    """Mathematics as one argument of a Typst function, whatever commas it has."""
    return f"#$ {body} $.body" if "," in body or ";" in body else body


def _closing(text: str, opening: int) -> int:
    depth, position = 0, opening
    while position < len(text) - 1:
        pair = text[position : position + 2]
        if pair in ("{{", "}}"):
            depth += 1 if pair == "{{" else -1
            position += 1
            if depth == 0:
                return position - 1
        position += 1
    raise GroupError(f"the group that opens at column {opening + 1} of {text!r} is not closed", hint=_CURE)
