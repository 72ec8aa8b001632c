"""The products of ``python render.py``: videos of scenes, of pieces of them, and of the whole lecture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sessen.catalogue import Lecture, did_you_mean, read_lecture
from sessen.catalogue.labels import name_with
from sessen.catalogue.lecture import LectureFileError
from sessen.files import file_of, relative
from sessen.job import SceneRef
from sessen.keys import DependencyTrace
from sessen.pipeline import Plan, Request, ScenePlan, StepPlan
from sessen.pipeline.product import MakeProduct, clip_stem, range_name, ranges_of, step_inputs, title_of
from sessen.products.video.make import ChapterMark, NoteRow, VideoSpec, make_video
from sessen.store import Store
from sessen.variant import Variant


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
    def source(self) -> SceneRef | None:
        return self.scene.scene.address

    @property
    def variant(self) -> Variant:
        return self.scene.variant

    @property
    def product(self) -> str:
        return "video"

    @property
    def make(self) -> MakeProduct:
        return make_video

    def spec(self, plan: Plan, store: Store, found: Mapping[str, DependencyTrace]) -> VideoSpec:
        return VideoSpec(
            target=self.target,
            title=title_of(self.scene, self.step),
            language=str(self.variant.language),
            languages=tuple(map(str, plan.request.languages)),
            steps=step_inputs(self.scene, self.steps, found),
            chapters=(),
            store=store.backend.address,
        )


@dataclass(frozen=True, slots=True)
class PlannedFilm:
    """The whole lecture in one file, a chapter for each scene and step."""

    title: str
    scenes: tuple[ScenePlan, ...]
    target: Path
    notes: tuple[NoteRow, ...] = ()
    scene_name: str = ""
    source: SceneRef | None = None
    step: str = ""
    product: str = "video"
    counts_drawing: bool = False

    @property
    def make(self) -> MakeProduct:
        return make_video

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

    def spec(self, plan: Plan, store: Store, found: Mapping[str, DependencyTrace]) -> VideoSpec:
        return VideoSpec(
            target=self.target,
            title=self.title,
            language=str(self.variant.language),
            languages=tuple(map(str, plan.request.languages)),
            steps=tuple(step for scene in self.scenes for step in step_inputs(scene, scene.steps, found)),
            chapters=tuple(self._chapters()),
            store=store.backend.address,
            notes=self.notes,
        )

    def _chapters(self) -> Iterator[ChapterMark]:
        """One for the title, one for each scene, which begins with its card, and one for each further step."""
        first, card = 0, None
        for scene in self.scenes:
            if scene.card_kind and card is None and not first:
                yield ChapterMark(first, self.title, True)
            elif scene.card_kind:
                card = first
            else:
                title = title_of(scene, "")
                yield ChapterMark(first if card is None else card, title, True)
                for number, step in enumerate(scene.steps[1:], 1):
                    yield ChapterMark(first + number, f"{title}: {step.name.replace('_', ' ')}", False)
                card = None
            first += len(scene.steps)


class Videos:
    """The products of ``python render.py``: a video of each scene, or of what was asked for of it, and the lecture."""

    def of_scene(self, plan: Plan, scene: ScenePlan) -> Sequence[PlannedVideo]:
        """The videos of a planned scene: its own, or one of each piece that was asked for."""
        folder = plan.request.out / scene.variant.folder
        if scene.card_kind:
            return []
        if scene.is_whole:
            return [PlannedVideo(scene, scene.steps, "", folder / f"{scene.scene.name}.mp4")]
        return [
            PlannedVideo(scene, steps, range_name(steps), file_of(clip_stem(folder, scene.scene.name, steps), "mp4"))
            for steps in ranges_of(scene)
        ]

    def of_plan(self, plan: Plan) -> Sequence[PlannedFilm]:
        """The film of the lecture in each variant."""
        return lecture_videos(plan)


def lecture_videos(plan: Plan) -> list[PlannedFilm]:
    """The film of the lecture in each variant; none when only a part of it was asked for."""
    file = plan.request.lecture_file
    if plan.request.targets or file is None:
        return []
    lecture = read_lecture(file)
    films = []
    for variant in plan.request.variants:
        scenes = tuple(scene for scene in plan.scenes if scene.variant == variant)
        whole = sum(not scene.card_kind for scene in scenes) == len(lecture.scenes)
        if whole and lecture.cards == any(scene.card_kind for scene in scenes):
            title = lecture.title.get(variant.language, "") or file.stem
            named = plan.request.name_by_values
            name = name_with("lecture", _typed(plan.request)) if named and plan.request.overrides else "lecture"
            target = plan.request.out / variant.folder / f"{name}.mp4"
            films.append(PlannedFilm(title, scenes, target, tuple(_notes(lecture, scenes))))
    return films


def _typed(request: Request) -> Iterator[tuple[str, str]]:
    """The values that were typed, as part of a name."""
    return ((f"{each.scene}.{each.name}".strip("."), each.value) for each in request.overrides)


def _notes(lecture: Lecture, scenes: Iterable[ScenePlan]) -> Iterator[NoteRow]:
    """Where the film shows each note: the step's place among all of its steps.

    Raises
    ------
    LectureFileError
        A scene has no such step.
    """
    steps = [(scene, step.name) for scene in scenes for step in scene.steps]
    places = {(scene.scene.name, name): (place, scene.variant) for place, (scene, name) in enumerate(steps)}
    for note in lecture.notes:
        if (note.scene, note.step) not in places:
            known = [step for name, step in places if name == note.scene]
            location = f"{relative(lecture.file)}, line {note.line}"
            what, hint = f"{note.scene} has no step '{note.step}'", did_you_mean(note.step, known)
            raise LectureFileError(what, location=location, hint=hint)
        place, variant = places[note.scene, note.step]
        yield NoteRow(place, note.section, note.shows.get(variant.language, ""))
