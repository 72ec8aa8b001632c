"""``python render.py clips [SCENE | SCENE::STEP | SCENE::FIRST..LAST ...] --for PLACE``: clips for slides and pages."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import reduce
from pathlib import Path
from typing import Any

import click

from sessen.cli.clip_options import ground_of, limit_of, place_of, tell_of_letters, wanted_formats, with_theme
from sessen.cli.clip_style import look_of, look_options
from sessen.cli.console import Talk, described, size
from sessen.cli.options import build_options, request_of
from sessen.cli.progress import report_for
from sessen.files import relative
from sessen.installation import install
from sessen.pipeline import Refused
from sessen.pipeline.built import Built, Failure
from sessen.pipeline.manifest import LEFT_OUT
from sessen.products.clips.planned import Wanted, build_clips
from sessen.products.clips.targets import PLACES, Place
from sessen.products.clips.write_snippets import Pasted, write_snippets

_WISHES = (
    click.option("--for", "place", metavar="PLACE", help=f"Where they go: {', '.join(PLACES)}."),
    click.option(
        "--background", metavar="COLOUR", help="#RRGGBB, a colour's name, or transparent (the theme's paper)."
    ),
    click.option(
        "--background-from",
        type=click.Path(path_type=Path),
        metavar="DECK.pptx",
        help="The background of the slides in a deck.",
    ),
    click.option("--max-size", metavar="SIZE", help="The most bytes of a file: 2MB (what the place takes)."),
    click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="FORMAT",
        help="Another format than the usual one there: webp, avif ...; repeat for several.",
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
    name="clips",
    help="Make clips of steps for slides and pages; all steps of a scene when none is named.",
    epilog=_EXAMPLES,
)
@build_options
@_wishes
@look_options
@click.pass_obj
def command(talk: Talk, /, **options: Any) -> int:
    """Make the clips, and what is pasted to show them; 1 when some could not be made."""
    if options["place"] is None:
        raise Refused("clips for which place?", cure=f"add --for and one of: {', '.join(PLACES)}")
    place = place_of(options["place"])
    background = _background(place, options["background"], options["background_from"], talk)
    typed, options["theme"] = options["theme"], with_theme(options["theme"], background, talk.say)
    options["words"] = options["words"] or "off"
    look = look_of(options, crop=place.crop, max_size=limit_of(place, options["max_size"]))
    wanted = Wanted(wanted_formats(place, options["formats"], background), look, background)
    tell_of_letters(place, typed, wanted, talk.say)
    request = replace(request_of(options), name_by_values=True)
    report = report_for(talk)
    built, failures = build_clips(request, wanted, report)
    pasted = write_snippets(request, place.name, wanted, built, report)
    _tell(talk, place, built, failures, pasted)
    return 1 if failures else 0


def _background(place: Place, typed: str | None, deck: Path | None, talk: Talk) -> str | None:
    if deck is None:
        return ground_of(place, typed)
    if typed is not None:
        raise Refused("--background and --background-from answer the same question", cure="leave one of them out")
    if importlib.util.find_spec("lxml") is None:
        raise Refused("--background-from: what reads decks is not installed", cure=install("decks"))
    from sessen.cli.deck_background import ground_of_deck

    return ground_of_deck(deck, talk.say)


def _tell(
    talk: Talk, place: Place, built: Sequence[Built], failures: Sequence[Failure], pasted: Sequence[Pasted]
) -> None:
    rows = [row for each in built for row in _rows(each)]
    if rows:
        talk.table(["clip", "seconds", "frames", "size", "where", "chosen"], rows, right=(1, 2, 3))
    _tell_of_sound(talk, place, built)
    for each in pasted:
        talk.show(f"\n{relative(each.file)}:\n\n{each.text}")
    if failures:
        talk.say(f"{len(failures)} failed: {', '.join(dict.fromkeys(failure.name for failure in failures))}")
    talk.answer(
        {
            "built": [_document(each) for each in built],
            "pasted": [{"scene": each.scene, "where": str(each.file), "text": each.text} for each in pasted],
            "failed": [{"scene": failure.name, **described(failure.error)} for failure in failures],
        }
    )


def _tell_of_sound(talk: Talk, place: Place, built: Sequence[Built]) -> None:
    """Say which formats leave out what is heard, once for all clips, and what keeps it."""
    silent = {Path(clip.file).suffix[1:].upper() for each in built for clip in each.records if clip.sound == LEFT_OUT}
    if silent:
        heard = next((kind for kind in place.takes if kind.plays_sound), None)
        cure = (
            f"--format {heard} keeps it" if heard else f"{place.name} takes nothing else; use --for web, or powerpoint"
        )
        talk.say(f"the sound is left out: {' and '.join(sorted(silent))} files play none ({cure})")


def _rows(built: Built) -> list[list[str]]:
    folder = relative(built.target.parent)
    return [
        [
            built.name,
            f"{clip.seconds:.1f}",
            str(clip.frames),
            size(clip.size),
            f"{folder}/{Path(clip.file).name}",
            clip.note,
        ]
        for clip in built.records
        if clip.kind == "clip"
    ]


def _document(built: Built) -> dict[str, Any]:
    files = [asdict(record) for record in built.records]
    return {"name": built.name, "where": str(built.target), "rendered": list(built.rendered), "files": files}
