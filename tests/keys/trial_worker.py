"""In a process of its own: draw a scene whole, and say what its keys are."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sessen.catalogue.describe import DescribeArgs, describe
from sessen.catalogue.descriptions import NOTHING_READ, DryRun, SceneDescription
from sessen.errors import SessenError
from sessen.job import Job, SceneRef
from sessen.keys import DependencyTrace, SourceGraph, Toolchain, source_graph, static_keys
from sessen.keys.trace import changed_inputs
from sessen.lesson import Lesson
from sessen.pipeline.draw import DrawArgs, _trace
from sessen.variant import QUALITIES, Variant
from sessen.worker import StepResult
from sessen.worker import draw as draw_job
from sessen.worker.renderer import StepRenderer
from tests.keys.project import DIGESTS
from tests.keys.trial import FAILED, Drawn

VARIANT = Variant(words=False, quality=replace(QUALITIES["draft"], lines=64, long_side=64))
# Once for all that are forked: Manim, the engine's outlines, and what is in the files of packages.
LOADED = (Lesson, StepRenderer)
AROUND = Toolchain(DIGESTS).parts_for(SourceGraph().closure(Path(source_graph.__file__)))
gc.freeze()


def draw_all(place: Path, scene: str, before: Mapping[str, DependencyTrace]) -> Drawn:
    """Draw a scene of a project; recipes that do not hold any more come back as failed ones.

    Parameters
    ----------
    before
        How the steps were made the last time.
    """
    sys.path.insert(0, str(place / "site-packages"))
    file, project = place / scene, place / "project"
    held = {step: not changed_inputs(trace, project, DIGESTS) for step, trace in before.items()}
    closure = SourceGraph().closure(file)
    described = _described(file)
    if described is None:
        return Drawn({}, {}, {"scene": FAILED})
    around = Toolchain(DIGESTS).parts_for(closure)
    keys = {name: key.digest for name, key in static_keys(described.outline, closure, VARIANT, (), around).items()}
    job = Job(SceneRef(file, "S"), (), VARIANT, tuple((step, step) for step in described.step_names))
    order = DrawArgs(job, project, closure.file_hashes, {}, "")
    traces: dict[str, Any] = {}
    pictures: dict[str, object] = {}

    def keep(step: str, result: StepResult) -> None:
        traces[step] = _trace(order, keys[step], result)
        pictures[step] = (result.frames, result.first, result.last)

    try:
        draw_job(job, keep)
    except SessenError:
        pictures |= {step: FAILED for step in described.step_names if step not in pictures}
    traces |= {step: FAILED for step, holds in held.items() if not holds}
    traces = {step: traces.get(step, "there") if before else traces[step] for step in {**traces, **before}}
    return Drawn(keys, traces, pictures)


def _described(file: Path) -> SceneDescription | None:
    try:
        found = describe(DescribeArgs(file), lambda _: None)
    except SessenError:
        return None
    scene = next((scene for scene in found if scene.name == "S"), None)
    if scene is None or scene.is_lesson:
        return scene
    own = file.read_text(encoding="utf-8").partition("class S(")[2].partition("\nclass ")[0]
    names = tuple(re.findall(r"next_section\('(\w+)'\)", own)) or ("scene",)
    return scene.with_dry_run(DryRun(names, NOTHING_READ))
