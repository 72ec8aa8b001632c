"""``python render.py clean``: make room in the store, and take products away that no longer belong."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from sessen.cli.console import Console, format_bytes
from sessen.cli.help_groups import GroupedCommand, clean_option
from sessen.cli.options import build_request, parse_size, path_options
from sessen.files import relative
from sessen.pipeline.manifest import Manifest
from sessen.pipeline.session import Session
from sessen.products.orphans import orphaned_records
from sessen.store import Store
from sessen.store.backends import Untouched
from sessen.store.eviction import prune
from sessen.voice.recordings import FOLDER as RECORDINGS
from sessen.voice.recordings import Recordings


@click.command(cls=GroupedCommand, name="clean", help="Shrink the store; remove products whose scenes no longer exist.")
@clean_option("--keep", metavar="SIZE", help="Size of the recently used steps to keep (that of --store-limit).")
@clean_option("--all", "everything", is_flag=True, help="Remove all finished steps and all cached data.")
@clean_option("--dry-run", is_flag=True, help="Only list what would be removed.")
@clean_option("--yes", is_flag=True, help="Remove products without asking.")
@path_options
@click.pass_obj
def command(console: Console, /, **options: Any) -> int:
    """Tell what goes, and remove it; at a terminal products go only when somebody says so."""
    request = build_request(options)
    dry_run, everything = options["dry_run"], options["everything"]
    keep = options["keep"]
    limit = 0 if everything else request.store_limit if keep is None else parse_size("--keep", keep)
    with Session(request) as session:
        removed = prune(Store(Untouched(session.store.backend)) if dry_run else session.store, limit)
        manifest = Manifest(request.out)
        gone = [record.file for record in orphaned_records(manifest)]
        _tell_products(console, request.out, gone)
        if gone and not dry_run and _is_wanted(console, len(gone), sure=options["yes"]):
            _remove(manifest, gone)
        elif not dry_run:
            gone = []
    if everything and not dry_run:
        _remove_cached(session.folder)
    verb = "would be removed" if dry_run else "removed"
    console.print(
        f"store: {removed.entries} steps {verb}, {format_bytes(removed.freed)} freed, {format_bytes(removed.left)} left"
    )
    document = {"steps": removed.entries, "freed": removed.freed, "left": removed.left, "removed": gone}
    console.emit_json(document | ({"dry_run": True} if dry_run else {}))
    return 0


def _remove_cached(folder: Path) -> None:
    """Remove all that can be made again: recordings that nobody has kept or dropped yet cannot."""
    kept = folder / RECORDINGS if any(Recordings(folder)) else None
    for each in folder.iterdir() if folder.is_dir() else ():
        if each.is_dir() and each != kept:
            shutil.rmtree(each, ignore_errors=True)
        elif each != kept:
            each.unlink(missing_ok=True)
    if kept is None:
        shutil.rmtree(folder, ignore_errors=True)


def _tell_products(console: Console, out: Path, names: Sequence[str]) -> None:
    for name in names:
        console.log(f"its scene no longer exists: {relative(out / name)}")


def _is_wanted(console: Console, count: int, *, sure: bool) -> bool:
    """Whether products are to go: somebody at a terminal is asked, a script has asked for it by calling."""
    if sure or console.as_json or sys.stdin is None or not sys.stdin.isatty():
        return True
    return click.confirm(f"Remove {count} {'file' if count == 1 else 'files'}?", err=True)


def _remove(manifest: Manifest, names: Sequence[str]) -> None:
    for name in names:
        (manifest.folder / name).unlink(missing_ok=True)
    manifest.forget(names)
    manifest.save()
