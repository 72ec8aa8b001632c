"""``python render.py deck``: a new deck of a lecture's steps, or clips in a deck that somebody has."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from sessen.cli.clip_style import parse_style, style_options
from sessen.cli.console import Console
from sessen.cli.deck_fill import fill
from sessen.cli.deck_new import new_deck
from sessen.cli.help_groups import GroupedCommand, deck_option
from sessen.cli.options import SuggestingChoice, build_options, parse_size
from sessen.installation import install
from sessen.pipeline import UsageError
from sessen.products.decks.playback import Playback
from sessen.products.decks.powerpoint_limits import BYTES_OF_A_DECK
from sessen.products.decks.writers import WRITERS
from sessen.products.registry import PRODUCTS

_LIBRARIES: Final = ("lxml", "pptx", "pyreveal", "fontTools")
_BUDGET: Final = f"{BYTES_OF_A_DECK // 10**6}MB"


_EXAMPLES: Final = """\b
Examples:
  python render.py deck --to pptx
  python render.py deck --to html ChainRule --theme light --lang ja
  python render.py deck --to pdf --out handout.pdf
  python render.py deck --into lecture.pptx --in-place
"""


@click.command(
    cls=GroupedCommand,
    name="deck",
    help=PRODUCTS["deck"].help,
    epilog=_EXAMPLES,
)
@build_options
@deck_option(
    "--to",
    "kind",
    type=SuggestingChoice(list(WRITERS)),
    help=f"Make a new deck: {', '.join(map(str, WRITERS.values()))}.",
)
@deck_option(
    "--into",
    "deck",
    type=click.Path(path_type=Path),
    metavar="LECTURE.pptx",
    help="Fill the shapes of this deck named sessen:SCENE or sessen:SCENE::STEP, into a copy (--out NEW.pptx).",
)
@deck_option(
    "--file",
    type=click.Path(path_type=Path),
    metavar="DECK",
    help="File of the new deck (--out is the folder of all products, or this file).",
)
@deck_option("--in-place", is_flag=True, help="Overwrite the deck, and keep a backup beside it.")
@deck_option("--dry-run", is_flag=True, help="Only list the clips that the deck asks for.")
@deck_option(
    "--poster",
    type=SuggestingChoice(["first", "last"]),
    help="Picture shown before a clip plays, and in print: its first (no flash) or its last.",
)
@deck_option("--budget", metavar="SIZE", help=f"Maximum size of all films in a PowerPoint deck ({_BUDGET}).")
@style_options
@click.pass_context
def command(
    context: click.Context,
    /,
    kind: str | None,
    deck: Path | None,
    in_place: bool,
    dry_run: bool,
    **options: Any,
) -> int:
    """Make the deck; 1 when a clip failed."""
    console: Console = context.obj
    given = {name for name in options if context.get_parameter_source(name) is not ParameterSource.DEFAULT}
    if "words" not in given:
        options["words"] = "off"  # the sentence is the speaker's; it is in the notes, and in the captions
    options["voice"] = options["voice"] or "off"
    if kind is not None and "theme" not in given:
        options["theme"] = WRITERS[kind].theme or options["theme"]
    if (kind is None) == (deck is None):
        hint = f"--to {', '.join(WRITERS)} makes a new deck, --into LECTURE.pptx fills an existing one"
        raise UsageError("--to or --into is missing", hint=hint)
    manner = _playback(kind, options)
    _require_libraries()
    if deck is not None:
        return fill(console, deck, options, given, manner, in_place=in_place, dry_run=dry_run)
    if in_place:
        raise UsageError("--in-place only works with --into", hint="add --into LECTURE.pptx")
    if dry_run:
        hint = "add --into LECTURE.pptx; to see what a new deck would draw: sessen why"
        raise UsageError("--dry-run only works with --into", hint=hint)
    return new_deck(console, str(kind), options, manner)


def _playback(kind: str | None, options: dict[str, Any]) -> Playback:
    """How the clips play; only PowerPoint has posters to choose from, and a budget."""
    is_powerpoint = kind is None or WRITERS[kind].is_powerpoint
    for name in ("poster", "budget"):
        if options[name] is not None and not is_powerpoint:
            raise UsageError(f"--{name} only works for PowerPoint decks, not for {kind}", hint=f"remove --{name}")
    look = parse_style({**options, "loop": False})  # a deck says itself which of its films repeat themselves
    budget = parse_size("--budget", options["budget"] or _BUDGET)
    return Playback(look, options["loop"], options["poster"] == "last", budget if is_powerpoint else None)


def _require_libraries() -> None:
    missing = [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(f"decks need packages that are not installed: {', '.join(missing)}", hint=install("decks"))
