"""The plan: for every chosen scene and variant its steps with their keys, and what of them is there already."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from sessen.catalogue import SceneDescription
from sessen.keys import DependencyTrace, FileHashes, SourceClosure, StaticKey, static_keys
from sessen.keys.toolchain import Toolchain
from sessen.keys.trace import all_up_to_date
from sessen.marks import NO_MARKS, Marks
from sessen.pipeline.checks import Selection
from sessen.pipeline.request import Request
from sessen.project import project_root
from sessen.store import Entry, Store
from sessen.variant import Language, Variant
from sessen.voice.choice import StepNarration, marks_in

Narrated = Mapping[tuple[str, str, str], StepNarration]

#: What products ask of a finished step; one that an older version has kept without them is drawn again.
_NEEDED: Final = {"frames", "seconds", "sounds", "captions"}


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step to have.

    Parameters
    ----------
    number
        Its place in the scene, from 1.
    slot
        Names the step in this variant whatever its inputs are, so that `why` finds what it was made from before.
    found
        How it was made, when the store has it as it would be now.
    narration
        What is heard in it; None where nobody speaks.
    """

    name: str
    number: int
    key: StaticKey
    history_key: str
    cached: DependencyTrace | None
    narration: StepNarration | None = None


@dataclass(frozen=True, slots=True)
class ScenePlan:
    """A scene to make in one variant.

    Parameters
    ----------
    steps
        The steps that its products need: all, or those asked for.
    whole
        Whether the scene's own video is wanted, or clips of the steps.
    closure
        The sources it is made of, as they were when it was planned.
    card
        Which card of the film it is, which has no video of its own; empty for a scene of the lecture.
    runs
        The pieces that were asked for by name, as names of steps.
    marks
        What narration its pictures wait for.
    """

    scene: SceneDescription
    title: Mapping[str, str]
    values: tuple[tuple[str, str], ...]
    variant: Variant
    steps: tuple[StepPlan, ...]
    is_whole: bool
    closure: SourceClosure
    card_kind: str = ""
    ranges: tuple[tuple[str, ...], ...] = ()
    marks: Marks = NO_MARKS

    @property
    def name(self) -> str:
        """What people call it: the scene, and the language when that is not the first."""
        folder = self.variant.folder
        return self.scene.name if folder == "en" else f"{self.scene.name} ({folder})"

    @property
    def project(self) -> Path:
        """The folder that relative names of files start from."""
        return project_root(self.scene.file)

    @property
    def missing(self) -> tuple[StepPlan, ...]:
        """The steps that have to be rendered."""
        return tuple(step for step in self.steps if step.cached is None)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a request comes to."""

    request: Request
    scenes: tuple[ScenePlan, ...]


class Planner:
    """Makes plans.

    Parameters
    ----------
    store
        Where finished steps are: it is asked what is there.
    digests
        Hashes of files.
    """

    def __init__(self, store: Store, digests: FileHashes, toolchain: Toolchain) -> None:
        self._store = store
        self._digests = digests
        self._toolchain = toolchain

    def plan(
        self,
        request: Request,
        chosen: Iterable[Selection],
        closures: Mapping[Path, SourceClosure],
        narrated: Narrated = MappingProxyType({}),
    ) -> Plan:
        """The plan for chosen scenes, a scene's variants one after the other.

        Parameters
        ----------
        narrated
            What is heard, by scene, language and step.
        """
        scenes = [
            self._scene(request, each, variant, closures[each.scene.file], narrated)
            for each in chosen
            for variant in request.variants
        ]
        return Plan(request, tuple(scenes))

    def find(self, plan: ScenePlan, step: StepPlan, languages: Iterable[Language]) -> DependencyTrace | None:
        """How a step was made, when the store has it as it would be now."""
        return self._find(plan, [step], languages)[0]

    def _find(
        self, plan: ScenePlan, steps: Sequence[StepPlan], languages: Iterable[Language]
    ) -> list[DependencyTrace | None]:
        kept = self._store.traces_of([step.key.digest for step in steps])
        fresh = all_up_to_date(kept, plan.project, self._digests)
        names = list(dict.fromkeys(trace.entry for traces in fresh for trace in traces))
        entries = dict(zip(names, self._store.entries(names), strict=True))

        def serves(trace: DependencyTrace, step: StepPlan) -> bool:
            entry = entries[trace.entry]
            if entry is None or not entry.metadata.keys() >= _NEEDED:
                return False
            return _captions_match(entry, plan.scene, step.name, languages)

        return [
            next((trace for trace in traces if serves(trace, step)), None)
            for step, traces in zip(steps, fresh, strict=True)
        ]

    def _scene(
        self, request: Request, chosen: Selection, variant: Variant, closure: SourceClosure, narrated: Narrated
    ) -> ScenePlan:
        around = self._toolchain.parts_for(closure)
        heard = _heard(chosen, variant, narrated)
        marks = _marks_of(heard, variant)
        keys = static_keys(chosen.scene.outline, closure, variant, chosen.values, around, marks)
        made_for = (variant.folder, variant.quality.name)
        wanted = chosen.steps or heard.keys()
        steps = [
            StepPlan(name, number, keys[name], _history_key(closure, chosen, name, made_for), None, heard[name])
            for number, name in enumerate(heard, 1)
            if name in wanted
        ]
        bare = ScenePlan(
            scene=chosen.scene,
            title=chosen.title,
            values=chosen.values,
            variant=variant,
            steps=tuple(steps),
            is_whole=chosen.steps is None,
            closure=closure,
            ranges=chosen.ranges,
            card_kind=chosen.card_kind,
            marks=marks,
        )
        return bare if request.force else _with_cached(bare, self._find(bare, bare.steps, request.languages))


def _with_cached(plan: ScenePlan, found: Iterable[DependencyTrace | None]) -> ScenePlan:
    steps = tuple(replace(step, cached=trace) for step, trace in zip(plan.steps, found, strict=True))
    return replace(plan, steps=steps)


def _heard(chosen: Selection, variant: Variant, narrated: Narrated) -> dict[str, StepNarration | None]:
    scene = chosen.scene
    return {name: narrated.get((scene.name, str(variant.language), name)) for name in scene.step_names}


def marks_of(chosen: Selection, variant: Variant, narrated: Narrated) -> Marks:
    """What narration the pictures of a scene wait for."""
    return _marks_of(_heard(chosen, variant, narrated), variant)


def _marks_of(heard: Mapping[str, StepNarration | None], variant: Variant) -> Marks:
    return tuple(marks_in(heard, variant.language, variant.quality.frame_rate).items())


def _history_key(closure: SourceClosure, chosen: Selection, step: str, made_for: tuple[str, str]) -> str:
    told = [closure.sources[0].label, chosen.scene.name, chosen.card_kind, step, *made_for]
    return sha256(json.dumps(told).encode()).hexdigest()


def _captions_match(entry: Entry, scene: SceneDescription, step: str, languages: Iterable[Language]) -> bool:
    """Whether the captions kept with a step can serve today's words.

    Words of other languages are no input of the picture. Those without values are taken from today's scene; only words
    that name values, which a run of the scene fills in, need a new run when they have changed.
    """
    now = next((each.words for each in scene.steps if each.name == step), {})
    then: Mapping[str, Any] = entry.metadata.get("words", {})
    return all(
        now.get(language) == then.get(language) or "{" not in now.get(language, "") for language in map(str, languages)
    )
