"""``deck --into``: a teacher's own deck is filled, refreshed, or left alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Inches

from sessen.video import frames
from tests.cli.lectures import Outcome, copy_to, run
from tests.products.decks.films import parts_of

DRAFT = ("-q", "draft")


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_to(tmp_path_factory.mktemp("lecture"))


def deck_with(target: Path, *names: str, ground: str = "F4E8D0") -> Path:
    presentation = Presentation()
    for name in names:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = RGBColor(*bytes.fromhex(ground))
        slide.shapes.add_shape(1, Inches(1), Inches(1), Inches(6.4), Inches(3.6)).name = name
    presentation.save(str(target))
    return target


def into(lecture: Path, deck: Path, *words: str) -> Outcome:
    return run(lecture, "deck", "--into", str(deck), *DRAFT, *words)


def film_in(deck: Path, slide: int, folder: Path) -> Path:
    part = Presentation(str(deck)).slides[slide].part
    video = next(each for each in part.rels.values() if each.reltype.endswith("/video")).target_part
    file = folder / "film.mp4"
    file.write_bytes(video.blob)
    return file


def test_a_clip_stands_on_the_ground_of_its_slide_and_follows_its_options(lecture: Path, tmp_path: Path) -> None:
    """Its corner has the slide's colour to within 1 of 255; a whole scene is one clip; the original stays."""
    deck = deck_with(tmp_path / "mine.pptx", "sessen:Tiny::show_dot", "sessen:Tiny loop far=3")
    before = deck.read_bytes()
    outcome = into(lecture, deck, "--out", str(tmp_path / "new.pptx"))
    assert outcome.code == 0, outcome.err
    assert deck.read_bytes() == before
    wanted = np.array([0xF4, 0xE8, 0xD0])
    for slide, count in ((0, 5), (1, 13)):
        shown = list(frames(film_in(tmp_path / "new.pptx", slide, tmp_path)))
        assert len(shown) == count
        assert all(np.abs(picture[2, 2].astype(int) - wanted).max() <= 1 for picture in shown)
    words = [shape["words"] for shape in outcome.document["built"][0]["shapes"]]
    assert words == ["A dot.", "A dot. It goes to 3."]


def test_in_place_a_backup_stays_and_a_second_time_nothing_is_written(lecture: Path, tmp_path: Path) -> None:
    deck = deck_with(tmp_path / "mine.pptx", "sessen:Tiny::show_dot", ground="FFFFFF")
    before = deck.read_bytes()
    assert into(lecture, deck, "--in-place").code == 0
    assert (tmp_path / "mine.backup.pptx").read_bytes() == before
    after = deck.stat().st_mtime_ns, deck.read_bytes()
    assert after[1] != before
    assert into(lecture, deck, "--in-place").code == 0
    assert (deck.stat().st_mtime_ns, deck.read_bytes()) == after
    assert sorted(each.name for each in tmp_path.iterdir()) == ["mine.backup.pptx", "mine.pptx"]


def test_wrong_names_are_all_told_with_their_slides_and_nothing_is_written(lecture: Path, tmp_path: Path) -> None:
    deck = deck_with(
        tmp_path / "mine.pptx",
        "sessen:Tiny::show_dott",
        "sessen:Tiny::show_dot",
        "sessen:Tinny",
        "sessen:Tiny lop",
        "sessen:Tiny fur=3",
        "sessen:Tiny theme=lihgt",
        "sessen:Tiny background=whiet",
    )
    outcome = into(lecture, deck)
    said = " ".join(outcome.err.split())
    assert outcome.code == 2
    for slide, near in ((1, "show_dot"), (3, "Tiny"), (4, "loop"), (5, "far"), (6, "light"), (7, "white")):
        told = said.partition(f"slide {slide}")[2].partition("slide ")[0]
        assert f"did you mean '{near}'" in told, (slide, told)
    assert "slide 2" not in said
    assert [each.name for each in tmp_path.iterdir()] == ["mine.pptx"]


def test_an_open_deck_is_left_alone_but_can_be_filled_elsewhere(lecture: Path, tmp_path: Path) -> None:
    deck = deck_with(tmp_path / "mine.pptx", "sessen:Tiny::show_dot", ground="FFFFFF")
    (tmp_path / "~$mine.pptx").write_text("teacher")
    before = deck.read_bytes()
    refused = into(lecture, deck, "--in-place")
    assert refused.code == 1
    assert "is open in another program" in refused.err
    assert deck.read_bytes() == before
    assert into(lecture, deck).code == 0
    assert (tmp_path / "mine.filled.pptx").exists()
    assert deck.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("deck",), "which deck?"),
        (("deck", "--to", "ppt"), "--to ppt: no such to did you mean 'pptx'?"),
        (("deck", "--to", "pptx", "--in-place"), "--in-place is for a deck that is there"),
        (("deck", "--to", "pptx", "Tinny"), "no scene 'Tinny' did you mean 'Tiny'?"),
        (("deck", "--to", "pptx", "Tiny::show"), "Tiny has no step 'show'"),
        (("deck", "--into", "no.pptx"), "no.pptx: cannot be read"),
        (("deck", "--into", "no.pptx", "Tiny"), "the deck itself says which clips it wants"),
        (("deck", "--into", "no.pptx", "--out", "x.ppt"), "--out x.ppt: no .pptx file"),
        (("deck", "--to", "pptx", "--budget", "much"), "--budget much: no size"),
    ],
)
def test_what_makes_no_sense_is_refused(lecture: Path, words: tuple[str, ...], said: str) -> None:
    outcome = run(lecture, *words)
    assert outcome.code in (1, 2)
    assert said in " ".join(outcome.err.split())
    assert "Traceback" not in outcome.err


def test_sixty_clips_in_one_deck_stay_within_what_powerpoint_plays(lecture: Path, tmp_path: Path) -> None:
    """Sixty shapes with clips of their own, asked for in full HD: less than 30 films of full HD in all."""
    names = [f"sessen:Tiny::show_dot far={number}" for number in range(1, 61)]
    deck = deck_with(tmp_path / "many.pptx", *names, ground="FFFFFF")
    from sessen.build.wishes import groups_of
    from sessen.plan import Request
    from sessen.products.decks.grounds import ground_of
    from sessen.products.decks.package import Package
    from sessen.products.decks.shapes import named_shapes

    package = Package(deck)
    shapes, _ = named_shapes(package)
    grounds = {shape.part: ground_of(package, shape.part) for shape in shapes}
    groups, errors = groups_of(package, shapes, grounds, Request(), theme_given=False, shape_given=False)
    assert not errors
    pixels = [group.variant.pixels for group in groups for _ in group.shapes]
    assert len(pixels) == 60
    assert sum(width * height for width, height in pixels) < 30 * 1920 * 1080
    assert "60 films in one deck" in groups[0].remarks[0]


def test_parts_of_other_slides_stay(lecture: Path, tmp_path: Path) -> None:
    deck = deck_with(tmp_path / "mine.pptx", "sessen:Tiny::show_dot", "Rectangle", ground="FFFFFF")
    assert into(lecture, deck).code == 0
    before, after = parts_of(deck), parts_of(tmp_path / "mine.filled.pptx")
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"[Content_Types].xml", "ppt/slides/slide1.xml", "ppt/slides/_rels/slide1.xml.rels"}


@pytest.mark.parametrize("kind", ["html", "manim-slides"])
def test_a_disk_without_room_is_told(lecture: Path, kind: str) -> None:
    """A folder that is a file stands for it: nothing can be written there."""
    (lecture / "full").mkdir(exist_ok=True)
    (lecture / "full" / "en").mkdir(exist_ok=True)
    blocked = {"manim-slides": "lecture-slides", "html": "lecture.html"}
    target = lecture / "full" / "en" / blocked[kind]
    target.touch() if kind == "manim-slides" else target.mkdir()
    outcome = run(lecture, "deck", "--to", kind, *DRAFT, "--out", "full")
    assert outcome.code == 1
    assert "cannot be written" in outcome.err
    assert "Traceback" not in outcome.err
