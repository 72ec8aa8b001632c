"""``python render.py [SCENE ...]``: the videos."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import click

from sessen.cli.console import Console, error_to_json
from sessen.cli.help_groups import GroupedCommand
from sessen.cli.options import build_options, build_request, verify_options
from sessen.cli.product import say_failed, show, to_json
from sessen.cli.progress import make_reporter
from sessen.pipeline import BuildResult, Request, UsageError, make_products
from sessen.pipeline.draw import SourceChanged
from sessen.pipeline.session import Session
from sessen.pipeline.verify import VerifyReport, verify_sample
from sessen.products.registry import PRODUCTS

_KIND: Final = PRODUCTS["videos"]
#: Somebody who edits while it builds gets what was saved last; somebody who never stops gets told.
_MORE_ATTEMPTS: Final = 2


@click.command(cls=GroupedCommand, name="videos", help=_KIND.help)
@build_options
@verify_options
@click.pass_obj
def command(console: Console, /, verify: bool, **options: Any) -> int:
    """Make the videos; 1 when a scene failed, or a finished step turns out to be another."""
    request = replace(build_request(options), name_by_values=True)
    if verify and request.force:
        raise UsageError("--force and --verify cannot be combined", hint="remove one of them")
    result, verified = _build(console, request, verify=verify)
    for _ in range(_MORE_ATTEMPTS):
        if any(isinstance(failure.error, SourceChanged) for failure in result.failures):
            console.log("sources have changed: planning again")
            result, verified = _build(console, request, verify=verify)
    _tell(console, result, verified)
    return 1 if result.failures or verified.failures else 0


def _build(console: Console, request: Request, *, verify: bool) -> tuple[BuildResult, VerifyReport]:
    verified = VerifyReport((), ())
    with Session(request) as session:
        result = make_products(session, make_reporter(console), _KIND.make_products(), cards=True)
        if verify:
            verified = verify_sample(session, result.plan)
            if not verified.steps:
                console.log("nothing to verify: no step was in the store before")
    return result, verified


def _tell(console: Console, result: BuildResult, verified: VerifyReport) -> None:
    show(console, result)
    for error in verified.failures:
        console.print_error(error)
    if verified.steps:
        console.log(f"drawn again and compared: {', '.join(verified.steps)}; {len(verified.failures)} differ")
    say_failed(console, result)
    console.emit_json(to_json(result) | _checked(verified))


def _checked(verified: VerifyReport) -> dict[str, Any]:
    if not verified.steps:
        return {}
    return {"verified": list(verified.steps), "differ": [error_to_json(error) for error in verified.failures]}
