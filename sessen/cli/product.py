"""``python render.py KIND [SCENE ...]``: the command of every kind of product that has none of its own."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import click

from sessen.cli.console import Console, error_to_json, format_bytes
from sessen.cli.help_groups import GroupedCommand
from sessen.cli.options import build_options, build_request
from sessen.cli.progress import make_reporter
from sessen.files import relative
from sessen.pipeline import BuildResult, Request, make_products
from sessen.pipeline.built import ProductResult
from sessen.pipeline.session import Session
from sessen.products.registry import PRODUCTS


def product_command(name: str) -> click.Command:
    """The command that makes a kind of product of the scenes that are named, or of all."""

    @click.command(cls=GroupedCommand, name=name, help=PRODUCTS[name].help)
    @build_options
    @click.pass_obj
    def command(console: Console, /, **options: Any) -> int:
        return make(console, name, build_request(options))

    return command


def make(console: Console, kind: str, request: Request) -> int:
    """Make them and tell what came out; 1 when something failed."""
    request = replace(request, name_by_values=True)
    with Session(request) as session:
        result = make_products(session, make_reporter(console), PRODUCTS[kind].make_products())
    show(console, result)
    say_failed(console, result)
    console.emit_json(to_json(result))
    return 1 if result.failures else 0


def show(console: Console, result: BuildResult) -> None:
    """A row for each product."""
    if result.products:
        rows = [_row(each) for each in result.products]
        console.table(["scene", "seconds", "frames", "size", "where"], rows, right=(1, 2, 3))


def say_failed(console: Console, result: BuildResult) -> None:
    """Name what failed, once more and last."""
    if result.failures:
        names = ", ".join(dict.fromkeys(failure.name for failure in result.failures))
        console.log(f"{len(result.failures)} failed: {names}")


def to_json(result: BuildResult) -> dict[str, Any]:
    """What a build came to, for programs."""
    return {
        "built": [_document(each) for each in result.products],
        "failed": [{"scene": failure.name, **error_to_json(failure.error)} for failure in result.failures],
    }


def _row(built: ProductResult) -> list[str]:
    first = built.records[0]
    return [built.name, f"{first.seconds:.1f}", str(first.frames), format_bytes(first.size), relative(built.target)]


def _document(built: ProductResult) -> dict[str, Any]:
    files = [asdict(record) for record in built.records]
    return {"name": built.name, "where": str(built.target), "rendered": list(built.rendered), "files": files}
