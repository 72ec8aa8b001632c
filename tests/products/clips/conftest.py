"""The tiny lesson as clips for every kind of place, made once for all tests of a process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.cli.lectures import Outcome, copy_to, run

Levels = npt.NDArray[np.int16]
DRAFT = ("-q", "draft")


@pytest.fixture(scope="session")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tiny lecture; what is made in it stays in its store."""
    return copy_to(tmp_path_factory.mktemp("lecture"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
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


def chromium() -> str | None:
    """The system's browser; Playwright's own where there is none."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("google-chrome")


def apart(one: Levels, other: Levels) -> int:
    """How many pixels differ clearly: none where the tiny lesson's dot is at one place, some 80 where it has moved."""
    return int((np.abs(one - other).max(axis=2) > 60).sum())
