"""``python render.py check``: walk every frame undrawn and tell how true each claim is."""

from __future__ import annotations

from typing import Any

import click

from sessen.cli.console import Console, error_to_json
from sessen.cli.help_groups import GroupedCommand
from sessen.cli.options import build_request, scene_options
from sessen.errors import SessenError
from sessen.pipeline import Request, Selection
from sessen.pipeline.narration import Narrations
from sessen.pipeline.plan import marks_of
from sessen.pipeline.session import Session
from sessen.pool import Task
from sessen.worker.tasks import CheckClaimsArgs, ClaimReport, check_claims


@click.command(cls=GroupedCommand, name="check", help="Check the claims of each scene in every frame, without drawing.")
@scene_options
@click.pass_obj
def command(console: Console, /, **options: Any) -> int:
    """Tell it; 1 when a claim does not hold or a scene does not run."""
    request = build_request(options)
    with Session(request) as session:
        chosen, failures = session.select()
        narration = session.narrate(chosen, speak=False)
        failures += narration.failures
        tasks = {task: each for each in chosen for task in _tasks(request, each, narration)}
        found = {outcome.task: outcome for outcome in session.pool.run(tasks)}
    walked = {task: found[task].result for task in tasks if found[task].error is None}
    verdicts = {task: checked.claims for task, checked in walked.items()}
    for task, checked in walked.items():
        _tell_unseen(console, task.name, checked)
        _tell_late(console, task.name, checked)
    failures += [error for task in tasks if (error := found[task].error) is not None]
    for failure in failures:
        console.print_error(failure)
    _tell(console, walked, failures)
    return 1 if failures or any(not each.holds for some in verdicts.values() for each in some) else 0


def _tasks(request: Request, chosen: Selection, narration: Narrations) -> list[Task]:
    address = chosen.scene.address
    several = len(request.variants) > 1
    return [
        Task(
            f"{chosen.scene.name} ({variant.language})" if several else chosen.scene.name,
            check_claims,
            CheckClaimsArgs(address, variant, chosen.values, marks_of(chosen, variant, narration.steps)),
            timeout=request.time_limit,
        )
        for variant in request.variants
    ]


def _tell_unseen(console: Console, scene: str, checked: ClaimReport) -> None:
    """Say what has the colour of the paper, once for each kind of mobject, with the step in which it is first."""
    told: set[str] = set()
    for step, kinds in checked.unseen:
        new = [kind for kind in kinds if kind not in told]
        told.update(new)
        if new:
            names = " and ".join(new)
            console.log(f"{scene}::{step}: invisible, as it has the colour of the background: {names}")


def _tell_late(console: Console, scene: str, checked: ClaimReport) -> None:
    """Say which marks are spoken before their pictures are there."""
    for late in checked.late:
        console.log(f"{scene}::{late.step}: [{late.mark}] is spoken {late.seconds:.2f} s before its picture is there")


def _tell(console: Console, reports: dict[Task, ClaimReport], failures: list[SessenError]) -> None:
    verdicts = {task: checked.claims for task, checked in reports.items()}
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
    console.emit_json(
        {
            "claims": [
                {"scene": task.name, "claim": each.claim, "error": each.error, "allowed": each.tolerance}
                | {"step": each.step, "seconds": each.seconds, "holds": each.holds}
                for task, some in verdicts.items()
                for each in some
            ],
            "late": [
                {"scene": task.name, "step": late.step, "mark": late.mark, "seconds": late.seconds}
                for task, checked in reports.items()
                for late in checked.late
            ],
            "failed": [error_to_json(failure) for failure in failures],
        }
    )
