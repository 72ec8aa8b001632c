"""Clips go into decks of several makers, and everything else in them stays byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from pptx import Presentation

from sessen.products.decks.pptx.fill import DeckClip, fill
from sessen.products.decks.pptx.package import Package
from sessen.products.decks.pptx.shapes import named_shapes
from tests.products.decks.films import (
    NAMES,
    film,
    japanese_deck,
    libreoffice,
    moving_deck,
    parts_of,
    plain_deck,
    wide_deck,
)

EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
MEDIA = "{http://schemas.microsoft.com/office/powerpoint/2010/main}media"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> DeckClip:
    return film(tmp_path_factory.mktemp("film"))


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory, clip: DeckClip) -> dict[str, Path]:
    """Four decks that python-pptx wrote, and two of them as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("decks")
    made = [
        plain_deck(folder / "plain.pptx"),
        wide_deck(folder / "wide.pptx"),
        moving_deck(folder / "moving.pptx", film(folder, "other", shade=90)),
        japanese_deck(folder / "講義.pptx"),
    ]
    office = folder / "office"
    office.mkdir()
    saved = libreoffice(office, "odp", made[0], made[3])
    again = libreoffice(office, "pptx", *saved)
    return {deck.stem: deck for deck in made} | {f"{deck.stem} by LibreOffice": deck for deck in again}


DECKS = ["plain", "wide", "moving", "講義", "plain by LibreOffice", "講義 by LibreOffice"]


def filled(deck: Path, clip: DeckClip, target: Path) -> list[str]:
    """Fill all shapes of a deck that ask for something; the parts of the slides that have them."""
    package = Package(deck)
    shapes, wrong = named_shapes(package)
    assert not wrong
    assert shapes
    fill(package, [(shape, clip) for shape in shapes])
    package.write(target)
    return [shape.part for shape in shapes]


@pytest.mark.parametrize("name", DECKS)
def test_every_part_that_is_not_concerned_stays_byte_for_byte(
    decks: dict[str, Path], name: str, clip: DeckClip, tmp_path: Path
) -> None:
    """Only the slides with clips, what they refer to and the list of media types may differ; only films come in."""
    slides = filled(decks[name], clip, tmp_path / "new.pptx")
    before, after = parts_of(decks[name]), parts_of(tmp_path / "new.pptx")
    concerned = {part for slide in slides for part in (slide, slide.replace("slides/", "slides/_rels/") + ".rels")}
    assert {part for part in before if after.get(part) != before[part]} <= concerned | {"[Content_Types].xml"}
    assert all(part.startswith("ppt/media/sessen-") for part in set(after) - set(before))
    assert set(slides) <= {part for part in before if after[part] != before[part]}


@pytest.mark.parametrize("name", DECKS)
def test_a_filled_deck_has_no_fault_that_the_deck_had_not(
    decks: dict[str, Path], name: str, clip: DeckClip, tmp_path: Path
) -> None:
    """By a port of the validator of Microsoft's Open XML SDK."""
    filled(decks[name], clip, tmp_path / "new.pptx")
    old, new = (validate_pptx(str(deck)) for deck in (decks[name], tmp_path / "new.pptx"))
    known = {str(error.description) for error in old.errors}
    assert [str(error) for error in new.errors if str(error.description) not in known] == []


def test_the_validator_sees_a_film_in_the_wrong_place(decks: dict[str, Path], clip: DeckClip, tmp_path: Path) -> None:
    """So that the test above means something."""
    filled(decks["plain"], clip, tmp_path / "new.pptx")
    package = Package(tmp_path / "new.pptx")
    slide = package.editable_tree("ppt/slides/slide1.xml")
    timing = slide.find("p:timing", NAMES)
    slide.insert(0, timing)
    package.write(tmp_path / "bad.pptx")
    assert validate_pptx(str(tmp_path / "bad.pptx")).errors


@pytest.mark.parametrize("name", DECKS)
def test_filled_again_it_is_the_same_deck_and_a_newer_clip_takes_the_place_of_the_old(
    decks: dict[str, Path], name: str, clip: DeckClip, tmp_path: Path
) -> None:
    filled(decks[name], clip, tmp_path / "one.pptx")
    filled(tmp_path / "one.pptx", clip, tmp_path / "two.pptx")
    assert parts_of(tmp_path / "one.pptx") == parts_of(tmp_path / "two.pptx")
    filled(tmp_path / "two.pptx", film(tmp_path, "newer", shade=200), tmp_path / "three.pptx")
    old, new = parts_of(tmp_path / "two.pptx"), parts_of(tmp_path / "three.pptx")
    ours = [{part for part in parts if part.startswith("ppt/media/sessen-")} for parts in (old, new)]
    assert [len(each) for each in ours] == [2, 2]
    assert not ours[0] & ours[1]
    assert new.keys() - ours[1] == old.keys() - ours[0]


def test_a_clip_keeps_place_size_layer_and_number_of_its_shape(
    decks: dict[str, Path], clip: DeckClip, tmp_path: Path
) -> None:
    """As python-pptx reads it."""
    filled(decks["plain"], clip, tmp_path / "new.pptx")
    before, after = (Presentation(str(deck)).slides[0].shapes[1] for deck in (decks["plain"], tmp_path / "new.pptx"))
    places = [(shape.left, shape.top, shape.width, shape.height, shape.shape_id) for shape in (before, after)]
    assert places[0] == places[1]
    assert str(after.shape_type).startswith("MEDIA")
    assert after.name == "sessen:Tiny::show_dot"
    assert after._element[0][0].get("descr") == f"{clip.words} (sessen:Tiny::show_dot)"
    assert after.poster_frame.blob == clip.poster.read_bytes()
    embedded = next(after._element.iter(MEDIA)).get(EMBED)
    assert after.part.related_part(embedded).blob == clip.video.read_bytes()


def test_a_clip_of_another_outline_stands_in_the_middle_of_its_place(
    decks: dict[str, Path], clip: DeckClip, tmp_path: Path
) -> None:
    """The placeholder, whose place only the layout knows, is wider than the clip."""
    filled(decks["wide"], clip, tmp_path / "new.pptx")
    layout = Presentation(str(decks["wide"])).slides[1].placeholders[1]
    shape = next(
        each for each in Presentation(str(tmp_path / "new.pptx")).slides[1].shapes if each.name == "sessen:Tiny loop"
    )
    assert shape.width / shape.height == pytest.approx(16 / 9, rel=1e-4)
    assert shape.height <= layout.height
    assert shape.width <= layout.width
    assert shape.left + shape.width / 2 == pytest.approx(layout.left + layout.width / 2, abs=2)
    assert shape.top + shape.height / 2 == pytest.approx(layout.top + layout.height / 2, abs=2)


def timing(deck: Path, slide: int) -> list[tuple[str, str, dict[str, str]]]:
    """What python-pptx shows of a slide's timing: tag, target and attributes of effects and films."""
    element = Presentation(str(deck)).slides[slide]._element.find("p:timing", NAMES)
    return [
        (
            each.tag.rpartition("}")[2],
            each.find(".//p:spTgt", NAMES).get("spid"),
            dict(each.find(".//p:cTn", NAMES).attrib),
        )
        for each in element.iter(f"{{{NAMES['p']}}}cmd", f"{{{NAMES['p']}}}video", f"{{{NAMES['p']}}}set")
    ]


def test_it_plays_by_itself_and_repeats_itself_where_it_should(
    decks: dict[str, Path], clip: DeckClip, tmp_path: Path
) -> None:
    filled(decks["plain"], clip, tmp_path / "once.pptx")
    filled(decks["wide"], clip, tmp_path / "loop.pptx")
    tags = [[(tag, facts.get("repeatCount")) for tag, _, facts in timing(deck, slide)]
            for deck, slide in ((tmp_path / "once.pptx", 0), (tmp_path / "loop.pptx", 1))]  # fmt: skip
    assert tags == [[("cmd", None), ("video", None)], [("cmd", None), ("video", "indefinite")]]
    element = Presentation(str(tmp_path / "once.pptx")).slides[0]._element.find("p:timing", NAMES)
    begin = element.find(".//p:cond[@evt='onBegin']/p:tn", NAMES)
    sequence = element.find(".//p:seq/p:cTn", NAMES)
    assert begin.get("val") == sequence.get("id")
    assert element.find(".//p:cmd", NAMES).get("cmd") == "playFrom(0.0)"
    assert element.find(".//p:cmd//p:cTn", NAMES).get("dur") == str(round(clip.seconds * 1000))


def test_animations_stay_and_a_clip_that_comes_in_at_a_click_plays_when_it_comes(
    decks: dict[str, Path], clip: DeckClip, tmp_path: Path
) -> None:
    filled(decks["moving"], clip, tmp_path / "new.pptx")
    before, after = timing(decks["moving"], 0), timing(tmp_path / "new.pptx", 0)
    assert [each for each in after if each[0] == "set"] == before
    element = Presentation(str(tmp_path / "new.pptx")).slides[0]._element.find("p:timing", NAMES)
    effects = [each.get("nodeType") for each in element.iterfind(".//p:cTn[@presetClass]", NAMES)]
    assert effects == ["clickEffect", "withEffect"]
    numbers = [each.get("id") for each in element.iter(f"{{{NAMES['p']}}}cTn")]
    assert len(set(numbers)) == len(numbers)


def test_the_same_clip_twice_is_in_the_deck_once(decks: dict[str, Path], clip: DeckClip, tmp_path: Path) -> None:
    filled(decks["講義"], clip, tmp_path / "new.pptx")
    assert sum(name.endswith(".mp4") for name in parts_of(tmp_path / "new.pptx")) == 1


def test_sixty_clips_in_one_deck_are_all_there(tmp_path: Path) -> None:
    """Sixty films on sixty slides, each its own; the deck is valid and filled again the same."""
    presentation = Presentation()
    for number in range(60):
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        slide.shapes.add_textbox(0, 0, 9144000, 5143500).name = f"sessen:Tiny::show_dot far={number}"
    presentation.save(str(tmp_path / "many.pptx"))
    films = [film(tmp_path, f"film {number}", shade=20 + 3 * number, frames=2) for number in range(60)]
    for source, target in (("many", "new"), ("new", "again")):
        package = Package(tmp_path / f"{source}.pptx")
        shapes, _ = named_shapes(package)
        fill(package, list(zip(shapes, films, strict=True)))
        package.write(tmp_path / f"{target}.pptx")
    parts = parts_of(tmp_path / "new.pptx")
    assert {data for name, data in parts.items() if name.endswith(".mp4")} == {
        each.video.read_bytes() for each in films
    }
    assert parts_of(tmp_path / "again.pptx") == parts
    assert validate_pptx(str(tmp_path / "new.pptx")).errors == []
