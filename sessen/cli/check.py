"""``python render.py check``: walk every frame undrawn; tell how true each claim is, and what cannot be read well."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from sessen.cli.console import Console, error_to_json
from sessen.cli.help_groups import GroupedCommand, output_option
from sessen.cli.layout_report import tell_layout
from sessen.cli.options import build_request, several_scene_options
from sessen.files import from_here, relative
from sessen.legibility.storyboard import write_storyboard
from sessen.legibility.tasks import CheckSceneArgs, SceneCheck, check_scene
from sessen.pipeline import Request, Selection
from sessen.pipeline.layout_settings import layout_of_lecture
from sessen.pipeline.plan import marks_of
from sessen.pipeline.session import Session
from sessen.pipeline.voice import Narrations
from sessen.pool import Task
from sessen.worker.tasks import ClaimSummary


@click.command(
    cls=GroupedCommand,
    name="check",
    help="Check the claims and the layout of each scene in every frame, without drawing.",
)
@output_option(
    "--storyboard",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a page with a picture of each finding about the layout into this folder.",
)
@output_option(
    "--approved",
    is_flag=True,
    help="Compare with the approved pictures instead, and write a page that shows what differs into --out.",
)
@several_scene_options
@click.pass_obj
def command(console: Console, /, storyboard: Path | None, approved: bool, **options: Any) -> int:
    """Tell it; 1 when a claim does not hold, something cannot be read, or a scene does not run."""
    request = build_request(options)
    if approved:
        from sessen.cli.check_approved import check_approved

        return check_approved(console, request)
    layout = layout_of_lecture(request)
    folder = from_here(storyboard) if storyboard is not None else None
    with Session(request) as session:
        chosen, failures = session.select()
        narration = session.narrate(chosen, speak=False)
        failures += narration.failures
        tasks = {
            task: each
            for each in chosen
            for task in _tasks(request, each, narration, layout, stills=folder is not None)
        }
        found = {outcome.task: outcome for outcome in session.pool.run(tasks)}
    walked: dict[Task, SceneCheck] = {task: found[task].result for task in tasks if found[task].error is None}
    for task, checked in walked.items():
        _tell_unseen(console, task.name, checked)
        _tell_late(console, task.name, checked)
    failures += [error for task in tasks if (error := found[task].error) is not None]
    for failure in failures:
        console.print_error(failure)
    findings = [
        finding
        for task, checked in walked.items()
        for finding in checked.layout
        if finding.step in ("", *(tasks[task].steps or (finding.step,)))
    ]
    _tell(console, {task: checked.claims for task, checked in walked.items()})
    tell_layout(console, findings)
    if folder is not None:
        console.log(f"storyboard: {relative(write_storyboard(folder, findings))}")
    console.emit_json(
        {
            "claims": _claims_document(walked),
            "late": [
                {"scene": task.name, "step": late.step, "mark": late.mark, "seconds": late.seconds}
                for task, checked in walked.items()
                for late in checked.late
            ],
            "layout": [finding.to_json() for finding in findings],
            "failed": [error_to_json(failure) for failure in failures],
        }
    )
    violated = any(not each.holds for checked in walked.values() for each in checked.claims)
    return 1 if failures or violated or any(finding.is_error for finding in findings) else 0


def _tasks(
    request: Request, chosen: Selection, narration: Narrations, layout: Mapping[str, Any], *, stills: bool
) -> list[Task]:
    address = chosen.scene.address
    several = len(request.variants) > 1
    tasks = []
    for variant in request.variants:
        name = f"{chosen.scene.name} ({variant.folder})" if several else chosen.scene.name
        marks = marks_of(chosen, variant, narration.steps)
        order = CheckSceneArgs(name, address, variant, chosen.values, marks, layout, stills)
        tasks.append(Task(name, check_scene, order, timeout=request.time_limit))
    return tasks


def _tell_unseen(console: Console, scene: str, checked: SceneCheck) -> None:
    """Say what has the colour of the paper, once for each kind of mobject, with the step in which it is first."""
    told: set[str] = set()
    for step, kinds in checked.unseen:
        new = [kind for kind in kinds if kind not in told]
        told.update(new)
        if new:
            names = " and ".join(new)
            console.log(f"{scene}::{step}: invisible, as it has the colour of the background: {names}")


def _tell_late(console: Console, scene: str, checked: SceneCheck) -> None:
    """Say which marks are spoken before their pictures are there."""
    for late in checked.late:
        console.log(f"{scene}::{late.step}: [{late.mark}] is spoken {late.seconds:.2f} s before its picture is there")


def _tell(console: Console, verdicts: Mapping[Task, tuple[ClaimSummary, ...]]) -> None:
    rows = [
        [
            task.name,
            each.claim,
            f"{each.error:.1e}",
            f"{each.tolerance:.0e}",
            f"{each.step} at {each.seconds:.2f} s",
            "holds" if each.holds else "VIOLATED",
        ]
        for task, some in verdicts.items()
        for each in some
    ]
    if rows:
        console.table(["scene", "claim", "worst error", "allowed", "where", ""], rows, right=(2, 3))
    elif verdicts:
        console.print("no claims")


def _claims_document(walked: Mapping[Task, SceneCheck]) -> list[dict[str, Any]]:
    return [
        {"scene": task.name, "claim": each.claim, "error": each.error, "allowed": each.tolerance}
        | {"step": each.step, "seconds": each.seconds, "holds": each.holds}
        for task, checked in walked.items()
        for each in checked.claims
    ]
