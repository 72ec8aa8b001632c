"""Sixty clips in one deck, asked for in full HD: no more pixels and bytes than PowerPoint plays, and all are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from pptx import Presentation

from sessen.products.decks.powerpoint_limits import BYTES_OF_A_DECK
from sessen.video import probe
from tests.cli.lectures import Outcome, copy_to, run
from tests.products.decks.test_into import deck_with

STEPS = [f"step{number:02}" for number in range(60)]
SCENE = """
from manim import Square, Scene

class Sixty(Scene):
    def construct(self):
        for number in range(60):
            self.next_section(f"step{number:02}")
            self.clear()
            self.add(Square(1 + number / 20).rotate(number / 10))
            self.wait(0.1)
"""
FULL_HD = 1920 * 1080


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_to(tmp_path_factory.mktemp("lecture"))
    (folder / "sixty.py").write_text(SCENE)
    deck_with(folder / "mine.pptx", *(f"sessen:sixty.py::Sixty::{step}" for step in STEPS), ground="0F1218")
    return folder


@pytest.fixture(scope="module")
def filled(lecture: Path) -> Outcome:
    return run(lecture, "deck", "--into", "mine.pptx", "-q", "high")


def films(deck: Path) -> dict[str, bytes]:
    """The films that slides play, in the order of the slides, by part: the same one twice is one."""
    found = {}
    for slide in Presentation(str(deck)).slides:
        [film] = [each for each in slide.part.rels.values() if each.reltype.endswith("/video")]
        found[str(film.target_part.partname)] = film.target_part.blob
    return found


def pixels(data: bytes) -> int:
    facts = probe(data)
    return facts.width * facts.height


def test_a_deck_that_is_there_gets_sixty_films_which_powerpoint_plays_to_the_end(
    lecture: Path, filled: Outcome
) -> None:
    assert filled.code == 0, filled.err
    assert "60 films in one deck: they were made at 1280 × 720" in filled.err
    there = films(lecture / "mine.filled.pptx")
    assert len(there) == len(set(there.values())) == 60
    assert sum(map(pixels, there.values())) < 30 * FULL_HD < 60 * FULL_HD
    assert sum(map(len, there.values())) <= BYTES_OF_A_DECK
    assert validate_pptx(str(lecture / "mine.filled.pptx")).errors == []


def test_a_new_deck_of_sixty_steps_has_the_same_films(lecture: Path, filled: Outcome) -> None:
    """From the store: they stand on the same paper."""
    made = run(lecture, "deck", "--to", "pptx", "sixty.py", "-q", "high", "--out", "sixty.pptx")
    assert made.code == 0, made.err
    assert "60 films in one deck" in made.err
    assert [slide["step"] for slide in made.document["built"][0]["slides"]] == STEPS
    assert list(films(lecture / "sixty.pptx").values()) == list(films(lecture / "mine.filled.pptx").values())


def test_a_budget_of_bytes_holds_for_all_of_them_together(lecture: Path, filled: Outcome) -> None:
    """Nine tenths of what they have: all are made smaller, and all are there."""
    whole = sum(map(len, films(lecture / "mine.filled.pptx").values()))
    budget = whole * 9 // 10
    small = run(lecture, "deck", "--into", "mine.pptx", "-q", "high", "--budget", f"{budget}B", "--out", "small.pptx")
    assert small.code == 0, small.err
    assert "made smaller: the deck's budget is used up" in small.err
    there = films(lecture / "small.pptx")
    assert len(there) == 60
    assert sum(map(len, there.values())) <= budget
