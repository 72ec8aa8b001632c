"""Write what is pasted to show clips, a file a scene and language, next to the clips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sessen.backups import backing_up
from sessen.errors import SessenError
from sessen.files import atomic_write, safe_name
from sessen.pipeline import Request
from sessen.pipeline.built import ProductResult
from sessen.pipeline.manifest import KEPT
from sessen.pipeline.report import Reporter
from sessen.products.clips.planned import ClipRequest
from sessen.products.clips.snippets import SnippetClip, clip_of, snippet
from sessen.products.clips.targets import Target
from sessen.targets import is_file_name
from sessen.variant import Variant


@dataclass(frozen=True, slots=True)
class Snippet:
    """A snippet: of which scene, where it is written, and its text."""

    scene: str
    file: Path
    text: str


def write_snippets(
    request: Request, target: Target, wanted: ClipRequest, built: Sequence[ProductResult], report: Reporter
) -> list[Snippet]:
    """The snippets for clips that were made.

    Raises
    ------
    SessenError
        A file cannot be written.
    """
    pasted = []
    for folder, group in groupby(built, key=lambda each: each.target.parent):
        text = snippet(target, clips_of(request, wanted, list(group)))
        file = folder / f"{target.name}.{target.snippet.ending}"
        with backing_up(request.state_dir) as backups:
            _write(file, text)
        for backup in backups:
            report.on_backup(backup)
        pasted.append(Snippet(folder.name, file, text))
    return pasted


def clips_of(request: Request, wanted: ClipRequest, built: Sequence[ProductResult]) -> list[SnippetClip]:
    """Clips that were made as snippets see them."""
    return [_clip(request, wanted, each) for each in built]


def _clip(request: Request, wanted: ClipRequest, built: ProductResult) -> SnippetClip:
    first = built.records[0]
    stem = built.target.name.removesuffix(f".{wanted.formats[0]}")
    files = [request.out / record.file for record in built.records]
    language = first.variant.partition("-")[0]
    variant = next(each for each in request.variants if each.language == language)
    values: list[tuple[str, object]] = [
        (each.name, each.value) for each in request.overrides if each.scene in ("", first.scene)
    ]
    settings = [*values, *_options(variant, wanted), *_places(request)]
    sound = any(record.sound == KEPT for record in built.records)
    name = _named(request, built.name)
    return clip_of(name, built.title, language, files, stem, loop=wanted.style.loop, settings=settings, sound=sound)


def _named(request: Request, name: str) -> str:
    """As `sessen.show` finds it: with its file, where one was named."""
    files = [target.partition("::")[::2] for target in request.targets if is_file_name(target)]
    called, dots, step = name.partition("::")
    scene = _without_values(request, called)
    name = f"{scene}{dots}{step}"
    file = next((file for file, rest in files if rest.partition("::")[0] in ("", scene)), "")
    return f"{file}::{name}" if file else name


def _options(variant: Variant, wanted: ClipRequest) -> list[tuple[str, object]]:
    """The options of `sessen.show` that give this clip, those that are not its defaults."""
    look, usual = wanted.style, Variant()
    size = "x".join(str(side) for side in look.size if side)
    options: dict[str, tuple[object, object]] = {
        "lang": (str(variant.language), "en"),
        "theme": (str(variant.theme), str(usual.theme)),
        "shape": (str(variant.shape), str(usual.shape)),
        "words": (variant.words, False),
        "headline": (variant.headline, True),
        # A notebook is made at medium quality unless somebody wants less or more than the usual one.
        "quality": (variant.quality.name, usual.quality.name),
        "background": (wanted.background, None),
        "loop": (look.loop, False),
        "speed": (look.speed, 1.0),
        "crop": (look.crop, False),
        "margin": (look.margin, 0),
        "size": (size, ""),
    }
    return [(name, value) for name, (value, default) in options.items() if value != default]


def _places(request: Request) -> list[tuple[str, object]]:
    """The lecture and the store, where they were named."""
    named = {"lecture": request.lecture, "store": request.store}
    return [(name, str(place)) for name, place in named.items() if place is not None]


def _write(file: Path, text: str) -> None:
    try:
        with atomic_write(file) as part:
            part.write_text(text, encoding="utf-8")
    except OSError as error:
        why = f"cannot be written: {error.strerror or error}"
        raise SessenError(why, location=str(file), hint="make room, or choose another --out") from error


def _without_values(request: Request, scene: str) -> str:
    """The scene's name without the values that were typed, which the call gives apart from it."""
    if not request.name_by_values:
        return scene
    marks = [f"-{safe_name(f'{each.name}={each.value}')}" for each in request.overrides]
    ends = [scene.find(mark) for mark in marks if scene.find(mark) > 0]
    return scene[: min(ends)] if ends else scene
