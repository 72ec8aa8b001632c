"""What is known of a scene without running it: plain values that can be remembered and sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from sessen.keys import SceneShape


@dataclass(frozen=True, slots=True)
class StepDescription:
    """A step: its name, its sentence in each language (values not filled in), and what the viewer sees."""

    name: str
    words: Mapping[str, str]
    summary: str


@dataclass(frozen=True, slots=True)
class ParameterDescription:
    """A parameter: its name, the kind of value it takes, its default as it would be typed, and what it means."""

    name: str
    kind: str
    default: str
    help: str


@dataclass(frozen=True, slots=True)
class SceneDescription:
    """A scene of a file.

    Parameters
    ----------
    title
        The question it answers, in each language; empty for plain Manim scenes.
    summary
        The first line of its docstring.
    classes, others
        Names of its own and its base classes, and of the other scenes in its file.
    seen
        Files that were opened while a plain scene was walked through to learn its steps, with their hashes.
    """

    name: str
    file: Path
    summary: str
    is_lesson: bool
    title: Mapping[str, str]
    classes: tuple[str, ...]
    others: tuple[str, ...]
    steps: tuple[StepDescription, ...]
    parameters: tuple[ParameterDescription, ...]
    seen: Mapping[str, str]

    @property
    def step_names(self) -> tuple[str, ...]:
        """The names of the steps in order."""
        return tuple(step.name for step in self.steps)

    @property
    def shape(self) -> SceneShape:
        """What keys need to know of it."""
        return SceneShape(self.step_names, self.classes, self.others)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "file": None}

    @classmethod
    def from_json(cls, written: Mapping[str, Any], file: Path) -> Self:
        return cls(
            **{
                **written,
                "file": file,
                "classes": tuple(written["classes"]),
                "others": tuple(written["others"]),
                "steps": tuple(StepDescription(**step) for step in written["steps"]),
                "parameters": tuple(ParameterDescription(**parameter) for parameter in written["parameters"]),
            }
        )
