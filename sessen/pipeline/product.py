"""Which products a planned scene has, where they go, and what each is made from."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sessen.files import safe_name
from sessen.job import SceneRef
from sessen.keys import DependencyTrace, SourceGraph
from sessen.keys.file_hashes import sha256
from sessen.pipeline.manifest import MadeFile, Record
from sessen.pipeline.plan import Plan, ScenePlan, StepPlan
from sessen.store import Store
from sessen.variant import Variant
from sessen.voice.choice import StepNarration, sound_inputs
from sessen.words import plain_text, plain_texts


class PlannedProduct(Protocol):
    """A video to have, of whatever steps."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def scene_name(self) -> str:
        """The scene that it shows; empty for a whole lecture."""

    @property
    def source(self) -> SceneRef | None:
        """Where that scene is written; None for a whole lecture."""

    @property
    def step(self) -> str:
        """The step that it shows; empty for more than one."""

    @property
    def variant(self) -> Variant: ...
    @property
    def steps(self) -> tuple[StepPlan, ...]: ...
    @property
    def target(self) -> Path: ...
    @property
    def product(self) -> str:
        """Tells it from other products of the same steps in the manifest."""

    @property
    def make(self) -> MakeProduct:
        """What makes it of its specification, in any process."""

    def spec(self, plan: Plan, store: Store, found: Mapping[str, DependencyTrace]) -> ProductSpec:
        """What a worker needs in order to make it, once every step is in the store."""


class MultiSceneProduct(PlannedProduct, Protocol):
    """A product that needs several planned scenes: other scenes, or one in several variants."""

    @property
    def scenes(self) -> tuple[ScenePlan, ...]: ...

    @property
    def counts_drawing(self) -> bool:
        """Whether what was drawn for it is told with it; else it is told with the products of its scenes."""


class ProductSpec(Protocol):
    """A frozen value that a worker makes a product from."""

    @property
    def inputs(self) -> Sequence[Any]:
        """All that the product is made from, as plain values."""


class MakeProduct(Protocol):
    """Makes files of a specification."""

    __module__: str

    def __call__(self, spec: Any, tell: Callable[[Any], None], store: Store | None = None) -> tuple[MadeFile, ...]: ...


class Products(Protocol):
    """Which products a plan is to have."""

    def of_scene(self, plan: Plan, scene: ScenePlan) -> Sequence[PlannedProduct]:
        """Those that need nothing but one planned scene."""

    def of_plan(self, plan: Plan) -> Sequence[MultiSceneProduct]:
        """Those that need several."""


@dataclass(frozen=True, slots=True)
class StepInput:
    """A step in a video.

    Parameters
    ----------
    entry
        Its name in the store.
    words
        Today's words by language, as captions show them; those of the picture's language come from the entry, and so
        do words that name values.
    card
        Whether it is a card, whose words are a title.
    narration
        What is heard in it.
    """

    entry: str
    words: Mapping[str, str]
    is_card: bool = False
    narration: StepNarration | None = None


def inputs_of(steps: Sequence[StepInput]) -> list[Any]:
    """What a product is made from, as plain values; the same as ever where nobody speaks."""
    heard = sound_inputs([step.narration for step in steps])
    return [
        [step.entry, sorted(step.words.items()), step.is_card, *sound] for step, sound in zip(steps, heard, strict=True)
    ]


def ranges_of(scene: ScenePlan) -> list[tuple[StepPlan, ...]]:
    """The pieces of a scene that were asked for by name, in its order."""
    steps = {step.name: step for step in scene.steps}
    runs = [tuple(steps[name] for name in run) for run in scene.ranges]
    return sorted(runs, key=lambda run: (run[0].number, len(run)))


def range_name(steps: Sequence[StepPlan]) -> str:
    """What a piece is called: its step, or its first and last."""
    return steps[0].name if len(steps) == 1 else f"{steps[0].name}..{steps[-1].name}"


def clip_stem(folder: Path, scene: str, steps: Sequence[StepPlan]) -> Path:
    """The path of a piece's files without their endings: ``01-nudge``, ``01-03-nudge-to-multiply``.

    Parameters
    ----------
    folder
        That of the variant.
    """
    numbers = "-".join(dict.fromkeys(f"{step.number:02}" for step in (steps[0], steps[-1])))
    names = "-to-".join(dict.fromkeys(safe_name(step.name) for step in (steps[0], steps[-1])))
    return folder / "clips" / scene / f"{numbers}-{names}"


def record_of(made: MadeFile, product: PlannedProduct, out: Path, inputs: str) -> Record:
    """What the manifest of ``out`` says of a file that was made from ``inputs``."""
    return Record(
        file=made.path.relative_to(out).as_posix(),
        kind=made.kind,
        scene=product.scene_name,
        step=product.step,
        variant=product.variant.folder,
        quality=product.variant.quality.name,
        sha256=made.sha256,
        size=made.size,
        frames=made.frames,
        seconds=round(made.seconds, 6),
        made_from=inputs,
        product=product.product,
        note=made.note,
        sound=made.sound,
        source=_source(product.source, out),
    )


def _source(scene: SceneRef | None, out: Path) -> str:
    return f"{Path(os.path.relpath(scene.file.resolve(), out.resolve())).as_posix()}::{scene.name}" if scene else ""


def input_hash(spec: ProductSpec, maker: str) -> str:
    """The hash of all that a product is made from.

    Parameters
    ----------
    maker
        The hash of the code that makes it.
    """
    return sha256(json.dumps([*spec.inputs, maker]).encode())


def code_hash(make: MakeProduct, sources: SourceGraph) -> str:
    """The hash of the code that makes products."""
    file = sys.modules[make.__module__].__file__
    assert file
    return sources.closure(Path(file)).digest


def title_of(scene: ScenePlan, step: str) -> str:
    """What a scene, or a step of it, is called in the language of its variant."""
    title = scene.title.get(scene.variant.language, "")
    # A title that names values would need a run of the scene; the scene's name serves as well there.
    shown = scene.scene.name if not title or "{" in title else plain_text(title)
    return f"{shown}: {step}" if step else shown


def step_inputs(
    scene: ScenePlan, steps: tuple[StepPlan, ...], found: Mapping[str, DependencyTrace]
) -> tuple[StepInput, ...]:
    """The steps with today's words as captions show them, those that need no values."""
    said = [
        (step.name, language, words)
        for step in scene.scene.steps
        for language, words in step.words.items()
        if "{" not in words
    ]
    today: dict[str, dict[str, str]] = {step.name: {} for step in scene.scene.steps}
    for (name, language, _), text in zip(said, plain_texts([words for _, _, words in said]), strict=True):
        today[name][language] = text
    is_card = bool(scene.card_kind)
    return tuple(StepInput(found[step.key.digest].entry, today[step.name], is_card, step.narration) for step in steps)
