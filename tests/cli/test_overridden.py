"""What a scene's file asks of Manim and Sessen decides instead is said once, whatever is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import sessen.pool.local
from sessen.cli.main import main
from tests.inline_pool import InlinePool
from tests.preview.previews import preview

SET = """
from manim import *
config.pixel_width, config.pixel_height = 1080, 1920
class Set(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=0.2)
        self.next_section("later")
        self.play(Create(Circle()), run_time=0.2)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one file that sets the size of its pictures."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "set.py").write_text(SET, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sessen.pool.local, "ProcessPool", InlinePool)
    return tmp_path


def test_videos_clips_and_decks_say_what_the_file_sets_in_vain(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "set.py sets pixel_width 1080, pixel_height 1920: made with 854, 480, for -q and --shape decide; "
    for words in ([], ["clips", "--for", "powerpoint"], ["deck", "--to", "html"]):
        assert main([*words, "set.py", "-q", "draft"]) == 0
        assert capsys.readouterr().err.count(said + "for its outline add --shape tall\n") == 1


def test_the_preview_says_it_below_its_address(folder: Path) -> None:
    with preview(folder, "set.py") as running:
        assert running.process.stderr is not None
        line = running.process.stderr.readline()
    assert line.startswith("set.py sets pixel_width 1080, pixel_height 1920: made with ")
    assert line.endswith("; for its outline choose the shape tall on the page\n")
