"""What ``render.py clips`` refuses, and what it says then."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessen.background import InvalidColor, parse_background
from sessen.cli.clip_options import choose_formats, tell_of_letters
from sessen.cli.main import main
from sessen.products.clips.planned import ClipRequest
from sessen.products.clips.targets import TARGETS
from tests.cli.lectures import copy_to, run

NONSENSE = {
    "Tiny": ("--for is missing", "name a target: powerpoint"),
    "Tiny --for powerpiont": ("--for powerpiont: unknown target", "did you mean 'powerpoint'?"),
    "Tiny --for web --background blakc": ("--background blakc: no colour", "did you mean 'black'?"),
    "Tiny --for web --background #12345": ("--background #12345: no colour", "#FFFFFF"),
    "Tiny --for beamer --background transparent": ("beamer does not show transparent clips", "--background '#FFFFFF'"),
    "Tiny --for moodle --format wepb": ("--format wepb: moodle does not show this format", "did you mean 'webp'?"),
    "Tiny --for web --speed 0": ("--speed 0: invalid speed", "2 is twice as fast"),
    "Tiny --for web --size big": ("--size big: invalid size", "960x540"),
    "Tiny --for web --max-size many": ("--max-size many: invalid size", "500MB"),
    "Tiny::mov_dot --for web": ("Tiny has no step 'mov_dot'", "did you mean 'move_dot'?"),
    "Tiny::show_dot..mov_dot --for web": ("Tiny has no step 'mov_dot'", "did you mean 'move_dot'?"),
    "Tiny::move_dot..show_dot --for web": ("'show_dot' comes before 'move_dot'", "show_dot..move_dot"),
    "Tini --for web": ("no scene 'Tini'", "did you mean 'Tiny'?"),
}


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_to(tmp_path_factory.mktemp("lecture"))


@pytest.mark.parametrize(("typed", "told"), NONSENSE.items(), ids=NONSENSE)
def test_what_makes_no_sense_is_told_with_its_cure(
    typed: str,
    told: tuple[str, str],
    lecture: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(lecture)
    assert main(["clips", *typed.split(), "-q", "draft", "-j", "1"]) == 2
    said = capsys.readouterr().err
    assert all(words in said for words in told), said
    assert "Traceback" not in said
    assert not (lecture / "build").exists()


def test_a_budget_that_cannot_be_met_says_how_small_it_gets_and_leaves_nothing(tmp_path: Path) -> None:
    folder = copy_to(tmp_path)
    outcome = run(folder, "clips", "Tiny::move_dot", "--for", "moodle", "--max-size", "100b", "-q", "draft")
    assert outcome.code == 1
    assert "cannot be made smaller than" in outcome.document["failed"][0]["what"]
    assert "0.1 kB are allowed" in outcome.document["failed"][0]["what"]
    assert not list(folder.glob("build/**/*.gif"))


def test_the_background_of_most_slides_of_a_deck_is_taken_and_the_rest_told(
    tmp_path: Path,
) -> None:
    """Two blue slides and a plain one, made by python-pptx."""
    from pptx import Presentation
    from pptx.dml.color import RGBColor

    from sessen.cli.deck_background import parse_deck_background

    deck = Presentation()
    for number in range(3):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        if number:
            slide.background.fill.solid()
            slide.background.fill.fore_color.rgb = RGBColor(0x1F, 0x49, 0x7D)
    deck.save(str(tmp_path / "deck.pptx"))
    said: list[str] = []
    assert parse_deck_background(tmp_path / "deck.pptx", said.append) == "#1F497D"
    assert said == [f"{tmp_path / 'deck.pptx'}: #1F497D, the background of 2 slides; otherwise on slide 1"]


@pytest.mark.parametrize("deck", ["missing.pptx", "damaged.pptx"])
def test_a_deck_that_cannot_be_read_is_told(
    deck: str, lecture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lecture)
    (lecture / "damaged.pptx").write_bytes(b"PK no deck")
    assert main(["clips", "Tiny", "--for", "powerpoint", "--background-from", deck]) == 2
    said = capsys.readouterr().err
    assert deck in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("typed", "background"),
    [
        ("#fff8e7", "#FFF8E7"),
        ("#fff", "#FFFFFF"),
        ("White", "#FFFFFF"),
        ("transparent", "transparent"),
        ("paper", None),
        ("#fff8e700", "#FFF8E700"),
    ],
)
def test_backgrounds_have_one_form(typed: str, background: str | None) -> None:
    assert parse_background(typed) == background


def test_what_is_no_colour_is_refused() -> None:
    with pytest.raises(InvalidColor, match="#12: no colour"):
        parse_background("#12")


@pytest.mark.parametrize("place", TARGETS)
def test_letters_of_a_transparent_clip_are_told_where_nobody_has_chosen_them(place: str) -> None:
    """Dark pages and white ones are as likely; where the clip has a ground of its own, it is read on that."""
    said: list[str] = []
    for theme, background in ((None, None), ("light", None), (None, "#FFFFFF"), ("dark", "transparent")):
        formats = choose_formats(TARGETS[place], (), background)
        tell_of_letters(TARGETS[place], theme, ClipRequest(formats, background=background), said.append)
    assert len(said) == (place in ("keynote", "editor", "revealjs", "web"))
    assert all("--theme light" in each and place in each for each in said)
