"""What a page looks at: a scene in a variant with its values, checked and bounded."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sessen.errors import SessenError
from sessen.files import relative
from sessen.installation import program
from sessen.pipeline import ParameterOverride, Request
from sessen.variant import QUALITIES, Language, Shape, ThemeName, Variant
from sessen.voice.choice import MACHINE, OFF, OWN, check_voice

_MOST_VALUES: Final = 40
_LONGEST_VALUE: Final = 400  # letters
DRAFT: Final = QUALITIES["draft"]
#: What there is to choose from, in the order in which pages show it.
CHOICES: Final[dict[str, list[Any]]] = {
    "language": [*map(str, Language)],
    "theme": [*map(str, ThemeName)],
    "shape": [*map(str, Shape)],
    "words": [True, False],
    "voice": [OFF, MACHINE, OWN],
}
_PLAIN: Final = Variant(quality=DRAFT)


class BadRequest(SessenError):
    """A page has asked for something that a preview does not do."""


@dataclass(frozen=True, slots=True)
class View:
    """A scene, the way it is made, and parameters as typed.

    The size of the picture is no part of it: previews are drafts, whatever a page asks for.

    Parameters
    ----------
    target
        As on the command line: ``SCENE`` or ``FILE.py::SCENE``.
    values
        Those that differ from the lecture's, sorted by name.
    voice
        Whose takes are heard; what has no take is silent.
    """

    target: str
    variant: Variant = _PLAIN
    values: tuple[tuple[str, str], ...] = ()
    voice: str = OFF

    def request(self, base: Request) -> Request:
        """What is asked of the planner."""
        name = self.target.rpartition("::")[2]
        settings = tuple(ParameterOverride(name, *pair) for pair in self.values)
        return replace(base, targets=(self.target,), variants=(self.variant,), overrides=settings, voice=self.voice)

    def command(self, base: Request) -> str:
        """The line that makes this very video."""
        return shlex.join([*program().split(), *self.words(), *places(base)])

    def words(self, step: str = "") -> list[str]:
        """The target and the options that say how it is made."""
        variant = self.variant
        words = [f"{self.target}::{step}" if step else self.target]
        words += [word for name, text in self.values for word in ("--set", f"{name}={text}")]
        words += ["--lang", str(variant.language)] if variant.language is not Language.EN else []
        words += ["--theme", str(variant.theme)] if variant.theme is not ThemeName.DARK else []
        words += ["--shape", str(variant.shape)] if variant.shape is not Shape.WIDE else []
        words += [] if variant.words else ["--words", "off"]
        return words + (["--voice", self.voice] if self.voice != OFF else [])


@dataclass(frozen=True, slots=True)
class Opening:
    """How the page opens: what was typed with the command.

    Parameters
    ----------
    look
        Language, theme, shape, words and voice; what is missing is the page's own choice.
    settings
        Values for parameters.
    """

    style: Mapping[str, str | bool]
    settings: tuple[ParameterOverride, ...]

    def values(self, target: str, known: Collection[str] | None = None) -> dict[str, str]:
        """The values for a scene, of whose parameters these are ``known``; None where it was not imported yet."""
        name = target.rpartition("::")[2]
        fitting = [each for each in self.settings if each.scene == name or (not each.scene and _may_be(each, known))]
        return {each.name: each.value for each in fitting}

    def view(self, target: str) -> View:
        """What the page will look at; in English unless asked for something else."""
        asked = {"target": target, **self.style, "values": self.values(target)}
        return parse_view(asked, frozenset([target]))


def _may_be(setting: ParameterOverride, known: Collection[str] | None) -> bool:
    return known is None or setting.name in known


def places(request: Request) -> list[str]:
    """The options that say where things are, where they are somewhere else than usual."""
    words = ["--lecture", relative(request.lecture)] if request.lecture else []
    words += ["--store", _shown(request.store)] if request.store else []
    return words + (["--out", relative(request.out)] if request.out != request.folder / "build" else [])


def _shown(store: str) -> str:
    return store if "://" in store else relative(Path(store))


def parse_view(asked: Mapping[str, Any], targets: frozenset[str]) -> View:
    """The view that a page asks for.

    Parameters
    ----------
    targets
        The scenes that this preview shows; no page can name another file.

    Raises
    ------
    BadRequest
        Something is not among what there is to choose from, or too long.
    """
    target = asked.get("target")
    if not isinstance(target, str) or target not in targets:
        raise BadRequest("this preview has no such scene", hint="choose one from the list")
    try:
        variant = Variant(
            Language(asked.get("language", "en")),
            ThemeName(asked.get("theme", "dark")),
            Shape(asked.get("shape", "wide")),
            asked.get("words", True) is not False,
            DRAFT,
        )
        voice = check_voice(str(asked.get("voice", OFF)))
    except (ValueError, SessenError) as error:
        raise BadRequest(str(error)) from None
    return View(target, variant, _values(asked.get("values", {})), voice)


def check_text(name: str, text: str) -> None:
    """Whether a text can be given to a command, and be kept in a file.

    Raises
    ------
    BadRequest
        There is a NUL in it, or half of a pair of surrogates.
    """
    for at, letter in enumerate(text, 1):
        if letter == "\0" or "\ud800" <= letter <= "\udfff":
            raise BadRequest(f"{name}: letter {at} is not allowed (U+{ord(letter):04X})", hint="remove it")


def _values(asked: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(asked, dict) or len(asked) > _MOST_VALUES:
        raise BadRequest("values are a table of names and texts")
    for name, text in asked.items():
        if not isinstance(text, str) or not str(name).isidentifier():
            raise BadRequest("values are a table of names and texts")
        check_text(name, text)
        if len(text) > _LONGEST_VALUE:
            raise BadRequest(f"{name} is longer than {_LONGEST_VALUE} letters", hint="shorten it")
    return tuple(sorted(asked.items()))
