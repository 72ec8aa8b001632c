"""Where in a scene's files something is written that an error names: a claim, a step's sentence, a parameter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sessen.errors import SessenError

_CLAIM: Final = re.compile(r"see the claim (\w+) of ")
_VALUE: Final = re.compile(r"(?:^|: )(\w+) = .* is not? ", re.DOTALL)
_OWNER: Final = re.compile(r"(\w+)(?:::(\w+))?")
_NAMED: Final = re.compile(r"the words (?:name (\{\w+\})|'(.+)')", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A member of a class, or its words where no member is named, and a text that tells one sentence from others."""

    owner: str
    member: str
    text: str = ""


def declared(error: SessenError, files: Iterable[Path]) -> tuple[Path, int] | None:
    """The file and the line; None where the error names nothing that is written in these files.

    Parameters
    ----------
    files
        Those of the scene, its own first: what it has from a base class may be in another.
    """
    wanted = _wanted(error)
    trees = [(file, tree) for file in files if (tree := _tree(file)) is not None] if wanted else []
    for is_own_class in (True, False):
        for file, tree in trees:
            for node in ast.walk(tree):
                if wanted and isinstance(node, ast.ClassDef) and (node.name == wanted.owner) == is_own_class:
                    line = _line_in(node, wanted)
                    if line:
                        return file, line
    return None


def _wanted(error: SessenError) -> _Wanted | None:
    owner = _OWNER.match(error.location)
    class_name, step = (owner[1], owner[2] or "") if owner else ("", "")
    if claim := _CLAIM.search(error.hint):
        return _Wanted(class_name, claim[1])
    if value := _VALUE.search(error.message):
        return _Wanted(class_name, value[1])
    if owner is None or owner[0] != error.location:
        return None
    named = _NAMED.search(error.message)
    return _Wanted(class_name, step, (named[1] or named[2]) if named else "")


def _tree(file: Path) -> ast.Module | None:
    try:
        return ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None


def _line_in(owner: ast.ClassDef, wanted: _Wanted) -> int:
    for node in owner.body:
        if not wanted.member:
            if any(wanted.text in sentence.value for sentence in _sentences([node]) if wanted.text):
                return _line_of(node, wanted.text)
        elif wanted.member in _names(node):
            return _line_of(node, wanted.text)
    return 0


def _names(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [each.id for each in targets if isinstance(each, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def _line_of(node: ast.stmt, text: str) -> int:
    """The line of the sentence with a text; else of a step's first sentence, or of what it is called."""
    decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else [node]
    sentences = [*_sentences(decorators)]
    found = [each for each in sentences if text and text in each.value] or sentences
    is_sentence = bool(found) and (isinstance(node, ast.FunctionDef) or bool(text))
    return found[0].lineno if is_sentence else node.lineno


@dataclass(frozen=True, slots=True)
class _Sentence:
    value: str
    lineno: int


def _sentences(nodes: Iterable[ast.AST]) -> Iterator[_Sentence]:
    """The texts that are given by name: ``en="..."``."""
    for node in nodes:
        for call in ast.walk(node):
            for keyword in call.keywords if isinstance(call, ast.Call) else ():
                if isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str):
                    yield _Sentence(keyword.value.value, keyword.value.lineno)
