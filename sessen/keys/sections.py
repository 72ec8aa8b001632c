"""A plain scene's ``construct``, cut where its sections begin."""

from __future__ import annotations

import ast
from collections.abc import Iterator

#: What stands before the first named section.
PREAMBLE = ""


def split_sections(construct: ast.FunctionDef) -> list[tuple[str, list[ast.stmt]]] | None:
    """The statements of each section, or None when the sections cannot be told apart by reading.

    A section is what follows ``self.next_section("name")`` up to the next one. Only calls that stand by themselves at
    the top of ``construct`` can be read like that; one inside a loop, a branch or a helper makes the whole one piece.

    Whether a name is a variable of ``construct`` shows only when all of it is read: each section says which of its
    names are.
    """
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(construct)):
        return None  # a later section that yields keeps the first from being run
    pieces: list[tuple[str, list[ast.stmt]]] = [(PREAMBLE, [])]
    for statement in construct.body:
        name = _section_begun_by(statement)
        if name is not None:
            pieces.append((name, [statement]))
        elif _mentions_sections(statement):
            return None
        else:
            pieces[-1][1].append(statement)
    names = [name for name, _ in pieces]
    if len(pieces) == 1 or len(set(names)) < len(names):
        return None
    bound = frozenset(name for statement in construct.body for name in _bound_in(statement))
    return [(name, [*statements, *_variables(statements, bound)]) for name, statements in pieces]


def _variables(statements: list[ast.stmt], bound: frozenset[str]) -> list[ast.stmt]:
    names = {node.id for each in statements for node in ast.walk(each) if isinstance(node, ast.Name)}
    return [ast.Nonlocal(names=sorted(names & bound))] if names & bound else []


def _bound_in(statement: ast.stmt) -> Iterator[str]:
    """Every name that a statement gives a value to, takes one from, or says to be another scope's."""
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name
            case ast.MatchMapping(rest=str(name)):
                yield name
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                yield from names
            case _:
                pass


def _section_begun_by(statement: ast.stmt) -> str | None:
    match statement:
        case ast.Expr(
            ast.Call(
                func=ast.Attribute(value=ast.Name(id="self"), attr="next_section"),
                args=[ast.Constant(value=str(name)), *_],
            )
        ):
            return name
        case ast.Expr(
            ast.Call(
                func=ast.Attribute(value=ast.Name(id="self"), attr="next_section"),
                args=[],
                keywords=[ast.keyword(arg="name", value=ast.Constant(value=str(name))), *_],
            )
        ):
            return name
        case _:
            return None


def _mentions_sections(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "next_section" for node in ast.walk(statement))
