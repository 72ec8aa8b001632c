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

from sessen.keys.imports import imports_of
from sessen.keys.sections import cut_at_sections
from sessen.variant import Language

LANGUAGES: Final = tuple(str(language) for language in Language)
#: Callables of Sessen that take one sentence in several languages and show one of them.
SPEAKERS: Final = frozenset({"step", "Words", "text"})
#: Stands among the mentions of code that reaches something by a name that no reader can know.
COMPUTED: Final = "?"
#: Ways to reach a method by a name that is computed: whoever uses one may call any step.
NAME_READERS: Final = frozenset(
    {"vars", "dir", "globals", "locals", "eval", "exec", "methodcaller", "attrgetter", "getmembers", "steps_of"}
    | {"__dict__", "__getattribute__", "f_locals", "f_globals", "getsource", "getsourcelines"}
)
#: Members of lessons and words that lead to every step; as names of variables they are words like any other.
_STEP_READERS: Final = frozenset({"steps", "sentences"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a file: its module level, a function, the attributes of a class, a method, a section of one.

    Parameters
    ----------
    name
        ``""`` for the module level, else ``helper``, ``ChainRule`` or ``ChainRule.nudge``.
    digests
        The hash of what it says, by language; one under ``""`` when it says the same in all.
    mentions
        Every name, attribute and string that could be a name in it.
    section
        For a piece of ``construct``: the name of the section it belongs to.
    bases
        For the attributes of a class: the names that it is derived from. They are not among its mentions, for to derive
        from a class calls none of its methods.
    """

    name: str
    digests: dict[str, str]
    mentions: frozenset[str]
    section: str | None = None
    bases: frozenset[str] = frozenset()

    def digest(self, language: str) -> str:
        """The hash of what it says to a viewer of that language."""
        return self.digests.get(language) or self.digests[""]

    def to_json(self) -> list[Any]:
        return [self.name, self.digests, sorted(self.mentions), self.section, sorted(self.bases)]

    @classmethod
    def from_json(cls, written: list[Any]) -> Self:
        name, digests, mentions, section, bases = written
        return cls(name, digests, frozenset(mentions), section, frozenset(bases))


@dataclass(frozen=True, slots=True)
class Outline:
    """A source file as keys see it: its pieces, its imports, its top-level classes, and its docstrings apart."""

    units: tuple[Unit, ...] = ()
    imports: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    classes: tuple[str, ...] = ()
    docstrings: str = ""
    broken: str = field(default="")

    def to_json(self) -> dict[str, Any]:
        return {
            "units": [unit.to_json() for unit in self.units],
            "imports": [list(line) for line in self.imports],
            "classes": list(self.classes),
            "docstrings": self.docstrings,
            "broken": self.broken,
        }

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Self:
        return cls(
            units=tuple(Unit.from_json(unit) for unit in written["units"]),
            imports=tuple((level, module, tuple(names)) for level, module, names in written["imports"]),
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
        whole = Unit("", {"": digest}, frozenset())
        return Outline(units=(whole,), broken=_where_broken(error))
    docstrings = _take_docstrings(tree)
    _mark_speakers(tree)
    return Outline(
        units=tuple(_units(tree)),
        imports=tuple(imports_of(tree)),
        classes=tuple(node.name for node in tree.body if isinstance(node, ast.ClassDef)),
        docstrings=_digest(docstrings),
    )


def _where_broken(error: SyntaxError | ValueError) -> str:
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {error.msg}"
    return str(error)


def _mark_speakers(tree: ast.Module) -> None:
    """Mark the calls of Sessen's speakers, also of those that the file imports by another name."""
    imported = [each for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for each in node.names]
    names = SPEAKERS | {each.asname for each in imported if each.asname and each.name in SPEAKERS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            node.__dict__["speaks"] = name in names


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
        if not _is_step(statement):
            own.append(_stub(statement.name))
    header = ast.ClassDef(
        name=node.name, bases=node.bases, keywords=node.keywords, body=own, decorator_list=node.decorator_list
    )
    unit = _unit(node.name, [header])
    # What a class is derived from stands in its digest; only what its attributes say can call something.
    body = ast.Module(body=[*own, *_as_statements([*node.keywords, *node.decorator_list])], type_ignores=[])
    bases = frozenset(name for base in node.bases for name in _mentions(ast.Expression(base)))
    yield replace(unit, mentions=frozenset(_mentions(body)), bases=bases)


def _as_statements(nodes: Iterable[ast.keyword | ast.expr]) -> Iterator[ast.stmt]:
    for node in nodes:
        yield ast.Expr(node.value if isinstance(node, ast.keyword) else node)


def _is_step(method: ast.FunctionDef) -> bool:
    # Steps are told apart here only so that adding one does not count as editing the class; their order is a part of
    # the key by itself, read from the class and not from the text.
    return any(isinstance(decorator, ast.Call) and _speaks(decorator) for decorator in method.decorator_list)


def _method_units(owner: str, method: ast.FunctionDef) -> Iterator[Unit]:
    name = f"{owner}.{method.name}"
    pieces = cut_at_sections(method) if method.name == "construct" else None
    if pieces is None:
        yield _unit(name, [method])
        return
    for section, statements in pieces:
        piece = ast.FunctionDef(
            name=method.name, args=method.args, body=statements, decorator_list=method.decorator_list, returns=None
        )
        yield _unit(name, [piece], section=section)


def _unit(name: str, statements: list[ast.stmt], section: str | None = None) -> Unit:
    tree = ast.Module(body=statements, type_ignores=[])
    return Unit(name, _digests(tree), frozenset(_mentions(tree)), section)


def _digests(tree: ast.Module) -> dict[str, str]:
    spoken = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _speaks(node)]
    if not spoken:
        return {"": _digest(ast.dump(tree))}
    return {language: _digest(_in_language(tree, spoken, language)) for language in LANGUAGES}


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()


def _in_language(tree: ast.Module, spoken: list[ast.Call], language: str) -> str:
    """The text of the tree without the words of other languages.

    The keywords are put back: the tree serves every language in turn.
    """
    others = frozenset(LANGUAGES) - {language}
    kept = [node.keywords for node in spoken]
    for node in spoken:
        node.keywords = [keyword for keyword in node.keywords if keyword.arg not in others]
    text = ast.dump(tree)
    for node, keywords in zip(spoken, kept, strict=True):
        node.keywords = keywords
    return text


def _speaks(call: ast.Call) -> bool:
    return bool(call.__dict__.get("speaks"))


def _mentions(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield name
            case ast.Constant(value=str(text)) if text.isidentifier():
                yield text
            case _:
                pass
        if _reads_computed_name(node):
            yield COMPUTED


def _reads_computed_name(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="getattr" | "hasattr"), args=[_, name, *_]):
            return not isinstance(name, ast.Constant)
        case ast.Attribute(attr=name) if name in _STEP_READERS:
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in NAME_READERS
        case _:
            return False
