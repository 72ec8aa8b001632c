"""Which take is heard in a step: of those that are there the one that `--voice` means, and why there is none."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sessen.errors import SessenError
from sessen.suggestions import did_you_mean
from sessen.voice.engines import VOICES, Voice, voice_for
from sessen.voice.script import LEAD, Script, mark_times
from sessen.voice.take import MADE_AS, Take, read_take

OFF: Final = "off"
MACHINE: Final = "machine"
OWN: Final = "own"


class Problem(StrEnum):
    """Why a step is silent, or what should be known of its take."""

    NONE = ""
    NO_TAKE = "no take"
    NO_RECORDING = "no recording"
    OTHER_WORDS = "recorded for other words"
    RENEWED = "out of date"


@dataclass(frozen=True, slots=True)
class Choice:
    """The take of a step, what is to be told of it, and whether the machine could speak where there is none."""

    take: Take | None
    problem: Problem = Problem.NONE
    machine: bool = False


def check_voice(name: str) -> str:
    """The name, which is ``off``, ``machine``, ``own`` or that of a voice.

    Raises
    ------
    SessenError
        It is none of them.
    """
    known = (OFF, MACHINE, OWN, *VOICES)
    if name not in known:
        raise SessenError(f"no voice '{name}'", hint=did_you_mean(name, known))
    return name


def voice_named(name: str, language: str) -> Voice:
    """The voice that speaks a language when ``machine`` or a voice is asked for."""
    return voice_for(language, name if name in VOICES else "")


def choose_all(
    name: str, scripts: Mapping[str, Script], language: str, there: Mapping[str, Take], folder: Path
) -> dict[str, Choice]:
    """The takes that are heard in the steps of a scene.

    Parameters
    ----------
    name
        What ``--voice`` says.
    scripts
        What each step says.
    there
        The takes among the lecture's assets, by step.
    folder
        Where those are that were made for builds.
    """
    speaker = voice_named(name, language)
    made = {step: made_path(folder, script, speaker) for step, script in scripts.items()}
    kept = {step: read_take(path) if path.is_file() else None for step, path in made.items()}
    return {step: _choose(name, script, speaker, there.get(step), kept[step]) for step, script in scripts.items()}


def _choose(name: str, script: Script, wanted: Voice, there: Take | None, made: Take | None) -> Choice:
    if not script.sentences and (there is None or not there.is_own):
        return Choice(None)
    if name == OWN or (name == MACHINE and there is not None and there.is_own):
        return _own(there, script)
    if there is not None and not there.is_own and _is_by(there, wanted, name) and there.says(script):
        return Choice(there)
    problem = Problem.RENEWED if there is not None and not there.is_own and name == MACHINE else Problem.NO_TAKE
    return Choice(made, problem if made is None or problem is Problem.RENEWED else Problem.NONE, machine=made is None)


def _own(there: Take | None, script: Script) -> Choice:
    if there is None or not there.is_own:
        return Choice(None, Problem.NO_RECORDING)
    return Choice(there, Problem.NONE if there.says(script) else Problem.OTHER_WORDS)


def _is_by(take: Take, voice: Voice, name: str) -> bool:
    return name == MACHINE or (take.info is not None and take.info.voice == voice.name)


def made_path(folder: Path, script: Script, voice: Voice, speed: float = 1.0) -> Path:
    """Where the take of a script is kept that belongs to no assets: by all that a person chooses of it."""
    told = [script.spoken, script.readings, voice.name, speed]
    return folder / f"{sha256(json.dumps(told).encode()).hexdigest()}{MADE_AS}"


def _plain(script: Script) -> list[list[str]]:
    return [[sentence.text, sentence.spoken] for sentence in script.sentences]


@dataclass(frozen=True, slots=True)
class StepNarration:
    """What is heard in a step.

    Parameters
    ----------
    take
        Its file; empty where the step is silent.
    digest
        The hash of the file.
    scripts
        What is said, by language: captions are shown in others than the one that is heard.
    made_from
        What the take brings along.
    """

    take: str
    digest: str
    scripts: Mapping[str, Script]
    made_from: Take | None = None

    @property
    def inputs(self) -> list[Any]:
        """What its sound and its captions are made from, as plain values."""
        return [self.digest, {language: _plain(script) for language, script in self.scripts.items()}]


def sound_inputs(steps: Iterable[StepNarration | None]) -> list[Any]:
    """What the sound and the captions of steps are made from, as plain values; nothing for a silent step."""
    return [[each.inputs] if each else [] for each in steps]


def marks_in(
    steps: Mapping[str, StepNarration | None], language: str, frame_rate: int
) -> dict[str, tuple[tuple[str, int], ...]]:
    """The frame on which each mark of a step has been spoken, for the steps that have marks."""
    found = {name: _marks(each, language, frame_rate) for name, each in steps.items() if each is not None}
    return {name: marks for name, marks in found.items() if marks}


def _marks(narration: StepNarration, language: str, frame_rate: int) -> tuple[tuple[str, int], ...]:
    info = narration.made_from.info if narration.made_from else None
    script = narration.scripts.get(language)
    if info is None or script is None or not info.words:
        return ()
    times = mark_times(script, info.words)
    return tuple((name, math.ceil((LEAD + seconds) * frame_rate - 1e-6)) for name, seconds in times.items())
