"""New decks of a tiny lecture, as the programs see them: PowerPoint's rules, LibreOffice, manim-slides."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pypdfium2
import pytest
from manim_slides.config import PresentationConfig
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation

from sessen.pipeline import ParameterOverride
from sessen.products.decks.new_deck import behind, title_for
from sessen.products.decks.shape_text import parse_request
from sessen.variant import Language, Variant
from sessen.video import frames, probe
from tests.cli.lectures import Outcome, copy_to, run
from tests.products.clips.conftest import apart
from tests.products.decks.films import NAMES, libreoffice

STEPS = [("Tiny", "show_dot"), ("Tiny", "move_dot"), ("Sections", "appear"), ("Sections", "leave")]
SENTENCES = {"en": ["A dot.", "It goes to 2."], "ja": ["点です。", "2 へ行きます。"]}


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_to(tmp_path_factory.mktemp("lecture"))


def made(lecture: Path, kind: str, *words: str) -> Outcome:
    outcome = run(lecture, "deck", "--to", kind, "-q", "draft", *words)
    assert outcome.code == 0, outcome.err
    return outcome


@pytest.fixture(scope="module")
def powerpoint(lecture: Path) -> Path:
    outcome = made(lecture, "pptx")
    [deck] = outcome.document["built"]
    assert [(slide["scene"], slide["step"]) for slide in deck["slides"]] == STEPS
    return lecture / str(deck["where"])


def clips(lecture: Path, folder: str = "en-wordless") -> list[Path]:
    """The clips that the deck was made of, in its order."""
    found = [sorted((lecture / "build" / folder / "clips" / name).glob("*.mp4")) for name in ("Tiny", "Sections")]
    return [*found[0], *found[1]]


def test_a_powerpoint_deck_is_valid(powerpoint: Path) -> None:
    """By a port of the validator of Microsoft's Open XML SDK."""
    assert [str(error) for error in validate_pptx(str(powerpoint)).errors] == []


def test_a_deck_is_in_the_manifest_beside_its_clips(powerpoint: Path, lecture: Path) -> None:
    records = json.loads((lecture / "build/manifest.json").read_text())["products"]
    [deck] = [record for record in records if record["kind"] == "deck" and record["file"].endswith(".pptx")]
    assert lecture / "build" / deck["file"] == powerpoint
    assert deck["sha256"] == hashlib.sha256(powerpoint.read_bytes()).hexdigest()
    assert {Path(record["file"]).name for record in records} >= {clip.name for clip in clips(lecture)}


def test_each_step_is_a_slide_with_title_words_notes_and_a_clip_that_starts_by_itself(
    powerpoint: Path, lecture: Path
) -> None:
    slides = list(Presentation(str(powerpoint)).slides)
    assert len(slides) == len(STEPS)
    titles = [slide.shapes.title.text for slide in slides if slide.shapes.title]
    assert titles == [
        "Where does the dot go? 1/2",
        "Where does the dot go? 2/2",
        "Sections 1/2",
        "Sections 2/2",
    ]
    for slide, clip, (scene, step) in zip(slides, clips(lecture), STEPS, strict=True):
        [film] = [shape for shape in slide.shapes if str(shape.shape_type).startswith("MEDIA")]
        assert film.name == f"sessen:{scene}::{step}"
        video = next(each for each in film.part.rels.values() if each.reltype.endswith("/video")).target_part.blob
        assert video == clip.read_bytes()
        assert film.poster_frame.blob == clip.with_suffix(".first.png").read_bytes()
        effects = [
            each.get("nodeType") for each in slide._element.iterfind(".//p:cTn[@presetClass='mediacall']", NAMES)
        ]
        assert effects == ["afterEffect"]
        assert slide._element.find(".//p:video//p:cTn", NAMES).get("repeatCount") is None
    words = [slides[index].shapes[1]._element[0][0].get("descr") for index in (0, 1)]
    marks = [f"(sessen:{scene}::{step})" for scene, step in STEPS]
    assert words == [f"{said} {mark}" for said, mark in zip(["A dot.", "It goes to two."], marks, strict=False)]
    notes = slides[1].notes_slide.notes_text_frame
    assert notes is not None
    assert notes.text == "It goes to 2.\n\nfar = 2"


def test_each_scene_is_a_section(powerpoint: Path) -> None:
    namespace = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    presentation = Presentation(str(powerpoint))
    sections = list(presentation.part._element.iter(f"{namespace}section"))
    assert [section.get("name") for section in sections] == ["Where does the dot go?", "Sections"]
    numbers = [[each.get("id") for each in section.iter(f"{namespace}sldId")] for section in sections]
    ids = [str(slide.slide_id) for slide in presentation.slides]
    assert numbers == [ids[:2], ids[2:]]


def test_a_deck_of_some_scenes_is_called_by_their_titles() -> None:
    def called(language: Language, *titles: str) -> str:
        chosen: list[Any] = [
            SimpleNamespace(title={language: title}, scene=SimpleNamespace(name=title)) for title in titles
        ]
        request: Any = SimpleNamespace(targets=("A", "B"), lecture_file=None)
        return title_for(request, chosen, Variant(language))

    assert called(Language.EN, "The derivative") == "The derivative"
    assert called(Language.EN, "A", "B", "A") == "A, B"
    assert called(Language.EN, *"ABCDE") == "A, B, C, and 2 more"
    assert called(Language.JA, *"ABCD") == "A、B、C ほか1件"


def test_a_new_deck_asks_for_the_same_clips_when_it_is_refreshed() -> None:
    """Language, sentences, headline and parameters stand behind the names, and are read from there."""
    chosen: Any = SimpleNamespace(values=(("f", "sin(u) + 1"), ("at", "1")))
    request: Any = SimpleNamespace(
        overrides=(ParameterOverride("", "f", "sin(u) + 1"), ParameterOverride("", "far", "3"))
    )
    text = behind(request, chosen, Variant(Language.JA, words=True, headline=False))
    wish = parse_request(f"sessen:Tiny::show_dot {text}", "")
    assert dict(wish.options) == {"lang": "ja", "words": "on", "headline": "off"}
    assert dict(wish.settings) == {"f": "sin(u) + 1"}
    assert behind(SimpleNamespace(overrides=()), chosen, Variant(words=False)) == ""  # type: ignore[arg-type]


def test_the_same_lecture_gives_the_same_bytes(powerpoint: Path, lecture: Path) -> None:
    before = powerpoint.read_bytes()
    assert made(lecture, "pptx").document["failed"] == []
    assert powerpoint.read_bytes() == before


def test_libreoffice_shows_each_slide_as_its_still(powerpoint: Path, lecture: Path, tmp_path: Path) -> None:
    [document] = libreoffice(tmp_path, "pdf", powerpoint)
    stills = [clip.with_suffix(".first.png") for clip in clips(lecture)]
    pages = list(pypdfium2.PdfDocument(document))
    assert len(pages) == len(stills)
    for page, still in zip(pages, stills, strict=True):
        shown = page.render(scale=854 / page.get_width()).to_pil().convert("RGB").resize((854, 480))
        with Image.open(still) as picture:
            wanted = np.asarray(picture.convert("RGB")).astype(np.int16)
        assert apart(np.asarray(shown).astype(np.int16), wanted) < 40
    ends = [np.asarray(Image.open(clip.with_suffix(".png"))).astype(np.int16) for clip in clips(lecture)]
    assert apart(ends[0], ends[1]) > 80, "pictures that differ count as such"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_handout_has_a_still_a_step_and_words_that_can_be_selected(lecture: Path, language: str) -> None:
    made(lecture, "pdf", "--lang", language, "--theme", "light")
    document = pypdfium2.PdfDocument(lecture / "build" / f"{language}-light" / "lecture.pdf")
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    bare = "".join(text.split())
    for sentence in SENTENCES[language]:
        assert "".join(sentence.split()) in bare
    assert "far=2" in bare
    pictures = [item for page in document for item in page.get_objects() if item.type == 3]
    assert len(pictures) == len(STEPS)
    assert document.get_metadata_value("Title") == {"en": "A tiny lecture", "ja": "小さな講義"}[language]


def test_manim_slides_reads_and_converts_what_is_written_for_it(lecture: Path, tmp_path: Path) -> None:
    """With its own reader, and its own command."""
    made(lecture, "manim-slides", "--loop")
    folder = lecture / "build" / "en" / "lecture-slides"
    read = PresentationConfig.from_file(folder / "Tiny.json")
    assert [slide.notes.splitlines()[0] for slide in read.slides] == SENTENCES["en"]
    assert all(slide.loop for slide in read.slides)
    for slide, clip in zip(read.slides, clips(lecture), strict=False):
        forth, back = list(frames(Path(slide.file))), list(frames(Path(slide.rev_file)))
        assert len(forth) == len(back) == probe(clip).frames
        assert all(
            np.abs(one.astype(int) - other.astype(int)).mean() < 1
            for one, other in zip(forth, reversed(back), strict=True)
        )
    done = subprocess.run(
        [sys.executable, "-m", "manim_slides", "convert", "--folder", str(folder), "--to", "pdf", "Tiny"]
        + [str(tmp_path / "out.pdf")],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder.parent,
    )
    assert done.returncode == 0, done.stderr
    assert len(pypdfium2.PdfDocument(tmp_path / "out.pdf")) == 2


def test_a_budget_makes_clips_smaller_and_says_so(lecture: Path) -> None:
    sizes = [clip.stat().st_size for clip in clips(lecture)]
    outcome = run(lecture, "deck", "--to", "pptx", "-q", "draft", "--budget", "9500B", "--out", "small.pptx")
    assert sum(sizes) > 9500
    assert outcome.code == 0, outcome.err
    assert "were made smaller: --budget is 9.5 kB" in outcome.err
    films = {
        relation.target_part.partname: len(relation.target_part.blob)
        for slide in Presentation(str(lecture / "small.pptx")).slides
        for relation in slide.part.rels.values()
        if relation.reltype.endswith("/video")
    }
    assert sum(films.values()) <= 9500


def test_a_budget_that_cannot_be_met_is_told(lecture: Path) -> None:
    outcome = run(
        lecture, "deck", "--to", "pptx", "-q", "draft", "--budget", "100B", "Tiny::show_dot", "--out", "tiny.pptx"
    )
    assert outcome.code == 1
    assert "cannot be made smaller" in outcome.err
    assert "--budget" in outcome.err
    assert not (lecture / "tiny.pptx").exists()
