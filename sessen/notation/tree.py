"""Typst's mathematics as a tree: what printers walk through, for captions, alternative texts and speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Mark: TypeAlias = Literal["letter", "number", "text", "sign", "space"]


@dataclass(frozen=True, slots=True)
class Word:
    """One letter, a number, a quoted text, one sign (shorthands as the sign they stand for), or a space."""

    kind: Mark
    text: str


#: What ``&`` leaves: a wide space between columns.
ALIGNMENT: Final = Word("space", "\u2003")


@dataclass(frozen=True, slots=True)
class Name:
    """A symbol or an operator by its name: ``alpha``, ``arrow.r``, ``sin``."""

    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """Nodes side by side."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Bracketed:
    """Nodes between two brackets; ``closing`` is empty where the second is missing."""

    opening: str
    body: Row
    closing: str


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what stands below and above it, and its primes."""

    base: Node
    below: Node | None = None
    above: Node | None = None
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Fraction:
    """``a/b``, without the brackets that only said what belongs together."""

    above: Node
    below: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function of Typst with its arguments: rows, for ``;`` begins a new one, and named ones as typed."""

    name: str
    rows: tuple[tuple[Row, ...], ...]
    named: tuple[tuple[str, Row], ...] = ()

    @property
    def arguments(self) -> tuple[Row, ...]:
        """The arguments of all rows."""
        return tuple(argument for row in self.rows for argument in row)


@dataclass(frozen=True, slots=True)
class Grouping:
    """A part with a label of our own: ``{{ body : NAME }}``."""

    body: Row
    label: str


@dataclass(frozen=True, slots=True)
class Code:
    """What begins with ``#``: a program, which no text of a teacher's may hold."""

    source: str


Node: TypeAlias = Word | Name | Row | Bracketed | Scripts | Fraction | Call | Grouping | Code
