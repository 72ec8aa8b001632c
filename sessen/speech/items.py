"""Notation as a row of items that a grammar can be read from: operands, signs, operators that wait for an operand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from sessen.notation.symbols import ACCENTS, DIFFERENTIALS, OPERATORS, SPACES, STYLES, symbol
from sessen.notation.tree import ALIGNMENT, Bracketed, Call, Code, Fraction, Grouping, Name, Node, Row, Scripts, Word
from sessen.speech.derivatives import derivative_of, with_whole_derivatives
from sessen.speech.item import Item
from sessen.speech.meaning import NOTHING, Meaning
from sessen.speech.raised import raised

#: Operators whose body follows them, with what stands below and above.
BIG: Final = frozenset("∑∏∫∬∭∮⋃⋂⨁⨂")
BIG_NAMES: Final = frozenset("lim liminf limsup".split())
_NUMBERS: Final = dict(zip("ℝℕℤℚℂℙℍ", "RNZQCPH", strict=True))
_VECTOR_STYLES: Final = frozenset(("bold",))
_BODY_FIRST: Final = ("under", "over")


Read = Callable[[Sequence[Node]], Meaning]
Understand = Callable[[Sequence[Item]], Meaning]


class Itemizer:
    """Cuts a row of nodes into items; ``read`` understands what is inside of a node, ``understood`` some items."""

    def __init__(self, read: Read, understood: Understand) -> None:
        self._read = read
        self._understood = understood

    def items(self, nodes: Sequence[Node]) -> Iterator[Item]:
        """The items of nodes that stand side by side."""
        for node in with_whole_derivatives(nodes):
            yield from self._of(node, bold=False)

    def meaning(self, node: Node) -> Meaning:
        """What a single node means."""
        return self._read(node.parts if isinstance(node, Row) else (node,))

    def _of(self, node: Node, *, bold: bool, tight: bool = False) -> Iterator[Item]:
        match node:
            case Row(parts):
                yield from self._row(parts, bold=bold)
            case Grouping(body):
                yield from self._of(body, bold=bold)
            case Word():
                yield from _word(node, bold=bold)
            case Name(name):
                yield from _name(name)
            case Bracketed(opening, body, closing):
                yield Item("bracket", self._read(body.parts), opening + closing, tight)
            case Fraction(above, below):
                yield Item("operand", self._ratio(above, below))
            case Scripts():
                yield self._scripts(node, bold=bold)
            case Call():
                yield from self._call(node, bold=bold)
            case Code(source):
                yield Item("operand", Meaning("words", text=source))

    def _row(self, parts: Sequence[Node], *, bold: bool) -> Iterator[Item]:
        """A row in a row: what the parser has found to belong together."""
        if len(parts) == 2 and parts[1] == Word("sign", "!"):
            yield Item("operand", Meaning("factorial", (self.meaning(parts[0]),)))
            return
        for index, part in enumerate(parts):
            is_argument = index > 0 and isinstance(part, Bracketed) and parts[index - 1] != Word("space", " ")
            yield from self._of(part, bold=bold, tight=is_argument)

    # -- fractions -----------------------------------------------------------------------------------------------

    def _ratio(self, above: Node, below: Node) -> Meaning:
        derivative = derivative_of(list(self.items((above,))), list(self.items((below,))), self._understood)
        return derivative or Meaning("ratio", (self.meaning(above), self.meaning(below)))

    # -- scripts -------------------------------------------------------------------------------------------------

    def _scripts(self, node: Scripts, *, bold: bool) -> Item:
        below = self.meaning(node.below) if node.below is not None else NOTHING
        above = self.meaning(node.above) if node.above is not None else NOTHING
        base = list(self._of(node.base, bold=bold))
        if len(base) == 1 and base[0].kind in ("big", "operator"):
            return Item(base[0].kind, Meaning("operator", (below, above), base[0].text), base[0].text)
        if len(base) == 1 and base[0].kind in ("differential", "sign") and node.below is None:
            return Item(base[0].kind, Meaning("power", (NOTHING, above)), base[0].text)
        meaning = self._understood(base)
        if node.primes:
            meaning = Meaning("prime", (meaning,), str(node.primes))
        if below is not NOTHING:
            meaning = Meaning("index", (meaning, below))
        return Item("operand", raised(meaning, above))

    # -- calls ---------------------------------------------------------------------------------------------------

    def _call(self, call: Call, *, bold: bool) -> Iterator[Item]:
        name, arguments = call.name, call.arguments
        if name in STYLES or (name.startswith(_BODY_FIRST) and name not in ACCENTS):
            if arguments:
                yield from self._of(arguments[0], bold=bold or name in _VECTOR_STYLES)
        elif name == "op":
            yield Item("operator", Meaning("operator", (NOTHING, NOTHING), _text(arguments)), _text(arguments))
        elif name == "bb" and len(arguments) == 1 and _text(arguments).isalpha():
            yield Item("operand", Meaning("numbers", text=_text(arguments)))
        elif not arguments:
            yield Item("operand", Meaning("name", text=name))
        else:
            yield Item("operand", self._called(call))

    def _called(self, call: Call) -> Meaning:
        name, inside = call.name, tuple(self._read(row.parts) for row in call.arguments)
        if name in ACCENTS or name == "accent":
            return Meaning("marked", (inside[0],), _accent(call))
        if name == "frac":
            return self._ratio(call.arguments[0], call.arguments[-1])
        if name == "attach":
            named = {key: self._read(row.parts) for key, row in call.named}
            base = Meaning("index", (inside[0], named["b"])) if "b" in named else inside[0]
            return raised(base, named.get("t", NOTHING))
        if name in ("abs", "norm", "floor", "ceil", "round"):
            return Meaning("wrapped", inside[:1], name)
        return (
            _MADE[name](inside, call, self._read)
            if name in _MADE
            else Meaning("apply", (Meaning("name", text=name), *inside))
        )


def _root(inside: tuple[Meaning, ...], *_: object) -> Meaning:
    return Meaning("root", (inside[-1], inside[0] if len(inside) > 1 else NOTHING))


def _vec(inside: tuple[Meaning, ...], *_: object) -> Meaning:
    return Meaning("column", inside, "vec")


def _mat(inside: tuple[Meaning, ...], call: Call, read: Read) -> Meaning:
    rows = [tuple(read(entry.parts) for entry in row) for row in call.rows]
    if len(rows) == 1:
        return Meaning("row", inside)
    if all(len(row) == 1 for row in rows):
        return Meaning("column", inside)
    return Meaning("matrix", tuple(Meaning("row", row) for row in rows))


def _cases(_: tuple[Meaning, ...], call: Call, read: Read) -> Meaning:
    cases = []
    for row in call.arguments:
        place = next((index for index, part in enumerate(row.parts) if part == ALIGNMENT), len(row.parts))
        cases.append(Meaning("case", (read(row.parts[:place]), read(row.parts[place + 1 :]))))
    return Meaning("cases", tuple(cases))


def _choose(inside: tuple[Meaning, ...], *_: object) -> Meaning:
    return Meaning("choose", (inside[0], inside[-1]))


_MADE: Final[Mapping[str, Callable[[tuple[Meaning, ...], Call, Read], Meaning]]] = {
    "sqrt": lambda inside, *_: Meaning("root", (inside[0], NOTHING)),
    "root": _root,
    "vec": _vec,
    "mat": _mat,
    "cases": _cases,
    "binom": _choose,
    "primes": lambda *_: NOTHING,
}


def _accent(call: Call) -> str:
    name = call.name
    if name == "accent" and len(call.arguments) > 1:
        name = _text(call.arguments[1:])
    return {"macron": "bar", "overline": "bar", "arrow.r": "arrow", "→": "arrow", "^": "hat", "~": "tilde"}.get(
        name, name
    )


def _text(arguments: Sequence[Row]) -> str:
    """The letters of the first argument."""
    from sessen.notation.plain import plain_text

    return plain_text(arguments[0]) if arguments else ""


# -- single words ------------------------------------------------------------------------------------------------


def _word(word: Word, *, bold: bool) -> Iterator[Item]:
    if word.kind == "space":
        return
    if word.kind == "number":
        yield Item("operand", Meaning("number", text=word.text))
    elif word.kind == "text":
        yield Item("operand", Meaning("words", text=word.text))
    else:
        yield _character(word.text, bold=bold)


def _name(name: str) -> Iterator[Item]:
    if name in ("quad", "wide"):
        yield Item("sign", text=",")
    elif name in BIG_NAMES:
        yield Item("big", Meaning("operator", (NOTHING, NOTHING), name), name)
    elif name in OPERATORS:
        yield Item("operator", Meaning("operator", (NOTHING, NOTHING), name), name)
    elif name in DIFFERENTIALS:
        yield Item("differential", text="d")
    elif name not in SPACES:
        character = symbol(name)
        yield _character(character) if character else Item("operand", Meaning("name", text=name))


def _character(character: str, *, bold: bool = False) -> Item:
    if character in BIG:
        return Item("big", Meaning("operator", (NOTHING, NOTHING), character), character)
    if character == "∂":
        return Item("differential", text="∂")
    if character in _NUMBERS:
        return Item("operand", Meaning("numbers", text=_NUMBERS[character]))
    if len(character) == 1 and character.isalpha():
        return Item("operand", Meaning("vector" if bold else "letter", text=character))
    return Item("sign", text=character[0] if character[1:] == "\ufe0e" else character)
