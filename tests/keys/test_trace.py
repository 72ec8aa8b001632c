"""What a step opened and read while it was rendered is an input of it, wherever the project lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sessen.keys import FileHashes
from sessen.keys.file_hashes import MISSING
from sessen.keys.trace import DependencyTrace, changed_inputs, record_trace


def _recipe(project: Path, *names: str, environment: dict[str, str | None] | None = None) -> DependencyTrace:
    files = {str(project / name): FileHashes().hash_of(project / name) for name in names}
    return record_trace("0" * 64, files, environment or {}, project)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data.csv").write_text("1,2\n")
    (tmp_path / "voice.wav").write_bytes(b"RIFF")
    return tmp_path


def test_nothing_changed_is_nothing_changed(project: Path) -> None:
    assert changed_inputs(_recipe(project, "data.csv", "voice.wav"), project, FileHashes()) == []


@pytest.mark.parametrize("name", ["data.csv", "voice.wav"])
def test_a_changed_file_is_named(project: Path, name: str) -> None:
    trace = _recipe(project, "data.csv", "voice.wav")
    (project / name).write_bytes(b"other")
    assert changed_inputs(trace, project, FileHashes()) == [name]


def test_same_size_and_same_times_do_not_hide_a_change(project: Path) -> None:
    digests = FileHashes(project / "memory.json")
    trace = _recipe(project, "data.csv")
    assert changed_inputs(trace, project, digests) == []
    before = os.stat(project / "data.csv")
    (project / "data.csv").write_text("3,4\n")
    os.utime(project / "data.csv", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert changed_inputs(trace, project, digests) == ["data.csv"]


def test_a_file_that_is_gone_is_named(project: Path) -> None:
    trace = _recipe(project, "data.csv")
    (project / "data.csv").unlink()
    assert changed_inputs(trace, project, FileHashes()) == ["data.csv"]


def test_a_file_that_was_looked_for_in_vain_and_is_there_now_is_named(project: Path) -> None:
    trace = _recipe(project, "override.csv")
    assert trace.files["override.csv"] == MISSING
    (project / "override.csv").write_text("5\n")
    assert changed_inputs(trace, project, FileHashes()) == ["override.csv"]


def test_environment_variables_are_inputs(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEEN", "1")
    monkeypatch.delenv("UNSEEN", raising=False)
    trace = _recipe(project, environment={"SEEN": "1", "UNSEEN": None})
    assert changed_inputs(trace, project, FileHashes()) == []
    monkeypatch.setenv("SEEN", "2")
    monkeypatch.setenv("UNSEEN", "3")
    assert changed_inputs(trace, project, FileHashes()) == ["environment variable SEEN", "environment variable UNSEEN"]


def test_values_of_environment_variables_are_not_written_down(project: Path) -> None:
    assert "hunter2" not in str(_recipe(project, environment={"PASSWORD": "hunter2"}).to_json())


def test_a_recipe_holds_in_another_folder_with_the_same_files(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other place"
    other.mkdir()
    (other / "data.csv").write_text("1,2\n")
    assert changed_inputs(_recipe(project, "data.csv"), other, FileHashes()) == []
    assert _recipe(project, "data.csv").entry == _recipe(other, "data.csv").entry


def test_other_inputs_lead_to_another_entry(project: Path) -> None:
    one = _recipe(project, "data.csv")
    (project / "data.csv").write_text("9\n")
    assert _recipe(project, "data.csv").entry != one.entry


def test_a_hash_is_remembered_only_once_the_file_is_old_enough(tmp_path: Path) -> None:
    """A file that was written a moment ago may be written again within the same tick of the clock."""
    file = tmp_path / "file"
    file.write_text("a")
    young = FileHashes(tmp_path / "young.json")
    young.hash_of(file)
    assert not young._known
    old = FileHashes(tmp_path / "old.json", now=lambda: os.stat(file).st_ctime_ns + 10_000_000_000)
    old.hash_of(file)
    assert old._known
