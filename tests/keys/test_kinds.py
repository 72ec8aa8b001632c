"""A change of whatever a scene reads is seen, or the scene is always drawn; what changes nothing redraws nothing.

Each kind of change in one of two ways, in turn; with ``SESSEN_ALL_KINDS=1`` each in both.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sessen.keys import FileHashes
from sessen.keys.trace import DependencyTrace, changed_inputs
from sessen.syscalls.channel import is_supported
from tests.keys.kind import Kind
from tests.keys.kinds_of_environment import ENVIRONMENT
from tests.keys.kinds_of_files import FILES
from tests.keys.kinds_without_effect import HARMLESS
from tests.keys.traced import lay_out, trace

SEEN = {f"file: {name}": kind for name, kind in FILES.items()} | {
    f"environment: {name}": kind for name, kind in ENVIRONMENT.items()
}
#: With the system's help, and without, as on other systems.
WAYS = [True, False] if is_supported() else [False]
BOTH = bool(os.environ.get("SESSEN_ALL_KINDS"))
TRIED = [(name, kernel) for index, name in enumerate(SEEN) for kernel in (WAYS if BOTH else [WAYS[index % len(WAYS)]])]


def _program(kind: Kind, folder: Path) -> Path:
    project = lay_out(folder / "project", kind.files)
    (project / "scene.py").write_text(f"{kind.top}\n\nclass Program:\n    def construct(self):\n        {kind.body}\n")
    kind.prepare(project)
    return project / "scene.py"


def _traced(kind: Kind, folder: Path, monkeypatch: pytest.MonkeyPatch, *, kernel: bool) -> tuple[DependencyTrace, Path]:
    file = _program(kind, folder)
    for name, value in kind.before.items():
        monkeypatch.setenv(name, value)
    scratch = folder / "scratch"
    scratch.mkdir()
    return trace(file, kernel=kernel, scratch=scratch), file.parent


def _change(kind: Kind, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if callable(kind.change):
        kind.change(project)
    else:
        lay_out(project, kind.change)
    for name, value in kind.after.items():
        monkeypatch.setenv(name, value)


def test_there_are_as_many_kinds_as_were_asked_for() -> None:
    assert len(SEEN) >= 114


@pytest.mark.parametrize(("name", "kernel"), TRIED)
def test_a_change_is_seen(name: str, kernel: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = SEEN[name]
    trace, project = _traced(kind, tmp_path, monkeypatch, kernel=kernel)
    if kernel and not kind.always:
        assert changed_inputs(trace, project, FileHashes()) == [], "drawn without need"
    _change(kind, project, monkeypatch)
    assert changed_inputs(trace, project, FileHashes()), dict(trace.files)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_changes_nothing_is_no_change(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = HARMLESS[name]
    trace, project = _traced(kind, tmp_path, monkeypatch, kernel=is_supported())
    _change(kind, project, monkeypatch)
    assert changed_inputs(trace, project, FileHashes()) == []
