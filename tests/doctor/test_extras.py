"""Optional extras: doctor names the missing ones, and no hint names one that does not exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from sessen import installation
from sessen.cli import main
from sessen.doctor import extras
from sessen.store import StoreUnknown
from sessen.store.backends import open_backend

ROOT = Path(__file__).resolve().parents[2]
EXTRAS: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "optional-dependencies"
]
_ASKED_FOR = re.compile(r'\binstall\("(\w+)"\)')
_WRITTEN = re.compile(r"""(?:sessen|["' ]\.)\[([a-z]+(?:,[a-z]+)*)\]""")


def _sources() -> list[Path]:
    return sorted((ROOT / "sessen").rglob("*.py"))


def test_no_hint_names_an_extra_that_does_not_exist() -> None:
    texts = [*_sources(), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    texts += [path for path in (ROOT / "sessen" / "templates").rglob("*") if path.is_file()]
    written = {
        (extra, path.name)
        for path in texts
        for names in _WRITTEN.findall(path.read_text(encoding="utf-8", errors="ignore"))
        for extra in names.split(",")
    }
    asked = {(extra, path.name) for path in _sources() for extra in _ASKED_FOR.findall(path.read_text("utf-8"))}
    assert {extra for extra, _ in asked} >= {"cluster", "decks"}
    assert {each for each in written | asked if each[0] not in EXTRAS} == set()


def test_doctor_lists_the_extras_of_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "is_installed", lambda name: name != "lxml")
    found = {result.name: result for result in extras.optional_extras()}
    assert {f"optional extra '{name}'" for name in ("cluster", "decks", "test", "lint")} <= set(found)
    decks = found["optional extra 'decks'"]
    assert (decks.passed, decks.optional, decks.detail) == (False, True, "not installed: lxml")
    assert decks.hint.endswith('pip install -e ".[decks]" -c constraints.txt')


def test_an_installed_sessen_names_the_package_and_no_tools_for_its_development(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (installation, extras):
        monkeypatch.setattr(module, "is_checkout", lambda: False)
    monkeypatch.setattr(extras, "is_installed", lambda name: False)
    found = {result.name: result for result in extras.optional_extras()}
    assert set(found) == {f"optional extra {name!r}" for name in ("cluster", "decks", "voice")}
    assert found["optional extra 'decks'"].hint.endswith('pip install "sessen[decks]"')


def test_a_missing_extra_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sessen.doctor.probes.PROBES", ())
    monkeypatch.setattr(extras, "is_installed", lambda name: name != "distributed")
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert "--  optional extra 'cluster': not installed: distributed\n" in shown
    assert '[cluster]"' in shown


def test_a_store_without_fsspec_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec", None)
    with pytest.raises(StoreUnknown) as caught:
        open_backend("s3://bucket/lecture")
    assert caught.value.hint == installation.reinstall()
