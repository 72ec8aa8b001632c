"""The options that commands share, and the request that they come to."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import reduce
from itertools import product
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from sessen.cli.completion import complete_target
from sessen.cli.help_groups import general_option, output_option, picture_option, scene_option, worker_option
from sessen.errors import SessenError
from sessen.installation import install
from sessen.pipeline import ParameterOverride, Request, UsageError
from sessen.suggestions import did_you_mean
from sessen.variant import QUALITIES, Language, Shape, ThemeName, Variant
from sessen.voice.choice import MACHINE, OFF, OWN
from sessen.voice.engines import VOICES

Look = TypeVar("Look", bound=StrEnum)
Command = TypeVar("Command", bound=Callable[..., Any])


class SuggestingChoice(click.Choice[str]):
    """A choice that asks whether somebody meant the nearest."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> str:
        if value not in self.choices:
            name = parameter.opts[-1] if parameter else ""
            raise UsageError(f"{name} {value}: invalid value", hint=did_you_mean(str(value), map(str, self.choices)))
        return str(value)


_UNITS: Final = {"b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9}
_TARGETS: Final = (
    click.argument(
        "targets",
        nargs=-1,
        shell_complete=complete_target,
        metavar="[SCENE | SCENE::STEP | SCENE::FIRST..LAST | FILE.py[::SCENE] ...]",
    ),
)
_QUALITY: Final = picture_option(
    "-q",
    "--quality",
    type=SuggestingChoice(list(QUALITIES)),
    default="high",
    help="draft, low, medium, high (default) or 4k.",
)
_LOOK: Final = (
    picture_option(
        "--lang",
        type=SuggestingChoice(list(map(str, Language))),
        multiple=True,
        help="Language: en (default) or ja; repeat for both.",
    ),
    picture_option("--theme", type=SuggestingChoice(list(map(str, ThemeName))), help="dark (default) or light."),
    picture_option(
        "--shape", type=SuggestingChoice(list(map(str, Shape))), default="wide", help="wide (default), square or tall."
    ),
    picture_option(
        "--words",
        type=SuggestingChoice(["on", "off"]),
        help="Show sentences in the picture: on, or off (default for clips and decks).",
    ),
)
_ALL: Final = "all"
#: The same for commands that look at several variants at once.
_LOOKS: Final = (
    *(
        picture_option(name, type=SuggestingChoice([*map(str, kind), _ALL]), multiple=True, help=told)
        for name, kind, told in (
            ("--lang", Language, "Language: en (default), ja or all; repeat for several."),
            ("--theme", ThemeName, "dark (default), light or all; repeat for several."),
            ("--shape", Shape, "wide (default), square, tall or all; repeat for several."),
        )
    ),
    _LOOK[-1],
)
_VOICE: Final = picture_option(
    "--voice",
    type=SuggestingChoice([OFF, MACHINE, OWN, *VOICES]),
    help="Who speaks: off, machine, own (recordings only), or a voice; films: what the lecture says, else off.",
)
_SET: Final = scene_option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a parameter, or with SCENE.NAME=VALUE that of one scene.",
)
_HEADLINE: Final = picture_option(
    "--headline",
    type=SuggestingChoice(["on", "off"]),
    help="Show a lesson's question and section in the picture: on (default), or off for slides that have a title.",
)
_VARIANT: Final = (_QUALITY, *_LOOK, _VOICE, _HEADLINE, _SET)
_VARIANTS: Final = (_QUALITY, *_LOOKS, _VOICE, _HEADLINE, _SET)
_PLACES: Final = (
    scene_option(
        "--lecture", type=click.Path(path_type=Path), metavar="FILE", help="The lecture file (scenes/lecture.toml)."
    ),
    output_option(
        "--out",
        type=click.Path(path_type=Path),
        default=Path("build"),
        metavar="DIR",
        help="The folder for products (build).",
    ),
    output_option(
        "--store", metavar="DIR|URL", help="Where finished steps are kept (.sessen/store beside the lecture)."
    ),
    output_option(
        "--store-limit",
        default="10GB",
        metavar="SIZE",
        help="Maximum size of the store; the steps that have gone unused longest are removed after a build (10GB).",
    ),
    worker_option(
        "--jobs", "-j", type=click.IntRange(1), metavar="N", help="Number of worker processes (fits the machine)."
    ),
    worker_option("--cluster", metavar="tcp://HOST:PORT", help="Render on a Dask cluster."),
    worker_option(
        "--time-limit",
        type=click.FloatRange(1),
        default=900.0,
        metavar="SECONDS",
        help="Maximum time for drawing one step (900).",
    ),
)
_FORCE: Final = (output_option("--force", is_flag=True, help="Make everything again."),)
_VERIFY: Final = (
    output_option(
        "--verify", is_flag=True, help="Draw a random tenth of the finished steps again and compare the pixels."
    ),
)
_TALK: Final = (
    general_option("--json", "as_json", is_flag=True, help="Print one JSON document to standard output."),
    general_option("--traceback", is_flag=True, help="Show where in the code an error occurred."),
)


def _with(options: tuple[Callable[[Any], Any], ...]) -> Callable[[Command], Command]:
    return lambda command: reduce(lambda done, option: option(done), reversed(options), command)


def output_options(command: Command) -> Command:
    """``--json`` and ``--traceback``."""
    return _with(_TALK)(command)


def path_options(command: Command) -> Command:
    """Where things are, without anything to choose."""
    return _with((*_PLACES, *_TALK))(command)


def scene_options(command: Command) -> Command:
    """Targets and everything that says how they are made."""
    return _with((*_TARGETS, *_VARIANT, *_PLACES, *_TALK))(command)


def several_scene_options(command: Command) -> Command:
    """As `scene_options`, for several languages, themes and shapes at once."""
    return _with((*_TARGETS, *_VARIANTS, *_PLACES, *_TALK))(command)


def frame_options(command: Command) -> Command:
    """How something is shown, but for its size, and where things are."""
    return _with((*_LOOK, _SET, *_PLACES, *_TALK))(command)


def build_options(command: Command) -> Command:
    """As `scene_options`, and ``--force``."""
    return _with((*_TARGETS, *_VARIANT, *_PLACES, *_FORCE, *_TALK))(command)


def verify_options(command: Command) -> Command:
    """``--verify``."""
    return _with(_VERIFY)(command)


def build_request(options: Mapping[str, Any]) -> Request:
    """The request that options come to; a command that lacks an option takes it as left out.

    Raises
    ------
    UsageError
        A setting is not NAME=VALUE, or the cluster address is invalid.
    """
    return Request(
        targets=options.get("targets", ()),
        variants=_variants(options),
        overrides=tuple(_setting(typed) for typed in options.get("settings", ())),
        lecture=options["lecture"],
        out=options["out"],
        store=options["store"],
        workers=options["jobs"],
        cluster=_cluster(options.get("cluster")),
        force=options.get("force", False),
        time_limit=options["time_limit"],
        store_limit=parse_size("--store-limit", options["store_limit"]),
        voice=options.get("voice"),
    )


def parse_size(option: str, text: str) -> int:
    """The bytes of a size as people type it: ``500MB``, ``2GB``.

    Raises
    ------
    UsageError
        It is not a size.
    """
    read = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]?b)", text.strip().lower())
    if read is None:
        raise UsageError(f"{option} {text}: invalid size", hint=f"for example {option} 500MB or {option} 2GB")
    return int(float(read[1]) * _UNITS[read[2]])


def _variants(options: Mapping[str, Any]) -> tuple[Variant, ...]:
    if "quality" not in options:
        return (Variant(),)
    words, quality = options["words"] != "off", QUALITIES[_known("quality", options["quality"], QUALITIES)]
    headline = options.get("headline") != "off"
    looks = product(
        _several("lang", options["lang"], Language),
        _several("theme", options["theme"], ThemeName),
        _several("shape", options["shape"], Shape),
    )
    return tuple(Variant(*look, words, quality, headline=headline) for look in looks)


def _several(name: str, typed: str | Iterable[str] | None, kind: type[Look]) -> list[Look]:
    """The values of an option that takes one or several, each once; the first of its kind where none is typed."""
    values = list(kind)
    chosen = [typed] if isinstance(typed, str) else list(typed or (str(values[0]),))
    if _ALL in chosen:
        return values
    return [kind(each) for each in dict.fromkeys(_known(name, each, kind) for each in chosen)]


def _known(name: str, value: object, known: Iterable[str]) -> str:
    """The value, which is one of those that are known; a notebook passes on what somebody has typed."""
    names = list(map(str, known))
    if value not in names:
        raise UsageError(f"{name} {value}: invalid value", hint=did_you_mean(str(value), names))
    return str(value)


def _cluster(typed: str | None) -> str | None:
    if typed is None:
        return None
    if not re.fullmatch(r"[a-z]+://.+:\d+/?", typed):
        raise UsageError(f"--cluster {typed}: invalid address", hint="for example --cluster tcp://127.0.0.1:8786")
    if importlib.util.find_spec("distributed") is None:
        raise UsageError("--cluster needs a package that is not installed: distributed", hint=install("cluster"))
    return typed


def _setting(typed: str) -> ParameterOverride:
    try:
        return ParameterOverride.read(typed)
    except SessenError as error:
        raise UsageError(error.message, hint=error.hint) from error
