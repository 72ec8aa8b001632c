"""Decks that cannot be read or must not be touched are left alone, and it is said why."""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from sessen.backups import copy_beside
from sessen.products.decks.errors import DeckRefused, NameUnknown
from sessen.products.decks.powerpoint_limits import PIXELS_OF_A_DECK, limit_for, playable_quality, quality_notice
from sessen.products.decks.pptx.guards import ensure_writable
from sessen.products.decks.pptx.package import Package
from sessen.products.decks.shape_text import parse_request
from sessen.variant import QUALITIES, Shape
from tests.products.decks.films import parts_of, plain_deck


def test_what_is_no_deck_is_refused_with_what_it_is(tmp_path: Path) -> None:
    deck = plain_deck(tmp_path / "deck.pptx")
    whole = deck.read_bytes()
    (tmp_path / "cut.pptx").write_bytes(whole[: len(whole) // 2])
    spoiled = bytearray(whole)
    spoiled[2000:2100] = bytes(100)
    (tmp_path / "spoiled.pptx").write_bytes(spoiled)
    (tmp_path / "text.pptx").write_text("not a deck")
    (tmp_path / "locked.pptx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))
    with zipfile.ZipFile(tmp_path / "other.pptx", "w") as archive:
        archive.writestr("mimetype", "application/zip")
    said = {}
    for name in ("cut", "spoiled", "text", "locked", "other", "missing"):
        with pytest.raises(DeckRefused) as caught:
            Package(tmp_path / f"{name}.pptx")
        said[name] = str(caught.value)
    assert all(f"{name}.pptx" in text for name, text in said.items())
    assert all("damaged" in said[name] for name in ("cut", "spoiled", "text"))
    assert "password" in said["locked"]
    assert "is not a PowerPoint deck" in said["other"]
    assert "cannot be read" in said["missing"]


def test_a_part_that_is_no_xml_is_named(tmp_path: Path) -> None:
    deck = plain_deck(tmp_path / "deck.pptx")
    parts = parts_of(deck)
    with zipfile.ZipFile(tmp_path / "bad.pptx", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data[:-40] if name == "ppt/slides/slide1.xml" else data)
    with pytest.raises(DeckRefused, match=r"ppt/slides/slide1\.xml"):
        Package(tmp_path / "bad.pptx").tree("ppt/slides/slide1.xml")


def test_a_deck_is_written_as_it_was_read(tmp_path: Path) -> None:
    deck = plain_deck(tmp_path / "deck.pptx")
    package = Package(deck)
    assert not package.is_changed
    package.write(tmp_path / "same.pptx")
    assert parts_of(tmp_path / "same.pptx") == parts_of(deck)
    assert list(parts_of(tmp_path / "same.pptx")) == list(parts_of(deck))


def test_nothing_is_left_where_there_is_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deck = plain_deck(tmp_path / "deck.pptx")
    before = deck.read_bytes()

    class Full(zipfile.ZipFile):
        def writestr(self, *arguments: object, **more: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    package = Package(deck)
    monkeypatch.setattr(zipfile, "ZipFile", Full)
    with pytest.raises(DeckRefused, match="No space left"):
        package.write(deck)
    assert deck.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["deck.pptx"]


@pytest.mark.parametrize("lock", ["~$deck.pptx", ".~lock.deck.pptx#"])
def test_an_open_deck_is_left_alone(tmp_path: Path, lock: str) -> None:
    """PowerPoint and LibreOffice lay a file beside it."""
    deck = plain_deck(tmp_path / "deck.pptx")
    ensure_writable(deck)
    (tmp_path / lock).write_text("somebody")
    with pytest.raises(DeckRefused, match="is open in another program"):
        ensure_writable(deck)


def test_powerpoint_cuts_the_name_of_its_lock(tmp_path: Path) -> None:
    deck = plain_deck(tmp_path / "a long name.pptx")
    (tmp_path / "~$long name.pptx").write_text("somebody")
    with pytest.raises(DeckRefused, match="is open"):
        ensure_writable(deck)


def test_a_read_only_deck_is_left_alone(tmp_path: Path) -> None:
    deck = plain_deck(tmp_path / "deck.pptx")
    deck.chmod(0o444)
    with pytest.raises(DeckRefused, match="is read-only"):
        ensure_writable(deck)


def test_no_backup_is_written_over(tmp_path: Path) -> None:
    deck = plain_deck(tmp_path / "deck.pptx")
    copies = [copy_beside(deck).name for _ in range(3)]
    assert copies == ["deck.backup.pptx", "deck.backup-2.pptx", "deck.backup-3.pptx"]
    assert {(tmp_path / copy).read_bytes() for copy in copies} == {deck.read_bytes()}
    shutil.rmtree(tmp_path)


def test_names_are_read_as_people_and_office_write_them() -> None:
    wish = parse_request("sessen:ChainRule::nudge loop theme=light f=“3x + 1”", "")
    assert wish.target == "ChainRule::nudge"
    assert wish.flags == {"loop"}
    assert dict(wish.options) == {"theme": "light"}
    assert dict(wish.settings) == {"f": "3x + 1"}
    assert dict(parse_request("sessen:ChainRule, f=sin(u);", "").settings) == {"f": "sin(u)"}
    assert parse_request("sessen:ChainRule, f=sin(u);", "").target == "ChainRule"
    with pytest.raises(NameUnknown, match="did you mean 'loop'"):
        parse_request("sessen:ChainRule lop", "slide 3")
    with pytest.raises(NameUnknown, match="cannot be read"):
        parse_request("sessen:ChainRule f='x", "slide 3")


def test_sixty_films_stay_within_what_powerpoint_plays() -> None:
    """Thirty of full HD stopped it, as many in 1280 x 720 did not (manim-slides, issue 392)."""
    high = QUALITIES["high"]
    assert playable_quality(high, Shape.WIDE, 20) == high
    assert playable_quality(high, Shape.WIDE, 30) == QUALITIES["medium"]
    for films in (60, 120):
        width, height = playable_quality(high, Shape.WIDE, films).pixels(Shape.WIDE)
        assert films * width * height <= PIXELS_OF_A_DECK
    assert playable_quality(QUALITIES["draft"], Shape.WIDE, 20) == QUALITIES["draft"]
    assert playable_quality(high, Shape.WIDE, 10, there=20) == QUALITIES["medium"]
    assert quality_notice(high, high, Shape.WIDE, 20) == ""
    assert "60 films" in quality_notice(high, QUALITIES["medium"], Shape.WIDE, 60)
    assert "more than PowerPoint can be expected to play" in quality_notice(
        high, playable_quality(high, Shape.WIDE, 200), Shape.WIDE, 200
    )


def test_small_films_keep_their_size_and_large_ones_share_the_rest() -> None:
    assert limit_for([10, 20, 30], 60) is None
    assert limit_for([10, 60, 90], 100) == 45
    sizes = [3, 900, 40, 1200, 7]
    limit = limit_for(sizes, 1000)
    assert limit is not None
    assert sum(min(size, limit) for size in sizes) <= 1000
