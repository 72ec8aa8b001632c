"""A scene with other values is another product: nothing is written over, and clean takes only what nobody can make."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessen.catalogue.lecture import LectureFileError, read_lecture
from tests.cli.lectures import Outcome, copy_to, run

_LECTURE = """
[[scenes]]
scene = "Tiny"
file = "tiny.py"

[[scenes]]
scene = "Tiny"
file = "tiny.py"
parameters = { far = 3 }

[[scenes]]
scene = "Tiny"
name = "Farther"
section = "2.3"
file = "tiny.py"
parameters = { far = 4 }
"""
_DRAFT = ("-q", "draft")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    (folder / "scenes" / "lecture.toml").write_text(_LECTURE)
    (folder / "alone.py").write_text(
        "from manim import *\n\n\nclass Alone(Scene):\n    def construct(self):\n        self.wait(0.2)\n"
    )
    return folder


@pytest.fixture(scope="module")
def built(folder: Path) -> Outcome:
    return run(folder, *_DRAFT)


def test_a_lecture_has_a_scene_as_often_as_it_likes(folder: Path, built: Outcome) -> None:
    assert built.code == 0, built.err
    names = [each["name"] for each in built.document["built"]]
    assert names == ["Tiny", "Tiny-far_3", "Farther", "the lecture"]
    films = built.sha256()
    assert len({films[f"en/{name}.mp4"] for name in (*names[:3], "lecture")}) == 4
    assert (folder / "build" / "en" / "lecture.chapters.txt").read_text().count("Where does the dot go?") == 3


def test_each_is_named_by_what_it_is_called(folder: Path, built: Outcome) -> None:
    clips = run(folder, "clips", "Farther::move_dot", "Tiny-far_3::2", "--for", "web", "--words", "on", *_DRAFT)
    assert [each["name"] for each in clips.document["built"]] == ["Farther::move_dot", "Tiny-far_3::move_dot"]
    listed = run(folder, "list", "Tiny")
    assert [scene["name"] for scene in listed.document["scenes"]] == ["Tiny"]
    assert run(folder, "list", "Farther").document["scenes"][0]["values"] == {"far": "4", "section": "2.3"}


def test_values_that_are_typed_write_over_no_other_film(folder: Path, built: Outcome) -> None:
    before = built.sha256()
    other = run(folder, "Farther", "--set", "far=1", *_DRAFT)
    assert other.code == 0, other.err
    assert list(other.sha256()) == ["en/Farther-far_1.mp4"]
    again = run(folder, *_DRAFT)
    assert (again.sha256(), again.rendered) == (before, {})


def test_clean_tells_what_goes_and_takes_only_what_nobody_can_make(folder: Path, built: Outcome) -> None:
    assert run(folder, "alone.py", *_DRAFT).code == 0
    build = folder / "build" / "en"
    kept = {file: file.read_bytes() for file in build.parent.rglob("*") if file.is_file()}
    assert run(folder, "clean").document["removed"] == []
    (folder / "alone.py").unlink()
    (build / "Alone.png").write_text("edited since")
    tried = run(folder, "clean", "--dry-run", "--all")
    assert tried.document["removed"] == ["en/Alone.mp4"]
    assert tried.document["steps"] > 0
    assert "its scene no longer exists: build/en/Alone.mp4" in tried.err
    assert (build / "Alone.mp4").exists()
    assert (folder / ".sessen" / "store" / "entries").exists()
    assert run(folder, "clean").document["removed"] == ["en/Alone.mp4"]
    gone = {file.name for file in kept if not file.exists()}
    assert gone == {"Alone.mp4"}


def test_a_section_of_the_lecture_stands_in_place_of_the_scenes_own() -> None:
    from tests.data.scenes.tiny import Tiny

    assert (Tiny().section, Tiny(values={"section": "2.3"}).section) == ("0.1", "2.3")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('scene = "Tiny"\n[[scenes]]\nscene = "Tiny"', "Tiny is already in line 2"),
        ('scene = "Tiny"\nname = "a/b"', 'must be a short name for files\n  name = "a_b"'),
        ('scene = "Tiny"\nname = 3', "must be a short name for files"),
        ('scene = "Tiny"\n[[scenes]]\nscene = "Other"\nname = "Tiny"', "Tiny is already in line 2"),
    ],
)
def test_names_that_cannot_be_are_told(tmp_path: Path, lines: str, said: str) -> None:
    file = tmp_path / "lecture.toml"
    file.write_text(f"[[scenes]]\n{lines}\n")
    with pytest.raises(LectureFileError) as raised:
        read_lecture(file)
    assert said in str(raised.value)
