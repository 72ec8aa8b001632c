"""A package that loads its names when they are asked for makes a scene depend on those that it uses, on no others."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

import pytest

from sessen.keys import SourceGraph
from tests.scenes.support import lecture

GRAPH = SourceGraph()  # reads the engine once
LAZY = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from kit.first import First
    from kit.second import Second
def __getattr__(name):
    module = {"First": "first", "Second": "second"}[name]
    return getattr(__import__("kit." + module, fromlist=[name]), name)
"""


@pytest.mark.parametrize(
    ("line", "used"),
    [
        ("from kit import First", {"first"}),
        ("from kit import First as Second", {"first"}),
        ("from kit.second import Second", {"second"}),
        ("from kit import *", {"first", "second"}),
        ("import kit", {"first", "second"}),
        ("import kit.first", {"first", "second"}),
    ],
)
def test_only_what_is_taken_is_an_input(line: str, used: set[str], tmp_path: Path) -> None:
    """``import kit.first`` gives the name kit, and all that may be asked of it."""
    (tmp_path / "kit").mkdir()
    (tmp_path / "pyproject.toml").write_text("")
    for name, text in {"__init__": LAZY, "first": "First = 1", "second": "Second = 2"}.items():
        (tmp_path / "kit" / f"{name}.py").write_text(text)
    (tmp_path / "scene.py").write_text(line)
    found = GRAPH.closure(tmp_path / "scene.py")
    assert {source.path.stem for source in found.sources if not source.is_engine} == {"scene", "__init__", *used}


def test_descent_is_an_input_of_the_scene_that_walks_down_and_of_no_other() -> None:
    users = {
        lesson.__name__
        for lesson in lecture()
        for source in GRAPH.closure(Path(inspect.getfile(lesson))).sources
        if source.label == "sessen/mathematics/descent.py"
    }
    assert users == {"GradientField"}


@pytest.mark.parametrize("name", ["sessen.mathematics", "sessen.mobjects"])
def test_what_readers_of_types_are_told_is_what_is_loaded(name: str) -> None:
    package = importlib.import_module(name)
    tree = ast.parse(inspect.getsource(package))
    told = {
        each.name: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom) and node.module
        for each in node.names
    }
    assert told
    assert sorted(told) == sorted(package.__all__)
    for each, module in told.items():
        assert getattr(package, each) is getattr(importlib.import_module(module), each)
