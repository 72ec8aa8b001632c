"""Typst's mathematics read into a tree, by the rules that Typst itself has for what belongs together.

The reader accepts everything: what Typst would refuse comes out as the words that it is made of. Only nesting is
bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import Final, TypeVar

from sessen.errors import SessenError
from sessen.notation.lexer import MarkupToken, tokens
from sessen.notation.symbols import is_function, is_known
from sessen.notation.tree import ALIGNMENT, Bracketed, Call, Code, Fraction, Grouping, Name, Node, Row, Scripts, Word

Value = TypeVar("Value")

DEEPEST: Final = 40
_OPENING: Final = frozenset("([{⟦⌊⌈⟨")
_CLOSING: Final = frozenset(")]}⟧⌋⌉⟩")
_ROOTS: Final = {"√": "2", "∛": "3", "∜": "4"}
_NAMED: Final = re.compile(r"\s*([A-Za-z][\w-]*):(?!=)")
_LABEL: Final = re.compile(r"^(?P<body>.*\S)\s*:\s*(?P<label>[A-Za-z_][\w-]*)\s*$", re.DOTALL)


class NotationError(SessenError):
    """Mathematics in a text that cannot be set."""


def parse(source: str) -> Row:
    """The tree of Typst mathematics, without its dollar signs.

    Raises
    ------
    NotationError
        If it is nested more than 40 levels deep.
    """
    return _Reader(source).all()


class _Reader:
    def __init__(self, source: str, depth: int = 0) -> None:
        self._source = source
        self._tokens = list(tokens(source))
        self._next = 0
        self._depth = depth

    def all(self) -> Row:
        return self._row(())

    @property
    def _here(self) -> MarkupToken:
        return self._tokens[self._next]

    def _take(self) -> MarkupToken:
        token = self._here
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token

    def _sees(self, signs: Container[str]) -> bool:
        return self._here.kind == "sign" and self._here.text in signs

    def _after_space(self) -> MarkupToken:
        """The next token that is no space."""
        index = self._next
        while self._tokens[index].kind == "space":
            index += 1
        return self._tokens[index]

    def _skip_space(self) -> None:
        while self._here.kind == "space":
            self._take()

    # -- the grammar ---------------------------------------------------------------------------------------------

    def _row(self, until: Container[str]) -> Row:
        """Everything up to one of these signs, which is left, or to the end."""
        found: list[Node] = []
        while self._here.kind != "end" and not self._sees(until):
            found.append(self._fraction(until))
        return Row(tuple(found))

    def _fraction(self, until: Container[str]) -> Node:
        if self._here.kind == "space":
            self._take()
            return Word("space", " ")
        value = self._scripts(until)
        while (slash := self._after_space()).kind == "sign" and slash.text == "/" and "/" not in until:
            self._skip_space()
            self._take()
            self._skip_space()
            if self._here.kind == "end" or self._sees(until):
                return Row((value, Word("sign", "/")))
            value = Fraction(_bare(value), _bare(self._scripts(until)))
        return value

    def _scripts(self, until: Container[str], only: str = "_^") -> Node:
        """An atom, its primes, and what stands below and above it."""
        base = self._primed(self._atom(until))
        scripts: dict[str, Node] = {}
        while (sign := self._after_space()).kind == "sign" and sign.text in only and sign.text not in scripts:
            self._skip_space()
            self._take()
            self._skip_space()
            if self._here.kind == "end" or self._sees(until):
                return Row((base, Word("sign", sign.text)))
            scripts[sign.text] = _bare(self._nested(lambda: self._scripts(until, sign.text)))
        return _with_scripts(base, scripts)

    def _primed(self, base: Node) -> Node:
        """A base with the primes, or the exclamation mark, that stand right behind it."""
        if self._sees(("!",)):
            self._take()
            return Row((base, Word("sign", "!")))
        count = 0
        while self._sees(("'",)):
            self._take()
            count += 1
        if not count:
            return base
        primed = Scripts(base, primes=count)
        return Row((primed, self._bracketed())) if self._sees(_OPENING) else primed

    def _atom(self, until: Container[str]) -> Node:
        token = self._take()
        if token.kind == "name":
            return self._named(token)
        if token.kind == "letter":
            letter = Word("letter", token.text)
            return Row((letter, self._bracketed())) if self._sees(_OPENING) and not self._opens_group() else letter
        if token.kind == "sign":
            return self._sign(token, until)
        if token.kind == "escape":
            return Word("space" if token.text.isspace() else "sign", token.text)
        return Word(token.kind, token.text)  # type: ignore[arg-type]  # number, text or space

    def _opens_group(self) -> bool:
        return self._here.source == "{{"

    def _sign(self, token: MarkupToken, until: Container[str]) -> Node:
        if token.source == "{{":
            return self._group(token)
        if token.text == "#":
            return self._code(token)
        if token.text in _ROOTS:
            self._skip_space()
            radicand = Row((_bare(self._nested(lambda: self._scripts(until))),))
            index = _ROOTS[token.text]
            return Call("sqrt", ((radicand,),)) if index == "2" else Call("root", ((_number(index), radicand),))
        if token.text in _OPENING:
            self._next -= 1
            return self._bracketed()
        return ALIGNMENT if token.text == "&" else Word("sign", token.text)

    def _bracketed(self) -> Node:
        """What stands in brackets; any closing bracket closes, as in ``[0, 1)``."""
        opening = self._take()
        body = self._nested(lambda: self._row(_CLOSING))
        closing = self._take().text if self._sees(_CLOSING) else ""
        return Bracketed(opening.text, body, closing)

    def _named(self, token: MarkupToken) -> Node:
        if not self._sees(("(",)):
            return Name(token.text)
        if is_function(token.text) or not is_known(token.text):
            return self._call(token.text)
        return Row((Name(token.text), self._bracketed()))

    def _call(self, name: str) -> Node:
        self._take()
        rows: list[tuple[Row, ...]] = []
        row: list[Row] = []
        named: list[tuple[str, Row]] = []
        while self._here.kind != "end" and not self._sees((")",)):
            label = _NAMED.match(self._source, self._here.start) if self._starts_name() else None
            while label is not None and self._here.start < label.end():
                self._take()
            argument = self._nested(lambda: self._row((",", ";", ")")))
            if label is not None:
                named.append((label[1], argument))
            elif argument.parts or not self._sees((")",)):
                row.append(argument)
            if self._sees((";",)):
                rows.append(tuple(row))
                row = []
            if self._sees((",", ";")):
                self._take()
        self._take()
        return Call(name, (*rows, tuple(row)) if row else tuple(rows), tuple(named))

    def _starts_name(self) -> bool:
        return self._after_space().kind in ("name", "letter")

    def _group(self, opening: MarkupToken) -> Node:
        """``{{ body : NAME }}``, up to the braces that close it."""
        depth, start = 1, opening.start + 2
        while depth and self._here.kind != "end":
            depth += {"{{": 1, "}}": -1}.get(self._take().source, 0)
        end = self._tokens[self._next - 1].start if not depth else len(self._source)
        inner = self._source[start:end]
        label = _LABEL.match(inner)
        body = self._nested(lambda: _Reader(label["body"].strip() if label else inner, self._depth).all())
        return Grouping(body, label["label"] if label else "")

    def _code(self, hash_sign: MarkupToken) -> Node:
        """A program, as far as it can be told: up to the next space outside brackets."""
        depth = 0
        while self._here.kind != "end" and (depth or self._here.kind != "space"):
            depth += self._sees(_OPENING) - self._sees(_CLOSING)
            if depth < 0:
                break
            self._take()
        return Code(self._source[hash_sign.start : self._here.start])

    def _nested(self, read: Callable[[], Value]) -> Value:
        if self._depth >= DEEPEST:
            raise NotationError(f"this mathematics is nested more than {DEEPEST} levels deep")
        self._depth += 1
        value = read()
        self._depth -= 1
        return value


def _number(text: str) -> Row:
    return Row((Word("number", text),))


def _with_scripts(base: Node, scripts: dict[str, Node]) -> Node:
    if not scripts:
        return base
    primes = base.primes if isinstance(base, Scripts) and base.below is None and base.above is None else 0
    inner = base.base if primes and isinstance(base, Scripts) else base
    return Scripts(inner, scripts.get("_"), scripts.get("^"), primes)


def _bare(node: Node) -> Node:
    """Without the round brackets that only say what belongs together."""
    return node.body if isinstance(node, Bracketed) and (node.opening, node.closing) == ("(", ")") else node
