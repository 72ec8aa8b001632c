"""The list of scenes, without a preview round it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from sessen.errors import SessenError
from sessen.pipeline import Request
from sessen.preview import scene_list
from sessen.preview.scene_list import SceneList
from sessen.preview.view import Opening
from tests.cli.lectures import copy_to


def listed(folder: Path, monkeypatch: pytest.MonkeyPatch, answers: list[Any]) -> list[str]:
    """The scenes of the list when asking for them comes to these answers, one after the other."""
    monkeypatch.setattr(scene_list, "list_scenes", MagicMock(side_effect=answers))
    monkeypatch.setattr(scene_list, "_BEING_SAVED", 0.0)
    monkeypatch.setattr(scene_list, "_FIRST_PICTURE", 0.0)
    request = Request(targets=("Tiny",), lecture=folder / "scenes" / "lecture.toml")
    told = SceneList(
        request, MagicMock(), MagicMock(), MagicMock(), Opening({}, ()), changed=lambda: None, waits=lambda: False
    )
    told.open()
    return [each["target"] for each in told.to_json()["scenes"]]


def test_a_file_that_is_being_saved_does_not_end_the_preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_to(tmp_path)
    told = SessenError("there is no scene Tiny")
    assert "Tiny" in listed(folder, monkeypatch, [told, ([], [told]), ([], [told])] + [([], [told])] * 9)


def test_what_is_really_not_there_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SessenError, match="no scene Tiny"):
        listed(copy_to(tmp_path), monkeypatch, [SessenError("there is no scene Tiny")] * 9)
