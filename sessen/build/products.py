"""Which products a planned scene has, where they go, and what each is made from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sessen.catalogue import Lecture, did_you_mean, read_lecture
from sessen.catalogue.lecture import LectureBroken
from sessen.keys import Recipe, Sources
from sessen.keys.digests import sha256
from sessen.plan import Plan, ScenePlan, StepPlan
from sessen.products import OrderedChapter, OrderedNote, OrderedStep, VideoOrder
from sessen.store import Store
from sessen.variant import Variant
from sessen.words import plain


class PlannedProduct(Protocol):
    """A video to have, of whatever steps."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def scene_name(self) -> str:
        """The scene that it shows; empty for a whole lecture."""

    @property
    def step(self) -> str:
        """The step that it shows; empty for more than one."""

    @property
    def variant(self) -> Variant: ...
    @property
    def steps(self) -> tuple[StepPlan, ...]: ...
    @property
    def target(self) -> Path: ...
    def order(self, plan: Plan, store: Store, found: Mapping[str, Recipe]) -> VideoOrder:
        """What a worker needs in order to make it, once every step is in the store."""


@dataclass(frozen=True, slots=True)
class PlannedVideo:
    """A video of a scene, or of one step of it."""

    scene: ScenePlan
    steps: tuple[StepPlan, ...]
    step: str
    target: Path

    @property
    def name(self) -> str:
        return f"{self.scene.name}::{self.step}" if self.step else self.scene.name

    @property
    def scene_name(self) -> str:
        return self.scene.scene.name

    @property
    def variant(self) -> Variant:
        return self.scene.variant

    def order(self, plan: Plan, store: Store, found: Mapping[str, Recipe]) -> VideoOrder:
        return VideoOrder(
            target=self.target,
            title=_title(self.scene, self.step),
            language=str(self.variant.language),
            languages=tuple(map(str, plan.request.languages)),
            steps=_ordered(self.scene, self.steps, found),
            chapters=(),
            store=store.place.address,
        )


@dataclass(frozen=True, slots=True)
class PlannedFilm:
    """The whole lecture in one file, a chapter for each scene and step."""

    title: str
    scenes: tuple[ScenePlan, ...]
    target: Path
    notes: tuple[OrderedNote, ...] = ()
    scene_name: str = ""
    step: str = ""

    @property
    def name(self) -> str:
        folder = self.variant.folder
        return "the lecture" if folder == "en" else f"the lecture ({folder})"

    @property
    def variant(self) -> Variant:
        return self.scenes[0].variant

    @property
    def steps(self) -> tuple[StepPlan, ...]:
        return tuple(step for scene in self.scenes for step in scene.steps)

    def order(self, plan: Plan, store: Store, found: Mapping[str, Recipe]) -> VideoOrder:
        return VideoOrder(
            target=self.target,
            title=self.title,
            language=str(self.variant.language),
            languages=tuple(map(str, plan.request.languages)),
            steps=tuple(step for scene in self.scenes for step in _ordered(scene, scene.steps, found)),
            chapters=tuple(self._chapters()),
            store=store.place.address,
            notes=self.notes,
        )

    def _chapters(self) -> Iterator[OrderedChapter]:
        """One for the title, one for each scene, which begins with its card, and one for each further step."""
        first, card = 0, None
        for scene in self.scenes:
            if scene.card and card is None and not first:
                yield OrderedChapter(first, self.title, True)
            elif scene.card:
                card = first
            else:
                title = _title(scene, "")
                yield OrderedChapter(first if card is None else card, title, True)
                for number, step in enumerate(scene.steps[1:], 1):
                    yield OrderedChapter(first + number, f"{title}: {step.name.replace('_', ' ')}", False)
                card = None
            first += len(scene.steps)


def films_of(plan: Plan) -> list[PlannedFilm]:
    """The film of the lecture in each variant; none when only a part of it was asked for."""
    file = plan.request.lecture_file
    if plan.request.targets or file is None:
        return []
    lecture = read_lecture(file)
    films = []
    for variant in plan.request.variants:
        scenes = tuple(scene for scene in plan.scenes if scene.variant == variant)
        whole = sum(not scene.card for scene in scenes) == len(lecture.scenes)
        if whole and lecture.cards == any(scene.card for scene in scenes):
            title = lecture.title.get(variant.language, "") or file.stem
            target = plan.request.out / variant.folder / "lecture.mp4"
            films.append(PlannedFilm(title, scenes, target, tuple(_notes(lecture, scenes))))
    return films


def _notes(lecture: Lecture, scenes: Iterable[ScenePlan]) -> Iterator[OrderedNote]:
    """Where the film shows each note: the step's place among all of its steps.

    Raises
    ------
    LectureBroken
        A scene has no such step.
    """
    steps = [(scene, step.name) for scene in scenes for step in scene.steps]
    places = {(scene.scene.name, name): (place, scene.variant) for place, (scene, name) in enumerate(steps)}
    for note in lecture.notes:
        if (note.scene, note.step) not in places:
            known = [step for name, step in places if name == note.scene]
            where = f"{lecture.file}, line {note.line}"
            what, cure = f"{note.scene} has no step '{note.step}'", did_you_mean(note.step, known)
            raise LectureBroken(what, where=where, cure=cure)
        place, variant = places[note.scene, note.step]
        yield OrderedNote(place, note.section, note.shows.get(variant.language, ""))


def videos_of(plan: Plan, scene: ScenePlan) -> list[PlannedVideo]:
    """The videos of a planned scene: its own, or a clip for each step that was asked for."""
    folder = plan.request.out / scene.variant.folder
    if scene.card:
        return []
    if scene.whole:
        return [PlannedVideo(scene, scene.steps, "", folder / f"{scene.scene.name}.mp4")]
    clips = folder / "clips" / scene.scene.name
    return [
        PlannedVideo(scene, (step,), step.name, clips / f"{step.number:02}-{_file_name(step.name)}.mp4")
        for step in scene.steps
    ]


def made_from(order: VideoOrder, maker: str) -> str:
    """The hash of all that a video is made from.

    Parameters
    ----------
    maker
        The hash of the code that makes it.
    """
    steps = [[step.entry, sorted(step.words.items()), step.card] for step in order.steps]
    chapters = [[chapter.first, chapter.title, chapter.is_scene] for chapter in order.chapters]
    notes = [[note.step, note.section, note.shows] for note in order.notes]
    parts = [order.title, order.language, order.languages, steps, chapters, notes, maker]
    return sha256(json.dumps(parts).encode())


def maker_of_videos(sources: Sources) -> str:
    """The hash of the code that makes videos of finished steps."""
    import sessen.products.video as maker

    return sources.closure(Path(maker.__file__)).digest


def _title(scene: ScenePlan, step: str) -> str:
    title = scene.title.get(scene.variant.language, "")
    # A title that names values would need a run of the scene; the scene's name serves as well there.
    shown = scene.scene.name if not title or "{" in title else plain(title)
    return f"{shown}: {step}" if step else shown


def _ordered(scene: ScenePlan, steps: tuple[StepPlan, ...], found: Mapping[str, Recipe]) -> tuple[OrderedStep, ...]:
    """The steps with today's words as captions show them, those that need no values."""
    today = {
        step.name: {language: plain(words) for language, words in step.words.items() if "{" not in words}
        for step in scene.scene.steps
    }
    return tuple(OrderedStep(found[step.key.digest].entry, today[step.name], bool(scene.card)) for step in steps)


def _file_name(step: str) -> str:
    """A step's name as a file may be called on every system; names of methods stay as they are."""
    return re.sub(r"[^\w\-.]+", "_", step).strip(".") or "step"
