"""What a step opened and read while it was rendered is an input of it, wherever the project lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sessen.keys import Digests
from sessen.keys.file_hashes import MISSING
from sessen.keys.trace import Recipe, changed_inputs, recipe_of


def _recipe(project: Path, *names: str, environment: dict[str, str | None] | None = None) -> Recipe:
    files = {str(project / name): Digests().of(project / name) for name in names}
    return recipe_of("0" * 64, files, environment or {}, project)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data.csv").write_text("1,2\n")
    (tmp_path / "voice.wav").write_bytes(b"RIFF")
    return tmp_path


def test_nothing_changed_is_nothing_changed(project: Path) -> None:
    assert changed_inputs(_recipe(project, "data.csv", "voice.wav"), project, Digests()) == []


@pytest.mark.parametrize("name", ["data.csv", "voice.wav"])
def test_a_changed_file_is_named(project: Path, name: str) -> None:
    recipe = _recipe(project, "data.csv", "voice.wav")
    (project / name).write_bytes(b"other")
    assert changed_inputs(recipe, project, Digests()) == [name]


def test_same_size_and_same_times_do_not_hide_a_change(project: Path) -> None:
    digests = Digests(project / "memory.json")
    recipe = _recipe(project, "data.csv")
    assert changed_inputs(recipe, project, digests) == []
    before = os.stat(project / "data.csv")
    (project / "data.csv").write_text("3,4\n")
    os.utime(project / "data.csv", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert changed_inputs(recipe, project, digests) == ["data.csv"]


def test_a_file_that_is_gone_is_named(project: Path) -> None:
    recipe = _recipe(project, "data.csv")
    (project / "data.csv").unlink()
    assert changed_inputs(recipe, project, Digests()) == ["data.csv"]


def test_a_file_that_was_looked_for_in_vain_and_is_there_now_is_named(project: Path) -> None:
    recipe = _recipe(project, "override.csv")
    assert recipe.files["override.csv"] == MISSING
    (project / "override.csv").write_text("5\n")
    assert changed_inputs(recipe, project, Digests()) == ["override.csv"]


def test_environment_variables_are_inputs(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEEN", "1")
    monkeypatch.delenv("UNSEEN", raising=False)
    recipe = _recipe(project, environment={"SEEN": "1", "UNSEEN": None})
    assert changed_inputs(recipe, project, Digests()) == []
    monkeypatch.setenv("SEEN", "2")
    monkeypatch.setenv("UNSEEN", "3")
    assert changed_inputs(recipe, project, Digests()) == ["environment variable SEEN", "environment variable UNSEEN"]


def test_values_of_environment_variables_are_not_written_down(project: Path) -> None:
    assert "hunter2" not in str(_recipe(project, environment={"PASSWORD": "hunter2"}).to_json())


def test_a_recipe_holds_in_another_folder_with_the_same_files(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other place"
    other.mkdir()
    (other / "data.csv").write_text("1,2\n")
    assert changed_inputs(_recipe(project, "data.csv"), other, Digests()) == []
    assert _recipe(project, "data.csv").entry == _recipe(other, "data.csv").entry


def test_other_inputs_lead_to_another_entry(project: Path) -> None:
    one = _recipe(project, "data.csv")
    (project / "data.csv").write_text("9\n")
    assert _recipe(project, "data.csv").entry != one.entry


def test_a_hash_is_remembered_only_once_the_file_is_old_enough(tmp_path: Path) -> None:
    """A file that was written a moment ago may be written again within the same tick of the clock."""
    file = tmp_path / "file"
    file.write_text("a")
    young = Digests(tmp_path / "young.json")
    young.of(file)
    assert not young._known
    old = Digests(tmp_path / "old.json", now=lambda: os.stat(file).st_ctime_ns + 10_000_000_000)
    old.of(file)
    assert old._known
