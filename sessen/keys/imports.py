"""The imports that a source file makes, those inside functions and by ``import_module("name")`` among them."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def imports_of(tree: ast.Module) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each import as its level (dots in front), its module, and the names taken from it."""
    for node in _executed(tree):
        match node:
            case ast.Import(names=names):
                yield from ((0, alias.name, ()) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                yield level, module or "", tuple(alias.name for alias in names)
            case ast.Call(args=[ast.Constant(value=str(name)), *_]) if _is_import_call(node):
                yield 0, name, ()
            case _:
                pass


def lazy_imports_of(tree: ast.Module) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """What a module with a ``__getattr__`` of its own tells readers of types: from where each of its names comes."""
    if not any(isinstance(node, ast.FunctionDef) and node.name == "__getattr__" for node in tree.body):
        return
    for node in tree.body:
        if isinstance(node, ast.If) and _is_for_types(node.test):
            yield from imports_of(ast.Module(body=node.body, type_ignores=[]))


def _executed(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node but those below ``if TYPE_CHECKING``, which are there for readers of types only."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and _is_for_types(node.test):
            waiting.extend(node.orelse)
        else:
            waiting.extend(ast.iter_child_nodes(node))


def _is_for_types(test: ast.expr) -> bool:
    return isinstance(test, ast.Name | ast.Attribute) and ast.unparse(test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}


def _is_import_call(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in {"import_module", "__import__"}
