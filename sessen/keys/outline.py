"""What a source file says, cut into the pieces that a key keeps or leaves out as a whole.

Comments, blank lines, the place of a line and docstrings change no picture, so they are not in the digests. The
digest of a sentence in several languages exists once a language: a translation changes the pictures of its own
language only.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

from sessen.keys.imports import imports_of, lazy_imports_of
from sessen.keys.mentions import COMPUTED, SOURCE, WATCHED, members_of_class, mentions_of, name_of
from sessen.keys.sections import split_sections
from sessen.keys.speech import digest_of, digests_of, is_step, mark_speakers, speaks

#: Changes when outlines are made otherwise than before, so that remembered ones are not used.
FORM: Final = 9
#: Dots in front, the module, and the names taken from it.
Import = tuple[int, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a file: its module level, a function, the attributes of a class, a method, a section of one.

    Parameters
    ----------
    name
        ``""`` for the module level, else ``helper``, ``ChainRule`` or ``ChainRule.nudge``.
    digests
        The hash of all that it says under ``""``, and by language where it says something else in each.
    mentions
        Every name, attribute and string that could be a name in it, and the signs of `sessen.keys.mentions`.
    section
        For a piece of ``construct``: the name of the section it belongs to.
    bases
        For the attributes of a class: the names that it is derived from. They are not among its mentions, for to derive
        from a class calls none of its methods.
    held
        Whether somebody has got hold of it while it was defined, as decorators do: it needs no name to be called.
    """

    name: str
    digests: dict[str, str]
    mentions: frozenset[str]
    section: str | None = None
    bases: frozenset[str] = frozenset()
    held: bool = False

    def digest(self, language: str) -> str:
        """The hash of what it says to a viewer of that language; of all that it says for ``""``."""
        return self.digests.get(language) or self.digests[""]

    def to_json(self) -> list[Any]:
        return [self.name, self.digests, sorted(self.mentions), self.section, sorted(self.bases), self.held]

    @classmethod
    def from_json(cls, written: list[Any]) -> Self:
        name, digests, mentions, section, bases, held = written
        return cls(name, digests, frozenset(mentions), section, frozenset(bases), held)


@dataclass(frozen=True, slots=True)
class Outline:
    """A source file as keys see it: its pieces, its imports, its top-level classes, and its docstrings apart.

    ``lazy`` are the imports that a module makes when a name is first asked of it (PEP 562).
    """

    units: tuple[Unit, ...] = ()
    imports: tuple[Import, ...] = ()
    lazy: tuple[Import, ...] = ()
    classes: tuple[str, ...] = ()
    docstrings: str = ""
    broken: str = field(default="")

    def to_json(self) -> dict[str, Any]:
        return {
            "units": [unit.to_json() for unit in self.units],
            "imports": [list(line) for line in self.imports],
            "lazy": [list(line) for line in self.lazy],
            "classes": list(self.classes),
            "docstrings": self.docstrings,
            "broken": self.broken,
        }

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Self:
        return cls(
            units=tuple(Unit.from_json(unit) for unit in written["units"]),
            imports=tuple((level, module, tuple(names)) for level, module, names in written["imports"]),
            lazy=tuple((level, module, tuple(names)) for level, module, names in written["lazy"]),
            classes=tuple(written["classes"]),
            docstrings=written["docstrings"],
            broken=written["broken"],
        )


def outline(source: bytes) -> Outline:
    """The outline of a source file; one that does not parse is a single piece, and says why in ``broken``."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        digest = hashlib.sha256(source).hexdigest()
        whole = Unit("", {"": digest}, frozenset({COMPUTED, SOURCE}))
        return Outline(units=(whole,), broken=_where_broken(error))
    docstrings = _take_docstrings(tree)
    mark_speakers(tree)
    return Outline(
        units=tuple(_units(tree)),
        imports=tuple(imports_of(tree)),
        lazy=tuple(lazy_imports_of(tree)),
        classes=tuple(node.name for node in tree.body if isinstance(node, ast.ClassDef)),
        docstrings=digest_of(docstrings),
    )


def opaque(data: bytes) -> Outline:
    """The outline of code that is no source: nobody knows what it reaches."""
    return Outline(units=(Unit("", {"": hashlib.sha256(data).hexdigest()}, frozenset({COMPUTED})),))


def _where_broken(error: SyntaxError | ValueError) -> str:
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {error.msg}"
    return str(error)


def _take_docstrings(tree: ast.Module) -> list[str]:
    taken = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node, clean=False)
            if text is not None:
                taken.append(text)
                # A body may not be empty, and `...` stands where only the docstring stood.
                node.body = node.body[1:] or [ast.Expr(value=ast.Constant(value=...))]
    return taken


def _units(tree: ast.Module) -> Iterator[Unit]:
    level: list[ast.stmt] = []
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name):
                yield from _class_units(node)
                level.append(_stub(name))
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield _unit(name, [node])
                level.append(_stub(name))
            case _:
                level.append(node)
    yield _unit("", level)


def _stub(name: str) -> ast.stmt:
    """Where a definition stood: the order of definitions and assignments can matter."""
    return ast.Global(names=[name])


def _class_units(node: ast.ClassDef) -> Iterator[Unit]:
    own: list[ast.stmt] = []
    for statement in node.body:
        if not isinstance(statement, ast.FunctionDef):
            own.append(statement)
            continue
        yield from _method_units(node.name, statement)
        # Steps are told apart here only so that adding one does not count as editing the class; their order is a part
        # of the key by itself, read from the class and not from the text.
        if not is_step(statement):
            own.append(_stub(statement.name))
    header = ast.ClassDef(
        name=node.name, bases=node.bases, keywords=node.keywords, body=own, decorator_list=node.decorator_list
    )
    unit = _unit(node.name, [header])
    # What a class is derived from stands in its digest; only what its attributes say can call something.
    body = ast.Module(body=[*own, *_as_statements([*node.keywords, *node.decorator_list])], type_ignores=[])
    bases = frozenset(name for base in node.bases for name in mentions_of(ast.Expression(base)))
    mentions = mentions_of(body) | (unit.mentions & {WATCHED}) | members_of_class([body])
    yield replace(unit, mentions=mentions, bases=bases)


def _as_statements(nodes: Iterable[ast.keyword | ast.expr]) -> Iterator[ast.stmt]:
    for node in nodes:
        yield ast.Expr(node.value if isinstance(node, ast.keyword) else node)


def _method_units(owner: str, method: ast.FunctionDef) -> Iterator[Unit]:
    name = f"{owner}.{method.name}"
    pieces = split_sections(method) if method.name == "construct" else None
    if pieces is None:
        unit = _unit(name, [method], own=_own_name(method))
        mentions = unit.mentions | members_of_class(_in_class_scope(method))
        yield replace(unit, held=_is_held(method), mentions=mentions)
        return
    for section, statements in pieces:
        piece = ast.FunctionDef(
            name=method.name, args=method.args, body=statements, decorator_list=method.decorator_list, returns=None
        )
        yield replace(_unit(name, [piece], own=_own_name(method)), section=section)


def _own_name(method: ast.FunctionDef) -> str:
    """What a method calls the object that it belongs to; empty where that is not for sure."""
    arguments = [*method.args.posonlyargs, *method.args.args]
    name = arguments[0].arg if arguments else ""
    is_method = name in {"self", "cls"} and all(_keeps_owner(each) for each in method.decorator_list)
    bound = [node for node in ast.walk(method) if isinstance(node, ast.arg) and node.arg == name]
    stored = [node for node in ast.walk(method) if isinstance(node, ast.Name) and node.id == name]
    return name if is_method and len(bound) == 1 and all(isinstance(node.ctx, ast.Load) for node in stored) else ""


def _keeps_owner(decorator: ast.expr) -> bool:
    if isinstance(decorator, ast.Call):
        return speaks(decorator)
    return name_of(decorator) in {"property", "classmethod", "cached_property", "claim", "override", "setter"}


def _in_class_scope(method: ast.FunctionDef) -> list[ast.AST]:
    """The parts of a method that are computed when its class is made."""
    defaults = [each for each in method.args.kw_defaults if each is not None]
    return [*method.decorator_list, *method.args.defaults, *defaults]


def _is_held(method: ast.FunctionDef) -> bool:
    return len(method.decorator_list) > is_step(method)


def _unit(name: str, statements: list[ast.stmt], own: str = "") -> Unit:
    tree = ast.Module(body=statements, type_ignores=[])
    return Unit(name, digests_of(tree), mentions_of(tree, own))
