"""A lecture file is read exactly, and every mistake in it is told with its key and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessen.catalogue import read_lecture
from sessen.catalogue.lecture import LectureFileError

GOOD = """\
title = { en = "Mine", ja = "私の" }

[[scenes]]
scene = "ChainRule"
file = "chain.py"
title = "Only one title"
parameters = { at = 1, inner = "x**2", gaps = [1, 0.5] }

[[scenes]]
scene = "Other"

[[notes]]
section = "1.4"
shows = "the rule"
step = "Other::write_rule"
"""


def lecture(folder: Path, text: str) -> Path:
    (folder / "chain.py").write_text("")
    (folder / "lecture.toml").write_text(text, encoding="utf-8")
    return folder / "lecture.toml"


def test_a_lecture_is_read_in_its_order_with_values_as_typed(tmp_path: Path) -> None:
    read = read_lecture(lecture(tmp_path, GOOD))
    assert read.title == {"en": "Mine", "ja": "私の"}
    assert [scene.name for scene in read.scenes] == ["ChainRule", "Other"]
    first, second = read.scenes
    assert first.file == (tmp_path / "chain.py").resolve()
    assert first.title == {"en": "Only one title", "ja": "Only one title"}
    assert first.parameters == (("at", "1"), ("gaps", "1,0.5"), ("inner", "x**2"))
    assert (second.file, second.parameters) == (None, ())


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('title = { en = "Mine", ja = "私の" }', "title = 3", 1, "title: must be text"),
        ('ja = "私の"', 'jp = "私の"', 1, "title.jp: unknown key.*'ja'"),
        ("title = { en", "titel = { en", 1, "titel: unknown key.*did you mean 'title'"),
        ('scene = "ChainRule"', "scene = 5", 4, r"scenes\[1\].scene: must name a scene class"),
        ('scene = "ChainRule"', 'scene = "chain rule"', 4, r"scenes\[1\].scene: must name"),
        ('file = "chain.py"', 'file = "chains.py"', 5, r"scenes\[1\].file: there is no file"),
        ('file = "chain.py"', "file = true", 5, r"scenes\[1\].file: must be text"),
        ("parameters = {", "paramters = {", 7, r"scenes\[1\].paramters: unknown key.*'parameters'"),
        ("at = 1,", "at = true,", 7, r"scenes\[1\].parameters.at: must be text, a number"),
        ("at = 1,", "at = { x = 1 },", 7, r"scenes\[1\].parameters.at: must be text, a number"),
        ('scene = "Other"', 'scene = "ChainRule"', 10, r"scenes\[2\].scene: ChainRule is already in line 4"),
        ('scene = "Other"', 'file = "chain.py"', 9, r"scenes\[2\].scene: must name a scene class"),
        ("title = { en", "cards = 1\ntitle = { en", 1, "cards: must be true or false"),
        ('section = "1.4"', "section = 1.4", 13, r"notes\[1\].section: must be text"),
        ('step = "Other::write_rule"', 'step = "write_rule"', 15, r"notes\[1\].step: must name a step"),
        ("Other::write_rule", "Othr::write_rule", 15, r"notes\[1\].step: Othr is not a scene of this.*'Other'"),
        ('shows = "the rule"', 'show = "the rule"', 14, r"notes\[1\].show: unknown key.*'shows'"),
    ],
)
def test_a_mistake_is_told_with_key_and_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    with pytest.raises(LectureFileError, match=f"(?s){said}") as caught:
        read_lecture(lecture(tmp_path, GOOD.replace(old, new)))
    assert f"lecture.toml, line {line}: " in caught.value.location
    assert caught.value.hint


def test_what_stands_in_another_block_is_not_taken_for_this_one(tmp_path: Path) -> None:
    """A scene without a name, before one that has a name: the line is that of its own block."""
    with pytest.raises(LectureFileError) as caught:
        read_lecture(lecture(tmp_path, GOOD.replace('scene = "ChainRule"\n', "")))
    assert caught.value.location.endswith("lecture.toml, line 3: scenes[1].scene")


def test_toml_that_is_broken_is_told_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(LectureFileError, match="line 3"):
        read_lecture(lecture(tmp_path, 'title = "x"\n\n[[scenes]\nscene = "A"\n'))


def test_a_lecture_without_scenes_is_none(tmp_path: Path) -> None:
    with pytest.raises(LectureFileError, match="at least one"):
        read_lecture(lecture(tmp_path, 'title = "x"\n'))


def test_a_lecture_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(LectureFileError, match="No such file"):
        read_lecture(tmp_path / "nowhere.toml")


def test_a_lecture_in_another_encoding_says_so(tmp_path: Path) -> None:
    (tmp_path / "lecture.toml").write_bytes('title = "講義"\n'.encode("shift_jis"))
    with pytest.raises(LectureFileError, match="UTF-8"):
        read_lecture(tmp_path / "lecture.toml")
