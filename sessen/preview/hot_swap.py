"""Put the new bodies of steps into a scene that is in the middle of its run.

Only code is exchanged: classes, modules and everything that the run has made stay the objects that they are. So it can
be done only where nothing else has changed in the file, which is read and never executed again.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

from sessen.steps import step
from sessen.words import Words


class CannotSwap(Exception):
    """More has changed than the bodies and sentences of the steps that are still to come."""


def swap_steps(scene: type[Any], before: str, after: str, steps: frozenset[str]) -> None:
    """Let a scene's class run the steps as they are written now.

    Parameters
    ----------
    before, after
        The text of the scene's file as it was executed, and as it is now.
    steps
        The names of the steps that have not begun yet; others must be what they were.

    Raises
    ------
    CannotSwap
        Something else has changed; nothing was exchanged.
    """
    old, new = ast.parse(before), ast.parse(after)
    replaced, written = _extract(old, scene.__name__, steps), _extract(new, scene.__name__, steps)
    if ast.dump(old) != ast.dump(new) or replaced.keys() != written.keys():
        raise CannotSwap
    codes = _codes(after, scene)
    exchanged = [_exchange(scene, node, codes) for node in written.values()]
    for function, code, sentences in exchanged:
        function.__code__ = code
        function.__dict__["step_words"] = Words(owner=function.__qualname__.replace(".", "::"), **sentences)


def _extract(tree: ast.Module, owner: str, steps: frozenset[str]) -> dict[str, ast.FunctionDef]:
    """The methods of these names, each replaced in the tree by its signature."""
    found: dict[str, ast.FunctionDef] = {}
    for node in tree.body:
        if not (isinstance(node, ast.ClassDef) and node.name == owner):
            continue
        for place, statement in enumerate(node.body):
            if isinstance(statement, ast.FunctionDef) and statement.name in steps:
                found[statement.name] = statement
                node.body[place] = ast.Expr(
                    ast.Tuple([ast.Constant(statement.name), ast.Lambda(statement.args, _DOTS)])
                )
    return found


_DOTS = ast.Constant(...)


def _codes(source: str, scene: type[Any]) -> dict[str, CodeType]:
    """The compiled functions of a file by their qualified names."""
    file = next(each.__code__.co_filename for each in vars(scene).values() if isinstance(each, FunctionType))
    return {code.co_qualname: code for code in _nested(compile(source, file, "exec"))}


def _nested(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _nested(constant)


def _exchange(
    scene: type[Any], node: ast.FunctionDef, codes: dict[str, CodeType]
) -> tuple[FunctionType, CodeType, dict[str, str]]:
    function = vars(scene).get(node.name)
    if not isinstance(function, FunctionType):
        raise CannotSwap
    code = codes.get(function.__qualname__)
    if code is None or code.co_freevars != function.__code__.co_freevars:
        raise CannotSwap
    return function, code, _sentences(node, function)


def _sentences(node: ast.FunctionDef, function: FunctionType) -> dict[str, str]:
    """What ``@step(en="...", ja="...")`` says, where it says it in so many words and is the only decorator.

    A file may import it by another name.
    """
    match node.decorator_list:
        case [ast.Call(func=ast.Name(id=name), args=[], keywords=keywords)] if function.__globals__.get(name) is step:
            pass
        case [ast.Call(func=ast.Attribute(attr="step"), args=[], keywords=keywords)]:
            pass
        case _:
            raise CannotSwap
    try:
        return {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in keywords if keyword.arg}
    except ValueError:
        raise CannotSwap from None
