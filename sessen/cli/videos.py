"""``python render.py [SCENE ...]``: the videos."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, Final

import click

from sessen.cli.console import Console, error_to_json, format_bytes
from sessen.cli.help_groups import GroupedCommand
from sessen.cli.options import build_options, build_request, verify_options
from sessen.cli.progress import make_reporter
from sessen.files import relative
from sessen.pipeline import Request, UsageError
from sessen.pipeline.build import Build
from sessen.pipeline.built import Failure, ProductResult
from sessen.pipeline.draw import SourceChanged
from sessen.pipeline.session import Session
from sessen.pipeline.verify import VerifyReport, verify_sample
from sessen.products.video.planned import Videos

#: Somebody who edits while it builds gets what was saved last; somebody who never stops gets told.
_MORE_ATTEMPTS: Final = 2


@click.command(cls=GroupedCommand, name="videos", help="Make videos: all scenes of the lecture when none is named.")
@build_options
@verify_options
@click.pass_obj
def command(console: Console, /, verify: bool, **options: Any) -> int:
    """Make the videos; 1 when a scene failed, or a finished step turns out to be another."""
    request = replace(build_request(options), name_by_values=True)
    if verify and request.force:
        raise UsageError("--force and --verify cannot be combined", hint="remove one of them")
    built, failures, verified = _build(console, request, verify=verify)
    for _ in range(_MORE_ATTEMPTS):
        if any(isinstance(failure.error, SourceChanged) for failure in failures):
            console.say("sources have changed: planning again")
            built, failures, verified = _build(console, request, verify=verify)
    _tell(console, built, failures, verified)
    return 1 if failures or verified.failures else 0


def _build(
    console: Console, request: Request, *, verify: bool
) -> tuple[list[ProductResult], list[Failure], VerifyReport]:
    verified = VerifyReport((), ())
    with Session(request) as session:
        chosen, unreadable = session.choose(cards=True)
        failures = [Failure(error.location, error) for error in unreadable]
        for failure in failures:
            console.complain(failure.error)
        plan = session.plan(chosen)
        built, failed = Build(plan, session, make_reporter(console), Videos()).run()
        if verify:
            verified = verify_sample(session, plan)
            if not verified.steps:
                console.say("nothing to verify: no step was in the store before")
    return built, [*failures, *failed], verified


def _tell(console: Console, built: list[ProductResult], failures: list[Failure], verified: VerifyReport) -> None:
    if built:
        rows = [_row(each) for each in built]
        console.table(["scene", "seconds", "frames", "size", "where"], rows, right=(1, 2, 3))
    for error in verified.failures:
        console.complain(error)
    if verified.steps:
        console.say(f"drawn again and compared: {', '.join(verified.steps)}; {len(verified.failures)} differ")
    if failures:
        names = ", ".join(dict.fromkeys(failure.name for failure in failures))
        console.say(f"{len(failures)} failed: {names}")
    console.answer(
        {
            "built": [_document(each) for each in built],
            "failed": [{"scene": failure.name, **error_to_json(failure.error)} for failure in failures],
        }
        | _checked(verified)
    )


def _checked(verified: VerifyReport) -> dict[str, Any]:
    if not verified.steps:
        return {}
    return {"verified": list(verified.steps), "differ": [error_to_json(error) for error in verified.failures]}


def _row(built: ProductResult) -> list[str]:
    video = built.records[0]
    return [built.name, f"{video.seconds:.1f}", str(video.frames), format_bytes(video.size), relative(built.target)]


def _document(built: ProductResult) -> dict[str, Any]:
    files = [asdict(record) for record in built.records]
    return {"name": built.name, "where": str(built.target), "rendered": list(built.rendered), "files": files}
