"""Keeping a store within a size: what was not used for longest goes first, and what nothing leads to goes at once."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sessen.store.backends import FileInfo
from sessen.store.store import Store

#: Seconds that a blob or a half-written file may be without an entry: somebody may be about to write one.
_GRACE: Final = 3600.0


@dataclass(frozen=True, slots=True)
class PruneResult:
    """What was taken out: how many finished steps, how many bytes, and how many bytes are left."""

    entries: int
    freed: int
    left: int


def prune(store: Store, limit: int, *, spare: Collection[str] = (), grace: float = _GRACE) -> PruneResult:
    """Remove finished steps, those unused for longest first, until the store holds at most ``limit`` bytes.

    Parameters
    ----------
    spare
        Entries that stay, even if they alone are more than that: a build does not take its own work away.
    """
    everything = not limit and not spare
    blobs = {found.name.rpartition("/")[2]: found for found in store.backend.walk("blobs")}
    written = (found for found in store.backend.walk("entries") if not found.name.endswith(".part"))
    entries = sorted(written, key=lambda found: found.last_used, reverse=True)
    wanted, given_up, kept, total = set[str](), set[str](), 0, 0
    for found in entries:
        own = _blobs_of(store, found)
        new = sum(blobs[digest].size for digest in own - wanted if digest in blobs)
        spared = found.name.rpartition("/")[2] in spare
        if own and (spared or total + new + found.size <= limit):
            kept, total, wanted = kept + 1, total + new + found.size, wanted | own
        else:
            store.backend.remove(found.name)
            given_up |= own
    unwanted = [found for digest, found in blobs.items() if digest not in wanted]
    freed = sum(_removed(store, found) for found in unwanted if _is_orphan(found, given_up, 0 if everything else grace))
    if everything:
        _clear(store)
    return PruneResult(len(entries) - kept, freed, total)


def exceeds(store: Store, limit: int) -> bool:
    """Whether the store's pictures and sounds come to more than ``limit`` bytes: a quick look at sizes alone."""
    return sum(found.size for found in store.backend.walk("blobs")) > limit


def _blobs_of(store: Store, found: FileInfo) -> set[str]:
    entry = store.entry(found.name.rpartition("/")[2])
    return {digest for digest, _ in entry.blobs.values()} if entry else set()


def _is_orphan(found: FileInfo, given_up: set[str], grace: float) -> bool:
    """Whether a file that no entry leads to can go: its entry went, or it is older than any write takes."""
    return found.name.rpartition("/")[2] in given_up or time.time() - found.last_used >= grace


def _removed(store: Store, found: FileInfo) -> int:
    store.backend.remove(found.name)
    return found.size


def _clear(store: Store) -> None:
    for kind in ("recipes", "latest", "leases", "reach"):
        for found in list(store.backend.walk(kind)):
            store.backend.remove(found.name)
