"""A place of installed packages that a test may change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sessen.keys import trees
from sessen.project import installed_folders, is_installed


@pytest.fixture
def site_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of installed packages, where Python looks first."""
    place = tmp_path / "installed" / "site-packages"
    place.mkdir(parents=True)
    monkeypatch.syspath_prepend(place)
    forget_installed()
    yield place
    forget_installed()


def forget_installed() -> None:
    """Let everything that is asked once be asked again."""
    for known in (installed_folders, is_installed, trees._places, trees._installed):
        known.cache_clear()
