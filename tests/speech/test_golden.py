"""Formulas are read as the rules of reading say, not as the printer happens to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sessen.speech import spoken_mathematics

GOLDEN = Path(__file__).parent / "golden" / "formulas.txt"


def formulas() -> list[tuple[str, str, str]]:
    _, *blocks = GOLDEN.read_text(encoding="utf-8").strip().split("\n\n")
    return [tuple(block.split("\n")) for block in blocks]  # type: ignore[misc]  # three lines each


def test_there_are_150_formulas_each_once() -> None:
    counted = Counter(source for source, _, _ in formulas())
    assert len(counted) >= 150
    assert {source for source, count in counted.items() if count > 1} == set()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_formulas_are_read_by_the_rules(language: str) -> None:
    wrong = {
        source: (said, expected)
        for source, english, japanese in formulas()
        if (said := spoken_mathematics(source, language)) != (expected := {"en": english, "ja": japanese}[language])
    }
    assert wrong == {}
