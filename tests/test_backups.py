"""What somebody has edited is kept when a product takes its place; what Sessen has written itself is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessen import backups
from sessen.backups import backing_up, copy_beside
from sessen.errors import SessenError
from sessen.files import atomic_write
from sessen.keys.file_hashes import sha256


def write(session: Path, target: Path, text: str, known: tuple[str, ...] = ()) -> list[str]:
    """Write as a product is written; the names of the copies that were made."""
    with backing_up(session, known) as made, atomic_write(target) as part:
        part.write_text(text)
    assert target.read_text() == text
    return [each.copy.name for each in made]


def test_only_what_somebody_else_has_written_is_kept(tmp_path: Path) -> None:
    session, target = tmp_path / ".sessen", tmp_path / "talk.html"
    assert write(session, target, "one") == []
    assert write(session, target, "two") == []
    target.write_text("edited")
    assert write(session, target, "three") == ["talk.backup.html"]
    target.write_text("edited again")
    assert write(session, target, "four") == ["talk.backup-2.html"]
    assert write(session, target, "five") == []
    target.write_text("six")
    assert write(session, target, "six") == []  # what would be written is there: nothing is lost
    assert (tmp_path / "talk.backup.html").read_text() == "edited"
    assert (tmp_path / "talk.backup-2.html").read_text() == "edited again"


def test_what_a_manifest_knows_needs_no_memory(tmp_path: Path) -> None:
    target = tmp_path / "talk.html"
    target.write_text("ours")
    assert write(tmp_path / "file", target, "new", known=(sha256(b"ours"),)) == []


def test_a_workshop_that_cannot_be_written_to_costs_a_copy_and_nothing_else(tmp_path: Path) -> None:
    session, target = tmp_path / ".sessen", tmp_path / "talk.html"
    session.write_text("a file, not a folder")
    assert write(session, target, "one") == []
    assert write(session, target, "two") == ["talk.backup.html"]


def test_what_cannot_be_kept_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "talk.html"
    target.write_text("edited")

    def full(file: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "copy_beside", full)
    with pytest.raises(SessenError, match="No space left on device"):
        write(tmp_path / ".sessen", target, "new")
    assert {file.name: file.read_text() for file in tmp_path.iterdir() if file.is_file()} == {"talk.html": "edited"}


def test_the_memory_of_what_was_written_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "_MOST_LOGGED", 1000)
    session, target = tmp_path / ".sessen", tmp_path / "talk.html"
    for number in range(60):
        assert write(session, target, str(number)) == []
    assert (session / "written").stat().st_size < 1200


def test_a_copy_never_takes_the_place_of_another(tmp_path: Path) -> None:
    file = tmp_path / "talk"
    file.write_text("text")
    assert [copy_beside(file).name for _ in range(3)] == ["talk.backup", "talk.backup-2", "talk.backup-3"]
