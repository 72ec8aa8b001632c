"""The clips that a deck shows and what is said in them, within the bytes that all of them may have."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from sessen.errors import SessenError
from sessen.files import from_here
from sessen.keys.file_hashes import sha256
from sessen.memory import read_as, read_memory, write_memory
from sessen.pipeline import Request, ScenePlan, Selection
from sessen.pipeline.built import Failure, ProductResult
from sessen.pipeline.narration_files import has_narration
from sessen.pipeline.report import Reporter
from sessen.pipeline.session import Session
from sessen.pool import Task
from sessen.products.clips import BudgetTooSmall, ClipStyle, Format
from sessen.products.clips.planned import ClipRequest, build_clips
from sessen.products.decks.pptx.fill import DeckClip
from sessen.targets import is_file_name, typed_as
from sessen.video import probe
from sessen.words import plain_text
from sessen.worker.tasks import SceneTexts, SceneTextsArgs, read_texts


def scene_texts(request: Request) -> tuple[list[Selection], dict[str, SceneTexts], list[Failure]]:
    """The scenes of a request, and what each says; those that cannot say it are failures.

    What finished steps have said once is remembered beside them, so that a deck of finished clips imports no Manim.
    """
    [variant] = request.variants
    told: dict[str, SceneTexts] = {}
    with Session(request) as session:
        chosen, unreadable = session.select()
        failures = [Failure(error.location, error) for error in unreadable]
        planned = session.plan(chosen, session.narrate(chosen)).scenes
        memory = {plan.scene.name: _memory(request, plan) for plan in planned}
        tasks = []
        for each in chosen:
            name = each.scene.name
            kept = memory[name]
            remembered = read_memory(kept) if kept else {}
            known = read_as(SceneTexts.from_json, remembered, f"the words of {name}") if remembered else None
            if known:
                told[name] = known
            else:
                order = SceneTextsArgs(each.scene.address, variant, each.values)
                tasks.append(Task(name, read_texts, order, timeout=request.time_limit))
        for outcome in session.run_locally(tasks):
            if outcome.error is not None:
                failures.append(Failure(outcome.task.name, outcome.error))
                continue
            told[outcome.task.name] = outcome.result
            _remember(memory[outcome.task.name], outcome.result)
        narrated, unspoken = narrations(session, chosen)
        failures += [Failure(error.location, error) for error in unspoken]
    return chosen, {name: _narrated(each, narrated.get(name, {})) for name, each in told.items()}, failures


def _narrated(told: SceneTexts, said: Mapping[str, str]) -> SceneTexts:
    """The words of a scene with what is said beside them."""
    shown = {step: plain_text(sentence) for step, sentence in told.sentences.items()}
    return replace(told, narration={step: text for step, text in said.items() if text != shown.get(step)})


def narrations(session: Session, chosen: Sequence[Selection]) -> tuple[dict[str, dict[str, str]], list[SessenError]]:
    """What is said in the steps of scenes that say more than stands on screen, as it is read; whoever speaks it."""
    [variant] = session.request.variants
    narrated = [each for each in chosen if has_narration(each.scene.file)]
    if not narrated:
        return {}, []
    scripts, failures = session.narrator.scripts(narrated)
    return {
        name: {step: script.text for step, script in own.items() if script.sentences}
        for (name, language), own in scripts.items()
        if language == variant.language
    }, failures


def _memory(request: Request, plan: ScenePlan) -> Path | None:
    """Where what a scene says is kept, once all of its steps are finished: by what they were made from."""
    if plan.missing:
        return None
    made_from = [step.cached.entry for step in plan.steps if step.cached]
    return request.state_dir / "decks" / "told" / f"{sha256(json.dumps([plan.name, *made_from]).encode())[:32]}.json"


def _remember(file: Path | None, told: SceneTexts) -> None:
    if file is not None:
        write_memory(file, asdict(told))


def report_unreported(report: Reporter, unasked: Sequence[Failure], failed: Sequence[Failure]) -> None:
    """Tell what went wrong when scenes were asked for their words, where drawing them has not told it."""
    known = {failure.name for failure in failed}
    for failure in unasked:
        if failure.name not in known:
            report.on_failure(failure)


def wanted_of(look: ClipStyle, background: str | None = None) -> ClipRequest:
    """What every deck is made of."""
    return ClipRequest((Format.MP4,), look, background)


def size_of(clip: ProductResult) -> int:
    """The bytes of its film."""
    return clip.records[0].size


def reencode_within(
    clips: Sequence[ProductResult],
    limit: int,
    request: Request,
    chosen: Sequence[Selection],
    report: Reporter,
    wanted: ClipRequest,
) -> tuple[list[ProductResult], list[Failure]]:
    """The clips with those anew that are larger than a limit, in as few bytes.

    Parameters
    ----------
    clips
        What the request came to.
    """
    heavy = [clip for clip in clips if size_of(clip) > limit]
    if not heavy:
        return list(clips), []
    # What is cropped is common to all that is asked for at once.
    again = clips if wanted.style.crop else heavy
    targets = tuple(_target(clip, request, chosen) for clip in again)
    request = replace(request, targets=targets, out=request.state_dir / "decks" / f"within-{limit}")
    wanted = replace(wanted, style=replace(wanted.style, max_size=limit))
    smaller, failures = build_clips(request, wanted, _Budgeted(report))
    by_name = {_shown(clip): clip for clip in smaller}
    return [by_name.get(_shown(clip), clip) for clip in clips], failures


class _Budgeted:
    """Tells of a budget as the person who makes a deck knows it."""

    def __init__(self, report: Reporter) -> None:
        self._report = report
        self.on_start, self.on_step, self.on_product = report.on_start, report.on_step, report.on_product
        self.on_backup, self.on_notice, self.on_end = report.on_backup, report.on_notice, report.on_end

    def on_failure(self, failure: Failure) -> None:
        if isinstance(failure.error, BudgetTooSmall):
            failure.error.hint = "show fewer clips in one deck, or give it a larger --budget"
        self._report.on_failure(failure)


def _target(clip: ProductResult, request: Request, chosen: Sequence[Selection]) -> str:
    """What somebody would type for a clip; scenes that were named with their file are again."""
    scene, step = _shown(clip)
    own = next(each.scene for each in chosen if each.scene.name == scene)
    file, step = own.file, typed_as(clip.steps, own.step_names)
    typed = {from_here(Path(target.partition("::")[0])).resolve() for target in request.targets if is_file_name(target)}
    return f"{file}::{scene}::{step}" if file.resolve() in typed else f"{scene}::{step}"


def _shown(clip: ProductResult) -> tuple[str, str]:
    return clip.records[0].scene, clip.records[0].step


def clip_of(built: ProductResult, words: str, *, spoken: str = "", last: bool = False) -> DeckClip:
    """A finished clip as decks show it; its poster is its first picture, or its last."""
    film = built.target
    facts = probe(film)
    poster = companion_file(built, "poster" if last else "first")
    return DeckClip(film, poster, words, (facts.width, facts.height), facts.seconds, spoken)


def steps_of(clip: ProductResult, told: SceneTexts) -> list[str]:
    """The sentences of the steps that a clip shows."""
    return [told.sentences[name] for name in clip.steps if name in told.sentences]


def companion_file(built: ProductResult, kind: str) -> Path:
    """The file of a kind that came with a clip."""
    name = next(record.file for record in built.records if record.kind == kind)
    return built.target.parent / Path(name).name
