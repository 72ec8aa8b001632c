"""Sentences in several languages: a digest for each, so that a translation changes no picture but its own."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from typing import Final

from sessen.variant import Language

LANGUAGES: Final = tuple(str(language) for language in Language)
#: What Sessen offers that takes one sentence in several languages and shows one of them.
_SPEAKERS: Final = frozenset({"step", "Words"})
_OF_LESSONS: Final = "text"


def mark_speakers(tree: ast.Module) -> None:
    """Mark the calls that show one of the sentences they are given: Sessen's own, by whatever name a file imports them.

    A function of somebody else that only has the same name may show all of them.
    """
    names = _imported(tree) - _bound_again(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            node.__dict__["speaks"] = _is_speaker(node.func, names)


def speaks(call: ast.Call) -> bool:
    """Whether a call was marked."""
    return bool(call.__dict__.get("speaks"))


def is_step(method: ast.FunctionDef) -> bool:
    """Whether a method is marked as a step."""
    return any(isinstance(decorator, ast.Call) and speaks(decorator) for decorator in method.decorator_list)


def digests_of(tree: ast.Module) -> dict[str, str]:
    """The hash of all that a piece says under ``""``, and by language of what it says to a viewer of that language."""
    spoken = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and speaks(node)]
    found = {"": digest_of(ast.dump(tree))}
    if spoken:
        found |= {language: digest_of(_in_language(tree, spoken, language)) for language in LANGUAGES}
    return found


def digest_of(value: object) -> str:
    """The hash of what a value is written as."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


def _imported(tree: ast.Module) -> frozenset[str]:
    """The names by which a file knows Sessen's speakers, and Sessen itself."""
    return frozenset(name for node in ast.walk(tree) for name in _names_of_import(node))


def _names_of_import(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.ImportFrom(module=str(module), names=names, level=0) if module.partition(".")[0] == "sessen":
            for each in names:
                if each.name in _SPEAKERS:
                    yield each.asname or each.name
                elif each.name == "*":
                    yield from _SPEAKERS
        case ast.Import(names=names):
            yield from (f"{each.asname or 'sessen'}." for each in names if each.name == "sessen")
        case _:
            pass


def _bound_again(tree: ast.Module) -> frozenset[str]:
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case _:
                pass
    return frozenset(found)


def _is_speaker(function: ast.expr, names: frozenset[str]) -> bool:
    match function:
        case ast.Name(id=name):
            return name in names
        case ast.Attribute(value=ast.Name(id="self"), attr=name) if name == _OF_LESSONS:
            return True
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return name in _SPEAKERS and f"{module}." in names
        case _:
            return False


def _in_language(tree: ast.Module, spoken: list[ast.Call], language: str) -> str:
    """The text of the tree without the words of other languages, where they are plain words that compute nothing.

    The keywords are put back: the tree serves every language in turn.
    """
    others = frozenset(LANGUAGES) - {language}
    kept = [node.keywords for node in spoken]
    for node in spoken:
        node.keywords = [each for each in node.keywords if each.arg not in others or not _is_plain(each.value)]
    text = ast.dump(tree)
    for node, keywords in zip(spoken, kept, strict=True):
        node.keywords = keywords
    return text


def _is_plain(value: ast.expr) -> bool:
    return not any(isinstance(node, ast.Call | ast.NamedExpr | ast.Await | ast.Yield) for node in ast.walk(value))
