"""``python render.py deck --to KIND``: a new deck of a lecture's steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sessen.backups import backing_up
from sessen.cli.console import Console, error_to_json, format_bytes
from sessen.cli.options import build_request
from sessen.cli.progress import make_reporter
from sessen.errors import SessenError
from sessen.files import relative
from sessen.pipeline import Request, UsageError
from sessen.pipeline.built import Failure
from sessen.pipeline.manifest import Manifest
from sessen.products.decks.playback import Playback
from sessen.products.decks.powerpoint_limits import playable_quality, quality_notice
from sessen.products.decks.writers import WRITERS, DeckFormat
from sessen.variant import Variant

_FILES: Final = (".pptx", ".ppt", ".odp", ".key", ".html", ".htm", ".pdf", ".json")


def new_deck(console: Console, kind: str, options: Mapping[str, Any], manner: Playback) -> int:
    """Make a deck for each language; 1 when a clip failed."""
    from sessen.products.decks.new_deck import new_deck, note_deck

    form = WRITERS[kind]
    file, out = _place(options["out"], form, options["file"])
    request = build_request({**options, "out": out})
    if file is not None and len(request.variants) > 1:
        raise UsageError(f"--out {file} is one file, but a deck is made for each language", hint="--out FOLDER")
    if file is not None and form.is_powerpoint:
        from sessen.products.decks.pptx.guards import ensure_generated

        ensure_generated(file)
    failures: list[Failure] = []
    decks = []
    for variant in request.variants:
        one = _affordable(console, replace(request, variants=(variant,)), form)
        gathered = new_deck(one, make_reporter(console), manner)
        failures += gathered.failures
        if gathered.deck is None:
            continue
        if gathered.limit is not None:
            allowed = format_bytes(manner.budget or 0)
            console.log(f"clips larger than {format_bytes(gathered.limit)} were made smaller: --budget is {allowed}")
        target = file or out / _folder(variant) / (_name(request, gathered.deck.sections) + (form.ending or "-slides"))
        with backing_up(request.state_dir, Manifest(request.out).hashes) as backups:
            _write(form, gathered.deck, target)
        for backup in filter(None, [*backups, note_deck(one, kind, target)]):
            console.log(str(backup))
        decks.append((gathered.deck, target))
    _tell(console, decks, failures)
    return 1 if failures else 0


def _tell(console: Console, decks: Sequence[Any], failures: Sequence[Failure]) -> None:
    from sessen.products.decks.new_deck import document_of

    if decks:
        rows = [
            [deck.title, str(len(deck.slides)), format_bytes(size_of(target)), relative(target)]
            for deck, target in decks
        ]
        console.table(["deck", "slides", "size", "where"], rows, right=(1, 2))
    console.emit_json(
        {
            "built": [{"where": str(target), "size": size_of(target), **document_of(deck)} for deck, target in decks],
            "failed": told(failures),
        }
    )


def _write(form: DeckFormat, deck: Any, target: Path) -> None:
    try:
        form.write(deck, target)
    except OSError as error:
        why = f"cannot be written: {error.strerror or error}"
        raise SessenError(why, location=str(target), hint="make room, or choose another --out") from error


def _affordable(console: Console, request: Request, form: DeckFormat) -> Request:
    """The request in a quality in which PowerPoint plays all clips; it is told when that is not the one asked for."""
    if not form.is_powerpoint:
        return request
    from sessen.pipeline.session import Session

    with Session(request) as session:
        chosen, _ = session.select()
    films = sum(len(each.ranges) + (len(each.scene.step_names) if each.steps is None else 0) for each in chosen)
    [variant] = request.variants
    quality = playable_quality(variant.quality, variant.shape, films)
    if said := quality_notice(variant.quality, quality, variant.shape, films):
        console.log(said)
    return replace(request, variants=(replace(variant, quality=quality),))


def _place(out: Path, form: DeckFormat, file: Path | None = None) -> tuple[Path | None, Path]:
    """The file that ``--file``, or else ``--out``, names, and the folder of everything else."""
    if file is not None:
        if not form.ending or file.suffix.lower() != form.ending:
            hint = f"for example --file deck{form.ending}" if form.ending else "it makes a folder: --out FOLDER"
            raise UsageError(f"--file {file}: --to {form.name} cannot make this", hint=hint)
        return file, out
    ending = out.suffix.lower()
    if ending in _FILES and ending != form.ending:
        hint = f"for example --out deck{form.ending}" if form.ending else "--out FOLDER"
        raise UsageError(f"--out {out}: --to {form.name} cannot make this", hint=hint)
    if form.ending and ending == form.ending:
        return out, Path("build")
    return None, out


def _folder(variant: Variant) -> str:
    return replace(variant, words=True, headline=True).folder


def _name(request: Request, parts: Sequence[Any]) -> str:
    if not request.targets:
        return "lecture"
    return str(parts[0].scene) if len(parts) == 1 else "slides"


def size_of(target: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    files = target.rglob("*") if target.is_dir() else (target,)
    return sum(file.stat().st_size for file in files if file.is_file())


def told(failures: Sequence[Failure]) -> list[dict[str, str]]:
    """What failed, for programs."""
    return [{"scene": failure.name, **error_to_json(failure.error)} for failure in failures]
