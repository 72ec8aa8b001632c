"""What the page is told of a show: one JSON document that holds all of it, sent again whenever something changes."""

from __future__ import annotations

from typing import Any

from sessen.build.times import Times
from sessen.plan import ScenePlan, StepPlan
from sessen.preview.show import Show
from sessen.store import Store


def document(show: Show, store: Store, times: Times) -> dict[str, Any]:
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
        "command": show.view.command(),
        "busy": bool(show.glancing or show.drawing or show.asking),
    }
    return told | (_of_plan(show, show.plan, store, times) if show.plan else {"steps": [], "parameters": []})


def _of_plan(show: Show, plan: ScenePlan, store: Store, times: Times) -> dict[str, Any]:
    values = dict(plan.values)
    return {
        "name": plan.scene.name,
        "title": dict(plan.title) or dict(plan.scene.title),
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
            }
            for each in plan.scene.parameters
        ],
        "claims": None
        if show.claims is None
        else [
            {
                "claim": each.claim,
                "error": each.error if each.error < float("inf") else None,
                "allowed": each.allowed,
                "step": each.step,
                "seconds": each.seconds,
                "holds": each.holds,
            }
            for each in show.claims
        ],
    }


def _step(show: Show, step: StepPlan, store: Store, times: Times) -> dict[str, Any]:
    assert show.plan is not None
    described = next(each for each in show.plan.scene.steps if each.name == step.name)
    key = step.key.digest
    told: dict[str, Any] = {
        "name": step.name,
        "words": dict(described.words),
        "summary": described.summary,
        "key": key,
        "still": None,
        "motion": None,
        "took": times.taken(step),
        "drawing": any(key in made for made in show.drawing.values()),
        "refused": key in show.refused,
    }
    entry = store.entry(step.found.entry) if step.found else None
    if entry is not None and step.found is not None:
        name = step.found.entry
        spoken = {language: text for _, _, text, language in entry.facts["captions"] if language}
        told |= {"still": f"still/{name}.png", "motion": f"motion/{name}.mp4"}
        told |= {"frames": entry.facts["frames"], "seconds": entry.facts["seconds"], "words": told["words"] | spoken}
    elif key in show.glances:
        told["still"] = f"glance/{key}.png"
    return told
