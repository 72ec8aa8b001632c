"""Sections of plain scenes may be called anything: each has a file, a slide, and something to type."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessen.pipeline import Request
from sessen.preview.first_target import first_target
from sessen.products.decks.shape_text import name_for, parse_request, request_in
from tests.cli.lectures import Outcome, run

NAMES = ("a/b: 50% #1?", "..", "x..y", "a::b", "微分" * 60, "Intro", "intro")
_SCENE = f"""from manim import *


class Odd(Scene):
    def construct(self):
        self.add(Square())
        for name in {NAMES!r}:
            self.next_section(name)
            self.wait(0.2)
"""
_DRAFT = ("-q", "draft")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "pyproject.toml").write_text("")
    (folder / "odd.py").write_text(_SCENE)
    return folder


@pytest.fixture(scope="module")
def clips(project: Path) -> Outcome:
    """Each by its whole name, and by its number."""
    targets = [f"odd.py::Odd::{name}" for name in NAMES if name != ".."]
    return run(project, "clips", *targets, "odd.py::Odd::#2", "odd.py::Odd::#6..#7", "--for", "powerpoint", *_DRAFT)


def test_every_section_is_a_clip_of_its_own(clips: Outcome) -> None:
    assert clips.code == 0, clips.err
    built = clips.document["built"]
    assert {each["name"] for each in built} == {f"Odd::{name}" for name in NAMES} | {"Odd::Intro..intro"}
    files = [Path(each["where"]) for each in built]
    assert all(file.is_file() and len(file.name.encode()) < 100 for file in files)
    assert len({str(file).casefold() for file in files}) == len(files)


def test_every_section_is_a_slide(project: Path, clips: Outcome) -> None:
    made = run(project, "deck", "--to", "manim-slides", "odd.py::Odd", *_DRAFT)
    assert made.code == 0, made.err
    [deck] = made.document["built"]
    assert [slide["step"] for slide in deck["slides"]] == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_shapes_and_previews_name_every_section(name: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert parse_request(f'sessen:"odd.py::Odd::{name}" loop', "here").target == f"odd.py::Odd::{name}"
    first = first_target(Request(targets=(f"odd.py::Odd::{name}",)))
    assert first is not None
    assert (first.scene.name, first.step) == ("Odd", name)


@pytest.mark.parametrize("name", [*NAMES, "  ", "it's", "“so”", "a\tb", "plain_name"])
def test_the_shapes_of_new_decks_can_be_read_again(name: str) -> None:
    text = name_for(f"Odd::{name}", 3)
    assert parse_request(request_in(text), "here").target in (f"Odd::{name}", "Odd::#3")
    assert name_for("Odd::plain_name", 3) == "sessen:Odd::plain_name"
