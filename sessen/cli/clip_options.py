"""What was typed about clips, checked and turned into what they are wanted as."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sessen.background import TRANSPARENT, InvalidColor, is_transparent, paper_of, parse_background
from sessen.cli.options import parse_size
from sessen.pipeline import UsageError
from sessen.products.clips import Format
from sessen.products.clips.planned import ClipRequest
from sessen.products.clips.targets import TARGETS, Target
from sessen.suggestions import did_you_mean
from sessen.theme import is_readable, theme_for
from sessen.variant import ThemeName


def parse_target(typed: str) -> Target:
    """The place of that name.

    Raises
    ------
    UsageError
        There is none.
    """
    place = TARGETS.get(typed.lower())
    if place is None:
        raise UsageError(f"--for {typed}: unknown target", hint=did_you_mean(typed.lower(), TARGETS))
    return place


def parse_background_option(place: Target, typed: str | None) -> str | None:
    """The background that was asked for; None for the theme's paper.

    Raises
    ------
    UsageError
        It is no colour, or the place shows nothing transparent.
    """
    if typed is None:
        return None
    try:
        background = parse_background(typed)
    except InvalidColor as error:
        raise UsageError(f"--background {error.message}", hint=error.hint) from error
    if is_transparent(background) and not place.transparent:
        raise UsageError(
            f"--background {background}: {place.name} does not show transparent clips",
            hint=f"give the colour of the slides: --background '{paper_of(background) or '#FFFFFF'}'",
        )
    return background


def choose_theme(typed: str | None, background: str | None, say: Callable[[str], None]) -> str | None:
    """The theme that was asked for, or else the one that can be read on the background."""
    if background is None or background == TRANSPARENT:
        return typed
    best = theme_for(background)
    if typed is None:
        return str(best)
    if not is_readable(ThemeName(typed), background):
        say(f"--theme {typed} is hard to read on {background[:7]}: --theme {best} is readable")
    return typed


def tell_of_letters(place: Target, theme: str | None, wanted: ClipRequest, say: Callable[[str], None]) -> None:
    """Say for which pages the letters of a transparent clip are, where nobody has chosen them."""
    is_film = any(kind.needs_master and not kind.is_image for kind in wanted.formats)
    is_transparent = is_film if wanted.background is None else wanted.background == TRANSPARENT
    if theme is None and is_transparent:
        say(
            f"transparent, with light letters for a dark page: where {place.name} is white, say --theme light; "
            "--background '#FFFFFF' follows the page"
        )


def choose_formats(place: Target, typed: Iterable[str], background: str | None) -> tuple[Format, ...]:
    """The formats that a place is given: its own, or those that were asked for.

    Raises
    ------
    UsageError
        It does not show one of them.
    """
    names = [str(kind) for kind in place.accepts]
    for each in typed:
        if each.lower() not in names:
            raise UsageError(
                f"--format {each}: {place.name} does not show this format", hint=did_you_mean(each.lower(), names)
            )
    formats = tuple(dict.fromkeys(Format(each.lower()) for each in typed)) or place.formats
    if is_transparent(background) and all(kind is Format.MP4 for kind in formats):
        # MP4 knows no transparency, and the place plays what does.
        return (Format.WEBM, *formats) if Format.WEBM in place.accepts else formats
    return formats


def size_limit(place: Target, typed: str | None) -> int | None:
    """The most bytes of a file: those that were asked for, else those that the place takes.

    Raises
    ------
    UsageError
        It is no number of bytes.
    """
    return parse_size("--max-size", typed) if typed else place.max_size
