"""From what was typed to the scenes that are meant, with their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sessen.catalogue import Catalogue, Lecture, LectureScene, SceneDescription, did_you_mean, read_lecture
from sessen.catalogue.labels import name_with
from sessen.catalogue.scene_files import files_with, may_define, scene_files
from sessen.errors import SessenError
from sessen.files import from_here, relative
from sessen.installation import program
from sessen.pipeline.checks import Selection, UsageError, check_overrides, check_parameter_names, value_error
from sessen.pipeline.request import Request, is_packaged, scene_folders
from sessen.targets import DOTS, parse_range, parts_of
from sessen.variant import Language


@dataclass(frozen=True, slots=True)
class _Target:
    typed: str
    file: Path | None
    scene: str
    step: str


TITLE_CARD: Final = "TitleCard"
CHAPTER_CARD: Final = "ChapterCard"
_ANYWHERE: Final = LectureScene("", None, {}, (), 0)


def select(request: Request, catalogue: Catalogue, *, cards: bool = False) -> tuple[list[Selection], list[SessenError]]:
    """The scenes that a request means, and why some files cannot be told from.

    Parameters
    ----------
    cards
        Whether the cards of the film are wanted too, each in its place.

    Raises
    ------
    UsageError
        Something in the request names nothing or cannot be read.
    """
    return _Selector(request, catalogue).chosen(cards=cards)


class _Selector:
    def __init__(self, request: Request, catalogue: Catalogue) -> None:
        self._request = request
        self._catalogue = catalogue
        self._failures: list[SessenError] = []

    def chosen(self, *, cards: bool) -> tuple[list[Selection], list[SessenError]]:
        targets = [_read(typed, self._request.folder) for typed in self._request.targets]
        wanted = self._files_and_entries(targets)
        described = self._catalogue.scenes([file for file, _, _ in wanted])
        scenes: list[Selection] = []
        for file, entry, target in wanted:
            found = described[file]
            if isinstance(found, SessenError):
                self._fail(found)
                continue
            scenes.extend(self._in_file(found, file, entry, target))
        made = self._with_settings(_merged(scenes))
        return self._with_cards(made) if cards else made, self._failures

    def _with_cards(self, scenes: list[Selection]) -> list[Selection]:
        """The scenes of a whole lecture with the cards of its film between them, if it has any."""
        if self._request.targets or self._failures or not (lecture := self._lecture()).cards:
            return scenes
        found = {name: self._card(name, lecture) for name in (TITLE_CARD, CHAPTER_CARD)}
        if self._failures:
            return scenes
        chapters = str(len(scenes))
        title = lecture.title or {str(language): lecture.file.stem for language in Language}
        places = {str(language): lecture.title_location or relative(lecture.file) for language in Language}
        chosen = [replace(_card_of(found[TITLE_CARD], title, "title", chapters=chapters), locations=places)]
        for number, scene in enumerate(scenes, 1):
            title = scene.title if not any("{" in words for words in scene.title.values()) else {}
            title = title or {str(language): scene.scene.name for language in Language}
            about = {"chapter": str(number), "chapters": chapters, "about": scene.scene.name}
            card = _card_of(found[CHAPTER_CARD], title, f"chapter {number}", **about)
            places = {str(language): scene.locations.get("title", relative(lecture.file)) for language in Language}
            chosen += [replace(card, locations=places), scene]
        errors = self._catalogue.check([(each.scene, each.values) for each in chosen if each.card_kind])
        if errors:
            raise value_error(*errors[0], chosen)
        return chosen

    def _card(self, name: str, lecture: Lecture) -> SceneDescription | None:
        """The scene of that name: beside the lecture, or Sessen's own."""
        file = self._file_of(replace(_ANYWHERE, name=name), lecture)
        found = self._catalogue.scenes([file])[file]
        if isinstance(found, SessenError):
            self._failures.append(found)
            return None
        return next(scene for scene in found if scene.name == name)

    def _files_and_entries(self, targets: list[_Target]) -> list[tuple[Path, LectureScene, _Target | None]]:
        """The file of each scene, with what the lecture says of it and the target that asked for it."""
        if not targets:
            lecture = self._lecture()
            return [(file, entry, None) for entry in lecture.scenes if (file := self._file_in(entry, lecture))]
        return [found for target in targets for found in self._of_target(target)]

    def _of_target(self, target: _Target) -> Iterable[tuple[Path, LectureScene, _Target]]:
        if target.file is not None:
            if not target.file.is_file():
                raise UsageError(f"there is no file {relative(target.file)}", hint=_near_file(target.file))
            return [(target.file, _ANYWHERE, target)]
        lecture = self._lecture(needed_for=target.typed)
        entries = [each for each in lecture.scenes if each.called == target.scene]
        entries = entries or [each for each in lecture.scenes if each.name == target.scene]
        entries = entries or [replace(_ANYWHERE, name=target.scene)]
        return [(self._file_of(entry, lecture), entry, target) for entry in entries]

    def _lecture(self, needed_for: str = "") -> Lecture:
        file = self._request.lecture_file
        if file is None:
            raise UsageError(
                f"'{needed_for}' names a scene, but there is no lecture here"
                if needed_for
                else "there is no lecture here",
                location=str(Path.cwd()),
                hint=f"name a file ({program()} FILE.py), or a lecture with --lecture FILE",
            )
        if not needed_for and self._request.lecture is None and is_packaged(file):
            raise UsageError(
                "there is no lecture here",
                location=str(Path.cwd()),
                hint="create one: sessen new lecture; or use the lecture that comes with Sessen: --lecture shipped",
            )
        return read_lecture(file)

    def _file_in(self, entry: LectureScene, lecture: Lecture) -> Path | None:
        """As `_file_of`; None where it is not found beside files that cannot be read: it may be in one of them."""
        try:
            return self._file_of(entry, lecture)
        except UsageError as refusal:
            files = [file for file in scene_files(lecture.file.parent) if may_define(file, entry.name)]
            troubles = list(filter(None, map(self._catalogue.error_in, files)))
            if not troubles:
                raise
            for trouble in (*troubles, refusal):
                self._fail(trouble)
            return None

    def _fail(self, error: SessenError) -> None:
        """Note what went wrong, once, for several scenes of one file run into the same."""
        if str(error) not in map(str, self._failures):
            self._failures.append(error)

    def _file_of(self, entry: LectureScene, lecture: Lecture) -> Path:
        if entry.file is not None:
            return entry.file
        folders = scene_folders(lecture.file)
        files = files_with(entry.name, folders, self._catalogue.classes)
        if len(files) > 1:
            raise _two_of_one_name(entry.name, files[0], files[1])
        if files:
            return files[0]
        known = [each.called for each in lecture.scenes if each.name != entry.name]
        files = [file for folder in folders for file in scene_files(folder)]
        known += [name for file in files for name in self._catalogue.likely_scenes(file)]
        known = [name for name in known if name not in (TITLE_CARD, CHAPTER_CARD)]
        location = entry.locations.get("scene", "")
        raise UsageError(f"no scene '{entry.name}'", location=location, hint=did_you_mean(entry.name, known))

    def _in_file(
        self, found: tuple[SceneDescription, ...], file: Path, entry: LectureScene, target: _Target | None
    ) -> Iterable[Selection]:
        if not found:
            raise UsageError(f"no scene in {relative(file)}", hint="a scene is a class derived from Scene or Lesson")
        name = entry.name or (target.scene if target else "")
        scenes = [scene for scene in found if not name or scene.name == name]
        if not scenes:
            names = [scene.name for scene in found]
            raise UsageError(f"no scene '{name}' in {relative(file)}", hint=did_you_mean(name, names))
        step = target.step if target else ""
        for found_scene in scenes:
            scene = found_scene.called(entry.called) if entry.called != entry.name else found_scene
            run = parse_range_of(step, scene) if step else None
            runs = (run,) if run else ()
            yield Selection(
                scene, entry.title or scene.title, entry.values, run, ranges=runs, locations=entry.locations
            )

    def _with_settings(self, scenes: list[Selection]) -> list[Selection]:
        made = [self._set(chosen) for chosen in scenes]
        for setting in self._request.overrides:
            check_overrides(setting, made, failed=bool(self._failures))
        for chosen in made:
            check_parameter_names(chosen)
        errors = self._catalogue.check([(chosen.scene, chosen.values) for chosen in made])
        if errors:
            raise value_error(*errors[0], made)
        return made

    def _set(self, chosen: Selection) -> Selection:
        values = dict(chosen.values)
        names = {parameter.name for parameter in chosen.scene.parameters}
        for setting in self._request.overrides:
            if setting.scene in (chosen.scene.name, chosen.scene.address.name) or (
                not setting.scene and setting.name in names
            ):
                values[setting.name] = setting.value
        typed = set(values.items()) - set(chosen.values)
        places = {name: place for name, place in chosen.locations.items() if name not in dict(typed)}
        made = replace(chosen, values=tuple(sorted(values.items())), locations=places)
        if not typed or not self._request.name_by_values:
            return made
        return replace(made, scene=chosen.scene.called(name_with(chosen.scene.name, typed)))


def _card_of(scene: SceneDescription | None, title: Mapping[str, str], card: str, **values: str) -> Selection:
    """A card with its words; values that a card of somebody's own does not take are left out."""
    assert scene is not None
    names = {parameter.name for parameter in scene.parameters}
    taken = {name: value for name, value in {**title, **values}.items() if name in names}
    missing = {str(language): "" for language in Language if language in names and language not in taken}
    return Selection(scene, title, tuple(sorted({**missing, **taken}.items())), card_kind=card)


def parse_range_of(typed: str, scene: SceneDescription) -> tuple[str, ...]:
    """The steps that ``STEP``, ``FIRST..LAST``, ``FIRST..``, ``..LAST`` or ``..`` means; see `sessen.targets`.

    Raises
    ------
    UsageError
        The scene has no such step, or the last comes before the first.
    SessenError
        It could not be walked through to such a step.
    """
    names = scene.step_names
    run = parse_range(typed, names)
    if run:
        return run
    first, _, last = typed.partition(DOTS)
    if run is not None:
        raise UsageError(f"{scene.name}: '{last}' comes before '{first}'", hint=f"{last}{DOTS}{first}")
    if scene.dry_run and scene.dry_run.error:
        raise scene.dry_run.error
    ends = [name for name in ((first, last) if DOTS in typed else (typed,)) if name]
    wrong = next((name for name in ends if parse_range(name, names) is None), typed)
    raise UsageError(f"{scene.name} has no step '{wrong}'", hint=did_you_mean(wrong, names))


def _read(typed: str, folder: Path) -> _Target:
    parts = parts_of(typed)
    if not (parts.file or parts.scene):
        raise UsageError(
            f"'{typed}' is not a target",
            hint="SCENE, SCENE::STEP, SCENE::FIRST..LAST, FILE.py, FILE.py::SCENE, FILE.py::SCENE::STEP",
        )
    return _Target(typed, from_here(Path(parts.file), folder) if parts.file else None, parts.scene, parts.step)


def _merged(scenes: list[Selection]) -> list[Selection]:
    """Each scene once, with all of the steps that were asked for."""
    found: dict[str, Selection] = {}
    for chosen in scenes:
        name = chosen.scene.name
        there = found.get(name)
        if there is None:
            found[name] = chosen
            continue
        if there.scene.file.resolve() != chosen.scene.file.resolve():
            raise _two_of_one_name(name, there.scene.file, chosen.scene.file)
        runs = tuple(dict.fromkeys((*there.ranges, *chosen.ranges)))
        if there.steps is None or chosen.steps is None:
            found[name] = replace(there, steps=None, ranges=runs)
        else:
            wanted = {*there.steps, *chosen.steps}
            steps = tuple(step for step in chosen.scene.step_names if step in wanted)
            found[name] = replace(there, steps=steps, ranges=runs)
    return list(found.values())


def _two_of_one_name(name: str, one: Path, other: Path) -> UsageError:
    return UsageError(
        f"two scenes are called {name}: in {relative(one)} and in {relative(other)}",
        hint="both would be written to the same file: rename one, or build them into different folders with --out",
    )


def _near_file(file: Path) -> str:
    names = [each.name for each in sorted(file.parent.glob("*.py"))] if file.parent.is_dir() else []
    return did_you_mean(file.name, names) if names else "check the path"
