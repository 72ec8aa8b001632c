"""What lies over what: areas that hide, and paper behind a label."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.legibility.ink import COVERED, Mask
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Kind, Thing

_HALO: Final = 4.0  # stroke width of paper round letters, in Manim's measure
_OPAQUE: Final = 0.6
_HIDDEN: Final = 0.97  # of the ink


def covered_share(thing: Thing, area: Thing) -> float:
    """The share of a thing's ink that the inside of an area covers, if that is opaque."""
    if area.fill < _OPAQUE or area.kind is Kind.IMAGE:
        return 0.0
    shared = thing.ink.shared(area.area)
    if shared is None:
        return 0.0
    covered = np.count_nonzero((shared[0] >= COVERED) & (shared[1] >= COVERED))
    return float(covered) / max(1, thing.ink.amount)


def is_hidden(thing: Thing, snapshot: Snapshot) -> bool:
    """Whether an opaque area lies over all of a thing."""
    return any(
        area.order > thing.order and not area.is_text and covered_share(thing, area) >= _HIDDEN
        for area in snapshot.near(thing)
    )


def has_paper(thing: Thing, line: Thing, met: tuple[npt.NDArray[np.bool_], int, int], snapshot: Snapshot) -> bool:
    """Whether something opaque lies between a line and a text over it, where their ink meets, or round its letters."""
    if line.order > thing.order:
        return False
    if thing.halo >= _HALO:
        return True
    ink, left, top = met
    place = Mask(ink.astype(np.uint8) * 255, left, top)
    wanted = int(np.count_nonzero(ink))
    for area in snapshot.near(thing):
        if line.order < area.order < thing.order and area.fill >= _OPAQUE and not area.is_text:
            shared = place.shared(area.area)
            if shared is not None and np.count_nonzero((shared[0] > 0) & (shared[1] >= COVERED)) >= 0.8 * wanted:
                return True
    return False
