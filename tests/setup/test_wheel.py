"""What an installed Sessen has: everything that it needs, the lecture as a project of its own, and nothing twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.setup.test_project import PROJECT, tracked


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a clean copy of what git keeps, unpacked as pip would do it."""
    folder = tmp_path_factory.mktemp("wheel")
    for file in tracked():
        target = folder / "source" / file.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    options = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "-q", "-w", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "."], cwd=folder / "source", check=True)
    [wheel] = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_it_holds_no_test_and_no_scene_twice(installed: Path) -> None:
    files = [file.relative_to(installed) for file in installed.rglob("*") if file.is_file()]
    assert {file.parts[0] for file in files if not file.parts[0].endswith(".dist-info")} == {"sessen"}
    assert not any("tests" in file.parts or (file.name.startswith("test_") and file.suffix == ".py") for file in files)
    scenes = Counter(file.parent.name for file in files if file.name == "scene.py")
    assert set(scenes) == {file.parent.name for file in (PROJECT / "scenes").glob("*/scene.py")}
    assert set(scenes.values()) == {1}


def test_it_has_every_file_that_the_package_has_here(installed: Path) -> None:
    """Pages, templates and tables travel with the code that reads them."""
    here = {file.relative_to(PROJECT) for file in tracked() if file.is_relative_to(PROJECT / "sessen")}
    missing = {str(file) for file in here if not (installed / file).is_file()}
    assert missing == set()


def test_it_finds_its_lecture_and_asks_for_one_where_there_is_none(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def sessen(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sessen", *words]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    nothing = sessen()
    assert nothing.returncode == 2
    assert "there is no lecture here" in nothing.stderr
    assert "sessen new lecture" in nothing.stderr
    reasons = sessen("why", "--lecture", "shipped", "SecantToTangent::ask_for_the_slope", "--json")
    assert reasons.returncode == 0, reasons.stderr
    assert str(PROJECT) not in reasons.stdout, "this would be the lecture of the checkout"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".sessen"], "nothing is written into the package"
    assert sessen("new", "lecture", "mine", "--from", "shipped").returncode == 0
    assert (tmp_path / "mine" / "scenes" / "chain_rule" / "figure.py").is_file()
