"""The cards of the film: their line touches the curve, their words are the lecture's and stay in the frame."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Line

from scenes.cards.scene import Card, ChapterCard, TitleCard
from scenes.cards.way import ChapterPath
from sessen.catalogue import read_lecture
from sessen.claims import ClaimViolated
from sessen.errors import SessenError
from sessen.mobjects.network import PARTS
from tests.scenes.support import ROOT, corners, rehearsal, rehearse, safe_stage

LONG = {"en": "What a matrix does to space, and what a product of two of them means", "ja": "行列は空間をどう変えるか"}


def slope_of_the_curve_at(card: Card, height: float, x: float) -> float:
    """The slope of the drawn curve near a point of the frame, from its own path and nothing else."""
    points = card.way.curve.points[::4]
    near = np.argsort(np.abs(points[:, 0] - x))[:2]
    (left, low, _), (right, high, _) = points[near]
    assert abs(low - height) < 0.05
    return float((high - low) / (right - left))


@pytest.mark.parametrize(("card", "values"), [(TitleCard, {}), (ChapterCard, {"chapter": "7"})])
@pytest.mark.parametrize("shape", ["wide", "square", "tall"])
def test_the_line_ends_as_the_tangent_of_the_curve(card: type[Card], values: dict[str, str], shape: str) -> None:
    made, _ = rehearse(card, rehearsal(shape=shape), values)
    x, y, _ = made.way.point.get_center()
    start, end = made.way.line.get_start(), made.way.line.get_end()
    assert (end[1] - start[1]) / (end[0] - start[0]) == pytest.approx(slope_of_the_curve_at(made, y, x), abs=0.02)
    assert np.allclose((start + end) / 2, made.way.point.get_center())


def test_the_claim_notices_a_line_that_is_too_steep(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a hundredth of a radian, from the first frame on."""
    lay = ChapterPath._lay

    def too_steep(way: ChapterPath, line: Line) -> None:
        lay(way, line)
        line.rotate(0.01)

    monkeypatch.setattr(ChapterPath, "_lay", too_steep)
    with pytest.raises(ClaimViolated, match="line has the slope of the curve"):
        rehearse(ChapterCard)


def test_each_chapter_of_the_lecture_lights_a_part_of_the_network_that_no_other_lights() -> None:
    """But for the two that explain its steps: the derivative, and the rules for it."""
    chapters = [scene.name for scene in read_lecture(ROOT / "scenes" / "lecture.toml").scenes]
    assert set(chapters) == set(PARTS)
    assert len(set(PARTS.values())) == len(chapters)
    made, _ = rehearse(ChapterCard, values={"chapter": "4", "about": "ChainRule"})
    assert made.is_on_screen(made.network.lit)
    plain, _ = rehearse(ChapterCard, values={"chapter": "4", "about": "SomebodysOwn"})
    assert not plain.is_on_screen(plain.network.faint)


@pytest.mark.parametrize("number", [1, 2, 11])
def test_the_point_comes_to_the_place_of_its_chapter(number: int) -> None:
    made, _ = rehearse(ChapterCard, values={"chapter": str(number), "chapters": "11"})
    assert np.allclose(made.way.point.get_center(), made.way.places[number - 1].get_center())


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("shape", ["wide", "square", "tall"])
def test_long_words_stay_in_the_frame_and_off_the_curve(language: str, shape: str) -> None:
    made, _ = rehearse(ChapterCard, rehearsal(language, shape), {**LONG, "chapter": "12", "about": "GradientDescent"})
    (left, low), (right, high) = corners(made.title)
    frame = safe_stage(made)
    assert frame.left <= left
    assert right <= frame.right
    assert high <= frame.top
    assert low > corners(made.way.curve)[1][1]


def test_words_that_nobody_has_written_are_taken_from_the_other_language() -> None:
    made, _ = rehearse(ChapterCard, rehearsal("ja"), {"en": "Only English", "ja": ""})
    assert made.title_text == "Only English"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"chapter": "13"}, "no chapter 13 of 12"),
        ({"chapter": "0"}, "chapter = 0 is not a valid number of chapters"),
        ({"chapters": "2.5"}, "not a valid number of chapters: from 1 to 60"),
        ({"en": "x" * 81}, "81 characters are more than the 80"),
        ({"en": "what $x costs"}, "has no partner"),
    ],
)
def test_what_is_no_card_is_refused(values: dict[str, str], said: str) -> None:
    with pytest.raises(SessenError, match=said):
        rehearse(ChapterCard, values=values)
