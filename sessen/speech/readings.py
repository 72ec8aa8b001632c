"""Readings: how words, names and symbols are said that would be said wrong, from ``assets/readings.toml``.

One table a language. A single character is also how that letter or sign is read in formulas::

    [ja]
    "割線" = "カッセン"
    "単位行列" = { kana = "タンイギョウレツ", accent = 4 }

    [en]
    "Sessen" = "seh sen"
    "⊕" = "direct sum"
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import sessen
from sessen.errors import SessenError
from sessen.project import project_root
from sessen.speech.toml_lines import line_of
from sessen.suggestions import did_you_mean
from sessen.variant import Language

READINGS_FILE: Final = "assets/readings.toml"
_LANGUAGES: Final = tuple(str(language) for language in Language)
_KANA: Final = re.compile(r"[ぁ-ゖァ-ヺー ]+")
_KANJI: Final = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH: Final = re.compile(r"[A-Za-z][A-Za-z' -]*")
_HINTS: Final = {
    "ja": 'write it in kana: "割線" = "カッセン", or { kana = "カッセン", accent = 1 }',
    "en": 'write it as English words, without signs and digits: "Sessen" = "seh sen"',
}


class ReadingsError(SessenError):
    """A file of readings that cannot be used: file, line and word, and what to write."""


@dataclass(frozen=True, slots=True)
class WordReading:
    """How a word is said; ``accent`` is the mora after which a Japanese word falls, 0 for none."""

    said: str
    accent: int = 0


@dataclass(frozen=True)
class Readings:
    """Readings by language and word."""

    tables: Mapping[str, Mapping[str, WordReading]] = field(default_factory=dict)

    def word(self, language: str, word: str) -> str | None:
        """How a word or a symbol is said; None where nothing is known of it."""
        found = self.tables.get(language, {}).get(word)
        return None if found is None else found.said

    def words(self, language: str) -> Mapping[str, WordReading]:
        """All words that are known of a language; a single letter or sign is none, a single kanji is."""
        table = self.tables.get(language, {})
        return {word: said for word, said in table.items() if len(word) > 1 or _KANJI.fullmatch(word)}

    def replaced(self, language: str, text: str) -> str:
        """A text with its known words as they are said; a word counts only whole."""
        words = self.words(language)
        if not words:
            return text
        longest_first = sorted(map(re.escape, words), key=len, reverse=True)
        return re.sub(rf"\b(?:{'|'.join(longest_first)})\b", lambda match: words[match[0]].said, text)

    def over(self, other: Readings) -> Readings:
        """These readings, and those of another where these have none."""
        return Readings({name: {**other.tables.get(name, {}), **self.tables.get(name, {})} for name in _LANGUAGES})

    @property
    def fingerprint(self) -> str:
        """A hash of all of them."""
        plain = {
            name: {word: [each.said, each.accent] for word, each in sorted(table.items())}
            for name, table in sorted(self.tables.items())
        }
        return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


NO_READINGS: Final = Readings()


def readings_of(file: Path) -> Readings:
    """The readings for a scene's file: Sessen's own, and over them those of the project that the file belongs to.

    Raises
    ------
    ReadingsError
        A file of readings cannot be used.
    """
    own, shipped = project_root(file) / READINGS_FILE, shipped_readings()
    found = read_readings(shipped) if shipped.is_file() else NO_READINGS
    return read_readings(own).over(found) if own.is_file() and own != shipped else found


def shipped_readings() -> Path:
    """The file of readings that comes with Sessen."""
    assert sessen.__file__
    package = Path(sessen.__file__).resolve().parent
    packaged = package / "shipped" / READINGS_FILE
    return packaged if packaged.is_file() else package.parent / READINGS_FILE


def read_readings(file: Path) -> Readings:
    """The readings in a file; remembered until the file changes.

    Raises
    ------
    ReadingsError
        It is not TOML, has a table that is no language's, or a reading that cannot be said.
    """
    try:
        state = file.stat()
    except OSError as error:
        raise ReadingsError(f"{file.name} cannot be read: {error.strerror}", location=str(file)) from error
    return _read(file, state.st_mtime_ns, state.st_size)


@cache
def _read(file: Path, _modified: int, _size: int) -> Readings:
    try:
        text = file.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ReadingsError(f"{file.name} is not UTF-8", location=str(file), hint="save it as UTF-8") from error
    except OSError as error:
        raise ReadingsError(f"{file.name} cannot be read: {error.strerror}", location=str(file)) from error
    except tomllib.TOMLDecodeError as error:
        raise ReadingsError(f"{file.name} is not valid TOML: {error}", location=str(file), hint=_HINTS["ja"]) from error
    return Readings({name: _table(file, text, name, table) for name, table in tables.items()})


def _table(file: Path, text: str, language: str, table: Any) -> Mapping[str, WordReading]:
    place = f"{file.name}, line {line_of(text, language)}"
    if language not in _LANGUAGES:
        raise ReadingsError(f"no language '{language}'", location=place, hint=did_you_mean(language, _LANGUAGES))
    if not isinstance(table, dict):
        raise ReadingsError(f"'{language}' is not a table", location=place, hint=f"write [{language}] above its words")
    return MappingProxyType({word: _reading(file, text, language, word, said) for word, said in table.items()})


def _reading(file: Path, text: str, language: str, word: str, said: Any) -> WordReading:
    kana, accent = (said.get("kana"), said.get("accent", 0)) if isinstance(said, dict) else (said, 0)
    allowed = _KANA if language == "ja" else _ENGLISH
    is_whole = not isinstance(said, dict) or (language == "ja" and set(said) <= {"kana", "accent"})
    if is_whole and word.strip() and isinstance(kana, str) and allowed.fullmatch(kana) and _is_accent(accent):
        return WordReading(kana, accent)
    raise ReadingsError(
        f"the reading of '{word}' cannot be said",
        location=f"{file.name}, line {line_of(text, language, word)}",
        hint=_HINTS[language],
    )


def _is_accent(accent: Any) -> bool:
    return isinstance(accent, int) and not isinstance(accent, bool) and accent >= 0
