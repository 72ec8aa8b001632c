"""Texts that people type are data: mathematics in them may be set, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sessen.notation.dollars import parts, stray_dollar
from sessen.notation.parse import NotationError, parse
from sessen.notation.symbols import is_function, is_known
from sessen.notation.tree import Bracketed, Call, Code, Fraction, Grouping, Name, Node, Row, Scripts


def check_text(text: str, most: int) -> None:
    r"""Refuse a text that is too long, has a dollar sign without a partner, or mathematics that is more than notation.

    Raises
    ------
    NotationError
        Saying what is wrong and what to write instead.
    """
    if len(text) > most:
        raise NotationError(f"its {len(text)} characters are more than the {most} that fit")
    if stray_dollar(text):
        raise NotationError(
            "a $ has no partner", hint=r"write mathematics between two of them: $x^2$; a dollar sign as \$"
        )
    for part in parts(text):
        if part.is_mathematics:
            _check(part.text)


def refused(texts: Iterable[str], most: int) -> tuple[int, NotationError] | None:
    """The place of the first text that `check_text` refuses, and why; None where all are fine."""
    for place, text in enumerate(texts):
        try:
            check_text(text, most)
        except NotationError as error:
            return place, error
    return None


def _check(source: str) -> None:
    for node in _nodes(parse(source)):
        if isinstance(node, Code):
            raise NotationError("# begins a program, and a text cannot hold one", hint=r"write \# for the sign itself")
        if isinstance(node, Name) and not is_known(node.name):
            raise _unknown(node.name)
        if isinstance(node, Call) and not is_function(node.name):
            raise _unknown(node.name)


def _unknown(name: str) -> NotationError:
    letters = " ".join(name) if name.isalpha() and len(name) <= 8 else name
    return NotationError(
        f"'{name}' is no name in mathematics", hint=f'write the word as "{name}", or the letters apart: {letters}'
    )


def _nodes(node: Node) -> Iterator[Node]:
    """A node and all that is in it."""
    yield node
    for inner in _inside(node):
        yield from _nodes(inner)


def _inside(node: Node) -> tuple[Node, ...]:
    match node:
        case Row(found):
            return found
        case Bracketed(_, body) | Grouping(body):
            return (body,)
        case Fraction(above, below):
            return above, below
        case Scripts(base, below, above):
            return base, *(script for script in (below, above) if script is not None)
        case Call():
            return node.arguments + tuple(value for _, value in node.named)
    return ()
