"""Inside a worker: make a product, and keep a copy of every file in its place that is not Sessen's own work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sessen.backups import backing_up
from sessen.pipeline.manifest import MadeFile
from sessen.pipeline.product import MakeProduct, ProductSpec
from sessen.store import Store


@dataclass(frozen=True, slots=True)
class GuardedSpec:
    """A product to make, and what tells which files are Sessen's own.

    Parameters
    ----------
    workshop
        The folder ``.sessen``.
    known
        Hashes that the manifest of the output folder has.
    """

    make: MakeProduct
    spec: ProductSpec
    state_dir: Path
    known: frozenset[str]


def make_guarded(guarded: GuardedSpec, tell: Callable[[Any], None], store: Store | None = None) -> tuple[MadeFile, ...]:
    """Make it, and tell each `sessen.backups.Backup`."""
    with backing_up(guarded.state_dir, guarded.known) as backups:
        try:
            return guarded.make(guarded.spec, tell, store)
        finally:
            for backup in backups:
                tell(backup)
