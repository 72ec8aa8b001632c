"""``python render.py deck``: a new deck of a lecture's steps, or clips in a deck that somebody has."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from sessen.build import Failure
from sessen.build.workshop import relative
from sessen.cli.options import Near, build_options, bytes_of, request_of
from sessen.cli.progress import report_for
from sessen.cli.talk import Talk, described, size
from sessen.errors import SessenError
from sessen.plan import Refused, Request
from sessen.products.decks.budget import BYTES_IN_ALL, affordable
from sessen.variant import Variant

_LIBRARIES: Final = ("lxml", "pptx", "pyreveal", "fontTools")
_ENDINGS: Final = {"pptx": ".pptx", "html": ".html", "pdf": ".pdf", "manim-slides": ""}


@click.command(
    name="deck", help="Make a deck of the lecture's steps, or fill the named shapes of a deck that you have."
)
@build_options
@click.option("--to", "kind", type=Near(list(_ENDINGS)), help="A new deck: pptx, html, pdf (a handout), manim-slides.")
@click.option(
    "--into",
    "deck",
    type=click.Path(path_type=Path),
    metavar="LECTURE.pptx",
    help="Fill its shapes named sessen:SCENE or sessen:SCENE::STEP; --out NEW.pptx says where it goes.",
)
@click.option("--in-place", is_flag=True, help="Write over that deck; a backup stays beside it.")
@click.option("--loop", is_flag=True, help="Clips repeat themselves.")
@click.option("--budget", default=BYTES_IN_ALL, metavar="SIZE", help="The most that a deck's films may have (100MB).")
@click.pass_context
def command(
    context: click.Context,
    /,
    kind: str | None,
    deck: Path | None,
    in_place: bool,
    loop: bool,
    budget: str,
    **options: Any,
) -> int:
    """Make the deck; 1 when a clip failed."""
    talk: Talk = context.obj
    given = {name for name in options if context.get_parameter_source(name) is not ParameterSource.DEFAULT}
    if "words" not in given:
        options["words"] = "off"  # the sentence is the speaker's; it is in the notes, and in the captions
    limit = bytes_of("--budget", budget)
    if (kind is None) == (deck is None):
        cure = "--to pptx, html, pdf or manim-slides makes a new one, --into LECTURE.pptx fills one"
        raise Refused("which deck?", cure=cure)
    _insist_on_libraries()
    if deck is None:
        if in_place:
            raise Refused("--in-place is for a deck that is there", cure="add --into LECTURE.pptx")
        return _new(talk, str(kind), options, loop=loop, budget=limit)
    return _into(talk, deck, options, given, in_place=in_place, loop=loop, budget=limit)


def _insist_on_libraries() -> None:
    missing = [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        cure = f'{sys.executable} -m pip install -e ".[decks]" -c constraints.txt'
        raise Refused(f"what decks are made with is not installed: {', '.join(missing)}", cure=cure)


# -- a new deck ------------------------------------------------------------------------------------------------------


def _new(talk: Talk, kind: str, options: Mapping[str, Any], *, loop: bool, budget: int) -> int:
    from sessen.build.decks import gather, note_deck

    file, out = _place(options["out"], kind)
    request = request_of({**options, "out": out})
    if file is not None and len(request.variants) > 1:
        raise Refused(f"--out {file} is one deck, and two languages were asked for", cure="--out FOLDER")
    failures: list[Failure] = []
    decks = []
    for variant in request.variants:
        one = _affordable(talk, replace(request, variants=(variant,)), kind)
        limit = budget if kind == "pptx" else None
        gathered = gather(one, report_for(talk), budget=limit, loop=loop)
        failures += gathered.failures
        if gathered.deck is None:
            continue
        if gathered.limit is not None:
            talk.say(f"clips larger than {size(gathered.limit)} were made smaller: --budget is {size(budget)}")
        target = file or out / _folder(variant) / (_name(request, gathered.deck.parts) + (_ENDINGS[kind] or "-slides"))
        _write(kind, gathered.deck, target)
        note_deck(one, kind, target)
        decks.append((gathered.deck, target))
    _tell(talk, decks, failures)
    return 1 if failures else 0


def _tell(talk: Talk, decks: Sequence[Any], failures: Sequence[Failure]) -> None:
    from sessen.build.decks import document_of

    if decks:
        rows = [[deck.title, str(len(deck.slides)), size(_size(target)), relative(target)] for deck, target in decks]
        talk.table(["deck", "slides", "size", "where"], rows, right=(1, 2))
    talk.answer(
        {
            "built": [{"where": str(target), "size": _size(target), **document_of(deck)} for deck, target in decks],
            "failed": _told(failures),
        }
    )


def _write(kind: str, deck: Any, target: Path) -> None:
    try:
        _writer(kind)(deck, target)
    except OSError as error:
        why = f"cannot be written: {error.strerror or error}"
        raise SessenError(why, where=str(target), cure="make room, or choose another --out") from error


def _writer(kind: str) -> Callable[[Any, Path], None]:
    """What writes a kind of deck; imported only when it is asked for."""
    match kind:
        case "pptx":
            from sessen.products.decks.blank import powerpoint as write
        case "html":
            from sessen.products.decks.html import html as write
        case "pdf":
            from sessen.products.decks.handout import handout as write
        case _:
            from sessen.products.decks.manim_slides import manim_slides as write
    return write


def _affordable(talk: Talk, request: Request, kind: str) -> Request:
    """The request in a quality in which PowerPoint plays all clips; it is told when that is not the one asked for."""
    if kind != "pptx":
        return request
    from sessen.build.workshop import Workshop

    with Workshop(request) as workshop:
        chosen, _ = workshop.choose()
    films = sum(len(each.steps or each.scene.step_names) for each in chosen)
    [variant] = request.variants
    quality = affordable(variant.quality, variant.shape, films)
    if quality == variant.quality:
        return request
    width, height = quality.pixels(variant.shape)
    talk.say(f"{films} films in one deck: PowerPoint plays them to the end at {width} × {height}, so they are made so")
    return replace(request, variants=(replace(variant, quality=quality),))


def _place(out: Path, kind: str) -> tuple[Path | None, Path]:
    """The file that ``--out`` names, if it does, and the folder of everything else."""
    if kind != "manim-slides" and out.suffix.lower() == _ENDINGS[kind]:
        return out, Path("build")
    return None, out


def _folder(variant: Variant) -> str:
    return replace(variant, words=True).folder


def _name(request: Request, parts: Sequence[Any]) -> str:
    if not request.targets:
        return "lecture"
    return str(parts[0].scene) if len(parts) == 1 else "slides"


def _size(target: Path) -> int:
    files = target.rglob("*") if target.is_dir() else (target,)
    return sum(file.stat().st_size for file in files if file.is_file())


def _told(failures: Sequence[Failure]) -> list[dict[str, str]]:
    return [{"scene": failure.name, **described(failure.error)} for failure in failures]


# -- a deck that is there ----------------------------------------------------------------------------------------------


def _into(
    talk: Talk,
    deck: Path,
    options: dict[str, Any],
    given: set[str],
    *,
    in_place: bool,
    loop: bool,
    budget: int,
) -> int:
    from sessen.build.into import Place, fill_deck

    if options["targets"]:
        raise Refused(
            "the deck itself says which clips it wants", cure=f"name its shapes sessen:{options['targets'][0]}"
        )
    target = _target(deck, options["out"] if "out" in given else None, in_place=in_place)
    request = request_of({**options, "out": Path("build")})
    if len(request.variants) > 1:
        raise Refused("--lang twice, for one deck", cure="name one, or write lang=ja into the names of shapes")
    place = Place(deck, target, "theme" in given, "shape" in given, loop)
    filled = fill_deck(request, place, report_for(talk), budget)
    for remark in filled.remarks:
        talk.say(remark)
    for error in filled.errors:
        talk.complain(error)
    if filled.target is None:
        talk.say(f"{relative(deck)} was left alone: {_counted(filled.errors, filled.failures)}")
        talk.answer({"built": [], "failed": [*map(described, filled.errors), *_told(filled.failures)]})
        return 2 if filled.errors else 1
    rows = [
        [str(shape.number), shape.text, f"{clip.seconds:.1f}", size(_size(clip.video))] for shape, clip in filled.shapes
    ]
    talk.table(["slide", "clip", "seconds", "size"], rows, right=(0, 2, 3))
    kept = f"; as it was before: {relative(filled.backup)}" if filled.backup else ""
    talk.say(f"{relative(filled.target)}{kept}")
    shapes = [{"slide": shape.number, "shape": shape.text, "words": clip.words} for shape, clip in filled.shapes]
    backup = str(filled.backup) if filled.backup else None
    talk.answer(
        {"built": [{"where": str(filled.target), "backup": backup, "shapes": shapes}], "remarks": filled.remarks}
    )
    return 0


def _target(deck: Path, out: Path | None, *, in_place: bool) -> Path:
    if in_place and out is not None:
        raise Refused("--in-place and --out say two different things", cure="take one of the two")
    if in_place:
        return deck
    target = deck.with_name(f"{deck.stem}.filled{deck.suffix}") if out is None else out
    if target.suffix.lower() != deck.suffix.lower():
        raise Refused(f"--out {target}: no {deck.suffix} file", cure=f"for example --out new{deck.suffix}")
    if target.exists() and target.resolve() == deck.resolve():
        raise Refused(f"--out {target} is the deck itself", cure="--in-place writes over it, and keeps a backup")
    return target


def _counted(errors: Sequence[SessenError], failures: Sequence[Failure]) -> str:
    if errors:
        return (
            f"{len(errors)} of its names cannot be filled" if len(errors) > 1 else "one of its names cannot be filled"
        )
    return ", ".join(dict.fromkeys(failure.name for failure in failures)) + " failed"
