"""What is done with the pictures of clips: the options that clips and decks share, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any, TypeVar

import click

from sessen.cli.help_groups import clip_option
from sessen.errors import SessenError
from sessen.pipeline import UsageError
from sessen.products.clips import ClipStyle
from sessen.products.clips.spec import parse_speed

Command = TypeVar("Command", bound=Callable[..., Any])

_LOOK = (
    clip_option("--loop", is_flag=True, help="Start again at the end."),
    clip_option("--speed", type=float, default=1.0, metavar="FACTOR", help="Playback speed: 2 is twice as fast."),
    clip_option("--crop/--no-crop", default=None, help="Cut off empty edges."),
    clip_option(
        "--margin", type=click.IntRange(0), default=0, metavar="PIXELS", help="Margin around a cropped drawing."
    ),
    clip_option("--size", "pixels", metavar="WIDTH[xHEIGHT]", help="Maximum width and height in pixels."),
)


def style_options(command: Command) -> Command:
    """``--loop``, ``--speed``, ``--crop``, ``--margin`` and ``--size``."""
    return reduce(lambda done, option: option(done), reversed(_LOOK), command)


def parse_style(options: Mapping[str, Any], *, crop: bool = False, max_size: int | None = None) -> ClipStyle:
    """What is done with the pictures.

    Parameters
    ----------
    crop
        Whether they are cropped where nobody says.
    max_size
        The most bytes of a file.

    Raises
    ------
    UsageError
        A speed or a size is invalid.
    """
    asked = options["crop"]
    try:
        speed = parse_speed(options["speed"])
    except SessenError as error:
        raise UsageError(f"--{error.message}", hint=error.hint) from error
    return ClipStyle(
        loop=options["loop"],
        speed=speed,
        crop=(crop or options["margin"] > 0) if asked is None else asked,
        margin=options["margin"] if asked is not False else 0,
        size=_pixels(options["pixels"]),
        max_size=max_size,
    )


def _pixels(typed: str | None) -> tuple[int, int]:
    if typed is None:
        return 0, 0
    read = re.fullmatch(r"(\d{2,5})(?:[x×](\d{2,5}))?", typed.strip().lower())
    if read is None:
        raise UsageError(f"--size {typed}: invalid size", hint="for example --size 960 or --size 960x540")
    return int(read[1]), int(read[2] or 0)
