"""What a scene says and is given, without running it: for handouts and notes, with mathematics as it is set."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from sessen.errors import SessenError
from sessen.files import temporary_prefix
from sessen.job import SceneRef
from sessen.project import project_root
from sessen.variant import Variant


@dataclass(frozen=True, slots=True)
class SceneTextsArgs:
    """Whose words are wanted: a scene in a variant, with parameters as typed."""

    scene: SceneRef
    variant: Variant
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SceneTexts:
    """What a scene says in one language, mathematics in Typst's notation.

    Parameters
    ----------
    question
        What it asks.
    sentences
        By step.
    given
        Its parameters, as ``f(x) = x^2``.
    typed
        The same as people type them.
    narration
        What is said in steps, with mathematics as plain text; only where more is said than stands on screen.
    """

    question: str
    sentences: Mapping[str, str]
    given: tuple[str, ...]
    typed: tuple[str, ...]
    narration: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        return cls(written["question"], written["sentences"], tuple(written["given"]), tuple(written["typed"]))


def read_texts(args: SceneTextsArgs, news: Callable[[Any], None]) -> SceneTexts:
    """Make the scene, set it up, and ask it; plain Manim scenes have nothing to say.

    Raises
    ------
    SessenError
        The scene cannot be made with these values.
    """
    from sessen.worker.configuration import manim_config
    from sessen.worker.failure import to_scene_error
    from sessen.worker.lessons import is_lesson
    from sessen.worker.load import isolated_imports, load_scene

    file = args.scene.file
    with (
        tempfile.TemporaryDirectory(prefix=temporary_prefix()) as scratch,
        isolated_imports(file),
        manim_config(args.variant, project_root(file), Path(scratch)),
    ):
        scene = load_scene(args.scene)
        if not is_lesson(scene):
            return SceneTexts("", {}, (), ())
        try:
            lesson: Any = scene(variant=args.variant, values=dict(args.values), strict_claims=False)
            lesson.setup()
            return _read(lesson)
        except SessenError:
            raise
        except Exception as error:  # whatever a scene's own code raises
            raise to_scene_error(error, str(args.scene), "setup") from error


def _read(lesson: Any) -> SceneTexts:
    sentences = {step.name: lesson.localize(lesson.step_text(step).words) for step in lesson.steps()}
    given = tuple(_given(lesson, name) for name in lesson.parameters() if _is_given(lesson, name))
    typed = tuple(_typed(lesson, name) for name in lesson.parameters() if _is_given(lesson, name))
    return SceneTexts(lesson.localize(lesson.question), sentences, given, typed)


def _is_given(lesson: Any, name: str) -> bool:
    value = lesson.parameter_values[name]
    return value is not None and value != ()


def _given(lesson: Any, name: str) -> str:
    from sessen.parameters import format_value

    return f"{_name(lesson, name, quoted=True)} = {format_value(lesson.parameter_values[name])}"


def _typed(lesson: Any, name: str) -> str:
    value = lesson.parameter_values[name]
    written = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"{_name(lesson, name, quoted=False)} = {written.replace('**', '^')}"


def _name(lesson: Any, name: str, *, quoted: bool) -> str:
    shown = f'"{name}"' if quoted and len(name) > 1 else name
    allowed = getattr(lesson.parameters()[name], "variables", ())
    used = {str(symbol) for symbol in getattr(lesson.parameter_values[name], "free_symbols", ())}
    variables = [variable for variable in allowed if variable in used] or allowed[:1]
    return f"{shown}({', '.join(variables)})" if variables else shown
