"""New decks: clips and what is said in them, put together slide by slide."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sessen.backups import Backup
from sessen.catalogue import read_lecture
from sessen.keys.file_hashes import sha256
from sessen.pipeline import Request, Selection
from sessen.pipeline.built import Failure, ProductResult
from sessen.pipeline.manifest import Manifest, Record
from sessen.pipeline.report import Reporter
from sessen.products.clips.planned import build_clips
from sessen.products.decks.deck_clips import (
    clip_of,
    companion_file,
    reencode_within,
    report_unreported,
    scene_texts,
    size_of,
    steps_of,
    wanted_of,
)
from sessen.products.decks.playback import Playback
from sessen.products.decks.powerpoint_limits import limit_for
from sessen.products.decks.slides import Deck, Section, Slide
from sessen.products.video.captions import CaptionCue, read_vtt
from sessen.speech import spoken
from sessen.theme import INK, PAPER, THEMES
from sessen.variant import Language, Variant
from sessen.words import plain_text
from sessen.worker.tasks import SceneTexts

_TITLES: Final = 3  # more titles than these are counted only


@dataclass(frozen=True, slots=True)
class NewDeck:
    """What a deck is made of.

    Parameters
    ----------
    deck
        None where something failed: a deck with holes is no deck.
    limit
        The most bytes that a film was allowed; None where all were within the budget.
    """

    deck: Deck | None
    failures: tuple[Failure, ...]
    limit: int | None


def new_deck(request: Request, report: Reporter, manner: Playback) -> NewDeck:
    """Make the clips of a request, which has one variant, and put them on slides.

    Raises
    ------
    Refused
        The request names nothing.
    """
    [variant] = request.variants
    chosen, told, failures = scene_texts(request)
    clips, failed, limit = _clips(request, chosen, report, manner)
    report_unreported(report, failures, failed)
    failures = [*failures, *failed]
    if failures or not clips:
        return NewDeck(None, tuple(failures), limit)
    parts = []
    for each in chosen:
        own = [clip for clip in clips if clip.records[0].scene == each.scene.name]
        part = _part(each, told[each.scene.name], own, variant, manner)
        parts.append(replace(part, behind=behind(request, each, variant)))
    theme = THEMES[variant.theme]
    deck = Deck(
        title=title_for(request, chosen, variant),
        language=str(variant.language),
        paper=theme[PAPER],
        ink=theme[INK],
        size=variant.pixels,
        sections=tuple(parts),
        loop=manner.loop,
    )
    return NewDeck(deck, (), limit)


def _clips(
    request: Request, chosen: Sequence[Selection], report: Reporter, manner: Playback
) -> tuple[list[ProductResult], list[Failure], int | None]:
    """The clips within the budget; the last value is the most bytes that one was allowed, if any was too large."""
    wanted = wanted_of(manner.style)
    clips, failures = build_clips(request, wanted, report)
    limit = limit_for(list(map(size_of, clips)), manner.budget) if manner.budget is not None else None
    if failures or limit is None:
        return clips, failures, None
    return *reencode_within(clips, limit, request, chosen, report, wanted), limit


def title_for(request: Request, chosen: Sequence[Selection], variant: Variant) -> str:
    """The lecture's title, or the titles of the scenes that were asked for."""
    file = request.lecture_file
    if not request.targets and file is not None:
        return read_lecture(file).title.get(variant.language, "") or file.stem
    titles = list(dict.fromkeys(_title(each, variant) for each in chosen))
    return _listed(titles[:_TITLES], len(titles) - _TITLES, variant.language)


def behind(request: Request, chosen: Selection, variant: Variant) -> str:
    """What a shape must say behind its name to ask for a clip of this request in a deck that somebody has."""
    values = dict(chosen.values)
    options = {
        "lang": (variant.language, Language.EN),
        "words": ("on" if variant.words else "off", "off"),
        "headline": ("on" if variant.headline else "off", "on"),
    }
    said = {name: str(value) for name, (value, usual) in options.items() if value != usual}
    said |= {each.name: values[each.name] for each in request.overrides if each.name in values}
    return " ".join(f"{name}={shlex.quote(value)}" for name, value in said.items())


def _listed(titles: Sequence[str], more: int, language: Language) -> str:
    """Titles in one line, and how many more there are."""
    if language is Language.JA:
        return "、".join(titles) + (f" ほか{more}件" if more > 0 else "")
    return ", ".join(titles) + (f", and {more} more" if more > 0 else "")


def _part(
    chosen: Selection, told: SceneTexts, clips: Sequence[ProductResult], variant: Variant, manner: Playback
) -> Section:
    title = _title(chosen, variant)
    numbers = (f"{number}/{len(clips)}" for number in range(1, len(clips) + 1))
    slides = tuple(
        _slide(f"{title} {number}", told, clip, variant.language, last=manner.poster_is_last)
        for number, clip in zip(numbers, clips, strict=True)
    )
    return Section(chosen.scene.name, title, told.question, told.given, told.typed, slides)


def _slide(heading: str, told: SceneTexts, clip: ProductResult, language: Language, *, last: bool) -> Slide:
    sentence = " ".join(steps_of(clip, told))
    cues = tuple(_cues(clip))
    words = plain_text(sentence) or " ".join(cue.text.replace("\n", " ") for cue in cues) or clip.records[0].step
    film = clip_of(clip, words, spoken=spoken(sentence, language), last=last)
    said = "\n".join(told.narration[name] for name in clip.steps if name in told.narration)
    return Slide(clip.records[0].step, heading, film, companion_file(clip, "poster"), sentence, cues, said)


def _title(chosen: Selection, variant: Variant) -> str:
    title = chosen.title.get(variant.language, "")
    return chosen.scene.name if not title or "{" in title else plain_text(title)


def _cues(built: ProductResult) -> Iterator[CaptionCue]:
    files = [record.file for record in built.records if record.kind == "captions"]
    if not files:
        return
    yield from read_vtt((built.target.parent / Path(files[0]).name).read_text(encoding="utf-8"))


def note_deck(request: Request, kind: str, target: Path) -> Backup | None:
    """Put a new deck into the manifest of its output folder, if it is one file and in there."""
    if not target.is_file() or not target.absolute().is_relative_to(request.out.absolute()):
        return None
    [variant] = request.variants
    data = target.read_bytes()
    manifest = Manifest(request.out)
    record = Record(
        file=target.absolute().relative_to(request.out.absolute()).as_posix(),
        kind="deck",
        scene="",
        step="",
        variant=variant.folder,
        quality=variant.quality.name,
        sha256=sha256(data),
        size=len(data),
        frames=0,
        seconds=0.0,
        made_from="",
        product=f"deck {kind} {target.name}",
    )
    manifest.replace(target, [record])
    return manifest.save()


def document_of(deck: Deck) -> dict[str, Any]:
    """What a deck holds, for programs."""
    return {
        "title": deck.title,
        "slides": [{"scene": part.scene, "step": slide.name, "title": slide.title} for part, slide in deck.slides],
    }
