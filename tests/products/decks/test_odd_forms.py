"""Decks in every odd form that programs and people give them are filled right, or refused with the slide's number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import validate_pptx

from sessen.products.decks.deck_file import open_deck
from sessen.products.decks.errors import DeckRefused
from sessen.products.decks.pptx.fill import DeckClip
from tests.products.decks.films import film, parts_of
from tests.products.decks.odd import (
    NAMES,
    PLACE,
    SLIDE,
    WISH,
    alternatives,
    deck,
    entrance,
    group,
    shape,
    slide_of,
    xfrm,
)

BOUNCING = ' p14:presetBounceEnd="60000"'
EMPTY = "<p:timing><p:bldLst/></p:timing>"
FADE = alternatives('<p:transition spd="slow" p14:dur="2000"/>', '<p:transition spd="slow"/>')
EQUATION = alternatives(shape(place=PLACE), shape(place=PLACE)).replace('Requires="p14"', 'Requires="a14"', 1)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> DeckClip:
    return film(tmp_path_factory.mktemp("film"))


def fill(source: Path, target: Path, clip: DeckClip) -> list[str]:
    """Fill all shapes of a deck; what was said of it."""
    opened = open_deck(source)
    shapes, wrong = opened.requests()
    assert not wrong, [str(each) for each in wrong]
    assert shapes
    said = opened.fill([(each, clip) for each in shapes])
    opened.write(target)
    return said


def pictures(file: Path) -> list[Any]:
    return list(slide_of(file).iterfind(".//p:pic", NAMES))


def place_of(picture: Any) -> tuple[int, int, int, int]:
    off, ext = (picture.find(f"p:spPr/a:xfrm/a:{name}", NAMES) for name in ("off", "ext"))
    return int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy"))


TIMINGS = {
    "in two branches": alternatives(entrance(3, BOUNCING), entrance(3)),
    "in one branch": alternatives(entrance(3, BOUNCING), None),
    "in one branch of two": alternatives(entrance(3, BOUNCING), ""),
    "in two branches, after a transition in two": FADE + alternatives(entrance(3, BOUNCING), entrance(3)),
    "in two branches, of the shape itself": alternatives(entrance(2, BOUNCING), entrance(2)),
    "plain, after a transition in two branches": FADE + entrance(3),
    "plain": entrance(3),
    "plain, of the shape itself": entrance(2),
    "without nodes": EMPTY,
    "none": "",
}


@pytest.mark.parametrize("form", TIMINGS)
def test_each_branch_of_a_timing_gets_the_film_once_and_there_is_no_second_timing(
    form: str, clip: DeckClip, tmp_path: Path
) -> None:
    """Two timings on one slide are damage to PowerPoint."""
    source = deck(tmp_path / "deck.pptx", shape() + shape("ball", 3), after=TIMINGS[form])
    before = slide_of(source)
    fill(source, tmp_path / "new.pptx", clip)
    fill(tmp_path / "new.pptx", tmp_path / "again.pptx", clip)
    after = slide_of(tmp_path / "new.pptx")
    branches = after.findall("mc:AlternateContent/*/p:timing", NAMES)
    assert (
        len(after.findall("p:timing", NAMES))
        + len(after.findall("mc:AlternateContent", NAMES))
        - len(after.findall("mc:AlternateContent/mc:Choice/p:transition", NAMES))
        == 1
    )
    for timing in branches or after.findall("p:timing", NAMES):
        assert [each.get("spid") for each in timing.findall(".//p:video//p:spTgt", NAMES)] == ["2"]
        assert len(timing.findall(".//p:cmd", NAMES)) == 1
        numbers = [each.get("id") for each in timing.iter(f"{{{NAMES['p']}}}cTn")]
        assert len(set(numbers)) == len(numbers)
    assert len(after.findall(".//p:set", NAMES)) == len(before.findall(".//p:set", NAMES))
    assert parts_of(tmp_path / "again.pptx") == parts_of(tmp_path / "new.pptx")


@pytest.mark.parametrize(
    "after",
    [alternatives(entrance(3), entrance(3)) + entrance(3), EMPTY.replace("<p:bldLst/>", "<p:tnLst><p:par/></p:tnLst>")],
)
def test_animations_that_no_film_can_be_added_to_are_refused_with_the_slide(
    after: str, clip: DeckClip, tmp_path: Path
) -> None:
    source = deck(tmp_path / "deck.pptx", shape() + shape("ball", 3), after=after)
    with pytest.raises(DeckRefused, match=r"deck\.pptx, slide 1"):
        fill(source, tmp_path / "new.pptx", clip)
    assert not (tmp_path / "new.pptx").exists()


@pytest.mark.parametrize(
    "name",
    [
        "Sessen:Tiny::show_dot",
        "SESSEN:Tiny::show_dot",
        "sessen: Tiny::show_dot",
        "sessen : Tiny::show_dot",
        " sessen:Tiny::show_dot ",
        "sessen：Tiny::show_dot",
        "sessen::Tiny::show_dot",
        "sessen Tiny::show_dot",
        "sessen:\u00a0Tiny::show_dot",
        "sessen:&#10;Tiny::show_dot",
        "Sessen:Tiny::show_dot,",
        "sessen:Tiny::show_dot;",
    ],
)
@pytest.mark.parametrize("by", ["name", "descr"])
def test_a_request_is_read_however_it_is_typed(name: str, by: str, clip: DeckClip, tmp_path: Path) -> None:
    drawn = shape(name) if by == "name" else shape("Rectangle 1", descr=name)
    source = deck(tmp_path / "deck.pptx", drawn)
    [found] = open_deck(source).requests()[0]
    assert found.request.target == "Tiny::show_dot"
    fill(source, tmp_path / "new.pptx", clip)
    [again] = open_deck(tmp_path / "new.pptx").requests()[0]
    assert again.request == found.request


@pytest.mark.parametrize("name", ["Sessen", "sessen logo", "Sessens: x", "no sessen:Tiny", "Bild 3"])
def test_what_asks_for_nothing_is_left_alone(name: str, tmp_path: Path) -> None:
    assert open_deck(deck(tmp_path / "deck.pptx", shape(name))).requests() == ([], [])


def test_a_request_in_a_text_is_told(tmp_path: Path) -> None:
    """It is no name, and may be what the slide explains; but nobody should wonder why nothing comes."""
    body = f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{WISH}</a:t></a:r></a:p></p:txBody></p:sp>"
    written = shape("Rectangle 1").replace("</p:sp>", body)
    opened = open_deck(deck(tmp_path / "deck.pptx", written))
    assert opened.requests() == ([], [])
    [said] = opened.remarks
    assert said.startswith(f"slide 1: '{WISH}' is in a text")
    assert not open_deck(deck(tmp_path / "named.pptx", shape().replace("</p:sp>", body))).remarks


@pytest.mark.parametrize("name", ["sessen:", "Sessen: ", "sessen:,"])
def test_a_request_for_nothing_is_told(name: str, tmp_path: Path) -> None:
    found, [wrong] = open_deck(deck(tmp_path / "deck.pptx", shape(name))).requests()
    assert not found
    assert "does not name a scene" in str(wrong)
    assert "slide 1" in str(wrong)


@pytest.mark.parametrize("form", ["ours first", "ours second", "both ours", "ours second, animated"])
def test_of_two_shapes_with_one_number_the_right_one_becomes_the_clip(
    form: str, clip: DeckClip, tmp_path: Path
) -> None:
    """Pandoc writes such."""
    ours, other = shape(place=PLACE), shape("other", place=(0, 0, 100_000, 100_000))
    if form == "both ours":
        other = shape("sessen:Tiny::move_dot", place=(0, 0, 160_000, 90_000))
    shapes = ours + other if form == "ours first" else other + ours
    source = deck(tmp_path / "deck.pptx", shapes, after=entrance(2) if "animated" in form else "")
    fill(source, tmp_path / "new.pptx", clip)
    fill(tmp_path / "new.pptx", tmp_path / "again.pptx", clip)
    shown = {place_of(each): each[0][0].get("name") for each in pictures(tmp_path / "new.pptx")}
    assert shown.pop(PLACE) == WISH
    assert list(shown.values()) == (["sessen:Tiny::move_dot"] if form == "both ours" else [])
    tree = slide_of(tmp_path / "new.pptx")
    numbers = [each.get("id") for each in tree.iter(f"{{{NAMES['p']}}}cNvPr")]
    films = {each.get("spid") for each in tree.findall(".//p:video//p:spTgt", NAMES)}
    assert films == {each[0][0].get("id") for each in pictures(tmp_path / "new.pptx")}
    assert len(numbers) - len(set(numbers)) == ("animated" in form)
    assert parts_of(tmp_path / "again.pptx") == parts_of(tmp_path / "new.pptx")


def test_a_shape_that_is_written_for_two_generations_of_programs_becomes_one_film(
    clip: DeckClip, tmp_path: Path
) -> None:
    """So PowerPoint keeps text boxes with an equation."""
    source = deck(tmp_path / "deck.pptx", EQUATION + shape("ball", 3))
    fill(source, tmp_path / "new.pptx", clip)
    assert len(pictures(tmp_path / "new.pptx")) == 1
    assert slide_of(tmp_path / "new.pptx").find(".//mc:AlternateContent", NAMES) is None


HOLDERS = {
    "of the layout by its number": '<p:ph idx="1"/>',
    "of the layout by its kind": '<p:ph type="title"/>',
    "a cover's title where the layout has a title": '<p:ph type="ctrTitle"/>',
    "a subtitle where there is a body": '<p:ph type="subTitle" idx="7"/>',
    "a body where there is content": '<p:ph type="body" idx="77"/>',
    "a date": '<p:ph type="dt" sz="half" idx="10"/>',
    "a footer": '<p:ph type="ftr" sz="quarter" idx="11"/>',
    "a number of the slide, by its kind": '<p:ph type="sldNum" idx="99"/>',
}


@pytest.mark.parametrize("form", HOLDERS)
def test_a_placeholder_has_the_place_that_layout_or_master_give_it(form: str, clip: DeckClip, tmp_path: Path) -> None:
    source = deck(tmp_path / "deck.pptx", shape(place=None, holder=HOLDERS[form]))
    fill(source, tmp_path / "new.pptx", clip)
    [picture] = pictures(tmp_path / "new.pptx")
    assert min(place_of(picture)[2:]) > 100_000
    assert picture.getparent().getparent().getparent().find(".//p:sp", NAMES) is None


@pytest.mark.parametrize(
    "drawn",
    [
        shape(place=None, holder='<p:ph type="chart" idx="40"/>'),
        shape(place=None),
        shape(place=(0, 0, 0, 0)),
        shape(place=(0, 0, 900_000, 0)),
    ],
)
def test_what_has_no_place_is_told_with_its_slide(drawn: str, tmp_path: Path) -> None:
    found, [wrong] = open_deck(deck(tmp_path / "deck.pptx", drawn)).requests()
    assert not found
    assert "slide 1" in str(wrong)
    assert "has no " in str(wrong)


GROUPS = {
    "even": group(shape(place=(0, 0, 1600, 900)), (0, 0, 3_200_000, 1_800_000), (0, 0, 1600, 900)),
    "wider": group(shape(place=(0, 0, 12_000, 12_000)), (9, 9, 5_486_400, 2_743_200), (0, 0, 12_000, 12_000)),
    "higher": group(shape(place=(500, 500, 9_000, 9_000)), (9, 9, 1_000_000, 4_000_000), (500, 500, 9_000, 9_000)),
    "one within another": group(
        group(shape(place=(0, 0, 10_000, 10_000)), (0, 0, 20_000, 10_000), (0, 0, 10_000, 10_000), 91),
        (0, 0, 3_000_000, 3_000_000),
        (0, 0, 20_000, 10_000),
    ),
    "on its side": group(
        shape(place=(0, 0, 12_000, 12_000), rot=5_400_000), (9, 9, 5_486_400, 2_743_200), (0, 0, 12_000, 12_000)
    ),
    "without a place": (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr/>{shape(place=PLACE)}</p:grpSp>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", GROUPS)
def test_no_group_stretches_a_clip(form: str, clip: DeckClip, tmp_path: Path) -> None:
    """Its outline on the slide, after all groups, is that of its film."""
    source = deck(tmp_path / "deck.pptx", GROUPS[form])
    fill(source, tmp_path / "new.pptx", clip)
    [picture] = pictures(tmp_path / "new.pptx")
    _, _, width, height = place_of(picture)
    scales = [1.0, 1.0]
    for each in picture.iterancestors(f"{{{NAMES['p']}}}grpSp"):
        for axis, name in enumerate(("cx", "cy")):
            own, child = (each.find(f"p:grpSpPr/a:xfrm/a:{tag}", NAMES) for tag in ("ext", "chExt"))
            scales[axis] *= int(own.get(name)) / int(child.get(name)) if own is not None else 1
    wide, high = reversed(scales) if form == "on its side" else scales
    assert width * wide / (height * high) == pytest.approx(16 / 9, rel=2e-3)


def test_a_cropped_clip_stands_in_the_place_that_was_asked_for_however_often_it_is_refreshed(
    clip: DeckClip, tmp_path: Path
) -> None:
    """Each clip is of another outline than the one before it; the place is always the first one."""
    deck(tmp_path / "0.pptx", shape(f"{WISH} crop"))
    for number, size in enumerate([(300, 60), (60, 300), (200, 150), (300, 60)]):
        fill(tmp_path / f"{number}.pptx", tmp_path / f"{number + 1}.pptx", replace(clip, size=size))
        [shown] = open_deck(tmp_path / f"{number + 1}.pptx").requests()[0]
        assert shown.box.sides == PLACE
        _, _, width, height = place_of(pictures(tmp_path / f"{number + 1}.pptx")[0])
        assert width == pytest.approx(PLACE[2], abs=2) or height == pytest.approx(PLACE[3], abs=2)
    assert parts_of(tmp_path / "1.pptx")[SLIDE] == parts_of(tmp_path / "4.pptx")[SLIDE]


@pytest.mark.parametrize(("left", "top", "scale"), [(100_000, 50_000, 1.0), (0, 0, 0.5), (100_000, 50_000, 0.5)])
def test_a_clip_that_somebody_has_moved_or_made_smaller_keeps_to_it(
    left: int, top: int, scale: float, clip: DeckClip, tmp_path: Path
) -> None:
    deck(tmp_path / "deck.pptx", shape(f"{WISH} crop"))
    flat = replace(clip, size=(320, 120))
    fill(tmp_path / "deck.pptx", tmp_path / "new.pptx", flat)
    parts = parts_of(tmp_path / "new.pptx")
    old = place_of(pictures(tmp_path / "new.pptx")[0])
    moved = (old[0] + left, old[1] + top, round(old[2] * scale), round(old[3] * scale))
    slide = parts[SLIDE].decode().replace(xfrm(old), xfrm(moved))
    assert slide != parts[SLIDE].decode()
    deck(tmp_path / "moved.pptx", "", parts={**parts, SLIDE: slide})
    [shown] = open_deck(tmp_path / "moved.pptx").requests()[0]
    assert shown.box.sides[2:] == pytest.approx((PLACE[2] * scale, PLACE[3] * scale), abs=2)
    fill(tmp_path / "moved.pptx", tmp_path / "again.pptx", flat)
    assert place_of(pictures(tmp_path / "again.pptx")[0]) == pytest.approx(moved, abs=2)


@pytest.mark.parametrize(
    ("descr", "stays"),
    [
        ("Die Sekante nähert sich der Tangente.", True),
        ("", False),
        ("image1.png", False),
        ("A picture containing text&#10;&#10;Description automatically generated", False),
    ],
)
def test_an_alt_text_that_somebody_has_written_stays(
    *, descr: str, stays: bool, clip: DeckClip, tmp_path: Path
) -> None:
    deck(tmp_path / "deck.pptx", shape(descr=descr))
    fill(tmp_path / "deck.pptx", tmp_path / "new.pptx", clip)
    text = pictures(tmp_path / "new.pptx")[0][0][0].get("descr")
    assert text == (descr if stays else f"{clip.words} ({WISH})")


@pytest.mark.parametrize("own", ["My own words.", f"My own words. ({WISH})"])
def test_an_alt_text_that_somebody_has_changed_since_stays_and_an_own_one_follows_the_clip(
    own: str, clip: DeckClip, tmp_path: Path
) -> None:
    deck(tmp_path / "deck.pptx", shape())
    fill(tmp_path / "deck.pptx", tmp_path / "new.pptx", clip)
    fill(tmp_path / "new.pptx", tmp_path / "newer.pptx", replace(clip, words="Newer words."))
    assert pictures(tmp_path / "newer.pptx")[0][0][0].get("descr") == f"Newer words. ({WISH})"
    parts = parts_of(tmp_path / "newer.pptx")
    slide = parts[SLIDE].decode().replace(f"Newer words. ({WISH})", own)
    deck(tmp_path / "own.pptx", "", parts={**parts, SLIDE: slide})
    for source, target in (("own", "one"), ("one", "two")):
        fill(tmp_path / f"{source}.pptx", tmp_path / f"{target}.pptx", replace(clip, words="Newest."))
        assert pictures(tmp_path / f"{target}.pptx")[0][0][0].get("descr") == own


@pytest.mark.parametrize("own", ["My title", "a | b", "What Sessen is"])
def test_a_title_that_somebody_has_given_stays_before_ours(own: str, clip: DeckClip, tmp_path: Path) -> None:
    deck(tmp_path / "deck.pptx", shape(f"{WISH} crop").replace(' name="', f' title="{own}" name="', 1))
    for source, target in (("deck", "new"), ("new", "again")):
        fill(tmp_path / f"{source}.pptx", tmp_path / f"{target}.pptx", replace(clip, size=(300, 60)))
        assert pictures(tmp_path / f"{target}.pptx")[0][0][0].get("title").startswith(f"{own} | {WISH} crop | place ")
    [found] = open_deck(tmp_path / "again.pptx").requests()[0]
    assert found.box.sides == PLACE


@pytest.mark.parametrize("lost", [("name",), ("title",), ("name", "title")])
def test_what_a_program_forgets_does_not_end_refreshing(lost: tuple[str, ...], clip: DeckClip, tmp_path: Path) -> None:
    """LibreOffice empties name and title of a film; the place of a cropped clip is known all the same."""
    deck(tmp_path / "deck.pptx", shape(f"{WISH} crop at=2"))
    fill(tmp_path / "deck.pptx", tmp_path / "new.pptx", replace(clip, size=(300, 60)))
    parts = parts_of(tmp_path / "new.pptx")
    tree = slide_of(tmp_path / "new.pptx")
    properties = tree.find(".//p:pic/p:nvPicPr/p:cNvPr", NAMES)
    for name in lost:
        properties.set(name, "")
    from lxml import etree

    deck(tmp_path / "lost.pptx", "", parts={**parts, SLIDE: etree.tostring(tree)})
    [shown] = open_deck(tmp_path / "lost.pptx").requests()[0]
    assert shown.text == f"{WISH} crop at=2"
    assert shown.box.sides == PLACE
    fill(tmp_path / "lost.pptx", tmp_path / "again.pptx", replace(clip, size=(300, 60)))
    assert parts_of(tmp_path / "again.pptx")[SLIDE] == parts[SLIDE]


def test_all_these_forms_are_valid_when_they_are_filled(clip: DeckClip, tmp_path: Path) -> None:
    """By a port of the validator of Microsoft's Open XML SDK; as slides of their own it would take a minute."""
    for number, (name, after) in enumerate(TIMINGS.items()):
        if name in ("in two branches", "in one branch of two", "plain, of the shape itself"):
            source = tmp_path / f"{number}.pptx"
            deck(source, shape() + shape("ball", 3) + GROUPS["wider"].replace('id="2"', 'id="9"'), after=after)
            fill(source, tmp_path / f"new{number}.pptx", clip)
            old, new = (validate_pptx(str(each)) for each in (source, tmp_path / f"new{number}.pptx"))
            known = {str(error.description) for error in old.errors}
            assert [str(error) for error in new.errors if str(error.description) not in known] == []
