"""Versions, fonts and the engine itself are inputs of every picture."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from sessen.keys import packages
from tests.keys.project import changed, keys_of, lay_out

ALL = {"begin", "go_on", "end"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "project")


@pytest.mark.parametrize("name", ["manim", "numpy", "sympy", "typst", "pycairo", "manimpango", "contourpy", "av"])
def test_another_version_of_a_package_is_another_picture(
    project: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys_of(project)
    there = dict(packages._installed())
    monkeypatch.setattr(packages, "_installed", lambda: there | {name: "999.0"})
    assert changed(before, keys_of(project)) == ALL


@pytest.mark.parametrize("library", ["_cairo", "_pango"])
def test_another_version_of_a_library_is_another_picture(
    project: Path, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys_of(project)
    monkeypatch.setattr(packages, library, lambda: "999.0")
    assert changed(before, keys_of(project)) == ALL


def test_another_python_is_another_picture(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys_of(project)
    monkeypatch.setattr(platform, "python_version", lambda: "3.99.0")
    assert changed(before, keys_of(project)) == ALL


def test_versions_are_those_that_importing_would_tell() -> None:
    import importlib.metadata

    found = packages.versions(())
    for shown, name in (("Manim", "manim"), ("Typst", "typst"), ("SymPy", "sympy"), ("PyAV", "av")):
        assert found[shown] == importlib.metadata.version(name)


@pytest.mark.parametrize(
    "file", ["lesson.py", "theme.py", "video/settings.py", "worker/renderer.py", "variant.py", "words.py"]
)
def test_the_engine_is_an_input(project: Path, engine: Path, file: str) -> None:
    before = keys_of(project)
    path = engine / file
    path.write_text(path.read_text(encoding="utf-8") + "\nCHANGED = 1\n", encoding="utf-8")
    assert changed(before, keys_of(project)) == ALL


@pytest.mark.parametrize(
    "file", ["store/store.py", "pool/local.py", "cli/main.py", "pipeline/jobs.py", "pipeline/build.py"]
)
def test_what_only_carries_pictures_is_no_input(project: Path, engine: Path, file: str) -> None:
    before = keys_of(project)
    path = engine / file
    path.write_text(path.read_text(encoding="utf-8") + "\nCHANGED = 1\n", encoding="utf-8")
    assert changed(before, keys_of(project)) == set()


def test_a_file_of_the_engine_that_is_not_python_is_an_input(project: Path, engine: Path) -> None:
    before = keys_of(project)
    (engine / "typesetting" / "preamble.typ").write_text("#set text(size: 9pt)")
    assert changed(before, keys_of(project)) == ALL


def test_a_font_with_other_bytes_is_another_picture(project: Path, site_packages: Path) -> None:
    """Without a new version of its package."""
    (site_packages / "some_font").mkdir()
    (site_packages / "some_font" / "__init__.py").write_text("")
    (site_packages / "some_font" / "some.otf").write_bytes(b"one")
    lesson = project / "scenes/lesson.py"
    lesson.write_text("import some_font\n" + lesson.read_text(encoding="utf-8"), encoding="utf-8")
    before = keys_of(project)
    (site_packages / "some_font" / "some.otf").write_bytes(b"two")
    assert changed(before, keys_of(project)) == ALL
