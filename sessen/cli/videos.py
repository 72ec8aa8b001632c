"""``python render.py [SCENE ...]``: the videos."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, Final

import click

from sessen.cli.console import Talk, described, size
from sessen.cli.options import build_options, request_of, verify_options
from sessen.cli.progress import report_for
from sessen.files import relative
from sessen.pipeline import Refused, Request
from sessen.pipeline.build import Build
from sessen.pipeline.built import Built, Failure
from sessen.pipeline.draw import SourceChanged
from sessen.pipeline.session import Workshop
from sessen.pipeline.verify import Verified, verify_sample
from sessen.products.video.planned import Videos

#: Somebody who edits while it builds gets what was saved last; somebody who never stops gets told.
_MORE_ATTEMPTS: Final = 2


@click.command(name="videos", help="Make videos: all scenes of the lecture when none is named.")
@build_options
@verify_options
@click.pass_obj
def command(talk: Talk, /, verify: bool, **options: Any) -> int:
    """Make the videos; 1 when a scene failed, or a finished step turns out to be another."""
    request = replace(request_of(options), name_by_values=True)
    if verify and request.force:
        raise Refused("--force leaves nothing to --verify", cure="take one of the two")
    built, failures, verified = _build(talk, request, verify=verify)
    for _ in range(_MORE_ATTEMPTS):
        if any(isinstance(failure.error, SourceChanged) for failure in failures):
            talk.say("planning again with the sources as they are now")
            built, failures, verified = _build(talk, request, verify=verify)
    _tell(talk, built, failures, verified)
    return 1 if failures or verified.failures else 0


def _build(talk: Talk, request: Request, *, verify: bool) -> tuple[list[Built], list[Failure], Verified]:
    verified = Verified((), ())
    with Workshop(request) as workshop:
        chosen, unreadable = workshop.choose(cards=True)
        failures = [Failure(error.where, error) for error in unreadable]
        for failure in failures:
            talk.complain(failure.error)
        plan = workshop.plan(chosen)
        built, failed = Build(plan, workshop, report_for(talk), Videos()).run()
        if verify:
            verified = verify_sample(workshop, plan)
            if not verified.steps:
                talk.say("nothing to verify: no step was in the store before")
    return built, [*failures, *failed], verified


def _tell(talk: Talk, built: list[Built], failures: list[Failure], verified: Verified) -> None:
    if built:
        rows = [_row(each) for each in built]
        talk.table(["scene", "seconds", "frames", "size", "where"], rows, right=(1, 2, 3))
    for error in verified.failures:
        talk.complain(error)
    if verified.steps:
        talk.say(f"drawn again and compared: {', '.join(verified.steps)}; {len(verified.failures)} differ")
    if failures:
        names = ", ".join(dict.fromkeys(failure.name for failure in failures))
        talk.say(f"{len(failures)} failed: {names}")
    talk.answer(
        {
            "built": [_document(each) for each in built],
            "failed": [{"scene": failure.name, **described(failure.error)} for failure in failures],
        }
        | _checked(verified)
    )


def _checked(verified: Verified) -> dict[str, Any]:
    if not verified.steps:
        return {}
    return {"verified": list(verified.steps), "differ": [described(error) for error in verified.failures]}


def _row(built: Built) -> list[str]:
    video = built.records[0]
    return [built.name, f"{video.seconds:.1f}", str(video.frames), size(video.size), relative(built.target)]


def _document(built: Built) -> dict[str, Any]:
    files = [asdict(record) for record in built.records]
    return {"name": built.name, "where": str(built.target), "rendered": list(built.rendered), "files": files}
