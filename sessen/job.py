"""A job: some steps of one scene in one variant, as plain values that travel to any worker. It knows no Manim."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sessen.marks import NO_MARKS, Marks
from sessen.variant import Variant

#: Among the values of a lesson: the section that a lecture gives it, in place of the one that it has itself.
SECTION: Final = "section"


@dataclass(frozen=True, slots=True)
class SceneRef:
    """Where a scene class is written: its file, and its name in that file."""

    file: Path
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Job:
    """Draw ``steps`` of a scene and keep each under its key.

    Steps before the first wanted one are walked through undrawn; those after the last are not run at all.

    Parameters
    ----------
    scene
        The scene's class.
    values
        Parameters as they were typed, name and text, sorted by name; those left out keep their defaults.
    variant
        Language, theme, shape, words, quality.
    steps
        Names of the steps to draw, in the order of the scene, paired with the key that each is kept under.
    marks
        What narration the pictures wait for.
    """

    scene: SceneRef
    values: tuple[tuple[str, str], ...]
    variant: Variant
    steps: tuple[tuple[str, str], ...]
    marks: Marks = NO_MARKS
