"""A place of installed packages that a test may change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import sessen
from sessen.keys import modules, trees
from sessen.project import installed_folders, is_installed


@pytest.fixture
def site_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of installed packages, where Python looks first."""
    place = tmp_path / "installed" / "site-packages"
    place.mkdir(parents=True)
    monkeypatch.syspath_prepend(place)
    forget_installed()
    yield place
    forget_installed()


def forget_installed() -> None:
    """Let everything that is asked once be asked again."""
    for known in (installed_folders, is_installed, trees._places, trees._installed):
        known.cache_clear()


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the engine that may be changed, in the place of the real one."""
    assert sessen.__file__
    copy = tmp_path / "engine" / "sessen"
    shutil.copytree(Path(sessen.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(sessen, "__file__", str(copy / "__init__.py"))
    modules.engine_folder.cache_clear()
    yield copy
    modules.engine_folder.cache_clear()
