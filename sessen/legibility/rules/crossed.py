"""A line through text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import numpy as np
from manim import Cross, Underline

from sessen.legibility.colors import contrast_of
from sessen.legibility.covering import has_paper, is_hidden
from sessen.legibility.ink import COVERED
from sessen.legibility.rule import Rule, Sighting, half_if_moving
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Kind, Thing

_MEANT = (Cross, Underline)  # what is drawn to go through text, or along it


class Crossed(Rule):
    """A line, curve or arrow through text: ink against ink; a label with paper behind it passes."""

    name = "crossed"
    finds = "a line, curve or arrow through text"
    advice = "Move the label off the line, or put paper behind it (add_background_rectangle)."
    limits: ClassVar[Mapping[str, float]] = {"lasts": 0.4, "opacity": 0.5, "pixels": 4, "share": 0.006, "faint": 1.4}

    def __init__(self, limits: dict[str, float] | None = None) -> None:
        super().__init__(limits)
        self._known: dict[tuple[Thing, Thing], Any] = {}

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        known, self._known = self._known, {}
        for text in snapshot.texts:
            if text.least_opacity < self.limit["opacity"]:
                continue
            for line in snapshot.near(text):
                if self._may_cross(line, text, snapshot):
                    pair = (text, line)
                    self._known[pair] = met = known[pair] if pair in known else self._met(text, line)
                    if met is not None and not has_paper(text, line, met, snapshot) and not is_hidden(text, snapshot):
                        counts = half_if_moving(snapshot, text, line)
                        yield Sighting(
                            pair, "{1} goes through {0}", counts=counts, about=(id(text.root), id(line.root))
                        )

    def _may_cross(self, line: Thing, text: Thing, snapshot: Snapshot) -> bool:
        if line.is_text or line.kind is Kind.IMAGE or isinstance(line.root, _MEANT):
            return False
        if line.root in text.path and line.kind is not Kind.CROWD and isinstance(line.root, _MEANT):
            return False
        if line.is_line:
            return (
                line.stroke >= 0.3 and contrast_of(line.stroke_color, snapshot.paper, line.stroke) > self.limit["faint"]
            )
        return False

    def _met(self, text: Thing, line: Thing) -> tuple[Any, int, int] | None:
        shared = text.ink.shared(line.line)
        if shared is None:
            return None
        letters, strokes, left, top = shared
        ink = (letters >= COVERED) & (strokes >= COVERED)
        amount = int(np.count_nonzero(ink))
        return (ink, left, top) if amount >= max(self.limit["pixels"], self.limit["share"] * text.ink.amount) else None
