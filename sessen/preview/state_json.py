"""What the page is told of a view: one JSON document that holds all of it, sent again whenever something changes."""

from __future__ import annotations

import re
from typing import Any, Final

from sessen.files import relative
from sessen.keys.file_hashes import sha256
from sessen.pipeline import Request, ScenePlan, StepPlan
from sessen.pipeline.timings import Timings
from sessen.preview.media import is_same
from sessen.preview.recording_api import unfinished
from sessen.preview.spoken import SpokenSteps
from sessen.preview.state import ViewState
from sessen.store import Entry, Store
from sessen.words import plain_text

_VALUE: Final = re.compile(r"\{(\w+)\}")


def state_json(state: ViewState, request: Request, store: Store, times: Timings, spoken: SpokenSteps) -> dict[str, Any]:
    """All that there is to see of a view."""
    variant = state.view.variant
    width, height = variant.pixels
    told: dict[str, Any] = {
        "target": state.view.target,
        "version": state.version,
        "view": {
            "language": str(variant.language),
            "theme": str(variant.theme),
            "shape": str(variant.shape),
            "words": variant.words,
            "voice": state.view.voice,
            "values": dict(state.view.values),
        },
        "size": [width, height],
        "rate": variant.quality.frame_rate,
        "edited": state.edited,
        "trouble": state.error,
        "notice": _notice(state),
        "command": state.view.command(request),
        "busy": state.is_busy,
        "left": unfinished(request.state_dir, state.view.target, variant.language),
        "early": f"glance/{sha256(state.provisional)}.png" if state.provisional else None,
    }
    return told | (_of_plan(state, state.plan, store, times, spoken) if state.plan else {"steps": [], "parameters": []})


def _notice(state: ViewState) -> dict[str, Any] | None:
    """What people should know though nothing is broken: files that are left alone because the scene writes them."""
    names = [relative(file) for file in sorted(state.restarts.left)]
    return {"files": names} if names else None


def _of_plan(state: ViewState, plan: ScenePlan, store: Store, times: Timings, spoken: SpokenSteps) -> dict[str, Any]:
    values = dict(plan.values)
    return {
        "name": plan.scene.name,
        "title": {language: plain_text(text) for language, text in (plan.title or plan.scene.title).items()},
        "summary": plan.scene.summary,
        "lesson": plan.scene.is_lesson,
        "steps": [_step(state, step, store, times, spoken) for step in plan.steps],
        "parameters": [
            {
                "name": each.name,
                "kind": each.kind,
                "default": each.default,
                "value": values.get(each.name, each.default),
                "help": each.help,
                "presets": each.presets,
            }
            for each in plan.scene.parameters
        ],
        "claims": None
        if state.claims is None
        else [
            {
                "claim": each.claim,
                "error": each.error if each.error < float("inf") else None,
                "allowed": each.tolerance,
                "step": each.step,
                "seconds": each.seconds,
                "holds": each.holds,
            }
            for each in state.claims
        ],
        "layout": None if state.layout is None else [finding.to_json() for finding in state.layout],
    }


def _step(state: ViewState, step: StepPlan, store: Store, times: Timings, spoken: SpokenSteps) -> dict[str, Any]:
    assert state.plan is not None
    described = next(each for each in state.plan.scene.steps if each.name == step.name)
    key = step.key.digest
    told: dict[str, Any] = {
        "name": step.name,
        "words": {language: _spoken(text, state.plan) for language, text in described.words.items()},
        "summary": described.summary,
        "key": key,
        "still": None,
        "motion": None,
        "sound": False,
        "took": times.last(step),
        "drawing": key == state.rerunning or any(key in made for made in state.drawing.values()),
        "refused": key in state.failed_keys,
    }
    entry = store.entry(step.cached.entry) if step.cached else None
    quick = state.motions.get(key)
    if key in state.quick_looks:
        told["still"] = f"glance/{key}.png"
    if quick is not None:
        told |= {"motion": f"quick/{quick.name}.mp4", "frames": quick.frames, "seconds": quick.seconds}
        told |= {"words": told["words"] | dict(quick.captions), "sound": bool(quick.sounds)}
    if entry is not None and step.cached is not None:
        told |= _finished(step.cached.entry, entry, told["words"])
        if quick is not None and is_same(quick, store, step.cached.entry):
            told["motion"] = f"quick/{quick.name}.mp4"  # so that a page does not have to load the same again
        told |= spoken.facts(step, entry, state.view.variant.language)
    return told


def _finished(name: str, entry: Entry, words: dict[str, str]) -> dict[str, Any]:
    spoken = {language: text for _, _, text, language in entry.metadata["captions"] if language}
    return {
        "still": f"still/{name}.png",
        "motion": f"motion/{name}.mp4",
        "sound": bool(entry.metadata["sounds"]),
        "frames": entry.metadata["frames"],
        "seconds": entry.metadata["seconds"],
        "words": words | spoken,
    }


def _spoken(sentence: str, plan: ScenePlan) -> str:
    """A sentence before its step was drawn: with the values that are typed, and dots for those that are computed."""
    typed = {each.name: each.default for each in plan.scene.parameters} | dict(plan.values)
    return plain_text(_VALUE.sub(lambda value: typed.get(value[1], "…"), sentence))
