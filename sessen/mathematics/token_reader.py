"""Steps through the tokens of a typed text, and the errors that point into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import sympy

from sessen.mathematics.errors import FormulaError
from sessen.mathematics.tokens import Token, tokenize

Result = TypeVar("Result")

DEEPEST = 40
CLOSING = {"(": ")", "[": "]", "{": "}"}


class TokenReader:
    """A typed text as tokens, and how far it has been read."""

    def __init__(self, text: str, variables: Sequence[str]) -> None:
        self.text = text
        self._symbols = {name: sympy.Symbol(name, real=True) for name in variables}
        self._tokens = tokenize(text, variables)
        self._next = 0
        self._depth = 0
        self._open_bars = 0

    @property
    def here(self) -> Token:
        """The token to be read next."""
        return self._tokens[self._next]

    @property
    def remaining(self) -> Sequence[Token]:
        """All tokens not yet read, without the end."""
        return self._tokens[self._next : -1]

    def take(self) -> Token:
        """Return the next token and step over it."""
        token = self.here
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token

    def sees(self, *signs: str) -> bool:
        """Say whether one of these signs comes next."""
        return self.here.kind == "sign" and self.here.text in signs

    def error(self, what: str, token: Token, suggestion: str = "") -> FormulaError:
        """Return an error that points at `token`."""
        return FormulaError(what, text=self.text, position=token.position, suggestion=suggestion)

    def expect_end(self) -> None:
        """Refuse whatever is left."""
        if self.here.kind != "end":
            raise self.unexpected()

    def two_ways(self, token: Token, one: str, other: str) -> FormulaError:
        """Return an error that asks which of two readings is meant."""
        return self.error("this is ambiguous", token, f"write {one}, or {other}")

    def close(self, opening: Token) -> None:
        """Step over the bracket that closes `opening`, or say that it is missing."""
        closing = CLOSING[opening.text]
        if self.sees(closing):
            self.take()
        elif self.here.kind == "end":
            raise self.error("this bracket is never closed", opening, f"add {closing}")
        else:
            raise self.unexpected()

    def nested(self, token: Token, read: Callable[[], Result]) -> Result:
        """Read what is one level deeper, unless that is too deep."""
        if self._depth == DEEPEST:
            raise self.error(f"nested too deeply: more than {DEEPEST} levels", token)
        self._depth += 1
        value = read()
        self._depth -= 1
        return value

    def unexpected(self) -> FormulaError:
        """Return an error about the token that cannot stand here."""
        token = self.here
        if token.kind == "end":
            return self.error("the formula ends unexpectedly here", token)
        if token.text in CLOSING.values():
            return self.error(f"no opening bracket for this '{token.text}'", token)
        if token.text == ",":
            return self.error("a comma cannot stand here", token, "decimals are written with a point: 0.5")
        return self.error(f"'{token.text}' cannot stand here", token)
