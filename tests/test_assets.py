"""A lesson finds its project's assets by name, from wherever it is run."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sessen.assets import asset_of
from sessen.errors import SessenError

CLASS = "class Scene:\n    pass\n"


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[type]:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "assets" / "data").mkdir(parents=True)
    (tmp_path / "assets" / "data" / "points.csv").write_text("1,2\n")
    (tmp_path / "secret.txt").write_text("x")
    file = tmp_path / "scenes" / "one" / "scene.py"
    file.parent.mkdir(parents=True)
    file.write_text(CLASS)
    spec = importlib.util.spec_from_file_location("asset_owner", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "asset_owner", module)
        spec.loader.exec_module(module)
        found: type = module.Scene
        yield found


def test_it_is_found_from_any_folder(owner: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert asset_of(owner, "data/points.csv").read_text() == "1,2\n"


def test_a_missing_one_is_told_with_what_is_near(owner: type) -> None:
    with pytest.raises(SessenError, match="no asset") as caught:
        asset_of(owner, "data/pionts.csv")
    assert "did you mean 'data/points.csv'" in str(caught.value.hint)


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname"])
def test_it_does_not_lead_out_of_the_folder(owner: type, name: str) -> None:
    with pytest.raises(SessenError, match="is outside of"):
        asset_of(owner, name)
