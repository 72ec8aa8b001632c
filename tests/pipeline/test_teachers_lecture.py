"""A teacher's own lecture: three scenes, one of them plain Manim, own values, an own title, cards between."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from sessen.video import frames, probe
from tests.cli.lectures import Outcome, run

LECTURE = """
title = { en = "My week", ja = "私の週" }
cards = true

[[scenes]]
scene = "Tiny"
file = "tiny.py"
title = { en = "A dot", ja = "点" }
parameters = { far = 3 }

[[scenes]]
scene = "Mine"
title = "By hand"

[[scenes]]
scene = "Sections"
file = "plain.py"

[[notes]]
section = "2"
shows = { en = "the place $|x_1| = 3$", ja = "点 $x = 3$" }
step = "Tiny::move_dot"
"""
MINE = """
from manim import Create, Scene, Square

class Mine(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=0.4)
"""
DATA = Path(__file__).parents[1] / "data" / "scenes"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teacher")
    for name in ("tiny.py", "plain.py"):
        (folder / name).write_text((DATA / name).read_text())
    (folder / "mine.py").write_text(MINE)
    (folder / "lecture.toml").write_text(LECTURE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(folder: Path) -> Outcome:
    done = run(folder, "--lecture", "lecture.toml", "-q", "draft", "--lang", "en", "--lang", "ja")
    assert done.code == 0, done.err
    return done


def chapters(video: Path) -> dict[str, float]:
    """The titles of the chapters with the seconds at which they begin."""
    with av.open(str(video)) as container:
        return {
            each["metadata"]["title"]: each["start"] * float(each["time_base"] or 0) for each in container.chapters()
        }


def test_each_scene_has_a_video_and_the_cards_have_none(built: Outcome, folder: Path) -> None:
    videos = sorted(path.name for path in (folder / "build/en").glob("*.mp4"))
    assert videos == ["Mine.mp4", "Sections.mp4", "Tiny.mp4", "lecture.mp4"]


def test_the_film_is_title_and_for_each_scene_a_card_and_the_scene(built: Outcome, folder: Path) -> None:
    place = folder / "build/en"
    film = probe(place / "lecture.mp4").frames
    scenes = {name: probe(place / f"{name}.mp4").frames for name in ("Tiny", "Mine", "Sections")}
    assert list(chapters(place / "lecture.mp4")) == [
        "My week",
        "A dot",
        "A dot: move dot",
        "By hand",
        "Sections",
        "Sections: leave",
    ]
    card = film - sum(scenes.values())
    assert card > 15 * 3 * 2  # a title and three cards of two seconds at least
    tail = list(frames(place / "lecture.mp4"))[-scenes["Sections"] :]
    assert all(np.array_equal(*pair) for pair in zip(tail, frames(place / "Sections.mp4"), strict=True))


def test_the_values_are_the_teachers(built: Outcome, folder: Path) -> None:
    assert "It goes to 3." in (folder / "build/en/Tiny.vtt").read_text()


def test_the_transcript_says_titles_once(built: Outcome, folder: Path) -> None:
    text = (folder / "build/ja/lecture.txt").read_text()
    assert text.count("私の週") == 2  # the heading, and the title card's own
    assert text.count("By hand") == 1


def test_the_table_of_notes_gives_the_second_at_which_a_step_begins(built: Outcome, folder: Path) -> None:
    begins = chapters(folder / "build/en/lecture.mp4")
    row = (folder / "build/en/lecture.notes.md").read_text().splitlines()[-1]
    minutes, seconds = divmod(int(begins["A dot: move dot"]), 60)
    assert row == rf"| 2 | the place \|x₁\| = 3 | {minutes}:{seconds:02} | It goes to 3. |"


def test_a_note_of_a_step_that_is_not_there_is_told(built: Outcome, folder: Path) -> None:
    wrong = folder / "wrong.toml"
    wrong.write_text(LECTURE.replace("move_dot", "mov_dot"), encoding="utf-8")
    done = run(folder, "--lecture", "wrong.toml", "-q", "draft")
    assert done.code == 2
    assert "wrong.toml, line 22: Tiny has no step 'mov_dot'" in done.err
    assert "did you mean 'move_dot'?" in done.err
