"""``lecture.toml``: the order of a lecture's scenes, their titles, and the parameters that the teacher has chosen.

::

    title = { en = "Mathematics for deep learning", ja = "深層学習のための数学" }
    cards = true                      # the film shows its title first, and what each chapter is called
    voice = "machine"                 # who speaks in its films; left out: nobody

    [[scenes]]
    scene = "ChainRule"
    file = "chain_rule.py"            # left out: found among the files beside lecture.toml, then among Sessen's own
    name = "ChainOfPowers"            # left out: the scene; where that was there before, the scene with its values
    section = "2.3"                   # left out: the scene's own
    title = { en = "The chain rule", ja = "連鎖律" }
    parameters = { inner = "x**2", at = 1 }

    [[notes]]                         # for a table of where the film shows what the lecture notes have
    section = "1.4"
    shows = { en = "the chain rule as a formula", ja = "連鎖律の式" }
    step = "ChainRule::write_rule"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from sessen.catalogue.labels import labels_of
from sessen.catalogue.lecture_source import LectureSource
from sessen.errors import SessenError
from sessen.files import relative, safe_name
from sessen.job import SECTION
from sessen.suggestions import did_you_mean
from sessen.variant import Language

_LONGEST_WORDS: Final = 400
_LECTURE_KEYS: Final = ("title", "cards", "voice", "scenes", "notes", "layout")
_SCENE_KEYS: Final = ("scene", "name", "section", "file", "title", "parameters")
_NOTE_KEYS: Final = ("section", "shows", "step")


class LectureFileError(SessenError):
    """A lecture file that cannot be read as one; it names the key and the line."""


@dataclass(frozen=True, slots=True)
class LectureScene:
    """One scene of a lecture, in its place.

    Parameters
    ----------
    file
        The file that the lecture names, or None when the scene has to be looked for.
    title
        The chapter's title in each language; empty for the scene's own question.
    parameters
        Values as they would be typed, sorted by name.
    line
        Where in the lecture file it stands.
    places
        File, line and key of what the lecture says of it, for errors: by ``scene``, ``title`` and names of parameters.
    label
        Its name in this lecture, which may have a scene several times; empty for the scene's own.
    section
        What a lesson shows beside its title, such as ``2.3``; empty for its own.
    """

    name: str
    file: Path | None
    title: Mapping[str, str]
    parameters: tuple[tuple[str, str], ...]
    line: int
    locations: Mapping[str, str] = field(default_factory=dict, compare=False)
    label: str = ""
    section: str = ""

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """What the scene is made with: its parameters, and the section that it has here."""
        return tuple(sorted((*self.parameters, (SECTION, self.section)))) if self.section else self.parameters

    @property
    def called(self) -> str:
        """What products and people call it."""
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class LectureNote:
    """A formula or an example of the lecture notes, its section there, and the step that shows it."""

    section: str
    shows: Mapping[str, str]
    scene: str
    step: str
    line: int


@dataclass(frozen=True, slots=True)
class Lecture:
    """Scenes in order, a title in each language, whether cards stand between them in the film, and who speaks in it."""

    file: Path
    title: Mapping[str, str]
    scenes: tuple[LectureScene, ...]
    cards: bool = False
    notes: tuple[LectureNote, ...] = ()
    title_location: str = ""
    voice: str = ""
    layout: Mapping[str, Any] = field(default_factory=dict)


def read_lecture(file: Path) -> Lecture:
    """The lecture in a file.

    Raises
    ------
    LectureFileError
        It does not exist, is not TOML, or is not a valid lecture; key and line are named.
    """
    location = relative(file)
    try:
        text = file.read_text(encoding="utf-8")
        written = tomllib.loads(text)
    except OSError as error:
        raise LectureFileError(
            f"cannot be read: {error.strerror}", location=location, hint="check --lecture"
        ) from error
    except UnicodeDecodeError as error:
        raise LectureFileError("is not UTF-8 text", location=location, hint="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise LectureFileError(
            f"is not TOML: {error}", location=location, hint="see toml.io for how it is written"
        ) from error
    return _Reader(file, text).lecture(written)


class _Reader:
    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._name = relative(file)
        self._source = LectureSource(text)
        self._unchecked: list[tuple[str, str, int]] = []

    def lecture(self, written: Mapping[str, Any]) -> Lecture:
        self._known_keys(written, _LECTURE_KEYS, "", 0)
        title = self._words(written.get("title", {}), "title", 0)
        scenes = written.get("scenes", [])
        if not isinstance(scenes, list) or not scenes:
            raise self._error(
                "scenes", 0, "a lecture needs at least one [[scenes]]", "add one: [[scenes]] and scene = ..."
            )
        unnamed = [self._scene(each, index) for index, each in enumerate(scenes)]
        labels = labels_of((scene.name, scene.label, scene.parameters) for scene in unnamed)
        read = tuple(replace(scene, label=label) for scene, label in zip(unnamed, labels, strict=True))
        self._check_unique(read)
        notes = written.get("notes", [])
        if not isinstance(notes, list):
            raise self._error("notes", 0, "is not a list of tables", "write each note below a line [[notes]]")
        known = {scene.called for scene in read}
        shown = tuple(self._note(each, index, known) for index, each in enumerate(notes))
        self._check_all()
        place, voice = self._location("title", self._source.line("title", 0)), self._voice(written)
        return Lecture(self._file, title, read, self._cards(written), shown, place, voice, written.get("layout", {}))

    def _voice(self, written: Mapping[str, Any]) -> str:
        if isinstance(found := written.get("voice", ""), str):
            return found
        raise self._error("voice", 0, "must name who speaks", 'voice = "machine", "own", "off" or a voice')

    def _cards(self, written: Mapping[str, Any]) -> bool:
        found = written.get("cards", False)
        if not isinstance(found, bool):
            raise self._error("cards", 0, "must be true or false", "cards = true")
        return found

    def _scene(self, written: object, index: int) -> LectureScene:
        line = self._source.block("scenes", index)
        location = f"scenes[{index + 1}]"
        if not isinstance(written, dict):
            raise self._error(location, line, "is not a table", "write each scene below a line [[scenes]]")
        self._known_keys(written, _SCENE_KEYS, location, line)
        name = written.get("scene")
        if not isinstance(name, str) or not name.isidentifier():
            raise self._error(f"{location}.scene", line, "must name a scene class", 'scene = "ChainRule"')
        file = written.get("file")
        if file is not None and not isinstance(file, str):
            raise self._error(f"{location}.file", line, "must be text", 'file = "chain_rule.py"')
        path = (self._file.parent / file).resolve() if file is not None else None
        if path is not None and not path.is_file():
            raise self._error(f"{location}.file", line, f"there is no file {path}", "check the path")
        title = self._words(written.get("title", {}), f"{location}.title", line)
        parameters = self._parameters(written, location, line)
        places = {
            name: self._location(f"{location}.parameters.{name}", self._source.line(name, line))
            for name, _ in parameters
        }
        places |= {key: self._location(f"{location}.{key}", self._source.line(key, line)) for key in ("scene", "title")}
        section = written.get("section", "")
        if not isinstance(section, str):
            raise self._error(f"{location}.section", line, "must be text", 'section = "2.3"')
        if section:
            places[SECTION] = self._location(f"{location}.section", self._source.line("section", line))
        label = self._label(written, location, line)
        return LectureScene(name, path, title, parameters, line, places, label, section)

    def _label(self, written: Mapping[str, Any], location: str, line: int) -> str:
        label = written.get("name", "")
        if not isinstance(label, str) or (label and safe_name(label) != label):
            hint = f'name = "{safe_name(label)}"' if isinstance(label, str) else 'name = "a name"'
            raise self._error(f"{location}.name", line, "must be a short name for files", hint)
        return label

    def _note(self, written: object, index: int, scenes: set[str]) -> LectureNote:
        line, location = self._source.block("notes", index), f"notes[{index + 1}]"
        if not isinstance(written, dict):
            raise self._error(location, line, "is not a table", "write each note below a line [[notes]]")
        self._known_keys(written, _NOTE_KEYS, location, line)
        section, step = written.get("section"), written.get("step")
        if not isinstance(section, str) or not section:
            raise self._error(f"{location}.section", line, "must be text", 'section = "1.4"')
        scene, _, name = step.partition("::") if isinstance(step, str) else ("", "", "")
        if not name:
            raise self._error(f"{location}.step", line, "must name a step", 'step = "ChainRule::nudge"')
        if scene not in scenes:
            what = f"{scene} is not a scene of this lecture"
            raise self._error(f"{location}.step", line, what, did_you_mean(scene, scenes))
        shows = self._words(written.get("shows", {}), f"{location}.shows", line)
        return LectureNote(section, shows, scene, name, self._source.line("step", line))

    def _parameters(self, written: Mapping[str, Any], location: str, line: int) -> tuple[tuple[str, str], ...]:
        found = written.get("parameters", {})
        if not isinstance(found, dict):
            hint = 'parameters = { at = 1, inner = "x**2" }'
            raise self._error(f"{location}.parameters", line, "must be a table", hint)
        return tuple(
            sorted((name, self._typed(value, f"{location}.parameters.{name}", line)) for name, value in found.items())
        )

    def _typed(self, value: object, location: str, line: int) -> str:
        """A value as it would be typed behind --set."""
        if isinstance(value, str):
            return value
        if isinstance(value, bool) or not isinstance(value, int | float | list):
            key = location.rpartition(".")[2]
            raise self._error(location, line, "must be text, a number, or a list of these", f'{key} = "..."')
        return ",".join(self._typed(each, location, line) for each in value) if isinstance(value, list) else repr(value)

    def _words(self, value: object, location: str, line: int) -> Mapping[str, str]:
        key = location.rpartition(".")[2]
        if isinstance(value, str):
            value = {str(language): value for language in Language}
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            hint = f'{key} = {{ en = "...", ja = "..." }}'
            raise self._error(location, line, "must be text in each language", hint)
        self._known_keys(value, tuple(map(str, Language)), location, line)
        for text in value.values():
            self._check(text, location, line)
        return value

    def _check(self, text: str, location: str, line: int) -> None:
        """Words of a lecture are data: they are bounded, and no program for Typst."""
        if "$" in text or len(text) > _LONGEST_WORDS:  # else it is nothing but words
            self._unchecked.append((text, location, line))

    def _check_all(self) -> None:
        if not self._unchecked:
            return
        from sessen.notation import refused

        if found := refused([text for text, _, _ in self._unchecked], _LONGEST_WORDS):
            _, location, line = self._unchecked[found[0]]
            raise self._error(location, line, found[1].message, found[1].hint) from found[1]

    def _known_keys(self, written: Mapping[str, Any], known: tuple[str, ...], location: str, line: int) -> None:
        for key in written:
            if key not in known:
                whole = f"{location}.{key}" if location else key
                raise self._error(whole, line, "unknown key", did_you_mean(key, known))

    def _check_unique(self, scenes: tuple[LectureScene, ...]) -> None:
        seen: dict[str, int] = {}
        for index, scene in enumerate(scenes):
            if scene.called in seen:
                what = f"{scene.called} is already in line {seen[scene.called]}"
                hint = 'both would be written to the same file: give one a name = "...", or other parameters'
                raise self._error(f"scenes[{index + 1}].scene", scene.line, what, hint)
            seen[scene.called] = self._source.line("scene", scene.line)

    def _error(self, key: str, start: int, what: str, hint: str) -> LectureFileError:
        """An error about a key of the block that begins in line ``start``."""
        line = self._source.line(key.rpartition(".")[2], start)
        return LectureFileError(what, location=self._location(key, line), hint=hint)

    def _location(self, key: str, line: int) -> str:
        """Where a key stands: file, line as far as it is known, and its whole name."""
        return f"{self._name}, line {line}: {key}" if line else f"{self._name}: {key}"
