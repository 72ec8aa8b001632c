"""Decks that are signed, strict or of LibreOffice: filled with a word, or refused with what to do."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from lxml import etree

from sessen.cli.deck_background import parse_deck_background
from sessen.products.decks.deck_file import open_deck
from sessen.products.decks.errors import DeckRefused, DeckUnreadable
from sessen.products.decks.pptx.fill import DeckClip
from tests.products.decks.films import film, libreoffice, parts_of
from tests.products.decks.odd import NAMES, PLACE, WISH, base, deck, shape, slide_of
from tests.products.decks.test_odd_forms import fill

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODF = {
    "draw": f"{OASIS}:drawing:1.0",
    "svg": f"{OASIS}:svg-compatible:1.0",
    "anim": f"{OASIS}:animation:1.0",
    "smil": f"{OASIS}:smil-compatible:1.0",
    "presentation": f"{OASIS}:presentation:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "office": f"{OASIS}:office:1.0",
}
SIGNED = {
    "_rels/.rels": base()["_rels/.rels"]
    .decode()
    .replace(
        "</Relationships>",
        '<Relationship Id="rIdSigned" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/'
        'origin" Target="_xmlsignatures/origin.sigs"/></Relationships>',
    ),
    "_xmlsignatures/origin.sigs": "",
    "_xmlsignatures/_rels/origin.sigs.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
    'digital-signature/signature" Target="sig1.xml"/></Relationships>',
    "_xmlsignatures/sig1.xml": "<Signature/>",
    "[Content_Types].xml": base()["[Content_Types].xml"]
    .decode()
    .replace(
        "</Types>",
        '<Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/vnd.openxmlformats-package.'
        'digital-signature-xmlsignature+xml"/></Types>',
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> DeckClip:
    return film(tmp_path_factory.mktemp("film"))


def test_a_signed_deck_is_filled_as_a_copy_without_its_signature_and_that_is_said(
    clip: DeckClip, tmp_path: Path
) -> None:
    signed = deck(tmp_path / "signed.pptx", shape(), parts=SIGNED)
    opened = open_deck(signed)
    assert any("is signed" in each for each in opened.remarks)
    opened.fill([(opened.requests()[0][0], clip)])
    before = signed.read_bytes()
    with pytest.raises(DeckRefused, match="is signed, and was not changed"):
        opened.write(signed)
    assert signed.read_bytes() == before
    opened.write(tmp_path / "new.pptx")
    parts = parts_of(tmp_path / "new.pptx")
    assert not any("_xmlsignatures" in name for name in parts)
    assert b"signature" not in parts["_rels/.rels"] + parts["[Content_Types].xml"]
    assert not open_deck(tmp_path / "new.pptx").remarks


def test_a_strict_deck_is_told_how_to_be_saved(tmp_path: Path) -> None:
    rels = base()["_rels/.rels"].decode()
    strict = rels.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
        "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    )
    assert strict != rels
    with pytest.raises(DeckUnreadable, match="Strict Open XML") as caught:
        open_deck(deck(tmp_path / "strict.pptx", shape(), parts={"_rels/.rels": strict}))
    assert "Save As > PowerPoint Presentation (*.pptx)" in str(caught.value)


# -- OpenDocument ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def odp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deck as LibreOffice saves it: a coloured page, a panel, two requests, notes."""
    folder = tmp_path_factory.mktemp("odp")
    fill_of_page = '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="203040"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    drawn = shape() + shape(f"{WISH} loop click", 3, (5_000_000, 4_000_000, 1_600_000, 1_200_000))
    return libreoffice(folder, "odp", deck(folder / "mine.pptx", drawn, before=fill_of_page))[0]


def content(file: Path) -> etree._Element:
    return etree.fromstring(parts_of(file)["content.xml"])


def rewritten(source: Path, target: Path, changes: Mapping[str, tuple[str, str]]) -> Path:
    """The document with something in some parts written otherwise."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts_of(source).items():
            old, new = changes.get(name, ("", ""))
            assert old in data.decode(errors="replace")
            archive.writestr(name, data.decode().replace(old, new) if old else data)
    return target


def attribute(element: etree._Element, name: str) -> str:
    prefix, _, local = name.partition(":")
    return str(element.get(f"{{{ODF[prefix]}}}{local}"))


def test_a_presentation_of_libreoffice_is_filled_and_all_else_in_it_stays(
    odp: Path, clip: DeckClip, tmp_path: Path
) -> None:
    fill(odp, tmp_path / "new.odp", clip)
    before, after = parts_of(odp), parts_of(tmp_path / "new.odp")
    assert {name for name in before if after[name] != before[name]} == {"content.xml", "META-INF/manifest.xml"}
    new = set(after) - set(before)
    assert {name.partition("/")[0] for name in new} == {"Media", "Pictures"}
    assert all(name in after["META-INF/manifest.xml"].decode() for name in new)
    assert next(iter(after)) == "mimetype"
    assert clip.video.read_bytes() in after.values()
    fill(tmp_path / "new.odp", tmp_path / "again.odp", clip)
    assert parts_of(tmp_path / "again.odp") == after


def test_a_film_of_libreoffice_has_place_poster_words_and_the_moment_it_plays(
    odp: Path, clip: DeckClip, tmp_path: Path
) -> None:
    fill(odp, tmp_path / "new.odp", clip)
    first, second = content(tmp_path / "new.odp").findall(".//draw:frame[draw:plugin]", ODF)
    assert attribute(first, "draw:name") == WISH
    assert first.findtext("svg:desc", "", ODF) == f"{clip.words} ({WISH})"
    sides = [float(attribute(first, f"svg:{name}").removesuffix("cm")) * 360_000 for name in ("x", "y", "width")]
    assert sides == pytest.approx(PLACE[:3], abs=400)
    width, height = (float(attribute(second, f"svg:{name}").removesuffix("cm")) for name in ("width", "height"))
    assert width / height == pytest.approx(16 / 9, rel=1e-3)
    loops = [each.find("draw:plugin/draw:param", ODF) for each in (first, second)]
    assert [attribute(each, "draw:value") for each in loops if each is not None] == ["false", "true"]
    played = content(tmp_path / "new.odp").findall(".//anim:command", ODF)
    moments = {attribute(each, "smil:targetElement"): each.getparent() for each in played}
    kinds = [attribute(moments[attribute(each, "draw:id")], "presentation:node-type") for each in (first, second)]
    assert kinds == ["after-previous", "on-click"]
    steps = content(tmp_path / "new.odp").findall(".//anim:seq/anim:par", ODF)
    assert [attribute(each, "smil:begin") for each in steps] == ["0s", "next"]


def test_libreoffice_opens_what_is_filled_shows_the_poster_and_keeps_the_request(
    odp: Path, clip: DeckClip, tmp_path: Path
) -> None:
    """It saves the presentation again, and that is refreshed; so is a .pptx that it has saved, where names are lost."""
    fill(odp, tmp_path / "new.odp", replace(clip, poster=bright(tmp_path)))
    again = tmp_path / "again"
    again.mkdir()
    libreoffice(again, "pptx", *libreoffice(again, "odp", tmp_path / "new.odp"))
    [document] = libreoffice(again, "pdf", tmp_path / "new.odp")
    shown = np.asarray(pypdfium2.PdfDocument(document)[0].render(scale=1).to_pil().convert("RGB")).astype(int)
    assert (np.abs(shown - [250, 210, 20]).max(axis=2) < 12).mean() > 0.08
    for suffix in ("odp", "pptx"):
        file = again / f"new.{suffix}"
        requests = [each.text for each in open_deck(file).requests()[0]]
        assert requests == [WISH, f"{WISH} loop click"], suffix
        fill(file, again / f"refreshed.{suffix}", clip)
    timing = slide_of(again / "refreshed.pptx").find("p:timing", NAMES)
    assert timing is not None
    assert [len(timing.findall(f".//p:{name}", NAMES)) for name in ("cmd", "video")] == [2, 2]


def bright(folder: Path) -> Path:
    from PIL import Image

    file = folder / "poster.png"
    Image.new("RGB", (320, 180), (250, 210, 20)).save(file)
    return file


def test_the_background_for_clips_is_taken_from_a_presentation_of_libreoffice_too(odp: Path) -> None:
    assert parse_deck_background(odp, pytest.fail) == "#203040"


@pytest.mark.parametrize(
    ("changes", "seen", "said"),
    [
        ({}, "#203040", ""),
        ({"content.xml": ('draw:fill-color="#203040"', 'draw:fill-color="#ffffff"')}, "#FFFFFF", ""),
        ({"content.xml": ('draw:fill="solid" draw:fill-color="#203040"', 'draw:fill="none"')}, "#FFFFFF", ""),
        ({"content.xml": ('draw:fill="solid" draw:fill-color="#203040"', 'draw:fill="hatch"')}, "#FFFFFF", "hatched"),
    ],
)
def test_the_ground_of_a_page_is_found(
    odp: Path, changes: Mapping[str, tuple[str, str]], seen: str, said: str, tmp_path: Path
) -> None:
    opened = open_deck(rewritten(odp, tmp_path / "other.odp", changes))
    found = opened.background(opened.requests()[0][0])
    assert found.color == seen
    assert said in found.warning


def test_a_shape_that_is_turned_and_an_encrypted_presentation_are_refused(odp: Path, tmp_path: Path) -> None:
    text = parts_of(odp)["content.xml"].decode()
    start = text.index(f'draw:name="{WISH}"')
    own = text[start : text.index(">", start)]
    turned = own.replace("svg:x=", 'draw:transform="rotate (0.3)" svg:unused=')
    _, wrong = open_deck(rewritten(odp, tmp_path / "turned.odp", {"content.xml": (own, turned)})).requests()
    assert "is rotated or skewed" in str(wrong[0])
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    locked = {"META-INF/manifest.xml": ("</manifest:manifest>", entry)}
    with pytest.raises(DeckUnreadable, match="password"):
        open_deck(rewritten(odp, tmp_path / "locked.odp", locked))


def test_a_presentation_is_known_by_what_it_is_not_by_its_name(odp: Path, clip: DeckClip, tmp_path: Path) -> None:
    (tmp_path / "odd.pptx").write_bytes(odp.read_bytes())
    fill(tmp_path / "odd.pptx", tmp_path / "new.pptx", clip)
    assert parts_of(tmp_path / "new.pptx")["mimetype"].startswith(b"application/vnd.oasis")
