"""What a scene says in each of its steps, as it is spoken: asked of the scene itself, which knows its values."""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sessen.errors import SessenError
from sessen.files import temporary_prefix
from sessen.job import SceneRef
from sessen.project import project_root
from sessen.speech import Spoken, readings_of
from sessen.speech.narration import narration, narration_of_sections
from sessen.variant import Language, Variant
from sessen.voice.script import script_of

Scripts = dict[str, dict[str, Any]]
"""By step the script as JSON has it."""


@dataclass(frozen=True, slots=True)
class NarrationArgs:
    """A scene with its values and its steps, and the language that it is to speak."""

    scene: SceneRef
    values: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    language: Language


def read_narration(args: NarrationArgs, tell: Callable[[Any], None]) -> Scripts:
    """What is said in each step; nothing in those of a plain scene that its narration does not name.

    Raises
    ------
    SessenError
        The scene cannot be made with these values, or its narration cannot be spoken.
    """
    from sessen.worker.configuration import manim_config
    from sessen.worker.failure import to_scene_error
    from sessen.worker.lessons import is_lesson
    from sessen.worker.load import isolated_imports, load_scene

    file, variant = args.scene.file, Variant(language=args.language)
    with (
        tempfile.TemporaryDirectory(prefix=temporary_prefix()) as scratch,
        isolated_imports(file),
        manim_config(variant, project_root(file), Path(scratch)),
    ):
        scene = load_scene(args.scene)
        if not is_lesson(scene):
            return _of_sections(args)
        try:
            lesson: Any = scene(variant=variant, values=dict(args.values), strict_claims=False)
            lesson.setup()
            return _of_lesson(lesson, args.language)
        except SessenError:
            raise
        except Exception as error:  # whatever a scene's own code raises
            raise to_scene_error(error, str(args.scene), "setup") from error


def _of_lesson(lesson: Any, language: str) -> Scripts:
    return _as_json(narration(lesson, (language,)), language, Path(inspect.getfile(type(lesson))))


def _of_sections(args: NarrationArgs) -> Scripts:
    spoken = narration_of_sections(args.scene.file, args.scene.name, args.steps, (args.language,))
    return _as_json(spoken, args.language, args.scene.file)


def _as_json(spoken: dict[str, dict[str, Spoken]], language: str, file: Path) -> Scripts:
    readings = readings_of(file)
    own = {step: said[language] for step, said in spoken.items() if language in said}
    return {step: script_of(said, language, readings).to_json() for step, said in own.items()}
