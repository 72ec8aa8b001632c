"""The laws of the house: imports point down, in no circle; scenes keep to themselves; a file has one purpose."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

from tests.setup.test_project import PROJECT

LONGEST: Final = 300  # lines
ROOMS: Final = ("sessen", "scenes")


def sources(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted((PROJECT / room).rglob("*.py"))


def name_of(file: Path) -> str:
    parts = file.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(file: Path, *, deferred: bool) -> set[str]:
    """Every module that a file imports, for its types too; with ``deferred`` also what functions import."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if deferred else _at_module_level(tree)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {_module(node.module, each.name) for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found


def _at_module_level(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements of a module, those below ``if TYPE_CHECKING`` among them."""
    for node in tree.body:
        yield from node.body if isinstance(node, ast.If) else (node,)


def _module(package: str, name: str) -> str:
    """The module that ``from package import name`` reads ``name`` from."""
    whole = PROJECT.joinpath(*package.split("."), name)
    return f"{package}.{name}" if whole.is_dir() or whole.with_suffix(".py").is_file() else package


def test_imports_point_down() -> None:
    """The layers stand in pyproject.toml."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_no_circle_of_modules() -> None:
    modules = {name_of(file): file for file in sources(*ROOMS)}
    graph = {
        name: (imports_of(file, deferred=False) & modules.keys()) - {name, "sessen"} for name, file in modules.items()
    }
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None


def test_no_scene_imports_what_another_has() -> None:
    """What a second scene needs belongs into `sessen.mobjects`."""
    foreign = {
        f"{file.relative_to(PROJECT)}: {name}"
        for file in sources("scenes")
        for name in imports_of(file, deferred=True)
        if name.startswith("scenes.") and name.split(".")[1] != file.parent.name
    }
    assert foreign == set()


def test_the_engine_imports_nothing_of_the_lecture() -> None:
    named = {
        f"{file.relative_to(PROJECT)}: {name}"
        for file in sources("sessen")
        for name in imports_of(file, deferred=True)
        if name.partition(".")[0] == "scenes"
    }
    assert named == set()


def test_every_file_has_one_purpose() -> None:
    """One over 300 lines has two."""
    lengths = {str(file.relative_to(PROJECT)): len(file.read_text("utf-8").splitlines()) for file in sources(*ROOMS)}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_name_has_two_classes() -> None:
    """But for what takes the place of Manim's own and is derived from it: a scene only changes where it imports it."""
    found: dict[str, list[str]] = {}
    for file in sources(*ROOMS):
        for name in _public_classes(file):
            found.setdefault(name, []).append(str(file.relative_to(PROJECT)))
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


def _public_classes(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    return [node.name for node in classes if f"manim.{node.name}" not in map(ast.unparse, node.bases)]
