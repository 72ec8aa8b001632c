"""The options that commands share, and the request that they come to."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from sessen.cli.completion import complete_target
from sessen.errors import SessenError
from sessen.installation import install
from sessen.pipeline import ParameterOverride, Request, UsageError
from sessen.suggestions import did_you_mean
from sessen.variant import QUALITIES, Language, Shape, ThemeName, Variant

Command = TypeVar("Command", bound=Callable[..., Any])


class SuggestingChoice(click.Choice[str]):
    """A choice that asks whether somebody meant the nearest."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> str:
        if value not in self.choices:
            name = parameter.opts[-1] if parameter else ""
            raise UsageError(
                f"{name} {value}: no such {name.lstrip('-')}", hint=did_you_mean(str(value), map(str, self.choices))
            )
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
_VARIANT: Final = (
    click.option(
        "-q",
        "--quality",
        type=SuggestingChoice(list(QUALITIES)),
        default="high",
        help="draft, low, medium, high (default), 4k.",
    ),
    click.option(
        "--lang",
        type=SuggestingChoice(list(map(str, Language))),
        multiple=True,
        help="en (default) or ja; repeat for both.",
    ),
    click.option("--theme", type=SuggestingChoice(list(map(str, ThemeName))), help="dark (default) or light."),
    click.option(
        "--shape", type=SuggestingChoice(list(map(str, Shape))), default="wide", help="wide (default), square or tall."
    ),
    click.option(
        "--words",
        type=SuggestingChoice(["on", "off"]),
        help="Sentences in the picture: on, or off (in clips and decks).",
    ),
    click.option(
        "--headline",
        type=SuggestingChoice(["on", "off"]),
        help="A lesson's question and section in the picture: on (default), or off for slides that have a title.",
    ),
    click.option(
        "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter; SCENE.NAME=VALUE for one scene."
    ),
)
_PLACES: Final = (
    click.option(
        "--lecture", type=click.Path(path_type=Path), metavar="FILE", help="The lecture (scenes/lecture.toml)."
    ),
    click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=Path("build"),
        metavar="DIR",
        help="Where products go (build).",
    ),
    click.option("--store", metavar="DIR|URL", help="Finished steps (.sessen/store next to the lecture)."),
    click.option(
        "--store-limit",
        default="10GB",
        metavar="SIZE",
        help="When a build leaves more there, steps unused for longest go (10GB).",
    ),
    click.option(
        "--jobs", "-j", type=click.IntRange(1), metavar="N", help="Worker processes (as many as the machine takes)."
    ),
    click.option("--cluster", metavar="tcp://HOST:PORT", help="Render on a Dask cluster."),
    click.option(
        "--time-limit", type=click.FloatRange(1), default=900.0, metavar="SECONDS", help="For one step (900)."
    ),
)
_FORCE: Final = (click.option("--force", is_flag=True, help="Make everything again."),)
_VERIFY: Final = (
    click.option(
        "--verify", is_flag=True, help="Draw a random tenth of the finished steps again, and compare their pixels."
    ),
)
_TALK: Final = (
    click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output."),
    click.option("--traceback", is_flag=True, help="Show where in the code an error came up."),
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
        A setting is no NAME=VALUE, or a cluster is none.
    """
    return Request(
        targets=options.get("targets", ()),
        variants=_variants(options),
        settings=tuple(_setting(typed) for typed in options.get("settings", ())),
        lecture=options["lecture"],
        out=options["out"],
        store=options["store"],
        workers=options["jobs"],
        cluster=_cluster(options.get("cluster")),
        force=options.get("force", False),
        time_limit=options["time_limit"],
        store_limit=parse_size("--store-limit", options["store_limit"]),
    )


def parse_size(option: str, text: str) -> int:
    """The bytes of a size as people type it: ``500MB``, ``2GB``.

    Raises
    ------
    UsageError
        It is no size.
    """
    read = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]?b)", text.strip().lower())
    if read is None:
        raise UsageError(f"{option} {text}: no size", hint=f"for example {option} 500MB or {option} 2GB")
    return int(float(read[1]) * _UNITS[read[2]])


def _variants(options: Mapping[str, Any]) -> tuple[Variant, ...]:
    if "quality" not in options:
        return (Variant(),)
    theme, words = ThemeName(_known("theme", options["theme"] or "dark", ThemeName)), options["words"] != "off"
    shape, quality = _known("shape", options["shape"], Shape), _known("quality", options["quality"], QUALITIES)
    look = theme, Shape(shape), words, QUALITIES[quality]
    languages = dict.fromkeys(_known("lang", each, Language) for each in options["lang"] or ("en",))
    headline = options.get("headline") != "off"
    return tuple(Variant(Language(language), *look, headline=headline) for language in languages)


def _known(name: str, value: object, known: Iterable[str]) -> str:
    """The value, which is one of those that are known; a notebook passes on what somebody has typed."""
    names = list(map(str, known))
    if value not in names:
        raise UsageError(f"{name} {value}: no such {name}", hint=did_you_mean(str(value), names))
    return str(value)


def _cluster(typed: str | None) -> str | None:
    if typed is None:
        return None
    if not re.fullmatch(r"[a-z]+://.+:\d+/?", typed):
        raise UsageError(f"--cluster {typed}: no address", hint="for example --cluster tcp://127.0.0.1:8786")
    if importlib.util.find_spec("distributed") is None:
        raise UsageError("--cluster: what talks to a cluster is not installed", hint=install("cluster"))
    return typed


def _setting(typed: str) -> ParameterOverride:
    try:
        return ParameterOverride.read(typed)
    except SessenError as error:
        raise UsageError(error.message, hint=error.hint) from error
