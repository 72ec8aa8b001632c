"""A clip whose letters cannot be read on its slide is told, before anything is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

import sessen.pool.local
from sessen.cli.main import main
from tests.cli.lectures import copy_to
from tests.inline_pool import InlinePool
from tests.products.decks.test_into import deck_with


@pytest.mark.parametrize(
    ("options", "ground", "told"),
    [
        ("theme=dark", "FFFFFF", "slide 1: theme=dark is hard to read on #FFFFFF; theme=light is readable"),
        ("theme=light", "101010", "slide 1: theme=light is hard to read on #101010; theme=dark is readable"),
        ("background=#FFFFFF theme=dark", "101010", "slide 1: theme=dark is hard to read on #FFFFFF"),
        ("", "FFFFFF", ""),
        ("theme=light", "F4E8D0", ""),
    ],
)
def test_a_theme_that_cannot_be_read_on_its_slide_is_told(
    options: str,
    ground: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(copy_to(tmp_path))
    monkeypatch.setattr(sessen.pool.local, "ProcessPool", InlinePool)
    deck_with(tmp_path / "talk.pptx", f"sessen:Tiny::show_dot {options}".strip(), ground=ground)
    assert main(["deck", "--into", "talk.pptx", "--dry-run", "-q", "draft"]) == 0
    said = capsys.readouterr()
    assert told in said.out + said.err
    assert bool(told) == ("is hard to read on" in said.out + said.err)
