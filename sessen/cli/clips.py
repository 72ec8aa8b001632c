"""``python render.py clips [SCENE | SCENE::STEP | SCENE::FIRST..LAST ...] --for PLACE``: clips for slides and pages."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import reduce
from pathlib import Path
from typing import Any

import click

from sessen.cli.clip_options import (
    choose_formats,
    choose_theme,
    parse_background_option,
    parse_target,
    size_limit,
    tell_of_letters,
)
from sessen.cli.clip_style import parse_style, style_options
from sessen.cli.console import Console, error_to_json, format_bytes
from sessen.cli.help_groups import GroupedCommand, clip_option
from sessen.cli.options import build_options, build_request
from sessen.cli.progress import make_reporter
from sessen.files import relative
from sessen.installation import install
from sessen.pipeline import UsageError
from sessen.pipeline.built import Failure, ProductResult
from sessen.pipeline.manifest import LEFT_OUT
from sessen.products.clips.planned import ClipRequest, build_clips
from sessen.products.clips.targets import TARGETS, Target
from sessen.products.clips.write_snippets import Snippet, write_snippets
from sessen.products.registry import PRODUCTS

_WISHES = (
    clip_option("--for", "place", metavar="PLACE", help=f"Where the clips are used: {', '.join(TARGETS)}."),
    clip_option(
        "--background",
        metavar="COLOUR",
        help="Background: #RRGGBB, a colour name or transparent (the theme's background).",
    ),
    clip_option(
        "--background-from",
        type=click.Path(path_type=Path),
        metavar="DECK.pptx",
        help="Use the background of the slides in a deck.",
    ),
    clip_option("--max-size", metavar="SIZE", help="Maximum size of a file, such as 2MB (the limit of the target)."),
    clip_option(
        "--format",
        "formats",
        multiple=True,
        metavar="FORMAT",
        help="Format other than the usual one: webp, avif ...; repeat for several.",
    ),
)


def _wishes(command: Callable[..., Any]) -> Callable[..., Any]:
    return reduce(lambda done, option: option(done), reversed(_WISHES), command)


_EXAMPLES = """\b
Examples:
  python render.py clips ChainRule::nudge --for powerpoint --background-from lecture.pptx
  python render.py clips ChainRule --for revealjs
  python render.py clips GradientField::.. --for moodle --max-size 2MB --loop
"""


@click.command(
    cls=GroupedCommand,
    name="clips",
    help=PRODUCTS["clips"].help,
    epilog=_EXAMPLES,
)
@build_options
@_wishes
@style_options
@click.pass_obj
def command(console: Console, /, **options: Any) -> int:
    """Make the clips, and what is pasted to show them; 1 when some could not be made."""
    if options["place"] is None:
        raise UsageError("--for is missing", hint=f"name a target: {', '.join(TARGETS)}")
    place = parse_target(options["place"])
    background = _background(place, options["background"], options["background_from"], console)
    typed, options["theme"] = options["theme"], choose_theme(options["theme"], background, console.log)
    options["words"], options["voice"] = options["words"] or "off", options["voice"] or "off"
    look = parse_style(options, crop=place.crop, max_size=size_limit(place, options["max_size"]))
    wanted = ClipRequest(choose_formats(place, options["formats"], background), look, background)
    tell_of_letters(place, typed, wanted, console.log)
    request = replace(build_request(options), name_by_values=True)
    report = make_reporter(console)
    built, failures = build_clips(request, wanted, report)
    pasted = write_snippets(request, place, wanted, built, report)
    _tell(console, place, built, failures, pasted)
    return 1 if failures else 0


def _background(place: Target, typed: str | None, deck: Path | None, console: Console) -> str | None:
    if deck is None:
        return parse_background_option(place, typed)
    if typed is not None:
        raise UsageError("--background and --background-from cannot be combined", hint="remove one of them")
    if importlib.util.find_spec("lxml") is None:
        raise UsageError("--background-from needs a package that is not installed: python-pptx", hint=install("decks"))
    from sessen.cli.deck_background import parse_deck_background

    return parse_deck_background(deck, console.log)


def _tell(
    console: Console,
    place: Target,
    built: Sequence[ProductResult],
    failures: Sequence[Failure],
    pasted: Sequence[Snippet],
) -> None:
    rows = [row for each in built for row in _rows(each)]
    if rows:
        console.table(["clip", "seconds", "frames", "size", "where", "chosen"], rows, right=(1, 2, 3))
    _tell_of_sound(console, place, built)
    for each in pasted:
        console.print(f"\n{relative(each.file)}:\n\n{each.text}")
    if failures:
        console.log(f"{len(failures)} failed: {', '.join(dict.fromkeys(failure.name for failure in failures))}")
    console.emit_json(
        {
            "built": [_document(each) for each in built],
            "pasted": [{"scene": each.scene, "where": str(each.file), "text": each.text} for each in pasted],
            "failed": [{"scene": failure.name, **error_to_json(failure.error)} for failure in failures],
        }
    )


def _tell_of_sound(console: Console, place: Target, built: Sequence[ProductResult]) -> None:
    """Say which formats leave out what is heard, once for all clips, and what keeps it."""
    silent = {Path(clip.file).suffix[1:].upper() for each in built for clip in each.records if clip.sound == LEFT_OUT}
    if silent:
        heard = next((kind for kind in place.accepts if kind.plays_sound), None)
        hint = (
            f"--format {heard} keeps it" if heard else f"{place.name} has no other formats; use --for web or powerpoint"
        )
        console.log(f"the sound was left out: {' and '.join(sorted(silent))} files have no sound ({hint})")


def _rows(built: ProductResult) -> list[list[str]]:
    folder = relative(built.target.parent)
    return [
        [
            built.name,
            f"{clip.seconds:.1f}",
            str(clip.frames),
            format_bytes(clip.size),
            f"{folder}/{Path(clip.file).name}",
            clip.note,
        ]
        for clip in built.records
        if clip.kind == "clip"
    ]


def _document(built: ProductResult) -> dict[str, Any]:
    files = [asdict(record) for record in built.records]
    return {"name": built.name, "where": str(built.target), "rendered": list(built.rendered), "files": files}
