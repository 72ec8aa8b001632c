"""``python render.py list``: the scenes, their steps and parameters."""

from __future__ import annotations

from typing import Any

import click

from sessen.cli.console import Console, error_to_json
from sessen.cli.help_groups import GroupedCommand
from sessen.cli.options import build_request, scene_options
from sessen.files import relative
from sessen.pipeline import Selection
from sessen.pipeline.session import Session
from sessen.words import plain_text


@click.command(cls=GroupedCommand, name="list", help="List the scenes, their steps and parameters.")
@scene_options
@click.pass_obj
def command(console: Console, /, **options: Any) -> int:
    """Tell them; 1 when a file, or a scene's steps, cannot be told."""
    request = build_request(options)
    with Session(request) as session:
        chosen, unreadable = session.select()
    failures = [*unreadable, *(each.error for each in chosen if each.error)]
    language = str(request.variants[0].language)
    for each in chosen:
        _show(console, each, language)
    for failure in failures:
        console.print_error(failure)
    console.emit_json(
        {"scenes": [_document(each) for each in chosen], "failed": [error_to_json(failure) for failure in failures]}
    )
    return 1 if failures else 0


def _show(console: Console, chosen: Selection, language: str) -> None:
    scene = chosen.scene
    title = plain_text(chosen.title.get(language, "")) or scene.summary
    console.print(f"{scene.name}  {title}".rstrip() + f"  ({relative(scene.file)})")
    typed = dict(chosen.values)
    for parameter in scene.parameters:
        value = typed.get(parameter.name, parameter.default)
        console.print(f"    --set {parameter.name}={value}".ljust(40) + f"  {parameter.help} ({parameter.kind})")
    for number, step in enumerate(scene.steps, 1):
        console.print(f"    {number:2}. {scene.name}::{step.name}".ljust(48) + f"  {step.summary}".rstrip())


def _document(chosen: Selection) -> dict[str, Any]:
    scene = chosen.scene
    return {
        "name": scene.name,
        "file": str(scene.file),
        "title": dict(chosen.title),
        "summary": scene.summary,
        "parameters": [
            {"name": each.name, "kind": each.kind, "default": each.default, "help": each.help}
            for each in scene.parameters
        ],
        "values": dict(chosen.values),
        "steps": [{"name": step.name, "words": dict(step.words), "summary": step.summary} for step in scene.steps],
    }
