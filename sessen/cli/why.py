"""``python render.py why``: what would be rendered, and which input has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from sessen.cli.console import Talk, described
from sessen.cli.options import request_of, scene_options
from sessen.keys.trace import changed_inputs
from sessen.pipeline import ScenePlan, StepPlan
from sessen.pipeline.session import Workshop

_NEVER = "never rendered"
_HASH_LENGTH = 64


@click.command(name="why", help="Tell what would be rendered, and which input has changed.")
@scene_options
@click.pass_obj
def command(talk: Talk, /, **options: Any) -> int:
    """Tell it; nothing is rendered."""
    request = request_of(options)
    with Workshop(request) as workshop:
        chosen, failures = workshop.choose(cards=True)
        plan = workshop.plan(chosen)
        reasons = [(scene, step, _reasons(workshop, scene, step)) for scene in plan.scenes for step in scene.missing]
    for failure in failures:
        talk.complain(failure)
    for scene, step, why in reasons:
        talk.show(f"{scene.name}::{step.name}  {'; '.join(why)}")
    if not reasons and not failures:
        talk.show("nothing would be rendered")
    talk.answer(
        {
            "steps": [{"scene": scene.name, "step": step.name, "why": why} for scene, step, why in reasons],
            "failed": [described(failure) for failure in failures],
        }
    )
    return 1 if failures else 0


def _reasons(workshop: Workshop, scene: ScenePlan, step: StepPlan) -> list[str]:
    before = workshop.store.latest_inputs(step.slot)
    if before is None:
        return [_NEVER]
    changed = sorted(_changes(before, step.key.parts))
    if changed:
        return changed
    recipes = workshop.store.recipes(step.key.digest)
    seen = [changed_inputs(recipe, scene.project, workshop.digests) for recipe in recipes]
    return min(seen, key=len, default=[]) or ["not in the store any more, or damaged"]


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in before.keys() | now.keys():
        then, current = before.get(name), now.get(name)
        if then == current:
            continue
        if then is None:
            yield f"{name} (new)"
        elif current is None:
            yield f"{name} (gone)"
        elif _is_hash(then) or _is_hash(current):
            yield name
        else:
            yield f"{name} {then} → {current}"


def _is_hash(text: str) -> bool:
    return len(text) >= _HASH_LENGTH and " " not in text[:_HASH_LENGTH]
