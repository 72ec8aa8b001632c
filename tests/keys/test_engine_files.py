"""What keys need of Sessen's own files is read once an installation, and not once a project."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sessen.keys import SourceGraph, engine_files, source_graph
from sessen.keys.engine_files import EngineFiles
from sessen.keys.modules import engine_folder
from sessen.keys.outline import Outline
from tests.keys.project import outline  # each text once

SCENE = "from manim import *\nclass A(Scene):\n    pass\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without memories, for a Python that writes nothing beside sources."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def project(folder: Path) -> Path:
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    (folder / "a.py").write_text(SCENE, encoding="utf-8")
    return folder / "a.py"


def outlined_anew(monkeypatch: pytest.MonkeyPatch, file: Path) -> int:
    """How many files have to be outlined before the sources of a file in a project without memories are known."""
    count = 0

    def counted(source: bytes) -> Outline:
        nonlocal count
        count += 1
        return outline(source)

    for module in (engine_files, source_graph):
        monkeypatch.setattr(module, "outline", counted)
    graph = SourceGraph(file.parent / ".sessen" / "sources.json")
    assert len(graph.closure(file).sources) > 100
    graph.save()
    return count


def test_the_first_build_of_a_project_reads_nothing_of_sessen_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outlined_anew(monkeypatch, project(home / "one")) > 100
    assert outlined_anew(monkeypatch, project(home / "two")) == 1


def test_an_edit_of_the_same_size_is_seen(engine: Path) -> None:
    file = engine / "theme.py"
    os.utime(file, (1e9, 1e9))
    text = file.read_text(encoding="utf-8")
    files = EngineFiles()
    before = files.read(file)
    files.save()
    file.write_text(text.replace("import", "impart", 1), encoding="utf-8")
    assert EngineFiles().read(file) != before
    file.write_text(text, encoding="utf-8")
    assert EngineFiles().read(file) == before


def test_where_nothing_can_be_kept_elsewhere_the_project_keeps_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as it is where nobody has a home
    file = project(home / "one")
    outlined_anew(monkeypatch, file)
    assert outlined_anew(monkeypatch, file) == 0


def test_beside_the_sources_where_python_may_write(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(home / "compiled"))
    (home / "compiled" / engine_folder().relative_to("/")).mkdir(parents=True)
    files = EngineFiles()
    files.read(engine_folder() / "theme.py")
    files.save()
    assert len([*(home / "compiled").rglob("outlines-*.memory")]) == 1
    assert not (home / "cache").exists()
