"""``python render.py why``: what would be rendered, and which input has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from sessen.cli.console import Console, error_to_json
from sessen.cli.help_groups import GroupedCommand
from sessen.cli.options import build_request, scene_options
from sessen.keys.trace import changed_inputs
from sessen.pipeline import ScenePlan, StepPlan
from sessen.pipeline.session import Session

_NEVER = "never rendered"
_HASH_LENGTH = 64


@click.command(cls=GroupedCommand, name="why", help="Show what would be rendered, and which inputs have changed.")
@scene_options
@click.pass_obj
def command(console: Console, /, **options: Any) -> int:
    """Tell it; nothing is rendered."""
    request = build_request(options)
    with Session(request) as session:
        chosen, unreadable = session.select(cards=True)
        plan = session.plan(chosen, session.narrate(chosen, speak=False))
        reasons = [(scene, step, _reasons(session, scene, step)) for scene in plan.scenes for step in scene.missing]
    failures = [*unreadable, *(each.error for each in chosen if each.error)]
    for failure in failures:
        console.print_error(failure)
    for scene, step, why in reasons:
        console.print(f"{scene.name}::{step.name}  {'; '.join(why)}")
    if not reasons and not failures:
        console.print("nothing would be rendered")
    console.emit_json(
        {
            "steps": [{"scene": scene.name, "step": step.name, "why": why} for scene, step, why in reasons],
            "failed": [error_to_json(failure) for failure in failures],
        }
    )
    return 1 if failures else 0


def _reasons(session: Session, scene: ScenePlan, step: StepPlan) -> list[str]:
    before = session.store.latest_inputs(step.history_key)
    if before is None:
        return [_NEVER]
    changed = sorted(_changes(before, step.key.parts))
    if changed:
        return changed
    traces = session.store.traces(step.key.digest)
    seen = [changed_inputs(trace, scene.project, session.digests) for trace in traces]
    return min(seen, key=len, default=[]) or ["no longer in the store, or damaged"]


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in before.keys() | now.keys():
        then, current = before.get(name), now.get(name)
        if then == current:
            continue
        if then is None:
            yield f"{name} (new)"
        elif current is None:
            yield f"{name} (removed)"
        elif _is_hash(then) or _is_hash(current):
            yield name
        else:
            yield f"{name} {then} → {current}"


def _is_hash(text: str) -> bool:
    return len(text) >= _HASH_LENGTH and " " not in text[:_HASH_LENGTH]
