"""Colours that some people cannot tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Any, ClassVar

from sessen.background import rgb
from sessen.legibility.colors import SIGHTS, Color, apart, chroma
from sessen.legibility.rule import Rule, Sighting
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Kind, Thing
from sessen.theme import Theme


class Alike(Rule):
    """Two colours shown together that are told apart with all cones, and hardly without one kind."""

    name = "alike"
    finds = "two colours together that are hard to tell apart for colour-blind people"
    advice = "Take colours that differ in lightness too; a label or a dash may say the same."
    limits: ClassVar[Mapping[str, float]] = {
        "lasts": 1.0,
        "apart": 0.055,
        "normal": 0.1,
        "chroma": 0.06,
        "opacity": 0.6,
    }

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        shown: dict[Color, Thing] = {}
        roles = _roles(snapshot.scene)
        for thing in snapshot.things:
            color = thing.color
            if color is not None and (not roles or _level(color) in roles) and self._says_something(thing, color):
                shown.setdefault(color, thing)
        for one, other in combinations(shown, 2):
            sight = self._confused(one, other)
            if sight:
                what = f"the colours of {{0}} and {{1}} look alike with {sight}"
                yield Sighting((shown[one], shown[other]), what, about=frozenset((one, other)))

    def _says_something(self, thing: Thing, color: Color) -> bool:
        of_its_own = thing.kind is Kind.SHAPE or thing.is_text
        return of_its_own and thing.opacity >= self.limit["opacity"] and chroma(color) >= self.limit["chroma"]

    def _confused(self, one: Color, other: Color) -> str:
        if apart(one, other) < self.limit["normal"]:
            return ""
        nearest = min(SIGHTS, key=lambda sight: apart(one, other, sight))
        return nearest if apart(one, other, nearest) < self.limit["apart"] else ""


def _roles(scene: Any) -> frozenset[tuple[int, ...]]:
    """The colours that say something in a lesson: others are those of a scale. Empty where any colour may."""
    theme = getattr(scene, "theme", None)
    return frozenset(map(rgb, theme.colors.values())) if isinstance(theme, Theme) else frozenset()


@lru_cache(maxsize=4096)
def _level(color: Color) -> tuple[int, ...]:
    return tuple(round(255 * part) for part in color)
