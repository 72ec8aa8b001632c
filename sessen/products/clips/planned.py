"""Clips: which steps in which variants they need, where they go, and making them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sessen.background import TRANSPARENT, is_transparent, paper_of
from sessen.files import file_of
from sessen.job import SceneRef
from sessen.keys import DependencyTrace
from sessen.pipeline import Plan, Request, ScenePlan, StepPlan, make_products
from sessen.pipeline.built import Failure, ProductResult
from sessen.pipeline.product import MakeProduct, PlannedProduct, clip_stem, range_name, ranges_of, step_inputs, title_of
from sessen.pipeline.report import Reporter
from sessen.pipeline.session import Session
from sessen.products.clips import ClipSpec, ClipStyle, Format, make_clip
from sessen.store import Store
from sessen.theme import PAPER, THEMES
from sessen.variant import Variant


@dataclass(frozen=True, slots=True)
class ClipRequest:
    """What clips are wanted as.

    Parameters
    ----------
    formats
        The files of each; the first stands for all.
    look
        What is done with the pictures.
    background
        None for the theme's paper, ``#RRGGBB``, ``transparent``, or ``#RRGGBB00``: transparent, for a place of that
        colour. Formats that know transparency and are videos are transparent in any case, and those that know none
        are not.
    """

    formats: tuple[Format, ...]
    style: ClipStyle = field(default_factory=ClipStyle)
    background: str | None = None

    def opaque(self, variant: Variant) -> Variant | None:
        """The variant whose segments are needed, if any format needs them."""
        if all(kind.needs_master for kind in self.formats):
            return None
        return replace(variant, background=paper_of(self.background))

    def master(self, variant: Variant) -> Variant | None:
        """The variant whose masters are needed, if any format needs them."""
        if not any(kind.needs_master for kind in self.formats):
            return None
        colour = paper_of(self.background)
        return replace(variant, background=f"{colour}00" if colour else TRANSPARENT)

    def ground(self, variant: Variant) -> str | None:
        """The colour that images are laid over; None where they are transparent."""
        return None if is_transparent(self.background) else self.matte(variant)

    def matte(self, variant: Variant) -> str:
        """The colour of the place that a clip is for, for formats that know no half transparency."""
        return paper_of(self.background) or THEMES[variant.theme][PAPER]


def build_clips(request: Request, wanted: ClipRequest, report: Reporter) -> tuple[list[ProductResult], list[Failure]]:
    """Make the clips that a request's targets mean: one a step of a scene, or one a step or range that is named.

    What is in the store is not drawn again. The first record of each clip is that of its first format; the others are
    its further formats, its poster (kind ``poster``: its last picture), its first picture (``first``) and its captions.

    Raises
    ------
    Refused
        The request names nothing.
    """
    bases = request.variants
    variants = dict.fromkeys(each for base in bases for each in (wanted.opaque(base), wanted.master(base)) if each)
    with Session(replace(request, variants=tuple(variants))) as session:
        clips = Clips(wanted, bases)
        result = make_products(session, report, clips)
    titles = {clip.target: title_of(clip.scenes[0], "") for clip in clips.of_plan(result.plan)}
    return [replace(each, title=titles[each.target]) for each in result.products], result.failures


class Clips:
    """The products of ``python render.py clips``."""

    def __init__(self, wanted: ClipRequest, variants: Sequence[Variant]) -> None:
        self._wanted = wanted
        self._variants = variants

    def of_scene(self, plan: Plan, scene: ScenePlan) -> Sequence[PlannedProduct]:
        """None: a clip may need a scene in two variants."""
        return ()

    def of_plan(self, plan: Plan) -> Sequence[PlannedClip]:
        """The clips, in the order of the plan."""
        names = dict.fromkeys(scene.scene.name for scene in plan.scenes)
        return [clip for variant in self._variants for name in names for clip in self._of(plan, name, variant)]

    def _of(self, plan: Plan, name: str, base: Variant) -> Iterator[PlannedClip]:
        there = {scene.variant: scene for scene in plan.scenes if scene.scene.name == name}
        opaque, master = (
            there.get(each) if each else None for each in (self._wanted.opaque(base), self._wanted.master(base))
        )
        scene = opaque or master
        if scene is None:
            return
        variant = replace(base, background=self._wanted.background)
        for run in _pieces(scene):
            stem = clip_stem(plan.request.out / variant.folder, scene.scene.name, run)
            stem = stem.with_name(stem.name + _changes(self._wanted.style))
            yield PlannedClip(opaque, master, tuple(step.name for step in run), variant, stem, self._wanted)


def _pieces(scene: ScenePlan) -> list[tuple[StepPlan, ...]]:
    """Each step of a whole scene, and what was named."""
    runs = ranges_of(scene)
    singles = [(step,) for step in scene.steps] if scene.is_whole else []
    return [*singles, *(run for run in runs if run not in singles)]


def _changes(look: ClipStyle) -> str:
    """What the name of a file says of its pictures, so that clips of one step for several places stay apart."""
    cropped = f"-cropped{look.margin or ''}" if look.crop else ""
    speed = f"-x{look.speed:g}" if look.speed != 1 else ""
    size = "-" + "x".join(str(side) for side in look.size if side) if any(look.size) else ""
    return cropped + speed + size


@dataclass(frozen=True, slots=True)
class PlannedClip:
    """A clip of one step, of some that follow each other, or of a whole scene.

    Parameters
    ----------
    opaque, master
        The scene as it is planned in the variants that are needed.
    run
        The names of its steps.
    stem
        The path of its files without their endings.
    """

    opaque: ScenePlan | None
    master: ScenePlan | None
    range: tuple[str, ...]
    variant: Variant
    stem: Path
    request: ClipRequest
    make: MakeProduct = make_clip
    counts_drawing: bool = True

    @property
    def scenes(self) -> tuple[ScenePlan, ...]:
        return tuple(scene for scene in (self.opaque, self.master) if scene)

    @property
    def name(self) -> str:
        return f"{self.scene_name}::{self.step}"

    @property
    def scene_name(self) -> str:
        return self.scenes[0].scene.name

    @property
    def source(self) -> SceneRef | None:
        return self.scenes[0].scene.address

    @property
    def step(self) -> str:
        return range_name(self.steps)

    @property
    def steps(self) -> tuple[StepPlan, ...]:
        return self._steps(self.scenes[0])

    @property
    def target(self) -> Path:
        return file_of(self.stem, self.request.formats[0])

    @property
    def product(self) -> str:
        return f"clip {self.stem.name} {' '.join(self.request.formats)}"

    def spec(self, plan: Plan, store: Store, found: Mapping[str, DependencyTrace]) -> ClipSpec:
        """The order, once every step is in the store."""
        framing = self.master or self.scenes[0]
        return ClipSpec(
            stem=self.stem,
            formats=self.request.formats,
            title=title_of(self.scenes[0], self.step),
            language=str(self.variant.language),
            languages=tuple(map(str, plan.request.languages)),
            opaque=step_inputs(self.opaque, self._steps(self.opaque), found) if self.opaque else (),
            masters=step_inputs(self.master, self._steps(self.master), found) if self.master else (),
            framing=tuple(found[step.key.digest].entry for step in framing.steps),
            frame_rate=self.variant.quality.frame_rate,
            ground=self.request.ground(self.variant),
            matte=self.request.matte(self.variant),
            style=self.request.style,
            store=store.backend.address,
        )

    def _steps(self, scene: ScenePlan) -> tuple[StepPlan, ...]:
        return tuple(step for step in scene.steps if step.name in self.range)
