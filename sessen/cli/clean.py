"""``python render.py clean``: make room in the store, and take products away that no longer belong."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import click

from sessen.cli.console import Talk, size
from sessen.cli.options import bytes_of, place_options, request_of
from sessen.files import relative
from sessen.pipeline.manifest import Manifest
from sessen.pipeline.session import Workshop
from sessen.products.orphans import left_over
from sessen.store.eviction import shrink


@click.command(name="clean", help="Shrink the store; remove products that no longer belong to the lecture.")
@click.option("--keep", metavar="SIZE", help="Finished steps to keep, the latest used ones (--store-limit).")
@click.option("--all", "everything", is_flag=True, help="Remove every finished step and all that is remembered.")
@place_options
@click.pass_obj
def command(talk: Talk, /, keep: str | None, everything: bool, **options: Any) -> int:
    """Do it."""
    request = request_of(options)
    limit = 0 if everything else request.store_limit if keep is None else bytes_of("--keep", keep)
    with Workshop(request) as workshop:
        removed = shrink(workshop.store, limit)
        gone = _remove_left_over(request.out, workshop)
    if everything:
        shutil.rmtree(workshop.folder, ignore_errors=True)
    talk.show(f"store: {removed.entries} steps removed, {size(removed.freed)} freed, {size(removed.left)} left")
    for name in gone:
        talk.show(f"removed {relative(request.out / name)}")
    talk.answer({"steps": removed.entries, "freed": removed.freed, "left": removed.left, "removed": gone})
    return 0


def _remove_left_over(out: Path, workshop: Workshop) -> list[str]:
    manifest = Manifest(out)
    names = [record.file for record in left_over(manifest, workshop) if manifest.is_as_written(record)]
    for name in names:
        (out / name).unlink(missing_ok=True)
    manifest.forget(names)
    if names:
        manifest.save()
    return names
