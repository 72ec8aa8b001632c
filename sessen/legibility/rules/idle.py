"""Time in which nothing happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from sessen.legibility.rule import Rule, Sighting
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Thing
from sessen.legibility.timeline import Timeline
from sessen.words import reading_time

_SHORT = 1.0  # seconds: a shorter standstill does not end what comes together


class Idle(Rule):
    """More than some seconds in which nothing changes, though there is nothing to read and nothing is said."""

    name = "idle"
    finds = "longer than 6 s in which nothing changes though nothing is being said or read"
    advice = "Shorten the wait, or show something meanwhile."
    limits: ClassVar[Mapping[str, float]] = {"seconds": 6.0}

    def __init__(self, limits: dict[str, float] | None = None) -> None:
        super().__init__(limits)
        self._since: Snapshot | None = None
        self._known: set[str] = set()
        self._fresh: dict[str, Thing] = {}
        self._still: list[tuple[Snapshot, float, float]] = []

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        changed = snapshot.before is None or snapshot.before.identities != snapshot.identities
        if changed or self._since is None:
            self._stop(snapshot.seconds)
            self._since = snapshot
        for text in snapshot.texts:
            if text.text and text.text not in self._known and text.least_opacity > 0.5:
                self._known.add(text.text)
                self._fresh[text.text] = text
        return ()

    def _stop(self, until: float) -> None:
        if self._since is None:
            return
        still = until - self._since.seconds
        if still > self.limit["seconds"]:
            self._still.append((self._since, still, sum(map(_time_for, self._fresh.values()))))
        if still >= _SHORT:
            self._fresh = {}

    def end(self, timeline: Timeline) -> Iterator[Sighting]:
        self._stop(timeline.seconds)
        for snapshot, still, read in self._still:
            start = snapshot.seconds
            idle = still - max(read, timeline.spoken_within(start, start + still))
            if idle > self.limit["seconds"]:
                yield Sighting(
                    (),
                    f"nothing changes for {still:.1f} s, and all can be read in {read:.1f} s",
                    box=(0, 0, snapshot.width, snapshot.height),
                    about=("idle", start),
                    whole=True,
                    seconds=start,
                    lasts=still,
                    step=snapshot.step,
                )


def _time_for(text: Thing) -> float:
    return reading_time(text.text) if not text.is_mathematics else 1.0 + 0.25 * len(text.leaves)
