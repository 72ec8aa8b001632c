"""``# layout: allow crossed`` in the file of a scene: which findings a line of code may have."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_FORM: Final = re.compile(r"#\s*layout:\s*allow\s+([a-z]+(?:\s*,\s*[a-z]+)*)", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class LineAllowance:
    """Rules that a statement of the code may break.

    Parameters
    ----------
    line
        Of the comment.
    first, last
        Lines of the statement.
    names
        Variables that the statement gives a value.
    """

    rules: tuple[str, ...]
    line: int
    first: int
    last: int
    names: frozenset[str]
    used: set[str]

    def covers(self, rule: str, lines: Iterable[int], names: Iterable[str]) -> bool:
        """Whether a finding of a rule about these variables, while these lines ran, is allowed."""
        if rule not in self.rules:
            return False
        runs = any(self.first <= line <= self.last for line in lines)
        return runs or any(name.partition("[")[0] in self.names for name in names)


def line_allowances(source: str) -> list[LineAllowance]:
    """The allowances that stand in comments; none of a source that is no Python."""
    try:
        statements = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (SyntaxError, tokenize.TokenError):
        return []
    found = []
    for token in tokens:
        match = _FORM.search(token.string) if token.type == tokenize.COMMENT else None
        if match is not None:
            rules = tuple(rule.strip().lower() for rule in match[1].split(","))
            found.append(_allowance(rules, token.start[0], statements))
    return found


def _allowance(rules: tuple[str, ...], line: int, statements: list[ast.stmt]) -> LineAllowance:
    """On a line of code it is about that statement, else about the next one."""
    around = [
        each for each in statements if each.lineno <= line <= (each.end_lineno or each.lineno) and _is_simple(each)
    ]
    after = [each for each in statements if each.lineno > line]
    of = (
        min(around, key=_length)
        if around
        else min(after, key=lambda each: (each.lineno, -each.col_offset), default=None)
    )
    if of is None:
        return LineAllowance(rules, line, line, line, frozenset(), set())
    return LineAllowance(rules, line, of.lineno, of.end_lineno or of.lineno, frozenset(_targets(of)), set())


def _is_simple(statement: ast.stmt) -> bool:
    return not hasattr(statement, "body")


def _length(statement: ast.stmt) -> int:
    return (statement.end_lineno or statement.lineno) - statement.lineno


def _targets(statement: ast.stmt) -> Iterable[str]:
    targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    for target in targets:
        for node in ast.walk(target) if target is not None else ():
            if isinstance(node, ast.Name):
                yield node.id
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
                yield f"self.{node.attr}"
