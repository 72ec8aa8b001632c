"""What is heard in each step: its script, asked of the scene once; its take; and a new take where one is wanted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sessen.errors import SessenError
from sessen.files import safe_name
from sessen.installation import install_voice
from sessen.keys import FileHashes, SourceGraph
from sessen.keys.file_hashes import sha256
from sessen.memory import read_as, read_memory, write_memory
from sessen.pipeline.checks import Selection
from sessen.pipeline.narration_files import narration_files
from sessen.pipeline.request import Request, bundled_lecture
from sessen.pipeline.voice import SILENCE, Narrations
from sessen.pool import Task, TaskResult
from sessen.project import project_root
from sessen.variant import Language
from sessen.voice.choice import OFF, Choice, Problem, StepNarration, choose_all, made_path, voice_named
from sessen.voice.engines import missing_for
from sessen.voice.script import Script
from sessen.voice.speak import SpeakArgs, speak_all
from sessen.voice.take import Take, takes_folder, takes_in

_REMEMBERED: Final = 200  # scenes, each with its values and in its language
#: What asks a scene for its narration.
_ASKED_BY: Final = Path(__file__).parents[1] / "worker" / "narrations.py"
#: Where takes are kept that were made for builds, in the folder ``.sessen``.
_MADE: Final = Path("voice", "takes")
Scripts = Mapping[str, Script]
StepAddress = tuple[str, Language, str]  # scene and step
Run = Callable[[Iterable[Task]], Iterable[TaskResult]]


class Narrator:
    """Finds what is heard.

    Parameters
    ----------
    folder
        The folder ``.sessen``.
    run
        Does tasks in other processes.
    """

    def __init__(self, request: Request, folder: Path, sources: SourceGraph, digests: FileHashes, run: Run) -> None:
        self._request = request
        self._folder = folder
        self._sources = sources
        self._hashes = digests
        self._run = run
        self._memory = folder / "narration.json"

    # -- what is said --------------------------------------------------------------------------------------------

    def scripts(self, chosen: Sequence[Selection]) -> tuple[dict[tuple[str, Language], Scripts], list[SessenError]]:
        """What each scene says in each language that was asked for; and why some cannot say it."""
        remembered = read_memory(self._memory)
        asked: dict[Task, StepAddress] = {}
        found: dict[tuple[str, Language], Scripts] = {}
        kept: dict[str, Any] = {}
        for each, language in ((each, language) for each in chosen for language in self._request.languages):
            key = self._key(each, language)
            known = read_as(_scripts, remembered[key], "narration.json") if key in remembered else None
            if known is None:
                from sessen.worker.narrations import NarrationArgs, read_narration

                args = NarrationArgs(each.scene.address, each.values, each.scene.step_names, language)
                task = Task(each.scene.name, read_narration, args, timeout=self._request.time_limit)
                asked[task] = (each.scene.name, language, key)
            else:
                found[each.scene.name, language], kept[key] = known, remembered[key]
        failures: list[SessenError] = []
        for outcome in self._run(asked) if asked else ():
            name, language, key = asked[outcome.task]
            if outcome.error is not None:
                failures.append(outcome.error)
                continue
            found[name, language], kept[key] = _scripts(outcome.result), outcome.result
        if asked:
            older = {key: value for key, value in remembered.items() if key not in kept}
            write_memory(self._memory, dict([*older.items(), *kept.items()][-_REMEMBERED:]))
        return found, failures

    def _key(self, chosen: Selection, language: Language) -> str:
        """The hash of all that decides what a scene says."""
        file = chosen.scene.file
        read = [*narration_files(file)]
        read += [
            folder / "assets" / "readings.toml" for folder in (project_root(file), bundled_lecture().parent.parent)
        ]
        code = self._sources.closure(_ASKED_BY).digest
        told = [self._sources.closure(file).digest, code, chosen.scene.address.name, chosen.scene.step_names]
        return sha256(json.dumps([*told, chosen.values, language, list(map(self._hashes.hash_of, read))]).encode())

    # -- who says it ---------------------------------------------------------------------------------------------

    def narrate(self, chosen: Sequence[Selection], voice: str, *, speak: bool = True) -> Narrations:
        """What is heard in the steps of scenes; cards are silent."""
        spoken = [each for each in chosen if not each.card_kind]
        if voice == OFF or not spoken:
            return SILENCE
        scripts, failures = self.scripts(spoken)
        wanted = [
            _Wanted(each, language, scripts.get((each.scene.name, language), {}))
            for each in spoken
            for language in self._request.languages
        ]
        choices = {
            (each.name, each.language, step): choice
            for each in wanted
            for step, choice in self._choices(each, voice, speak=speak)
        }
        return Narrations(self._narrated(choices, scripts), tuple(_remarks(choices, voice)), tuple(failures))

    def _narrated(
        self, choices: Mapping[StepAddress, Choice], scripts: Mapping[tuple[str, Language], Scripts]
    ) -> dict[tuple[str, str, str], StepNarration]:
        paths = list(dict.fromkeys(choice.take.path for choice in choices.values() if choice.take))
        hashes = dict(zip(paths, self._hashes.hashes_of(paths), strict=True))
        steps: dict[tuple[str, str, str], StepNarration] = {}
        languages = self._request.languages
        for (name, language, step), choice in choices.items():
            said = {str(each): scripts.get((name, each), {}).get(step, Script()) for each in languages}
            path = choice.take.path if choice.take else None
            heard = StepNarration(str(path or ""), hashes[path] if path else "", said, choice.take)
            steps[name, language, step] = heard
        return steps

    def _choices(self, wanted: _Wanted, voice: str, *, speak: bool) -> Iterator[tuple[str, Choice]]:
        scripts = {step: wanted.scripts.get(step, Script()) for step in wanted.chosen.scene.step_names}
        files = self.takes_of(wanted.chosen, wanted.language)
        there = {step: file for step in scripts if (file := files.get(step) or files.get(safe_name(step)))}
        found = self._choose(scripts, wanted, voice, there)
        missing = {step: scripts[step] for step, choice in found.items() if choice.machine}
        if speak and missing and not missing_for(voice_named(voice, wanted.language)):
            self._make(wanted, missing, voice)
            found |= self._choose(missing, wanted, voice, there)
        yield from found.items()

    def _choose(self, scripts: Scripts, wanted: _Wanted, voice: str, there: Mapping[str, Take]) -> dict[str, Choice]:
        return choose_all(voice, scripts, wanted.language, there, self._folder / _MADE)

    def takes_of(self, chosen: Selection, language: str) -> dict[str, Take]:
        """The takes among the assets of the lecture, then of the scene's own project, by file names of steps."""
        folders = [self._folder.parent, project_root(chosen.scene.file)]
        found: dict[str, Take] = {}
        for folder in dict.fromkeys(reversed(folders)):
            found |= takes_in(takes_folder(folder, language, chosen.scene.name))
        return found

    def _make(self, wanted: _Wanted, missing: Mapping[str, Script], voice: str) -> None:
        kept, file = self._folder / "voice" / "sentences", str(wanted.chosen.scene.file)
        speaker = voice_named(voice, wanted.language)
        args = [
            SpeakArgs(script, file, speaker.name, 1.0, str(kept), str(made_path(self._folder / _MADE, script, speaker)))
            for script in missing.values()
        ]
        for outcome in self._run([Task(wanted.name, speak_all, tuple(args), timeout=None, runs_scene=False)]):
            if outcome.error is not None:
                raise outcome.error


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A scene that is to speak a language."""

    chosen: Selection
    language: Language
    scripts: Scripts

    @property
    def name(self) -> str:
        return self.chosen.scene.name


def _scripts(written: Mapping[str, Any]) -> Scripts:
    return {step: Script.from_json(each) for step, each in written.items()}


def _remarks(choices: Mapping[StepAddress, Choice], voice: str) -> Iterator[str]:
    """One remark for each kind of problem, with the steps that have it."""
    for problem, ending in _ENDINGS.items():
        own = [step for step, choice in choices.items() if choice.problem is problem]
        silent = [each for each in own if choices[each].take is None]
        heard = [each for each in own if choices[each].take is not None]
        for some, how in ((silent, "silent"), (heard, "")):
            if some:
                yield f"{how or 'narration'}: {problem}: {_listed(some)}{ending(some, voice, how)}"


def _listed(steps: Sequence[StepAddress]) -> str:
    """Scenes with the number of their steps, or the one step that it is."""
    scenes: dict[str, list[str]] = {}
    for name, language, step in steps:
        scenes.setdefault(f"{name} ({language})", []).append(step)
    return ", ".join(
        f"{name} {steps[0]}" if len(steps) == 1 else f"{name} {len(steps)} steps" for name, steps in scenes.items()
    )


def _no_take(steps: Sequence[StepAddress], voice: str, how: str) -> str:
    absent = missing_for(voice_named(voice, steps[0][1]))
    return f"; the voice is not installed: {install_voice()}" if absent and how else ""


def _own(steps: Sequence[StepAddress], voice: str, how: str) -> str:
    return "; record them in the preview, or: sessen voice import"


def _renewed(steps: Sequence[StepAddress], voice: str, how: str) -> str:
    return _no_take(steps, voice, how) or "; spoken anew for this build, for good with: sessen voice"


_ENDINGS: Final = {
    Problem.NO_TAKE: _no_take,
    Problem.RENEWED: _renewed,
    Problem.NO_RECORDING: _own,
    Problem.OTHER_WORDS: _own,
}
