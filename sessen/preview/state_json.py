"""What the page is told of a show: one JSON document that holds all of it, sent again whenever something changes."""

from __future__ import annotations

import re
from typing import Any, Final

from sessen.files import relative
from sessen.keys.file_hashes import sha256
from sessen.pipeline import Request, ScenePlan, StepPlan
from sessen.pipeline.timings import Timings
from sessen.preview.media import is_same
from sessen.preview.state import ViewState
from sessen.store import Entry, Store
from sessen.words import plain

_VALUE: Final = re.compile(r"\{(\w+)\}")


def state_json(show: ViewState, request: Request, store: Store, times: Timings) -> dict[str, Any]:
    """All that there is to see of a show."""
    variant = show.view.variant
    width, height = variant.pixels
    told: dict[str, Any] = {
        "target": show.view.target,
        "version": show.version,
        "view": {
            "language": str(variant.language),
            "theme": str(variant.theme),
            "shape": str(variant.shape),
            "words": variant.words,
            "values": dict(show.view.values),
        },
        "size": [width, height],
        "rate": variant.quality.frame_rate,
        "edited": show.edited,
        "trouble": show.trouble,
        "notice": _notice(show),
        "command": show.view.command(request),
        "busy": show.is_busy,
        "early": f"glance/{sha256(show.early)}.png" if show.early else None,
    }
    return told | (_of_plan(show, show.plan, store, times) if show.plan else {"steps": [], "parameters": []})


def _notice(show: ViewState) -> dict[str, Any] | None:
    """What people should know though nothing is broken: files that are left alone because the scene writes them."""
    names = [relative(file) for file in sorted(show.restarts.left)]
    return {"files": names} if names else None


def _of_plan(show: ViewState, plan: ScenePlan, store: Store, times: Timings) -> dict[str, Any]:
    values = dict(plan.values)
    return {
        "name": plan.scene.name,
        "title": {language: plain(text) for language, text in (plan.title or plan.scene.title).items()},
        "summary": plan.scene.summary,
        "lesson": plan.scene.is_lesson,
        "steps": [_step(show, step, store, times) for step in plan.steps],
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
        if show.claims is None
        else [
            {
                "claim": each.claim,
                "error": each.error if each.error < float("inf") else None,
                "allowed": each.tolerance,
                "step": each.step,
                "seconds": each.seconds,
                "holds": each.holds,
            }
            for each in show.claims
        ],
    }


def _step(show: ViewState, step: StepPlan, store: Store, times: Timings) -> dict[str, Any]:
    assert show.plan is not None
    described = next(each for each in show.plan.scene.steps if each.name == step.name)
    key = step.key.digest
    told: dict[str, Any] = {
        "name": step.name,
        "words": {language: _spoken(text, show.plan) for language, text in described.words.items()},
        "summary": described.summary,
        "key": key,
        "still": None,
        "motion": None,
        "sound": False,
        "took": times.taken(step),
        "drawing": key == show.again or any(key in made for made in show.drawing.values()),
        "refused": key in show.refused,
    }
    entry = store.entry(step.found.entry) if step.found else None
    quick = show.motions.get(key)
    if key in show.glances:
        told["still"] = f"glance/{key}.png"
    if quick is not None:
        told |= {"motion": f"quick/{quick.name}.mp4", "frames": quick.frames, "seconds": quick.seconds}
        told |= {"words": told["words"] | dict(quick.spoken), "sound": bool(quick.sounds)}
    if entry is not None and step.found is not None:
        told |= _finished(step.found.entry, entry, told["words"])
        if quick is not None and is_same(quick, store, step.found.entry):
            told["motion"] = f"quick/{quick.name}.mp4"  # so that a page does not have to load the same again
    return told


def _finished(name: str, entry: Entry, words: dict[str, str]) -> dict[str, Any]:
    spoken = {language: text for _, _, text, language in entry.facts["captions"] if language}
    return {
        "still": f"still/{name}.png",
        "motion": f"motion/{name}.mp4",
        "sound": bool(entry.facts["sounds"]),
        "frames": entry.facts["frames"],
        "seconds": entry.facts["seconds"],
        "words": words | spoken,
    }


def _spoken(sentence: str, plan: ScenePlan) -> str:
    """A sentence before its step was drawn: with the values that are typed, and dots for those that are computed."""
    typed = {each.name: each.default for each in plan.scene.parameters} | dict(plan.values)
    return plain(_VALUE.sub(lambda value: typed.get(value[1], "…"), sentence))
