"""A beginner's first minutes: a lecture and a scene that can be made at once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessen.errors import SessenError
from sessen.scaffold import new_lecture, new_scene
from tests.cli.lectures import run


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    new_lecture(tmp_path / "Week 1")
    return tmp_path / "Week 1"


def test_a_new_lecture_is_checked_and_listed_as_it_is(lecture: Path) -> None:
    """With a second scene in it, whose name was typed as a file's would be."""
    new_scene("bouncing_ball", lecture / "scenes" / "lecture.toml")
    entries = tomllib.loads((lecture / "scenes" / "lecture.toml").read_text())["scenes"]
    assert [entry["scene"] for entry in entries] == ["AreaOfASquare", "BouncingBall"]
    checked = run(lecture, "check")
    assert checked.code == 0, checked.err
    assert {"AreaOfASquare", "BouncingBall"} == {claim["scene"] for claim in checked.document["claims"]}


@pytest.mark.parametrize("name", ["", "2nd", "!!", "Class!", "Two words"])
def test_what_is_no_name_of_a_class_is_refused_and_nothing_is_written(lecture: Path, name: str) -> None:
    before = sorted(lecture.rglob("*"))
    with pytest.raises(SessenError, match="cannot be the name of a scene"):
        new_scene(name, lecture / "scenes" / "lecture.toml")
    assert sorted(lecture.rglob("*")) == before


def test_nothing_is_written_over(lecture: Path) -> None:
    toml = (lecture / "scenes" / "lecture.toml").read_text()
    with pytest.raises(SessenError, match="is already in"):
        new_lecture(lecture)
    with pytest.raises(SessenError, match="there is a scene AreaOfASquare already"):
        new_scene("area_of_a_square", lecture / "scenes" / "lecture.toml")
    assert (lecture / "scenes" / "lecture.toml").read_text() == toml


def test_the_shipped_lecture_comes_along_whole(tmp_path: Path) -> None:
    from sessen.catalogue import read_lecture
    from sessen.pipeline.request import bundled_lecture

    new_lecture(tmp_path / "copy", source=bundled_lecture().parent.parent)
    copied = read_lecture(tmp_path / "copy" / "scenes" / "lecture.toml")
    assert [scene.name for scene in copied.scenes] == [scene.name for scene in read_lecture(bundled_lecture()).scenes]
    names = {file.relative_to(bundled_lecture().parent) for file in bundled_lecture().parent.rglob("*.py")}
    scenes = tmp_path / "copy" / "scenes"
    assert {file.relative_to(scenes) for file in scenes.rglob("*.py")} == names


@given(st.from_regex(r"\A[A-Z][a-z]{1,8}([A-Z][a-z]{1,8}){0,3}\Z"))
def test_a_class_and_its_folder_have_one_name(name: str) -> None:
    from sessen.scaffold import _camel, _snake

    assert _camel(_snake(name)) == name
