"""Values at the edge are drawn right or refused in the teacher's terms; ``tools/edge_values.py`` walks all of them."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

REFUSED = [
    ("SecantToTangent", {"at": "1e100"}, "too large to be drawn"),
    ("SecantToTangent", {"gaps": "1e-16"}, "too small to be drawn"),
    ("SecantToTangent", {"at": "1e12"}, "too large to be drawn"),
    ("SecantToTangent", {"f": "x^2+1e12"}, "leave out what they have in common"),
    ("SecantToTangent", {"f": "e^(e^x)"}, "too large to be drawn"),
    ("SecantToTangent", {"f": "cbrt(sin(x))", "at": "pi"}, "tangent is vertical"),
    ("PartialDerivative", {"f": "e^(10x)"}, "too large to be drawn"),
    ("PartialDerivative", {"domain": "-1e300, 1e300"}, "too large to be drawn"),
    ("GradientField", {"domain": "-1e300, 1e300"}, "too large to be drawn"),
    ("ChainRule", {"at": "-1e6"}, "too close together"),
    ("ChainRule", {"inner": "x^2+1e12"}, "too close together"),
    ("VectorDerivative", {"b": "1e300, 1e300"}, "too large to be drawn"),
    ("VectorsAndSpan", {"a": "1e100, 1"}, "too large to be drawn"),
    ("DotProduct", {"a": "1e300, 1e300"}, "too large to be drawn"),
]
DRAWN = [
    ("SecantToTangent", {"f": "sin(1000x)"}),
    ("DerivativeRules", {"f": "sqrt(-x)"}),
    ("MatrixProduct", {"A": "1e12,2;3,4", "B": "1,2;3,4"}),
]


@pytest.mark.parametrize(("scene", "values", "why"), REFUSED)
def test_what_cannot_be_drawn_is_refused_with_the_reason(scene: str, values: dict[str, str], why: str) -> None:
    from edge_values import outcome  # type: ignore[import-not-found]  # beside the tools

    kind, said = outcome(scene, values)
    assert kind == "refused", said
    assert why in said
    assert said.startswith(f"{scene}.{next(iter(values))}")  # the place is what was typed


@pytest.mark.parametrize(("scene", "values"), DRAWN)
def test_what_can_be_drawn_is_drawn_right(scene: str, values: dict[str, str]) -> None:
    """No claim is broken on any frame."""
    from edge_values import outcome

    assert outcome(scene, values) == ("fine", "")


def test_there_are_more_than_six_hundred_such_values() -> None:
    from edge_values import cases

    assert len(list(cases())) >= 601


def teardown_module() -> None:
    signal.alarm(0)
