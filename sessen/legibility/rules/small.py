"""Type that is too small for the back row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from sessen.legibility.covering import is_hidden
from sessen.legibility.rule import Rule, Sighting
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Thing

_ROUNDING = 0.985


class Small(Rule):
    """Type below a share of the frame's shorter side; the numbers of an axis have a limit of their own."""

    name = "small"
    finds = "type below 1/30 of the frame's shorter side (numbers of an axis: 1/36)"
    advice = "Set it larger, say less, or go nearer with the camera."
    limits: ClassVar[Mapping[str, float]] = {"lasts": 0.5, "type": 1 / 30, "ticks": 1 / 36, "opacity": 0.5}

    def __init__(self, limits: dict[str, float] | None = None) -> None:
        super().__init__(limits)
        self._read: set[tuple[int, bytes]] = set()

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        side = min(snapshot.width, snapshot.height)
        for text in snapshot.texts:
            if not text.em or text.least_opacity < self.limit["opacity"]:
                continue
            limit = side * self.limit["ticks" if text.is_tick else "type"]
            if text.em >= _ROUNDING * limit:
                self._read.add((id(text.root), text.place))
            elif snapshot.rests(text) and self._counts(text, snapshot):
                share, needed = f"1/{side / text.em:.0f}", f"1/{side / limit:.0f}"
                yield Sighting((text,), f"{{0}} is set at {share} of the frame's height; {needed} is needed")

    def _counts(self, text: Thing, snapshot: Snapshot) -> bool:
        """Whether it is to be read now: seen, and not only small because the camera went away from it."""
        was_read = not snapshot.is_home and (id(text.root), text.place) in self._read
        return not was_read and _is_in(text, snapshot) and not is_hidden(text, snapshot)


def _is_in(text: Thing, snapshot: Snapshot) -> bool:
    left, top, right, bottom = text.box
    return right > 0 and bottom > 0 and left < snapshot.width and top < snapshot.height
