"""``python render.py deck --into LECTURE.pptx``: clips in a deck that somebody has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sessen.cli.console import Console, error_to_json, format_bytes
from sessen.cli.deck_new import size_of, told
from sessen.cli.deck_requests import list_requests
from sessen.cli.options import build_request
from sessen.cli.progress import make_reporter
from sessen.errors import SessenError
from sessen.files import relative
from sessen.pipeline import UsageError
from sessen.pipeline.built import Failure
from sessen.products.decks.playback import Playback

if TYPE_CHECKING:
    from sessen.products.decks.fill_deck import FillResult


_FILLED: Final = ".filled"  # how the name of a deck ends that clips were put into


def fill(
    console: Console,
    deck: Path,
    options: dict[str, Any],
    given: set[str],
    manner: Playback,
    *,
    in_place: bool = False,
    dry_run: bool = False,
) -> int:
    """Fill the deck, or list what it asks for; 1 when a clip failed, 2 when names in it are wrong.

    Parameters
    ----------
    given
        The options that were typed.
    """
    from sessen.products.decks.fill_deck import DeckPaths, fill_deck
    from sessen.products.decks.shape_requests import DeckDefaults

    if options["targets"]:
        raise UsageError(
            "scenes cannot be named with --into: the shapes of the deck say which clips to make",
            hint=f"name a shape sessen:{options['targets'][0]}",
        )
    target = _target(deck, options["file"] or (options["out"] if "out" in given else None), in_place=in_place)
    request = build_request({**options, "out": Path("build")})
    if len(request.variants) > 1:
        raise UsageError("--into takes one language only", hint="name one, or write lang=ja into the names of shapes")
    place = DeckPaths(deck, target, DeckDefaults("theme" in given, "shape" in given, manner.style))
    if dry_run:
        return list_requests(console, request, place)
    filled = fill_deck(request, place, make_reporter(console), manner)
    for remark in filled.remarks:
        console.log(remark)
    if filled.target is None:
        return _left_alone(console, deck, filled)
    _tell(console, deck, filled)
    return 0


def _left_alone(console: Console, deck: Path, filled: FillResult) -> int:
    for error in filled.errors:
        console.print_error(error)
    console.log(f"{relative(deck)} was not changed: {_counted(filled.errors, filled.failures)}")
    console.emit_json({"built": [], "failed": [*map(error_to_json, filled.errors), *told(filled.failures)]})
    return 2 if filled.errors else 1


def _tell(console: Console, deck: Path, filled: FillResult) -> None:
    rows = [
        [str(shape.number), shape.text, f"{clip.seconds:.1f}", format_bytes(size_of(clip.video))]
        for shape, clip in filled.shapes
    ]
    console.table(["slide", "clip", "seconds", "size"], rows, right=(0, 2, 3))
    assert filled.target
    kept = f"; backup: {relative(filled.backup)}" if filled.backup else ""
    console.log(f"{relative(filled.target)}{kept}")
    if filled.backup and filled.target.resolve() != deck.resolve():
        console.log(
            f"what was changed in it by hand is in {relative(filled.backup)} only; --into {relative(filled.backup)} "
            f"--out {relative(filled.target)} refreshes the clips there and keeps the changes"
        )
    shapes = [{"slide": shape.number, "shape": shape.text, "words": clip.words} for shape, clip in filled.shapes]
    backup = str(filled.backup) if filled.backup else None
    console.emit_json(
        {"built": [{"where": str(filled.target), "backup": backup, "shapes": shapes}], "remarks": filled.remarks}
    )


def _target(deck: Path, out: Path | None, *, in_place: bool) -> Path:
    if in_place and out is not None:
        raise UsageError("--in-place and --out cannot be combined", hint="remove one of them")
    if in_place or (out is None and deck.stem.endswith(_FILLED)):
        return deck
    target = deck.with_name(f"{deck.stem}{_FILLED}{deck.suffix}") if out is None else out
    if target.suffix.lower() != deck.suffix.lower():
        raise UsageError(f"--out {target}: not a {deck.suffix} file", hint=f"for example --out new{deck.suffix}")
    if target.exists() and target.resolve() == deck.resolve():
        raise UsageError(f"--out {target} is the deck itself", hint="use --in-place to overwrite it; a backup is kept")
    return target


def _counted(errors: Sequence[SessenError], failures: Sequence[Failure]) -> str:
    if errors:
        return (
            f"{len(errors)} of its names cannot be filled" if len(errors) > 1 else "one of its names cannot be filled"
        )
    return ", ".join(dict.fromkeys(failure.name for failure in failures)) + " failed"
