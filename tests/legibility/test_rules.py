"""Each rule finds what is seeded for it, and nothing in a neighbour that looks alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessen.legibility.rules import RULES
from tests.legibility.seeded import PAIRS, Seeded, look, seeded

ALL = list(seeded())
#: One pair of scenes for each rule, in all settings; `python -m bench.layout` looks at all ten.
SAMPLE = [case for case in ALL if case.number == 3 * list(PAIRS).index(case.rule) % 10]


def test_there_are_ten_faults_and_ten_innocent_scenes_or_more_for_each_rule() -> None:
    """All rules have them: flat, under a moving camera and in space, in both languages."""
    assert set(PAIRS) == {rule.name for rule in RULES}
    for rule in PAIRS:
        own = [case for case in ALL if case.rule == rule]
        assert min(sum(case.is_faulty is kind for case in own) for kind in (True, False)) >= 10
        assert {case.language for case in own} == {"en", "ja"}
        assert {case.base for case in own} == {"Scene", "MovingCameraScene", "ThreeDScene"}


@pytest.mark.parametrize("case", [case for case in SAMPLE if case.is_faulty], ids=lambda case: case.name)
def test_a_fault_is_found(case: Seeded, tmp_path: Path) -> None:
    found = look(case, tmp_path)
    assert case.rule in {finding.rule for finding in found}


@pytest.mark.parametrize("case", [case for case in SAMPLE if not case.is_faulty], ids=lambda case: case.name)
def test_an_innocent_scene_is_not_suspected(case: Seeded, tmp_path: Path) -> None:
    assert [(finding.rule, finding.what) for finding in look(case, tmp_path)] == []
