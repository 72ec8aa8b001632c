"""``deck --into``: a teacher's own deck is filled, refreshed, or left alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
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


def test_what_was_changed_by_hand_in_a_filled_deck_stays(lecture: Path, tmp_path: Path) -> None:
    """A filled deck is refreshed where it is; what it replaces is kept and said; other decks are as safe."""
    deck = deck_with(tmp_path / "talk.pptx", "sessen:Tiny::show_dot", ground="FFFFFF")
    assert into(lecture, deck).code == 0
    filled = tmp_path / "talk.filled.pptx"
    untouched = filled.stat().st_mtime_ns
    assert into(lecture, filled).code == 0
    assert filled.stat().st_mtime_ns == untouched, "nothing new, nothing written"
    presentation = Presentation(str(filled))
    presentation.slides[0].shapes.add_textbox(0, 0, 99, 99).text_frame.text = "by hand"
    presentation.save(str(filled))
    edited = filled.read_bytes()
    again = into(lecture, deck)
    assert again.code == 0, again.err
    assert (tmp_path / "talk.filled.backup.pptx").read_bytes() == edited
    assert "talk.filled.backup.pptx" in again.err
    assert "--into" in again.err
    somebody = deck_with(tmp_path / "other.pptx", "Rectangle").read_bytes()
    other = into(lecture, deck, "--out", str(tmp_path / "other.pptx"))
    assert "other.backup.pptx" in other.err
    assert (tmp_path / "other.backup.pptx").read_bytes() == somebody
    names = ["backup.pptx", "filled.backup.pptx", "filled.pptx", "other.pptx", "talk.pptx"]
    assert not (tmp_path / "talk.filled.filled.pptx").exists()
    assert len(list(tmp_path.iterdir())) == len(names)


def test_a_dry_run_lists_what_a_deck_asks_for_and_writes_nothing(lecture: Path, tmp_path: Path) -> None:
    deck = deck_with(
        tmp_path / "mine.pptx",
        "sessen:Tiny::show_dot loop",
        "Sessen: Tiny click theme=dark headline=off",
        "sessen:Tinny",
        "sessen:Tiny background=transparent",
    )
    before = sorted((lecture / ".sessen").rglob("*.mp4"))
    outcome = into(lecture, deck, "--dry-run")
    assert outcome.code == 2
    rows = [(row["slide"], row["clip"], row["theme"], row["background"], row["plays"])
            for row in outcome.document["asked"]]  # fmt: skip
    assert rows == [
        (1, "Tiny::show_dot", "light", "#F4E8D0", "automatically, repeating"),
        (2, "Tiny", "dark", "#F4E8D0", "on click"),
        (3, "Tinny", "light", "#F4E8D0", "automatically"),
    ]
    said = " ".join(outcome.err.split())
    assert "did you mean 'Tiny'" in said.partition("slide 3")[2]
    assert "cannot play transparent videos" in said.partition("slide 4")[2]
    assert [each.name for each in tmp_path.iterdir()] == ["mine.pptx"]
    assert sorted((lecture / ".sessen").rglob("*.mp4")) == before


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
        "sessen:Tiny speed=fast",
    )
    outcome = into(lecture, deck)
    said = " ".join(outcome.err.split())
    assert outcome.code == 2
    for slide, near in ((1, "show_dot"), (3, "Tiny"), (4, "loop"), (5, "far"), (6, "light"), (7, "white")):
        told = said.partition(f"slide {slide}")[2].partition("slide ")[0]
        assert f"did you mean '{near}'" in told, (slide, told)
    assert "speed fast: invalid speed from 0.1 to 10; 2 is twice as fast" in said.partition("slide 8")[2]
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
        (("deck",), "--to or --into is missing"),
        (("deck", "--to", "ppt"), "--to ppt: invalid value did you mean 'pptx'?"),
        (("deck", "--to", "pptx", "--in-place"), "--in-place only works with --into"),
        (("deck", "--to", "pptx", "Tinny"), "no scene 'Tinny' did you mean 'Tiny'?"),
        (("deck", "--to", "pptx", "Tiny::show"), "Tiny has no step 'show'"),
        (("deck", "--into", "no.pptx"), "no.pptx: cannot be read"),
        (("deck", "--into", "no.pptx", "Tiny"), "scenes cannot be named with --into"),
        (("deck", "--into", "no.pptx", "--out", "x.ppt"), "--out x.ppt: not a .pptx file"),
        (("deck", "--to", "pptx", "--budget", "much"), "--budget much: invalid size"),
        (("deck", "--to", "pptx", "--speed", "20"), "--speed 20: invalid speed"),
        (("deck", "--to", "pptx", "--dry-run"), "--dry-run only works with --into"),
        (("deck", "--to", "html", "--poster", "last"), "--poster only works for PowerPoint decks"),
        (("deck", "--to", "html", "--out", "deck.pptx"), "--out deck.pptx: --to html cannot make this"),
    ],
)
def test_what_makes_no_sense_is_refused(lecture: Path, words: tuple[str, ...], said: str) -> None:
    outcome = run(lecture, *words)
    assert outcome.code == 2
    assert said in " ".join(outcome.err.split())
    assert "Traceback" not in outcome.err


def test_parts_of_other_slides_stay(lecture: Path, tmp_path: Path) -> None:
    deck = deck_with(tmp_path / "mine.pptx", "sessen:Tiny::show_dot", "Rectangle", ground="FFFFFF")
    assert into(lecture, deck).code == 0
    before, after = parts_of(deck), parts_of(tmp_path / "mine.filled.pptx")
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"[Content_Types].xml", "ppt/slides/slide1.xml", "ppt/slides/_rels/slide1.xml.rels"}


def test_speed_and_crop_are_those_of_the_shape_or_else_of_the_command(lecture: Path, tmp_path: Path) -> None:
    """Counted and measured in the films; what is cropped keeps its outline on the slide."""
    deck = deck_with(tmp_path / "mine.pptx", "sessen:Tiny::move_dot", "sessen:Tiny::move_dot speed=2 crop")
    outcome = into(lecture, deck, "--speed", "0.5", "--size", "640")
    assert outcome.code == 0, outcome.err
    filled = tmp_path / "mine.filled.pptx"
    slow, fast = (list(frames(film_in(filled, slide, tmp_path))) for slide in (0, 1))
    assert (len(slow), len(fast)) == (16, 4)
    assert slow[0].shape == (360, 640, 3)
    height, width, _ = fast[0].shape
    assert height < 40 < width < 300
    shape = next(each for each in Presentation(str(filled)).slides[1].shapes if each.name.startswith("sessen:"))
    assert shape.width / shape.height == pytest.approx(width / height, rel=1e-3)


@pytest.mark.parametrize("last", [False, True])
def test_the_poster_is_the_first_picture_or_the_last(lecture: Path, tmp_path: Path, *, last: bool) -> None:
    """By the command for all, by its name for one; it is a picture of the film itself."""
    deck = deck_with(tmp_path / "mine.pptx", "sessen:Tiny::move_dot", "sessen:Tiny::move_dot last")
    outcome = into(lecture, deck, *(("--poster", "last") if last else ()))
    assert outcome.code == 0, outcome.err
    for slide, end in ((0, last), (1, True)):
        shown = list(frames(film_in(tmp_path / "mine.filled.pptx", slide, tmp_path)))
        shape = next(
            each for each in Presentation(str(tmp_path / "mine.filled.pptx")).slides[slide].shapes if is_film(each)
        )
        with Image.open(io.BytesIO(shape.poster_frame.blob)) as poster:
            apart = [
                float(np.abs(np.asarray(poster.convert("RGB")).astype(int) - shown[place]).mean()) for place in (0, -1)
            ]
        assert (apart[1] < apart[0]) is end
        assert min(apart) < 0.05 < max(apart)


def is_film(shape: Any) -> bool:
    return str(shape.shape_type).startswith("MEDIA")


def test_a_new_deck_takes_no_place_of_one_that_somebody_has_made(lecture: Path, tmp_path: Path) -> None:
    """But that of an older one of ours."""
    deck = deck_with(tmp_path / "mine.pptx", "sessen:Tiny::show_dot", "Rectangle")
    before = deck.read_bytes()
    refused = run(lecture, "deck", "--to", "pptx", "Tiny", *DRAFT, "--out", str(deck))
    assert refused.code == 2
    assert "has slides of its own" in refused.err
    assert "--into mine.pptx" in refused.err
    assert deck.read_bytes() == before
    for _ in range(2):
        assert run(lecture, "deck", "--to", "pptx", "Tiny", *DRAFT, "--out", str(tmp_path / "new.pptx")).code == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cut", "is damaged"),
        ("locked", "is protected by a password"),
        ("text", "is damaged"),
        ("empty", "has no shape"),
    ],
)
def test_a_deck_that_is_none_makes_no_sense(lecture: Path, tmp_path: Path, name: str, said: str) -> None:
    """Exit code 2, as for all that is typed wrong."""
    deck = deck_with(tmp_path / "whole.pptx", "Rectangle")
    data = {
        "cut": deck.read_bytes()[:9000],
        "locked": bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600),
        "text": b"not a deck",
        "empty": deck.read_bytes(),
    }
    (tmp_path / f"{name}.pptx").write_bytes(data[name])
    outcome = into(lecture, tmp_path / f"{name}.pptx")
    assert outcome.code == 2
    assert said in outcome.err
    assert f"{name}.pptx" in outcome.err
    assert not (tmp_path / f"{name}.filled.pptx").exists()
