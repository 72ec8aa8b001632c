"""The tiny lesson as clips for every kind of place, made once for all tests of a process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.cli.lectures import Outcome, copy_to, run

DRAFT = ("-q", "draft")


@pytest.fixture(scope="session")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tiny lecture; what is made in it stays in its store."""
    return copy_to(tmp_path_factory.mktemp("lecture"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


def clips(folder: Path, *words: str) -> Outcome:
    """What ``render.py clips`` comes to; it must not fail."""
    outcome = run(folder, "clips", *words, *DRAFT)
    assert outcome.code == 0, outcome.err
    return outcome


def files(outcome: Outcome, folder: Path) -> dict[str, Path]:
    """The files that were made by their names."""
    made = [file["file"] for built in outcome.document["built"] for file in built["files"]]
    return {Path(name).name: folder / "build" / name for name in made}
