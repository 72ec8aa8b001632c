"""Kinds of change to code, drawn before and after: no picture is stale, and few are drawn without need.

Some of them here; ``python -m tools.kinds_of_change`` tries all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import pytest

from tests.keys.code_kinds import kinds
from tests.keys.code_projects import Kind
from tests.keys.trial import trials

#: One of each way in which a change can go unseen.
TRIED = (
    "a later step, reached by methodcaller by another name",
    "a later step, reached by match on a class by keyword",
    "a later step, kept by a metaclass",
    "a later step beside a member of another object",
    "a comment, with getsource by another name shown",
    "Japanese words, shown by sentences",
    "a computed import that comes to exist",
    "a module behind relative imports",
    "code, loaded by spec_from_file_location",
    "a zipped module",
    "what a package depends on, edited where it is installed",
)


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that draws finds what the tests find."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))


def _named(names: Sequence[str]) -> list[Kind]:
    found = {kind.name: kind for kind in kinds()}
    return [found[name] for name in names]


def test_there_is_a_kind_for_everything_that_was_ever_missed() -> None:
    found = kinds()
    assert len({kind.name for kind in found}) == len(found) > 170


def test_no_picture_is_stale(importable: None) -> None:
    verdicts = list(trials(_named(TRIED)))
    assert [verdict for verdict in verdicts if verdict.stale] == []
    assert [verdict for verdict in verdicts if verdict.needless] == []
    assert all(verdict.drawn for verdict in verdicts)
