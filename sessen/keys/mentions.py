"""What a piece of source can reach: the names in it, and whether it reaches more than names tell.

A key may leave out only what provably nobody reaches. So whatever can get hold of a method, a class or its own source
in another way than by writing its name down is told here, by a sign among the names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

#: Signs among the names; no name looks like them.
COMPUTED: Final = "?computed"
"""A member is reached by a name that no reader can know."""
SOURCE: Final = "?source"
"""The text of a program, or the number of a line in it, is read."""
ESCAPES: Final = "?escapes"
"""The object whose method this is goes somewhere as a whole."""
LANGUAGES: Final = "?languages"
"""A sentence may be read in another language than that of the film."""
WATCHED: Final = "?watched"
"""Code runs whenever a class is made: a decorator, a metaclass."""

#: Whoever uses one of these may call any method, or run code that is nowhere to be read.
_REFLECTION: Final = frozenset(
    "vars dir globals locals eval exec compile getmembers getmembers_static getattr_static classify_class_attrs"
    " attrgetter methodcaller steps_of step_of __dict__ __getattribute__ __subclasses__ __globals__ __builtins__"
    " f_locals f_globals f_back gi_frame cr_frame ag_frame tb_frame get_objects get_referrers get_referents settrace"
    " setprofile __getstate__ __reduce__ __reduce_ex__ __import__ import_module find_spec spec_from_file_location"
    " spec_from_loader module_from_spec exec_module load_module SourceFileLoader SourcelessFileLoader"
    " ExtensionFileLoader zipimporter meta_path path_hooks addsitedir run_path run_module resolve_name".split()
)
#: Modules that do the same, whatever of them is used.
_REFLECTIVE_MODULES: Final = frozenset(
    "inspect gc dis timeit cProfile profile pdb bdb trace runpy pkgutil pydoc doctest unittest rlcompleter code codeop"
    " pickle dill cloudpickle shelve marshal copyreg imp zipimport builtins ctypes cffi symtable".split()
)
#: Members of lessons that lead to every step; as names of variables they are words like any other.
_STEP_READERS: Final = frozenset({"steps"})
_SOURCE_READERS: Final = frozenset(
    "getsource getsourcelines findsource getcomments getblock linecache tokenize getframeinfo currentframe _getframe"
    " f_lineno tb_lineno lineno co_firstlineno co_lines co_positions co_lnotab co_linetable __code__ co_code co_consts"
    " co_names co_varnames traceback format_exc format_tb format_stack extract_stack extract_tb print_exc exc_info"
    " __traceback__ getinnerframes getouterframes get_source get_code stack_info f_code".split()
)
_LANGUAGE_READERS: Final = frozenset("sentences in_language owned_by step_words Language LANGUAGES JA Variant".split())
_LOOKUPS: Final = frozenset({"getattr", "hasattr"})
_IMPORTS: Final = frozenset({"import_module", "__import__"})
_DOTTED: Final = re.compile(r"\w+(?:[.:]+\w+)*")
_ATTRIBUTES_OF_LESSONS: Final = frozenset({"text", "variant"})


def mentions_of(tree: ast.AST, own: str = "") -> Iterator[str]:
    """Every name, attribute and text that could be a name, and the signs of what cannot be told by names.

    Parameters
    ----------
    own
        What the method calls the object that it belongs to; empty where it belongs to none.
    """
    harmless: set[int] = set()
    for node in ast.walk(tree):  # from the outside to the inside: calls come before the names in them
        if isinstance(node, ast.Call):
            yield from _called(node, harmless)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from _on_name(node, node.value, own, harmless)
        yield from _names(node)
        yield from _signs(node, harmless)
        if isinstance(node, ast.Name) and node.id == own and id(node) not in harmless:
            yield ESCAPES


def _called(call: ast.Call, harmless: set[int]) -> Iterator[str]:
    """Calls that look something up by a name: harmless where the name stands there."""
    name, arguments = _name_of(call.func), call.args
    if name == "super":
        harmless.update(id(each) for each in arguments)
    if name in _LOOKUPS and isinstance(call.func, ast.Name) and len(arguments) > 1:
        yield from _looked_up(arguments[1], call.func, harmless)
    if name in _IMPORTS and arguments and isinstance(arguments[0], ast.Constant):
        harmless.add(id(call.func))


def _looked_up(name: ast.expr, function: ast.expr, harmless: set[int]) -> Iterator[str]:
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        harmless.add(id(function))
        yield from _signs_of(name.value)


def _on_name(node: ast.Attribute, value: ast.Name, own: str, harmless: set[int]) -> Iterator[str]:
    harmless.add(id(value)) if value.id == own else None
    if value.id == "sys" and node.attr == "path":
        yield COMPUTED  # what is imported from then on is not where a reader looks for it
    if value.id == own and node.attr in _ATTRIBUTES_OF_LESSONS and isinstance(node.ctx, ast.Store):
        yield LANGUAGES


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield name
        case ast.alias(name=name):
            yield from name.split(".")
        case ast.MatchClass(kwd_attrs=names):
            yield from names
        case ast.Constant(value=str(text)) if _DOTTED.fullmatch(text):
            yield from re.split(r"[.:]+", text)
        case _:
            pass


def _signs(node: ast.AST, harmless: set[int]) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield from () if id(node) in harmless else _signs_of(name)
        case ast.Attribute(attr=name):
            yield from () if id(node) in harmless else _signs_of(name)
            if name in _STEP_READERS:
                yield COMPUTED
        case ast.alias(name=name):
            yield from _signs_of_import(name)
        case ast.ImportFrom(module=str(name)):
            yield from _signs_of_import(name, whole=True)
        case ast.Constant(value=str(text)) if "lineno" in text:
            yield SOURCE
        case ast.Constant(value="ja" | "variant"):
            yield LANGUAGES
        case ast.ClassDef(keywords=keywords, decorator_list=decorators) if keywords or decorators:
            yield WATCHED
        case ast.FunctionDef(name="__init_subclass__" | "__prepare__" | "__set_name__"):
            yield WATCHED
        case _:
            pass


def _signs_of(name: str) -> Iterator[str]:
    if name in _REFLECTION or name in _LOOKUPS:
        yield COMPUTED
    if name in _SOURCE_READERS:
        yield SOURCE
    if name in _LANGUAGE_READERS:
        yield LANGUAGES


def _signs_of_import(name: str, *, whole: bool = False) -> Iterator[str]:
    """The signs of what is imported; of ``from inspect import x`` the module says more than the name."""
    parts = name.split(".")
    if parts[0] in _REFLECTIVE_MODULES:
        yield COMPUTED
    for part in parts if not whole else parts[1:]:
        yield from () if part in _IMPORTS else _signs_of(part)


def _name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
