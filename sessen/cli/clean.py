"""``python render.py clean``: make room in the store, and take products away that no longer belong."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import click

from sessen.build import Workshop
from sessen.build.left_over import left_over
from sessen.build.workshop import relative
from sessen.cli.options import place_options, request_of
from sessen.cli.talk import Talk, size
from sessen.plan import Refused
from sessen.products import Manifest
from sessen.store.limits import shrink

_UNITS = {"kb": 10**3, "mb": 10**6, "gb": 10**9, "b": 1}


@click.command(name="clean", help="Shrink the store; remove products that no longer belong to the lecture.")
@click.option("--keep", default="10GB", metavar="SIZE", help="Finished steps to keep, the latest used ones (10GB).")
@click.option("--all", "everything", is_flag=True, help="Remove every finished step and all that is remembered.")
@place_options
@click.pass_obj
def command(talk: Talk, /, keep: str, everything: bool, **options: Any) -> int:
    """Do it."""
    limit = 0 if everything else _bytes(keep)
    request = request_of(options)
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
    names = [record.file for record in left_over(manifest, workshop)]
    for name in names:
        (out / name).unlink(missing_ok=True)
    manifest.forget(names)
    if names:
        manifest.save()
    return names


def _bytes(text: str) -> int:
    number = text.strip().lower()
    for unit, factor in _UNITS.items():
        if number.endswith(unit):
            try:
                return int(float(number.removesuffix(unit)) * factor)
            except ValueError:
                break
    raise Refused(f"--keep {text}: no size", cure="for example --keep 500MB or --keep 2GB")
