"""Sessen (接線, "tangent line"): lecture videos in mathematics made from code.

What an author of scenes needs is here. Names are loaded when they are first used, so that a command that draws nothing
imports neither Manim nor SymPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sessen.claims import Equal, claim
    from sessen.lesson import Lesson
    from sessen.notebook import show
    from sessen.parameters import Formula, Interval, Matrix, Number, Numbers, OptionalFormula, Text, Vector
    from sessen.steps import step
    from sessen.theme import (
        FIXED,
        FUNCTION,
        GIVEN_A,
        GIVEN_B,
        GRADIENT,
        GRID,
        INK,
        MOVING,
        MUTED,
        PANEL,
        PAPER,
        RESULT,
    )
    from sessen.words import Words

__all__ = [
    "FIXED",
    "FUNCTION",
    "GIVEN_A",
    "GIVEN_B",
    "GRADIENT",
    "GRID",
    "INK",
    "MOVING",
    "MUTED",
    "PANEL",
    "PAPER",
    "RESULT",
    "Equal",
    "Formula",
    "Interval",
    "Lesson",
    "Matrix",
    "Number",
    "Numbers",
    "OptionalFormula",
    "Text",
    "Vector",
    "Words",
    "claim",
    "show",
    "step",
]

_HOMES = {
    "sessen.claims": ("Equal", "claim"),
    "sessen.lesson": ("Lesson",),
    "sessen.notebook": ("show",),
    "sessen.parameters": ("Formula", "Interval", "Matrix", "Number", "Numbers", "OptionalFormula", "Text", "Vector"),
    "sessen.steps": ("step",),
    "sessen.words": ("Words",),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'sessen' has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "sessen.theme")
    return getattr(import_module(home), name)
