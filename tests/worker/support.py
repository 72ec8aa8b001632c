"""Jobs that a test can run, and small projects."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from sessen.job import Job, SceneRef
from sessen.variant import Quality, Variant
from sessen.worker import StepRecord, StepResult, draw, walk

SCENES = Path(__file__).parents[1] / "data" / "scenes"
PLAIN = SCENES / "worker_plain.py"
LESSON = SCENES / "worker_lesson.py"
TINY = Variant(quality=Quality("tiny", 128, 72, 10))


def steps_drawn(
    scene: str, steps: list[str], *, file: Path = PLAIN, variant: Variant = TINY, **values: str
) -> dict[str, StepResult]:
    """The steps of a scene, drawn in this process."""
    kept: dict[str, StepResult] = {}
    job = Job(SceneRef(file, scene), tuple(sorted(values.items())), variant, tuple((name, name) for name in steps))
    draw(job, kept.__setitem__)
    return kept


def steps_walked(scene: str, *, file: Path = PLAIN, variant: Variant = TINY) -> list[StepRecord]:
    """The records of a scene that is walked through."""
    records: list[StepRecord] = []
    walk(SceneRef(file, scene), variant, {}, records.append)
    return records


def lengths(records: list[StepRecord]) -> list[tuple[str, int]]:
    """Names and frames."""
    return [(record.step, record.frames) for record in records]


def project(folder: Path, source: str, **files: str) -> Path:
    """A scene file and the modules beside it."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(dedent(text))
    (folder / "scene.py").write_text("from manim import *\n" + dedent(source))
    return folder / "scene.py"
