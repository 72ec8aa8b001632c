"""Decks: the clips that they show, what is said on their slides, and putting both together."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from sessen.build.built import Built, Failure
from sessen.build.clips import Wanted, build_clips
from sessen.build.report import Report
from sessen.build.workshop import Workshop
from sessen.catalogue import read_lecture
from sessen.farm import Task
from sessen.files import replaced
from sessen.job import SceneAddress
from sessen.keys.digests import read_json, sha256
from sessen.plan import Chosen, Request, ScenePlan
from sessen.plan.request import is_file_name
from sessen.products import Manifest, Record
from sessen.products.clips import BudgetTooSmall, Format, Look
from sessen.products.decks.budget import limit_for
from sessen.products.decks.fill import Clip
from sessen.products.decks.slides import Cue, Deck, Part, Slide
from sessen.stage.roles import INK, PAPER, THEMES
from sessen.variant import Variant
from sessen.video import probe
from sessen.words import plain
from sessen.worker.tell import TellOrder, Told, tell

_CUE: Final = re.compile(r"(\d+):(\d+):(\d+)\.(\d+) --> (\d+):(\d+):(\d+)\.(\d+)[^\n]*\n(.*?)(?:\n\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a deck is made of.

    Parameters
    ----------
    deck
        None where something failed: a deck with holes is no deck.
    limit
        The most bytes that a film was allowed; None where all were within the budget.
    size
        Bytes of all films.
    """

    deck: Deck | None
    failures: tuple[Failure, ...]
    limit: int | None
    size: int


def gather(request: Request, report: Report, *, budget: int | None, loop: bool) -> Gathered:
    """Make the clips of a request, which has one variant, and put them on slides.

    Parameters
    ----------
    budget
        Bytes that all clips may have together; None for any number.

    Raises
    ------
    Refused
        The request names nothing.
    """
    [variant] = request.variants
    chosen, told, failures = ask(request)
    clips, failed, limit = clips_within(request, report, budget, chosen)
    failures = [*failures, *failed]
    size = sum(clip.records[0].size for clip in clips)
    if failures or not clips:
        return Gathered(None, tuple(failures), limit, size)
    parts = [
        _part(
            each, told[each.scene.name], [clip for clip in clips if clip.records[0].scene == each.scene.name], variant
        )
        for each in chosen
    ]
    theme = THEMES[variant.theme]
    deck = Deck(
        title=title_for(request, chosen, variant),
        language=str(variant.language),
        paper=theme[PAPER],
        ink=theme[INK],
        size=parts[0].slides[0].clip.size,
        parts=tuple(parts),
        loop=loop,
    )
    return Gathered(deck, (), limit, size)


def ask(request: Request) -> tuple[list[Chosen], dict[str, Told], list[Failure]]:
    """The scenes of a request, and what each says; those that cannot say it are failures.

    What finished steps have said once is remembered beside them, so that a deck of finished clips imports no Manim.
    """
    [variant] = request.variants
    told: dict[str, Told] = {}
    with Workshop(request) as workshop:
        chosen, unreadable = workshop.choose()
        failures = [Failure(error.where, error) for error in unreadable]
        memory = {plan.scene.name: _memory(request, plan) for plan in workshop.plan(chosen).scenes}
        tasks = []
        for each in chosen:
            name = each.scene.name
            kept = memory[name]
            remembered = read_json(kept) if kept else {}
            if remembered:
                told[name] = Told.from_json(remembered)
            else:
                order = TellOrder(SceneAddress(each.scene.file, name), variant, each.values)
                tasks.append(Task(name, tell, order, patience=request.time_limit))
        for outcome in workshop.run_here(tasks):
            if outcome.error is not None:
                failures.append(Failure(outcome.task.name, outcome.error))
                continue
            told[outcome.task.name] = outcome.result
            _remember(memory[outcome.task.name], outcome.result)
    return chosen, told, failures


def _memory(request: Request, plan: ScenePlan) -> Path | None:
    """Where what a scene says is kept, once all of its steps are finished: by what they were made from."""
    if plan.missing:
        return None
    made_from = [step.found.entry for step in plan.steps if step.found]
    return request.workshop / "decks" / "told" / f"{sha256(json.dumps([plan.name, *made_from]).encode())[:32]}.json"


def _remember(file: Path | None, told: Told) -> None:
    if file is not None:
        with replaced(file) as part:
            part.write_text(json.dumps(asdict(told), ensure_ascii=False), encoding="utf-8")


def clips_within(
    request: Request, report: Report, budget: int | None, chosen: Sequence[Chosen], background: str | None = None
) -> tuple[list[Built], list[Failure], int | None]:
    """The clips of a request; where all of them are too many bytes, the largest are made smaller.

    The limit that was set is the last value; None where none was needed.
    """
    look = Look()
    clips, failures = build_clips(request, Wanted((Format.MP4,), look, background), report)
    limit = limit_for([clip.records[0].size for clip in clips], budget) if budget is not None else None
    if failures or limit is None:
        return clips, failures, None
    heavy = tuple(target_of(clip, request, chosen) for clip in clips if clip.records[0].size > limit)
    again = replace(request, targets=heavy, out=request.workshop / "decks" / f"within-{limit}")
    wanted = Wanted((Format.MP4,), replace(look, max_size=limit), background)
    smaller, failures = build_clips(again, wanted, _Budgeted(report))
    by_name = {_shown(clip): clip for clip in smaller}
    return [by_name.get(_shown(clip), clip) for clip in clips], failures, limit


class _Budgeted:
    """Tells of a budget as the person who makes a deck knows it."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.begun, self.drawn, self.made, self.ended = report.begun, report.drawn, report.made, report.ended

    def failed(self, failure: Failure) -> None:
        if isinstance(failure.error, BudgetTooSmall):
            failure.error.cure = "show fewer clips in one deck, or give it a larger --budget"
        self._report.failed(failure)


def target_of(clip: Built, request: Request, chosen: Sequence[Chosen]) -> str:
    """What somebody would type for a clip; scenes of files are named with their file."""
    scene, step = _shown(clip)
    if not any(map(is_file_name, request.targets)):
        return f"{scene}::{step}"
    return f"{next(each.scene.file for each in chosen if each.scene.name == scene)}::{scene}::{step}"


def _shown(clip: Built) -> tuple[str, str]:
    return clip.records[0].scene, clip.records[0].step


def clip_of(built: Built, words: str, *, last: bool = False) -> Clip:
    """A finished clip as decks show it; its poster is its first picture, or its last."""
    film = built.target
    facts = probe(film)
    poster = _beside(built, "poster" if last else "first")
    return Clip(film, poster, words, (facts.width, facts.height), facts.seconds)


def steps_of(clip: Built, told: Told) -> list[str]:
    """The sentences of the steps that a clip shows."""
    names = list(told.sentences)
    first, _, last = clip.records[0].step.partition("..")
    if first not in names:
        return []
    return [told.sentences[name] for name in names[names.index(first) : names.index(last or first) + 1]]


def title_for(request: Request, chosen: Sequence[Chosen], variant: Variant) -> str:
    """The lecture's title, or that of the only scene."""
    file = request.lecture_file
    if not request.targets and file is not None:
        return read_lecture(file).title.get(variant.language, "") or file.stem
    return _title(chosen[0], variant) if len({each.scene.name for each in chosen}) == 1 else "Sessen"


def _part(chosen: Chosen, told: Told, clips: Sequence[Built], variant: Variant) -> Part:
    title = _title(chosen, variant)
    slides = tuple(_slide(title, told, clip, f"{number}/{len(clips)}") for number, clip in enumerate(clips, 1))
    return Part(chosen.scene.name, title, told.question, told.given, told.typed, slides)


def _slide(title: str, told: Told, clip: Built, number: str) -> Slide:
    sentence = " ".join(steps_of(clip, told))
    cues = tuple(_cues(clip))
    words = plain(sentence) or " ".join(cue.text.replace("\n", " ") for cue in cues) or clip.records[0].step
    heading = f"{title} {number}"
    return Slide(clip.records[0].step, heading, clip_of(clip, words), _beside(clip, "poster"), sentence, cues)


def _title(chosen: Chosen, variant: Variant) -> str:
    title = chosen.title.get(variant.language, "")
    return chosen.scene.name if not title or "{" in title else plain(title)


def _beside(built: Built, kind: str) -> Path:
    """The file of a kind that came with a clip."""
    name = next(record.file for record in built.records if record.kind == kind)
    return built.target.parent / Path(name).name


def _cues(built: Built) -> Iterator[Cue]:
    files = [record.file for record in built.records if record.kind == "captions"]
    if not files:
        return
    text = (built.target.parent / Path(files[0]).name).read_text(encoding="utf-8")
    for match in _CUE.finditer(text):
        hours, minutes, seconds, rest, *end, said = match.groups()
        yield Cue(_moment(hours, minutes, seconds, rest), _moment(*end), html.unescape(said.strip()))


def _moment(hours: str, minutes: str, seconds: str, rest: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + float(f"{seconds}.{rest}")


def note_deck(request: Request, kind: str, target: Path) -> None:
    """Put a new deck into the manifest of its output folder, if it is one file and in there."""
    if not target.is_file() or not target.absolute().is_relative_to(request.out.absolute()):
        return
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
    manifest.save()


def document_of(deck: Deck) -> dict[str, Any]:
    """What a deck holds, for programs."""
    return {
        "title": deck.title,
        "slides": [{"scene": part.scene, "step": slide.name, "title": slide.title} for part, slide in deck.slides],
    }
