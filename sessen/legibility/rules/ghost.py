"""Two copies of one text, both half there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import ClassVar

from sessen.legibility.rule import Rule, Sighting
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Thing

_CLEAR, _FULL = 0.08, 0.92


class Ghost(Rule):
    """Two copies of one text beside each other while one of them fades: a double snapshot."""

    name = "ghost"
    finds = "two copies of one text, offset and both visible, while one fades"
    advice = "Let one text move (Rewrite), or fade the old one out first."
    limits: ClassVar[Mapping[str, float]] = {"lasts": 0.2, "from": 0.1, "to": 1.0}

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        of_text: dict[str, list[Thing]] = {}
        for text in snapshot.texts:
            if text.text and text.opacity > _CLEAR:
                of_text.setdefault(text.text, []).append(text)
        for copies in of_text.values():
            for pair in combinations(copies, 2):
                fades = min(each.opacity for each in pair) < _FULL
                if fades and _are_copies(*pair) and self._is_double(*pair):
                    what = "{0} is seen twice, one copy beside the other, while one fades"
                    yield Sighting(pair, what, about=one_text(pair))

    def _is_double(self, one: Thing, other: Thing) -> bool:
        em = max(one.em, other.em, 1.0)
        apart = max(abs(a - b) for a, b in zip(one.box, other.box, strict=True))
        meets = (
            one.box[0] < other.box[2]
            and other.box[0] < one.box[2]
            and one.box[1] < other.box[3]
            and other.box[1] < one.box[3]
        )
        height = max(one.box[3] - one.box[1], other.box[3] - other.box[1])
        return meets and apart > max(2.0, self.limit["from"] * em) and apart < self.limit["to"] * max(em, height) * 2


def one_text(pair: tuple[Thing, Thing]) -> str:
    """What makes it one finding, of however many letters."""
    return pair[0].text


def _are_copies(one: Thing, other: Thing) -> bool:
    """Whether two things show the same letters, and not different parts of one text."""
    if one.marks & other.marks:
        return True
    return len(one.leaves) == len(other.leaves) and one.root_is_text and other.root_is_text
