"""A store and memories that another version has written, or that are damaged in form, are made anew and told once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sessen.keys.file_hashes import sha256
from sessen.memory import take_remade
from sessen.pipeline import Request
from sessen.pipeline.session import Session
from sessen.variant import QUALITIES, Variant
from tests.cli.lectures import run
from tests.pipeline.faults import DRAFT, Built

Change = Callable[[dict[str, Any]], Any]


def _facts(**changed: Any) -> Change:
    return lambda entry: {**entry, "facts": {**entry["facts"], **changed}}


def _without(name: str) -> Change:
    return lambda entry: {**entry, "facts": {key: each for key, each in entry["facts"].items() if key != name}}


CHANGES: dict[str, tuple[str, Change]] = {
    "a list": ("entries", lambda entry: [entry]),
    "no blobs": ("entries", lambda entry: {"facts": entry["facts"]}),
    "no facts": ("entries", lambda entry: {"blobs": entry["blobs"]}),
    "facts are a list": ("entries", lambda entry: {**entry, "facts": []}),
    "blobs without sizes": ("entries", lambda entry: {**entry, "blobs": dict.fromkeys(entry["blobs"], "hash")}),
    "captions of two parts": ("entries", _facts(captions=[[0, 1]])),
    "captions as text": ("entries", _facts(captions="A dot.")),
    "seconds as text": ("entries", _facts(seconds="3.5 s")),
    "no frames": ("entries", _without("frames")),
    "no sounds": ("entries", _without("sounds")),
    "recipes are a table": ("recipes", lambda traces: {"recipes": {"0": traces["recipes"]}}),
    "recipes without entries": ("recipes", lambda traces: {"recipes": [{"files": {}}]}),
    "recipes of lists": ("recipes", lambda traces: {"recipes": [[1, 2, 3]]}),
}


@pytest.fixture(scope="module")
def damaged(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damaged") / "lecture"
    shutil.copytree(built.folder, folder)
    assert run(folder, *DRAFT).code == 0
    return folder


def _sign(file: Path, value: Any) -> None:
    text = json.dumps(value).encode()
    file.write_bytes(sha256(text).encode() + b"\n" + text)


def test_every_form_of_an_entry_is_read_or_taken_for_missing(damaged: Path) -> None:
    request = Request(lecture=damaged / "scenes" / "lecture.toml", variants=(Variant(quality=QUALITIES["draft"]),))
    for name, (kind, change) in CHANGES.items():
        files = [file for file in (damaged / ".sessen" / "store" / kind).rglob("*") if file.is_file()]
        before = {file: file.read_bytes() for file in files}
        for file, written in before.items():
            _sign(file, change(json.loads(written.partition(b"\n")[2])))
        with Session(request) as session:
            scenes = session.plan(session.select()[0]).scenes
            assert all(scene.missing == scene.steps for scene in scenes), name
            for file in files:
                session.store.delete(file.name)
        take_remade()
        for file, written in before.items():
            file.write_bytes(written)


def test_a_build_makes_anew_what_is_of_another_form_and_says_so_once(built: Built, damaged: Path) -> None:
    state = damaged / ".sessen"
    for file in state.glob("*.json"):
        file.write_text('{"form": 99, "rows": [[1, 2], null]}')
    entry = next(file for file in (state / "store" / "entries").rglob("*") if file.is_file())
    _sign(entry, {"blobs": {}, "facts": {"frames": "all"}})
    again = run(damaged, *DRAFT)
    assert again.code == 0, again.err
    assert again.sha256() == built.first.sha256()
    remade = [line for line in again.err.splitlines() if "written by another version, and has been recreated" in line]
    assert len(remade) == len(set(remade)) == len(list(state.glob("*.json"))) + 1
    assert sum(map(len, again.rendered.values())) == 1
    quiet = run(damaged, *DRAFT)
    assert (quiet.err, quiet.rendered) == ("", {})


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "a.py").write_text("x = 1\n")
    (tmp_path / ".sessen").write_text("")
    told = run(tmp_path, "--lecture", "lecture.toml", "a.py")
    assert told.code == 1
    assert ".sessen is a file" in told.err
    assert (tmp_path / ".sessen").read_text() == ""
