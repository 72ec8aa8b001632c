"""Derivatives written as fractions: dif y / dif x, and the partial ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sessen.notation.symbols import DIFFERENTIALS
from sessen.notation.tree import Fraction, Name, Node, Row, Scripts, Word
from sessen.speech.item import Item
from sessen.speech.meaning import NOTHING, Meaning

_DIFFERENTIAL_NAMES: Final = frozenset(("partial", "diff", *DIFFERENTIALS))


def derivative_of(
    above: list[Item], below: list[Item], understood: Callable[[Sequence[Item]], Meaning]
) -> Meaning | None:
    """``dif y / dif x`` and its kind; None where a fraction is none of them."""
    letter = _differential(above[:1]) or _differential(below[:1])
    if letter is None or not below or _differential(above[:1]) != letter or _differential(below[:1]) != letter:
        return None
    variables: list[Meaning] = []
    position = 0
    while position < len(below):
        if _differential(below[position : position + 1]) != letter or position + 1 >= len(below):
            return None
        variable = below[position + 1]
        if variable.kind != "operand":
            return None
        variables.append(_by(variable.meaning))
        position += 2
    order = _order(above[0])
    derived = understood(above[1:]) if len(above) > 1 else NOTHING
    return Meaning("derivative", (derived, order, *variables), letter)


def _by(variable: Meaning) -> Meaning:
    if variable.kind == "power":
        return Meaning("by", variable.parts)
    return Meaning("by", (variable, Meaning("number", text="1")))


def _order(item: Item) -> Meaning:
    if item.meaning.kind == "power":
        return item.meaning.parts[1]
    return Meaning("number", text="1")


def _differential(items: list[Item]) -> str | None:
    """The d that an item is: Typst's, a round one, or a plain letter."""
    if not items:
        return None
    item = items[0]
    if item.kind == "differential":
        return item.text
    base = item.meaning.first if item.meaning.kind == "power" else item.meaning
    return "d" if item.kind == "operand" and base == Meaning("letter", text="d") else None


def with_whole_derivatives(nodes: Sequence[Node]) -> list[Node]:
    """Nodes in which ``dif y / dif x``, of which Typst takes only y and the second d for a fraction, is one."""
    found: list[Node] = []
    waiting = [node for node in nodes if node != Word("space", " ")]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Fraction) and _is_d(node.below) and waiting:
            above: Node = node.above
            if found and _is_d(found[-1]):
                above = Row((found.pop(), above))
            node = Fraction(above, Row((node.below, waiting.pop(0))))
        found.append(node)
    return found


def _is_d(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, Name) and base.name in _DIFFERENTIAL_NAMES
