"""``python render.py [SCENE ...]``: the videos."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

import click

from sessen.build import Build, Built, Failure, Workshop
from sessen.build.draw import SourceChanged
from sessen.build.workshop import relative
from sessen.cli.options import build_options, request_of
from sessen.cli.progress import report_for
from sessen.cli.talk import Talk, described, size
from sessen.plan import Request

#: Somebody who edits while it builds gets what was saved last; somebody who never stops gets told.
_MORE_ATTEMPTS: Final = 2


@click.command(name="videos", help="Make videos: all scenes of the lecture when none is named.")
@build_options
@click.pass_obj
def command(talk: Talk, /, **options: Any) -> int:
    """Make the videos; 1 when a scene failed."""
    request = request_of(options)
    built, failures = _build(talk, request)
    for _ in range(_MORE_ATTEMPTS):
        if any(isinstance(failure.error, SourceChanged) for failure in failures):
            talk.say("planning again with the sources as they are now")
            built, failures = _build(talk, request)
    _tell(talk, built, failures)
    return 1 if failures else 0


def _build(talk: Talk, request: Request) -> tuple[list[Built], list[Failure]]:
    with Workshop(request) as workshop:
        chosen, unreadable = workshop.choose()
        failures = [Failure(error.where, error) for error in unreadable]
        for failure in failures:
            talk.complain(failure.error)
        built, failed = Build(workshop.plan(chosen), workshop, report_for(talk)).run()
    return built, [*failures, *failed]


def _tell(talk: Talk, built: list[Built], failures: list[Failure]) -> None:
    if built:
        rows = [_row(each) for each in built]
        talk.table(["scene", "seconds", "frames", "size", "where"], rows, right=(1, 2, 3))
    if failures:
        names = ", ".join(dict.fromkeys(failure.name for failure in failures))
        talk.say(f"{len(failures)} failed: {names}")
    talk.answer(
        {
            "built": [_document(each) for each in built],
            "failed": [{"scene": failure.name, **described(failure.error)} for failure in failures],
        }
    )


def _row(built: Built) -> list[str]:
    video = built.records[0]
    return [built.name, f"{video.seconds:.1f}", str(video.frames), size(video.size), relative(built.target)]


def _document(built: Built) -> dict[str, Any]:
    files = [asdict(record) for record in built.records]
    return {"name": built.name, "where": str(built.target), "rendered": list(built.rendered), "files": files}
