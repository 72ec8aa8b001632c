"""``python render.py approve``: keep what scenes look like now, to compare with later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sessen.approval.capture import CaptureArgs, capture
from sessen.approval.comparison import Comparison, compare
from sessen.approval.record import FOLDER, ApprovalRecord
from sessen.cli.console import Console, error_to_json
from sessen.cli.help_groups import GroupedCommand
from sessen.cli.options import build_request, scene_options
from sessen.errors import SessenError
from sessen.files import relative
from sessen.pipeline import Request, Selection
from sessen.pipeline.plan import marks_of
from sessen.pipeline.session import Session
from sessen.pipeline.voice import Narrations
from sessen.pool import Task
from sessen.variant import Variant

Approving = dict[Task, tuple[Selection, Variant]]


@click.command(
    cls=GroupedCommand,
    name="approve",
    help="Keep the first, middle and last picture of each step as approved; check --approved compares with them.",
)
@scene_options
@click.pass_obj
def command(console: Console, /, **options: Any) -> int:
    """Keep them; 1 when a scene does not run."""
    request = build_request(options)
    with Session(request) as session:
        chosen, failures = session.select()
        narration = session.narrate(chosen, speak=False)
        failures += narration.failures
        tasks = approving(request, chosen, narration)
        written = []
        for outcome in session.pool.run(tasks):
            if outcome.error is not None:
                failures.append(outcome.error)
                continue
            selection, variant = tasks[outcome.task]
            file = approved_file(request, selection, variant)
            record = ApprovalRecord.read(file)
            changed = record.accept(outcome.result, selection.steps)
            record.write(file)
            console.log(f"{outcome.task.name}: {changed} of {len(record.frames)} pictures approved anew")
            console.print(relative(file))
            written.append(str(file))
    for failure in failures:
        console.print_error(failure)
    console.emit_json({"approved": written, "failed": [error_to_json(failure) for failure in failures]})
    return 1 if failures else 0


def approving(request: Request, chosen: list[Selection], narration: Narrations) -> Approving:
    """The tasks that draw what is compared."""
    tasks: Approving = {}
    for selection in chosen:
        for variant in request.variants:
            name = f"{selection.scene.name} ({variant.folder})" if len(request.variants) > 1 else selection.scene.name
            marks = marks_of(selection, variant, narration.steps)
            order = CaptureArgs(selection.scene.address, variant, selection.values, marks)
            tasks[Task(name, capture, order, timeout=request.time_limit)] = selection, variant
    return tasks


def approved_file(request: Request, selection: Selection, variant: Variant) -> Path:
    """Where the pictures of a scene are kept: beside the lecture that has it, or beside the scene's own file."""
    lecture = request.lecture_file
    file = selection.scene.file
    at_home = lecture is not None and file.is_relative_to(lecture.parent)
    folder = lecture.parent if at_home and lecture is not None else file.parent
    return folder / FOLDER / variant.folder / f"{selection.scene.name}.json"


def compared(
    request: Request, session: Session, chosen: list[Selection], narration: Narrations
) -> Iterator[list[Comparison] | SessenError]:
    """What has become of the approved pictures of each scene, or why it does not run."""
    tasks = approving(request, chosen, narration)
    for outcome in session.pool.run(tasks):
        if outcome.error is not None:
            yield outcome.error
            continue
        selection, variant = tasks[outcome.task]
        record = ApprovalRecord.read(approved_file(request, selection, variant))
        found = compare(outcome.task.name, record, outcome.result)
        yield [each for each in found if not selection.steps or each.step in selection.steps]
