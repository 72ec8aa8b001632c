"""Which letter of a formula goes where in the next one, and which of them are new.

Parts with an identity come first, the largest ones first: named parts, and the subexpressions of expressions. Letters
that are left are aligned in reading order between what has been found.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from sessen.typesetting.letters import BAR, ROOT, is_of_word

_SIGNS: Final = frozenset("+-")
_RELATIONS: Final = ("=", "approx", "<", ">", "->")
_FOLLOWS_THE_SAME: Final = 0.4  # of a formula's length, that a part may be further away for it
_SHORTEST_IN_WORD: Final = 3  # letters of another word than this many in a row say nothing


class PartName(str):
    """The key of a part that has a name."""

    __slots__ = ()


@dataclass(frozen=True)
class Part:
    """A part of a formula that has an identity.

    Attributes
    ----------
    key
        Equal parts have equal keys.
    places
        Of its letters in the formula, in reading order.
    may_split
        Whether a part of the next formula may be a copy of it: a letter is the same wherever it stands, a number is
        not.
    """

    key: Hashable
    places: tuple[int, ...]
    may_split: bool = True


@dataclass
class Matches:
    """Where letters go.

    Attributes
    ----------
    source
        For letters of the next formula, by place, the letter that they come from.
    block
        For the same letters a number that those share which move together.
    """

    source: dict[int, int] = field(default_factory=dict)
    block: dict[int, int] = field(default_factory=dict)


def match(
    before: Sequence[str],
    after: Sequence[str],
    parts_before: Sequence[Part] = (),
    parts_after: Sequence[Part] = (),
    distance: Callable[[int, int], float] | None = None,
) -> Matches:
    """Find for each letter of the next formula the letter that it comes from, if there is one.

    Parameters
    ----------
    before, after
        The letters of both formulas in reading order.
    parts_before, parts_after
        Their parts with identities.
    distance
        How far a letter of the one is from a letter of the other, in widths of the formulas; in reading order if left
        out.
    """

    def in_reading_order(start: int, end: int) -> float:
        return abs(start / len(before) - end / len(after))

    return _Matcher(before, after, parts_before, parts_after, distance or in_reading_order).run()


class _Matcher:
    def __init__(
        self,
        before: Sequence[str],
        after: Sequence[str],
        parts_before: Sequence[Part],
        parts_after: Sequence[Part],
        distance: Callable[[int, int], float],
    ) -> None:
        self.distance = distance
        self.before, self.after = before, after
        self.old, self.new = _by_key(parts_before, before), _by_key(parts_after, after)
        self.keys = [key for key in self.new if key in self.old]
        self.keys.sort(key=self._weight, reverse=True)
        self.found = Matches()
        self.used: set[int] = set()
        self._blocks = 0

    def run(self) -> Matches:
        for key in self.keys:
            self._move(self._free(self.old[key], self.used), self._free(self.new[key], self.found.source))
        for key in self.keys:
            for part in self._free(self.new[key], self.found.source):
                if part.may_split:
                    self._link(self._nearest(part, self.old[key]), part)
        self._anchor_relations()
        self._align_between_matches()
        self._pair_letters()
        return self.found

    def _weight(self, key: Hashable) -> tuple[bool, int]:
        """Names that an author has given come first, and large parts before small ones."""
        return isinstance(key, PartName), max(len(part.places) for part in self.new[key])

    def _free(self, parts: Iterable[Part], taken: Iterable[int]) -> list[Part]:
        return [part for part in parts if not set(part.places) & set(taken)]

    def _move(self, old: list[Part], new: list[Part]) -> None:
        """Pair parts in order; where there are more of one kind, those whose places are most alike."""
        while old and new:
            if len(old) >= len(new):
                target = new.pop(0)
                rest = old[: len(old) - len(new)]
                source = self._nearest(target, rest)
                old = old[old.index(source) + 1 :]
            else:
                source = old.pop(0)
                rest = new[: len(new) - len(old)]
                target = min(rest, key=lambda part: self._apart(source, part))
                new = new[new.index(target) + 1 :]
            self._link(source, target)

    def _nearest(self, target: Part, parts: Iterable[Part]) -> Part:
        return min(parts, key=lambda part: self._apart(part, target))

    def _apart(self, old: Part, new: Part) -> float:
        """How far from each other two parts stand, and whether they follow the same."""
        start, end = old.places[0], new.places[0]
        same = start > 0 and end > 0 and self.before[start - 1] == self.after[end - 1]
        return self.distance(start, end) - _FOLLOWS_THE_SAME * same

    def _link(self, old: Part, new: Part) -> None:
        self._blocks += 1
        if [self.before[place] for place in old.places] == [self.after[place] for place in new.places]:
            pairs = list(zip(old.places, new.places, strict=True))
        else:
            pairs = list(self._aligned(old.places, new.places))
        for source, target in pairs:
            self._set(source, target)
        self._link_signs(old.places[0] - 1, new.places[0] - 1)

    def _link_signs(self, source: int, target: int) -> None:
        """The sign before a term goes along with it."""
        if min(source, target) >= 0 and source not in self.used and target not in self.found.source:
            sign = self.before[source]
            if sign in _SIGNS and sign == self.after[target]:
                self._set(source, target)

    def _set(self, source: int, target: int) -> None:
        if target not in self.found.source:
            self.found.source[target], self.found.block[target] = source, self._blocks
            self.used.add(source)

    # -- what has no identity ----------------------------------------------------------------------------------------

    def _unused(self, places: Iterable[int]) -> list[int]:
        return [place for place in places if place not in self.used]

    def _unmatched(self, places: Iterable[int]) -> list[int]:
        return [place for place in places if place not in self.found.source]

    def _anchor_relations(self) -> None:
        """Each side of an equation stays on its side."""
        for sign in _RELATIONS:
            old = [place for place in range(len(self.before)) if self.before[place] == sign]
            new = [place for place in range(len(self.after)) if self.after[place] == sign]
            if len(old) == len(new):
                for source, target in zip(old, new, strict=True):
                    self._blocks += 1
                    self._set(source, target)

    def _align_between_matches(self) -> None:
        """What stands between two neighbours before and after stays between them."""
        edges = [-1, *sorted(self.found.source), len(self.after)]
        known = {-1: -1, len(self.after): len(self.before), **self.found.source}
        for index, (left, right) in enumerate(pairwise(edges)):
            # A neighbour that has come from further left says nothing about what stood between.
            end = next((known[edge] for edge in edges[index + 1 :] if known[edge] > known[left]), len(self.before))
            self._align(self._unused(range(known[left] + 1, end)), self._unmatched(range(left + 1, right)))

    def _align(self, old: Sequence[int], new: Sequence[int]) -> None:
        for source, target in self._aligned(old, new):
            self._set(source, target)

    def _aligned(self, old: Sequence[int], new: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Pairs of equal letters in the same order; of words and numbers only what is read as the same."""
        one, other = [self.before[place] for place in old], [self.after[place] for place in new]
        for start, begin, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
            self._blocks += 1
            for step in range(size):
                if self._is_legible(one, start, size, start + step) and self._is_legible(
                    other, begin, size, begin + step
                ):
                    yield old[start + step], new[begin + step]

    def _is_legible(self, letters: Sequence[str], start: int, size: int, place: int) -> bool:
        """Whether enough of the word that a letter is in goes along, or its number from the first digit on."""
        belongs = next((kind for kind in (is_of_word, _is_digit) if kind(letters[place])), None)
        if belongs is None:
            return True
        first, last = place, place
        while first > 0 and belongs(letters[first - 1]):
            first -= 1
        while last < len(letters) - 1 and belongs(letters[last + 1]):
            last += 1
        if belongs is _is_digit:
            return first >= start
        common = min(last, start + size - 1) - max(first, start) + 1
        return common >= min(last - first + 1, _SHORTEST_IN_WORD)

    def _pair_letters(self) -> None:
        """A letter or bar that is left once on both sides changes its place: a b becomes b a; no digit or sign does."""
        old = _once(self.before, self._unused(range(len(self.before))))
        new = _once(self.after, self._unmatched(range(len(self.after))))
        for name in sorted(new.keys() & old.keys()):
            self._blocks += 1
            self._set(old[name], new[name])


def _once(letters: Sequence[str], places: Sequence[int]) -> dict[str, int]:
    """The letters and bars that stand in one of these places alone."""
    names = [letters[place] for place in places]
    return {
        letters[place]: place
        for place in places
        if names.count(letters[place]) == 1 and (_is_variable(letters[place]) or letters[place] in (BAR, ROOT))
    }


def _is_digit(name: str) -> bool:
    return name.isdigit() or name == "."


def _is_variable(name: str) -> bool:
    return name.removeprefix("bold ").isalpha()


def _by_key(parts: Iterable[Part], letters: Sequence[str]) -> dict[Hashable, list[Part]]:
    """Parts that may become each other: of one name, or worth the same and written with the same letters."""
    found: dict[Hashable, list[Part]] = {}
    for part in parts:
        if part.places:
            written = tuple(letters[place] for place in part.places)
            found.setdefault(part.key if isinstance(part.key, PartName) else (part.key, written), []).append(part)
    for same in found.values():
        same.sort(key=lambda part: part.places)
    return found
