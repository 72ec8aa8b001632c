"""What is known of a scene without running it: plain values that can be remembered and sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Self

from sessen.errors import SessenError
from sessen.job import SceneRef
from sessen.keys import DependencyTrace, SceneOutline

NOTHING_READ: Final = DependencyTrace({}, {}, "")


@dataclass(frozen=True, slots=True)
class StepDescription:
    """A step: its name, its sentence in each language (values not filled in), and what the viewer sees."""

    name: str
    words: Mapping[str, str]
    summary: str


@dataclass(frozen=True, slots=True)
class ParameterDescription:
    """A parameter: its name, the kind of value it takes, its default as it would be typed, and what it means.

    ``presets`` are other values that its author has found worth a look.
    """

    name: str
    kind: str
    default: str
    help: str
    presets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DryRun:
    """What walking through a plain scene has shown.

    Parameters
    ----------
    steps
        The names of the sections that came to an end.
    trace
        What was read on the way.
    failure
        What, where, hint and traceback of the error that ended the walk; empty when it went through.
    """

    steps: tuple[str, ...]
    trace: DependencyTrace
    failure: tuple[str, ...] = ()

    @property
    def error(self) -> SessenError | None:
        """The error that ended the walk."""
        if not self.failure:
            return None
        what, location, hint, trace = self.failure
        error = SessenError(what, location=location, hint=hint)
        error.__dict__["traceback"] = trace
        return error


@dataclass(frozen=True, slots=True)
class SceneDescription:
    """A scene of a file.

    Parameters
    ----------
    title
        The question it answers, in each language; empty for plain Manim scenes.
    summary
        The first line of its docstring.
    classes, siblings
        Names of its own and its base classes, and of the other scenes in its file.
    dry_run
        What walking through a plain scene has shown; None for lessons, and before it was walked through.
    trace
        What was read while its file was imported.
    hooks, is_foreign
        Steps that others call, and whether others may do anything with it; see `sessen.keys.SceneOutline`.
    class_name
        Its class, where it goes by another name: a lecture may have a scene several times. Empty for ``name``.
    asked
        Manim's settings that its file sets, of those that the command line decides.
    """

    name: str
    file: Path
    summary: str
    is_lesson: bool
    title: Mapping[str, str]
    classes: tuple[str, ...]
    siblings: tuple[str, ...]
    steps: tuple[StepDescription, ...]
    parameters: tuple[ParameterDescription, ...]
    dry_run: DryRun | None = None
    trace: DependencyTrace = NOTHING_READ
    hooks: tuple[str, ...] = ()
    is_foreign: bool = False
    asked: Mapping[str, Any] = field(default_factory=dict)
    class_name: str = ""

    @property
    def address(self) -> SceneRef:
        """Where its class is written, whatever it is called."""
        return SceneRef(self.file, self.class_name or self.name)

    def called(self, name: str) -> Self:
        """The same scene by another name."""
        return replace(self, name=name, class_name=self.address.name)

    @property
    def step_names(self) -> tuple[str, ...]:
        """The names of the steps in order."""
        return tuple(step.name for step in self.steps)

    @property
    def outline(self) -> SceneOutline:
        """What keys need to know of it."""
        return SceneOutline(
            self.step_names, self.classes, self.siblings, self.address.name, self.hooks, self.is_foreign
        )

    @property
    def needs_dry_run(self) -> bool:
        """Whether its steps are only known once it was walked through."""
        return not self.is_lesson and self.dry_run is None

    def with_dry_run(self, walk: DryRun) -> Self:
        """The same scene, its steps those that the walk has shown."""
        return replace(self, steps=tuple(StepDescription(name, {}, "") for name in walk.steps), dry_run=walk)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "file": None}

    @classmethod
    def from_json(cls, written: Mapping[str, Any], file: Path) -> Self:
        return cls(
            **{
                **written,
                "file": file,
                "classes": tuple(written["classes"]),
                "siblings": tuple(written["siblings"]),
                "hooks": tuple(written["hooks"]),
                "steps": tuple(StepDescription(**step) for step in written["steps"]),
                "parameters": tuple(map(_parameter, written["parameters"])),
                "dry_run": _dry_run(written["dry_run"]),
                "trace": DependencyTrace.from_json(written["trace"]),
            }
        )


def _parameter(written: Mapping[str, Any]) -> ParameterDescription:
    return ParameterDescription(**{**written, "presets": tuple(written["presets"])})


def _dry_run(written: Mapping[str, Any] | None) -> DryRun | None:
    if written is None:
        return None
    return DryRun(tuple(written["steps"]), DependencyTrace.from_json(written["trace"]), tuple(written["failure"]))
