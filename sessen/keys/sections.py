"""A plain scene's ``construct``, cut where its sections begin."""

from __future__ import annotations

import ast

#: What stands before the first named section.
BEFORE = ""


def cut_at_sections(construct: ast.FunctionDef) -> list[tuple[str, list[ast.stmt]]] | None:
    """The statements of each section, or None when the sections cannot be told apart by reading.

    A section is what follows ``self.next_section("name")`` up to the next one. Only calls that stand by themselves at
    the top of ``construct`` can be read like that; one inside a loop, a branch or a helper makes the whole one piece.
    """
    pieces: list[tuple[str, list[ast.stmt]]] = [(BEFORE, [])]
    for statement in construct.body:
        name = _section_begun_by(statement)
        if name is not None:
            pieces.append((name, [statement]))
        elif _mentions_sections(statement):
            return None
        else:
            pieces[-1][1].append(statement)
    names = [name for name, _ in pieces]
    return pieces if len(pieces) > 1 and len(set(names)) == len(names) else None


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
