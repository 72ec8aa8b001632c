"""What is asked of a scene that stands before its steps, and what is heard from it: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sessen.job import SceneRef
from sessen.variant import Variant


@dataclass(frozen=True, slots=True)
class CheckpointArgs:
    """A scene to stand in, whose file says ``source``."""

    scene: SceneRef
    variant: Variant
    values: tuple[tuple[str, str], ...]
    source: str
    memory_limit: int = 0


@dataclass(frozen=True, slots=True)
class Rerun:
    """Run a step again, which the scene's file says in ``source`` now; ``number`` comes back with every answer."""

    step: str
    source: str
    number: int


@dataclass(frozen=True, slots=True)
class Event:
    """What is heard from a scene that stands.

    Parameters
    ----------
    kind
        ``standing`` (before the step), ``begun`` (to draw it, by the process of that id), ``picture`` (a PNG file),
        ``drawn`` (a `StepResult`), ``walked`` (a `StepRecord`), ``failed`` (a `SessenError`, or None where the step
        cannot be put in), ``ended``, ``lost``.
    number
        Of the run that it belongs to; 0 for the first.
    """

    kind: str
    step: str
    number: int
    value: Any = None
