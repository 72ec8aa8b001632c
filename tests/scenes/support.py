"""Lessons run undrawn, seen at the end of every step, and what of them stands where."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Generic, NamedTuple, NoReturn, TypeVar

import numpy as np
import numpy.typing as npt
from manim import Mobject, VMobject

from sessen.catalogue.scene_files import scene_files
from sessen.claims import Equal
from sessen.layout import EDGE, Region
from sessen.legibility.watch import LayoutWatcher
from sessen.lesson import Lesson
from sessen.typesetting.typeset import Typeset
from sessen.variant import Language, Quality, Shape, ThemeName, Variant
from sessen.worker.configuration import manim_config, reapply_variant
from sessen.worker.recorder import StepRecorder, StepRecording
from sessen.worker.renderer import StepRenderer
from tests.scenes.transforms import watched

ROOT = Path(__file__).parents[2]
AnyLesson = TypeVar("AnyLesson", bound=Lesson)
Numbers = npt.NDArray[np.float64]
_ACCENT = 0.05  # accents of the headline rise a little above its line
_DOT = 0.09  # how far a dot on the edge of a plane goes beyond it


def rehearsal(
    language: str = "en", shape: str = "wide", theme: str = "dark", *, frame_rate: int = 3, long_side: int = 160
) -> Variant:
    """A variant with few frames and few pixels."""
    lines = long_side * 9 // 16
    return Variant(
        Language(language), ThemeName(theme), Shape(shape), quality=Quality("tiny", long_side, lines, frame_rate)
    )


@contextmanager
def stage_for(variant: Variant) -> Iterator[None]:
    """Manim configured for a variant while the block runs; nothing is written that stays."""
    with tempfile.TemporaryDirectory() as folder, manim_config(variant, ROOT, Path(folder)):
        reapply_variant(variant)
        yield


def rehearse(
    lesson: type[AnyLesson],
    variant: Variant | None = None,
    values: Mapping[str, str] | None = None,
    *,
    at_end: Callable[[AnyLesson, str], None] = lambda lesson, step: None,
    strict_claims: bool = True,
    watch: LayoutWatcher | None = None,
) -> tuple[AnyLesson, dict[str, float]]:
    """Run a lesson with every frame updated and none drawn; with its default values no formula may be bent or doubled.

    Where claims may fail, a test spoils what is drawn, formulas too.

    Parameters
    ----------
    at_end
        Called with the lesson as it stands at the end of each step, and the step's name.
    watch
        Looks at every frame.

    Returns
    -------
    tuple
        The lesson as it ended, and how many seconds each step took.
    """
    variant = variant or rehearsal()
    seconds: dict[str, float] = {}

    def ended(take: StepRecording) -> None:
        seconds[take.name] = take.frames / variant.quality.frame_rate
        at_end(made, take.name)

    with stage_for(variant), watch.running() if watch is not None else nullcontext():
        renderer = StepRenderer(StepRecorder(None, _nothing_is_drawn, ended), lambda path: None)
        made = lesson(renderer=renderer, variant=variant, values=values or {}, strict_claims=strict_claims)
        if watch is not None:
            renderer.begin_watch(made, watch)
        with watched(lambda: f"{type(made).__name__}::{made.current_step.name if made.current_step else ''}") as faults:
            made.render()
    if strict_claims and not values:
        assert faults == []
    return made, seconds


def _nothing_is_drawn() -> NoReturn:
    raise AssertionError("a rehearsal draws nothing")


def lecture() -> list[type[Lesson]]:
    """The lessons of all files in scenes/; the cards between them teach nothing."""
    modules = [import_module(f"scenes.{file.parent.name}.scene") for file in scene_files(ROOT / "scenes")]
    members = [(module, member) for module in modules for member in vars(module).values() if isinstance(member, type)]
    lessons = [each for module, each in members if issubclass(each, Lesson) and each.__module__ == module.__name__]
    return [lesson for lesson in lessons if lesson.has_captions]


def is_seen(mobject: Mobject) -> bool:
    """Whether a mobject leaves anything on the paper by itself."""
    if not isinstance(mobject, VMobject) or not len(mobject.points):
        return False
    return bool(mobject.get_fill_opacity() > 0.01 or (mobject.get_stroke_opacity() > 0.01 and mobject.stroke_width > 0))


def corners(mobject: Mobject) -> npt.NDArray[np.float64]:
    """Lower left and upper right corner of what a mobject's own path covers, shape (2, 2)."""
    points = np.concatenate([member.points for member in mobject.get_family() if is_seen(member)])
    return np.array([points.min(axis=0), points.max(axis=0)])[:, :2]


def outside(lesson: Lesson, region: Region, *, slack: float = 0.02) -> list[str]:
    """What is seen and leaves a region; the sentence apart, and what goes on behind panels, from side to side."""
    band = lesson.layout.band
    return [
        f"{member} reaches {np.round(box, 2).tolist()}"
        for member, box in _boxes(lesson)
        if (box[0] < (region.left - slack, region.bottom - slack)).any()
        or (box[1] > (region.right + slack, region.top + slack)).any()
        if not (member.z_index < 0 and _is_within(box, band, _DOT))
    ]


def _is_within(box: npt.NDArray[np.float64], band: Region, slack: float) -> bool:
    low, high = (band.left - slack, band.bottom - slack), (band.right + slack, band.top + slack)
    return bool((box[0, :2] >= low).all() and (box[1, :2] <= high).all())


def safe_stage(lesson: Lesson) -> Region:
    """Where a lesson may draw: half a unit free at the edges, nothing in the zone of the caption."""
    frame = lesson.layout.frame
    return Region(frame.left + EDGE, frame.right - EDGE, lesson.layout.caption.top, frame.top - EDGE)


def small_type(lesson: Lesson) -> list[str]:
    """What is set smaller than a thirtieth of the frame's height, too small for the back row; each with its size."""
    smallest = lesson.layout.frame.height / 30
    seen = [
        each for each in lesson.get_mobject_family_members() if isinstance(each, Typeset) and any(map(is_seen, each))
    ]
    sizes = [(each.width / Typeset(each.source, size=1, color="#000000").width, each.source) for each in seen]
    return [f"{size:.3f}: {source}" for size, source in sizes if size < smallest - 1e-6]


def _boxes(lesson: Lesson) -> Iterator[tuple[Mobject, npt.NDArray[np.float64]]]:
    caption = lesson._caption
    spoken = caption.get_family() if caption is not None else []
    for member in lesson.get_mobject_family_members():
        if is_seen(member) and not any(member is glyph for glyph in spoken):
            yield member, corners(VMobject().set_points(member.points).set_stroke(opacity=1))


# -- lessons watched from the first step to the last -----------------------------------------------------------------


class Spoilt(NamedTuple):
    """A drawing spoilt at the end of a step, and the claim that has to notice: which mobject, and its wrong points."""

    step: str
    claim: str
    spoil: Callable[[Any], tuple[VMobject, Numbers]]


@dataclass
class Watched(Generic[AnyLesson]):
    """A lesson after its end, and what was seen of it.

    Attributes
    ----------
    strays
        What left the safe stage at the end of a step.
    noticed
        For each spoilt drawing its claim's error over what the claim allows: above 1 it was noticed.
    """

    lesson: AnyLesson
    seconds: dict[str, float]
    strays: list[str]
    noticed: dict[str, float] = field(default_factory=dict)

    @property
    def faults(self) -> list[str]:
        """What is drawn outside, claims that do not hold, and claims that never spoke."""
        ledger = self.lesson.claim_log
        violated = [f"violated: {name}" for name, finding in ledger.results.items() if not finding.holds]
        return [*self.strays, *violated, *(f"silent: {name}" for name in sorted(ledger.never_evaluated))]


def watch(
    lesson: type[AnyLesson],
    variant: Variant | None = None,
    values: Mapping[str, str] | None = None,
    *,
    spoilt: Mapping[str, Spoilt] | None = None,
    at_end: Callable[[AnyLesson, str], None] = lambda lesson, step: None,
) -> Watched[AnyLesson]:
    """Rehearse a lesson; at the end of each step look for what strays, and spoil drawings to see what claims say."""
    strays: list[str] = []
    noticed: dict[str, float] = {}

    def look(made: AnyLesson, step: str) -> None:
        strays.extend(f"{step}: {stray}" for stray in outside(made, safe_stage(made), slack=_ACCENT))
        for name, each in (spoilt or {}).items():
            if each.step == step:
                noticed[name] = _share_of_allowance(made, each.claim, *each.spoil(made))
        at_end(made, step)

    made, seconds = rehearse(lesson, variant, values, at_end=look)
    return Watched(made, seconds, strays, noticed)


def _share_of_allowance(lesson: Lesson, claim: str, mobject: VMobject, points: Numbers) -> float:
    """The claim's error over what it allows while the mobject has other points; then it gets its own back."""
    own, mobject.points = mobject.points, points
    verdict = getattr(lesson, claim)()
    mobject.points = own
    assert verdict is not None
    return max(equal.error / equal.tolerance for equal in ([verdict] if isinstance(verdict, Equal) else verdict))


def keeps_attention(seconds: Mapping[str, float], *, shortest: float = 45) -> bool:
    """Whether a lesson takes up to 150 seconds, and each step 3 to 12."""
    return shortest <= sum(seconds.values()) <= 150 and all(3 <= each <= 12 for each in seconds.values())
