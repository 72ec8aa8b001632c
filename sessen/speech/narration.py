"""Narration: what is spoken in each step, read from a file beside the scene's.

``scenes/chain_rule/scene.py`` has its narration in ``scenes/chain_rule/narration.toml``, ``waves.py`` in
``waves.narration.toml``. A table is a step, or, where a file has several scenes, a scene with its steps::

    [show_curve]
    en = "Here is our curve. [rise] It climbs to ${top}$."
    ja = "これが曲線です。[rise] 高さは ${top}$ です。"

It is an input of sound alone: no picture depends on it.
"""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from sessen.errors import SessenError
from sessen.speech.readings import Readings, readings_of
from sessen.speech.sentences import InvalidMark, sentences_of
from sessen.speech.toml_lines import line_of
from sessen.speech.utterance import Spoken
from sessen.steps import Step
from sessen.suggestions import did_you_mean
from sessen.variant import Language
from sessen.words import Words

#: The name of the file in a scene's folder, and what it ends with beside a scene that is a file.
NARRATION_FILE: Final = "narration.toml"
MOST_SENTENCES: Final = 5
_SCENE_FILE: Final = "scene.py"
_LANGUAGES: Final = tuple(str(language) for language in Language)


class NarrationError(SessenError):
    """A narration that cannot be spoken: file, line and key, and what to change."""


class Narrated(Protocol):
    """What has steps with words, and values for them: a lesson that is set up."""

    @classmethod
    def steps(cls) -> tuple[Step, ...]: ...

    def step_text(self, each: Step) -> Step: ...

    @property
    def text_values(self) -> dict[str, str]: ...


@dataclass(frozen=True, slots=True)
class Narration:
    """The narration of one scene as it is written: its file, and by step the words in each language."""

    file: Path
    entries: Mapping[str, Words] = field(default_factory=dict)
    text: str = ""

    def where(self, step: str, language: str = "") -> str:
        """Where an entry stands, for errors."""
        line = line_of(self.text, step, *([language] if language else []))
        return f"{self.file.name}, line {line}, {step}{'.' + language if language else ''}"


def narration_file(scene_file: Path) -> Path:
    """Where the narration of a scene's file is, whether it is there or not."""
    if scene_file.name == _SCENE_FILE:
        return scene_file.with_name(NARRATION_FILE)
    return scene_file.with_name(f"{scene_file.stem}.{NARRATION_FILE}")


def read_narration(scene_file: Path, scene: str, steps: Sequence[str]) -> Narration:
    """The narration of a scene, empty where it has none.

    Raises
    ------
    NarrationError
        The file cannot be read, or speaks of a step or a language that is not there.
    """
    file = narration_file(scene_file)
    if not file.is_file():
        return Narration(file)
    text = _text_of(file)
    tables = _tables_of(file, text)
    own = tables.get(scene)
    if isinstance(own, dict) and any(isinstance(value, dict) for value in own.values()):
        return _checked(file, text, own, steps, scene)
    single = {name: table for name, table in tables.items() if not _is_a_scene(table)}
    return _checked(file, text, single, steps, "")


def narration(lesson: Narrated, languages: Iterable[str] = _LANGUAGES) -> dict[str, dict[str, Spoken]]:
    """What a lesson says in each of its steps, its values filled in.

    A step without an entry speaks its sentence, and so does one of which the lesson tells other words than usual: its
    narration was not written for such values.

    Raises
    ------
    NarrationError
        The narration names what is not there, has a mark twice, or too many sentences.
    """
    owner = type(lesson)
    file = Path(inspect.getfile(owner))
    steps = lesson.steps()
    written = read_narration(file, owner.__name__, [step.name for step in steps])
    readings, values = readings_of(file), lesson.text_values
    told = {step.name: _words_for(lesson, step, written) for step in steps}
    return {
        name: {
            language: _spoken(written, name, words, language, values, readings)
            for language in languages
            if words.sentences.get(language)
        }
        for name, words in told.items()
    }


def narration_of_sections(
    scene_file: Path, scene: str, sections: Sequence[str], languages: Iterable[str] = _LANGUAGES
) -> dict[str, dict[str, Spoken]]:
    """What is said in the sections of a scene that is no lesson: those that the narration has an entry for."""
    written, readings = read_narration(scene_file, scene, sections), readings_of(scene_file)
    return {
        name: {
            language: _spoken(written, name, words, language, {}, readings)
            for language in languages
            if words.sentences.get(language)
        }
        for name, words in written.entries.items()
    }


def _words_for(lesson: Narrated, step: Step, written: Narration) -> Words:
    told = lesson.step_text(step).words
    if told.sentences != step.words.sentences or step.name not in written.entries:
        return told
    return Words(owner=told.owner, **{**told.sentences, **written.entries[step.name].sentences})


def _spoken(
    written: Narration, step: str, words: Words, language: str, values: Mapping[str, str], readings: Readings
) -> Spoken:
    entry = written.entries.get(step)
    is_entry = entry is not None and entry.sentences.get(language) == words.sentences[language]
    where = written.where(step, language) if is_entry else words.owner
    try:
        filled = words.with_owner(where).localized(Language(language), values)
        sentences = sentences_of(filled, language, readings, has_marks=is_entry)
    except InvalidMark as error:
        raise NarrationError(error.message, location=where, hint=error.hint) from error
    if len(sentences) > MOST_SENTENCES:
        raise NarrationError(
            f"{len(sentences)} sentences are too many for a step: at most {MOST_SENTENCES}",
            location=where,
            hint="make two steps of it, or say less",
        )
    return Spoken(sentences)


# -- reading the file --------------------------------------------------------------------------------------------


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise NarrationError(f"{file.name} is not UTF-8", location=str(file), hint="save it as UTF-8") from error
    except OSError as error:
        raise NarrationError(f"{file.name} cannot be read: {error.strerror}", location=str(file)) from error


def _tables_of(file: Path, text: str) -> dict[str, Any]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NarrationError(
            f"{file.name} is not valid TOML: {error}",
            location=str(file),
            hint='a step is written [name] and en = "..."',
        ) from error
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise NarrationError(
                f"'{name}' stands outside of any step",
                location=f"{file.name}, line {line_of(text, name)}",
                hint="write the name of a step above it: [show_curve]",
            )
    return tables


def _is_a_scene(table: Mapping[str, Any]) -> bool:
    return bool(table) and all(isinstance(value, dict) for value in table.values())


def _checked(file: Path, text: str, tables: Mapping[str, Any], steps: Sequence[str], scene: str) -> Narration:
    entries: dict[str, Words] = {}
    for name, table in tables.items():
        place = Narration(file, {}, text)
        if name not in steps:
            raise NarrationError(f"no step named '{name}'", location=place.where(name), hint=did_you_mean(name, steps))
        sentences = {language: _sentence(place, name, language, said) for language, said in table.items()}
        entries[name] = Words(owner=f"{scene}::{name}" if scene else name, **sentences)
    return Narration(file, entries, text)


def _sentence(place: Narration, step: str, language: str, said: Any) -> str:
    if language not in _LANGUAGES:
        raise NarrationError(
            f"no language '{language}'", location=place.where(step, language), hint=did_you_mean(language, _LANGUAGES)
        )
    if not isinstance(said, str) or not said.strip():
        raise NarrationError(
            f"what is said in {language} is not a text"
            if not isinstance(said, str)
            else f"nothing is said in {language}",
            location=place.where(step, language),
            hint=f'write {language} = "...", or leave the line out: the step then speaks its sentence',
        )
    return said
