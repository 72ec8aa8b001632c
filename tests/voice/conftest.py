"""A lecture that hums: an engine of the tests takes the place of the machine's voice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import sessen.pool.local
from sessen.cli.main import main
from sessen.voice import engines
from tests.inline_pool import InlinePool
from tests.voice import lessons, tone_engine


@pytest.fixture(scope="module")
def humming() -> Iterator[None]:
    """The machine hums, in both languages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(engines.ENGINES, "tone", engines.EngineRow("tone", "tests.voice.tone_engine", ()))
        for language in ("en", "ja"):
            name = f"tone_{language}"
            patch.setitem(engines.VOICES, name, engines.Voice(name, language, "tone"))
            patch.setitem(engines.DEFAULTS, language, name)
        patch.setattr(engines, "_LANGUAGES", {"en": (), "ja": ()})
        patch.setattr(sessen.pool.local, "ProcessPool", InlinePool)
        patch.delenv("SESSEN_VOICE")
        yield


@pytest.fixture(scope="module")
def finished(humming: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lecture of one lesson, whose silent pictures are finished and whose takes are made."""
    folder = lessons.project(tmp_path_factory.mktemp("lectures") / "finished", "machine")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["-q", "draft", "--lang", "en", "--lang", "ja", "--voice", "off", "--out", "silent"]) == 0
        assert main(["voice"]) == 0
    return folder


@pytest.fixture
def spoken(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that lecture, which is where the test is."""
    folder = tmp_path / "lecture"
    shutil.copytree(finished, folder)
    monkeypatch.chdir(folder)
    tone_engine.said.clear()
    return folder


@pytest.fixture
def lecture(spoken: Path) -> Path:
    """The same without takes."""
    shutil.rmtree(spoken / "assets")
    shutil.rmtree(spoken / ".sessen" / "voice")
    return spoken
