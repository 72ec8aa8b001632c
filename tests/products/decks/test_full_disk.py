"""No space left while clips and decks are written: it is told, nothing half-made is there, the teacher's deck is whole.

As in tests/pipeline/test_faults.py the kernel itself refuses to let a file grow, which needs no rights.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.lectures import Outcome, copy_to, run
from tests.products.decks.test_into import deck_with

DRAFT = ("-q", "draft")


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lecture whose clips are there already: what is written next is the deck itself."""
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    deck_with(folder / "mine.pptx", "sessen:Tiny::show_dot", "sessen:Tiny::move_dot", ground="0F1218")
    for words in (("--to", "pptx"), ("--into", "mine.pptx")):
        assert run(folder, "deck", *words, *DRAFT).code == 0
    (folder / "mine.filled.pptx").unlink()
    (folder / "build/en/lecture.pptx").unlink()
    return folder


def with_room_for(size: int, lecture: Path, *words: str) -> Outcome:
    """Run a command that may not write a file of more than so many bytes."""
    outcome = run(lecture, *words, *DRAFT, under=["prlimit", f"--fsize={size}"])
    assert outcome.code == 1, outcome.err
    assert "File too large" in outcome.err
    assert "make room" in outcome.err
    assert "Traceback" not in outcome.err
    return outcome


def files(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())


@pytest.mark.parametrize(
    ("kind", "room"), [("pptx", 20_000), ("html", 100_000), ("pdf", 10_000), ("manim-slides", 2_300)]
)
def test_a_new_deck_is_whole_or_not_there(lecture: Path, kind: str, room: int) -> None:
    before = files(lecture / "build")
    outcome = with_room_for(room, lecture, "deck", "--to", kind, "--theme", "dark")
    assert "cannot be written" in outcome.err
    assert files(lecture / "build") == before
    assert not list((lecture / "build").rglob(".sessen-*"))


@pytest.mark.parametrize("words", [(), ("--in-place",)])
def test_a_deck_of_somebody_stays_as_it_was(lecture: Path, words: tuple[str, ...]) -> None:
    deck = lecture / "mine.pptx"
    before = deck.read_bytes(), sorted(each.name for each in lecture.iterdir())
    with_room_for(20_000, lecture, "deck", "--into", "mine.pptx", *words)
    assert (deck.read_bytes(), sorted(each.name for each in lecture.iterdir())) == before


def test_a_clip_comes_with_its_poster_or_not_at_all(lecture: Path) -> None:
    """Both films would fit, their poster does not."""
    words = ("clips", "Tiny::show_dot", "--for", "web")
    made = run(lecture, *words, *DRAFT, "--out", "whole").document["built"][0]["files"]
    sizes = [file["size"] for file in made]
    assert max(sizes[:2]) < 2_600 < max(sizes)
    with_room_for(2_600, lecture, *words, "--out", "full")
    assert files(lecture / "full") == ["manifest.json"]


def test_whatever_cannot_be_written_is_told(lecture: Path) -> None:
    """Every clip fits, and the list of what was made does not: no exit code without a word."""
    outcome = with_room_for(3_500, lecture, "deck", "--to", "pptx", "--out", "listed")
    assert "its manifest cannot be written" in outcome.err
    assert len(list((lecture / "listed").rglob("*.mp4"))) == 4
