"""What a piece of source can reach: the names in it, and whether it reaches more than names tell.

A key may leave out only what provably nobody reaches. So whatever can get hold of a method, a class or its own source
in another way than by writing its name down is told here, by a sign among the names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
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
COMPUTED_OWN: Final = "?computed of its own"
"""A member of the object whose method this is is reached by a name that no reader can know."""
OTHER_TEXT: Final = "?text"
"""The object whose method this is gets another ``text`` than that of lessons."""
BOUND: Final = "?bound"
"""A function becomes a method of something."""
SET: Final = "?set "
"""Stands before the name of something that is given a member."""
GIVEN: Final = "?given "
"""Stands before the name of something of which a member is called with the object whose method this is."""

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
_LANGUAGE_READERS: Final = frozenset("sentences in_language step_words Language LANGUAGES JA Variant".split())
_LOOKUPS: Final = frozenset({"getattr", "hasattr"})
_IMPORTS: Final = frozenset({"import_module", "__import__"})
_DICT_LOOKUPS: Final = frozenset({"get", "pop", "setdefault"})
_BINDERS: Final = frozenset({"MethodType", "__get__"})


class Mentions:
    """Gathers what a piece of source mentions.

    A name stands for itself. Behind a dot it is a member of something, behind ``@`` one of the object that the method
    belongs to; the others are signs.

    Parameters
    ----------
    own
        What the method calls the object that it belongs to; empty where that is not known.
    """

    def __init__(self, own: str = "") -> None:
        self._own = own
        self._harmless: set[int] = set()
        self.found: set[str] = set()

    def gather(self, tree: ast.AST) -> frozenset[str]:
        """All that the tree mentions."""
        for node in ast.walk(tree):  # from the outside to the inside: calls come before the names in them
            self._lookups(node)
            self.found.update(_names(node, self._own))
            if id(node) not in self._harmless:
                self.found.update(_signs(node, self._own))
        return frozenset(self.found)

    def _lookups(self, node: ast.AST) -> None:
        """What is looked up by its name: harmless where the name stands there."""
        match node:
            case ast.Call(func=ast.Name(id=function), args=[thing, name, *_]) if function in _LOOKUPS:
                self._looked_up(node.func, thing, name)
            case ast.Call(func=ast.Name(id="setattr"), args=[_, name, *_]):
                self.found.update(_set(name))
            case ast.Call(func=function, args=[ast.Constant(), *_]) if name_of(function) in _IMPORTS:
                self._harmless.add(id(function))
            case ast.Call(func=ast.Name(id="super"), args=arguments):
                self._harmless.update(map(id, arguments))
            case ast.Subscript(value=ast.Attribute(attr="__dict__") as table, slice=ast.Constant(value=str(name))):
                self._found_in(table, name)
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(attr="__dict__") as table, attr=how),
                args=[ast.Constant(value=str(name)), *_],
            ) if how in _DICT_LOOKUPS:
                self._found_in(table, name)
            case ast.Attribute(value=ast.Name(id=name) as value) if name == self._own:
                self._harmless.add(id(value))
            case _:
                pass

    def _looked_up(self, function: ast.expr, thing: ast.expr, name: ast.expr) -> None:
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            self._found_in(function, name.value)
        elif isinstance(thing, ast.Name) and thing.id == self._own:
            self._harmless.add(id(function))
            self.found.add(COMPUTED_OWN)

    def _found_in(self, table: ast.expr, name: str) -> None:
        self._harmless.add(id(table))
        self.found.update((name, f".{name}", *_signs_of(name)))


def mentions_of(tree: ast.AST, own: str = "") -> frozenset[str]:
    """What a piece of source mentions; see `Mentions`."""
    return Mentions(own).gather(tree)


def members_of_class(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """The names in what is computed while a class is being made: there its methods have no owner in front of them."""
    return frozenset(f"@{each.id}" for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name))


def plain(mentions: Iterable[str]) -> frozenset[str]:
    """The names in mentions, members or not, and the signs."""
    return frozenset(mention.lstrip(".@") for mention in mentions)


def name_of(function: ast.expr) -> str:
    """What a called function is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _names(node: ast.AST, own: str) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Attribute(attr=name, value=value):
            yield name
            yield f"@{name}" if isinstance(value, ast.Name) and value.id == own else f".{name}"
        case ast.alias(name=name):
            yield from name.split(".")
        case ast.MatchClass(kwd_attrs=names):
            yield from (f".{name}" for name in names)
        case ast.Assign(targets=[ast.Name(id="__match_args__")], value=value):
            yield from (f".{each.value!s}" for each in ast.walk(value) if isinstance(each, ast.Constant))
        case ast.keyword(arg="name", value=ast.Constant(value=str(name))):
            yield f".{name}"  # of a step that a lesson makes
        case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]) if name_of(function) == "Step":
            yield f".{name}"
        case _:
            pass


def _signs(node: ast.AST, own: str) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield from _signs_of(name)
            yield from [ESCAPES] if name == own else ()
        case ast.Attribute(attr=name):
            yield from _signs_of(name)
            yield from _signs_of_member(node, own)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner)), args=[ast.Name(id=first), *_]) if first == own:
            yield f"{GIVEN}{owner}"
        case ast.alias(name=name):
            yield from _signs_of_import(name)
        case ast.ImportFrom(module=str(name)):
            yield from _signs_of_import(name, whole=True)
        case ast.Constant(value=str(text)) if "lineno" in text:
            yield SOURCE
        case ast.ClassDef(keywords=keywords, decorator_list=decorators) if keywords or decorators:
            yield WATCHED
        case ast.FunctionDef(name="__init_subclass__" | "__prepare__" | "__set_name__"):
            yield WATCHED
        case _:
            pass


def _signs_of_member(node: ast.Attribute, own: str) -> Iterator[str]:
    owner = node.value.id if isinstance(node.value, ast.Name) else ""
    if node.attr in _STEP_READERS:
        yield COMPUTED
    if owner == "sys" and node.attr == "path":
        yield COMPUTED  # what is imported from then on is not where a reader looks for it
    if owner and isinstance(node.ctx, ast.Store):
        yield from _set(ast.Constant(value=node.attr)) if owner == own else [f"{SET}{owner}"]


def _set(name: ast.expr) -> Iterator[str]:
    """What it means that a member of that name is given another value."""
    if not isinstance(name, ast.Constant) or name.value == "variant":
        yield LANGUAGES
    elif name.value == "text":
        yield OTHER_TEXT


def _signs_of(name: str) -> Iterator[str]:
    if name in _REFLECTION or name in _LOOKUPS:
        yield COMPUTED
    if name in _SOURCE_READERS:
        yield SOURCE
    if name in _BINDERS:
        yield BOUND
    if name in _LANGUAGE_READERS:
        yield LANGUAGES


def _signs_of_import(name: str, *, whole: bool = False) -> Iterator[str]:
    """The signs of what is imported; of ``from inspect import x`` the module says more than the name."""
    parts = name.split(".")
    if parts[0] in _REFLECTIVE_MODULES:
        yield COMPUTED
    for part in parts[1:] if whole else parts:
        yield from () if part in _IMPORTS else _signs_of(part)
