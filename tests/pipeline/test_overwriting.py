"""No product takes the place of what somebody has made or edited without leaving a copy, and saying so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from sessen.pipeline.manifest import Manifest, Record
from tests.cli.lectures import run
from tests.pipeline.faults import DRAFT, Built


def test_files_of_others_stay_as_copies_beside_videos_and_manifest(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "lecture"
    shutil.copytree(built.folder, folder)
    build = folder / "build"
    video, edited = build / "en" / "Tiny.mp4", b"cut by hand"
    video.write_bytes(edited)
    (build / "en" / "Sections.png").unlink()
    (build / "manifest.json").write_text('{"name": "my page", "icons": []}')
    shutil.rmtree(folder / ".sessen" / "written", ignore_errors=True)
    again = run(folder, *DRAFT)
    assert again.code == 0, again.err
    assert again.sha256() == built.first.sha256()
    assert (build / "en" / "Tiny.backup.mp4").read_bytes() == edited
    assert json.loads((build / "manifest.backup.json").read_text())["name"] == "my page"
    assert "build/en/Tiny.mp4 was changed since Sessen wrote it: kept as build/en/Tiny.backup.mp4" in again.err
    assert "build/manifest.json was changed since Sessen wrote it" in again.err
    assert len(list(build.rglob("*.backup*"))) == 2
    quiet = run(folder, *DRAFT)
    assert "backup" not in quiet.err


def test_a_file_named_by_out_is_kept_when_a_deck_takes_its_place(built: Built, tmp_path: Path) -> None:
    folder = tmp_path / "lecture"
    shutil.copytree(built.folder, folder)
    notes = folder / "notes.html"
    notes.write_text("a term's work")
    for _ in range(2):  # the second time it is our own
        made = run(folder, "deck", "--to", "html", "Tiny", "--words", "on", *DRAFT, "--out", notes.name)
        assert made.code == 0, made.err
        assert [copy.read_text() for copy in folder.glob("notes.backup*")] == ["a term's work"]


def test_builds_into_one_folder_keep_each_others_rows(tmp_path: Path) -> None:
    both = [Manifest(tmp_path) for _ in range(3)]
    for name, manifest in zip("abc", both, strict=True):
        (tmp_path / name).write_text(name)
        manifest.replace(tmp_path / name, [_record(name)])
        manifest.save()
    assert [record.file for record in Manifest(tmp_path)] == ["a", "b", "c"]
    both[0].forget(["b"])
    both[0].save()
    assert [record.file for record in Manifest(tmp_path)] == ["a", "c"]


def _record(name: str) -> Record:
    return Record(name, "video", name, "", "en", "draft", "", 1, 1, 1.0, "")
